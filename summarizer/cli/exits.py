"""Exit codes, in one table, and how an error reads."""

from __future__ import annotations

from typing import Final

from summarizer.errors import ConfigError, InputError, ModelError, OutputError, SummarizerError

ALL_GOOD: Final = 0
SOME_FAILED: Final = 1
USAGE: Final = 2
UNAVAILABLE: Final = 3
AT_THE_LIMIT: Final = 4
"""A budget ended the run in order; a higher one goes on."""
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


def one_line(error: object) -> str:
    """Return the error's message as one line, led by `error:`."""
    message = " ".join(str(error).split())
    cut = message if len(message) <= MAX_LINE_CHARS else message[: MAX_LINE_CHARS - 1] + "…"
    return f"error: {cut}"
