"""What the second reader says of a result: the marks, the questions, the score."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.comparing import cross_check, tally_marks
from summarizer.comparing.item_rules import is_agreed, is_right
from summarizer.schema import Agreement, Quantity
from tests.summaries import TEXT, a_party, an_agreement, cite

ONE = an_agreement()


def changed(**fields: Any) -> Agreement:
    return ONE.model_copy(update=fields)


def staff(**fields: Any) -> Agreement:
    return changed(dispatched_staff=(ONE.dispatched_staff[0].model_copy(update=fields),))


def target(**fields: Any) -> Agreement:
    return changed(target_metrics=(ONE.target_metrics[0].model_copy(update=fields), ONE.target_metrics[1]))


def test_two_readings_that_say_the_same_leave_no_doubt() -> None:
    checked = cross_check((ONE,), (ONE,), text=TEXT)
    assert tally_marks(checked.agreements) == {"agreed": 9, "llm_only": 0}
    assert (checked.cross_check.review_score, checked.cross_check.rules_only) == (0, ())


@pytest.mark.parametrize(
    ("rules", "path"),
    [
        pytest.param(staff(or_above=False), "agreements[0].dispatched_staff[0]", id="or above"),
        pytest.param(staff(count=Quantity(op="ge", value=8)), "agreements[0].dispatched_staff[0]", id="another op"),
        pytest.param(staff(level="chief"), "agreements[0].dispatched_staff[0]", id="another level"),
        pytest.param(
            target(quantity=Quantity(op="gt", value=80)), "agreements[0].target_metrics[0]", id="another number"
        ),
        pytest.param(target(quantity=None, goal="提高"), "agreements[0].target_metrics[0]", id="no number"),
        pytest.param(
            changed(parties=(ONE.parties[0], ONE.parties[1].model_copy(update={"role": "partner"}))),
            "agreements[0].parties[1]",
            id="another role",
        ),
        pytest.param(
            changed(duration=ONE.duration and ONE.duration.model_copy(update={"months": 36})),
            "agreements[0].duration",
            id="another term",
        ),
        pytest.param(
            changed(signing_date=ONE.signing_date and ONE.signing_date.model_copy(update={"value": "2022-06-15"})),
            "agreements[0].signing_date",
            id="another year",
        ),
    ],
)
def test_another_reading_of_the_same_is_linked_to_the_value(rules: Agreement, path: str) -> None:
    checked = cross_check((ONE,), (rules,), text=TEXT)
    assert tally_marks(checked.agreements) == {"agreed": 8, "llm_only": 1}
    (asked,) = checked.cross_check.rules_only
    assert (asked.agreement, asked.instead_of) == (0, path)
    # The value and the question about it are one doubtful thing of nine.
    assert checked.cross_check.review_score == 0.11


def test_what_one_reader_alone_read_is_doubtful_on_either_side() -> None:
    ours = changed(duration=None)
    theirs = changed(training_commitments=())
    checked = cross_check((ours,), (theirs,), text=TEXT)
    assert [item.second_reader for item in checked.agreements[0].training_commitments] == ["llm_only", "llm_only"]
    assert [(one.field, one.instead_of) for one in checked.cross_check.rules_only] == [("duration", None)]
    assert checked.cross_check.rules_only[0].text == "期限 五年（60个月）"
    assert checked.cross_check.review_score == round(3 / 9, 2)


def test_a_value_is_never_changed_by_the_check() -> None:
    checked = cross_check((ONE,), (staff(level="chief"),), text=TEXT)
    unmarked = checked.agreements[0].model_dump(exclude={"parties": True, "dispatched_staff": {0: {"second_reader"}}})
    assert unmarked["dispatched_staff"] == ONE.model_dump(exclude={"dispatched_staff": {0: {"second_reader"}}})[
        "dispatched_staff"
    ]  # fmt: skip


def test_an_alias_on_either_side_is_the_name() -> None:
    full = a_party("云江医科大学附属第一医院", role="supporter")
    short = a_party("云江一院", role="supporter", aliases=("云江医科大学附属第一医院",))
    assert is_agreed("parties", full, short) and is_agreed("parties", short, full)
    # 我院 is an alias on every page: it tells nothing.
    mine, other = (a_party(name, aliases=("我院",), evidence=cite("石门县")) for name in ("甲医院", "乙医院"))
    assert not is_agreed("parties", mine, other)


def test_an_agreement_that_the_rules_alone_found_belongs_to_none_of_ours() -> None:
    checked = cross_check((), (ONE,), text=TEXT)
    assert {one.agreement for one in checked.cross_check.rules_only} == {None}
    assert checked.cross_check.review_score == 1
    assert cross_check((), (), text=TEXT).cross_check.review_score == 0


def test_an_agreement_that_the_rules_did_not_find_is_all_doubtful() -> None:
    checked = cross_check((ONE,), (), text=TEXT)
    assert tally_marks(checked.agreements) == {"agreed": 0, "llm_only": 9}
    assert checked.cross_check.review_score == 1


ITEMS = st.sampled_from([staff(or_above=False), staff(level="chief"), target(goal="达到"), ONE, changed(duration=None)])


@given(ours=st.lists(ITEMS, max_size=3), theirs=st.lists(ITEMS, max_size=3))
def test_agreeing_has_no_direction(ours: list[Agreement], theirs: list[Agreement]) -> None:
    there, back = cross_check(ours, theirs, text=TEXT), cross_check(theirs, ours, text=TEXT)
    assert tally_marks(there.agreements)["agreed"] == tally_marks(back.agreements)["agreed"]
    assert tally_marks(there.agreements)["llm_only"] == len(back.cross_check.rules_only)


def test_agreeing_is_stricter_than_being_right() -> None:
    number, words = ONE.target_metrics[0], ONE.target_metrics[0].model_copy(update={"quantity": None, "goal": "九成"})
    both = number.model_copy(update={"goal": "九成"})
    assert is_right("target_metrics", words, both)
    assert not is_agreed("target_metrics", words, both)
