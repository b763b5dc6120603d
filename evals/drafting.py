"""Making recordings: from replies somebody wrote, from a real endpoint, or anew after a change of wording.

All three run the real engine and keep the requests it really sends. A written reply is put into a raw chat completion
the way an endpoint would, because that is what the client must cope with.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from evals.cases import Case
from evals.labels import json_path
from evals.loopback import ChatRequest, LoopbackServer, Raw, Reply, api_error
from evals.recording import Exchange, Fingerprint, Recording, fingerprint, recording_as_json
from evals.replaying import InTurn, open_replay, replaying_extractor
from evals.running import run_cases
from summarizer.errors import InputError
from summarizer.llm.options import Mode
from summarizer.schema import ArticleSummary

WRITTEN = "written"
"""The origin of replies that no model gave."""

TOKENS_PER_CHAR = 0.8
"""Written replies carry a token count like a real endpoint's, at the ratio measured for common tokenizers on Chinese
news (0.65 to 1.2 tokens a character). It stands for the order of magnitude, not for a model."""


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class WrittenReply(_Closed):
    """One reply as a model would write it."""

    content: str | dict[str, Any]
    """The text; an object is written out as compact JSON."""
    finish_reason: str = "stop"
    """`length` for a reply cut off at the output limit."""
    as_content: bool = False
    """In mode `tools`: answer with text all the same, as models without tools do."""


class Draft(_Closed):
    """What somebody wrote for one article."""

    article_id: str
    mode: Mode = "json_schema"
    faults: str
    """What is deliberately wrong, in one line of English; `none` for a faultless reply."""
    replies: tuple[WrittenReply, ...] = Field(min_length=1)
    """The reply, then one for each time the engine asks again; of a long article, chunk after chunk."""


_DRAFTS: TypeAdapter[Draft | tuple[Draft, ...]] = TypeAdapter(Draft | tuple[Draft, ...])


@dataclass(slots=True)
class _Capture:
    """Plays written replies in order and keeps what was asked for each."""

    draft: Draft
    exchanges: list[Exchange] = field(default_factory=list)
    beyond: ChatRequest | None = None
    """The request for which no reply was written."""

    def __call__(self, request: ChatRequest) -> Reply:
        if len(self.exchanges) == len(self.draft.replies):
            self.beyond = self.beyond or request
            return api_error(422, "no more replies were written")
        response = completion(self.draft.replies[len(self.exchanges)], request)
        self.exchanges.append(Exchange(request=fingerprint(request), response=response))
        return Raw(body=json.dumps(response))


def load_drafts(path: Path) -> list[Draft]:
    """Read one draft, or a list of them, from a JSON file.

    Raises:
        InputError: the file can't be read or holds no drafts.
    """
    try:
        drafts = _DRAFTS.validate_json(path.read_bytes())
    except OSError as error:
        raise InputError(error.strerror or "can't be read", source=path) from error
    except ValidationError as error:
        first = error.errors()[0]
        raise InputError(f"not a draft: {json_path(first['loc'])}: {first['msg']}", source=path) from error
    return [drafts] if isinstance(drafts, Draft) else list(drafts)


def record_draft(draft: Draft, case: Case) -> tuple[Recording, ArticleSummary]:
    """Run the real engine against written replies.

    Returns:
        The recording, and what became of the article.

    Raises:
        InputError: the engine asks for more replies than were written, or for fewer; the message says what it said.
    """
    capture = _Capture(draft)
    shell = Recording(article_id=case.id, origin=WRITTEN, faults=draft.faults, mode=draft.mode, exchanges=())
    with LoopbackServer(capture) as server:
        summary, failure = asyncio.run(_read_one(server.base_url, draft.mode, case))
    asked, written = len(capture.exchanges), len(draft.replies)
    if capture.beyond is not None:
        raise InputError(
            f"the engine asks again after {written} replies: {_last_words(capture.beyond)}", source=case.id
        )
    if asked < written:
        raise InputError(f"only {asked} of {written} replies were asked for", source=case.id, hint="leave the rest out")
    if summary is None:
        raise InputError(f"the article could not be read: {failure}", source=case.id)
    return shell.model_copy(update={"exchanges": tuple(capture.exchanges)}), summary


def rebind(cases: Sequence[Case]) -> dict[str, Recording]:
    """Bind recordings to the requests as they are now, where only wording changed.

    Returns:
        The recordings that changed, by article.

    Raises:
        InputError: the sentences or the wire schema of one changed, or it is no longer asked for every reply: its
            replies would answer another question. Nothing may be written then.
    """
    rebound: dict[str, Recording] = {}
    with open_replay(cases, exact=False) as engine:

        async def read_all() -> None:
            try:
                for outcome in await run_cases(cases, engine.extractor_for):
                    judged = engine.judge(outcome)
                    if judged.failure is not None or judged.note is not None:
                        raise InputError(judged.failure or str(judged.note), source=outcome.case.id)
            finally:
                await engine.aclose()

        asyncio.run(read_all())
        for name, replay in engine.replays.items():
            bound = _bound(replay.recording, replay.used)
            if bound != replay.recording:
                rebound[name] = bound
    return rebound


def save_recording(recording: Recording, case: Case) -> Path:
    """Write a recording where its case expects it.

    Raises:
        InputError: the case has no place for one.
    """
    from evals.rendering import write_text

    if case.reply_path is None:
        raise InputError("no folder for recorded replies is known", source=case.id, hint="--replies DIR")
    write_text(recording_as_json(recording), case.reply_path)
    return case.reply_path


def completion(reply: WrittenReply, request: ChatRequest) -> dict[str, Any]:
    """Return a written reply as the raw chat completion of an endpoint."""
    text = reply.content if isinstance(reply.content, str) else _compact(reply.content)
    message: dict[str, Any] = {"role": "assistant", "content": text}
    finish_reason = reply.finish_reason
    if request.mode == "tools" and not reply.as_content:
        name = request.body["tools"][0]["function"]["name"]
        call = {"id": "call_1", "type": "function", "function": {"name": name, "arguments": text}}
        message = {"role": "assistant", "content": None, "tool_calls": [call]}
        finish_reason = "tool_calls" if finish_reason == "stop" else finish_reason
    read, wrote = (round(TOKENS_PER_CHAR * len(part)) for part in (request.text, text))
    return {
        "id": "chatcmpl-written",
        "object": "chat.completion",
        "created": 0,
        "model": WRITTEN,
        "choices": [{"index": 0, "message": message, "finish_reason": finish_reason}],
        "usage": {"prompt_tokens": read, "completion_tokens": wrote, "total_tokens": read + wrote},
    }


def requests_for(case: Case, *, mode: Mode) -> list[ChatRequest]:
    """Return what the engine sends for an article, before any reply."""
    with LoopbackServer(lambda request: api_error(422, "only looking")) as server:
        asyncio.run(_read_one(server.base_url, mode, case))
        return list(server.requests)


async def _read_one(base_url: str, mode: Mode, case: Case) -> tuple[ArticleSummary | None, str | None]:
    async with replaying_extractor(base_url, mode) as extractor:
        in_turn = InTurn(extractor, asyncio.Lock())
        [outcome] = await run_cases([case], lambda _: in_turn)
    return outcome.summary, outcome.failure


def _bound(recording: Recording, used: dict[int, Fingerprint]) -> Recording:
    exchanges = tuple(
        one.model_copy(update={"request": used.get(at, one.request)}) for at, one in enumerate(recording.exchanges)
    )
    return recording.model_copy(update={"exchanges": exchanges})


def _last_words(request: ChatRequest) -> str:
    """Return what the last message says, cut where it has told enough."""
    if len(request.messages) == 2:
        return "the article in parts, or with more room for the reply"
    words = " ".join(str(request.messages[-1].get("content") or "").split())
    return words[:1500]


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
