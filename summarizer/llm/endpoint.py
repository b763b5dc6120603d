"""One model behind one address: sends requests, waits when asked to, adapts to what the endpoint refuses.

tenacity owns every transport retry here; the openai client's own are off, and instructor's re-asks, which concern the
content of replies, are somebody else's (`summarizer.llm.client`). `openai` is imported when an `Endpoint` is made.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit, urlunsplit

from summarizer.cache import CachedReply
from summarizer.extraction import Usage
from summarizer.llm.failures import MIN_OUTPUT_TOKENS, Failure, failure_of, failure_of_status, page_failure, tell
from summarizer.llm.gate import Gate, Meter
from summarizer.llm.options import LlmOptions

if TYPE_CHECKING:
    import ssl

    from openai.types.chat import ChatCompletion
    from tenacity import RetryCallState

OPENAI_BASE_URL = "https://api.openai.com/v1"

_MAX_ADAPTIONS = 4

Sleep = Callable[[float], Awaitable[None]]


@dataclass(slots=True)
class Tally:
    """What the requests of one extraction have cost so far, failed ones included."""

    usage: Usage = Usage()
    meter: Meter | None = None
    """Told at once of what is paid."""
    article: str = ""
    """The sha256 of what the extraction is about."""

    def count_request(self) -> None:
        """Count one request sent, whatever comes of it."""
        self.usage += Usage(requests=1)
        if self.meter is not None:
            self.meter.count(requests=1)

    def count_tokens(self, completion: ChatCompletion) -> None:
        """Count what the endpoint says it has read and written; endpoints that don't say count nothing."""
        usage = completion.usage
        if usage is None:
            return
        paid = Usage(input_tokens=usage.prompt_tokens or 0, output_tokens=usage.completion_tokens or 0)
        self.usage += paid
        if self.meter is not None:
            kept = usage.prompt_tokens_details.cached_tokens if usage.prompt_tokens_details else 0
            self.meter.count(input_tokens=paid.input_tokens, cached_tokens=kept or 0, output_tokens=paid.output_tokens)

    def count_kept(self, completion: ChatCompletion) -> None:
        """Count an answer that was kept when it came: it was paid for then."""
        usage = completion.usage
        tokens = (usage.prompt_tokens or 0, usage.completion_tokens or 0) if usage else (0, 0)
        self.usage += Usage(requests=1, input_tokens=tokens[0], output_tokens=tokens[1])

    def count_cached(self, found: CachedReply) -> None:
        """Count what a reply from the cache cost when it was asked for; nothing is paid now."""
        self.usage += Usage(requests=found.requests, input_tokens=found.input_tokens, output_tokens=found.output_tokens)


@dataclass(slots=True)
class _Dialect:
    """What this endpoint and model turned out to accept."""

    token_field: str | None = "max_tokens"
    """Reasoning models of OpenAI want `max_completion_tokens`; None sends no limit."""
    temperature: bool = True
    strict: bool = True
    """Ask for constrained decoding: without it OpenAI's json_schema is a mere wish."""
    most_output_tokens: int | None = None
    """The endpoint's own limit, once it has named it."""


