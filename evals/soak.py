"""`python -m evals.soak`: a batch under every fault at once, killed again and again, must come out as if undisturbed.

A loopback server answers made-up articles and spoils a fifth of the requests: 429 with and without Retry-After,
500/502/503, hangs, resets in mid-body, truncated, malformed, schema-breaking, empty and refused replies, slow ones. The
real command runs against it in a process of its own and is killed (SIGKILL) at random moments. Then:

- every article is exactly once in the output or in the failures;
- after each kill, no more answered articles are asked for again than requests may be under way;
- once the refused ones are asked again, the output equals that of an undisturbed run, but for what it cost.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import logging
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from evals.loopback import (
    ChatRequest,
    Completion,
    Hang,
    LoopbackServer,
    Reply,
    Reset,
    rate_limited,
    server_error,
)
from evals.synthetic import answer, supporter_of, write_notices

TIMEOUT_S = 2.0
"""The client's; a hang lasts as long."""

SLOW_S = 1.0
LONGEST_S = 1800.0
"""One client's process, at most."""

TRANSPORT_FAULTS: tuple[Reply, ...] = (
    rate_limited(retry_after=0.2),
    rate_limited(),
    server_error(500),
    server_error(502),
    server_error(503),
    Hang(),
    Reset(),
)
CONTENT_FAULTS: tuple[Reply, ...] = (
    Completion('{"agreements":[{"name":null,"parties":[{"sent', finish_reason="length"),
    Completion('{"agreements":[{"name":null,,'),
    Completion('{"agreements":[{"titel":"对口帮扶协议"}]}'),
    Completion(""),
    Completion(None, refusal="I can't help with that."),
)
CONTENT_TRIES = 2
"""Replies are spoiled in an article's first requests only: three spoiled ones in a row are salvaged, which is another
result, not another way to the same one."""


@dataclass
class FaultyModel:
    """Answers well, but spoils a share of the requests: which ones follows from the article and how often it came."""

    share: float
    seed: int
    latency_s: float = 0.02
    asked: Counter[str] = field(default_factory=Counter)
    answered: Counter[str] = field(default_factory=Counter)
    """How often an article got its good reply."""

    def __call__(self, request: ChatRequest) -> Reply:
        """Return the reply to a request."""
        about = supporter_of(request.text)
        if about is None:
            return Completion('{"sending_unit":"北山县人民医院","head_count":5}')
        self.asked[about] += 1
        good = Completion(answer(request.text), input_tokens=4000, output_tokens=350, delay_s=self.latency_s)
        fault = self._fault(about, self.asked[about], good)
        if fault is None:
            self.answered[about] += 1
        return fault or good

    def begin(self, *, share: float) -> None:
        """Begin anew, with another share of faults."""
        self.share = share
        self.asked.clear()
        self.answered.clear()

    def _fault(self, about: str, attempt: int, good: Completion) -> Reply | None:
        dice = random.Random(hashlib.sha256(f"{self.seed}/{about}/{attempt}".encode()).digest())
        if dice.random() >= self.share:
            return None
        slow = Completion(good.content, input_tokens=4000, output_tokens=350, delay_s=SLOW_S)
        kinds = [*TRANSPORT_FAULTS, slow, *(CONTENT_FAULTS if attempt <= CONTENT_TRIES else ())]
        chosen = dice.choice(kinds)
        if chosen is slow:
            self.answered[about] += 1
        return chosen


@dataclass(frozen=True, slots=True)
class Plan:
    """How big a soak is."""

    articles: int
    kills: int
    concurrency: int = 32
    share: float = 0.2
    seed: int = 1
    chars: int = 600


def soak(plan: Plan, folder: Path) -> list[str]:
    """Run it all.

    Returns:
        What went wrong, one line each; nothing when all is well.
    """
    write_notices(folder / "articles", plan.articles, chars=plan.chars, reposts=True)
    undisturbed, disturbed = folder / "undisturbed.jsonl", folder / "disturbed.jsonl"
    model = FaultyModel(0.0, plan.seed)
    with LoopbackServer(model) as server:
        _say(f"undisturbed: exit {_client(server, plan, folder, undisturbed).wait(LONGEST_S)}")
        model.begin(share=plan.share)
        snapshots = list(_killed_runs(server, model, plan, folder, disturbed))
        _say(f"ended: exit {_client(server, plan, folder, disturbed).wait(LONGEST_S)}")
        snapshots.append(dict(model.answered))
        faults = list(_not_exactly_once(plan, disturbed))
        model.share = 0.0
        code = _client(server, plan, folder, disturbed, "--retry-failed").wait(LONGEST_S)
        _say(f"failures asked again: exit {code}")
    repeated = [_answered_again(before, after) for before, after in zip(snapshots, snapshots[1:], strict=False)]
    most = plan.concurrency
    faults += [
        f"after a kill {count} answered articles were asked again, {most} may" for count in repeated if count > most
    ]
    faults += _differences(undisturbed, disturbed)
    _say(f"{plan.kills} kills; answered articles asked again after each: {repeated}")
    _say(f"{sum(model.asked.values())} requests for {plan.articles} articles, {len(model.asked)} of them no reposts")
    return faults


