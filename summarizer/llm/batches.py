"""Half-price batches: the same requests as live ones, sent in files and answered within a day.

Nothing is asked in another way than live. What the live path would send first for a chunk is written down instead of
sent; when the provider has answered, the live path runs as ever and finds those answers in the place of the endpoint.
So a reply that is missing, expired, truncated or invalid is asked for again by the very code that would have done so
live. Source: the Files and Batches endpoints of OpenAI, which others offer alike.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from summarizer.article import Chunk
from summarizer.cache import ReplyCache, reply_key
from summarizer.errors import ConfigError
from summarizer.llm.client import ModelClient, Question
from summarizer.llm.endpoint import Endpoint, Tally
from summarizer.llm.failures import Failure, failure_of, model_error
from summarizer.llm.options import LlmOptions, Mode
from summarizer.llm.prompting import article_prompt, system_prompt

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletion

CHAT = "/v1/chat/completions"
WINDOW: Literal["24h"] = "24h"
ENDED = frozenset({"completed", "failed", "expired", "cancelled"})
"""States of a batch after which nothing more comes."""

_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class BatchRequest:
    """One line of a batch's file."""

    key: str
    """What the reply will be found by."""
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class BatchState:
    """How far the provider has come with one batch."""

    id: str
    status: str
    total: int
    completed: int
    failed: int
    output_file: str | None
    error_file: str | None
    problem: str | None
    """Why the provider refused the file; None when it did not."""

    @property
    def ended(self) -> bool:
        """Whether nothing more will come."""
        return self.status in ENDED


Replies = Callable[[str], "Mapping[str, Any] | None"]
"""Looks a chat completion up by the key of its request."""


@dataclass(slots=True)
class AnsweredEndpoint(Endpoint):
    """An endpoint some of whose answers are here already; what is missing is asked for live."""

    replies: Replies = field(default=lambda key: None)
    live: bool = True
    """Whether to ask for what is missing; else that is a failure."""

    async def complete(self, request: dict[str, Any], *, max_tokens: int, tally: Tally) -> ChatCompletion:
        """Return the answer that has come in a batch, or ask."""
        from openai.types.chat import ChatCompletion
        from pydantic import ValidationError

        found = self.replies(request_key(request, max_tokens))
        if found is not None:
            try:
                completion = self._usable(ChatCompletion.model_validate(found))
            except (ValidationError, Failure):
                found = None
            else:
                tally.count_request()
                tally.count_tokens(completion)
                return completion
        if not self.live:
            raise Failure("invalid", "no usable answer in the batch", hint="another batch, or a live run, asks again")
        return await super(AnsweredEndpoint, self).complete(request, max_tokens=max_tokens, tally=tally)


@dataclass(slots=True)
class _WritingEndpoint(Endpoint):
    """Writes requests down instead of sending them, and says that nothing was found."""

    written: BatchRequest | None = None

    def speak_like(self, endpoint: Endpoint) -> None:
        """Send the fields another endpoint was found to accept."""
        self._dialect = endpoint._dialect

    async def complete(self, request: dict[str, Any], *, max_tokens: int, tally: Tally) -> ChatCompletion:
        fields = self._in_dialect(request, max_tokens)
        body = {**fields, **fields.pop("extra_body", {})}
        self.written = BatchRequest(request_key(request, max_tokens), body)
        return _nothing_found(request)


def request_key(request: Mapping[str, Any], max_tokens: int) -> str:
    """Return what a request is recognised by: what is asked, not in which dialect."""
    asked = {name: request.get(name) for name in ("messages", "tools", "tool_choice", "response_format")}
    return reply_key({**asked, "room": max_tokens})[:48]


