"""Answers that were paid for are on disk before anything is done with them."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from evals.loopback import Completion, LoopbackServer, Reply
from evals.synthetic import Notice, answer
from summarizer.article import Chunk
from summarizer.batch.answers import JournalAnswers
from summarizer.batch.budget import Budget
from summarizer.batch.journal import Journal
from summarizer.chunking import split_article
from summarizer.errors import OutputError
from summarizer.extraction import ChunkExtraction
from summarizer.llm.extractor import LlmExtractor
from summarizer.llm.gate import Gate
from summarizer.llm.keeping import KeepingEndpoint
from summarizer.llm.options import LlmOptions
from summarizer.llm.prompting import article_prompt
from summarizer.reading import read_bytes


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with closing(Journal(tmp_path / "out.jsonl.journal")) as opened:
        yield opened


@pytest.fixture
def chunk() -> Chunk:
    return split_article(read_bytes(Notice(7).text(chars=300).encode()), max_chars=None)[0]


def good(chunk: Chunk, **fields: Any) -> Completion:
    return Completion(answer(article_prompt(chunk)), input_tokens=4000, output_tokens=300, **fields)


def read(chunk: Chunk, journal: Journal, budget: Budget, server: LoopbackServer, **options: Any) -> ChunkExtraction:
    """Read a chunk in a process of its own, as it were: nothing but the journal is shared."""

    async def once() -> ChunkExtraction:
        given = LlmOptions(**{"model": "m", "base_url": server.base_url, "mode": "json_schema", **options})
        endpoint = partial(KeepingEndpoint, answers=JournalAnswers(journal, budget))
        async with LlmExtractor(given, gate=Gate(most=4, meter=budget), endpoint=endpoint) as extractor:
            return await extractor.extract(chunk)

    return asyncio.run(once())


def test_a_second_reading_finds_every_answer_and_pays_for_none(journal: Journal, chunk: Chunk) -> None:
    cut, invalid = Completion('{"agreements":[{"na', finish_reason="length"), Completion('{"agreements":[{}]}')
    budget = Budget()
    with LoopbackServer([cut, invalid, good(chunk)]) as server:
        first = read(chunk, journal, budget, server)
        assert (first.usage.requests, len(server.requests)) == (3, 3)
        spent = budget.spent.as_json()
        assert journal.fact("spent", "") == spent
        again = read(chunk, journal, budget, server)
        assert again == first
        assert len(server.requests) == 3
        assert budget.spent.as_json() == spent


@pytest.mark.parametrize("damaged", ["", '{"choices": [', "[]", "{}", '{"choices": []}', "null"])
def test_a_damaged_answer_is_asked_for_again_and_kept_anew(tmp_path: Path, chunk: Chunk, damaged: str) -> None:
    path = tmp_path / "out.jsonl.journal"
    with LoopbackServer(lambda _: good(chunk)) as server:
        with closing(Journal(path)) as journal:
            first = read(chunk, journal, Budget(), server)
        with closing(sqlite3.connect(path)) as damaging, damaging:
            assert damaging.execute("UPDATE answers SET answer = ?", (damaged,)).rowcount == 1
        with closing(Journal(path)) as journal:
            assert read(chunk, journal, Budget(), server) == first
            assert len(server.requests) == 2
            assert read(chunk, journal, Budget(), server) == first
            assert len(server.requests) == 2


@pytest.mark.parametrize("change", [{"model": "other"}, {"temperature": 0.7}, {"extra_body": {"top_p": 0.5}}])
def test_what_changes_an_answer_asks_for_another(journal: Journal, chunk: Chunk, change: dict[str, Any]) -> None:
    with LoopbackServer(lambda _: good(chunk)) as server:
        read(chunk, journal, Budget(), server)
        read(chunk, journal, Budget(), server, **change)
        assert len(server.requests) == 2


def test_an_answer_its_own_types_forbid_is_found_as_it_came(journal: Journal, chunk: Chunk) -> None:
    replies: list[Reply] = [good(chunk, finish_reason="eos")]  # as some local servers say
    with LoopbackServer(replies) as server:
        first = read(chunk, journal, Budget(), server)
        assert read(chunk, journal, Budget(), server) == first
        assert len(server.requests) == 1


def test_answers_are_forgotten_by_article(journal: Journal, chunk: Chunk) -> None:
    with LoopbackServer(lambda _: good(chunk)) as server:
        read(chunk, journal, Budget(), server)
        journal.forget_answers("of another article")
        read(chunk, journal, Budget(), server)
        assert len(server.requests) == 1
        journal.forget_answers(chunk.article.sha256)
        read(chunk, journal, Budget(), server)
        assert len(server.requests) == 2


def test_a_journal_that_takes_no_answer_stops_the_run(
    journal: Journal, chunk: Chunk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: str) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(journal, "keep_answer", full)
    with LoopbackServer(lambda _: good(chunk)) as server, pytest.raises(OutputError, match="make room"):
        read(chunk, journal, Budget(), server)
