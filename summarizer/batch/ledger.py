"""Output and journal as one: every article exactly once, in the order of the inputs, whatever interrupts.

A line is written to the output first and to the journal after; a line that the journal does not know yet is read back
from the output at the next start, because a record says itself which article and which settings it is of. So either
file can be lost, cut or damaged, and no finished article is.
"""

from __future__ import annotations

import json
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NamedTuple

from summarizer.batch.identity import article_key, place_key
from summarizer.batch.journal import Entry, Journal, State
from summarizer.batch.outcomes import Failure, Outcome
from summarizer.batch.output import FileOutput, Output, append_line
from summarizer.errors import OutputError

OUR_FIRST_BYTES = b'{"schema_version":'
"""How every record starts: half a line that starts so may be cut off, anything else is somebody else's."""


class Place(NamedTuple):
    """Where an article stands in this run's inputs, and what is known of it."""

    position: int
    entry: Entry


class Ledger:
    """Takes the outcomes of one run in any order and puts them where they belong.

    Use it from one thread. After `finish` the output and `failures_path` are complete and in order.
    """

    def __init__(self, journal: Journal, output: Output, *, failures_path: Path | None, ordered: bool = True) -> None:
        self.journal = journal
        self._output = output
        self._failures_path = failures_path
        self._ordered = ordered
        self._next = 0
        self._settled: dict[int, int | None] = {}
        """Positions beyond the next whose article is done: its number when a line waits, None when nothing does."""

    @property
    def held_back(self) -> int:
        """How many positions wait behind the first unfinished one."""
        return len(self._settled)

    def visit(self, *, article_id: str | None, source: str, sha256: str, settings: str, position: int) -> Place:
        """Note that this run's inputs hold an article at a position; positions count from 0 without gaps."""
        key = article_key(article_id=article_id or "", source=source, sha256=sha256, settings=settings)
        with self.journal.transaction():
            entry = self.journal.visit(key, place=place_key(article_id=article_id, source=source), position=position)
        return Place(position, entry)

    def skip(self, place: Place) -> None:
        """Leave an article as it is: finished earlier, or in this run's inputs twice."""
        waits = place.entry.state is State.WAITING and not place.entry.visited
        self._settle(place.position, place.entry.number if waits else None)

    def record(self, place: Place, outcome: Outcome, *, reading: bytes | None = None) -> None:
        """Take in what became of an article.

        Args:
            place: what `visit` gave.
            outcome: its summary or failure.
            reading: what the engine said, for reposts.

        Raises:
            OutputError: it can't be written; nothing recorded before is lost.
        """
        number = place.entry.number
        if isinstance(outcome, Failure):
            self._fail(number, outcome)
            self._settle(place.position, None)
            return
        line = outcome.model_dump_json().encode("utf-8") + b"\n"
        if not self._ordered or place.position == self._next:
            self._write(number, line, reading)
            self._settle(place.position, None)
            return
        with self.journal.transaction():
            self.journal.keep(number, line)
            if reading is not None:
                self.journal.keep_reading(number, reading)
        self._settle(place.position, number)

    def finish(self, *, whole_run: bool) -> None:
        """Bring output and failures into their final state.

        Args:
            whole_run: every input has been seen; False after a stop.

        Raises:
            OutputError: there is no room to do so.
        """
        for number, line in self.journal.all_kept():
            self._write(number, line, None)
        with self.journal.transaction():
            self.journal.drop_superseded(whole_run=whole_run)
        self.write_failures()
        if isinstance(self._output, FileOutput):
            self._put_in_order(self._output)
            self._output.sync()

    def close(self) -> None:
        """Let go of output and journal, as they are."""
        self._output.close()
        self.journal.close()

    def write_failures(self) -> None:
        """Write the file of failures anew; without failures there is none."""
        if self._failures_path is None:
            return
        path, rewritten = self._failures_path, self._failures_path.with_name(self._failures_path.name + ".rewriting")
        try:
            with rewritten.open("wb") as stream:
                stream.writelines(failure_line(failure) for failure in self.journal.failures())
            if rewritten.stat().st_size:
                rewritten.replace(path)
            else:
                rewritten.unlink()
                path.unlink(missing_ok=True)
        except OSError as error:
            hint = "the failures are kept in the journal"
            raise OutputError(f"can't be written: {error.strerror}", path=path, hint=hint) from error

    def _fail(self, number: int, failure: Failure) -> None:
        with self.journal.transaction():
            self.journal.fail(number, failure)
        if self._failures_path is not None:
            append_line(self._failures_path, failure_line(failure))

    def _write(self, number: int, line: bytes, reading: bytes | None) -> None:
        start = self._output.append(line)
        with self.journal.transaction():
            self.journal.write(number, start=start, length=len(line))
            if reading is not None:
                self.journal.keep_reading(number, reading)

    def _settle(self, position: int, waiting: int | None) -> None:
        if not self._ordered:
            return
        self._settled[position] = waiting
        while self._next in self._settled:
            number = self._settled.pop(self._next)
            self._next += 1
            if number is not None:
                self._write(number, self.journal.kept(number), None)

    def _put_in_order(self, output: FileOutput) -> None:
        """Rewrite the output where lines stand out of order or have been superseded."""
        end = 0
        for _, start, length in self.journal.layout(ordered=self._ordered):
            if start != end:
                break
            end += length
        else:
            if end == output.size:
                return
        rewritten = output.prepare((start, length) for _, start, length in self.journal.layout(ordered=self._ordered))
        with self.journal.transaction():
            self.journal.set_fact("rewriting", 1)
        output.replace_with(rewritten)
        with self.journal.transaction():
            ends, starts = 0, []
            for number, _, length in self.journal.layout(ordered=self._ordered):
                starts.append((ends, number))
                ends += length
            self.journal.move_all(starts)
            self.journal.set_fact("size", output.size)
            self.journal.set_fact("rewriting", 0)