class BatchClient:
    """A provider's batches. For one event loop; close it with `aclose`."""

    def __init__(self, options: LlmOptions, *, cache: ReplyCache | None = None) -> None:
        """Take the options; nothing is sent yet.

        Args:
            options: which endpoint and model.
            cache: requests whose reply is in it are not sent.

        Raises:
            ConfigError: no model or no endpoint is named.
        """
        if not options.model or not (options.api_key or options.base_url):
            raise ConfigError("a batch needs a model and an endpoint", setting="--model")
        self._options = options
        self._endpoint = Endpoint(options)
        self._live = ModelClient(options, self._endpoint)
        self._writing = _WritingEndpoint(options)
        self._client = ModelClient(options, self._writing)
        self._cache = cache
        self._mode: Mode | None = None

    async def aclose(self) -> None:
        """Close the connections."""
        await self._endpoint.aclose()
        await self._writing.aclose()

    async def prepare(self) -> Mode:
        """Ask one tiny question live: whether the key and the model are right, and how the endpoint wants to be asked.

        Raises:
            ModelError: the endpoint does not answer, or not in any mode.
        """
        tally = Tally()
        try:
            self._mode = await self._live.prove_mode(tally)
        except Failure as failure:
            raise model_error(failure, endpoint=self._endpoint.address, usage=tally.usage) from failure
        self._writing.speak_like(self._endpoint)
        return self._mode

    async def request(self, chunk: Chunk) -> BatchRequest | None:
        """Return what the live path would send for a chunk; None when the cache has the reply."""
        question = Question(system_prompt, article_prompt(chunk))
        mode = self._mode or await self.prepare()
        if self._cache is not None and self._cache.get(self._live.cache_key(mode, question)) is not None:
            return None
        await self._client.ask_in(mode, question)
        return self._writing.written

    async def upload(self, path: Path) -> str:
        """Upload a file of requests; return its id."""
        client = self._endpoint.client
        uploaded = await self._patiently(lambda: client.files.create(file=path, purpose="batch"))
        return str(uploaded.id)

    async def create(self, file_id: str, *, mark: str) -> BatchState:
        """Start a batch; `mark` finds it again if we are killed before we have noted its id."""
        client = self._endpoint.client
        return _state(
            await self._patiently(
                lambda: client.batches.create(
                    input_file_id=file_id, endpoint=CHAT, completion_window=WINDOW, metadata={"summarizer": mark}
                )
            )
        )

    async def find(self, mark: str) -> BatchState | None:
        """Return a batch started with a mark."""
        client = self._endpoint.client
        page = await self._patiently(lambda: client.batches.list(limit=100))
        found = next((batch for batch in page.data if (batch.metadata or {}).get("summarizer") == mark), None)
        return _state(found) if found is not None else None

    async def look(self, batch_id: str) -> BatchState:
        """Ask how far a batch is."""
        client = self._endpoint.client
        return _state(await self._patiently(lambda: client.batches.retrieve(batch_id)))

    async def cancel(self, batch_id: str) -> BatchState:
        """Cancel a batch; what is answered already can still be collected."""
        client = self._endpoint.client
        return _state(await self._patiently(lambda: client.batches.cancel(batch_id)))

    async def fetch(self, file_id: str, path: Path) -> None:
        """Download a file of answers, whole or not at all."""
        client = self._endpoint.client
        content = await self._patiently(lambda: client.files.content(file_id))
        partial = path.with_name(path.name + ".partial")
        await asyncio.to_thread(partial.write_bytes, content.content)
        partial.replace(path)

    async def _patiently(self, call: Callable[[], Awaitable[_Result]]) -> _Result:
        from tenacity import AsyncRetrying, retry_if_exception, stop_after_attempt, wait_exponential

        attempts = AsyncRetrying(
            stop=stop_after_attempt(self._options.max_attempts),
            wait=wait_exponential(multiplier=0.5, max=self._options.max_wait_s),
            retry=retry_if_exception(lambda error: isinstance(error, Failure) and error.kind == "unavailable"),
            reraise=True,
        )
        try:
            result: _Result = await attempts(self._translated, call)
        except Failure as failure:
            raise model_error(failure, endpoint=self._endpoint.address, usage=Tally().usage) from failure
        return result

    async def _translated(self, call: Callable[[], Awaitable[_Result]]) -> _Result:
        import openai

        try:
            return await call()
        except (openai.OpenAIError, ValueError) as error:
            failure = failure_of(error, timeout_s=self._options.timeout_s)
            failure.hint = failure.hint or "does this endpoint offer the Files and Batches interface?"
            raise failure from error


def _state(batch: Any) -> BatchState:
    counts = batch.request_counts
    errors = [str(error.message) for error in (batch.errors.data if batch.errors else None) or ()]
    return BatchState(
        id=str(batch.id),
        status=str(batch.status),
        total=counts.total if counts else 0,
        completed=counts.completed if counts else 0,
        failed=counts.failed if counts else 0,
        output_file=batch.output_file_id,
        error_file=batch.error_file_id,
        problem="; ".join(errors) or None,
    )


def _nothing_found(request: Mapping[str, Any]) -> ChatCompletion:
    from openai.types.chat import ChatCompletion

    message: dict[str, Any] = {"role": "assistant", "content": '{"agreements":[]}', "refusal": None}
    if tools := request.get("tools"):
        function = {"name": tools[0]["function"]["name"], "arguments": message["content"]}
        message |= {"content": None, "tool_calls": [{"id": "call_1", "type": "function", "function": function}]}
    choice = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}
    return ChatCompletion.model_validate(
        {"id": "none", "object": "chat.completion", "created": 0, "model": "none", "choices": [choice]}
    )
