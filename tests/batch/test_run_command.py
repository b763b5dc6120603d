"""`summarizer run` as a process: stopped, killed, out of room, out of budget."""

from __future__ import annotations

import json
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from evals.loopback import ChatRequest, Completion, Hang, LoopbackServer, Reply, quota_exhausted, wrong_key
from evals.synthetic import Notice, answer, write_notices
from tests.cli.commands import Printed, run_command

ROOT = Path(__file__).parents[2]


class Model:
    """Answers about made-up articles after `delay_s`, or plays the reply that `faults` has for the n-th request."""

    def __init__(self, *, delay_s: float = 0.0, faults: dict[int, Reply] | None = None) -> None:
        self.delay_s, self.faults, self.requests = delay_s, faults or {}, 0

    def __call__(self, request: ChatRequest) -> Reply:
        self.requests += 1
        good = answer(str(request.messages[1]["content"]))
        fallback = Completion(good, input_tokens=4000, output_tokens=500, delay_s=self.delay_s)
        return self.faults.get(self.requests, fallback)


@dataclass
class Desk:
    folder: Path
    model: Model
    server: LoopbackServer

    @property
    def output(self) -> Path:
        return self.folder / "out.jsonl"

    @property
    def records(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.output.read_text(encoding="utf-8").splitlines()]

    @property
    def failures(self) -> list[dict[str, Any]]:
        path = self.folder / "out.failed.jsonl"
        return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []

    def words(self, *more: str) -> list[str]:
        where = ["--base-url", self.server.base_url, "--api-key", "k", "--model", "m", "--mode", "json_schema"]
        return ["run", str(self.folder / "articles"), "-o", str(self.output), "--no-cache", *where, *more]

    def run(self, *more: str) -> Printed:
        return run_command(*self.words(*more))

    def start(self, *more: str, before: Callable[[], None] | None = None) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "summarizer", *self.words(*more)],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, cwd=ROOT, preexec_fn=before,
        )  # fmt: skip

    def wait_for(self, requests: int) -> None:
        until = time.monotonic() + 60
        while self.model.requests < requests:
            assert time.monotonic() < until, "the command has asked nothing"
            time.sleep(0.01)


@contextmanager
def a_desk(folder: Path, model: Model, *, articles: int) -> Iterator[Desk]:
    write_notices(folder / "articles", articles, chars=300)
    with LoopbackServer(model) as server:
        yield Desk(folder, model, server)


def events(stderr: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stderr.splitlines() if line.startswith("{")]


def test_one_ctrl_c_finishes_what_is_under_way_and_says_how_to_go_on(tmp_path: Path) -> None:
    with a_desk(tmp_path, Model(delay_s=0.5), articles=40) as desk:
        process = desk.start("--concurrency", "4")
        desk.wait_for(6)
        process.send_signal(signal.SIGINT)
        _, stderr = process.communicate(timeout=60)
        assert process.returncode == 130
        assert "start the same command again" in stderr
        done = len(desk.records)
        assert done == desk.model.requests < 40, "everything that was asked for is there"
        desk.model.delay_s = 0.0
        assert desk.run().code == 0
        assert desk.model.requests == 40
        assert [r["article"]["id"] for r in desk.records] == [f"n{number:06d}" for number in range(40)]


def test_ctrl_c_sends_away_what_was_read_but_not_asked_for(tmp_path: Path) -> None:
    """Every input is read by then, and only what has not been asked for tells that the run is not complete."""
    with a_desk(tmp_path, Model(delay_s=1.5), articles=6) as desk:
        process = desk.start("--concurrency", "4")
        while desk.model.requests < 4:
            time.sleep(0.05)
        time.sleep(0.3)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)
        assert process.returncode == 130
        assert len(desk.records) == desk.model.requests == 4
        desk.model.delay_s = 0.0
        assert desk.run().code == 0
        assert desk.model.requests == len(desk.records) == 6


def test_a_second_ctrl_c_stops_at_once_and_loses_only_what_was_under_way(tmp_path: Path) -> None:
    faults: dict[int, Reply] = {number: Hang() for number in range(5, 99)}
    with a_desk(tmp_path, Model(faults=faults), articles=20) as desk:
        process = desk.start("--concurrency", "4")
        desk.wait_for(6)
        process.send_signal(signal.SIGINT)
        time.sleep(0.5)
        assert process.poll() is None, "it waits for what is under way"
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)
        assert process.returncode == 130
        desk.model.faults.clear()
        assert desk.run().code == 0
        assert len(desk.records) == 20


def test_a_kill_costs_no_answer_that_has_come(tmp_path: Path) -> None:
    with a_desk(tmp_path, Model(faults={2: Hang()}), articles=0) as desk:
        (desk.folder / "articles" / "long.txt").write_text(Notice(1).text(chars=9000), encoding="utf-8")
        process = desk.start()
        desk.wait_for(2)
        time.sleep(1.0)  # one part is answered, the other never will be
        process.kill()
        process.communicate()
        assert not desk.output.exists() or not desk.records
        assert desk.run().code == 0
        (record,) = desk.records
        assert (record["provenance"]["chunks"], record["provenance"]["requests"]) == (2, 2)
        assert desk.model.requests == 3
        with closing(sqlite3.connect(f"{desk.output}.journal")) as journal:
            assert journal.execute("SELECT count(*) FROM answers").fetchone() == (0,)


