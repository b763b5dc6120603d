"""What an engine said about an article, kept so that its reposts can be read without asking again.

A repost is not a copy of a record. The engine's wordings are carried over to the sentences of the repost's own text and
go down the same road from there: grounded in its own text, dated by its own publication.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from summarizer.article import Chunk
from summarizer.extraction import ChunkExtraction, ExtractedAgreement, ExtractedItem, Extractor, Usage
from summarizer.schema import Engine


class RecordingExtractor:
    """An engine that keeps what it said, by chunk."""

    def __init__(self, extractor: Extractor) -> None:
        self._extractor = extractor
        self._said: dict[int, ChunkExtraction] = {}

    @property
    def engine(self) -> Engine:
        """The engine's own."""
        return self._extractor.engine

    @property
    def model(self) -> str | None:
        """The engine's own."""
        return self._extractor.model

    @property
    def prompt_sha256(self) -> str | None:
        """The engine's own."""
        return self._extractor.prompt_sha256

    @property
    def max_chars(self) -> int | None:
        """The engine's own."""
        return self._extractor.max_chars

    async def extract(self, chunk: Chunk) -> ChunkExtraction:
        """Read one chunk and keep what was said."""
        said = await self._extractor.extract(chunk)
        self._said[chunk.index] = said
        return said

    def reading(self, *, chunks: int) -> bytes | None:
        """Return what was said, packed; None unless every chunk was read without a warning."""
        said = tuple(self._said[index] for index in sorted(self._said))
        if len(said) != chunks or any(extraction.warnings for extraction in said):
            return None
        return zlib.compress(_adapter().dump_json(said))


class RepeatingExtractor(RecordingExtractor):
    """Says of a repost what was said of its original."""

    def __init__(self, extractor: Extractor, said: tuple[ChunkExtraction, ...]) -> None:
        super().__init__(extractor)
        self._repeated = said

    async def extract(self, chunk: Chunk) -> ChunkExtraction:
        """Return what was said of the same part of the original."""
        return self._repeated[chunk.index]


def carried_over(
    reading: bytes, *, original: tuple[int, ...], repost: tuple[int, ...], chunks: int
) -> tuple[ChunkExtraction, ...] | None:
    """Return what was said of an original in terms of its repost's sentences.

    Args:
        reading: what `RecordingExtractor.reading` packed.
        original: hashes of the original's sentences, in order.
        repost: hashes of the repost's.
        chunks: how many chunks the repost has.

    Returns:
        None when an item rests on a sentence that the repost lacks, or the two are not divided alike.
    """
    said = _adapter().validate_json(zlib.decompress(reading))
    if len(said) != chunks or (chunks > 1 and original != repost):
        return None
    at = {hashed: number for number, hashed in reversed(list(enumerate(repost, start=1)))}
    numbers = {number: at[hashed] for number, hashed in enumerate(original, start=1) if hashed in at}
    try:
        return tuple(
            ChunkExtraction(
                agreements=tuple(_moved_agreement(a, numbers) for a in extraction.agreements), usage=Usage()
            )
            for extraction in said
        )
    except KeyError:
        return None


def _moved_agreement(agreement: ExtractedAgreement, numbers: Mapping[int, int]) -> ExtractedAgreement:
    changes: dict[str, Any] = {
        name: tuple(_moved(item, numbers) for item in getattr(agreement, name))
        for name in ("parties", "dispatched_staff", "target_metrics", "training_commitments")
    }
    for name in ("signing_date", "duration"):
        item = getattr(agreement, name)
        changes[name] = _moved(item, numbers) if item is not None else None
    return agreement._replace(**changes)


def _moved(item: ExtractedItem, numbers: Mapping[int, int]) -> ExtractedItem:
    return item._replace(sentences=tuple(numbers[number] for number in item.sentences), evidence=())


@cache
def _adapter() -> TypeAdapter[tuple[ChunkExtraction, ...]]:
    return TypeAdapter(tuple[ChunkExtraction, ...])
