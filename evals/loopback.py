"""An OpenAI-compatible server on 127.0.0.1 that plays what it is told: recorded replies, and faults.

It is a real HTTP server in a thread of its own, so that the real clients run against it, from any event loop or
process. It answers `/v1/models` and `/v1/chat/completions`, puts a scripted reply into whatever form the request asks
for (tool call or content), and keeps every request. Tests use it for faults, evals to serve recorded replies.

    with LoopbackServer([rate_limited(retry_after=2), Completion('{"agreements":[]}')]) as server:
        client = AsyncOpenAI(base_url=server.base_url, api_key="any")
"""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from email.utils import formatdate
from typing import Any, Self, assert_never

from aiohttp import web

MAX_REQUEST_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class ChatRequest:
    """One recorded request for a chat completion."""

    body: Mapping[str, Any]
    headers: Mapping[str, str]

    @property
    def messages(self) -> list[dict[str, Any]]:
        """The messages, in order."""
        return list(self.body["messages"])

    @property
    def text(self) -> str:
        """Everything said to the model, for looking things up in."""
        return "\n".join(str(message.get("content") or "") for message in self.messages)

    @property
    def mode(self) -> str:
        """How the reply is asked for: tools, json_schema, json_object or text."""
        if self.body.get("tools"):
            return "tools"
        return str(self.body.get("response_format", {}).get("type", "text"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    """A chat completion; `content` becomes the arguments of a tool call where the request has tools."""

    content: str | None = field(kw_only=False)
    finish_reason: str = "stop"
    refusal: str | None = None
    input_tokens: int = 100
    output_tokens: int = 10
    usage: bool = True
    as_content: bool = False
    """Content even where a tool call was asked for, as models without tools answer."""
    delay_s: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """Any HTTP response."""

    status: int = 200
    body: str = ""
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)
    delay_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Hang:
    """No answer until the client gives up."""


@dataclass(frozen=True, slots=True)
class Reset:
    """A connection that breaks in the middle of the body."""

    sent: str = '{"id": "chatcmpl-1", "choi'


Reply = Completion | Raw | Hang | Reset
Script = Callable[[ChatRequest], Reply]
"""Decides the reply to a request; called from the server's thread, one request at a time."""


def api_error(status: int, message: str, *, code: str | None = None, param: str | None = None) -> Raw:
    """Return an error in the form OpenAI gives it."""
    error = {"message": message, "type": "invalid_request_error", "param": param, "code": code}
    return Raw(status=status, body=json.dumps({"error": error}))


def rate_limited(*, retry_after: float | str | None = None) -> Raw:
    """Return a 429; `retry_after` in seconds, or the header's value as it is, such as an HTTP date."""
    headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
    error = {"error": {"message": "Rate limit reached", "type": "requests", "code": "rate_limit_exceeded"}}
    return Raw(status=429, body=json.dumps(error), headers=headers)


def http_date(seconds_from_now: float) -> str:
    """Return a moment as `Retry-After` may give it."""
    return formatdate(time.time() + seconds_from_now, usegmt=True)


def quota_exhausted() -> Raw:
    """Return the 429 that no waiting helps against."""
    return api_error(429, "You exceeded your current quota, please check your plan", code="insufficient_quota")


def wrong_key(key: str = "sk-…") -> Raw:
    """Return the 401 of a wrong key; some endpoints repeat the key in it."""
    return api_error(401, f"Incorrect API key provided: {key}.", code="invalid_api_key")


def no_such_model(model: str = "nope") -> Raw:
    """Return the 404 of a model the endpoint does not have."""
    return api_error(404, f"The model `{model}` does not exist", code="model_not_found")


def server_error(status: int = 500) -> Raw:
    """Return an error of the endpoint itself."""
    return api_error(status, "The server had an error", code="server_error")


def web_page(status: int = 200, title: str = "Welcome to nginx!") -> Raw:
    """Return HTML: with 200 a wrong address, with 502 a proxy's error page."""
    page = f"<html><head><title>{title}</title></head><body><h1>{title}</h1></body></html>"
    return Raw(status=status, body=page, content_type="text/html")


class ScriptedReplies:
    """Plays replies in order and complains, as a 418, about requests beyond them."""

    def __init__(self, replies: Iterable[Reply]) -> None:
        self._replies = iter(list(replies))

    def __call__(self, request: ChatRequest) -> Reply:
        """Return the next reply."""
        return next(self._replies, api_error(418, "the script has no more replies"))


class LoopbackServer:
    """The server; use it as a context manager. `requests` holds every chat request, `model_lists` counts the others."""

    def __init__(
        self, script: Script | Iterable[Reply], *, models: Sequence[str] | Reply = ("test-model",), port: int = 0
    ) -> None:
        self._script = script if callable(script) else ScriptedReplies(script)
        self._models = models
        self._port = port
        self._started = threading.Event()
        self._failure: OSError | None = None
        self._thread = threading.Thread(target=self._serve, name="loopback", daemon=True)
        self.requests: list[ChatRequest] = []
        self.model_lists = 0

    @property
    def base_url(self) -> str:
        """What goes into `OPENAI_BASE_URL`."""
        return f"http://127.0.0.1:{self._port}/v1"

    def __enter__(self) -> Self:
        self._thread.start()
        self._started.wait()
        if self._failure is not None:
            raise self._failure
        return self

    def __exit__(self, *error: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()

    def _serve(self) -> None:
        try:
            with asyncio.Runner() as runner:  # which also cancels what hangs when the server stops
                self._loop = runner.get_loop()
                runner.run(self._run())
        except OSError as error:  # the port is taken: raised where the server was asked for
            self._failure = error
        finally:
            self._started.set()

    def add_routes(self, app: web.Application) -> None:
        """Say what the server answers; other servers add to it."""
        app.router.add_get("/v1/models", self._list_models)
        app.router.add_post("/v1/chat/completions", self._complete)

    async def _run(self) -> None:
        self._stop = asyncio.Event()
        app = web.Application(client_max_size=MAX_REQUEST_BYTES)
        self.add_routes(app)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.01)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", self._port)
        await site.start()
        self._port = runner.addresses[0][1]
        self._started.set()
        await self._stop.wait()
        await runner.cleanup()

    async def _list_models(self, request: web.Request) -> web.StreamResponse:
        self.model_lists += 1
        if isinstance(self._models, (Completion, Raw, Hang, Reset)):
            return await self._play(request, self._models, ChatRequest({}, {}))
        data = [{"id": name, "object": "model", "created": 0, "owned_by": "loopback"} for name in self._models]
        return web.json_response({"object": "list", "data": data})

    async def _complete(self, request: web.Request) -> web.StreamResponse:
        asked = ChatRequest(json.loads(await request.read()), dict(request.headers))
        self.requests.append(asked)
        return await self._play(request, self._script(asked), asked)

    async def _play(self, request: web.Request, reply: Reply, asked: ChatRequest) -> web.StreamResponse:
        match reply:
            case Completion():
                await asyncio.sleep(reply.delay_s)
                return web.json_response(completion_body(reply, asked))
            case Raw():
                await asyncio.sleep(reply.delay_s)
                return web.Response(
                    status=reply.status, text=reply.body, content_type=reply.content_type, headers=reply.headers
                )
            case Hang():
                await self._stop.wait()
                return web.Response(status=503)
            case Reset():
                return await _break_off(request, reply)
            case _:
                assert_never(reply)


async def _break_off(request: web.Request, reply: Reset) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "application/json", "Content-Length": "10000"})
    await response.prepare(request)
    await response.write(reply.sent.encode())
    if request.transport is not None:
        request.transport.abort()
    return response


def completion_body(reply: Completion, asked: ChatRequest) -> dict[str, Any]:
    """Return a chat completion in the form the request asks for."""
    message: dict[str, Any] = {"role": "assistant", "content": reply.content, "refusal": reply.refusal}
    finish_reason = reply.finish_reason
    if asked.mode == "tools" and reply.content and not reply.as_content:
        function = {"name": asked.body["tools"][0]["function"]["name"], "arguments": reply.content}
        message |= {"content": None, "tool_calls": [{"id": "call_1", "type": "function", "function": function}]}
        finish_reason = "tool_calls" if finish_reason == "stop" else finish_reason
    total = reply.input_tokens + reply.output_tokens
    usage = {"prompt_tokens": reply.input_tokens, "completion_tokens": reply.output_tokens, "total_tokens": total}
    return {
        "id": "chatcmpl-loopback",
        "object": "chat.completion",
        "created": 0,
        "model": asked.body.get("model", ""),
        "choices": [{"index": 0, "message": message, "finish_reason": finish_reason, "logprobs": None}],
        **({"usage": usage} if reply.usage else {}),
    }
