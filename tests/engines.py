"""Engines for batches: they answer by what they are asked, whatever the order, and keep count."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping

from summarizer.article import Chunk
from summarizer.batch.budget import Budget
from summarizer.extraction import ChunkExtraction
from summarizer.schema import Engine
from tests.samples import an_extraction


class CountingExtractor:
    """Says the same of every article, and counts how often each was asked for; `faults` are raised instead."""

    engine: Engine = "llm"
    model: str | None = "counting"
    prompt_sha256: str | None = "0" * 64
    max_chars: int | None = None

    def __init__(
        self, *, faults: Mapping[str, Exception] | None = None, rounds: Mapping[str, int] | None = None
    ) -> None:
        self.faults = dict(faults or {})
        self.rounds = dict(rounds or {})
        self.asked: Counter[str] = Counter()
        self.budget: Budget | None = None
        """Told of what an answer costs, as the gate tells it."""

    async def extract(self, chunk: Chunk) -> ChunkExtraction:
        self.asked[chunk.article.id] += 1
        for _ in range(self.rounds.get(chunk.article.id, 1)):
            await asyncio.sleep(0)
        if chunk.article.id in self.faults:
            raise self.faults[chunk.article.id]
        if self.budget is not None:
            self.budget.count(requests=1, input_tokens=100, output_tokens=10)
        return an_extraction(requests=1, input_tokens=100, output_tokens=10)
