"""How sure the rules engine says it is: on every value of its own, and more where more supports it."""

from __future__ import annotations

import asyncio
import json

import pytest

from evals.cases import fixture_cases
from summarizer.comparing.shapes import FIELDS, items_of
from summarizer.confidence import HIGHEST, estimate, supports, with_confidence
from summarizer.pipeline import summarize_article
from summarizer.reading import read_article
from summarizer.rules import RulesExtractor
from summarizer.schema import Agreement, ArticleSummary
from tests.samples import an_article, an_extraction
from tests.scripted import ScriptedExtractor
from tests.summaries import TEXT, an_agreement


def read(text: str) -> ArticleSummary:
    return asyncio.run(summarize_article(read_article(text.encode()), RulesExtractor()))


def estimates(agreement: Agreement) -> list[float | None]:
    return [item.confidence for field in FIELDS for item in items_of(agreement, field)]


def test_every_value_of_the_rules_engine_has_an_estimate() -> None:
    for case in fixture_cases("dev")[:6]:
        assert case.article_path is not None
        summary = asyncio.run(summarize_article(read_article(case.article_path), RulesExtractor()))
        for agreement in summary.agreements:
            given = estimates(agreement)
            assert all(one is not None and 0 < one <= HIGHEST and one == round(one, 2) for one in given)


def test_an_llm_value_has_none() -> None:
    summary = asyncio.run(summarize_article(an_article(), ScriptedExtractor([an_extraction()])))
    assert summary.agreements
    assert {one for agreement in summary.agreements for one in estimates(agreement)} == {None}


def test_nothing_but_the_estimate_changes() -> None:
    before = an_agreement()
    (after,) = with_confidence((before,), text=TEXT)
    plain = json.loads(after.model_dump_json())
    for field in FIELDS:
        for item in plain[field] if isinstance(plain[field], list) else [plain[field]]:
            assert item.pop("confidence") is not None
            item["confidence"] = None
    assert Agreement.model_validate(plain) == before


@pytest.mark.parametrize(
    ("sure", "unsure"),
    [
        pytest.param({"parties"}, {"parties", "role_not_told"}, id="a role that is told"),
        pytest.param({"parties"}, {"parties", "short_name"}, id="a full name"),
        pytest.param({"dispatched_staff"}, {"dispatched_staff", "unspecific"}, id="a number of people"),
        pytest.param({"target_metrics"}, {"target_metrics", "past_told"}, id="nothing past in the sentence"),
        pytest.param({"duration"}, {"duration", "several_agreements"}, id="one agreement in the article"),
    ],
)
def test_more_support_is_surer(sure: set[str], unsure: set[str]) -> None:
    assert estimate(frozenset(sure)) > estimate(frozenset(unsure))


def test_what_supports_an_item_is_read_off_the_item_and_its_sentence() -> None:
    (found,) = supports((an_agreement(),), text=TEXT)
    assert found["dispatched_staff"] == [frozenset({"dispatched_staff"})]
    assert found["training_commitments"][0] == frozenset({"training_commitments", "unspecific"})
    (text_with_past,) = supports((an_agreement(),), text=TEXT.replace("选派", "已派"))
    assert text_with_past["dispatched_staff"] == [frozenset({"dispatched_staff", "past_told"})]
    twice = supports((an_agreement(), an_agreement()), text=TEXT)
    assert all("several_agreements" in one for agreement in twice for marks in agreement.values() for one in marks)


def test_reading_again_says_the_same() -> None:
    page = "甲市人民医院与乙县人民医院签订对口帮扶协议，为期三年，每年选派5名专家。"
    assert [estimates(a) for a in read(page).agreements] == [estimates(a) for a in read(page).agreements]
