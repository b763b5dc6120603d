"""Merging: one agreement per real agreement, whatever the order, and contradictions kept as warnings."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.article import Article
from summarizer.merging import MergeResult, merge
from summarizer.schema import (
    Agreement,
    DispatchedStaff,
    Duration,
    Evidence,
    Party,
    Quantity,
    Role,
    SigningDate,
    TargetMetric,
    TrainingCommitment,
)

TEXT = (
    "5月9日，东河医科大学附属盛明医院与石泉县人民政府签订协议，帮扶石泉县人民医院，协议期五年。\n"
    "盛明医院将选派副主任医师3名到县医院坐诊，县域内就诊率达到90%，每年接收5名骨干进修。\n"
    "我院与云台县中医院签约，期限三年。甲方派主治医师2名。周海院长出席。\n"
    "东河医科大学附属盛明医院石泉分院揭牌。临江市第一医院曾与石泉县人民医院签约。"
)
ARTICLE = Article(id="a", source="a", sha256="0" * 64, text=TEXT, publisher="东河医科大学附属盛明医院")

SHENGMING, COUNTY, HOSPITAL = "东河医科大学附属盛明医院", "石泉县人民政府", "石泉县人民医院"


def quoted(quote: str) -> tuple[Evidence, ...]:
    start = TEXT.index(quote)
    return (Evidence(quote=quote, start=start, end=start + len(quote)),)


def party(name: str, role: Role = "partner", *aliases: str, quote: str | None = None) -> Party:
    return Party(name=name, role=role, aliases=aliases, evidence=quoted(quote or name))


def agreement(*parties: Party, **fields: object) -> Agreement:
    values: dict[str, object] = {
        "name": None,
        "signing_date": None,
        "duration": None,
        "dispatched_staff": (),
        "target_metrics": (),
        "training_commitments": (),
    }
    return Agreement.model_validate({**values, **fields, "parties": parties})


def staff(
    title: str = "副主任医师", value: float = 3, quote: str = "选派副主任医师3名", **more: object
) -> DispatchedStaff:
    values: dict[str, object] = {"level": "associate_chief", "or_above": False, "departments": (), "position": None}
    count = Quantity(op="eq", value=value, unit="名")
    return DispatchedStaff.model_validate(
        {**values, "term": None, "title": title, "count": count, "evidence": quoted(quote), **more}
    )


def signed(value: str, quote: str = "5月9日") -> SigningDate:
    return SigningDate(value=value, evidence=quoted(quote))


def lasting(months: int | None, text: str, quote: str) -> Duration:
    return Duration(months=months, text=text, evidence=quoted(quote))


def names(result: MergeResult) -> list[set[str]]:
    return [{p.name for p in a.parties} for a in result.agreements]


def codes(result: MergeResult) -> list[str]:
    return [warning.code for warning in result.warnings]


def test_nothing_merges_to_nothing() -> None:
    assert merge([], ARTICLE) == MergeResult((), ())


def test_short_names_become_the_most_complete_one_with_the_wording_as_alias() -> None:
    result = merge([agreement(party("盛明医院", "supporter"), party("县医院", "recipient"))], ARTICLE)
    first, second = result.agreements[0].parties
    assert {first.name, second.name} == {SHENGMING, HOSPITAL}
    assert "盛明医院" in first.aliases
    assert any(SHENGMING in run.quote for run in first.evidence)


def test_我院_is_the_publisher() -> None:
    result = merge([agreement(party("我院"), party("云台县中医院"))], ARTICLE)
    assert names(result) == [{SHENGMING, "云台县中医院"}]
    assert "我院" in result.agreements[0].parties[0].aliases


def test_a_party_named_short_and_full_is_one() -> None:
    result = merge([agreement(party(SHENGMING, "supporter"), party("盛明医院"), party(HOSPITAL, "recipient"))], ARTICLE)
    assert [(p.name, p.role) for p in result.agreements[0].parties] == [
        (SHENGMING, "supporter"),
        (HOSPITAL, "recipient"),
    ]


def test_甲方_is_the_party_that_has_it_as_an_alias() -> None:
    told = agreement(party(SHENGMING, "supporter", "甲方"), party("甲方"), party(HOSPITAL))
    result = merge([told], ARTICLE)
    assert names(result) == [{SHENGMING, HOSPITAL}]
    assert codes(result) == []


@pytest.mark.parametrize("name", ["周海院长", "甲方"])
def test_persons_and_unclaimed_roles_are_no_parties(name: str) -> None:
    result = merge([agreement(party(SHENGMING), party(HOSPITAL), party(name, quote=name[:2]))], ARTICLE)
    assert names(result) == [{SHENGMING, HOSPITAL}]
    assert codes(result) == ["party_dropped"]


def test_shifting_words_are_no_aliases() -> None:
    result = merge([agreement(party(SHENGMING, "partner", "该院", "双方"), party(HOSPITAL))], ARTICLE)
    assert not {"该院", "双方"} & set(result.agreements[0].parties[0].aliases)


def test_the_plaque_is_an_alias_of_who_gets_it() -> None:
    plaque = "东河医科大学附属盛明医院石泉分院"
    result = merge([agreement(party(SHENGMING), party(HOSPITAL), party(plaque))], ARTICLE)
    assert names(result) == [{SHENGMING, HOSPITAL}]
    assert plaque in next(p for p in result.agreements[0].parties if p.name == HOSPITAL).aliases


def test_one_agreement_told_by_two_chunks_is_one_with_all_items() -> None:
    first = agreement(party(SHENGMING), party(HOSPITAL), signing_date=signed("2021-05-09"))
    second = agreement(party("盛明医院"), party("县医院"), dispatched_staff=(staff(),))
    (merged,) = merge([first, second], ARTICLE).agreements
    assert merged.signing_date is not None and len(merged.dispatched_staff) == 1


def test_the_government_that_signs_and_its_hospital_are_one_agreement() -> None:
    told = [agreement(party(SHENGMING), party(COUNTY)), agreement(party(SHENGMING), party(HOSPITAL))]
    assert names(merge(told, ARTICLE)) == [{SHENGMING, COUNTY, HOSPITAL}]


def test_another_counterpart_is_another_agreement() -> None:
    told = [agreement(party(SHENGMING), party(HOSPITAL)), agreement(party(SHENGMING), party("云台县中医院"))]
    assert names(merge(told, ARTICLE)) == [{SHENGMING, HOSPITAL}, {SHENGMING, "云台县中医院"}]


def test_a_way_of_speaking_of_both_does_not_unite_them() -> None:
    told = [
        agreement(party(SHENGMING), party(HOSPITAL), party("云台县中医院")),
        agreement(party(SHENGMING), party(HOSPITAL)),
        agreement(party(SHENGMING), party("云台县中医院")),
    ]
    assert names(merge(told, ARTICLE)) == [{SHENGMING, HOSPITAL}, {SHENGMING, "云台县中医院"}]


def test_agreements_of_different_years_stay_apart() -> None:
    told = [
        agreement(party(SHENGMING), party(HOSPITAL), signing_date=signed("2016")),
        agreement(party(SHENGMING), party(HOSPITAL), signing_date=signed("2021-05-09")),
    ]
    assert len(merge(told, ARTICLE).agreements) == 2


def test_a_chunk_that_names_one_party_belongs_where_that_party_is() -> None:
    told = [agreement(party(SHENGMING), party(HOSPITAL)), agreement(party("盛明医院"), dispatched_staff=(staff(),))]
    result = merge(told, ARTICLE)
    assert len(result.agreements) == 1 and len(result.agreements[0].dispatched_staff) == 1


def test_one_organisation_alone_makes_no_agreement() -> None:
    result = merge([agreement(party(SHENGMING))], ARTICLE)
    assert result.agreements == () and codes(result) == ["agreement_incomplete"]


def test_dates_that_contradict_are_a_conflict_with_both_quotes() -> None:
    told = [
        agreement(
            party(SHENGMING),
            party(HOSPITAL),
            signing_date=signed("2021-05-09", "5月9日，东河医科大学附属盛明医院与石泉县人民政府签订协议"),
        ),
        agreement(party(SHENGMING), party(HOSPITAL), signing_date=signed("2021-05-10", "期限三年")),
    ]
    result = merge(told, ARTICLE)
    assert result.agreements[0].signing_date is not None
    assert result.agreements[0].signing_date.value == "2021-05-09"
    (warning,) = result.warnings
    assert warning.code == "conflict" and warning.path == "agreements[0].signing_date"
    assert "期限三年" in warning.message and "5月9日" in warning.message


def test_a_vaguer_date_agrees_with_a_more_precise_one() -> None:
    told = [
        agreement(party(SHENGMING), party(HOSPITAL), signing_date=signed("2021-05")),
        agreement(party(SHENGMING), party(HOSPITAL), signing_date=signed("2021-05-09")),
    ]
    result = merge(told, ARTICLE)
    assert result.agreements[0].signing_date == signed("2021-05-09")
    assert result.warnings == ()


def test_terms_that_contradict_are_a_conflict() -> None:
    told = [
        agreement(party(SHENGMING), party(HOSPITAL), duration=lasting(60, "五年", "协议期五年")),
        agreement(party(SHENGMING), party(HOSPITAL), duration=lasting(36, "三年", "期限三年")),
    ]
    result = merge(told, ARTICLE)
    assert result.agreements[0].duration is not None and result.agreements[0].duration.months == 60
    assert codes(result) == ["conflict"]


def test_sides_that_contradict_are_a_conflict() -> None:
    told = [
        agreement(party(SHENGMING, "supporter"), party(HOSPITAL, "recipient")),
        agreement(
            party(SHENGMING, "recipient", quote="东河医科大学附属盛明医院石泉分院"), party(HOSPITAL, "recipient")
        ),
    ]
    result = merge(told, ARTICLE)
    assert {p.name: p.role for p in result.agreements[0].parties}[SHENGMING] == "supporter"
    assert codes(result) == ["conflict"]


def test_the_same_people_told_twice_are_one_item_and_others_are_not() -> None:
    same = staff(term="半年", departments=("内科",))
    told = [
        agreement(party(SHENGMING), party(HOSPITAL), dispatched_staff=(staff(), staff(value=2, quote="派主治医师2名"))),
        agreement(party(SHENGMING), party(HOSPITAL), dispatched_staff=(same,)),
    ]
    items = merge(told, ARTICLE).agreements[0].dispatched_staff
    assert [(item.count.value if item.count else None, item.term) for item in items] == [(3, "半年"), (2, None)]


@pytest.mark.parametrize(("one", "other"), [("院长", "副主任"), ("院长", "副院长"), ("副书记", "书记")])
def test_persons_in_two_posts_are_two_items(one: str, other: str) -> None:
    posts = (staff(one, position=one), staff(other, position=other))
    told = agreement(party(SHENGMING), party(HOSPITAL), dispatched_staff=posts)
    assert len(merge([told], ARTICLE).agreements[0].dispatched_staff) == 2


def test_targets_and_training_told_twice_are_one() -> None:
    ninety = Quantity(op="eq", value=90, unit="%")
    target = TargetMetric(
        name="县域内就诊率",
        quantity=ninety,
        goal=None,
        frequency=None,
        deadline=None,
        evidence=quoted("县域内就诊率达到90%"),
    )
    shorter = target.model_copy(update={"name": "就诊率", "evidence": quoted("就诊率达到90%")})
    training = TrainingCommitment(
        kind="further_study", audience=None, count=None, frequency="yearly", evidence=quoted("每年接收5名骨干进修")
    )
    fuller = training.model_copy(update={"audience": "骨干"})
    told = [
        agreement(party(SHENGMING), party(HOSPITAL), target_metrics=(target,), training_commitments=(training,)),
        agreement(party(SHENGMING), party(HOSPITAL), target_metrics=(shorter,), training_commitments=(fuller,)),
    ]
    (merged,) = merge(told, ARTICLE).agreements
    assert len(merged.target_metrics) == 1
    assert [item.audience for item in merged.training_commitments] == ["骨干"]


PARTIES = [
    party(SHENGMING, "supporter"),
    party("盛明医院"),
    party("我院", "supporter"),
    party(COUNTY, "recipient"),
    party(HOSPITAL, "recipient"),
    party("县医院"),
    party("云台县中医院", "recipient"),
    party("临江市第一医院"),
    party("周海院长"),
]
DATES = [None, signed("2021-05"), signed("2021-05-09"), signed("2021-05-10"), signed("2016")]
TERMS = [None, lasting(60, "五年", "协议期五年"), lasting(36, "三年", "期限三年")]
STAFF = [staff(), staff(term="半年"), staff(value=2, quote="派主治医师2名"), staff(position="院长")]

AGREEMENTS = st.builds(
    lambda parties, date, term, people, name: agreement(
        *parties, signing_date=date, duration=term, dispatched_staff=tuple(people), name=name
    ),
    st.lists(st.sampled_from(PARTIES), min_size=1, max_size=4, unique_by=lambda p: p.name),
    st.sampled_from(DATES),
    st.sampled_from(TERMS),
    st.lists(st.sampled_from(STAFF), max_size=3, unique_by=lambda item: item.model_dump_json()),
    st.sampled_from([None, "协议", "帮扶协议"]),
)


@settings(deadline=None)  # how long a merge takes on a busy machine is no law of merging
@given(st.lists(AGREEMENTS, max_size=4), st.randoms())
def test_merging_does_not_depend_on_the_order(told: list[Agreement], random: object) -> None:
    shuffled = list(told)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    assert merge(shuffled, ARTICLE) == merge(told, ARTICLE)


@settings(deadline=None)  # how long a merge takes on a busy machine is no law of merging
@given(st.lists(AGREEMENTS, max_size=4))
def test_merging_twice_changes_nothing(told: list[Agreement]) -> None:
    once = merge(told, ARTICLE).agreements
    assert merge(once, ARTICLE).agreements == once


@settings(deadline=None)  # how long a merge takes on a busy machine is no law of merging
@given(st.lists(AGREEMENTS, max_size=4))
def test_every_agreement_has_two_parties_and_every_quote_stands_in_the_text(told: Sequence[Agreement]) -> None:
    for merged in merge(told, ARTICLE).agreements:
        assert len({p.name for p in merged.parties}) > 1
        for run in (run for p in merged.parties for run in p.evidence):
            assert TEXT[run.start : run.end] == run.quote
