"""A batch as a user asks for it: inputs, an output, settings, limits; opened, run, finished.

with open_batch(job) as batch:
    async for event in batch.events():
        ...
    batch.finish()
"""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from summarizer.article import Article
from summarizer.batch.answers import JournalAnswers
from summarizer.batch.budget import Budget, Estimate, find_prices
from summarizer.batch.identity import settings_sha256
from summarizer.batch.journal import Journal, State
from summarizer.batch.ledger import Ledger, failures_path, open_ledger
from summarizer.batch.output import StreamOutput
from summarizer.batch.run import Event, Run, RunOptions
from summarizer.chunking import split_article
from summarizer.errors import InputError
from summarizer.extraction import Extractor
from summarizer.reading import iter_articles
from summarizer.settings import Settings

if TYPE_CHECKING:
    from summarizer.cache import ReplyCache
    from summarizer.llm.gate import Gate

STDOUT = "-"

ARTICLES_PER_REQUEST = 2
"""So many are begun and not yet recorded for each request that may be under way: one stands ready, so that a place that
falls free at the endpoint is taken at once, though replies come in bursts and are worked through one by one."""


class Job(NamedTuple):
    """What a user asks for."""

    inputs: Sequence[str]
    output: str
    settings: Settings
    published: date | None = None
    overwrite: bool = False
    as_completed: bool = False
    """Write records as they are done, not in the order of the inputs."""
    retry_failed: bool = False
    dedupe: bool = True
    max_tokens: int | None = None
    max_cost: float | None = None
    price_in: float | None = None
    price_out: float | None = None

    @property
    def path(self) -> Path | None:
        """The output file; None for standard output."""
        return None if self.output == STDOUT else Path(self.output)

    @property
    def is_limited(self) -> bool:
        """Whether there is a limit to what may be spent."""
        return self.max_tokens is not None or self.max_cost is not None

    def articles(self, *, skim: Callable[[str, str, str], bool]) -> Iterator[Article | InputError]:
        """Read the inputs, lazily, without what the batch itself writes; finished ones come without their text."""
        own = [] if self.path is None else [self.path, failures_path(self.path)]
        return iter_articles(self.inputs, published=self.published, skip=own, skim=skim)


@dataclass(slots=True)
class Batch:
    """An open batch."""

    job: Job
    ledger: Ledger
    run: Run
    budget: Budget
    extractor: Extractor
    gate: Gate | None
    """None for the rules engine, which asks nobody."""
    cache: ReplyCache | None

    def use(self, extractor: Extractor) -> None:
        """Read with another engine of the same settings."""
        self.extractor = extractor
        self.run.extractor = extractor

    async def events(self) -> AsyncIterator[Event]:
        """Do the work; see `Run.events`."""
        try:
            async for event in self.run.events(self.job.articles(skim=self.run.knows)):
                yield event
        finally:
            closing_it = getattr(self.extractor, "aclose", None)
            if closing_it is not None:
                await closing_it()

    def finish(self) -> None:
        """Bring the output into its final state.

        Raises:
            OutputError: there is no room to do so.
        """
        self.ledger.finish(whole_run=self.run.ending == "complete")


@dataclass(slots=True)
class Forecast:
    """What a batch would do."""

    unreadable: int = 0
    finished: int = 0
    failed: int = 0
    """In an earlier run, and not asked for again."""
    reposts: int = 0
    to_read: int = 0
    estimate: Estimate = Estimate()
    """For what is to be read."""
    budget: Budget | None = None


