"""`ArticleSummary` ↔ JSON lines: one article, one line, UTF-8."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import FileIO
from pathlib import Path
from typing import Protocol, TextIO

from pydantic import ValidationError

from summarizer.errors import InputError, OutputError
from summarizer.schema import ArticleSummary


class SummaryWriter(Protocol):
    """Takes summaries one by one."""

    def write(self, summary: ArticleSummary) -> None:
        """Write one summary so that a crash right after loses nothing.

        Raises:
            OutputError: it could not be written; what was written before stays whole.
        """
        ...


def to_json_line(summary: ArticleSummary) -> str:
    """Return the summary as one line of JSON, in UTF-8 and not escaped, without a line end."""
    return summary.model_dump_json()


def read_summaries(path: str | Path) -> Iterator[ArticleSummary]:
    """Yield the summaries of a JSONL file one by one; `-` is standard input.

    Raises:
        InputError: the file can't be read, or a line is not a summary; names the line.
    """
    if str(path) == "-":
        yield from _parse(sys.stdin.buffer, path)
        return
    try:
        with Path(path).open("rb") as stream:
            yield from _parse(stream, path)
    except OSError as error:
        raise InputError(f"can't be read: {error.strerror}", source=path) from error


def _parse(lines: Iterable[bytes], path: str | Path) -> Iterator[ArticleSummary]:
    for number, line in enumerate(lines, start=1):
        content = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
        if content.isspace() or not content:
            continue
        try:
            yield ArticleSummary.model_validate_json(content)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(step) for step in first["loc"]) or "(line)"
            hint = "expected the output of `summarizer run`"
            raise InputError(
                f"line {number} is not a summary: {where}: {first['msg']}", source=path, hint=hint
            ) from error


@contextmanager
def open_writer(path: str | Path, *, overwrite: bool = False) -> Iterator[SummaryWriter]:
    """Open a JSONL file for summaries; `-` is standard output.

    Raises:
        OutputError: it exists and `overwrite` is false, or its folder can't be written.
    """
    if str(path) == "-":
        yield _StreamWriter(sys.stdout)
        return
    target = Path(path)
    try:
        stream = target.open("wb" if overwrite else "xb", buffering=0)
    except FileExistsError as error:
        raise OutputError("exists already", path=path, hint="choose another -o, or add --overwrite") from error
    except OSError as error:
        raise OutputError(f"can't be written: {error.strerror}", path=path) from error
    with stream:
        yield _FileWriter(stream, target)


class _StreamWriter:
    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, summary: ArticleSummary) -> None:
        self._stream.write(to_json_line(summary) + "\n")
        self._stream.flush()


class _FileWriter:
    """Appends whole lines: a line that does not fit on the disk is taken back."""

    def __init__(self, stream: FileIO, path: Path) -> None:
        self._stream = stream
        self._path = path

    def write(self, summary: ArticleSummary) -> None:
        before = self._stream.tell()
        rest = memoryview((to_json_line(summary) + "\n").encode("utf-8"))
        try:
            while rest:
                rest = rest[self._stream.write(rest) :]
        except OSError as error:
            self._stream.seek(before)
            self._stream.truncate()
            hint = "what was written before is whole; make room and run the rest again"
            raise OutputError(f"can't be written: {error.strerror}", path=self._path, hint=hint) from error
