"""Options that several commands share, so that they read the same everywhere."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

import typer

EngineOption = Annotated[
    str | None,
    typer.Option("--engine", help="auto, llm or rules. auto: the LLM when one is configured. [env: SUMMARIZER_ENGINE]"),
]
ModelOption = Annotated[str | None, typer.Option("--model", help="The model to ask. [env: SUMMARIZER_MODEL]")]
BaseUrlOption = Annotated[
    str | None,
    typer.Option("--base-url", help="Any OpenAI-compatible endpoint, up to /v1. [env: OPENAI_BASE_URL]"),
]
ApiKeyOption = Annotated[
    str | None, typer.Option("--api-key", help="Better given in the environment. [env: OPENAI_API_KEY]")
]
ModeOption = Annotated[
    str | None,
    typer.Option("--mode", help="auto, json_schema, tools, json or md_json: how the endpoint is held to the schema."),
]
ExtraBodyOption = Annotated[
    str | None, typer.Option("--extra-body", help="Extra request fields, as a JSON object.", metavar="JSON")
]
PublishedOption = Annotated[
    datetime | None,
    typer.Option("--published", formats=["%Y-%m-%d"], help="Publication date, for pages that do not tell it."),
]

InputsArgument = Annotated[
    list[str], typer.Argument(metavar="INPUT...", help="Files, folders (recursive), globs, or - for standard input.")
]
TimeoutOption = Annotated[float | None, typer.Option("--timeout", help="Seconds for one request.")]
ConcurrencyOption = Annotated[
    int | None,
    typer.Option(
        "--concurrency", help="Requests under way with the LLM, at most; it starts low and follows the endpoint."
    ),
]
RpmOption = Annotated[float | None, typer.Option("--rpm", help="Requests a minute, at most.")]
TpmOption = Annotated[float | None, typer.Option("--tpm", help="Tokens a minute, at most.")]
MaxTokensOption = Annotated[
    int | None, typer.Option("--max-tokens", help="Stop in order when this output has cost so many tokens in all.")
]
MaxCostOption = Annotated[
    float | None, typer.Option("--max-cost", help="Stop in order when this output has cost so much in all.")
]
PriceInOption = Annotated[float | None, typer.Option("--price-in", help="Price of a million input tokens.")]
PriceOutOption = Annotated[float | None, typer.Option("--price-out", help="Price of a million output tokens.")]
CacheOption = Annotated[
    bool | None, typer.Option("--cache/--no-cache", help="Keep replies on disk and look there first. [default: cache]")
]
DedupeOption = Annotated[bool, typer.Option("--dedupe/--no-dedupe", help="Ask once for an article and its reposts.")]
QuietOption = Annotated[bool, typer.Option("-q", "--quiet", help="Only errors on stderr.")]

CrossCheckOption = Annotated[
    bool | None,
    typer.Option(
        "--cross-check/--no-cross-check",
        help="The rules read beside the LLM and mark what they did not read so. [env: SUMMARIZER_CROSS_CHECK]",
    ),
]


def as_date(moment: datetime | None) -> date | None:
    """Return the day of an option that typer parses as a moment."""
    return moment.date() if moment else None
