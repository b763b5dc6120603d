"""What a long run shows of itself, on stderr: a moving line on a terminal, JSON lines elsewhere."""

from __future__ import annotations

import json
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import timedelta
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TextIO

from summarizer.batch.budget import Budget
from summarizer.batch.journal import State
from summarizer.batch.outcomes import Failure
from summarizer.batch.run import Event, Skipped
from summarizer.cli.exits import one_line
from summarizer.schema import ArticleSummary
from summarizer.settings import Settings

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress

    from summarizer.llm.gate import Gate

LOG_EVERY_S = 10.0
"""Between two JSON lines."""

RATE_OVER_S = 60.0
"""The rate is that of the last minute or so: an endpoint's moods change."""


class Rate:
    """How many things a second, lately: counts fade with time."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._started = self._at = clock()
        self._count = 0.0

    def add(self) -> None:
        """Count one."""
        self._fade()
        self._count += 1

    @property
    def per_second(self) -> float:
        """The rate; 0 before the first."""
        self._fade()
        return self._count / max(min(self._at - self._started, RATE_OVER_S), 1e-3)

    def _fade(self) -> None:
        now = self._clock()
        if self._at - self._started > RATE_OVER_S:
            self._count *= max(0.0, 1 - (now - self._at) / RATE_OVER_S)
        self._at = now


LOOK_AT = 5
"""So many articles are named as those to look at first."""


class Doubts:
    """What the second reader made of a run's articles; keeps only the few that need a look most."""

    def __init__(self) -> None:
        self.agreed = self.llm_only = self.rules_only = 0
        self._most: list[tuple[float, int, str]] = []

    def add(self, summary: ArticleSummary) -> None:
        """Take one article into the counts."""
        if summary.cross_check is None:
            return
        from summarizer.comparing import tally_marks

        marks = tally_marks(summary.agreements)
        self.agreed += marks["agreed"]
        self.llm_only += marks["llm_only"]
        self.rules_only += len(summary.cross_check.rules_only)
        if summary.cross_check.review_score > 0:
            doubtful = marks["llm_only"] + len(summary.cross_check.rules_only)
            self._most.append((summary.cross_check.review_score, doubtful, summary.article.id))
            self._most = sorted(self._most, key=lambda one: (-one[0], -one[1], one[2]))[:LOOK_AT]

    @property
    def first(self) -> list[tuple[str, float]]:
        """The articles to look at first, with their review scores."""
        return [(name, score) for score, _, name in self._most]

    @property
    def any(self) -> bool:
        """Whether anything was cross-checked."""
        return bool(self.agreed or self.llm_only or self.rules_only)