def open_ledger(path: Path, *, overwrite: bool = False, ordered: bool = True) -> Ledger:
    """Open a batch's output with its journal (`….journal`) and its failures (`….failed.jsonl`), mending what needs it.

    Raises:
        OutputError: another run holds it, it can't be written, or it holds something else than records.
    """
    journal_path = path.with_name(path.name + ".journal")
    journal = Journal(journal_path)
    with ExitStack() as opened:
        opened.callback(journal.close)
        if overwrite:
            journal.forget_everything()
        output = FileOutput(path, overwrite=overwrite)
        opened.callback(output.close)
        if not overwrite:
            _reconcile(journal, output)
        ledger = Ledger(journal, output, failures_path=failures_path(path), ordered=ordered)
        ledger.write_failures()
        opened.pop_all()
    return ledger


def failures_path(output: Path) -> Path:
    """Return where the failures of a batch go: `out.failed.jsonl` for `out.jsonl`."""
    return output.with_name(output.stem + ".failed.jsonl")


def failure_line(failure: Failure) -> bytes:
    """Return a failure as a line of JSON."""
    fields = {
        "id": failure.article_id,
        "source": failure.source,
        "stage": failure.stage,
        "code": failure.code,
        "reason": failure.reason,
        "attempts": failure.attempts,
    }
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode("utf-8") + b"\n"


def _reconcile(journal: Journal, output: FileOutput) -> None:
    """Make the journal say what the output holds."""
    output.discard_rewritten()
    with journal.transaction():
        known = int(journal.fact("size", 0))
        if journal.fact("rewriting", 0) or not _agrees(journal, output):
            known = journal.forget_written(beyond=0)
            journal.set_fact("rewriting", 0)
        elif output.size < known:
            known = journal.forget_written(beyond=output.size)
        _adopt_lines(journal, output, start=known, ours=known > 0 or not journal.rebuilt)


def _agrees(journal: Journal, output: FileOutput) -> bool:
    """Say whether the last line that both should hold is the same in both."""
    last = journal.last_written(within=output.size)
    if last is None:
        return True
    key, start, length = last
    record = _record(output.read(start, length))
    return record is not None and record[0] == key


def _adopt_lines(journal: Journal, output: FileOutput, *, start: int, ours: bool) -> None:
    """Take in the lines from a byte on; cut off half a line at the end. Damaged lines fall out when it is rewritten.

    Args:
        journal: takes them in.
        output: holds them.
        start: the byte.
        ours: the file is known to be an output of this program.

    Raises:
        OutputError: it does not begin like one.
    """
    for line in output.lines(start=start):
        record = _record(line)
        if record is None and not ours and (line.endswith(b"\n") or not _may_be_ours(line)):
            hint = "choose another -o, or add --overwrite"
            raise OutputError("exists already and holds something else", path=output.path, hint=hint)
        if record is not None:
            journal.adopt(record[0], place=record[1], start=start, length=len(line))
        elif not line.endswith(b"\n"):
            output.truncate(start)
            return
        start, ours = start + len(line), True


def _may_be_ours(half: bytes) -> bool:
    return OUR_FIRST_BYTES.startswith(half[: len(OUR_FIRST_BYTES)])


def _record(line: bytes) -> tuple[bytes, bytes] | None:
    """Return the keys of a whole record; None for anything else."""
    if not line.endswith(b"\n"):
        return None
    try:
        record: dict[str, Any] = json.loads(line)
        article, settings = record["article"], record["provenance"]["settings_sha256"]
        key = article_key(
            article_id=article["id"], source=article["source"], sha256=article["sha256"], settings=settings or ""
        )
        return key, place_key(article_id=article["id"], source=article["source"])
    except (ValueError, KeyError, TypeError):
        return None
