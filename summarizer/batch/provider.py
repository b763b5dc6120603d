"""A batch through a provider's batch interface: submit, look, collect, cancel; each can be killed and repeated.

What is under way is kept in a folder beside the output (`….batch`): the job, the files of requests, the ids the
provider gave. Collecting is an ordinary run whose answers are there already; see `summarizer.llm.batches`.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from summarizer.article import Article
from summarizer.batch.job import Batch, Job, open_batch
from summarizer.chunking import split_article
from summarizer.errors import ConfigError, InputError, OutputError
from summarizer.llm.batches import AnsweredEndpoint, BatchClient, BatchState, Replies
from summarizer.llm.extractor import LlmExtractor
from summarizer.settings import load_settings

MAX_REQUESTS = 50_000
MAX_BYTES = 190_000_000
"""Of one file. OpenAI takes 50,000 requests and 200 MB; others take as much or less, see the options."""


@dataclass(frozen=True, slots=True)
class Part:
    """One file of requests and its batch."""

    file: str
    requests: int
    mark: str
    """Hash of the file: how its batch is found if its id was not noted."""
    file_id: str | None = None
    batch_id: str | None = None


@dataclass(slots=True)
class Submission:
    """What has been submitted for one output."""

    folder: Path
    job: dict[str, Any]
    mode: str
    parts: list[Part] = field(default_factory=list)

    @classmethod
    def folder_of(cls, output: Path) -> Path:
        """Return where the submission of an output is kept."""
        return output.with_name(output.name + ".batch")

    @classmethod
    def load(cls, output: Path) -> Submission | None:
        """Return what was submitted for an output.

        Raises:
            OutputError: it can't be read.
        """
        folder = cls.folder_of(output)
        try:
            kept = json.loads((folder / "submission.json").read_bytes())
            return cls(folder, kept["job"], kept["mode"], [Part(**part) for part in kept["parts"]])
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError) as error:
            hint = "the batches go on at the provider; its web page lists their results"
            raise OutputError("what was submitted can't be read", path=folder, hint=hint) from error

    def save(self) -> None:
        """Keep it on disk, wholly or not at all.

        Raises:
            OutputError: it can't be written.
        """
        path = self.folder / "submission.json"
        kept = {"job": self.job, "mode": self.mode, "parts": [asdict(part) for part in self.parts]}
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            path.with_suffix(".new").write_text(json.dumps(kept, ensure_ascii=False, indent=1), encoding="utf-8")
            path.with_suffix(".new").replace(path)
        except OSError as error:
            raise OutputError(f"can't be written: {error.strerror}", path=path) from error

    def keys(self) -> Iterator[str]:
        """Yield the key of every request that is in a file."""
        for part in self.parts:
            with (self.folder / part.file).open(encoding="utf-8") as lines:
                yield from (json.loads(line)["custom_id"] for line in lines)

    def update(self, part: Part, *, file_id: str | None = None, batch_id: str | None = None) -> Part:
        """Note at once what the provider calls a part's file or its batch."""
        changed = replace(part, file_id=file_id or part.file_id, batch_id=batch_id or part.batch_id)
        self.parts[self.parts.index(part)] = changed
        self.save()
        return changed


@dataclass(frozen=True, slots=True)
class Limits:
    """How big one file of requests may be."""

    requests: int = MAX_REQUESTS
    bytes: int = MAX_BYTES


async def submit(job: Job, *, limits: Limits = Limits(), say: Callable[[str], None] = lambda line: None) -> Submission:
    """Write down the requests of every unfinished article and start batches for them.

    Articles that are in a batch of this output already are left out, so that the same command after a kill submits the
    rest.

    Args:
        job: the run as it would be done live.
        limits: how big one file may be.
        say: told of each step.

    Raises:
        ConfigError: the job is none for a batch.
        ModelError: the endpoint does not answer, or offers no batches.
        OutputError: something can't be written.
    """
    path = _checked(job)
    async with _client(job) as client:
        mode = await client.prepare()
        submission = Submission.load(path) or Submission(Submission.folder_of(path), _kept(job), mode)
        if submission.job != _kept(job):
            hint = "collect or cancel and collect them first, or choose another -o"
            raise ConfigError("other batches are under way for this output", setting="-o", hint=hint)
        submission.save()
        with open_batch(job) as batch:
            await _write_parts(batch, client, submission, limits)
        for part in list(submission.parts):
            if part.batch_id is None:
                await _start(client, submission, part, say)
    return submission


