"""An engine that plays a script: what `pipeline` and `batch` are tested with."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from summarizer.article import Chunk
from summarizer.extraction import ChunkExtraction
from summarizer.schema import Engine


class ScriptedExtractor:
    """Hands out its results in order, raises those that are errors, records its calls, fails when it runs out."""

    engine: Engine = "llm"
    model: str | None = "scripted"
    prompt_sha256: str | None = "0" * 64

    def __init__(self, results: Iterable[ChunkExtraction | Exception], *, max_chars: int | None = None) -> None:
        self._results = deque(results)
        self.max_chars = max_chars
        self.chunks: list[Chunk] = []

    async def extract(self, chunk: Chunk) -> ChunkExtraction:
        self.chunks.append(chunk)
        result = self._results.popleft()
        if isinstance(result, Exception):
            raise result
        return result
