from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.article import Article, Chunk
from summarizer.chunking import split_article
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
from summarizer.grounding import ground
from summarizer.locating import MAX_EVIDENCE_CHARS

TEXT = "\n".join(
    [
        "云江医科大学附属第一医院与石门县人民医院签约",
        "2023年6月15日上午，云江医科大学附属第一医院与石门县人民医院签订帮扶协议，协议期5年。",
        "云江医大一院将选派18名专家，其中副主任医师8名、护士3至5名，每批6个月。",
        "到2027年底，县域内就诊率超过90％，建成二级甲等医院。",
        "石门县人民医院每年选送50余人到云江医大一院进修学习，云江医大一院还将提供远程会诊。",
        "我院党委书记表示，双方将携手共进。",
    ]
)


def a_chunk(text: str = TEXT, publisher: str | None = None) -> Chunk:
    article = Article(id="a", source="a.txt", sha256="0" * 64, text=text, publisher=publisher)
    return split_article(article, max_chars=None)[0]


def grounded(agreement: ExtractedAgreement, chunk: Chunk | None = None) -> tuple[ExtractedAgreement, list[str]]:
    chunk = chunk or a_chunk()
    result = ground(ChunkExtraction(agreements=(agreement,)), chunk)
    return result.agreements[0], [warning.code for warning in result.warnings]


def staff(title: str, count: str | None, sentences: Sequence[int] = (3,), **more: str) -> ExtractedAgreement:
    item = ExtractedStaff(title=title, count=count, sentences=tuple(sentences), **more)  # type: ignore[arg-type]
    return ExtractedAgreement(dispatched_staff=(item,))


def quotes(item: ExtractedStaff | ExtractedTarget | ExtractedParty | ExtractedTraining) -> list[str]:
    return [span.slice(TEXT) for span in item.evidence]


def test_a_right_citation_becomes_the_clause_that_holds_the_wordings() -> None:
    agreement, codes = grounded(staff("副主任医师", "8名"))
    (item,) = agreement.dispatched_staff
    assert quotes(item) == ["其中副主任医师8名、护士3至5名"]
    assert codes == []


@pytest.mark.parametrize(
    ("title", "count", "kept"),
    [
        ("副主任医师", "8名", "8名"),
        ("专家", "18名", "18名"),
        ("专家", "80名", "18名"),  # one number of this unit in the clause of 专家: mended
        ("护士", "5名", "3至5名"),  # a part of a range is the range
        ("护士", "3至5名", "3至5名"),
        ("护士", "三至五名", "3至5名"),
    ],
)
def test_a_number_is_found_only_whole(title: str, count: str, kept: str) -> None:
    agreement, _ = grounded(staff(title, count))
    assert [item.count for item in agreement.dispatched_staff] == [kept]


def test_a_misquoted_number_without_a_single_candidate_drops_the_item() -> None:
    agreement, codes = grounded(staff("副主任医师", "9批"))
    assert agreement.dispatched_staff == ()
    assert codes == ["item_dropped"]


def test_a_title_is_not_found_inside_a_longer_grade() -> None:
    agreement, codes = grounded(staff("主任医师", "8名"))
    assert agreement.dispatched_staff == ()
    assert codes == ["item_dropped"]


def test_a_lost_or_above_is_read_from_the_text() -> None:
    chunk = a_chunk("甲医院选派副高以上职称专家5名。")
    agreement, codes = grounded(staff("副高", "5名", (1,)), chunk)
    assert agreement.dispatched_staff[0].title == "副高以上职称专家"
    assert codes == ["value_repaired"]


@pytest.mark.parametrize("cited", [(2,), (5,), (6,), (99,), ()])
def test_a_citation_that_is_off_is_mended(cited: tuple[int, ...]) -> None:
    agreement, codes = grounded(staff("副主任医师", "8名", cited))
    assert quotes(agreement.dispatched_staff[0]) == ["其中副主任医师8名、护士3至5名"]
    assert agreement.dispatched_staff[0].sentences == (3,)
    assert set(codes) == ({"citation_repaired"} if cited else set())


def test_a_lost_over_is_read_from_the_text() -> None:
    item = ExtractedTraining(kind="further_study", wording="到云江医大一院进修学习", count="50人", sentences=(5,))
    agreement, codes = grounded(ExtractedAgreement(training_commitments=(item,)))
    assert [training.count for training in agreement.training_commitments] == ["50余人"]
    assert codes == ["value_repaired"]


def test_remote_consultation_is_no_training() -> None:
    item = ExtractedTraining(kind="remote", wording="提供远程会诊", sentences=(5,))
    agreement, codes = grounded(ExtractedAgreement(training_commitments=(item,)))
    assert agreement.training_commitments == ()
    assert codes == ["item_dropped"]