def _killed_runs(
    server: LoopbackServer, model: FaultyModel, plan: Plan, folder: Path, output: Path
) -> Iterator[dict[str, int]]:
    """Start the client and kill it, again and again; yield how often each article had been answered at each kill."""
    dice = random.Random(plan.seed)
    for moment in sorted(dice.uniform(0.02, 0.95) for _ in range(plan.kills)):
        client = _client(server, plan, folder, output)
        while len(model.answered) < moment * plan.articles and client.poll() is None:
            time.sleep(0.01 + dice.random() * 0.03)
        client.kill()
        client.wait()
        _say(f"killed with {len(model.answered)} answered, {_lines(output)} in the output")
        yield dict(model.answered)


def _answered_again(before: dict[str, int], after: dict[str, int]) -> int:
    return sum(after.get(about, 0) > count for about, count in before.items())


def _client(server: LoopbackServer, plan: Plan, folder: Path, output: Path, *more: str) -> subprocess.Popen[bytes]:
    words = ["run", str(folder / "articles"), "-o", str(output), "--quiet", "--no-cache", "--mode", "json_schema"]
    words += ["--model", "loopback", "--base-url", server.base_url, "--api-key", "none", "--timeout", str(TIMEOUT_S)]
    words += ["--concurrency", str(plan.concurrency), *more]
    environment = {**os.environ, "SUMMARIZER_CACHE_FOLDER": str(folder / "cache"), "SUMMARIZER_MAX_ATTEMPTS": "8"}
    log = (folder / "stderr.txt").open("ab")
    with log:
        return subprocess.Popen([sys.executable, "-m", "summarizer", *words], env=environment, stderr=log)


def _not_exactly_once(plan: Plan, output: Path) -> Iterator[str]:
    failed = output.with_name(output.stem + ".failed.jsonl")
    seen = Counter(record["article"]["id"] for record in _records(output))
    seen += Counter(record["id"] for record in _records(failed))
    wanted = {f"n{number:06d}" for number in range(plan.articles)}
    yield from (f"{name} is missing" for name in sorted(wanted - set(seen)))
    yield from (f"{name} is there {count} times" for name, count in seen.items() if count > 1 or name not in wanted)
    _say(f"{_lines(output)} in the output, {_lines(failed)} failed")


def _differences(undisturbed: Path, disturbed: Path) -> Iterator[str]:
    if _lines(undisturbed) != _lines(disturbed):
        yield f"{_lines(disturbed)} records instead of {_lines(undisturbed)}"
    for left, right in zip(_records(undisturbed), _records(disturbed), strict=False):
        left, right = _without_cost(left), _without_cost(right)
        if fields := [name for name in left if left[name] != right[name]]:
            told = f"{left[fields[0]]} became {right[fields[0]]}"
            yield f"{right['article']['id']} differs from the undisturbed run in {', '.join(fields)}: {told[:300]}"


def _without_cost(record: dict[str, Any]) -> dict[str, Any]:
    cost = dict.fromkeys(("requests", "input_tokens", "output_tokens", "seconds"), 0)
    return record | {"provenance": record["provenance"] | cost}


def _records(path: Path) -> Iterator[dict[str, Any]]:
    if path.exists():
        with path.open(encoding="utf-8") as stream:
            yield from map(json.loads, stream)


def _lines(path: Path) -> int:
    return path.read_bytes().count(b"\n") if path.exists() else 0


def _say(line: str) -> None:
    sys.stderr.write(f"soak: {line}\n")
    sys.stderr.flush()


def main(words: Sequence[str] | None = None) -> int:
    """Run a soak and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=9)
    parser.add_argument("--concurrency", type=int, default=32)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(words)
    plan = Plan(given.articles, given.kills, concurrency=given.concurrency, seed=given.seed)
    started = time.monotonic()
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)  # a killed client's connections are no news
    logging.getLogger("aiohttp").setLevel(logging.CRITICAL)
    with tempfile.TemporaryDirectory(prefix="soak-") as folder:
        faults = soak(plan, Path(folder))
        for line in faults[:20]:
            _say(f"FAULT: {line}")
    _say(f"{'all is well' if not faults else f'{len(faults)} faults'}, {time.monotonic() - started:.0f} s")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
