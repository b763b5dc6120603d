"""Follows a batch to its end: shows what happens, takes Ctrl-C once and twice, and decides the exit code."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from summarizer.batch.job import Batch
from summarizer.cli.exits import ALL_GOOD, AT_THE_LIMIT, INTERRUPTED, SOME_FAILED
from summarizer.cli.progress import Progress
from summarizer.errors import FatalModelError, ModelUnavailableError

GO_ON = "start the same command again to go on"


def follow(batch: Batch, progress: Progress) -> int:
    """Run a batch and return the exit code.

    Raises:
        FatalModelError: asking on is pointless; the output is complete as far as it goes.
        ModelUnavailableError: the endpoint is gone; the same.
        OutputError: the output can't be written.
    """
    try:
        asyncio.run(_follow(batch, progress))
    except (KeyboardInterrupt, asyncio.CancelledError):
        progress.note(f"stopped; what is finished is kept: {GO_ON}", event="stopped")
        return INTERRUPTED
    except (FatalModelError, ModelUnavailableError):
        batch.finish()
        progress.note(f"the run stops here; what is finished is kept: {GO_ON}", event="stopped")
        progress.close(batch.job.output)
        raise
    batch.finish()
    progress.close(batch.job.output)
    return _exit_code(batch, progress)


def _exit_code(batch: Batch, progress: Progress) -> int:
    if batch.run.ending == "stopped":
        progress.note(f"stopped as asked; {GO_ON}", event="stopped")
        return INTERRUPTED
    if batch.run.ending == "budget":
        progress.note("the limit is reached; start the same command again with a higher one to go on", event="stopped")
        return AT_THE_LIMIT
    return SOME_FAILED if progress.failed or progress.failed_before else ALL_GOOD


async def _follow(batch: Batch, progress: Progress) -> None:
    with _stopping(batch, progress), progress:
        async for event in batch.events():
            progress.count(event)


@contextmanager
def _stopping(batch: Batch, progress: Progress) -> Iterator[None]:
    """Take the first Ctrl-C (or SIGTERM) as a wish to end in order, the second as an order to end now."""
    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    asked = False

    def stop() -> None:
        nonlocal asked
        if asked and task is not None:
            task.cancel()
            return
        asked = True
        batch.run.stop()
        under_way = f"{batch.gate.under_way} requests are" if batch.gate else "the current article is"
        progress.note(f"stopping: {under_way} being finished; Ctrl-C again stops now", event="stopping")

    with _handled(loop, stop):
        yield


@contextmanager
def _handled(loop: asyncio.AbstractEventLoop, stop: Callable[[], None]) -> Iterator[None]:
    handled = []
    try:
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, stop)
            handled.append(number)
    except (NotImplementedError, RuntimeError, ValueError):
        pass  # Windows, or not the main thread: there Ctrl-C ends at once, which loses nothing either
    try:
        yield
    finally:
        for number in handled:
            loop.remove_signal_handler(number)