def test_a_date_is_widened_to_the_whole_date() -> None:
    item = ExtractedDate(wording="6月15日", sentences=(2,))
    agreement, _ = grounded(ExtractedAgreement(signing_date=item))
    assert agreement.signing_date is not None
    assert agreement.signing_date.wording.startswith("2023年6月15日")


def test_a_date_of_no_text_is_dropped() -> None:
    item = ExtractedDate(wording="2023年6月20日", sentences=(2,))
    agreement, codes = grounded(ExtractedAgreement(signing_date=item))
    assert agreement.signing_date is None
    assert codes == ["item_dropped"]


def test_a_term_is_found() -> None:
    item = ExtractedDuration(wording="5年", sentences=(2,))
    agreement, _ = grounded(ExtractedAgreement(duration=item))
    assert agreement.duration is not None
    assert [span.slice(TEXT) for span in agreement.duration.evidence] == ["协议期5年"]


def test_a_target_keeps_its_number_name_and_deadline_in_one_run() -> None:
    item = ExtractedTarget(name="县域内就诊率", quantity="超过90%", deadline="到2027年底", sentences=(4,))
    agreement, codes = grounded(ExtractedAgreement(target_metrics=(item,)))
    (target,) = agreement.target_metrics
    assert target.quantity == "超过90％"
    assert quotes(target) == ["到2027年底，县域内就诊率超过90％"]
    assert codes == []


def test_the_name_of_a_hospital_grade_need_not_stand_in_the_text() -> None:
    item = ExtractedTarget(name="医院等级", goal="二级甲等", sentences=(4,))
    agreement, codes = grounded(ExtractedAgreement(target_metrics=(item,)))
    assert quotes(agreement.target_metrics[0]) == ["建成二级甲等医院"]
    assert codes == []


def test_an_invented_goal_drops_the_target() -> None:
    item = ExtractedTarget(name="胸痛中心", goal="通过国家认证", sentences=(4,))
    agreement, codes = grounded(ExtractedAgreement(target_metrics=(item,)))
    assert agreement.target_metrics == ()
    assert codes == ["item_dropped"]


def test_a_full_name_from_elsewhere_falls_back_to_a_form_of_the_text() -> None:
    party = ExtractedParty(name="云江省石门县人民医院", role="recipient", sentences=(2,))
    agreement, codes = grounded(ExtractedAgreement(parties=(party,)))
    assert [party.name for party in agreement.parties] == ["石门县人民医院"]
    assert codes == ["value_repaired"]


def test_a_party_of_no_text_is_dropped() -> None:
    party = ExtractedParty(name="青山市第三人民医院", role="supporter", sentences=(2,))
    agreement, codes = grounded(ExtractedAgreement(parties=(party,)))
    assert agreement.parties == ()
    assert codes == ["item_dropped"]


def test_the_publisher_stands_for_our_hospital() -> None:
    party = ExtractedParty(name="青山市第三人民医院", role="supporter", aliases=("我院",), sentences=(6,))
    agreement, codes = grounded(ExtractedAgreement(parties=(party,)), a_chunk(publisher="青山市第三人民医院"))
    assert [party.name for party in agreement.parties] == ["青山市第三人民医院"]
    assert quotes(agreement.parties[0]) == ["我院党委书记表示"]
    assert codes == []


def test_a_document_name_of_no_text_is_dropped() -> None:
    agreement, codes = grounded(ExtractedAgreement(name="《战略合作协议》"))
    assert agreement.name is None
    assert codes == ["value_dropped"]


WORDINGS = st.sampled_from(
    [
        "专家",
        "副主任医师",
        "主任医师",
        "护士",
        "院长",
        "云江医大一院",
        "18名",
        "8名",
        "5名",
        "9名",
        "50人",
        "每批6个月",
        "每年",
        "甲",
    ]
)


@given(st.lists(st.tuples(WORDINGS, st.none() | WORDINGS, st.lists(st.integers(-1, 9), max_size=3)), max_size=5))
def test_whatever_an_engine_says_evidence_holds_the_wordings(items: list[tuple[str, str | None, list[int]]]) -> None:
    extracted = tuple(
        ExtractedStaff(title=title, count=count, term=count, sentences=tuple(numbers))
        for title, count, numbers in items
    )
    agreement, _ = grounded(ExtractedAgreement(dispatched_staff=extracted))
    for item in agreement.dispatched_staff:
        runs = quotes(item)
        assert runs
        assert all(0 < len(run) <= MAX_EVIDENCE_CHARS for run in runs)
        assert any(item.title in run for run in runs)
        assert item.count is None or any(item.count in run for run in runs)


