"""What becomes of wordings that can and can't be read."""

from __future__ import annotations

from datetime import date

import pytest

from summarizer.article import Article, Span
from summarizer.extraction import (
    ChunkExtraction,
    ExtractedAgreement,
    ExtractedDate,
    ExtractedDuration,
    ExtractedParty,
    ExtractedStaff,
    ExtractedTarget,
    ExtractedTraining,
)
from summarizer.normalising import NormalisedChunk, normalise
from summarizer.normalising.names import count_named
from summarizer.schema import Evidence, Quantity

TEXT = "5月9日，甲医院与乙医院签约，为期五年，每年选派3名副高以上专家，县域内就诊率达到90%，每年接收进修若干名。"
WHOLE = (Span(0, len(TEXT)),)


def _normalised(agreement: ExtractedAgreement, *, published: date | None = date(2021, 6, 1)) -> NormalisedChunk:
    article = Article(id="a", source="a", sha256="0" * 64, text=TEXT, published=published)
    return normalise(ChunkExtraction(agreements=(agreement,)), article)


def test_normalise_reads_every_field() -> None:
    done = _normalised(
        ExtractedAgreement(
            name="《协议书》",
            parties=(
                ExtractedParty(name="甲医院", role="supporter", aliases=("甲院", "甲医院", "甲院"), evidence=WHOLE),
            ),
            signing_date=ExtractedDate(wording="5月9日", evidence=WHOLE),
            duration=ExtractedDuration(wording="五年", evidence=WHOLE),
            dispatched_staff=(ExtractedStaff(title="副高以上专家", count="3名", evidence=WHOLE),),
            target_metrics=(ExtractedTarget(name="县域内就诊率", quantity="90%", frequency="每年", evidence=WHOLE),),
            training_commitments=(
                ExtractedTraining(kind="further_study", wording="接收进修", count="若干名", evidence=WHOLE),
            ),
        )
    )
    (agreement,) = done.agreements
    assert agreement.name == "协议书"
    assert agreement.parties[0].aliases == ("甲院",)
    assert agreement.parties[0].evidence == (Evidence(quote=TEXT, start=0, end=len(TEXT)),)
    assert agreement.signing_date is not None and agreement.signing_date.value == "2021-05-09"
    assert agreement.duration is not None and agreement.duration.months == 60
    assert agreement.dispatched_staff[0].level == "associate_chief" and agreement.dispatched_staff[0].or_above
    assert agreement.target_metrics[0].quantity == Quantity(op="eq", value=90, unit="%")
    assert agreement.training_commitments[0].count is None
    assert done.warnings == ()


def test_normalise_says_year_unknown_where_nothing_tells_the_year() -> None:
    done = _normalised(ExtractedAgreement(signing_date=ExtractedDate(wording="5月9日", evidence=WHOLE)), published=None)
    assert done.agreements[0].signing_date is None
    assert [w.code for w in done.warnings] == ["year_unknown"]


def test_normalise_leaves_a_vague_date_out_without_a_warning() -> None:
    done = _normalised(ExtractedAgreement(signing_date=ExtractedDate(wording="近日", evidence=WHOLE)))
    assert done.agreements[0].signing_date is None and done.warnings == ()


def test_normalise_drops_what_can_not_be_read_and_says_so() -> None:
    done = _normalised(
        ExtractedAgreement(
            signing_date=ExtractedDate(wording="2月30日", evidence=WHOLE),
            duration=ExtractedDuration(wording="一个协议期", evidence=WHOLE),
            dispatched_staff=(ExtractedStaff(title="专家"),),
            target_metrics=(ExtractedTarget(name="服务能力", quantity="若干", evidence=WHOLE),),
        )
    )
    assert sorted(w.code for w in done.warnings) == [
        "date_unreadable",
        "duration_unreadable",
        "no_evidence",
        "target_not_checkable",
    ]
    agreement = done.agreements[0]
    assert (agreement.signing_date, agreement.duration, agreement.dispatched_staff, agreement.target_metrics) == (
        None,
        None,
        (),
        (),
    )


def test_normalise_keeps_a_long_term_without_months() -> None:
    done = _normalised(ExtractedAgreement(duration=ExtractedDuration(wording="长期", evidence=WHOLE)))
    duration = done.agreements[0].duration
    assert duration is not None and (duration.months, duration.text) == (None, "长期")


def test_normalise_holds_no_duplicates() -> None:
    staff = ExtractedStaff(title="专家", count="3名", evidence=WHOLE)
    done = _normalised(ExtractedAgreement(dispatched_staff=(staff, staff)))
    assert len(done.agreements[0].dispatched_staff) == 1


def _signing_date(text: str, wording: str) -> str | None:
    article = Article(id="a", source="a", sha256="0" * 64, text=text, published=date(2020, 12, 15))
    item = ExtractedDate(wording=wording, evidence=(Span(text.index(wording), len(text)),))
    done = normalise(ChunkExtraction(agreements=(ExtractedAgreement(signing_date=item),)), article)
    signed = done.agreements[0].signing_date
    return signed.value if signed else None


def test_a_date_leans_on_the_year_its_sentence_has_just_told() -> None:
    assert _signing_date("2016年4月，两院结对，5月9日签订协议。", "5月9日") == "2016-05-09"


def test_a_date_leans_on_no_year_of_a_foundation() -> None:
    assert _signing_date("创建于1958年的甲医院，今年迎来喜事，12月3日与乙医院签订协议。", "12月3日") == "2020-12-03"


def test_a_date_takes_its_year_from_the_publication_where_the_text_only_dates_a_foundation_or_a_beginning() -> None:
    assert _signing_date("创建于1958年的甲医院，12月3日与乙医院签订协议。", "12月3日") == "2020-12-03"
    assert _signing_date("自2016年4月帮扶以来，两院往来不断，12月3日再签协议。", "12月3日") == "2020-12-03"
    assert _signing_date("2016年，甲医院迁入新址，12月3日与乙医院签订协议。", "12月3日") == "2020-12-03"


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("签署《医联体协议书》。", "医联体协议书", "《医联体协议书》"),
        ("签署「医联体协议书」。", "「医联体协议书」", "《医联体协议书》"),
        ("签署《医联体协议书》。", "《医联体协议书》", "《医联体协议书》"),
        ("签署医联体协议书。", "《医联体协议书》", "医联体协议书"),
        ("签署协议。", "《》", None),
    ],
)
def test_the_name_of_an_agreement_keeps_its_marks(text: str, name: str, expected: str | None) -> None:
    article = Article(id="a", source="a", sha256="0" * 64, text=text)
    done = normalise(ChunkExtraction(agreements=(ExtractedAgreement(name=name),)), article)
    assert done.agreements[0].name == expected


@pytest.mark.parametrize(
    ("wording", "number"),
    [
        ("韩北辰", 1),
        ("韩北辰、李一鸣", 2),
        ("儿科的段小川、麻醉科的和志刚", 2),
        ("韩北辰和李一鸣", 2),
        ("18名", None),
        ("专家团队", None),
    ],
)
def test_persons_named_one_by_one_are_counted(wording: str, number: int | None) -> None:
    assert count_named(wording) == number
