"""From messages to a validated reply: instructor shapes the request and re-asks, the endpoint carries it.

instructor gets our own `create`, so that everything about transport, tokens and truncation happens below it and is
counted per attempt, and everything about content above it. Two of its habits are worked around here, both tested:
it renders every message as a Jinja template when a validation context is given (an article may hold `{{`), so messages
go in as template variables; and in its JSON modes it adds an indented schema to the prompt (twice the tokens), so those
modes send our own system prompt.
"""

from __future__ import annotations

import asyncio
import logging
import re
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from summarizer.cache import CachedReply, ReplyCache, reply_key
from summarizer.llm.endpoint import Endpoint, Tally
from summarizer.llm.failures import Failure, tell
from summarizer.llm.modes import PROBE_SYSTEM, PROBE_TEXT, ModeMemory, ModeTrial, ProbeReply
from summarizer.llm.options import MODES, LlmOptions, Mode
from summarizer.llm.prompting import wire_schema
from summarizer.llm.replies import goes_in_circles, unwrapped
from summarizer.llm.turns import Turns
from summarizer.llm.wire import CHECK, Check, Reply

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletion

_Model = TypeVar("_Model", bound=BaseModel)
_NOWHERE = logging.NullHandler()
"""instructor logs every failed attempt as an error, article text included, and a library must not write to stderr: with
no handler of the application's own, its records end here."""

_FILTERED_REASONS = ("content_filter", "sensitive")
"""Finish reasons of a filter: OpenAI's and Azure's, and GLM's."""

MAX_REASK_CHARS = 1200
_ERROR_LINK = re.compile(r"\n\s*For further information visit https://errors\.pydantic\.dev/\S+")
"""Pydantic ends each error with a link no model can follow."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is put to the model."""

    system: Callable[[Mode], str]
    """The static part, which in the modes without a schema parameter carries the schema."""
    user: str


class UnusableReplies(Failure):
    """Every attempt was answered, no answer was valid: `texts` holds them, for salvaging."""

    def __init__(self, reason: str, texts: tuple[str, ...]) -> None:
        self.texts = texts
        super().__init__("invalid", reason)