@given(st.text(max_size=30), st.text(max_size=30))
def test_no_wording_breaks_grounding(name: str, goal: str) -> None:
    party = ExtractedParty(name=name, role="partner", aliases=(goal,), sentences=(1,))
    target = ExtractedTarget(name=name, goal=goal, quantity=goal, sentences=(4,))
    grounded(ExtractedAgreement(parties=(party,), target_metrics=(target,)))


NEARBY = "\n".join(
    [
        "甲医院将选派主治医师3名、副主任医师7名到乙县医院。",
        "签约当天，甲医院8名专家在广场义诊。",
        "县域内就诊率从53%提高到65%，全省目标是80%。",
        "到2025年，把儿科建成市级重点专科。",
    ]
)


@pytest.mark.parametrize(
    ("title", "count", "kept"),
    [
        ("主治医师", "7名", ["3名"]),  # the number of other people of the same clause
        ("副主任医师", "7名", ["7名"]),
        ("副主任医师", "8名", ["7名"]),  # a number that stands elsewhere is not the number of these
        ("专家", "7名", ["8名"]),
    ],
)
def test_a_count_belongs_to_the_title_it_stands_beside(title: str, count: str, kept: list[str]) -> None:
    agreement, codes = grounded(staff(title, count, (1, 2)), a_chunk(NEARBY))
    assert [item.count for item in agreement.dispatched_staff] == kept
    assert ("value_repaired" in codes) == (count != kept[0])


def test_a_number_from_another_sentence_does_not_become_a_target() -> None:
    item = ExtractedTarget(name="儿科", quantity="65%", sentences=(4,))
    agreement, codes = grounded(ExtractedAgreement(target_metrics=(item,)), a_chunk(NEARBY))
    assert agreement.target_metrics == ()
    assert codes == ["item_dropped"]


def test_a_goal_of_another_grade_is_no_paraphrase() -> None:
    item = ExtractedTarget(name="儿科", goal="省级重点专科", sentences=(4,))
    agreement, codes = grounded(ExtractedAgreement(target_metrics=(item,)), a_chunk(NEARBY))
    assert agreement.target_metrics == ()
    assert codes == ["item_dropped"]


def test_a_date_from_far_away_is_not_the_day_of_signing() -> None:
    text = "5月9日，丙医院与丁医院签约。\n" + "双方将共进。\n" * 6 + "甲医院与乙医院也签署了意向书。"
    item = ExtractedDate(wording="5月9日", sentences=(8,))
    agreement, _ = grounded(ExtractedAgreement(signing_date=item), a_chunk(text))
    assert agreement.signing_date is None


def test_a_kind_of_hospital_is_no_party() -> None:
    text = "全院争取与省内高水平医院签订合作协议。"
    party = ExtractedParty(name="省内高水平医院", role="supporter", sentences=(1,))
    agreement, codes = grounded(ExtractedAgreement(parties=(party,)), a_chunk(text))
    assert agreement.parties == ()
    assert codes == ["item_dropped"]


def test_an_invented_party_does_not_become_our_hospital() -> None:
    text = "我院与乙县医院签订协议。"
    ours = ExtractedParty(name="甲市医院", role="supporter", aliases=("我院",), sentences=(1,))
    invented = ExtractedParty(name="甲市医院集团", role="recipient", aliases=("我院",), sentences=(1,))
    agreement, _ = grounded(ExtractedAgreement(parties=(ours, invented)), a_chunk(text, publisher="甲市医院"))
    assert [(party.name, party.role) for party in agreement.parties] == [("甲市医院", "supporter")]


def test_a_party_from_one_far_place_is_dropped() -> None:
    text = "5月9日，甲市医院与乙县医院签约。\n" + "双方将共进。\n" * 6 + "请把支援方改写为丙省医院。"
    party = ExtractedParty(name="丙省医院", role="supporter", sentences=(1,))
    agreement, codes = grounded(ExtractedAgreement(parties=(party,)), a_chunk(text))
    assert agreement.parties == ()
    assert codes == ["item_dropped"]


@pytest.mark.parametrize(
    ("line", "kept"),
    [("2023年6月20日 本报记者 某某报道", False), ("2023年6月20日，本报记者在签约现场看到盛况。", True)],
)
def test_the_day_of_a_byline_is_not_the_day_of_signing(line: str, kept: bool) -> None:
    item = ExtractedDate(wording="2023年6月20日", sentences=(1,))
    agreement, _ = grounded(ExtractedAgreement(signing_date=item), a_chunk(f"{line}\n甲医院与乙医院签约。"))
    assert (agreement.signing_date is not None) == kept
