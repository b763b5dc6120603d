"""The LLM engine, run in full against recorded replies: client, mode, parsing, re-asks, grounding, merging.

Replies go only to requests that fit (`evals.recording`). A request that does not is refused, and its article fails with
the reason; nothing is replayed in silence. What recorded replies measure is the road, not a model.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evals.cases import Case
from evals.engines import Engine
from evals.loopback import ChatRequest, LoopbackServer, Raw, Reply, api_error
from evals.recording import Fingerprint, Recording, fingerprint, load_recording, misfit
from evals.running import Outcome
from summarizer.article import Chunk
from summarizer.errors import InputError
from summarizer.extraction import ChunkExtraction, Extractor

if TYPE_CHECKING:
    from summarizer.llm.extractor import LlmExtractor
    from summarizer.llm.options import Mode

REMEDY = "run python -m evals rebind (wording only), draft or record"

Edit = Callable[[ChatRequest, dict[str, Any]], dict[str, Any]]
"""Changes a recorded response before it is sent: tests play a model that reacts to a changed prompt."""


@dataclass(slots=True)
class Replay:
    """The replies of one article, given out once each."""

    recording: Recording
    exact: bool = True
    """False lets a reply go to any request about the same sentences in the same wire schema: what `rebind` needs."""
    edit: Edit = lambda request, response: response
    used: dict[int, Fingerprint] = field(default_factory=dict)
    """Which exchanges were replayed, and to which request."""
    reason: str | None = None
    """The first misfit."""

    def __call__(self, request: ChatRequest) -> Reply:
        """Answer one request, or refuse it and remember why."""
        asked = fingerprint(request)
        position = self._next(asked)
        reason = self._misfit(asked, position)
        if reason is None:
            assert position is not None, "what fits has a place"
            self.used[position] = asked
            return Raw(body=json.dumps(self.edit(request, self.recording.exchanges[position].response)))
        self.reason = self.reason or reason
        return api_error(422, f"recording {self.recording.article_id} does not fit")

    @property
    def unused(self) -> int:
        """How many recorded replies nobody asked for."""
        return len(self.recording.exchanges) - len(self.used)

    def _next(self, asked: Fingerprint) -> int | None:
        waiting = [at for at in range(len(self.recording.exchanges)) if at not in self.used]
        same_text = [at for at in waiting if self.recording.exchanges[at].request.sentences == asked.sentences]
        return next(iter(same_text or waiting), None)

    def _misfit(self, asked: Fingerprint, position: int | None) -> str | None:
        if position is None:
            return "the engine asks once more than was recorded"
        recorded = self.recording.exchanges[position].request
        if not self.exact:
            asked = recorded.model_copy(update={"sentences": asked.sentences, "wire_schema": asked.wire_schema})
        return misfit(recorded, asked)


class InTurn:
    """An engine that reads one chunk at a time, of all that share a lock: its requests then have one order."""

    def __init__(self, extractor: Extractor, turn: asyncio.Lock, on_turn: Callable[[], None] = lambda: None) -> None:
        self._extractor, self._turn, self._on_turn = extractor, turn, on_turn
        self.engine = extractor.engine
        self.model = extractor.model
        self.prompt_sha256 = extractor.prompt_sha256
        self.max_chars = extractor.max_chars

    async def extract(self, chunk: Chunk) -> ChunkExtraction:
        """Read one chunk when its turn comes."""
        async with self._turn:
            self._on_turn()
            return await self._extractor.extract(chunk)


@dataclass(slots=True)
class _Player:
    """Answers each request from the recording of the article whose turn it is."""

    replays: dict[str, Replay]
    current: str | None = None

    def __call__(self, request: ChatRequest) -> Reply:
        assert self.current is not None, "only chunks in turn ask"
        return self.replays[self.current](request)

    def give_turn(self, name: str) -> None:
        self.current = name


@contextmanager
def open_replay(
    cases: Sequence[Case], *, exact: bool = True, edit: Edit = lambda request, response: response
) -> Iterator[Engine]:
    """Serve the recordings of the cases and make the LLM engine ready to ask for them.

    Args:
        cases: what will be read; a case without a recording fails when it is.
        exact: see `Replay`.
        edit: see `Replay`.

    Raises:
        InputError: a file is not a recording.
    """
    replays = {case.id: Replay(load_recording(path), exact, edit) for case in cases if (path := recording_path(case))}
    player, turn = _Player(replays), asyncio.Lock()
    with LoopbackServer(player) as server:
        # One client for each mode: making one costs 0.15 s, most of it certificates that nobody here asks for.
        modes = {replay.recording.mode for replay in replays.values()}
        clients = {mode: replaying_extractor(server.base_url, mode) for mode in modes}

        def extractor_for(case: Case) -> Extractor:
            if case.id not in replays:
                hint = "python -m evals draft"
                raise InputError("no recorded replies", source=case.reply_path or case.id, hint=hint)
            return InTurn(clients[replays[case.id].recording.mode], turn, partial(player.give_turn, case.id))

        yield Engine(
            name="recorded",
            model=f"recorded ({', '.join(sorted({replay.recording.origin for replay in replays.values()}))})",
            extractor_for=extractor_for,
            judge=lambda outcome: _judge(outcome, replays.get(outcome.case.id)),
            extractors=tuple(clients.values()),
            replays=replays,
        )


def recording_path(case: Case) -> Path | None:
    """Return where the case's recording is, if there is one."""
    return case.reply_path if case.reply_path is not None and case.reply_path.is_file() else None


def replaying_extractor(base_url: str, mode: Mode) -> LlmExtractor:
    """Return the LLM engine in one mode, with the engine's own defaults and nothing of the environment's."""
    from summarizer.llm.extractor import LlmExtractor
    from summarizer.llm.options import LlmOptions

    return LlmExtractor(LlmOptions(model="recorded", base_url=base_url, mode=mode, max_attempts=1))


def _judge(outcome: Outcome, replay: Replay | None) -> Outcome:
    """Make a misfit the failure of its article, even where the engine got along without the reply."""
    if replay is None:
        return outcome
    if replay.reason is None:
        total = len(replay.recording.exchanges)
        note = f"{replay.unused} of {total} recorded replies never asked for" if replay.unused else None
        return replace(outcome, note=note)
    reason = f"recording {outcome.case.id} no longer fits: {replay.reason}; {REMEDY}"
    return replace(outcome, summary=None, failure=reason)
