"""What a batch has done so far, in one SQLite file beside the output.

SQLite, because what is asked of a journal is what it does best: a record is in it wholly or not at all, whatever kills
the process; it is held by one process at a time, and by none once that process is gone; and it keeps on disk what
would otherwise grow in memory with the number of articles. Results that wait for their place in the output wait here.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import IntEnum
from pathlib import Path
from typing import NamedTuple

from summarizer.batch.outcomes import Failure
from summarizer.errors import OutputError

FORMAT = 2
"""Of the tables below. A journal of another format is set aside, and rebuilt from the output."""

_TABLES = {
    "facts": "name TEXT PRIMARY KEY, value",
    "answers": "article TEXT, request TEXT, answer TEXT NOT NULL, PRIMARY KEY (article, request)",
    # `place`: two records of one place are versions of each other. `run` is the latest whose inputs held the article,
    # `position` where among them. `start` and `length` of its line in the output, in bytes, only while written.
    "articles": "number INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, place BLOB NOT NULL, state INTEGER NOT NULL, "
    "run INTEGER NOT NULL, position INTEGER NOT NULL, start INTEGER, length INTEGER",
    "waiting": "number INTEGER PRIMARY KEY, line BLOB NOT NULL",
    "failures": "number INTEGER PRIMARY KEY, source, article_id, stage, code, reason, attempts INTEGER",
    "readings": "number INTEGER PRIMARY KEY, body BLOB NOT NULL",
    "sketches": "number INTEGER PRIMARY KEY, original INTEGER, article_id, publisher, facts INTEGER, "
    "sentences BLOB NOT NULL",
    "bands": "band INTEGER, number INTEGER, PRIMARY KEY (band, number)",
}
_ABOUT_ARTICLES = tuple(_TABLES)[3:]


class State(IntEnum):
    """How far an article has come."""

    OPEN = 0
    WAITING = 1
    """Finished; its line waits in the journal for its place in the output."""
    WRITTEN = 2
    FAILED = 3


class Entry(NamedTuple):
    """An article as the journal knows it."""

    number: int
    state: State
    visited: bool
    """Whether this run's inputs have held it already."""