@dataclass(slots=True)
class Endpoint:
    """A model's endpoint. One event loop only: its connections belong to the loop that made them."""

    options: LlmOptions
    sleep: Sleep = asyncio.sleep
    """Waits between attempts; tests pass one that only records."""
    gate: Gate | None = None
    """Keeps the number and the pace of requests; None lets every one through."""
    _client: Any = field(init=False)
    _dialect: _Dialect = field(init=False, default_factory=_Dialect)
    _answered: bool = field(init=False, default=False)

    def __post_init__(self) -> None:
        # A proxy of the environment can't reach this machine, but would answer for it with an error page.
        trust_env = not _is_local(self.address)
        with ThreadPoolExecutor(1) as aside:  # OpenSSL reads its certificates without the GIL, while openai is imported
            certificates = aside.submit(_certificates, trust_env)
            from openai import AsyncOpenAI, DefaultAsyncHttpxClient

        self._client = AsyncOpenAI(
            api_key=self.options.api_key or "none",  # the client insists on one, local servers ignore it
            base_url=self.options.base_url or OPENAI_BASE_URL,
            timeout=self.options.timeout_s,
            max_retries=0,
            http_client=DefaultAsyncHttpxClient(
                verify=certificates.result(), trust_env=trust_env, timeout=self.options.timeout_s
            ),
        )

    @property
    def address(self) -> str:
        """The base URL as it may be shown: without credentials and query."""
        parts = urlsplit(self.options.base_url or OPENAI_BASE_URL)
        return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))

    @property
    def most_output_tokens(self) -> int:
        """The room for a reply that can be asked for at most."""
        limits = (self.options.max_output_tokens_cap, self._dialect.most_output_tokens)
        return min(limit for limit in limits if limit is not None)

    @property
    def client(self) -> Any:
        """The openai client."""
        return self._client

    async def aclose(self) -> None:
        """Close the connections."""
        await self._client.close()

    async def list_models(self) -> tuple[str, ...]:
        """Ask what the endpoint offers.

        Raises:
            Failure: it does not tell.
        """
        import openai

        try:
            page = await self._client.models.list()
            return tuple(str(model.id) for model in page.data)
        except (openai.OpenAIError, ValueError) as error:
            raise self._told(failure_of(error, timeout_s=self.options.timeout_s)) from error
        except (AttributeError, TypeError) as error:  # a 200 that is no list of models
            raise page_failure("", answered_before=False) from error

    async def complete(self, request: dict[str, Any], *, max_tokens: int, tally: Tally) -> ChatCompletion:
        """Send one request until it is answered.

        Args:
            request: the fields of a chat completion, without the sampling fields, which are ours.
            max_tokens: room for the reply.
            tally: where each attempt is counted.

        Returns:
            A completion with a choice in it, possibly truncated.

        Raises:
            Failure: the endpoint refused, or was not to be had.
        """
        from tenacity import AsyncRetrying, retry_if_exception, stop_after_attempt

        attempts = AsyncRetrying(
            sleep=self.sleep,
            stop=stop_after_attempt(max(1, self.options.max_attempts)),
            wait=self._pause,
            retry=retry_if_exception(lambda error: isinstance(error, Failure) and error.kind == "unavailable"),
            reraise=True,
        )
        completion: ChatCompletion = await attempts(self._send_adapting, request, max_tokens, tally)
        return completion

    def _pause(self, state: RetryCallState) -> float:
        from tenacity import wait_exponential, wait_random

        error = state.outcome.exception() if state.outcome else None
        asked = error.retry_after_s if isinstance(error, Failure) else None
        if asked is not None:
            return min(asked, self.options.max_wait_s)
        return (wait_exponential(multiplier=0.5, max=self.options.max_wait_s) + wait_random(0, 0.5))(state)

    async def _send_adapting(self, request: dict[str, Any], max_tokens: int, tally: Tally) -> ChatCompletion:
        for _ in range(_MAX_ADAPTIONS):
            try:
                return await self._send(request, max_tokens, tally)
            except Failure as failure:
                if failure.room is not None and failure.room < max_tokens:
                    max_tokens = failure.room  # for this prompt only: a shorter one leaves more
                elif failure.kind != "parameter" or not self._adapt(failure, max_tokens):
                    raise
        return await self._send(request, max_tokens, tally)

    async def _send(self, request: dict[str, Any], max_tokens: int, tally: Tally) -> ChatCompletion:
        if self.gate is None:
            return await self._send_now(request, max_tokens, tally)
        before = tally.usage
        async with self.gate.request(_about_tokens(request), first=before.requests == 0) as leave:
            try:
                completion = await self._send_now(request, max_tokens, tally)
            except Failure as failure:
                if failure.overload:
                    leave.refuse(failure.retry_after_s)
                if failure.kind in ("fatal", "no_such_model"):
                    self.gate.close(failure)  # those who wait for their turn would only hear the same
                raise
            leave.answer(
                tally.usage.input_tokens + tally.usage.output_tokens - before.input_tokens - before.output_tokens
            )
            return completion

    async def _send_now(self, request: dict[str, Any], max_tokens: int, tally: Tally) -> ChatCompletion:
        import openai
        from openai.types.chat import ChatCompletion

        tally.count_request()
        try:
            # The client's own method for fields it does not know: `chat.completions.create` walks through the whole
            # schema again with every request, which takes it longer than sending it.
            completion = await self._client.post(
                "/chat/completions", body=self._in_dialect(request, max_tokens), cast_to=ChatCompletion
            )
        except (openai.OpenAIError, ValueError) as error:  # ValueError: a body that breaks off, or no JSON at all
            raise self._told(failure_of(error, timeout_s=self.options.timeout_s)) from error
        usable = self._usable(completion)
        tally.count_tokens(usable)
        return usable

    def _usable(self, completion: Any) -> ChatCompletion:
        """Return what is a completion; the client lets a web page or an error with status 200 pass."""
        from openai.types.chat import ChatCompletion

        choices = getattr(completion, "choices", None)
        if isinstance(completion, ChatCompletion) and choices and choices[0].message is not None:
            self._answered = True
            return completion
        error = (getattr(completion, "model_extra", None) or {}).get("error")
        if isinstance(error, dict):
            code = error.get("code")
            status = code if isinstance(code, int) else 500
            raise self._told(failure_of_status(status, message=str(error.get("message")), code=str(error.get("type"))))
        if isinstance(completion, str):
            raise self._told(page_failure(str(completion), answered_before=self._answered))
        raise Failure("unavailable", "answered without any choice")

    def _in_dialect(self, request: dict[str, Any], max_tokens: int) -> dict[str, Any]:
        dialect, options = self._dialect, self.options
        fields = {**request, "model": options.model}
        if dialect.token_field is not None:
            fields[dialect.token_field] = min(max_tokens, dialect.most_output_tokens or max_tokens)
        if dialect.temperature and options.temperature is not None:
            fields["temperature"] = options.temperature
        if dialect.strict:
            fields = _strict(fields)
        return {**fields, **options.extra_body}

    def _adapt(self, failure: Failure, max_tokens: int) -> bool:
        """Change the dialect after a refused field; False when there is nothing left to change."""
        dialect = self._dialect
        limit = _named_limit(failure.reason, below=max_tokens)
        match failure.parameter:
            case "max_tokens" | "max_completion_tokens" if limit is not None and "instead" not in failure.reason:
                dialect.most_output_tokens = limit
            case "max_tokens" if dialect.token_field == "max_tokens":
                dialect.token_field = "max_completion_tokens"
            case "max_tokens" | "max_completion_tokens" if dialect.token_field is not None:
                dialect.token_field = None
            case "temperature" if dialect.temperature:
                dialect.temperature = False
            case "strict" if dialect.strict:
                dialect.strict = False
            case _:
                return False
        return True

    def _told(self, failure: Failure) -> Failure:
        """Return the failure without the key, which some endpoints repeat in their messages."""
        if self.options.api_key:
            failure.reason = tell(failure.reason.replace(self.options.api_key, "***"))
        return failure


