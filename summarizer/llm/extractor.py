"""The extractor with a model behind it: one chunk in, what the model says about it out.

What it believes: an unfinished or unusable reply is not an empty one. A truncated reply is asked again with more room,
then in halves; what even then can't be read is named in a warning, and a chunk of which nothing could be read is an
error. A reply that keeps failing validation is not thrown away for its faulty items: what has the shape of an item goes
on to grounding, which judges it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Self

from summarizer.article import Chunk
from summarizer.cache import ReplyCache
from summarizer.errors import ConfigError, ModelError
from summarizer.extraction import ChunkExtraction, ExtractedAgreement, Usage
from summarizer.grounding import ground
from summarizer.llm.client import ModelClient, Question, UnusableReplies, reply_text
from summarizer.llm.endpoint import Endpoint, Sleep, Tally
from summarizer.llm.failures import Failure, model_error
from summarizer.llm.gate import Gate
from summarizer.llm.modes import ModeTrial
from summarizer.llm.options import LlmOptions
from summarizer.llm.prompting import article_prompt, prompt_sha256, system_prompt
from summarizer.llm.replies import Salvaged, goes_in_circles, salvage, to_agreements
from summarizer.llm.wire import Reply
from summarizer.schema import ArticleWarning, Engine

MAX_HALVINGS = 2
"""A quarter of an ordinary article has room for its agreements many times over; a reply that overflows even then is
running in circles, and each further halving would double its price."""

LEAD_SENTENCES = 3
"""The title, the dateline and the sentence that names the parties."""

MAX_OFFERED = 20
"""More model names than these on one line help nobody."""

_ANSWERED = Usage(requests=1)
"""A reply was paid for: grounding remembers what it found, and needn't look again on the road to the summary."""

_LOSING = "item_dropped"
"""Grounding's code for an item that the text does not support: worth asking again for. Lesser faults it mends."""


@dataclass(frozen=True, slots=True)
class _Read:
    """What one chunk, or a part of one, gave."""

    agreements: tuple[ExtractedAgreement, ...] = ()
    warnings: tuple[ArticleWarning, ...] = ()


