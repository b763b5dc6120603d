"""The output of a batch: whole lines, appended; what can't be written wholly is taken back."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from io import FileIO
from pathlib import Path
from typing import BinaryIO, Protocol

from summarizer.errors import OutputError

SYNC_EVERY = 256
"""Lines between two syncs: some milliseconds each, and what a power cut can take is read again from the journal."""


class Output(Protocol):
    """Takes lines, in order."""

    def append(self, line: bytes) -> int:
        """Add one line, with its line end; return where it starts, in bytes.

        Raises:
            OutputError: it could not be written; what was written before stays whole.
        """
        ...

    def close(self) -> None:
        """Let go of it."""
        ...


class StreamOutput:
    """A stream that is only ever added to, such as standard output."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._size = 0

    def append(self, line: bytes) -> int:
        """Write and flush, so that the next program in the pipe has it at once."""
        self._stream.write(line)
        self._stream.flush()
        start, self._size = self._size, self._size + len(line)
        return start

    def close(self) -> None:
        """Leave the stream to its owner."""


class FileOutput:
    """A file whose every line can be read back and put in another order."""

    def __init__(self, path: Path, *, overwrite: bool = False) -> None:
        """Open or make the file.

        Raises:
            OutputError: it can't be opened for writing.
        """
        self.path = path
        try:
            self._stream = FileIO(path, "w+" if overwrite else ("r+" if path.exists() else "x+"))
        except OSError as error:
            raise OutputError(f"can't be written: {error.strerror}", path=path) from error
        self.size = os.fstat(self._stream.fileno()).st_size
        self._unsynced = 0

    def append(self, line: bytes) -> int:
        """Add one line; a line that does not fit on the disk is taken back."""
        start, rest = self.size, memoryview(line)
        try:
            self._stream.seek(start)
            while rest:
                rest = rest[self._stream.write(rest) or 0 :]
        except OSError as error:
            self._stream.truncate(start)
            hint = "every line before is whole; make room and start the same command again"
            raise OutputError(f"can't be written: {error.strerror}", path=self.path, hint=hint) from error
        self.size = start + len(line)
        self._unsynced += 1
        if self._unsynced >= SYNC_EVERY:
            self.sync()
        return start

    def read(self, start: int, length: int) -> bytes:
        """Return a run of bytes."""
        self._stream.seek(start)
        return self._stream.read(length)

    def lines(self, *, start: int) -> Iterator[bytes]:
        """Return the lines from a byte on, with their line ends; the last may lack one."""
        with self.path.open("rb") as stream:
            stream.seek(start)
            yield from stream

    def truncate(self, size: int) -> None:
        """Cut the file."""
        self._stream.truncate(size)
        self.size = size

    def sync(self) -> None:
        """Have the disk hold everything, not only the system."""
        os.fsync(self._stream.fileno())
        self._unsynced = 0

    def prepare(self, pieces: Iterable[tuple[int, int]]) -> Path:
        """Write another file of the same lines in another order; return its path.

        Raises:
            OutputError: there is no room for it.
        """
        rewritten = self._rewritten_path
        try:
            with rewritten.open("wb") as stream:
                for start, length in pieces:
                    stream.write(self.read(start, length))
                stream.flush()
                os.fsync(stream.fileno())
        except OSError as error:
            rewritten.unlink(missing_ok=True)
            hint = "every article is in it once, only the order is not that of the inputs"
            raise OutputError(f"can't be put in order: {error.strerror}", path=self.path, hint=hint) from error
        return rewritten

    def replace_with(self, rewritten: Path) -> None:
        """Take another file in the place of this one."""
        self._stream.close()
        rewritten.replace(self.path)
        self._stream = FileIO(self.path, "r+")
        self.size = os.fstat(self._stream.fileno()).st_size

    def discard_rewritten(self) -> None:
        """Remove what a rewriting that was cut short has left."""
        self._rewritten_path.unlink(missing_ok=True)

    @property
    def _rewritten_path(self) -> Path:
        return self.path.with_name(self.path.name + ".rewriting")

    def close(self) -> None:
        """Close the file."""
        self._stream.close()


def append_line(path: Path, line: bytes) -> None:
    """Add one line to a file that is made anew at the end.

    Raises:
        OutputError: it can't be written.
    """
    try:
        with path.open("ab") as stream:
            stream.write(line)
    except OSError as error:
        raise OutputError(f"can't be written: {error.strerror}", path=path, hint="make room and start again") from error