@dataclass(slots=True)
class ModelClient:
    """Asks one model at one endpoint for replies in a schema."""

    options: LlmOptions
    endpoint: Endpoint
    cache: ReplyCache | None = None
    _memory: ModeMemory = field(init=False)
    _wrapped: dict[type[BaseModel], type[BaseModel]] = field(init=False, default_factory=dict)
    _creates: dict[Mode, Any] = field(init=False, default_factory=dict)
    _shapes: dict[tuple[Mode, type[BaseModel]], _Shape] = field(init=False, default_factory=dict)
    _probing: asyncio.Lock = field(init=False, default_factory=asyncio.Lock)
    _turns: Turns = field(init=False, default_factory=Turns)

    def __post_init__(self) -> None:
        self._memory = ModeMemory(self.options.mode_memory)
        logging.getLogger("instructor").addHandler(_NOWHERE)

    async def ask(self, question: Question, *, check: Check, tally: Tally) -> Reply:
        """Ask for a reply in the wire schema that the text supports.

        Raises:
            Failure: none came; `UnusableReplies` when replies came but none was valid.
        """
        mode = await self.mode(tally)
        try:
            return await self._ask_once(mode, question, check=check, tally=tally)
        except Failure as failure:
            if failure.kind != "mode" or self.options.mode != "auto":
                raise
        self._memory.forget(self.endpoint.address, self.options.model or "")
        return await self._ask_once(await self.mode(tally), question, check=check, tally=tally)

    async def _ask_once(self, mode: Mode, question: Question, *, check: Check, tally: Tally) -> Reply:
        """Ask, unless the cache has the answer; keep what is valid."""
        key = self.cache_key(mode, question) if self.cache is not None else ""
        if self.cache is not None and (found := self.cache.get(key)) is not None:
            tally.count_cached(found)
            return Reply.model_validate_json(found.reply)
        before = tally.usage
        reply = await self._ask_in(mode, Reply, question, context={CHECK: check}, tally=tally)
        if self.cache is not None:
            cost = tally.usage
            kept = CachedReply(
                reply.model_dump_json(),
                cost.requests - before.requests,
                cost.input_tokens - before.input_tokens,
                cost.output_tokens - before.output_tokens,
            )
            self.cache.put(key, kept, about={"model": self.options.model, "endpoint": self.endpoint.address})
        return reply

    def cache_key(self, mode: Mode, question: Question) -> str:
        """Return the key of a reply: everything that changes it, and nothing that does not."""
        return reply_key(
            {
                "endpoint": self.endpoint.address,
                "model": self.options.model,
                "mode": mode,
                "system": question.system(mode),
                "user": question.user,
                "schema": wire_schema(),
                "temperature": self.options.temperature,
                "extra_body": dict(self.options.extra_body),
            }
        )

    async def mode(self, tally: Tally) -> Mode:
        """Return the mode set by hand, the remembered one, or the first that a probe shows to work."""
        if self.options.mode != "auto":
            return self.options.mode
        async with self._probing:  # a hundred articles started at once ask one question
            known = self._memory.get(self.endpoint.address, self.options.model or "")
            if known is not None:
                return known
            trials = [trial async for trial in self._trials(tally, until_works=True)]
            if not trials[-1].works:
                raise _no_mode(trials)
            self._memory.put(self.endpoint.address, self.options.model or "", trials[-1].mode)
            return trials[-1].mode

    async def prove_mode(self, tally: Tally) -> Mode:
        """Return the mode like `mode`, but ask in any case: that teaches the endpoint's dialect.

        Raises:
            Failure: the endpoint does not answer, or not in this mode.
        """
        mode = await self.mode(tally)
        trial = await self._try(mode, tally)
        if trial.failure is not None:
            raise trial.failure
        return mode

    async def ask_in(self, mode: Mode, question: Question) -> Reply:
        """Ask in a mode without checking the reply against a text.

        Raises:
            Failure: no valid reply came.
        """
        return await self._ask_in(mode, Reply, question, context={}, tally=Tally())

    async def try_modes(self, tally: Tally) -> tuple[ModeTrial, ...]:
        """Try every mode, for the doctor."""
        return tuple([trial async for trial in self._trials(tally, until_works=False)])

    async def _trials(self, tally: Tally, *, until_works: bool) -> AsyncIterator[ModeTrial]:
        for mode in MODES:
            trial = await self._try(mode, tally)
            yield trial
            if trial.works and until_works:
                return

    async def _try(self, mode: Mode, tally: Tally) -> ModeTrial:
        question = Question(lambda _: _probe_system(mode), PROBE_TEXT)
        started = time.perf_counter()
        try:
            await self._ask_in(mode, ProbeReply, question, context=None, tally=tally, max_reasks=0)
        except Failure as failure:
            # llama.cpp and others answer 500 to a mode they don't know; any other outage is one.
            if failure.kind in ("fatal", "no_such_model") or (failure.kind == "unavailable" and failure.status != 500):
                raise
            return ModeTrial(mode, works=False, seconds=time.perf_counter() - started, failure=failure)
        return ModeTrial(mode, works=True, seconds=time.perf_counter() - started)

    async def _ask_in(
        self,
        mode: Mode,
        model: type[_Model],
        question: Question,
        *,
        context: dict[str, Any] | None,
        tally: Tally,
        max_reasks: int | None = None,
    ) -> _Model:
        call = _Call(mode, model, question.system(mode), tally, user=question.user)
        shape = _Shape.stated(model) if mode == "json_schema" else self._shapes.get((mode, model))
        if shape is not None:
            call.first = await self._complete(call=call, **shape.request(question.user))
            await self._turns.wait()
            reply = self._accepted(call.first, mode, model, context)
            if reply is not None:
                return reply
        from instructor.core import IncompleteOutputException, InstructorRetryException  # 0.1 s, seldom needed

        try:
            corrected: _Model = await self._create(mode)(
                response_model=self._wrap(model),
                context={**(context or {}), "system": call.system, "user": question.user},
                max_retries=self.options.max_reasks if max_reasks is None else max_reasks,
                strict=False,
                messages=[{"role": "system", "content": "{{ system }}"}, {"role": "user", "content": "{{ user }}"}],
                call=call,
            )
        except IncompleteOutputException as error:
            if call.finished:  # a reply with faults is worth more than a correction without an end
                raise UnusableReplies("a corrected reply hit the output limit", tuple(call.finished)) from error
            raise Failure("truncated", "the reply hit the output limit", completion=error.last_completion) from error
        except InstructorRetryException as error:
            raise _failure_behind(error) from error
        return corrected

    def _accepted(
        self, completion: ChatCompletion, mode: Mode, model: type[_Model], context: dict[str, Any] | None
    ) -> _Model | None:
        """Return a first reply that is valid; None leaves it to instructor, which says what is wrong with it."""
        message = completion.choices[0].message
        if _is_truncated(completion) or bool(message.tool_calls) != (mode == "tools"):
            return None
        try:
            return model.model_validate_json(reply_text(completion), context=context, strict=False)
        except ValidationError:
            return None

    def _create(self, mode: Mode) -> Any:
        if mode not in self._creates:
            import instructor

            modes = {
                "tools": instructor.Mode.TOOLS,
                "json_schema": instructor.Mode.JSON_SCHEMA,
                "json": instructor.Mode.JSON,
                "md_json": instructor.Mode.MD_JSON,
            }
            self._creates[mode] = instructor.patch(create=self._complete, mode=modes[mode])
        return self._creates[mode]

    def _wrap(self, model: type[_Model]) -> type[_Model]:
        """Wrap a model once: on every call it costs instructor half of its time (libraries.md, section 13)."""
        if model not in self._wrapped:
            import instructor

            self._wrapped[model] = instructor.openai_schema(model)
        return self._wrapped[model]  # type: ignore[return-value]

    async def _complete(self, *, call: _Call, **request: Any) -> ChatCompletion:
        """Answer instructor's request, with more room while the reply is truncated."""
        if call.first is not None:  # asked before instructor was: this is its first answer
            first, call.first = call.first, None
            return first
        self._learn_shape(call, request)
        request["messages"] = call.messages(request["messages"])
        room = self.options.max_output_tokens
        while True:
            completion = await self.endpoint.complete(request, max_tokens=room, tally=call.tally)
            _refuse_refusals(completion)
            most = self.endpoint.most_output_tokens
            if not _is_truncated(completion) or room >= most or goes_in_circles(reply_text(completion)):
                break
            room = min(room * 2, most)
        if not _is_truncated(completion):
            call.finished.append(reply_text(completion))
        content = completion.choices[0].message.content
        if content and call.mode != "tools":
            completion.choices[0].message.content = unwrapped(content)
        return completion

    def _learn_shape(self, call: _Call, request: Mapping[str, Any]) -> None:
        """Remember a request before it is answered: by then dozens of others have been sent."""
        if call.finished or (call.mode, call.model) in self._shapes:
            return
        if (shape := _Shape.of(request, call.user)) is not None:
            self._shapes[call.mode, call.model] = shape