def _strict(fields: dict[str, Any]) -> dict[str, Any]:
    """Ask for constrained decoding in the modes that have it."""
    if response_format := fields.get("response_format"):
        if response_format.get("type") == "json_schema":
            schema = {**response_format["json_schema"], "strict": True}
            fields = {**fields, "response_format": {**response_format, "json_schema": schema}}
    elif tools := fields.get("tools"):
        strict = [{**tool, "function": {**tool["function"], "strict": True}} for tool in tools]
        fields = {**fields, "tools": strict}
    return fields


def _named_limit(message: str, *, below: int) -> int | None:
    """Read the largest output an endpoint says it allows: at most 4096, [1, 8192]."""
    numbers = [int(number) for number in re.findall(r"\d{3,6}", message)]
    return max((number for number in numbers if MIN_OUTPUT_TOKENS <= number < below), default=None)


def _about_tokens(request: Mapping[str, Any]) -> int:
    """Return roughly what a request and its answer take; the gate is told the truth afterwards."""
    return sum(len(str(message.get("content") or "")) for message in request["messages"])


def _certificates(trust_env: bool) -> ssl.SSLContext:
    """Return what an endpoint's certificate is held against, as the client would make it: it takes 0.1 s."""
    import httpx2

    return httpx2.create_ssl_context(trust_env=trust_env)


def _is_local(address: str) -> bool:
    host = urlsplit(address).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