def test_two_runs_on_one_output_are_refused(tmp_path: Path) -> None:
    with a_desk(tmp_path, Model(delay_s=1.0), articles=8) as desk:
        process = desk.start("--concurrency", "2")
        desk.wait_for(1)
        refused = desk.run()
        assert refused.code == 3
        assert "another run is writing to this output" in refused.errors[0]
        process.kill()
        process.communicate()
        desk.model.delay_s = 0.0
        assert desk.run().code == 0, "a lock falls with its process"
        assert len(desk.records) == 8


def test_a_full_disk_keeps_whole_lines_and_goes_on_with_room(tmp_path: Path) -> None:
    def little_room() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))  # stands in for a full disk: writes fail half-way

    with a_desk(tmp_path, Model(), articles=80) as desk:
        process = desk.start("--concurrency", "2", before=little_room)
        _, stderr = process.communicate(timeout=120)
        assert process.returncode == 3
        (line,) = [line for line in stderr.splitlines() if line.startswith("error: ")]
        assert "can't be written" in line
        done = len(desk.records)
        assert 0 < done < 80
        assert desk.run().code == 0
        assert [r["article"]["id"] for r in desk.records] == [f"n{number:06d}" for number in range(80)]
        assert desk.model.requests <= 80 + 4


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes anywhere")
def test_a_read_only_folder_is_named(tmp_path: Path) -> None:
    with a_desk(tmp_path, Model(), articles=1) as desk:
        tmp_path.chmod(0o555)
        refused = desk.run()
        tmp_path.chmod(0o755)
    assert (refused.code, "can't be written" in refused.errors[0]) == (3, True)


@pytest.mark.parametrize("fault", [wrong_key(), quota_exhausted()], ids=["wrong key", "quota"])
def test_what_no_other_article_can_escape_stops_the_run_at_once(tmp_path: Path, fault: Reply) -> None:
    faults = dict.fromkeys(range(4, 99), fault)
    with a_desk(tmp_path, Model(faults=faults), articles=30) as desk:
        stopped = desk.run("--concurrency", "1")
        assert stopped.code == 3
        assert len(stopped.errors) == 1
        assert desk.model.requests == 4
        assert events(stopped.stderr)[-1]["done"] == 3
        assert len(desk.records) == 3
        desk.model.faults.clear()
        assert desk.run().code == 0
        assert desk.model.requests == 4 + 27


def test_the_budget_ends_the_run_and_a_higher_one_goes_on(tmp_path: Path) -> None:
    with a_desk(tmp_path, Model(), articles=12) as desk:
        limited = desk.run("--max-tokens", "30000", "--concurrency", "2")
        assert limited.code == 4
        assert "a higher one" in limited.stderr
        spent = desk.model.requests * 4500
        assert 0 < spent <= 30_000
        assert desk.run("--max-tokens", "30000").code == 4
        assert desk.run("--max-cost", "1", "--price-in", "2", "--price-out", "8").code == 0
        assert desk.model.requests == 12
        assert desk.run("--max-cost", "1").code == 3, "no price is known"


def test_a_dry_run_counts_and_asks_nothing(tmp_path: Path) -> None:
    with a_desk(tmp_path, Model(), articles=10) as desk:
        told = desk.run("--dry-run", "--price-in", "2", "--price-out", "8", "--max-tokens", "20000")
        assert told.code == 0
        assert "10 to read, 0 finished" in told.stdout
        assert "requests   10" in told.stdout
        assert "cost       about" in told.stdout
        assert "it will stop there" in told.stdout
        assert (desk.model.requests, desk.output.exists()) == (0, False)
        desk.run("--max-tokens", "30000")
        done = len(desk.records)
        before = desk.output.read_bytes()
        again = desk.run("--dry-run")
        assert f"{10 - done} to read, {done} finished" in again.stdout
        assert "unknown: no price" in again.stdout
        assert desk.output.read_bytes() == before


def test_failures_are_told_by_reason_and_asked_again_on_demand(tmp_path: Path) -> None:
    refusal = Completion(None, refusal="no")
    with a_desk(tmp_path, Model(faults={2: refusal}), articles=4) as desk:
        (desk.folder / "articles" / "x_empty.txt").write_text("", encoding="utf-8")
        failed = desk.run("--concurrency", "1")
        assert failed.code == 1
        end = events(failed.stderr)[-1]
        assert (end["done"], end["failed"], end["reasons"]) == (3, 2, {"invalid_reply": 1, "unreadable": 1})
        assert [(f["stage"], f["code"], f["attempts"]) for f in desk.failures] == [
            ("extract", "invalid_reply", 1), ("read", "unreadable", 0),
        ]  # fmt: skip
        assert desk.run().code == 1, "still failed"
        assert desk.model.requests == 4
        assert desk.run("--retry-failed").code == 1
        assert [f["code"] for f in desk.failures] == ["unreadable"]
        assert [r["article"]["id"] for r in desk.records] == [f"n{number:06d}" for number in range(4)]


def test_standard_output_gets_records_in_order_and_no_journal(tmp_path: Path) -> None:
    write_notices(tmp_path / "articles", 3, chars=300)
    printed = run_command("run", str(tmp_path / "articles"), "--engine", "rules")
    assert [json.loads(line)["article"]["id"] for line in printed.stdout.splitlines()] == [
        "n000000", "n000001", "n000002",
    ]  # fmt: skip
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == []


def test_the_clock_of_the_wall_decides_nothing() -> None:
    sources = [
        *(ROOT / "summarizer" / "batch").glob("*.py"),
        ROOT / "summarizer" / "cache.py",
        ROOT / "summarizer" / "llm" / "gate.py",
    ]
    for path in sources:
        text = path.read_text(encoding="utf-8")
        assert not any(word in text for word in ("time.time(", "datetime.now", "utcnow", "st_mtime")), path.name