@contextmanager
def open_batch(job: Job, *, batch_prices: bool = False) -> Iterator[Batch]:
    """Open a batch for running.

    Args:
        job: what is asked for.
        batch_prices: count costs at the prices of the provider's batch interface.

    Raises:
        ConfigError: a limit can't be kept.
        OutputError: the output can't be written, or another run is writing to it.
    """
    settings, llm = job.settings, job.settings.chosen_engine == "llm"
    budget = make_budget(job, batch_prices=batch_prices)
    gate = _gate(settings, meter=budget) if llm else None
    cache = settings.reply_cache() if llm and settings.cache else None
    with _open_ledger(job) as ledger:
        answers = JournalAnswers(ledger.journal, budget) if job.path is not None else None
        extractor = settings.extractor(gate=gate, cache=cache, answers=answers)
        options = RunOptions(
            settings=settings_sha256(extractor, published=job.published, deciding=settings.deciding()),
            concurrency=settings.concurrency * ARTICLES_PER_REQUEST if llm else 1,
            retry_failed=job.retry_failed,
            dedupe=job.dedupe,
            # Counting tokens takes as long as asking for them: only where there is a limit to keep.
            estimate=estimator(settings, extractor) if job.is_limited else (lambda article: Estimate(requests=1)),
        )
        run = Run(extractor, ledger, options, budget=budget, second_reader=settings.second_reader(), gate=gate)
        yield Batch(job, ledger, run, budget, extractor, gate, cache)


def forecast(job: Job, *, progress: Callable[[Forecast], None] = lambda forecast: None) -> Forecast:
    """Read, split and count a batch without a request and without changing anything.

    Raises:
        ConfigError: a limit can't be kept.
        OutputError: the output holds something else, or another run is writing to it.
    """
    seen = Forecast(budget=make_budget(job))
    extractor = job.settings.extractor()
    options = RunOptions(
        settings=settings_sha256(extractor, published=job.published, deciding=job.settings.deciding()),
        concurrency=1,
        retry_failed=job.retry_failed,
        dedupe=job.dedupe,
        estimate=estimator(job.settings, extractor),
    )
    with _open_ledger(job, rehearsal=True) as ledger, ledger.journal.rehearsal():
        run = Run(extractor, ledger, options, budget=seen.budget)
        for plan in run.plans(job.articles(skim=run.knows)):
            if plan is None:
                seen.unreadable += 1
            elif plan.state is State.FAILED and not plan.wanted:
                seen.failed += 1
            elif not plan.wanted:
                seen.finished += 1
            else:
                seen.reposts += plan.repost
                seen.to_read += not plan.repost
                seen.estimate += plan.expected
            progress(seen)
    return seen


def _gate(settings: Settings, *, meter: Budget) -> Gate:
    from summarizer.llm.gate import Gate  # imported here: the rules ask nobody

    return Gate(most=settings.concurrency, rpm=settings.rpm, tpm=settings.tpm, meter=meter)


def make_budget(job: Job, *, batch_prices: bool = False) -> Budget:
    """Return the limits of a job, with the prices they need.

    Raises:
        ConfigError: a cost is limited, but no price is known.
    """
    settings = job.settings
    prices = None
    if settings.chosen_engine == "llm":
        prices = find_prices(
            settings.model,
            base_url=settings.base_url,
            price_in=job.price_in,
            price_out=job.price_out,
            batch=batch_prices,
        )
    return Budget(max_tokens=job.max_tokens, max_cost=job.max_cost, prices=prices)


def estimator(settings: Settings, extractor: Extractor) -> Callable[[Article], Estimate]:
    """Return what tells about how much an article will take."""
    if settings.chosen_engine == "rules":
        return lambda article: Estimate()
    from summarizer.llm.estimates import estimate_chunk

    mode = "json_schema" if settings.mode == "auto" else settings.mode

    def estimate(article: Article) -> Estimate:
        chunks = split_article(article, max_chars=extractor.max_chars)
        return sum((Estimate(1, *estimate_chunk(chunk, mode=mode)) for chunk in chunks), Estimate())

    return estimate


@contextmanager
def _open_ledger(job: Job, *, rehearsal: bool = False) -> Iterator[Ledger]:
    with ExitStack() as opened:
        if job.path is None or (rehearsal and not job.path.exists()):
            journal, output = Journal(None), StreamOutput(sys.stdout.buffer)
            ledger = Ledger(journal, output, failures_path=None, ordered=not job.as_completed)
        else:
            overwrite = job.overwrite and not rehearsal
            ledger = open_ledger(job.path, overwrite=overwrite, ordered=not job.as_completed)
        yield opened.enter_context(closing(ledger))
