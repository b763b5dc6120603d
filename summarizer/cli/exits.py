"""Exit codes, in one table, and how an error reads."""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import Final

from summarizer.errors import ConfigError, InputError, ModelError, OutputError, SummarizerError

ALL_GOOD: Final = 0
SOME_FAILED: Final = 1
USAGE: Final = 2
UNAVAILABLE: Final = 3
AT_THE_LIMIT: Final = 4
"""A budget ended the run in order; a higher one goes on."""
BUG: Final = 70
"""Our mistake, not the user's: sysexits' EX_SOFTWARE."""
INTERRUPTED: Final = 130

_CODES: tuple[tuple[type[SummarizerError], int], ...] = (
    (InputError, SOME_FAILED),
    (ConfigError, UNAVAILABLE),
    (ModelError, UNAVAILABLE),
    (OutputError, UNAVAILABLE),
)

MAX_LINE_CHARS = 600
"""An error line is cut here: messages quote what an endpoint or a page said, which may be long."""


def exit_code(error: SummarizerError) -> int:
    """Return the exit code of an error that ended the command."""
    return next((code for kind, code in _CODES if isinstance(error, kind)), SOME_FAILED)


def describe_bug(error: Exception) -> str:
    """Say what broke and where in our code, so that a report of it can be acted on."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"a mistake in summarizer itself, please report it: {type(error).__name__}: {error}{where}"


def one_line(error: object) -> str:
    """Return the error's message as one line, led by `error:`."""
    message = " ".join(str(error).split())
    cut = message if len(message) <= MAX_LINE_CHARS else message[: MAX_LINE_CHARS - 1] + "…"
    return f"error: {cut}"
