"""Recordings of a real model: the engine talks to the loopback server, which passes everything on and keeps it.

One article at a time: the order of the requests is the recording. Keys pass through in the header and are never kept.
"""

from __future__ import annotations

import asyncio
import json
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from evals.cases import Case
from evals.loopback import ChatRequest, LoopbackServer, Raw, Reply
from evals.recording import Exchange, Recording, fingerprint, holds_an_article, mode_of
from evals.running import run_cases
from summarizer.errors import ConfigError
from summarizer.settings import Settings

_PASSED_ON = ("Retry-After", "retry-after-ms")
"""Of a real response's headers, what the client acts on."""


@dataclass(slots=True)
class _Tape:
    """Passes requests on to an endpoint and keeps the answered ones."""

    base_url: str
    timeout_s: float
    exchanges: list[Exchange] = field(default_factory=list)
    request: ChatRequest | None = None

    def __call__(self, request: ChatRequest) -> Reply:
        reply = _pass_on(request, self.base_url, self.timeout_s)
        if reply.status == 200 and holds_an_article(request):
            self.request = request
            self.exchanges.append(Exchange(request=fingerprint(request), response=json.loads(reply.body)))
        return reply


def record(cases: Sequence[Case], settings: Settings, *, on_recording: Callable[[Case, Recording | str], None]) -> None:
    """Read the cases with a real endpoint and hand on each recording, or why there is none.

    Args:
        cases: what to read.
        settings: which endpoint and model.
        on_recording: called after each article, so that an interrupted run keeps what it has.

    Raises:
        ConfigError: no endpoint is configured.
        FatalModelError: the endpoint will answer nothing.
    """
    from summarizer.llm.extractor import LlmExtractor

    options = settings.llm_options()
    if options.base_url is None:
        raise ConfigError("name the endpoint to record from", setting="OPENAI_BASE_URL")
    tape = _Tape(options.base_url, options.timeout_s)

    async def read_all(base_url: str) -> None:
        async with LlmExtractor(replace(options, base_url=base_url)) as extractor:
            for case in cases:
                tape.exchanges = []
                [outcome] = await run_cases([case], lambda _: extractor)
                on_recording(case, outcome.failure or _recording(case, tape, options.model))

    with LoopbackServer(tape) as server:
        asyncio.run(read_all(server.base_url))


def _recording(case: Case, tape: _Tape, model: str | None) -> Recording:
    assert tape.request is not None, "an article that was read was asked about"
    return Recording(
        article_id=case.id,
        origin=model or "unknown",
        faults="",
        mode=mode_of(tape.request),
        exchanges=tuple(tape.exchanges),
    )


def _pass_on(request: ChatRequest, base_url: str, timeout_s: float) -> Raw:
    headers = {"Content-Type": "application/json", "Authorization": request.headers.get("Authorization", "")}
    passed = urllib.request.Request(
        base_url.rstrip("/") + "/chat/completions", data=json.dumps(request.body).encode(), headers=headers
    )
    try:
        with urllib.request.urlopen(passed, timeout=timeout_s) as response:
            return Raw(body=response.read().decode())
    except urllib.error.HTTPError as error:
        kept = {name: error.headers[name] for name in _PASSED_ON if error.headers[name]}
        return Raw(status=error.code, body=error.read().decode(errors="replace"), headers=kept)
    except OSError as error:
        return Raw(status=502, body=json.dumps({"error": {"message": f"not reached: {error}"}}))
