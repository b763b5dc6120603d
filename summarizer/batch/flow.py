"""Many articles at once: bounded concurrency, results as they come or in order, failures as values.

Every input comes out exactly once, as a summary or as a `Failure`. Only what makes every further request pointless (a
wrong key, an exhausted quota, no such model) stops the flow, and what was in flight then is still handed out.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from summarizer.article import Article
from summarizer.batch.outcomes import Outcome, failure_of
from summarizer.errors import ConfigError, FatalModelError, InputError, OutputError
from summarizer.extraction import Extractor
from summarizer.pipeline import summarize_article
from summarizer.schema import ArticleSummary

WINDOW_PER_WORKER = 4
"""How many finished results may wait in memory behind a slow article, for each article in flight."""

STOPPING = (FatalModelError, ConfigError, OutputError)
"""What ends a whole run: no other article can fare better."""

_Result = TypeVar("_Result")


async def summarize_all(
    articles: Iterable[Article | InputError], extractor: Extractor, *, concurrency: int
) -> AsyncIterator[Outcome]:
    """Summarise articles as they come, `concurrency` at a time.

    Yields:
        One outcome for each item of `articles`, in its order. `articles` is read only as far ahead as needed.

    Raises:
        FatalModelError: after every outcome that was in flight has been yielded.
    """
    waiting: dict[int, Outcome] = {}
    next_number = 0

    async def numbered(number: int, item: Article | InputError) -> tuple[int, Outcome]:
        return number, await outcome_of(item, lambda article: summarize_article(article, extractor))

    def jobs() -> Iterator[Coroutine[Any, Any, tuple[int, Outcome]] | None]:
        for number, item in enumerate(articles):
            while number - next_number >= concurrency * WINDOW_PER_WORKER - 1:  # it is read already
                yield None
            yield numbered(number, item)

    try:
        async for number, outcome in in_flight(jobs(), concurrency=concurrency):
            waiting[number] = outcome
            while next_number in waiting:
                yield waiting.pop(next_number)
                next_number += 1
    except STOPPING:
        for number in sorted(waiting):
            yield waiting[number]
        raise


async def in_flight(jobs: Iterable[Coroutine[Any, Any, _Result] | None], *, concurrency: int) -> AsyncIterator[_Result]:
    """Run jobs, at most `concurrency` at a time, and yield what they return as they finish.

    Args:
        jobs: taken one by one, as places become free; None says that the next one has to wait for a result first.
        concurrency: how many run at once.

    Yields:
        What each job returned; nothing for a job that was cancelled by what it waited for.

    Raises:
        FatalModelError: a job raised it; every other job in flight was finished and its result yielded first.
    """
    running: set[asyncio.Task[_Result]] = set()
    finished: asyncio.Queue[asyncio.Task[_Result]] = asyncio.Queue()
    stop: Exception | None = None

    async def landed() -> list[_Result]:
        nonlocal stop
        task = await finished.get()
        running.discard(task)
        if task.cancelled():
            return []
        error = _stop_of(task)
        stop = stop or error
        return [] if error else [task.result()]

    with _cancelling(running):
        for job in jobs:
            most = (concurrency if job is not None else len(running)) - 1
            if job is not None:
                task = asyncio.create_task(job)
                task.add_done_callback(finished.put_nowait)
                running.add(task)
            await asyncio.sleep(0)
            while running and (len(running) > most or not finished.empty()):
                for result in await landed():
                    yield result
            if stop is not None:
                break
        while running:
            for result in await landed():
                yield result
    if stop is not None:
        raise stop


async def outcome_of(item: Article | InputError, summarize: Callable[[Article], Awaitable[ArticleSummary]]) -> Outcome:
    """Return what becomes of one article: the boundary where errors turn into failures.

    Raises:
        FatalModelError: asking for another article can't help.
        ConfigError: neither can it here.
    """
    if isinstance(item, InputError):
        return failure_of(item, source=item.source)
    try:
        return await summarize(item)
    except STOPPING:
        raise
    except Exception as error:
        return failure_of(error, source=item.source, article_id=item.id)


@contextmanager
def _cancelling(running: set[asyncio.Task[_Result]]) -> Iterator[None]:
    """Cancel what still runs when its consumer goes away."""
    try:
        yield
    finally:
        for task in running:
            task.cancel()


def _stop_of(task: asyncio.Task[Any]) -> Exception | None:
    error = task.exception()
    if error is None or isinstance(error, STOPPING):
        return error
    raise error
