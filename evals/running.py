"""Reading every case with an engine: outcomes as values, a failure being one of them.

A crash, a missing article and an endpoint that gave up all become a `failure` with its cause; only what concerns the
whole run (a wrong key, unusable settings) ends it. Engine and road are handed in, so that a test can examine an engine
with one rule taken out or a road with one check left off.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from evals.cases import Case
from summarizer.article import Article
from summarizer.errors import ConfigError, FatalModelError
from summarizer.extraction import Extractor
from summarizer.pipeline import summarize_article
from summarizer.reading import read_article
from summarizer.schema import ArticleSummary

ExtractorFor = Callable[[Case], Extractor]
"""Gives the engine for one case: the same for all, except where recorded replies differ in how they were asked for."""

Summarize = Callable[[Article, Extractor], Awaitable[ArticleSummary]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one case."""

    case: Case
    seconds: float
    """From its bytes to its summary."""
    article: Article | None = None
    summary: ArticleSummary | None = None
    failure: str | None = None
    """Why there is no summary; None when there is one."""
    note: str | None = None
    """Something a reader of the report should know about how it was read."""


async def run_cases(
    cases: Sequence[Case],
    extractor_for: ExtractorFor,
    *,
    concurrency: int = 8,
    summarize: Summarize = summarize_article,
    progress: Callable[[Outcome], None] = lambda outcome: None,
) -> list[Outcome]:
    """Read all cases, in their order.

    Args:
        cases: what to read.
        extractor_for: which engine reads which case.
        concurrency: how many articles are in flight at once.
        summarize: the road from an article to its summary.
        progress: told of each outcome as it comes.

    Raises:
        FatalModelError: asking for another article can't help.
        ConfigError: the engine's settings are not usable.
    """
    places = asyncio.Semaphore(concurrency)

    async def one(case: Case) -> Outcome:
        async with places:
            outcome = await _run_case(case, extractor_for, summarize)
        progress(outcome)
        return outcome

    return list(await asyncio.gather(*(one(case) for case in cases)))


async def _run_case(case: Case, extractor_for: ExtractorFor, summarize: Summarize) -> Outcome:
    started = time.perf_counter()
    article: Article | None = None
    if case.article_path is None:
        return Outcome(case, 0.0, failure="the label has no article")
    try:
        article = read_article(case.article_path, article_id=case.id)
        summary = await summarize(article, extractor_for(case))
    except (FatalModelError, ConfigError):
        raise
    except Exception as error:  # the batch boundary: a crash on one article is that article's failure, with its cause
        return Outcome(case, time.perf_counter() - started, article, failure=f"{type(error).__name__}: {error}")
    return Outcome(case, time.perf_counter() - started, article, summary)