async def look(job: Job, submission: Submission) -> list[BatchState]:
    """Ask how far every batch is."""
    async with _client(job) as client:
        return [await client.look(part.batch_id) for part in submission.parts if part.batch_id]


async def cancel(job: Job, submission: Submission) -> list[BatchState]:
    """Cancel every batch that has not ended."""
    async with _client(job) as client:
        states = [await client.look(part.batch_id) for part in submission.parts if part.batch_id]
        return [state if state.ended else await client.cancel(state.id) for state in states]


async def download(job: Job, submission: Submission, states: list[BatchState]) -> None:
    """Fetch the answers of ended batches; what is here already is not fetched again."""
    async with _client(job) as client:
        for state in states:
            for name, file_id in (("output", state.output_file), ("error", state.error_file)):
                path = submission.folder / f"{state.id}.{name}.jsonl"
                if file_id is not None and not path.exists():
                    await client.fetch(file_id, path)


@contextmanager
def open_collection(job: Job, submission: Submission, *, live: bool = True) -> Iterator[Batch]:
    """Open the batch as for a live run, with the downloaded answers in the place of the endpoint's.

    Args:
        job: what was submitted.
        submission: where the answers are.
        live: ask for what is missing; else it fails, for another batch.
    """
    with _replies(submission) as replies, open_batch(job, batch_prices=True) as batch:
        options = replace(job.settings.llm_options(), mode=submission.mode)  # type: ignore[arg-type]  # kept as text
        batch.use(
            LlmExtractor(
                options,
                gate=batch.gate,
                cache=batch.cache,
                endpoint=lambda options, sleep, gate: AnsweredEndpoint(
                    options, sleep, gate, replies=replies, live=live
                ),
            )
        )
        yield batch


def forget(submission: Submission) -> None:
    """Remove what was kept of a submission once all of it is collected."""
    shutil.rmtree(submission.folder, ignore_errors=True)


def job_of(output: str, **given: Any) -> tuple[Job, Submission]:
    """Return the job that was submitted for an output.

    Args:
        output: the output file.
        given: settings of today that are not kept, such as `api_key`.

    Raises:
        InputError: nothing was submitted for it.
    """
    submission = Submission.load(Path(output))
    if submission is None:
        raise InputError("nothing was submitted for this output", source=output, hint="summarizer batch submit")
    kept = dict(submission.job)
    settings = load_settings(**{**kept.pop("settings"), **{k: v for k, v in given.items() if v is not None}})
    published = date.fromisoformat(kept.pop("published")) if kept.get("published") else kept.pop("published", None)
    return Job(output=output, settings=settings, published=published, retry_failed=True, **kept), submission


def _kept(job: Job) -> dict[str, Any]:
    """Return what has to be known to collect a job; never the key."""
    return {
        "inputs": list(job.inputs),
        "published": job.published.isoformat() if job.published else None,
        "as_completed": job.as_completed,
        "dedupe": job.dedupe,
        "price_in": job.price_in,
        "price_out": job.price_out,
        "settings": job.settings.model_dump(mode="json", exclude={"api_key"}, exclude_none=True),
    }


def _checked(job: Job) -> Path:
    if job.path is None or "-" in job.inputs:
        raise ConfigError(
            "inputs and output of a batch are files", setting="-o", hint="standard input is gone tomorrow"
        )
    if job.settings.chosen_engine != "llm":
        raise ConfigError("a batch needs a model and an endpoint", setting="--model")
    return job.path


