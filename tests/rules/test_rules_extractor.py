"""The rules engine as an engine: its face, and which sentences' items go to which agreement."""

from __future__ import annotations

import asyncio
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.article import Article
from summarizer.chunking import split_article
from summarizer.extraction import ChunkExtraction, Extractor
from summarizer.rules import RulesExtractor


def read(text: str, *, published: date | None = date(2021, 5, 20), publisher: str | None = None) -> ChunkExtraction:
    article = Article(id="a", source="a", sha256="0" * 64, text=text, published=published, publisher=publisher)
    (chunk,) = split_article(article, max_chars=None)
    return asyncio.run(RulesExtractor().extract(chunk))


def test_the_engine_says_what_it_is() -> None:
    engine: Extractor = RulesExtractor()
    assert (engine.engine, engine.model, engine.prompt_sha256, engine.max_chars) == ("rules", None, None, None)


def test_an_article_without_agreements_gives_none() -> None:
    assert read("春暖花开，万象更新。") == ChunkExtraction()


def test_items_go_to_the_agreement_whose_parties_are_spoken_of() -> None:
    extraction = read(
        "5月9日，临江市中医院与东河中医药大学附属医院签订《中医专科联盟协议》，协议期三年。\n"
        "东河中医药大学附属医院将选派副主任医师3名到临江市中医院坐诊。\n"
        "5月11日，临江市妇幼保健院与东河省儿童医院签署《儿科合作协议》，协议期五年。\n"
        "东河省儿童医院每批派驻主治医师2名。"
    )
    first, second = extraction.agreements
    assert (first.name, second.name) == ("中医专科联盟协议", "儿科合作协议")
    assert [item.count for item in first.dispatched_staff] == ["3名"]
    assert [item.count for item in second.dispatched_staff] == ["2名"]
    assert first.duration is not None and first.duration.wording == "三年"
    assert second.duration is not None and second.duration.wording == "五年"
    assert first.signing_date is not None and first.signing_date.wording == "5月9日"
    assert second.signing_date is not None and second.signing_date.wording == "5月11日"


def test_agreements_of_one_ceremony_share_its_date() -> None:
    extraction = read(
        "5月9日上午，签约仪式在我院举行。\n我院与石泉县疾控中心签订《医防融合协议》。我院又与临江市中心血站签订《输血协议》。",
        publisher="石泉县人民医院",
    )
    dates = [a.signing_date.wording if a.signing_date else None for a in extraction.agreements]
    assert [(told or "")[:4] for told in dates] == ["5月9日", "5月9日"]


def test_an_earlier_agreement_is_kept_with_its_content_and_year() -> None:
    extraction = read(
        "5月9日，临江市中心医院与石泉县人民医院签订帮扶协议。\n"
        "2015年，滨海市第一医院曾与石泉县人民医院签订协议，选派2名主治医师驻点半年。"
    )
    assert len(extraction.agreements) == 2
    earlier = extraction.agreements[1]
    assert earlier.signing_date is not None and earlier.signing_date.wording == "2015年"
    assert [item.count for item in earlier.dispatched_staff] == ["2名"]


def test_what_strangers_do_belongs_to_nobody() -> None:
    extraction = read(
        "5月9日，临江市中心医院与石泉县人民医院签订帮扶协议。\n滨海市第一医院将向云台县人民医院选派主治医师2名。"
    )
    (agreement,) = extraction.agreements
    assert agreement.dispatched_staff == ()


@pytest.mark.parametrize(
    "told",
    [
        "省城总院选派主治医师2名到急诊科坐诊。",
        "人员方面，从省城总院选派主治医师2名到急诊科坐诊。",
        "\n省总院选派主治医师2名到急诊科坐诊。",
    ],
    ids=["short name in the paragraph", "inside a sentence", "short name that the full one holds"],
)
def test_a_party_by_a_new_short_name_is_no_stranger(told: str) -> None:
    (agreement,) = read(f"5月9日，临江省中心总医院与石泉县人民医院签订帮扶协议。{told}").agreements
    assert [item.count for item in agreement.dispatched_staff] == ["2名"]


@given(st.text(alphabet="东河市县人民医院与和签订协议《》“”，。、在由将5月9日\n(（）,", max_size=120))
def test_any_text_is_read_and_every_run_lies_in_it(text: str) -> None:
    for agreement in read(text).agreements:
        for party in agreement.parties:
            assert party.evidence
            assert all(0 <= run.start < run.end <= len(text) for run in party.evidence)
