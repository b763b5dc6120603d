"""`summarizer run`: many articles in, JSONL out."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli.exits import INTERRUPTED, SOME_FAILED
from summarizer.cli.options import (
    ApiKeyOption,
    BaseUrlOption,
    EngineOption,
    ExtraBodyOption,
    ModelOption,
    ModeOption,
    PublishedOption,
    as_date,
)

if TYPE_CHECKING:
    from summarizer.article import Article
    from summarizer.cli.progress import Progress
    from summarizer.errors import InputError
    from summarizer.exporting.jsonl import SummaryWriter
    from summarizer.extraction import Extractor
    from summarizer.settings import Settings


def run(
    inputs: Annotated[
        list[str],
        typer.Argument(metavar="INPUT...", help="Files, folders (recursive), globs, or - for standard input."),
    ],
    output: Annotated[str, typer.Option("-o", "--output", help="JSONL file; - is standard output.")] = "-",
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace the output file.")] = False,
    published: PublishedOption = None,
    engine: EngineOption = None,
    model: ModelOption = None,
    base_url: BaseUrlOption = None,
    api_key: ApiKeyOption = None,
    mode: ModeOption = None,
    extra_body: ExtraBodyOption = None,
    timeout: Annotated[float | None, typer.Option("--timeout", help="Seconds for one request.")] = None,
    concurrency: Annotated[int | None, typer.Option("--concurrency", help="Articles in flight with the LLM.")] = None,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Only errors on stderr.")] = False,
) -> None:
    """Summarise articles into JSONL, one line per article, in input order."""
    from summarizer.cli.progress import Progress
    from summarizer.exporting.jsonl import open_writer
    from summarizer.reading import iter_articles
    from summarizer.settings import load_settings, parse_extra_body

    settings = load_settings(
        engine=engine,
        model=model,
        base_url=base_url,
        api_key=api_key,
        mode=mode,
        extra_body=parse_extra_body(extra_body) if extra_body else None,
        timeout_s=timeout,
        concurrency=concurrency,
    )
    progress = Progress(sys.stderr, quiet=quiet)
    progress.announce(settings)
    with open_writer(output, overwrite=overwrite) as writer, progress:
        articles = iter_articles(inputs, published=as_date(published))
        interrupted = _run(articles, settings.extractor(), settings, writer, progress)
    progress.close(output)
    if interrupted:
        raise typer.Exit(INTERRUPTED)
    if progress.failed:
        raise typer.Exit(SOME_FAILED)


def _run(
    articles: Iterable[Article | InputError],
    extractor: Extractor,
    settings: Settings,
    writer: SummaryWriter,
    progress: Progress,
) -> bool:
    """Write every outcome as it comes; say whether the user stopped it."""
    import asyncio

    try:
        asyncio.run(_write_all(articles, extractor, settings, writer, progress))
    except KeyboardInterrupt:
        return True
    return False


async def _write_all(
    articles: Iterable[Article | InputError],
    extractor: Extractor,
    settings: Settings,
    writer: SummaryWriter,
    progress: Progress,
) -> None:
    from summarizer.batch import Failure, summarize_all

    concurrency = settings.concurrency if extractor.engine == "llm" else 1
    try:
        async for outcome in summarize_all(articles, extractor, concurrency=concurrency):
            if not isinstance(outcome, Failure):
                writer.write(outcome)
            progress.count(outcome)
    finally:
        closing = getattr(extractor, "aclose", None)
        if closing is not None:
            await closing()
