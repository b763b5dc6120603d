"""What becomes of one article in a batch: a summary or a failure, both values."""

from __future__ import annotations

from typing import Literal, NamedTuple

from summarizer.errors import InputError, InvalidReplyError, ModelError, ModelUnavailableError, TruncatedReplyError
from summarizer.schema import ArticleSummary

Stage = Literal["read", "extract", "internal"]
FailureCode = Literal["unreadable", "unavailable", "invalid_reply", "truncated", "model", "internal"]

_CODES: tuple[tuple[type[Exception], FailureCode], ...] = (
    (InputError, "unreadable"),
    (ModelUnavailableError, "unavailable"),
    (InvalidReplyError, "invalid_reply"),
    (TruncatedReplyError, "truncated"),
    (ModelError, "model"),
)


class Failure(NamedTuple):
    """An article that has no summary, and why."""

    source: str
    stage: Stage
    reason: str
    """One clear line: what, where, what to do."""
    code: FailureCode = "internal"
    """The kind of reason, for counting."""
    article_id: str | None = None
    """None for what could not be read as an article."""
    attempts: int = 0
    """How many requests were sent for it."""


Outcome = ArticleSummary | Failure


def failure_of(error: Exception, *, source: str, article_id: str | None = None) -> Failure:
    """Return the failure that an error makes of an article."""
    code: FailureCode = next((code for kind, code in _CODES if isinstance(error, kind)), "internal")
    if isinstance(error, InputError):
        return Failure(source, "read", str(error), code)
    if code == "internal":
        reason = f"{source}: internal error, please report it: {type(error).__name__}: {error}"
        return Failure(source, "internal", reason, code, article_id)
    attempts = error.requests if isinstance(error, ModelError) else 0
    return Failure(source, "extract", f"{source}: {error}", code, article_id, attempts)
