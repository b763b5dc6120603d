"""One run of a batch: inputs in, a ledger kept, nothing done twice.

The journal says which inputs are finished; the rest are read `concurrency` at a time, as far as the budget goes, and
each is recorded the moment it is done. A run ends when its inputs do, when it is asked to stop, when the budget is
used up, or when asking on is pointless; what is under way then is always finished and recorded first.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable, Iterator
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from summarizer.article import Article
from summarizer.batch.budget import Budget, Estimate, Spent
from summarizer.batch.dedupe import Original, Reposts, Sketch, sketch
from summarizer.batch.flow import in_flight, outcome_of
from summarizer.batch.identity import article_key
from summarizer.batch.journal import Entry, State
from summarizer.batch.ledger import Ledger, Place
from summarizer.batch.outcomes import Failure, Outcome, failure_of
from summarizer.batch.readings import RecordingExtractor, RepeatingExtractor, carried_over
from summarizer.chunking import split_article
from summarizer.errors import InputError, ModelUnavailableError
from summarizer.extraction import Extractor
from summarizer.pipeline import summarize_article
from summarizer.schema import ArticleSummary

if TYPE_CHECKING:
    from summarizer.llm.gate import Gate

MAX_HELD_BACK = 10_000
"""How many articles may be finished behind a slow one. They wait in the journal, a few bytes each in memory."""

GIVE_UP_AFTER = 25
"""So many articles in a row without any answer, each asked several times, and the endpoint is gone."""

Ending = Literal["complete", "stopped", "budget"]


class Skipped(NamedTuple):
    """An input that needed nothing: finished or failed in an earlier run, or given twice."""

    state: State


Event = Outcome | Skipped


class RunOptions(NamedTuple):
    """How a run is done; nothing here changes a record, except whether reposts are looked for."""

    settings: str
    """`identity.settings_sha256`."""
    concurrency: int
    retry_failed: bool = False
    dedupe: bool = True
    estimate: Callable[[Article], Estimate] = lambda article: Estimate(requests=1)
    """What an article will take."""


class Plan(NamedTuple):
    """What is to be done about one article."""

    article: Article
    place: Place
    wanted: bool
    """Whether it is to be read; the others are finished, have failed, or were given twice."""
    expected: Estimate = Estimate()
    drawn: Sketch | None = None
    original: Original | None = None

    @property
    def state(self) -> State:
        """How far it had come before this run."""
        return self.place.entry.state

    @property
    def repost(self) -> bool:
        """Whether it repeats an earlier article."""
        return self.original is not None


class _Unreadable(NamedTuple):
    error: InputError
    place: Place


class Run:
    """Does one run; use it once."""

    def __init__(
        self,
        extractor: Extractor,
        ledger: Ledger,
        options: RunOptions,
        *,
        budget: Budget | None = None,
        second_reader: Extractor | None = None,
        gate: Gate | None = None,
    ) -> None:
        self.extractor = extractor
        """May be replaced by one of the same settings before the run."""
        self._second_reader = second_reader
        self._gate = gate
        self._ledger = ledger
        self._options = options
        self._reposts = Reposts(ledger.journal.sql, run=ledger.journal.run)
        self._under_way: dict[int, asyncio.Event] = {}
        self._unanswered = 0
        self._stopping = False
        self.budget = budget or Budget()
        self.budget.spent = Spent.from_json(str(ledger.journal.fact("spent", "{}")))
        self.ending: Ending = "complete"
        """Why it ended; of use when `events` has ended."""

    def stop(self) -> None:
        """Begin no other article; those about which something has been asked are finished."""
        self._stopping = True
        if self._gate is not None:
            self._gate.send_away()

    async def events(self, articles: Iterable[Article | InputError]) -> AsyncIterator[Event]:
        """Do the run; yield what becomes of each input, as it comes.

        Raises:
            FatalModelError: asking on is pointless; everything under way has been recorded.
            ModelUnavailableError: the endpoint has stopped answering; the same.
            OutputError: the output or the journal can't be written.
        """
        try:
            async for event in in_flight(self._jobs(articles), concurrency=self._options.concurrency):
                yield event
                if self._unanswered >= GIVE_UP_AFTER:
                    self.stop()
        except sqlite3.Error as error:
            raise self._ledger.journal.told(error) from error
        if self._unanswered >= GIVE_UP_AFTER:
            raise ModelUnavailableError(
                f"no answer for {self._unanswered} articles in a row",
                endpoint="the endpoint",
                hint="when it is back, start the same command again with --retry-failed",
            )

    def _jobs(self, articles: Iterable[Article | InputError]) -> Iterator[Coroutine[Any, Any, Event] | None]:
        for position, item in enumerate(articles):
            while self._ledger.held_back >= MAX_HELD_BACK:
                yield None
            if self._stopping:
                self.ending = "stopped"
                return
            with self._ledger.journal.transaction():
                plan = self._plan(item, position)
            if isinstance(plan, _Unreadable):
                yield self._failed(plan)
                continue
            if not plan.wanted:
                self._ledger.skip(plan.place)
                yield self._skipped(plan)
                continue
            while not self._stopping and not self.budget.admits(plan.expected):
                if self.budget.idle:
                    self.ending = "budget"
                    return
                yield None
            self.budget.reserve(plan.expected)
            self._under_way[plan.place.entry.number] = asyncio.Event()
            yield self._read(plan)

    def knows(self, article_id: str, source: str, sha256: str) -> bool:
        """Say whether an article needs no reading: finished, and compared with the others."""
        key = article_key(article_id=article_id, source=source, sha256=sha256, settings=self._options.settings)
        entry = self._ledger.journal.entry(key)
        if entry is None or self._needs_reading(entry):
            return False
        return entry.visited or not self._options.dedupe or self._reposts.known(entry.number)

    def plans(self, articles: Iterable[Article | InputError]) -> Iterator[Plan | None]:
        """Say what would be done about each input, and do nothing; None for what can't be read."""
        for position, item in enumerate(articles):
            plan = self._plan(item, position)
            yield plan if isinstance(plan, Plan) else None

    def _plan(self, item: Article | InputError, position: int) -> Plan | _Unreadable:
        if isinstance(item, InputError):
            place = self._ledger.visit(article_id=None, source=item.source, sha256="", settings="", position=position)
            return _Unreadable(item, place)
        place = self._ledger.visit(
            article_id=item.id,
            source=item.source,
            sha256=item.sha256,
            settings=self._options.settings,
            position=position,
        )
        wanted = self._needs_reading(place.entry)
        number = place.entry.number
        if not self._options.dedupe or place.entry.visited or (not wanted and self._reposts.known(number)):
            return Plan(item, place, wanted, self._options.estimate(item) if wanted else Estimate())
        drawn = sketch(item)
        original = self._reposts.original(number, position=position, drawn=drawn)
        asked = wanted and original is None
        return Plan(item, place, wanted, self._options.estimate(item) if asked else Estimate(), drawn, original)

    def _needs_reading(self, entry: Entry) -> bool:
        if entry.visited:
            return False
        return entry.state is State.OPEN or (entry.state is State.FAILED and self._options.retry_failed)

    async def _failed(self, unreadable: _Unreadable) -> Event:
        failure = failure_of(unreadable.error, source=unreadable.error.source)
        self._ledger.record(unreadable.place, failure)
        return failure

    async def _skipped(self, plan: Plan) -> Event:
        return Skipped(plan.state)

    async def _read(self, plan: Plan) -> Event:
        number = plan.place.entry.number
        try:
            engine = await self._engine_for(plan)
            outcome = await outcome_of(
                plan.article,
                lambda article: summarize_article(article, engine, second_reader=self._second_reader),
            )
            if isinstance(outcome, ArticleSummary):
                outcome = self._signed(outcome, plan.original)
            with self._ledger.journal.transaction():
                self._keep_spent()
                self._ledger.journal.forget_answers(plan.article.sha256)
                self._ledger.record(plan.place, outcome, reading=self._reading(outcome, engine, plan))
        except asyncio.CancelledError:
            self.ending = "stopped"  # it was sent away, unasked
            raise
        finally:
            self.budget.release(plan.expected)
            self._under_way.pop(number).set()
        self._watch(outcome)
        return outcome

    async def _engine_for(self, plan: Plan) -> RecordingExtractor:
        """Return the engine, or for a repost one that repeats what was said of the original."""
        if plan.original is None or plan.drawn is None or self.extractor.engine == "rules":
            return RecordingExtractor(self.extractor)
        if (original := self._under_way.get(plan.original.number)) is not None:
            await original.wait()
        reading = self._ledger.journal.reading(plan.original.number)
        chunks = len(split_article(plan.article, max_chars=self.extractor.max_chars))
        said = reading and carried_over(
            reading, original=plan.original.sentences, repost=plan.drawn.sentences, chunks=chunks
        )
        return RepeatingExtractor(self.extractor, said) if said else RecordingExtractor(self.extractor)

    def _reading(self, outcome: Outcome, engine: RecordingExtractor, plan: Plan) -> bytes | None:
        """Return what is kept for the reposts of an article."""
        if isinstance(outcome, Failure) or not self._options.dedupe or plan.original is not None:
            return None
        if self.extractor.engine == "rules":
            return None
        return engine.reading(chunks=outcome.provenance.chunks)

    def _signed(self, summary: ArticleSummary, original: Original | None) -> ArticleSummary:
        """Return the summary with what the batch knows: its settings, and whom it repeats."""
        provenance = summary.provenance.model_copy(update={"settings_sha256": self._options.settings})
        article = summary.article
        if original is not None:
            article = article.model_copy(update={"duplicate_of": original.article_id})
        return summary.model_copy(update={"provenance": provenance, "article": article})

    def _watch(self, outcome: Outcome) -> None:
        gone = isinstance(outcome, Failure) and outcome.code == "unavailable"
        self._unanswered = self._unanswered + 1 if gone else 0

    def _keep_spent(self) -> None:
        self._ledger.journal.set_fact("spent", self.budget.spent.as_json())
