"""`summarizer run`: many articles in, JSONL out; stopped at any moment, it goes on where it was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli.options import (
    ApiKeyOption,
    BaseUrlOption,
    CacheOption,
    ConcurrencyOption,
    CrossCheckOption,
    DedupeOption,
    EngineOption,
    ExtraBodyOption,
    InputsArgument,
    MaxCostOption,
    MaxTokensOption,
    ModelOption,
    ModeOption,
    PriceInOption,
    PriceOutOption,
    PublishedOption,
    QuietOption,
    RpmOption,
    TimeoutOption,
    TpmOption,
    as_date,
)

if TYPE_CHECKING:
    from summarizer.batch.job import Job


def run(
    inputs: InputsArgument,
    output: Annotated[str, typer.Option("-o", "--output", help="JSONL file; - is standard output.")] = "-",
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Begin anew instead of going on.")] = False,
    as_completed: Annotated[
        bool, typer.Option("--as-completed", help="Write records as they are done, not in the order of the inputs.")
    ] = False,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="Ask again for articles that failed in an earlier run.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Read and count, say what it would cost, and ask nothing.")
    ] = False,
    dedupe: DedupeOption = True,
    published: PublishedOption = None,
    engine: EngineOption = None,
    model: ModelOption = None,
    base_url: BaseUrlOption = None,
    api_key: ApiKeyOption = None,
    mode: ModeOption = None,
    extra_body: ExtraBodyOption = None,
    cross_check: CrossCheckOption = None,
    timeout: TimeoutOption = None,
    concurrency: ConcurrencyOption = None,
    rpm: RpmOption = None,
    tpm: TpmOption = None,
    max_tokens: MaxTokensOption = None,
    max_cost: MaxCostOption = None,
    price_in: PriceInOption = None,
    price_out: PriceOutOption = None,
    cache: CacheOption = None,
    quiet: QuietOption = False,
) -> None:
    """Summarise articles into JSONL, one line per article, in input order.

    The same command again goes on where the last one stopped: finished articles are neither lost nor paid for again.
    Failures go to OUTPUT.failed.jsonl.
    """
    from summarizer.batch.job import Job
    from summarizer.settings import load_settings, parse_extra_body

    settings = load_settings(
        engine=engine,
        model=model,
        base_url=base_url,
        api_key=api_key,
        mode=mode,
        extra_body=parse_extra_body(extra_body) if extra_body else None,
        cross_check=cross_check,
        timeout_s=timeout,
        concurrency=concurrency,
        rpm=rpm,
        tpm=tpm,
        cache=cache,
    )
    job = Job(
        inputs=inputs,
        output=output,
        settings=settings,
        published=as_date(published),
        overwrite=overwrite,
        as_completed=as_completed,
        retry_failed=retry_failed,
        dedupe=dedupe,
        max_tokens=max_tokens,
        max_cost=max_cost,
        price_in=price_in,
        price_out=price_out,
    )
    if dry_run:
        _tell(job)
        return
    _do(job, quiet=quiet)


def _do(job: Job, *, quiet: bool) -> None:
    from summarizer.batch.job import open_batch
    from summarizer.cli.progress import on_stderr
    from summarizer.cli.running import follow

    with open_batch(job) as batch:
        progress = on_stderr(quiet=quiet, budget=batch.budget, gate=batch.gate)
        progress.announce(job.settings)
        progress.count_inputs(job.inputs)
        code = follow(batch, progress)
        if batch.cache is not None and batch.cache.problem:
            progress.note(batch.cache.problem, event="cache")
        if batch.cache is not None and batch.cache.damaged:
            progress.note(f"{batch.cache.damaged} damaged replies in the cache were asked for again", event="cache")
    raise typer.Exit(code)


def _tell(job: Job) -> None:
    from summarizer.batch.job import forecast
    from summarizer.cli.forecasts import forecast_lines

    for line in forecast_lines(forecast(job), job):
        typer.echo(line)
