"""Every error this package raises, drawn as one tree.

    SummarizerError
    ├── InputError              something about one input: the batch goes on
    ├── ConfigError             something about the settings: nothing can start
    ├── ModelError              something about the endpoint or its reply
    │   ├── ModelUnavailableError   timeouts, resets, 429 and 5xx that outlived every retry
    │   ├── InvalidReplyError       the reply never fitted the wire schema, was empty or refused
    │   ├── TruncatedReplyError     the reply hit the output limit and could not be asked in smaller parts
    │   └── FatalModelError         wrong key, exhausted quota, no such model: the whole run stops
    └── OutputError             a result could not be written (full disk, no permission)

Errors carry fields and build their one clear line from them: what, where, what to do. Bad *content* is not an
error: the steps return `ArticleWarning` values.
"""

from __future__ import annotations

from pathlib import Path


class SummarizerError(Exception):
    """The root: `str(error)` is one clear line for a user."""


class InputError(SummarizerError):
    """One input can't be read as an article."""

    def __init__(self, reason: str, *, source: str | Path, hint: str | None = None) -> None:
        self.reason = reason
        self.source = str(source)
        self.hint = hint
        super().__init__(f"{self.source}: {reason}" + (f" ({hint})" if hint else ""))


class ConfigError(SummarizerError):
    """The settings don't allow a start."""

    def __init__(self, reason: str, *, setting: str | None = None, hint: str | None = None) -> None:
        self.reason = reason
        self.setting = setting
        self.hint = hint
        super().__init__((f"{setting}: " if setting else "") + reason + (f" ({hint})" if hint else ""))


class ModelError(SummarizerError):
    """The endpoint, or what it answered.

    `requests`, `input_tokens` and `output_tokens` count what the failed attempts cost.
    """

    def __init__(
        self,
        reason: str,
        *,
        endpoint: str,
        hint: str | None = None,
        requests: int = 0,
        input_tokens: int = 0,
        output_tokens: int = 0,
    ) -> None:
        self.reason = reason
        self.endpoint = endpoint
        self.hint = hint
        self.requests = requests
        self.input_tokens = input_tokens
        self.output_tokens = output_tokens
        super().__init__(f"{endpoint}: {reason}" + (f" ({hint})" if hint else ""))


class ModelUnavailableError(ModelError):
    """The endpoint did not answer usefully, however often it was asked."""


class InvalidReplyError(ModelError):
    """Replies came, none of them usable: not the schema, empty, or refused."""


class TruncatedReplyError(ModelError):
    """The reply hit the output limit, with more room and in smaller parts too."""


class FatalModelError(ModelError):
    """Asking again, or for another article, can't help: wrong key, exhausted quota, no such model."""


class OutputError(SummarizerError):
    """A result can't be written where it was asked for."""

    def __init__(self, reason: str, *, path: str | Path, hint: str | None = None) -> None:
        self.reason = reason
        self.path = str(path)
        self.hint = hint
        super().__init__(f"{self.path}: {reason}" + (f" ({hint})" if hint else ""))
