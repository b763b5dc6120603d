from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.prose import MAX_SUMMARY_CHARS, NO_AGREEMENT, quantity_wording, write_summary
from summarizer.schema import (
    Agreement,
    DispatchedStaff,
    Duration,
    Evidence,
    Op,
    Party,
    Quantity,
    Role,
    SigningDate,
    TargetMetric,
    TrainingCommitment,
)

SEEN = (Evidence(quote="签约", start=0, end=2),)


def a_party(name: str, role: Role = "partner") -> Party:
    return Party(name=name, role=role, aliases=(), evidence=SEEN)


def an_agreement(*parties: Party, staff: int = 0) -> Agreement:
    return Agreement(
        name="《帮扶协议》",
        parties=parties,
        signing_date=SigningDate(value="2023-06-05", evidence=SEEN),
        duration=Duration(months=60, text="五年", evidence=SEEN),
        dispatched_staff=tuple(
            DispatchedStaff(
                level="expert",
                or_above=False,
                title=f"专家{number}",
                count=Quantity(op="eq", value=number + 1, unit="名"),
                departments=(),
                position=None,
                term=None,
                evidence=SEEN,
            )
            for number in range(staff)
        ),
        target_metrics=(
            TargetMetric(
                name="县域内就诊率",
                quantity=Quantity(op="gt", value=90, unit="%"),
                goal=None,
                frequency=None,
                deadline="五年内",
                evidence=SEEN,
            ),
        ),
        training_commitments=(
            TrainingCommitment(kind="further_study", audience=None, count=None, frequency="yearly", evidence=SEEN),
        ),
    )


def test_one_agreement_reads_as_a_sentence() -> None:
    text = write_summary([an_agreement(a_party("甲医院", "supporter"), a_party("乙县人民医院", "recipient"), staff=1)])
    assert text == (
        "2023年6月5日，甲医院支援乙县人民医院，签署《帮扶协议》；期限五年；派驻专家01名；目标：五年内县域内就诊率超过90%；培训：每年进修。"
    )


def test_no_agreement_says_so() -> None:
    assert write_summary([]) == NO_AGREEMENT


def test_a_long_list_of_members_is_counted() -> None:
    members = [a_party(f"成员{number}医院", "recipient") for number in range(9)]
    assert "成员3医院等9家" in write_summary([an_agreement(a_party("甲医院", "supporter"), *members)])


@given(st.lists(st.tuples(st.text("甲乙丙丁", min_size=1, max_size=150), st.integers(0, 40)), min_size=1, max_size=30))
def test_the_summary_never_outgrows_its_room(shapes: list[tuple[str, int]]) -> None:
    text = write_summary([an_agreement(a_party(name), a_party("戊医院"), staff=staff) for name, staff in shapes])
    assert len(text) <= MAX_SUMMARY_CHARS


@pytest.mark.parametrize(
    ("op", "value", "upper", "wording"),
    [
        ("eq", 18, None, "18名"),
        ("ge", 2, None, "不少于2名"),
        ("gt", 50, None, "超过50名"),
        ("le", 5, None, "不超过5名"),
        ("lt", 3, None, "不足3名"),
        ("approx", 1.5, None, "约1.5名"),
        ("range", 1, 2, "1至2名"),
    ],
)
def test_quantity_wording(op: Op, value: float, upper: float | None, wording: str) -> None:
    assert quantity_wording(Quantity(op=op, value=value, upper=upper, unit="名")) == wording