class Progress:
    """Counts what becomes of inputs and shows it; a failure gets a line of its own."""

    def __init__(
        self, stream: TextIO, *, quiet: bool = False, budget: Budget | None = None, gate: Gate | None = None
    ) -> None:
        self._stream = stream
        self._quiet = quiet
        self._bar = _moving_line(stream) if stream.isatty() and not quiet else None
        self._budget, self._gate = budget or Budget(), gate
        self._started = self._logged = time.monotonic()
        self._rate = Rate()
        self.done = self.failed = self.skipped = self.agreements = self.warned = self.reposts = 0
        self.failed_before = 0
        self.doubts = Doubts()
        self.reasons: Counter[str] = Counter()
        self.total: int | None = None
        """How many inputs there are, once that is known."""

    def announce(self, settings: Settings) -> None:
        """Say which engine reads, and why the rules do when nothing is configured."""
        if settings.chosen_engine == "llm":
            where = settings.base_url or "https://api.openai.com/v1"
            self.note(f"engine: llm, model {settings.model or '(none named)'} at {where}", event="start")
        elif settings.engine == "auto":
            self.note(
                "engine: rules (built in; no endpoint is configured). "
                "For an LLM set OPENAI_BASE_URL, OPENAI_API_KEY and SUMMARIZER_MODEL.",
                event="start",
            )
        else:
            self.note("engine: rules (built in)", event="start")

    def note(self, message: str, *, event: str = "note", **fields: Any) -> None:
        """Say something to the user, now."""
        if self._quiet:
            return
        if self._bar is not None:
            self._print(message)
        else:
            self._log(event, message=message, **fields)

    def count_inputs(self, inputs: Sequence[str]) -> None:
        """Find out in the background how many inputs there are, for the time left."""
        if self._bar is not None and "-" not in inputs:
            threading.Thread(target=self._count_inputs, args=(inputs,), daemon=True).start()

    def count(self, event: Event) -> None:
        """Take what became of one input into the counts."""
        match event:
            case Skipped():
                self.skipped += 1
                self.failed_before += event.state is State.FAILED
            case Failure():
                self.failed += 1
                self.reasons[event.code] += 1
                self._rate.add()
                self._print(one_line(event.reason))
            case _:
                self.done += 1
                self._rate.add()
                self.agreements += len(event.agreements)
                self.warned += bool(event.warnings)
                self.reposts += event.article.duplicate_of is not None
                self.doubts.add(event)
        self._show()

    def close(self, output: str) -> None:
        """Say what was done."""
        failed = ", ".join(f"{count} {code}" for code, count in self.reasons.most_common())
        parts = [
            self._counts(),
            f"{self.agreements} agreements",
            f"{self.warned} with warnings",
            f"{self.reposts} reposts" if self.reposts else "",
            f"failed: {failed}" if failed else "",
            f"{self.failed_before} failed earlier (--retry-failed asks again)" if self.failed_before else "",
        ]
        to = "" if output == "-" else f" → {output}"
        if self.doubts.any:
            self._tell_doubts()
        self.note("; ".join(part for part in parts if part) + to, event="end", **self._figures())

    def _tell_doubts(self) -> None:
        doubts = self.doubts
        figures = {"agreed": doubts.agreed, "llm_only": doubts.llm_only, "rules_only": doubts.rules_only}
        message = (
            f"cross-check: {doubts.agreed} values read alike by the rules, {doubts.llm_only} doubtful; "
            f"{doubts.rules_only} more read by the rules only"
        )
        if doubts.first:
            message += "; look first at " + ", ".join(f"{name} ({score:.2f})" for name, score in doubts.first)
        self.note(message, event="cross-check", **figures, look_first=[name for name, _ in doubts.first])

    def _show(self) -> None:
        if self._bar is not None:
            completed = self.done + self.failed + self.skipped
            for task in self._bar.task_ids:
                self._bar.update(task, description=self._counts(), completed=completed, total=self.total)
        elif not self._quiet and time.monotonic() - self._logged >= LOG_EVERY_S:
            self._log("progress", **self._figures())

    def _counts(self) -> str:
        spent, cost = self._budget.spent, self._budget.cost
        parts = [
            f"{self.done} done",
            f"{self.failed} failed",
            f"{self.skipped} finished before" if self.skipped else "",
            f"{self._rate.per_second:.1f}/s",
            f"{timedelta(seconds=round(time.monotonic() - self._started))}",
            f"{timedelta(seconds=self._seconds_left)} left" if self._seconds_left else "",
            f"{spent.tokens:,} tokens in {spent.requests:,} requests" if spent.requests else "",
            f"{self._budget.prices.currency}{cost:.4f}" if cost and self._budget.prices else "",
            f"{self._gate.under_way} of {self._gate.places} under way" if self._gate else "",
        ]
        return ", ".join(part for part in parts if part)

    @property
    def _seconds_left(self) -> int | None:
        if self.total is None or not self._rate.per_second:
            return None
        return round(max(0, self.total - self.done - self.failed - self.skipped) / self._rate.per_second)

    def _figures(self) -> dict[str, Any]:
        spent, cost = self._budget.spent, self._budget.cost
        figures: dict[str, Any] = {
            "done": self.done,
            "failed": self.failed,
            "skipped": self.skipped,
            "agreements": self.agreements,
            "reposts": self.reposts,
            "per_second": round(self._rate.per_second, 2),
            "seconds": round(time.monotonic() - self._started, 1),
        }
        if self.reasons:
            figures["reasons"] = dict(self.reasons)
        if self._gate is not None:
            figures |= {"requests": spent.requests, "tokens": spent.tokens, "places": self._gate.places}
        if cost is not None:
            figures["cost"] = round(cost, 6)
        return figures

    def _log(self, event: str, **fields: Any) -> None:
        self._logged = time.monotonic()
        self._print(json.dumps({"event": event, **fields}, ensure_ascii=False))

    def _print(self, line: str) -> None:
        """Write a line, above the moving one where there is one."""
        if self._bar is not None:
            self._bar.console.print(line)
        else:
            print(line, file=self._stream, flush=True)

    def _count_inputs(self, inputs: Sequence[str]) -> None:
        from pathlib import Path

        from summarizer.reading.inputs import ROW_SUFFIXES, iter_files

        total = 0
        for found in iter_files(inputs):
            if isinstance(found, Path) and found.suffix.lower() in ROW_SUFFIXES:
                return  # a table's rows can't be counted without reading it
            total += 1
        self.total = total

    def __enter__(self) -> Self:
        if self._bar is not None:
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()


def _moving_line(stream: TextIO) -> RichProgress:
    """Return a line with a spinner, a bar and a text; rich is imported here, since most runs have no terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, SpinnerColumn, TextColumn
    from rich.progress import Progress as RichProgress

    bar = RichProgress(
        SpinnerColumn(),
        BarColumn(bar_width=20),
        TextColumn("{task.description}"),
        console=Console(file=stream, highlight=False, soft_wrap=True, markup=False),
        transient=True,
    )
    bar.add_task("", total=None)
    return bar


def on_stderr(*, quiet: bool, budget: Budget, gate: Gate | None) -> Progress:
    """Return a progress on standard error."""
    return Progress(sys.stderr, quiet=quiet, budget=budget, gate=gate)
