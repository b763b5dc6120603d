"""What can go wrong between us and a model, told apart once, for every caller.

`Failure` is internal: it says what to do next (wait, adapt, split, give up). What leaves the package is a `ModelError`
from `summarizer.errors`, made from a failure and from what the attempts have cost.
"""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from typing import Any, Literal

from summarizer.errors import FatalModelError, InvalidReplyError, ModelError, ModelUnavailableError, TruncatedReplyError
from summarizer.extraction import Usage

Kind = Literal[
    "fatal",  # asking again can't help, for any article
    "no_such_model",  # fatal too, and the endpoint can say what it has
    "unavailable",  # worth another try, later
    "parameter",  # a request field is refused: leave it out or change it
    "mode",  # this way of asking for structure is refused
    "too_long",  # the request exceeds the model's context
    "truncated",  # the reply hit the output limit
    "refused",  # a content filter, or the model itself
    "invalid",  # neither the request nor the reply can be mended by asking again
]

MIN_OUTPUT_TOKENS = 256
"""Less room than this holds no reply worth having: an agreement with two parties takes about 150 tokens."""

_BUSY = (503, 529)
"""Service Unavailable, and what Anthropic and others say when overloaded."""

MODE_HINT = "set another mode, or auto"

MAX_TOLD_CHARS = 200
"""Endpoints put whole prompts and pages into their messages."""

_ERRORS: Mapping[Kind, type[ModelError]] = {
    "fatal": FatalModelError,
    "no_such_model": FatalModelError,
    "unavailable": ModelUnavailableError,
    "too_long": TruncatedReplyError,
    "truncated": TruncatedReplyError,
}

_SPENT = re.compile(
    r"insufficient[_ ](?:quota|balance)|arrears|overdue|billing_(?:not_active|hard_limit)|余额|欠费|"
    r"per day|\bTPD\b|\bRPD\b|daily|每日|当日",
    re.IGNORECASE,
)
"""Limits that no minute of waiting lifts. Not "quota" alone: some endpoints say that of one minute's limit."""

_TOO_LONG = re.compile(
    r"context[_ ](?:length|size|window)|maximum context|exceed_context|too many tokens|prompt is too long|"
    r"(?:input|prompt).{0,40}(?:too long|exceeds?)|上下文长度|超出.{0,8}长度",
    re.IGNORECASE,
)
_FILTERED = re.compile(
    r"content[_ ]?(?:filter|policy)|data_inspection|inappropriate|sensitive|敏感|安全策略", re.IGNORECASE
)
_NO_MODEL = re.compile(
    r"model[_ ]not[_ ]found|invalid model|unknown model|模型不存在|"
    r"model\b.{0,80}(?:does not exist|not exist|not found|not available|not supported)",
    re.IGNORECASE,
)
_PARAMETERS = ("max_completion_tokens", "max_tokens", "temperature", "strict")
_MODE_PARAMETERS = ("response_format", "tool_choice", "tools", "tool use", "json_schema", "json_object", "grammar")
_FITTING = re.compile(r"maximum context length is (\d+)\b.*?(\d+) (?:in the messages|input tokens)", re.DOTALL)
"""vLLM and OpenAI: the context, and what the prompt takes of it."""

_ROUNDING_TOKENS = 16
_KEY = re.compile(r"\b(?:sk|ak|key|Bearer)[-_ ][A-Za-z0-9_\-*.…]{6,}")
_PAGE_TITLE = re.compile(r"<title[^>]*>\s*([^<]{1,80})", re.IGNORECASE)


class Failure(Exception):
    """One failed request or reply, and what kind of failure it is."""

    def __init__(
        self,
        kind: Kind,
        reason: str,
        *,
        hint: str | None = None,
        status: int | None = None,
        retry_after_s: float | None = None,
        parameter: str | None = None,
        room: int | None = None,
        completion: Any = None,
        overload: bool = False,
    ) -> None:
        self.kind = kind
        self.reason = reason
        self.hint = hint
        self.status = status
        """The HTTP status, of a server's own failure."""
        self.retry_after_s = retry_after_s
        """What the endpoint asked for; None when it asked for nothing."""
        self.parameter = parameter
        """The request field that is refused, for the kind `parameter`."""
        self.room = room
        """How many output tokens would have fitted beside this prompt, where the endpoint did the sum."""
        self.completion = completion
        """The chat completion, where there was one."""
        self.overload = overload
        """Whether it says that fewer requests at once would fare better."""
        super().__init__(reason)


def model_error(failure: Failure, *, endpoint: str, usage: Usage) -> ModelError:
    """Return the public error for a failure that nothing helped against."""
    return _ERRORS.get(failure.kind, InvalidReplyError)(
        failure.reason,
        endpoint=endpoint,
        hint=failure.hint,
        requests=usage.requests,
        input_tokens=usage.input_tokens,
        output_tokens=usage.output_tokens,
    )


def failure_of(error: Exception, *, timeout_s: float) -> Failure:
    """Say what an exception of the openai client means: the one table of transport failures."""
    import openai

    match error:
        case openai.APITimeoutError():
            reason = f"no answer within {timeout_s:g} s"
            return Failure("unavailable", reason, hint="a slow model needs a longer timeout", overload=True)
        case openai.APIStatusError():
            return failure_of_status(
                error.status_code,
                message=_message(error.body) or _page(error.response.text) or str(error.message),
                code=str(error.code or error.type or ""),
                parameter=error.param,
                retry_after_s=parse_retry_after(error.response.headers),
            )
        case openai.APIConnectionError():
            detail = tell(str(error.__cause__ or error))
            return Failure("unavailable", f"can't be reached: {detail}", hint="is the address right and the server up?")
        case _:
            return Failure("unavailable", f"unreadable answer: {tell(str(error))}")


