"""The LLM engine against the loopback server: real clients, no real waiting."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import pytest

from evals.loopback import ChatRequest, LoopbackServer, Reply, Script
from summarizer.article import Article, Chunk
from summarizer.chunking import split_article
from summarizer.errors import SummarizerError
from summarizer.extraction import ChunkExtraction
from summarizer.llm.extractor import LlmExtractor
from summarizer.llm.options import LlmOptions

TEXT = """甲市医院与乙县医院签约
2021年5月9日，甲市医院与乙县医院签订协议，为期三年。
甲市医院每年派出5名专家。
双方力争把乙县医院建成二级甲等医院。
每年接收10名医护人员到甲市医院进修。"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of reading one chunk."""

    extraction: ChunkExtraction | None
    error: SummarizerError | None
    requests: list[ChatRequest]
    model_lists: int
    waits: list[float]

    @property
    def read(self) -> ChunkExtraction:
        """The extraction, where one was expected."""
        assert self.extraction is not None, self.error
        return self.extraction


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads a chunk through a server that plays a script."""

    chunk: Chunk
    times: int = 1
    waits: list[float] = field(default_factory=list)

    def __call__(
        self,
        script: Script | Iterable[Reply],
        *,
        models: Any = ("test-model",),
        chunk: Chunk | None = None,
        **options: Any,
    ) -> Outcome:
        with LoopbackServer(script, models=models) as server:
            given = {"model": "test-model", "base_url": server.base_url, "mode": "json_schema", **options}
            extraction, error = asyncio.run(self._read(LlmOptions(**given), chunk or self.chunk))
            return Outcome(extraction, error, server.requests, server.model_lists, self.waits)

    async def _read(self, options: LlmOptions, chunk: Chunk) -> tuple[ChunkExtraction | None, SummarizerError | None]:
        async def record(seconds: float) -> None:
            self.waits.append(seconds)

        async with LlmExtractor(options, sleep=record) as extractor:
            try:
                return await extractor.extract(chunk), None
            except SummarizerError as error:
                return None, error


def make_chunk(text: str, **fields: Any) -> Chunk:
    article = Article(id="x", source="x.txt", sha256="0" * 64, text=text, **fields)
    return split_article(article, max_chars=None)[0]


@pytest.fixture
def chunk_of() -> Callable[..., Chunk]:
    return make_chunk


@pytest.fixture
def chunk() -> Chunk:
    return make_chunk(TEXT)


@pytest.fixture
def read(chunk: Chunk) -> Reader:
    return Reader(chunk)


@pytest.fixture
def answer() -> str:
    """A valid reply that the text supports."""
    return json.dumps({"agreements": [AGREEMENT]}, ensure_ascii=False)


AGREEMENT = {
    "name": None,
    "parties": [
        {"sentences": [2], "name": "甲市医院", "role": "supporter", "aliases": []},
        {"sentences": [2], "name": "乙县医院", "role": "recipient", "aliases": []},
    ],
    "signing_date": {"sentences": [2], "wording": "2021年5月9日"},
    "duration": {"sentences": [2], "wording": "三年"},
    "dispatched_staff": [
        {"sentences": [3], "title": "专家", "count": "5名", "departments": [], "position": None, "term": None}
    ],
    "target_metrics": [
        {
            "sentences": [4],
            "name": "医院等级",
            "quantity": None,
            "goal": "二级甲等",
            "frequency": None,
            "deadline": None,
        }
    ],
    "training_commitments": [
        {
            "sentences": [5],
            "kind": "further_study",
            "wording": "每年接收10名医护人员到甲市医院进修",
            "audience": "医护人员",
            "count": "10名",
            "frequency": "每年",
        }
    ],
}