class Journal:
    """One batch's journal; `path` None keeps it for this process only."""

    def __init__(self, path: Path | None) -> None:
        """Open or make the journal, and hold it until `close`.

        Raises:
            OutputError: another process holds it, or it can't be written.
        """
        self._path = path
        self.rebuilt = False
        """Whether there was no usable journal: what the output holds has to be read from the output."""
        self._sql = self._open()
        self.run = int(self.fact("run", 0)) + 1
        with self.transaction():
            self.set_fact("run", self.run)

    def close(self) -> None:
        """Let go of the file."""
        self._sql.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make every change inside come true together, or none.

        Raises:
            OutputError: it can't be written.
        """
        if self._sql.in_transaction:  # part of a larger one, or of a rehearsal
            yield
            return
        try:
            self._sql.execute("BEGIN")
            yield
            self._sql.execute("COMMIT")
        except sqlite3.Error as error:
            raise self.told(error) from error
        finally:
            if self._sql.in_transaction:
                self._sql.execute("ROLLBACK")

    @contextmanager
    def rehearsal(self) -> Iterator[None]:
        """Take every change inside back at the end."""
        self._sql.execute("BEGIN")
        try:
            yield
        finally:
            self._sql.execute("ROLLBACK")

    def fact(self, name: str, default: int | str) -> int | str:
        """Return a remembered number or text."""
        row = self._sql.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return row[0] if row else default

    def set_fact(self, name: str, value: int | str) -> None:
        """Remember a number or text."""
        self._sql.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))

    def entry(self, key: bytes) -> Entry | None:
        """Return what is known of an article; None for a new one."""
        row = self._sql.execute("SELECT number, state, run FROM articles WHERE key = ?", (key,)).fetchone()
        return Entry(row[0], State(row[1]), visited=row[2] == self.run) if row else None

    def visit(self, key: bytes, *, place: bytes, position: int) -> Entry:
        """Note that this run's inputs hold an article; return what is known of it."""
        entry = self.entry(key)
        if entry is None:
            cursor = self._sql.execute(
                "INSERT INTO articles (key, place, state, run, position) VALUES (?, ?, ?, ?, ?)",
                (key, place, State.OPEN, self.run, position),
            )
            return Entry(int(cursor.lastrowid or 0), State.OPEN, visited=False)
        if not entry.visited:
            self._sql.execute(
                "UPDATE articles SET run = ?, position = ? WHERE number = ?", (self.run, position, entry.number)
            )
        return entry

    def keep(self, number: int, line: bytes) -> None:
        """Keep the line of a finished article until its place comes."""
        self._sql.execute("INSERT OR REPLACE INTO waiting VALUES (?, ?)", (number, line))
        self._set_state(number, State.WAITING)

    def kept(self, number: int) -> bytes:
        """Return a line that waits."""
        row = self._sql.execute("SELECT line FROM waiting WHERE number = ?", (number,)).fetchone()
        return bytes(row[0])

    def all_kept(self) -> Iterator[tuple[int, bytes]]:
        """Return every line that waits, in the order of the inputs."""
        numbers = self._sql.execute(
            "SELECT number FROM articles WHERE state = ? ORDER BY run, position", (State.WAITING,)
        ).fetchall()
        return ((number, self.kept(number)) for (number,) in numbers)

    def write(self, number: int, *, start: int, length: int) -> None:
        """Note that the line of an article stands in the output."""
        self._sql.execute(
            "UPDATE articles SET state = ?, start = ?, length = ? WHERE number = ?",
            (State.WRITTEN, start, length, number),
        )
        self._sql.execute("DELETE FROM waiting WHERE number = ?", (number,))
        self._sql.execute("DELETE FROM failures WHERE number = ?", (number,))
        self.set_fact("size", start + length)

    def fail(self, number: int, failure: Failure) -> None:
        """Note that an article failed; attempts add up over the runs."""
        before = self._sql.execute("SELECT attempts FROM failures WHERE number = ?", (number,)).fetchone()
        attempts = failure.attempts + (before[0] if before else 0)
        self._sql.execute(
            "INSERT OR REPLACE INTO failures VALUES (?, ?, ?, ?, ?, ?, ?)",
            (number, failure.source, failure.article_id, failure.stage, failure.code, failure.reason, attempts),
        )
        self._set_state(number, State.FAILED)

    def failures(self) -> Iterator[Failure]:
        """Return every failure, in the order of the inputs."""
        rows = self._sql.execute(
            "SELECT source, stage, reason, code, article_id, attempts FROM failures JOIN articles USING (number) "
            "ORDER BY run, position"
        )
        return (Failure(*row) for row in rows)

    def failure(self, number: int) -> Failure | None:
        """Return the failure of an article."""
        row = self._sql.execute(
            "SELECT source, stage, reason, code, article_id, attempts FROM failures WHERE number = ?", (number,)
        ).fetchone()
        return Failure(*row) if row else None

    def counts(self) -> dict[State, int]:
        """Count the articles in each state."""
        rows = self._sql.execute("SELECT state, count(*) FROM articles GROUP BY state")
        return {State(state): count for state, count in rows}

    def keep_reading(self, number: int, body: bytes) -> None:
        """Keep what the engine said about an article, for its reposts."""
        self._sql.execute("INSERT OR REPLACE INTO readings VALUES (?, ?)", (number, body))

    def reading(self, number: int) -> bytes | None:
        """Return what the engine said about an article."""
        row = self._sql.execute("SELECT body FROM readings WHERE number = ?", (number,)).fetchone()
        return bytes(row[0]) if row else None

    def keep_answer(self, article: str, request: str, answer: str) -> None:
        """Keep what the endpoint has answered about an article, given by its sha256, until `forget_answers`."""
        self._sql.execute("INSERT OR REPLACE INTO answers VALUES (?, ?, ?)", (article, request, answer))

    def answer(self, article: str, request: str) -> str | None:
        """Return an answer that is kept."""
        row = self._sql.execute(
            "SELECT answer FROM answers WHERE article = ? AND request = ?", (article, request)
        ).fetchone()
        return str(row[0]) if row else None

    def forget_answers(self, article: str) -> None:
        """Forget what was answered about an article: it is recorded."""
        self._sql.execute("DELETE FROM answers WHERE article = ?", (article,))

    def forget_written(self, *, beyond: int) -> int:
        """Open again what does not stand wholly before a byte of the output; return where the rest ends."""
        self._sql.execute(
            "UPDATE articles SET state = ?, start = NULL, length = NULL WHERE state = ? AND start + length > ?",
            (State.OPEN, State.WRITTEN, beyond),
        )
        (end,) = self._sql.execute(
            "SELECT max(start + length) FROM articles WHERE state = ?", (State.WRITTEN,)
        ).fetchone()
        self.set_fact("size", end or 0)
        return int(end or 0)

    def last_written(self, *, within: int) -> tuple[bytes, int, int] | None:
        """Return key, start and length of the last line that ends within a number of bytes of the output."""
        row: tuple[bytes, int, int] | None = self._sql.execute(
            "SELECT key, start, length FROM articles WHERE state = ? AND start + length <= ? "
            "ORDER BY start DESC LIMIT 1",
            (State.WRITTEN, within),
        ).fetchone()
        return row

    def forget_everything(self) -> None:
        """Begin anew."""
        with self.transaction():
            for table in _TABLES:
                self._sql.execute(f"DELETE FROM {table}")
            self.set_fact("run", self.run)

    def adopt(self, key: bytes, *, place: bytes, start: int, length: int) -> None:
        """Take in a line found in the output; of two lines of one article the first counts."""
        row = self._sql.execute("SELECT number, state FROM articles WHERE key = ?", (key,)).fetchone()
        if row is None:
            cursor = self._sql.execute(
                "INSERT INTO articles (key, place, state, run, position) VALUES (?, ?, ?, 0, ?)",
                (key, place, State.OPEN, start),
            )
            row = (int(cursor.lastrowid or 0), State.OPEN)
        if row[1] != State.WRITTEN:
            self.write(row[0], start=start, length=length)
        self.set_fact("size", start + length)

    def drop_superseded(self, *, whole_run: bool) -> None:
        """Forget records of earlier runs whose place has a newer one, or whose reading failed and is not tried again.

        Args:
            whole_run: this run has seen all its inputs, so an unreadable input it has not met again is gone.
        """
        done = f"({State.WRITTEN}, {State.WAITING}, {State.FAILED})"
        self._delete(
            f"run < {self.run} AND state IN {done} AND place IN "
            f"(SELECT place FROM articles WHERE run = {self.run} AND state IN {done})"
        )
        if whole_run:
            self._delete(f"run < {self.run} AND number IN (SELECT number FROM failures WHERE stage = 'read')")
            self._sql.execute("DELETE FROM answers")  # about inputs that are no longer given

    def layout(self, *, ordered: bool) -> Iterator[tuple[int, int, int]]:
        """Return number, start and length of every line in the order it should stand in.

        Args:
            ordered: in the order of the inputs, what earlier runs alone knew first; otherwise as it stands.
        """
        order = f"run = {self.run}, CASE run WHEN {self.run} THEN position ELSE start END" if ordered else "start"
        yield from self._sql.execute(
            f"SELECT number, start, length FROM articles WHERE state = {State.WRITTEN} ORDER BY {order}"
        )

    def move_all(self, starts: Iterable[tuple[int, int]]) -> None:
        """Take over the new starts of lines, as (start, number)."""
        self._sql.executemany("UPDATE articles SET start = ? WHERE number = ?", starts)

    @property
    def sql(self) -> sqlite3.Connection:
        """The connection, for the tables of `summarizer.batch.dedupe`."""
        return self._sql

    def _set_state(self, number: int, state: State) -> None:
        self._sql.execute("UPDATE articles SET state = ? WHERE number = ?", (state, number))

    def _delete(self, condition: str) -> None:
        chosen = f"(SELECT number FROM articles WHERE {condition})"
        for table in _ABOUT_ARTICLES:
            self._sql.execute(f"DELETE FROM {table} WHERE number IN {chosen}")
        self._sql.execute(f"DELETE FROM articles WHERE {condition}")

    def _open(self) -> sqlite3.Connection:
        try:
            return self._connected()
        except sqlite3.OperationalError as error:
            raise self.told(error) from error
        except sqlite3.DatabaseError:
            self._set_aside()
            return self._connected()

    def _connected(self) -> sqlite3.Connection:
        """Connect and hold the file.

        Source of the settings: sqlite.org/wal.html; in exclusive mode the write-ahead log needs no shared memory, so
        that it works on network drives too, and the lock falls with the process.
        """
        sql = sqlite3.connect(self._path or "", isolation_level=None, timeout=0)
        try:
            sql.execute("PRAGMA locking_mode = EXCLUSIVE")
            sql.execute("PRAGMA journal_mode = WAL")
            sql.execute("PRAGMA synchronous = NORMAL")
            sql.execute("BEGIN IMMEDIATE")
            (found,) = sql.execute("PRAGMA user_version").fetchone()
            if found == 0:
                self.rebuilt = True
                for table, columns in _TABLES.items():
                    sql.execute(f"CREATE TABLE {table} ({columns})")
                sql.execute(f"PRAGMA user_version = {FORMAT}")
            sql.execute("COMMIT")
            if found not in (0, FORMAT) or sql.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                raise sqlite3.DatabaseError("damaged, or of another format")
        except BaseException:
            sql.close()
            raise
        return sql

    def _set_aside(self) -> None:
        if self._path is None:
            return
        for suffix in ("", "-wal"):
            found = self._path.with_name(self._path.name + suffix)
            if found.exists():
                found.replace(found.with_name(self._path.name + ".damaged" + suffix))

    def told(self, error: sqlite3.Error) -> OutputError:
        """Return SQLite's complaint as a clear line."""
        path = self._path or "the journal"
        said = str(error)
        if "locked" in said:
            return OutputError(
                "another run is writing to this output", path=path, hint="wait for it, or choose another -o"
            )
        if "malformed" in said or "not a database" in said:
            hint = "start the same command again: the journal is rebuilt from the output"
            return OutputError(f"the journal is damaged ({said})", path=path, hint=hint)
        return OutputError(
            f"can't be written: {said}", path=path, hint="make room or get the right to write, then start again"
        )
