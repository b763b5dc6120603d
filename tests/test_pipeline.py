from __future__ import annotations

import asyncio

import pytest

from summarizer.errors import FatalModelError, InvalidReplyError, TruncatedReplyError
from summarizer.extraction import ChunkExtraction, ExtractedAgreement, ExtractedStaff
from summarizer.pipeline import summarize_article
from summarizer.schema import ArticleSummary
from tests.samples import TEXT, an_article, an_extraction
from tests.scripted import ScriptedExtractor

LONG = TEXT + "\n" + "双方将携手共进，为群众健康保驾护航。" * 60


def read(extractor: ScriptedExtractor, text: str = TEXT) -> ArticleSummary:
    return asyncio.run(summarize_article(an_article(text), extractor))


def test_one_chunk_becomes_a_summary() -> None:
    summary = read(ScriptedExtractor([an_extraction(requests=1, input_tokens=900, output_tokens=200)]))
    (agreement,) = summary.agreements
    assert [party.name for party in agreement.parties] == ["云江医科大学附属第一医院", "石门县人民医院"]
    assert agreement.signing_date is not None
    assert agreement.signing_date.value == "2023-06-15"
    assert agreement.duration is not None
    assert agreement.duration.months == 60
    assert [(staff.level, staff.count and staff.count.value) for staff in agreement.dispatched_staff] == [
        ("associate_chief", 8)
    ]
    assert summary.provenance.input_tokens == 900
    assert "云江医科大学附属第一医院支援石门县人民医院" in summary.summary


def test_what_two_chunks_tell_of_one_agreement_is_united_and_costs_add_up() -> None:
    more = ExtractedAgreement(
        parties=an_extraction().agreements[0].parties,
        dispatched_staff=(ExtractedStaff(title="副主任医师", count="8名", sentences=(2,)),),
    )
    results = [an_extraction(requests=1), ChunkExtraction(agreements=(more,)), ChunkExtraction()]
    extractor = ScriptedExtractor(results, max_chars=500)
    summary = read(extractor, LONG)
    assert summary.provenance.chunks == len(extractor.chunks) == 3
    assert summary.provenance.requests == 1
    assert len(summary.agreements) == 1
    assert len(summary.agreements[0].dispatched_staff) == 1


def test_a_chunk_that_cannot_be_read_is_told_and_counted() -> None:
    truncated = TruncatedReplyError("cut", endpoint="http://127.0.0.1", requests=4, output_tokens=900)
    extractor = ScriptedExtractor([an_extraction(requests=1), truncated, ChunkExtraction()], max_chars=500)
    summary = read(extractor, LONG)
    assert [warning.code for warning in summary.warnings] == ["chunk_not_read"]
    assert (summary.provenance.requests, summary.provenance.output_tokens) == (5, 900)
    assert len(summary.agreements) == 1


@pytest.mark.parametrize("kind", [InvalidReplyError, TruncatedReplyError])
def test_an_article_of_which_nothing_was_read_is_an_error(kind: type[InvalidReplyError]) -> None:
    with pytest.raises(kind):
        read(ScriptedExtractor([kind("bad", endpoint="http://127.0.0.1")]))


def test_a_fatal_error_is_never_a_warning() -> None:
    fatal = FatalModelError("wrong key", endpoint="http://127.0.0.1")
    with pytest.raises(FatalModelError):
        read(ScriptedExtractor([an_extraction(), fatal, ChunkExtraction()], max_chars=500), LONG)