class LlmExtractor:
    """An `Extractor` for any OpenAI-compatible endpoint; close it with `aclose`, or use it as a context manager.

    `openai` and `instructor` are imported at the first request. Any number of chunks may be read at once, in one event
    loop: the connections belong to the loop of the first request.
    """

    engine: Engine = "llm"

    def __init__(
        self,
        options: LlmOptions,
        *,
        sleep: Sleep = asyncio.sleep,
        gate: Gate | None = None,
        cache: ReplyCache | None = None,
        endpoint: Callable[[LlmOptions, Sleep, Gate | None], Endpoint] = Endpoint,
    ) -> None:
        """Take the options; nothing is sent before the first `extract`.

        Args:
            options: which endpoint and model to ask.
            sleep: waits between attempts; tests pass one that does not.
            gate: keeps the number and the pace of requests, and is told what they cost.
            cache: where valid replies are kept and looked up.
            endpoint: makes the endpoint, at the first request.
        """
        self._options = options
        self._sleep = sleep
        self._gate = gate
        self._cache = cache
        self._endpoint = endpoint
        self._opened: ModelClient | None = None

    @property
    def model(self) -> str | None:
        """The model's name."""
        return self._options.model

    @property
    def prompt_sha256(self) -> str:
        """Hash of the static prompt and the wire schema."""
        return prompt_sha256()

    @property
    def max_chars(self) -> int | None:
        """Longest chunk, in characters."""
        return self._options.max_chars

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close the connections; the extractor may be used again."""
        if self._opened is not None:
            opened, self._opened = self._opened, None
            await opened.endpoint.aclose()

    async def extract(self, chunk: Chunk) -> ChunkExtraction:
        """Read one chunk.

        Raises:
            ModelError: the endpoint could not give a usable reply; it carries what the attempts have cost.
            ConfigError: no model is named.
        """
        tally = Tally(meter=self._gate.meter if self._gate else None, article=chunk.article.sha256)
        client = await self._client()
        try:
            read = await self._read(client, chunk, tally, depth=0)
        except Failure as failure:
            raise await self._told(client, failure, tally) from failure
        return ChunkExtraction(agreements=read.agreements, warnings=read.warnings, usage=tally.usage)

    async def list_models(self) -> tuple[str, ...]:
        """Return the names of the models the endpoint offers.

        Raises:
            ModelError: it does not tell.
        """
        client = self._open()
        try:
            return await client.endpoint.list_models()
        except Failure as failure:
            raise model_error(failure, endpoint=client.endpoint.address, usage=Tally().usage) from failure

    async def try_modes(self) -> tuple[ModeTrial, ...]:
        """Try every mode of structured output with a tiny question.

        Raises:
            ModelError: the endpoint does not answer at all.
            ConfigError: no model is named.
        """
        client, tally = await self._client(), Tally()
        try:
            return await client.try_modes(tally)
        except Failure as failure:
            raise await self._told(client, failure, tally) from failure

    async def _read(self, client: ModelClient, chunk: Chunk, tally: Tally, *, depth: int) -> _Read:
        question = Question(system_prompt, article_prompt(chunk))
        try:
            reply = await client.ask(question, check=lambda reply: _faults(reply, chunk), tally=tally)
        except UnusableReplies as failure:
            return _salvaged(failure, chunk)
        except Failure as failure:
            if failure.kind not in ("truncated", "too_long"):
                raise
            if _is_worth_halving(failure) and depth < MAX_HALVINGS and len(chunk.sentences) > 1:
                return await self._read_halves(client, chunk, tally, depth=depth + 1)
            return _unfinished(failure, chunk)
        return _Read(to_agreements(reply))

    async def _read_halves(self, client: ModelClient, chunk: Chunk, tally: Tally, *, depth: int) -> _Read:
        """Read a chunk in two parts; a part that fails is named in a warning unless both do."""
        reads: list[_Read] = []
        failures: list[Failure] = []
        for half in _halves(chunk):
            try:
                reads.append(await self._read(client, half, tally, depth=depth))
            except Failure as failure:
                if failure.kind in ("fatal", "no_such_model", "unavailable"):
                    raise
                failures.append(failure)
                reads.append(_Read(warnings=(_not_read("reply_" + failure.kind, half, failure.reason),)))
        if len(failures) == len(reads):
            raise failures[0]
        return _Read(
            tuple(agreement for read in reads for agreement in read.agreements),
            tuple(warning for read in reads for warning in read.warnings),
        )

    async def _client(self) -> ModelClient:
        client = self._open()
        if not self._options.model:
            raise ConfigError("no model is named", setting="model", hint=await _offered(client))
        return client

    def _open(self) -> ModelClient:
        if self._opened is None:
            if not self._options.api_key and not self._options.base_url:
                raise ConfigError("no endpoint is configured", hint="set OPENAI_API_KEY or OPENAI_BASE_URL")
            endpoint = self._endpoint(self._options, self._sleep, self._gate)
            self._opened = ModelClient(self._options, endpoint, self._cache)
        return self._opened

    async def _told(self, client: ModelClient, failure: Failure, tally: Tally) -> ModelError:
        if failure.kind == "no_such_model":
            failure.hint = await _offered(client)
        return model_error(failure, endpoint=client.endpoint.address, usage=tally.usage)


async def _offered(client: ModelClient) -> str:
    """Say what the endpoint offers, as far as it tells."""
    try:
        names = await client.endpoint.list_models()
    except Failure as failure:
        return f"the endpoint does not tell what it offers: {failure.reason}"
    if not names:
        return "the endpoint offers no model"
    more = f" and {len(names) - MAX_OFFERED} more" if len(names) > MAX_OFFERED else ""
    return f"the endpoint offers: {', '.join(names[:MAX_OFFERED])}{more}"


def _faults(reply: Reply, chunk: Chunk) -> list[str]:
    """Say what of a reply grounding would have to drop, in words that help the model mend it."""
    return [f"{warning.path}：{warning.message}" for warning in _dropped(reply, chunk)]


def _dropped(reply: Reply, chunk: Chunk) -> list[ArticleWarning]:
    grounded = ground(ChunkExtraction(agreements=to_agreements(reply), usage=_ANSWERED), chunk)
    return [warning for warning in grounded.warnings if warning.code == _LOSING]


def _salvaged(failure: UnusableReplies, chunk: Chunk) -> _Read:
    """Keep the reply of which grounding will keep most, the latest of equals; raise when none says anything."""
    candidates = [kept for kept in map(salvage, failure.texts) if kept is not None and (kept.items or not kept.lost)]
    if not candidates:
        raise failure
    best = max(reversed(candidates), key=lambda kept: kept.items - len(_dropped(kept.reply, chunk)))
    return _Read(to_agreements(best.reply), _lost(best))


def _lost(kept: Salvaged) -> tuple[ArticleWarning, ...]:
    if not kept.lost:
        return ()
    return (ArticleWarning(code="reply_items_lost", message=f"模型回复中有{kept.lost}项不合结构，未能读取"),)


def _is_worth_halving(failure: Failure) -> bool:
    """Say whether smaller parts may end: a model that began to repeat whole items had said what it had to say."""
    text = reply_text(failure.completion) if failure.completion is not None else ""
    kept = salvage(text)
    return kept is None or not kept.items or not goes_in_circles(text)


def _unfinished(failure: Failure, chunk: Chunk) -> _Read:
    """Keep the finished items of a reply that never ended, each once; raise when there are none."""
    kept = salvage(reply_text(failure.completion)) if failure.completion is not None else None
    if kept is None or not kept.items:
        raise failure
    agreements = tuple(dict.fromkeys(to_agreements(kept.reply)))
    return _Read(agreements, (_not_read("reply_truncated", chunk, failure.reason),))


def _not_read(code: str, chunk: Chunk, reason: str) -> ArticleWarning:
    first, last = chunk.sentences[0].number, chunk.sentences[-1].number
    return ArticleWarning(code=code, message=f"第{first}至{last}句未能完整读取，其中的内容可能缺漏：{reason}")


def _halves(chunk: Chunk) -> tuple[Chunk, Chunk]:
    """Split a chunk by whole sentences at about half its characters; the second half gets the lead."""
    sentences = chunk.sentences
    middle = (sentences[0].start + sentences[-1].end) / 2
    cut = next((at for at, sentence in enumerate(sentences) if sentence.end >= middle), 0)
    cut = min(max(cut, 1), len(sentences) - 1)
    lead = chunk.lead or sentences[: max(1, min(LEAD_SENTENCES, cut // 2))]
    return replace(chunk, sentences=sentences[:cut]), replace(chunk, sentences=sentences[cut:], lead=lead)