@dataclass(frozen=True, slots=True)
class _Shape:
    """What instructor makes of a question in one mode: stated, or learnt from the first and used for the others.

    Preparing a request and parsing its reply takes instructor longer than the client takes to send it, and comes out
    the same every time. So an ordinary article is asked for in this shape directly; instructor comes in where a reply
    is invalid, which is what it is for.
    """

    fields: Mapping[str, Any]
    before: str
    after: str
    """What stands around the user's words."""

    @classmethod
    def stated(cls, model: type[BaseModel]) -> _Shape:
        """Return the shape of the mode `json_schema`, which is the endpoints' own: no instructor is needed for it."""
        schema = {"name": model.__name__, "schema": model.model_json_schema()}
        return cls({"response_format": {"type": "json_schema", "json_schema": schema}}, "", "")

    @classmethod
    def of(cls, request: Mapping[str, Any], user: str) -> _Shape | None:
        """Learn from a request; None when it is more than one question."""
        told = [message for message in request["messages"] if message["role"] != "system"]
        if len(told) != 1 or not isinstance(told[0]["content"], str) or told[0]["content"].count(user) != 1:
            return None
        before, after = told[0]["content"].split(user)
        return cls({name: value for name, value in request.items() if name != "messages"}, before, after)

    def request(self, user: str) -> dict[str, Any]:
        """Return the request for another question."""
        return {**self.fields, "messages": [{"role": "user", "content": f"{self.before}{user}{self.after}"}]}


