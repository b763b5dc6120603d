"""`python -m evals.bench`: how fast, how frugal, beside a bare openai client and a plain instructor loop.

Everything runs against a loopback endpoint, each contender in a process of its own, in turn, medians of three. The
other two send the same messages but neither read pages nor ground; what we do more is in our figures.
"""

from __future__ import annotations

import argparse
import compileall
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import evals
import summarizer
from evals.loopback import ChatRequest, Completion, LoopbackServer, Reply
from evals.synthetic import Notice, answer, write_notices

CONTENDERS = ("ours", "instructor", "bare")


@dataclass(frozen=True, slots=True)
class Cost:
    """What one process took."""

    wall_s: float
    cpu_s: float


@dataclass(frozen=True, slots=True)
class Bench:
    """Where things are, and how often they are run."""

    folder: Path
    runs: int
    full: bool

    def notices(self, count: int) -> Path:
        """Return a folder of so many articles of 2,000 characters."""
        folder = self.folder / f"articles-{count}"
        if not folder.exists():
            write_notices(folder, count)
        return folder

    def messages(self, count: int) -> Path:
        """Return a file of the messages we send about them."""
        path = self.folder / f"messages-{count}.jsonl"
        if not path.exists():
            path.write_text("\n".join(_messages(number) for number in range(count)), encoding="utf-8")
        return path


class Model:
    """Answers well, after a while."""

    def __init__(self, latency_s: float) -> None:
        self._latency_s = latency_s
        self.requests = 0

    def __call__(self, request: ChatRequest) -> Reply:
        """Return the reply to a request."""
        self.requests += 1
        text = str(request.messages[-1]["content"])
        return Completion(answer(text), input_tokens=4000, output_tokens=350, delay_s=self._latency_s)


def wall(bench: Bench) -> None:
    """(a) Wall time against the ideal: 2 s latency, 64 at once."""
    count, latency, concurrency = (1000, 2.0, 64) if bench.full else (320, 2.0, 64)
    ideal = count / concurrency * latency
    for name, costs in _rounds(bench, count, latency, concurrency).items():
        seconds = statistics.median(cost.wall_s for cost in costs)
        _print(
            f"wall, {count} articles, {latency:g} s, {concurrency} at once",
            name,
            f"{seconds:.1f} s = {seconds / ideal:.2f} × ideal",
        )


def cpu(bench: Bench) -> None:
    """(b) CPU per article, reading to writing: 200 ms latency, 32 at once; start-up taken out by two sizes."""
    small, large = (100, 500)
    few, many = (_rounds(bench, count, 0.2, 32) for count in (small, large))
    for name in CONTENDERS:
        start, end = (statistics.median(cost.cpu_s for cost in costs[name]) for costs in (few, many))
        slope = (end - start) / (large - small) * 1000
        _print("CPU per article, 200 ms, 32 at once", name, f"{slope:.1f} ms ({end / large * 1000:.1f} with start-up)")


def memory(bench: Bench) -> None:
    """(c) Peak memory must not grow with the number of articles."""
    small, large = (1000, 10_000) if bench.full else (300, 3000)
    few, many = (_our_peak_mb(bench, count) for count in (small, large))
    _print(
        f"peak memory, {small:,} and {large:,} articles", "ours", f"{few:.0f} and {many:.0f} MB = {many / few:.2f} ×"
    )


def tokens(bench: Bench) -> None:
    """(d) Requests and tokens for an ordinary article."""
    from summarizer.llm.prompting import system_prompt, wire_schema
    from summarizer.llm.tokens import estimate_tokens

    model = Model(0.0)
    with LoopbackServer(model) as server:
        _run(_our_words(bench, bench.notices(50), server, concurrency=8))
    prompt, schema = estimate_tokens(system_prompt("json_schema")), estimate_tokens(wire_schema())
    messages = [json.loads(line)[1]["content"] for line in bench.messages(50).read_text("utf-8").splitlines()]
    article = statistics.mean(estimate_tokens(text) for text in messages)
    reply = statistics.mean(estimate_tokens(answer(text)) for text in messages)
    _print("requests per article", "ours", f"{model.requests / 50:.2f}")
    _print(
        "tokens per article",
        "ours",
        f"prompt {prompt} (always the same, cacheable), schema {schema}, article {article:.0f}, reply {reply:.0f}",
    )


def startup(bench: Bench) -> None:
    """Start-up times, process start to exit."""
    article = next(bench.notices(1).iterdir())
    command = str(Path(sys.executable).with_name("summarizer"))  # as it is installed, for that is what people type
    commands = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "python -c import summarizer": [sys.executable, "-c", "import summarizer"],
        "summarizer --help": [command, "--help"],
        "summarizer run ARTICLE": [command, "run", str(article), "--engine", "rules", "--quiet"],
    }
    for name, words in commands.items():
        costs = [_run(words) for _ in range(max(3, bench.runs))]
        _print("start-up", name, f"{statistics.median(cost.wall_s for cost in costs) * 1000:.0f} ms")