def failure_of_status(
    status: int,
    *,
    message: str,
    code: str = "",
    parameter: str | None = None,
    retry_after_s: float | None = None,
) -> Failure:
    """Say what an HTTP status and the endpoint's own words mean."""
    told, said = tell(message), f"{code} {message}"
    match status:
        case 401:
            return Failure("fatal", f"the key was refused (401: {told})", hint="check OPENAI_API_KEY")
        case 402:
            return Failure("fatal", f"nothing left to pay with (402: {told})", hint="check the account's balance")
        case 403:
            return Failure("fatal", f"access denied (403: {told})", hint="check the key's rights, and any proxy")
        case 404 if _NO_MODEL.search(said):
            return Failure("no_such_model", f"no such model (404: {told})")
        case 404 if _names_mode(said):
            return Failure("mode", f"refused this way of asking (404: {told})", hint=MODE_HINT)
        case 404 | 405:
            return Failure("fatal", f"nothing there ({status}: {told})", hint="the base URL usually ends in /v1")
        case 429 if _SPENT.search(said):
            return Failure("fatal", f"the quota is used up (429: {told})", hint="check plan and balance")
        case 408 | 409 | 425 | 429:
            reason = f"too many requests or busy ({status}: {told})"
            return Failure("unavailable", reason, retry_after_s=retry_after_s, overload=status != 409)
        case 413:
            return Failure("too_long", f"the request is too long (413: {told})")
        case _ if status >= 500:
            reason = f"server error ({status}: {told})"
            busy = status in _BUSY
            return Failure("unavailable", reason, status=status, retry_after_s=retry_after_s, overload=busy)
        case _:
            return _bad_request(status, told, said, parameter)


def _bad_request(status: int, told: str, said: str, parameter: str | None) -> Failure:
    if fitting := _FITTING.search(said):
        room = int(fitting.group(1)) - int(fitting.group(2)) - _ROUNDING_TOKENS
        if room >= MIN_OUTPUT_TOKENS:
            return Failure("parameter", f"too little room ({status}: {told})", parameter="max_tokens", room=room)
    if _TOO_LONG.search(said):
        return Failure("too_long", f"the model's context is too small ({status}: {told})")
    if _FILTERED.search(said):
        return Failure("refused", f"the endpoint's content filter refused the article ({status}: {told})")
    named = f"{parameter or ''} {said}"
    for name in _PARAMETERS:
        if name in named:
            return Failure("parameter", f"refused the field {name} ({status}: {told})", parameter=name)
    if _names_mode(named):
        return Failure("mode", f"refused this way of asking ({status}: {told})", hint=MODE_HINT)
    if _NO_MODEL.search(said):
        return Failure("no_such_model", f"no such model ({status}: {told})")
    return Failure("invalid", f"refused the request ({status}: {told})")


def _names_mode(said: str) -> bool:
    return any(name in said for name in _MODE_PARAMETERS)


def tell(message: str) -> str:
    """Return an endpoint's words on one short line, with anything that looks like a key masked."""
    line = " ".join(_KEY.sub("***", message).split())
    return line if len(line) <= MAX_TOLD_CHARS else line[: MAX_TOLD_CHARS - 1] + "…"


def page_failure(text: str, *, answered_before: bool) -> Failure:
    """Say what a 200 that is no chat completion means: a wrong address, or, once it has worked, a hiccup on the way."""
    told = _page(text) or tell(text) or "an empty body"
    reason = f"answers with something else than a chat completion: {told}"
    return Failure("unavailable" if answered_before else "fatal", reason, hint="the base URL usually ends in /v1")


def parse_retry_after(headers: Mapping[str, str], *, now: float | None = None) -> float | None:
    """Read how long an endpoint asks us to wait, in seconds ≥ 0.

    Source: RFC 9110, section 10.2.3 (seconds or an HTTP date), and the `retry-after-ms` of OpenAI and Azure.
    """
    if milliseconds := _number(headers.get("retry-after-ms")):
        return milliseconds / 1000
    value = headers.get("retry-after")
    if value is None:
        return None
    seconds = _number(value)
    if seconds is not None:
        return max(0.0, seconds)
    try:
        moment = parsedate_to_datetime(value).timestamp()
    except ValueError:
        return None
    return max(0.0, moment - (time.time() if now is None else now))


def _number(value: str | None) -> float | None:
    try:
        number = float(value) if value is not None else None
    except ValueError:
        return None
    return number if number is not None and number < float("inf") else None


def _message(body: object) -> str:
    match body:
        case {"message": str(message)} | {"error": {"message": str(message)}} | {"error": str(message)}:
            return message
        case {"detail": detail}:
            return str(detail)
        case _:
            return ""


def _page(text: str) -> str:
    if "<html" not in text[:2000].casefold() and "<!doctype" not in text[:200].casefold():
        return ""
    title = _PAGE_TITLE.search(text)
    return f"a web page “{tell(title.group(1))}”" if title else "a web page"