@dataclass(slots=True)
class _Call:
    """What one question needs below instructor."""

    mode: Mode
    model: type[BaseModel]
    system: str
    tally: Tally
    user: str
    first: ChatCompletion | None = None
    """An answer that came before instructor was asked."""
    finished: list[str] = field(default_factory=list)
    """The replies so far that were not truncated, valid or not."""

    def messages(self, messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return what is sent: our system prompt, and no empty assistant turns, which some endpoints refuse."""
        kept = [m for m in messages if m["role"] != "assistant" or m.get("content") or m.get("tool_calls")]
        article, *reasks = [m for m in kept if m["role"] != "system"]
        told = [m if m["role"] == "assistant" else {**m, "content": _short(str(m["content"]))} for m in reasks]
        return [{"role": "system", "content": self.system}, article, *told]


def reply_text(completion: Any) -> str:
    """Return what a model wrote, wherever it wrote it."""
    message = completion.choices[0].message
    for tool_call in message.tool_calls or []:
        return str(tool_call.function.arguments)
    return str(message.content or "")


def _short(faults: str) -> str:
    """Return what a re-ask says was wrong, without links and cut: a reply in another shape has thirty faults."""
    bare = _ERROR_LINK.sub("", faults)
    return bare if len(bare) <= MAX_REASK_CHARS else bare[: MAX_REASK_CHARS - 1] + "…"


def _is_truncated(completion: ChatCompletion) -> bool:
    return completion.choices[0].finish_reason == "length"


def _refuse_refusals(completion: ChatCompletion) -> None:
    """Raise for what asking again can't change: a filter's or the model's own refusal."""
    choice = completion.choices[0]
    if choice.finish_reason in _FILTERED_REASONS:
        raise Failure("refused", "the endpoint's content filter stopped the reply")
    if choice.message.refusal:
        raise Failure("refused", f"the model refused: {tell(choice.message.refusal)}")


def _failure_behind(error: Any) -> Failure:
    """Say what an `InstructorRetryException` stands for: the transport's failure, or replies that never fitted.

    Raises:
        Exception: whatever else instructor has wrapped; it is a bug, and must not pass for an empty reply.
    """
    cause = error.__cause__
    if isinstance(cause, Failure):
        return cause
    if not error.failed_attempts:
        raise cause or error
    texts = tuple(reply_text(attempt.completion) for attempt in error.failed_attempts)
    if not any(text.strip() for text in texts):
        return UnusableReplies("answers with empty replies", texts)
    return UnusableReplies(f"no reply fitted the schema: {tell(str(cause))}", texts)


def _no_mode(trials: Sequence[ModeTrial]) -> Failure:
    failures = [trial.failure for trial in trials if trial.failure is not None]
    if all(failure.kind == "unavailable" for failure in failures):
        return failures[-1]
    tried = "; ".join(f"{trial.mode}: {trial.reason}" for trial in trials)
    return Failure("fatal", f"no mode of structured output works ({tell(tried)})", hint="try another model")


def _probe_system(mode: Mode) -> str:
    if mode in ("tools", "json_schema"):
        return PROBE_SYSTEM
    return f"{PROBE_SYSTEM}只返回一个 JSON 对象，键为 sending_unit（字符串）和 head_count（整数）。"