def rules(bench: Bench) -> None:
    """The rules engine on one core."""
    import asyncio

    from summarizer.pipeline import summarize_article
    from summarizer.reading import read_bytes
    from summarizer.rules import RulesExtractor

    raw = [Notice(number).text().encode() for number in range(200)]

    async def read_all() -> None:
        extractor = RulesExtractor()
        for content in raw:
            await summarize_article(read_bytes(content), extractor)

    asyncio.run(read_all())  # warm: lexicons and patterns are made once
    rates = []
    for _ in range(bench.runs):
        started = time.process_time()
        asyncio.run(read_all())
        rates.append(len(raw) / (time.process_time() - started))
    median, best = statistics.median(rates), max(rates)  # a neighbour on the machine only ever makes it slower
    _print("rules engine, one core, 2,000 characters", "ours", f"{median:.0f} articles/s, at best {best:.0f}")
    words = [sys.executable, "-m", "summarizer", "run", str(bench.notices(500)), "--engine", "rules", "-q"]
    _print("rules engine, the command, 500 articles", "ours", f"{_run(words).wall_s:.1f} s, {_peak_mb(words):.0f} MB")


PARTS: dict[str, Callable[[Bench], None]] = {
    "startup": startup,
    "rules": rules,
    "tokens": tokens,
    "cpu": cpu,
    "wall": wall,
    "memory": memory,
}


def _rounds(bench: Bench, count: int, latency: float, concurrency: int) -> dict[str, list[Cost]]:
    """Run every contender in turn, `runs` times."""
    costs: dict[str, list[Cost]] = {name: [] for name in CONTENDERS}
    for _ in range(bench.runs):
        costs["ours"].append(_ours(bench, count, latency=latency, concurrency=concurrency))
        for name in ("instructor", "bare"):
            with LoopbackServer(Model(latency)) as server:
                out = bench.folder / f"{name}.jsonl"
                words = [name, str(bench.messages(count)), str(out), server.base_url, str(concurrency)]
                costs[name].append(_run([sys.executable, "-m", "evals.contenders", *words]))
    return costs


def _ours(bench: Bench, count: int, *, latency: float, concurrency: int) -> Cost:
    articles = bench.notices(count)
    with LoopbackServer(Model(latency)) as server:
        return _run(_our_words(bench, articles, server, concurrency=concurrency))


def _our_peak_mb(bench: Bench, count: int) -> float:
    articles = bench.notices(count)
    with LoopbackServer(Model(0.02)) as server:
        return _peak_mb(_our_words(bench, articles, server, concurrency=64))


def _our_words(bench: Bench, articles: Path, server: LoopbackServer, *, concurrency: int) -> list[str]:
    words = ["run", str(articles), "-o", str(bench.folder / "ours.jsonl"), "--overwrite", "--quiet", "--no-cache"]
    words += ["--model", "loopback", "--base-url", server.base_url, "--api-key", "none", "--mode", "json_schema"]
    return [sys.executable, "-m", "summarizer", *words, "--concurrency", str(concurrency)]


def _run(words: Sequence[str]) -> Cost:
    started = time.perf_counter()
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"bench: {' '.join(words[1:4])} … ended with exit code {process.returncode}")
    return Cost(time.perf_counter() - started, used.ru_utime + used.ru_stime)


_ASIDE = """
import resource, subprocess, sys
code = subprocess.call(sys.argv[1:], stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(code)
"""


def _peak_mb(words: Sequence[str]) -> float:
    """Return a process's peak memory; a small one starts it, for the peak of who starts it counts as its own."""
    return int(subprocess.check_output([sys.executable, "-c", _ASIDE, *words])) / 1024


def _messages(number: int) -> str:
    """Return the messages we would send about an article, as JSON."""
    from summarizer.chunking import split_article
    from summarizer.llm.prompting import article_prompt, system_prompt
    from summarizer.reading import read_bytes

    (chunk,) = split_article(read_bytes(Notice(number).text().encode()), max_chars=6000)
    said = [("system", system_prompt("json_schema")), ("user", article_prompt(chunk))]
    return json.dumps([{"role": role, "content": content} for role, content in said], ensure_ascii=False)


def _print(what: str, who: str, figure: str) -> None:
    sys.stdout.write(f"{what:<52} {who:<28} {figure}\n")
    sys.stdout.flush()


def main(words: Sequence[str] | None = None) -> int:
    """Run the chosen parts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {' '.join(PARTS)}; all by default")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--quick", action="store_true", help="fewer articles in the parts that take minutes")
    given = parser.parse_args(words)
    if unknown := set(given.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    for package in (summarizer, evals):  # as an installed one is; Python itself may be told to write no byte code
        compileall.compile_dir(package.__path__[0], quiet=1)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        bench = Bench(Path(folder), given.runs, full=not given.quick)
        for name in given.parts or PARTS:
            PARTS[name](bench)
    return 0


if __name__ == "__main__":
    sys.exit(main())
