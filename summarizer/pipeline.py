"""The one-way road: an article in, its summary out.

    bytes ─read→ Article ─split→ Chunk ─extract→ ChunkExtraction ─ground→ ─normalise→ ─merge→ ArticleSummary ─write→

Values are normalised before they are merged: only values show that 五年 and 60个月 are the same term and that 5名 and
8名 are not the same count.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from typing import NamedTuple

from summarizer.article import Article, Chunk
from summarizer.chunking import split_article
from summarizer.confidence import with_confidence
from summarizer.errors import FatalModelError, ModelError
from summarizer.extraction import ChunkExtraction, Extractor, Usage
from summarizer.grounding import ground
from summarizer.merging import merge
from summarizer.normalising import normalise
from summarizer.prose import write_summary
from summarizer.schema import Agreement, ArticleInfo, ArticleSummary, ArticleWarning, Provenance


async def summarize_article(
    article: Article, extractor: Extractor, *, second_reader: Extractor | None = None
) -> ArticleSummary:
    """Read one article with one engine, and with a second one beside it where there is one.

    Args:
        article: what `summarizer.reading` made of the bytes.
        extractor: the engine whose values are given.
        second_reader: an engine that asks nobody; it reads the same sentences, marks the values, and changes none.

    Returns:
        The contract's object. Its `provenance` counts every request and token, failed attempts included.

    Raises:
        ModelError: no chunk of the article could be read. When only some could not, the summary says so in a
            `chunk_not_read` warning.
    """
    started = time.perf_counter()
    reading = await _read(article, extractor)
    agreements, checked = reading.agreements, None
    if second_reader is not None:
        from summarizer.comparing import cross_check  # imported here: one engine alone compares nothing

        second = await _read(article, second_reader)
        checked = cross_check(agreements, second.agreements, text=article.text)
        agreements = checked.agreements
    return ArticleSummary(
        article=describe(article),
        agreements=agreements,
        summary=write_summary(agreements),
        warnings=_all_warnings(article.warnings, reading.warnings),
        provenance=Provenance(
            engine=extractor.engine,
            model=extractor.model,
            prompt_sha256=extractor.prompt_sha256,
            chunks=reading.chunks,
            requests=reading.usage.requests,
            input_tokens=reading.usage.input_tokens,
            output_tokens=reading.usage.output_tokens,
            seconds=round(time.perf_counter() - started, 3),
        ),
        cross_check=checked.cross_check if checked else None,
    )


class _Reading(NamedTuple):
    agreements: tuple[Agreement, ...]
    warnings: tuple[ArticleWarning, ...]
    usage: Usage
    chunks: int


async def _read(article: Article, extractor: Extractor) -> _Reading:
    chunks = split_article(article, max_chars=extractor.max_chars)
    extractions = await _extract_all(chunks, extractor)
    grounded = [ground(extraction, chunk) for extraction, chunk in zip(extractions, chunks, strict=True)]
    normalised = [normalise(extraction, article) for extraction in grounded]
    merged = merge([agreement for chunk in normalised for agreement in chunk.agreements], article)
    rules = extractor.engine == "rules"
    return _Reading(
        agreements=with_confidence(merged.agreements, text=article.text) if rules else merged.agreements,
        warnings=_all_warnings(
            *(extraction.warnings for extraction in grounded), *(n.warnings for n in normalised), merged.warnings
        ),
        usage=sum((extraction.usage for extraction in extractions), Usage()),
        chunks=len(chunks),
    )


def describe(article: Article) -> ArticleInfo:
    """Return the contract's description of an article."""
    return ArticleInfo(
        id=article.id,
        source=article.source,
        sha256=article.sha256,
        title=article.title,
        published=article.published.isoformat() if article.published else None,
        publisher=article.publisher,
        chars=len(article.text),
        text=article.text,
    )


async def _extract_all(chunks: Sequence[Chunk], extractor: Extractor) -> list[ChunkExtraction]:
    """Read all chunks at once; a chunk that can't be read becomes an empty one with a warning, unless all are."""
    if len(chunks) == 1:  # as in most articles, and in each that the rules read: it needs no task of its own
        results = [await _extract_or_error(chunks[0], extractor)]
    else:
        results = await asyncio.gather(*(_extract_or_error(chunk, extractor) for chunk in chunks))
    if all(isinstance(result, ModelError) for result in results):
        raise next(result for result in results if isinstance(result, ModelError))
    return [
        _not_read(chunk, result) if isinstance(result, ModelError) else result
        for result, chunk in zip(results, chunks, strict=True)
    ]


async def _extract_or_error(chunk: Chunk, extractor: Extractor) -> ChunkExtraction | ModelError:
    try:
        return await extractor.extract(chunk)
    except FatalModelError:
        raise
    except ModelError as error:
        return error


def _not_read(chunk: Chunk, error: ModelError) -> ChunkExtraction:
    first, last = chunk.sentences[0].number, chunk.sentences[-1].number
    return ChunkExtraction(
        warnings=(ArticleWarning(code="chunk_not_read", message=f"第{first}至{last}句没有读成：{error.reason}"),),
        usage=Usage(requests=error.requests, input_tokens=error.input_tokens, output_tokens=error.output_tokens),
    )


def _all_warnings(*groups: Sequence[ArticleWarning]) -> tuple[ArticleWarning, ...]:
    return tuple(dict.fromkeys(warning for group in groups for warning in group))
