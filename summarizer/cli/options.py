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


def as_date(moment: datetime | None) -> date | None:
    """Return the day of an option that typer parses as a moment."""
    return moment.date() if moment else None
