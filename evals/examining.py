"""One examination from cases to report: open the engine, read, score. The one place where time is measured."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence

from evals.cases import Case
from evals.engines import open_engine
from evals.report import EngineName, Report, build_report
from evals.running import Outcome, Summarize, run_cases
from summarizer.pipeline import summarize_article


def examine(
    engine: EngineName,
    cases: Sequence[Case],
    *,
    model: str | None = None,
    repeat: int = 1,
    summarize: Summarize = summarize_article,
    progress: Callable[[Outcome], None] = lambda outcome: None,
) -> Report:
    """Read the cases with an engine and score what comes out.

    Args:
        engine: which one.
        cases: labelled articles.
        model: wins over the environment's, for `llm`.
        repeat: how often everything is read: a sampling model answers differently each time.
        summarize: the road from an article to its summary.
        progress: told of each outcome as it comes.

    Raises:
        ConfigError: the settings are not usable.
        FatalModelError: the endpoint will answer nothing.
    """
    started = time.perf_counter()
    runs = [_run_once(engine, cases, model, summarize, progress) for _ in range(repeat)]
    wall_seconds = time.perf_counter() - started
    return build_report([run for run, _ in runs], engine=engine, model=runs[0][1], wall_seconds=wall_seconds)


def _run_once(
    name: EngineName,
    cases: Sequence[Case],
    model: str | None,
    summarize: Summarize,
    progress: Callable[[Outcome], None],
) -> tuple[list[Outcome], str | None]:
    """Read all cases once; returns the outcomes and who read them."""
    with open_engine(name, cases, model=model) as engine:

        async def read_all() -> list[Outcome]:
            try:
                return await run_cases(
                    cases,
                    engine.extractor_for,
                    concurrency=engine.concurrency,
                    summarize=summarize,
                    progress=lambda outcome: progress(engine.judge(outcome)),
                )
            finally:
                await engine.aclose()

        return [engine.judge(outcome) for outcome in asyncio.run(read_all())], engine.model
