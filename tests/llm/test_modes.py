from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import instructor
import pytest
from instructor.core import InstructorRetryException
from pydantic import BaseModel

from evals.loopback import ChatRequest, Completion, LoopbackServer, Reply, api_error, server_error
from summarizer.article import Chunk
from summarizer.errors import FatalModelError, ModelUnavailableError
from summarizer.llm import wire
from summarizer.llm.client import _Shape
from summarizer.llm.extractor import LlmExtractor
from summarizer.llm.modes import ModeMemory, ProbeReply
from summarizer.llm.options import LlmOptions

PROBED = '{"sending_unit":"北山县人民医院","head_count":5}'
NONE_FOUND = '{"agreements":[]}'


class OnlyMode:
    """An endpoint that knows one mode; the others it refuses, or accepts and ignores."""

    def __init__(self, mode: str, *, refuses: bool) -> None:
        self.mode = mode
        self.refuses = refuses

    def __call__(self, request: ChatRequest) -> Reply:
        if request.mode == self.mode:
            probe = "5名医师" in request.messages[-1]["content"]
            return Completion(PROBED if probe else NONE_FOUND)
        if self.refuses:
            return api_error(400, "This response_format or tool_choice is unavailable")
        return Completion("好的，北山县人民医院派出5人。", as_content=True)


async def _no_wait(_: float) -> None: ...


def _extract(chunk: Chunk, base_url: str, memory: Path | None = None) -> int:
    async def one() -> int:
        options = LlmOptions(model="m", base_url=base_url, mode_memory=memory)
        async with LlmExtractor(options, sleep=_no_wait) as extractor:
            return (await extractor.extract(chunk)).usage.requests

    return asyncio.run(one())


@pytest.mark.parametrize("refuses", [True, False], ids=["refuses the others", "ignores the others"])
@pytest.mark.parametrize(
    ("mode", "requests"), [("json_schema", 2), ("tools", 3), ("json_object", 4), ("text", 5)], ids=lambda v: str(v)
)
def test_the_mode_that_works_is_found_and_used(chunk: Chunk, mode: str, requests: int, refuses: bool) -> None:
    with LoopbackServer(OnlyMode(mode, refuses=refuses)) as server:
        assert _extract(chunk, server.base_url) == requests
        assert server.requests[-1].mode == mode


def test_a_mode_is_remembered_across_runs(chunk: Chunk, tmp_path: Path) -> None:
    memory = tmp_path / "cache" / "modes.json"
    with LoopbackServer(OnlyMode("tools", refuses=True)) as server:
        assert [_extract(chunk, server.base_url, memory) for _ in range(2)] == [3, 1]
        assert json.loads(memory.read_text(encoding="utf-8")) == {f"{server.base_url} m": "tools"}


def test_a_remembered_mode_that_stopped_working_is_probed_again(chunk: Chunk, tmp_path: Path) -> None:
    memory = tmp_path / "modes.json"
    with LoopbackServer(OnlyMode("json_object", refuses=True)) as server:
        memory.write_text(json.dumps({f"{server.base_url} m": "tools"}), encoding="utf-8")
        assert _extract(chunk, server.base_url, memory) == 5  # tools, three probes, json
        assert "json" in memory.read_text(encoding="utf-8")


@pytest.mark.parametrize("content", ["", "[]", "{", '{"a m": "no such mode"}'])
def test_a_damaged_memory_is_as_good_as_none(tmp_path: Path, content: str) -> None:
    file = tmp_path / "modes.json"
    file.write_text(content, encoding="utf-8")
    memory = ModeMemory(file)
    assert memory.get("a", "m") is None
    memory.put("a", "m", "json")
    assert ModeMemory(file).get("a", "m") == "json"
    memory.forget("a", "m")
    assert ModeMemory(file).get("a", "m") is None


def test_a_memory_that_cannot_be_written_still_remembers_for_the_run(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    memory = ModeMemory(tmp_path / "file" / "modes.json")
    memory.put("a", "m", "tools")
    assert memory.get("a", "m") == "tools"


def test_a_model_that_can_do_nothing_structured_stops_the_run(chunk: Chunk) -> None:
    with LoopbackServer(lambda _: Completion("你好！", as_content=True)) as server:
        with pytest.raises(FatalModelError, match="no mode of structured output works"):
            _extract(chunk, server.base_url)
        assert len(server.requests) == 4


def test_an_endpoint_that_only_fails_is_unavailable_not_unable(chunk: Chunk) -> None:
    with LoopbackServer(lambda _: server_error(500)) as server, pytest.raises(ModelUnavailableError, match="500"):
        _extract(chunk, server.base_url)


def test_trying_every_mode_tells_how_each_did() -> None:
    async def trials(base_url: str) -> list[tuple[str, bool]]:
        async with LlmExtractor(LlmOptions(model="m", base_url=base_url)) as extractor:
            return [(trial.mode, trial.works) for trial in await extractor.try_modes()]

    with LoopbackServer(OnlyMode("tools", refuses=False)) as server:
        assert asyncio.run(trials(server.base_url)) == [
            ("json_schema", False),
            ("tools", True),
            ("json", False),
            ("md_json", False),
        ]


@pytest.mark.parametrize("model", [wire.Reply, ProbeReply])
def test_the_stated_shape_is_what_instructor_makes_of_a_question(model: type[BaseModel]) -> None:
    asked: dict[str, Any] = {}

    async def create(**request: Any) -> None:
        asked.update(request)
        raise LookupError

    ask: Any = instructor.patch(create=create, mode=instructor.Mode.JSON_SCHEMA)
    messages = [{"role": "system", "content": "s"}, {"role": "user", "content": "文章"}]
    with pytest.raises(InstructorRetryException):
        asyncio.run(ask(response_model=instructor.openai_schema(model), max_retries=0, messages=messages))
    assert _Shape.of(asked, "文章") == _Shape.stated(model)
