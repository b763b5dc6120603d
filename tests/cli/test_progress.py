from __future__ import annotations

import io
import json

import pytest

from summarizer.batch.budget import Budget, Prices
from summarizer.batch.journal import State
from summarizer.batch.outcomes import Failure
from summarizer.batch.run import Skipped
from summarizer.cli import progress as progress_module
from summarizer.cli.progress import RATE_OVER_S, Progress, Rate
from summarizer.llm.gate import Gate
from tests.summaries import a_summary


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_the_rate_is_that_of_lately() -> None:
    now = 0.0
    rate = Rate(clock=lambda: now)
    for _ in range(600):
        now += 0.1
        rate.add()
    assert rate.per_second == pytest.approx(10, rel=0.05)
    for _ in range(300):
        now += 1.0
        rate.add()
    assert rate.per_second == pytest.approx(1, rel=0.1)
    now += RATE_OVER_S * 2
    assert rate.per_second == 0


def test_elsewhere_than_on_a_terminal_it_logs_json_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress_module, "LOG_EVERY_S", 0.0)
    stream = io.StringIO()
    budget = Budget(prices=Prices(1.0, 2.0, 0.5, "given by hand"))
    budget.count(requests=3, input_tokens=1_000_000, output_tokens=500_000)
    with Progress(stream, budget=budget, gate=Gate(most=4)) as progress:
        progress.count(a_summary())
        progress.count(Skipped(State.FAILED))
        progress.count(Failure("x.txt", "extract", "x.txt: no answer", "unavailable"))
        progress.close("out.jsonl")
    lines = stream.getvalue().splitlines()
    (failure,) = [line for line in lines if line.startswith("error: ")]
    assert failure == "error: x.txt: no answer"
    logged = [json.loads(line) for line in lines if line.startswith("{")]
    assert [line["event"] for line in logged] == ["progress", "progress", "progress", "end"]
    end = logged[-1]
    assert (end["done"], end["failed"], end["skipped"], end["reasons"]) == (1, 1, 1, {"unavailable": 1})
    assert (end["requests"], end["tokens"], end["cost"], end["places"]) == (3, 1_500_000, 2.0, 4)
    assert "1 failed earlier (--retry-failed asks again)" in end["message"]


def test_on_a_terminal_a_person_reads_how_far_it_is() -> None:
    stream = Terminal()
    with Progress(stream, gate=Gate(most=4)) as progress:
        progress.total = 1_000_000
        progress.count(a_summary())
        progress.count(Failure("x.txt", "read", "x.txt: is empty", "unreadable"))
        progress.close("out.jsonl")
    shown = stream.getvalue()
    assert "1 done, 1 failed" in shown
    assert "0 of 4 under way" in shown
    assert "left" in shown
    assert "failed: 1 unreadable" in shown


def test_quiet_shows_failures_only() -> None:
    stream = io.StringIO()
    with Progress(stream, quiet=True) as progress:
        progress.count(a_summary())
        progress.count(Failure("x.txt", "read", "x.txt: is empty", "unreadable"))
        progress.close("out.jsonl")
    assert stream.getvalue() == "error: x.txt: is empty\n"
