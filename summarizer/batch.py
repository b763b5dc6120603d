"""Many articles: bounded concurrency, results in input order, failures as values.

Every input comes out exactly once, as a summary or as a `Failure`. Only what makes every further request pointless (a
wrong key, an exhausted quota, no such model) stops the run, and what was in flight then is still handed out.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from typing import Literal

from summarizer.article import Article
from summarizer.errors import FatalModelError, InputError, SummarizerError
from summarizer.extraction import Extractor
from summarizer.pipeline import summarize_article
from summarizer.schema import ArticleSummary

WINDOW_PER_WORKER = 4
"""How many finished results may wait behind a slow article, for each article in flight: bounds memory."""


@dataclass(frozen=True, slots=True)
class Failure:
    """An article that has no summary, and why."""

    source: str
    stage: Literal["read", "extract", "internal"]
    reason: str
    """One clear line: what, where, what to do."""


Outcome = ArticleSummary | Failure


async def summarize_all(
    articles: Iterable[Article | InputError], extractor: Extractor, *, concurrency: int
) -> AsyncIterator[Outcome]:
    """Summarise articles as they come, `concurrency` at a time.

    Yields:
        One outcome for each item of `articles`, in its order. `articles` is read only as far ahead as needed.

    Raises:
        FatalModelError: after every outcome that was in flight has been yielded.
    """
    slots = asyncio.Semaphore(concurrency)
    pending: deque[asyncio.Task[Outcome]] = deque()
    fatal: FatalModelError | None = None
    try:
        for item in articles:
            pending.append(asyncio.create_task(_outcome(item, extractor, slots)))
            await asyncio.sleep(0)
            while pending and (pending[0].done() or len(pending) >= concurrency * WINDOW_PER_WORKER):
                yield await pending[0]
                pending.popleft()
        while pending:
            yield await pending[0]
            pending.popleft()
    except FatalModelError as error:
        fatal = error
    finally:
        if fatal is None:
            for task in pending:
                task.cancel()
    if fatal is not None:
        for result in await asyncio.gather(*pending, return_exceptions=True):
            if isinstance(result, ArticleSummary | Failure):
                yield result
        raise fatal


async def _outcome(item: Article | InputError, extractor: Extractor, slots: asyncio.Semaphore) -> Outcome:
    if isinstance(item, InputError):
        return Failure(source=item.source, stage="read", reason=str(item))
    async with slots:
        try:
            return await summarize_article(item, extractor)
        except FatalModelError:
            raise
        except SummarizerError as error:
            return Failure(source=item.source, stage="extract", reason=f"{item.source}: {error}")
        except Exception as error:
            reason = f"{item.source}: internal error, please report it: {type(error).__name__}: {error}"
            return Failure(source=item.source, stage="internal", reason=reason)
