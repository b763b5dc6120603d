"""What a long run shows of itself: on stderr, a moving line on a terminal, a few lines otherwise."""

from __future__ import annotations

import time
from types import TracebackType
from typing import Self, TextIO

from rich.console import Console
from rich.progress import BarColumn, SpinnerColumn, TextColumn
from rich.progress import Progress as RichProgress

from summarizer.batch import Failure, Outcome
from summarizer.cli.exits import one_line
from summarizer.settings import Settings


class Progress:
    """Counts outcomes, shows them, and reports each failure on a line of its own."""

    def __init__(self, stream: TextIO, *, quiet: bool) -> None:
        self._console = Console(file=stream, highlight=False, soft_wrap=True, markup=False)
        self._quiet = quiet
        self._started = time.monotonic()
        self.done = self.failed = self.agreements = self.warned = self.requests = self.tokens = 0
        self._bar = RichProgress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(bar_width=20),
            console=self._console,
            transient=True,
            disable=quiet or not self._console.is_terminal,
        )
        self._task = self._bar.add_task("reading", total=None)

    def announce(self, settings: Settings) -> None:
        """Say which engine reads, and why the rules do when nothing is configured."""
        if self._quiet:
            return
        if settings.chosen_engine == "llm":
            where = settings.base_url or "https://api.openai.com/v1"
            self._console.print(f"engine: llm, model {settings.model or '(none named)'} at {where}")
        elif settings.engine == "auto":
            self._console.print(
                "engine: rules (built in; no endpoint is configured). "
                "For an LLM set OPENAI_BASE_URL, OPENAI_API_KEY and SUMMARIZER_MODEL."
            )
        else:
            self._console.print("engine: rules (built in)")

    def count(self, outcome: Outcome) -> None:
        """Take one outcome into the counts."""
        if isinstance(outcome, Failure):
            self.failed += 1
            self._console.print(one_line(outcome.reason))
        else:
            self.done += 1
            self.agreements += len(outcome.agreements)
            self.warned += bool(outcome.warnings)
            self.requests += outcome.provenance.requests
            self.tokens += outcome.provenance.input_tokens + outcome.provenance.output_tokens
        self._bar.update(self._task, description=self._counts())

    def close(self, output: str) -> None:
        """Say what was done."""
        if self._quiet:
            return
        to = "" if output == "-" else f" → {output}"
        self._console.print(f"{self._counts()}; {self.warned} with warnings{to}")

    def _counts(self) -> str:
        seconds = max(time.monotonic() - self._started, 1e-3)
        cost = f", {self.requests} requests, {self.tokens} tokens" if self.requests else ""
        return (
            f"{self.done} articles, {self.failed} failed, {self.agreements} agreements"
            f"{cost}, {seconds:.1f} s, {(self.done + self.failed) / seconds:.1f}/s"
        )

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()