@asynccontextmanager
async def _client(job: Job) -> AsyncIterator[BatchClient]:
    cache = job.settings.reply_cache() if job.settings.cache else None
    client = BatchClient(job.settings.llm_options(), cache=cache)
    try:
        yield client
    finally:
        await client.aclose()


async def _write_parts(batch: Batch, client: BatchClient, submission: Submission, limits: Limits) -> None:
    """Write the requests that are in no file yet; a file that was cut short by a kill is in no list and is replaced."""
    writer = _PartWriter(submission, limits)
    for plan in batch.run.plans(batch.job.articles(skim=batch.run.knows)):
        if plan is None or not plan.wanted or plan.repost:
            continue
        for line in [line async for line in _lines(plan.article, client, batch, known=writer.known)]:
            writer.add(line)
    writer.close()


async def _lines(article: Article, client: BatchClient, batch: Batch, *, known: set[str]) -> AsyncIterator[bytes]:
    for chunk in split_article(article, max_chars=batch.extractor.max_chars):
        request = await client.request(chunk)
        if request is None or request.key in known:
            continue
        known.add(request.key)
        line = {"custom_id": request.key, "method": "POST", "url": "/v1/chat/completions", "body": request.body}
        yield json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode("utf-8") + b"\n"


class _PartWriter:
    """Writes lines into files of limited size; a file is in the submission once it is whole."""

    def __init__(self, submission: Submission, limits: Limits) -> None:
        self._submission = submission
        self._limits = limits
        self._lines: list[bytes] = []
        self._bytes = 0
        self.known = set(submission.keys())

    def add(self, line: bytes) -> None:
        full = len(self._lines) >= self._limits.requests or self._bytes + len(line) > self._limits.bytes
        if full and self._lines:
            self.close()
        self._lines.append(line)
        self._bytes += len(line)

    def close(self) -> None:
        if not self._lines:
            return
        content = b"".join(self._lines)
        name = f"part-{len(self._submission.parts) + 1:04d}.jsonl"
        try:
            (self._submission.folder / name).write_bytes(content)
        except OSError as error:
            raise OutputError(f"can't be written: {error.strerror}", path=self._submission.folder / name) from error
        self._submission.parts.append(Part(name, len(self._lines), sha256(content).hexdigest()[:32]))
        self._submission.save()
        self._lines, self._bytes = [], 0


async def _start(client: BatchClient, submission: Submission, part: Part, say: Callable[[str], None]) -> None:
    """Upload a part and start its batch, unless that was done and only not noted."""
    found = await client.find(part.mark) if part.file_id is not None else None
    if found is None:
        if part.file_id is None:
            part = submission.update(part, file_id=await client.upload(submission.folder / part.file))
        found = await client.create(str(part.file_id), mark=part.mark)
    submission.update(part, batch_id=found.id)
    say(f"{found.id}: {part.requests} requests, {found.status}")


@contextmanager
def _replies(submission: Submission) -> Iterator[Replies]:
    """Make the downloaded answers findable by key, on disk: a day's batch does not fit into memory."""
    sql = sqlite3.connect("")
    try:
        sql.execute("CREATE TABLE replies (key TEXT PRIMARY KEY, body BLOB) WITHOUT ROWID")
        for path in sorted(submission.folder.glob("*.output.jsonl")):
            with path.open(encoding="utf-8") as lines:
                sql.executemany("INSERT OR REPLACE INTO replies VALUES (?, ?)", _answers(lines))

        def find(key: str) -> Mapping[str, Any] | None:
            row = sql.execute("SELECT body FROM replies WHERE key = ?", (key,)).fetchone()
            return json.loads(row[0]) if row else None

        yield find
    finally:
        sql.close()


def _answers(lines: Iterator[str]) -> Iterator[tuple[str, str]]:
    """Yield the good answers of a file; the others are asked for again."""
    for line in lines:
        try:
            answer = json.loads(line)
            if answer["response"]["status_code"] == 200:
                yield str(answer["custom_id"]), json.dumps(answer["response"]["body"], ensure_ascii=False)
        except (ValueError, KeyError, TypeError):
            continue
