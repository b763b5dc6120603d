"""Runs the command line as a user does: words in, exit code and what was printed out."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from summarizer.cli import main


@dataclass(frozen=True)
class Printed:
    """What one command left behind."""

    code: int
    stdout: str
    stderr: str

    @property
    def errors(self) -> list[str]:
        """The lines that report an error."""
        return [line for line in self.stderr.splitlines() if line.startswith("error: ")]


def run_command(*words: str, env: Mapping[str, str] | None = None, stdin: bytes = b"") -> Printed:
    """Run `summarizer WORDS...` in this process and catch what it prints."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    inp = io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8")
    with (
        _as_command(["summarizer", *words], env or {}),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        before, sys.stdin = sys.stdin, inp
        try:
            main()
            code = 0
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else int(stop.code is not None)
        finally:
            sys.stdin = before
    for stream in (out, err):
        stream.flush()
    printed = [stream.buffer.getvalue().decode("utf-8") for stream in (out, err)]
    return Printed(code, *printed)


@contextlib.contextmanager
def _as_command(words: list[str], env: Mapping[str, str]) -> Iterator[None]:
    before_words, before_env = sys.argv, dict(os.environ)
    sys.argv = words
    os.environ.update(env)
    try:
        yield
    finally:
        sys.argv = before_words
        os.environ.clear()
        os.environ.update(before_env)
