"""`summarizer batch`: the same work through a provider's batch interface, at half the price, within a day."""

from __future__ import annotations

import time
from collections.abc import Coroutine
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from summarizer.cli.options import (
    ApiKeyOption,
    BaseUrlOption,
    CacheOption,
    CrossCheckOption,
    DedupeOption,
    ExtraBodyOption,
    InputsArgument,
    ModelOption,
    ModeOption,
    PriceInOption,
    PriceOutOption,
    PublishedOption,
    QuietOption,
    as_date,
)

if TYPE_CHECKING:
    from summarizer.llm.batches import BatchState

_Result = TypeVar("_Result")

batch = typer.Typer(help="Half-price batches of a provider: submit, status, collect, cancel.", no_args_is_help=True)

OutputOption = Annotated[str, typer.Option("-o", "--output", help="The JSONL file the batch is for.")]


@batch.command()
def submit(
    inputs: InputsArgument,
    output: OutputOption,
    published: PublishedOption = None,
    model: ModelOption = None,
    base_url: BaseUrlOption = None,
    api_key: ApiKeyOption = None,
    mode: ModeOption = None,
    extra_body: ExtraBodyOption = None,
    dedupe: DedupeOption = True,
    cache: CacheOption = None,
    price_in: PriceInOption = None,
    price_out: PriceOutOption = None,
    max_requests: Annotated[int, typer.Option("--max-requests", help="In one file.")] = 50_000,
    max_megabytes: Annotated[int, typer.Option("--max-megabytes", help="Of one file.")] = 190,
) -> None:
    """Write the requests of every unfinished article into files and start batches for them.

    The same command again submits only what is in no batch yet.
    """
    from summarizer.batch.job import Job
    from summarizer.batch.provider import Limits
    from summarizer.batch.provider import submit as submit_job
    from summarizer.settings import load_settings, parse_extra_body

    settings = load_settings(
        engine="llm",
        model=model,
        base_url=base_url,
        api_key=api_key,
        mode=mode,
        extra_body=parse_extra_body(extra_body) if extra_body else None,
        cache=cache,
    )
    job = Job(
        inputs=inputs,
        output=output,
        settings=settings,
        published=as_date(published),
        dedupe=dedupe,
        price_in=price_in,
        price_out=price_out,
        retry_failed=True,
    )
    limits = Limits(requests=max_requests, bytes=max_megabytes * 1_000_000)
    submission = _done(submit_job(job, limits=limits, say=typer.echo))
    total = sum(part.requests for part in submission.parts)
    typer.echo(f"{total} requests in {len(submission.parts)} batches; then: summarizer batch collect -o {output}")


@batch.command()
def status(output: OutputOption, api_key: ApiKeyOption = None) -> None:
    """Say how far the batches are."""
    from summarizer.batch.provider import job_of, look

    job, submission = job_of(output, api_key=api_key)
    _tell(_done(look(job, submission)))


@batch.command()
def cancel(output: OutputOption, api_key: ApiKeyOption = None) -> None:
    """Cancel the batches; what is answered already can still be collected."""
    from summarizer.batch.provider import cancel as cancel_job
    from summarizer.batch.provider import job_of

    job, submission = job_of(output, api_key=api_key)
    _tell(_done(cancel_job(job, submission)))


@batch.command()
def collect(
    output: OutputOption,
    api_key: ApiKeyOption = None,
    wait: Annotated[bool, typer.Option("--wait", help="Wait until every batch has ended.")] = False,
    second_batch: Annotated[
        bool, typer.Option("--second-batch", help="Ask for what is missing in another batch, not live.")
    ] = False,
    cross_check: CrossCheckOption = None,
    quiet: QuietOption = False,
) -> None:
    """Fetch the answers and write the records; what is missing or invalid is asked for live."""
    from summarizer.batch.provider import download, job_of, look
    from summarizer.cli.exits import UNAVAILABLE

    job, submission = job_of(output, api_key=api_key)
    states = _done(look(job, submission))
    while wait and not all(state.ended for state in states):
        time.sleep(LOOK_EVERY_S)
        states = _done(look(job, submission))
    if not all(state.ended for state in states):
        _tell(states)
        typer.echo("not all have ended: try again later, or with --wait", err=True)
        raise typer.Exit(UNAVAILABLE)
    _done(download(job, submission, states))
    raise typer.Exit(_collect(output, second_batch=second_batch, quiet=quiet, api_key=api_key, cross_check=cross_check))


LOOK_EVERY_S = 60.0


def _collect(output: str, *, second_batch: bool, quiet: bool, **given: object) -> int:
    from summarizer.batch.provider import forget, job_of, open_collection
    from summarizer.batch.provider import submit as submit_job
    from summarizer.cli.exits import ALL_GOOD
    from summarizer.cli.progress import on_stderr
    from summarizer.cli.running import follow

    job, submission = job_of(output, **given)
    with open_collection(job, submission, live=not second_batch) as opened:
        progress = on_stderr(quiet=quiet, budget=opened.budget, gate=opened.gate)
        progress.announce(job.settings)
        code = follow(opened, progress)
        ended = opened.run.ending == "complete"
    if ended:
        forget(submission)
    if ended and second_batch and progress.failed:
        again = _done(submit_job(job, say=typer.echo))
        typer.echo(f"{sum(part.requests for part in again.parts)} requests in another batch")
        return ALL_GOOD
    return code


def _tell(states: list[BatchState]) -> None:
    for state in states:
        problem = f": {state.problem}" if state.problem else ""
        typer.echo(
            f"{state.id}  {state.status}, {state.completed} of {state.total} done, {state.failed} failed{problem}"
        )


def _done(work: Coroutine[Any, Any, _Result]) -> _Result:
    import asyncio  # imported here: `--help` need not wait for it

    return asyncio.run(work)
