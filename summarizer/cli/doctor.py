"""`summarizer doctor`: what is configured, whether the endpoint answers and how, and what an article will cost."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import typer

from summarizer.cli.options import ApiKeyOption, BaseUrlOption, EngineOption, ExtraBodyOption, ModelOption

if TYPE_CHECKING:
    from summarizer.llm.extractor import LlmExtractor
    from summarizer.settings import Settings

TYPICAL_CHARS = 2000
"""An ordinary press report of the genre; the seeds have 1,900 to 2,700 characters after cleaning."""

TYPICAL_REPLY_TOKENS = 900
"""One agreement with about fifteen items in the wire schema."""


def doctor(
    engine: EngineOption = None,
    model: ModelOption = None,
    base_url: BaseUrlOption = None,
    api_key: ApiKeyOption = None,
    extra_body: ExtraBodyOption = None,
) -> None:
    """Say what is configured, whether the endpoint answers, which mode works, and what an article costs in tokens."""
    from summarizer.settings import load_settings, parse_extra_body

    settings = load_settings(
        engine=engine,
        model=model,
        base_url=base_url,
        api_key=api_key,
        extra_body=parse_extra_body(extra_body) if extra_body else None,
    )
    for line in _configured(settings):
        typer.echo(line)
    if settings.chosen_engine == "rules":
        typer.echo("ready      the rules engine needs nothing else")
        return
    import asyncio  # imported here: it takes longer than all of typer, and the rules need none

    asyncio.run(_examine(settings))


def _configured(settings: Settings) -> Iterator[str]:
    why = (
        " (no model, base URL or key is set)" if settings.engine == "auto" and settings.chosen_engine == "rules" else ""
    )
    yield f"engine     {settings.chosen_engine}{why}"
    if settings.chosen_engine == "llm":
        yield f"endpoint   {settings.base_url or 'https://api.openai.com/v1'}"
        yield f"key        {'set' if settings.api_key else 'not set'}"
        yield f"model      {settings.model or 'not named'}"
        yield f"mode       {settings.mode}"


async def _examine(settings: Settings) -> None:
    from summarizer.llm.extractor import LlmExtractor

    async with LlmExtractor(settings.llm_options()) as extractor:
        await _list_models(extractor)
        works = None
        for trial in await extractor.try_modes():
            works = works or (trial.mode if trial.works else None)
            outcome = f"works, {trial.seconds:.1f} s" if trial.works else f"does not work: {trial.reason}"
            typer.echo(f"  {trial.mode:<12} {outcome}")
    typer.echo(_cost(settings))
    if works is None:
        from summarizer.errors import ConfigError

        raise ConfigError("no mode of structured output works with this model", hint="try another model")
    typer.echo(f"ready      mode {works} will be used")


async def _list_models(extractor: LlmExtractor) -> None:
    """Say what the endpoint offers; not every endpoint tells, so a failure here is only told."""
    from summarizer.errors import FatalModelError, ModelError

    try:
        names = await extractor.list_models()
    except FatalModelError:
        raise
    except ModelError as error:
        typer.echo(f"models     not told: {error.reason}")
        return
    shown = ", ".join(names[:10]) + (f" and {len(names) - 10} more" if len(names) > 10 else "")
    typer.echo(f"models     {shown or 'none'}")


def _cost(settings: Settings) -> str:
    from summarizer.llm.prompting import system_prompt, wire_schema
    from summarizer.llm.tokens import estimate_tokens

    static = estimate_tokens(system_prompt("tools")) + estimate_tokens(wire_schema())
    article = estimate_tokens("医" * TYPICAL_CHARS)
    return (
        f"tokens     about {static + article} in (prompt and schema {static}, article {article}) and "
        f"{TYPICAL_REPLY_TOKENS} out for an article of {TYPICAL_CHARS} characters, in one request"
    )
