from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import summarizer
from evals.loopback import Completion, LoopbackServer
from summarizer import ConfigError, InputError, Summarizer
from tests.samples import an_article, an_extraction
from tests.scripted import ScriptedExtractor

PAGE = "6月15日，甲市人民医院与乙县人民医院签订对口帮扶协议，为期三年。".encode()


def test_summarize_reads_bytes_paths_and_articles(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(PAGE)
    sources = (PAGE, path, str(path), summarizer.read_article(path))
    texts = [summarizer.summarize(source, engine="rules").article.text for source in sources]
    assert len(set(texts)) == 1


def test_the_caller_can_tell_the_publication_date() -> None:
    summary = summarizer.summarize(PAGE, published=date(2024, 6, 20), engine="rules")
    assert summary.agreements[0].signing_date is not None
    assert summary.agreements[0].signing_date.value == "2024-06-15"


def test_a_year_nobody_tells_is_a_warning() -> None:
    summary = summarizer.summarize(PAGE, engine="rules")
    assert summary.agreements[0].signing_date is None
    assert "year_unknown" in [warning.code for warning in summary.warnings]


def test_summarize_works_inside_a_running_loop() -> None:
    async def in_a_notebook() -> int | None:
        duration = summarizer.summarize(PAGE, engine="rules").agreements[0].duration
        return duration.months if duration else None

    assert asyncio.run(in_a_notebook()) == 36


def test_asummarize_does_not_block_the_loop() -> None:
    async def both() -> list[str]:
        async with Summarizer(engine="rules") as reader:
            summaries = await asyncio.gather(*(reader.asummarize(PAGE) for _ in range(5)))
        return [summary.provenance.engine for summary in summaries]

    assert asyncio.run(both()) == ["rules"] * 5


def test_one_summarizer_serves_many_threads() -> None:
    with Summarizer(engine="rules") as reader, ThreadPoolExecutor(4) as threads:
        summaries = list(threads.map(reader.summarize, [PAGE] * 12))
    assert {len(summary.agreements) for summary in summaries} == {1}


def test_a_summarizer_keeps_its_client_across_calls_and_loops(monkeypatch: pytest.MonkeyPatch) -> None:
    replies = [Completion('{"agreements": []}')] * 3
    with LoopbackServer(replies) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.base_url)
        monkeypatch.setenv("SUMMARIZER_MODEL", "test-model")
        with Summarizer(mode="tools") as reader:
            first = reader.summarize(PAGE)
            second = asyncio.run(reader.asummarize(PAGE))
            third = asyncio.run(reader.asummarize(PAGE))
    assert [summary.provenance.requests for summary in (first, second, third)] == [1, 1, 1]
    assert first.provenance.model == "test-model"


def test_closing_twice_is_harmless_and_closes_the_engine() -> None:
    class Closing(ScriptedExtractor):
        closed = 0

        async def aclose(self) -> None:
            self.closed += 1

    engine = Closing([an_extraction(requests=1)])
    reader = Summarizer(extractor=engine)
    assert reader.summarize(an_article()).provenance.requests == 1
    reader.close()
    reader.close()
    assert engine.closed == 1


@pytest.mark.parametrize(
    ("options", "says"),
    [({"engine": "magic"}, "engine"), ({"base_url": "localhost"}, "base_url"), ({"timeout_s": -1}, "timeout_s")],
)
def test_unusable_settings_are_named(options: dict[str, Any], says: str) -> None:
    with pytest.raises(ConfigError, match=says):
        Summarizer(**options)


def test_a_source_that_cannot_be_read_is_an_input_error() -> None:
    with pytest.raises(InputError, match="empty"):
        summarizer.summarize(b"", engine="rules")
