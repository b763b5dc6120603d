from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from summarizer.article import Article, Chunk
from summarizer.batch import WINDOW_PER_WORKER, Failure, Outcome, summarize_all
from summarizer.errors import FatalModelError, InputError, InvalidReplyError
from summarizer.extraction import ChunkExtraction
from summarizer.schema import ArticleSummary, Engine
from tests.samples import an_article, an_extraction
from tests.scripted import ScriptedExtractor


class SlowFirstExtractor:
    """Answers the first article last, and counts how many it holds at once."""

    engine: Engine = "llm"
    model: str | None = None
    prompt_sha256: str | None = None
    max_chars: int | None = None

    def __init__(self) -> None:
        self.held = self.most_held = 0

    async def extract(self, chunk: Chunk) -> ChunkExtraction:
        self.held += 1
        self.most_held = max(self.most_held, self.held)
        for _ in range(500 if chunk.article.id == "0" else 5):
            await asyncio.sleep(0)
        self.held -= 1
        return ChunkExtraction()


def collect(items: list[Article | InputError], extractor: ScriptedExtractor, concurrency: int = 2) -> list[Outcome]:
    async def run() -> list[Outcome]:
        return [outcome async for outcome in summarize_all(items, extractor, concurrency=concurrency)]

    return asyncio.run(run())


def names(outcomes: list[Outcome]) -> list[str]:
    return [f"failed {o.source}" if isinstance(o, Failure) else o.article.id for o in outcomes]


def test_every_input_comes_out_once_and_in_order() -> None:
    items: list[Article | InputError] = [
        an_article(article_id="1"),
        InputError("is empty", source="2.txt"),
        an_article(article_id="3"),
        an_article(article_id="4"),
    ]
    refused = InvalidReplyError("refused", endpoint="http://127.0.0.1")
    outcomes = collect(items, ScriptedExtractor([an_extraction(), refused, an_extraction()]), concurrency=1)
    assert names(outcomes) == ["1", "failed 2.txt", "failed 3.txt", "4"]


def test_a_bug_in_one_article_does_not_cost_the_others() -> None:
    items: list[Article | InputError] = [an_article(article_id="1"), an_article(article_id="2")]
    first, second = collect(items, ScriptedExtractor([KeyError("boom"), an_extraction()]), concurrency=1)
    assert isinstance(first, Failure)
    assert (first.stage, "KeyError" in first.reason) == ("internal", True)
    assert isinstance(second, ArticleSummary)


def test_a_fatal_error_stops_the_run_after_what_was_in_flight() -> None:
    items: list[Article | InputError] = [an_article(article_id=str(number)) for number in range(6)]
    fatal = FatalModelError("wrong key", endpoint="http://127.0.0.1")
    seen: list[Outcome] = []

    async def run() -> None:
        extractor = ScriptedExtractor([an_extraction(), fatal, *[an_extraction()] * 4])
        async for outcome in summarize_all(items, extractor, concurrency=3):
            seen.append(outcome)

    with pytest.raises(FatalModelError):
        asyncio.run(run())
    assert names(seen)[0] == "0"
    assert "1" not in names(seen)


def test_concurrency_is_bounded_and_reading_stays_just_ahead() -> None:
    read: list[int] = []

    def articles() -> Iterator[Article]:
        for number in range(60):
            read.append(number)
            yield an_article(article_id=str(number))

    extractor = SlowFirstExtractor()

    async def run() -> list[tuple[str, int]]:
        outcomes = summarize_all(articles(), extractor, concurrency=3)
        return [(o.article.id, len(read)) async for o in outcomes if isinstance(o, ArticleSummary)]

    seen = asyncio.run(run())
    assert [article_id for article_id, _ in seen] == [str(number) for number in range(60)]
    assert extractor.most_held == 3
    assert seen[0][1] <= 3 * WINDOW_PER_WORKER
