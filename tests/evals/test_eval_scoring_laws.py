"""What must hold for any label and prediction."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from evals.labels import FIELDS, Agreement, Label
from evals.measures import counts_of, measure_all, tally_as_json, tally_from_json, tally_of
from evals.scoring import score_article
from tests.evals.eval_builders import agreement, date, label, number, party, staff, target, term, training

LAW = settings(deadline=None, max_examples=40)  # an article is a large example, and machines are busy

NAMES = ("甲市医院", "甲院", "乙县医院", "乙院", "丙州医院", "丁大学")
QUOTES = ("选派医师", "来院进修学习", "定期教学查房", "医师来院")

numbers = st.none() | st.builds(number, st.integers(1, 3), st.sampled_from(["eq", "ge", "gt"]))
parties = st.lists(
    st.builds(party, st.sampled_from(NAMES), st.sampled_from(["supporter", "recipient", "partner"])),
    min_size=1,
    max_size=3,
    unique_by=lambda one: one.name,
)
levels = st.sampled_from(["chief", "expert"])
staffs = st.lists(
    st.builds(
        staff, st.sampled_from(["chief", "expert"]), numbers, or_above=st.booleans(), quote=st.sampled_from(QUOTES)
    ),
    max_size=3,
)
targets = st.lists(
    st.builds(target, st.sampled_from(["新技术", "技术", "就诊率"]), st.builds(number, st.integers(1, 2))), max_size=3
)
trainings = st.lists(
    st.builds(training, st.sampled_from(["lecture", "further_study"]), st.sampled_from(QUOTES)), max_size=3
)


@st.composite
def agreements(draw: st.DrawFn) -> Agreement:
    return agreement(
        *draw(parties),
        signing_date=draw(st.none() | st.builds(date, st.sampled_from(["2020", "2021-05"]))),
        duration=draw(st.none() | st.builds(term, st.sampled_from([12, 60, None]))),
        dispatched_staff=tuple(draw(staffs)),
        target_metrics=tuple(draw(targets)),
        training_commitments=tuple(draw(trainings)),
    )


labels = st.lists(agreements(), max_size=3).map(lambda found: label(*found))


def shuffled(draw: st.DrawFn, one: Label) -> Label:
    lists = ("parties", "dispatched_staff", "target_metrics", "training_commitments")
    mixed = [
        each.model_copy(update={name: tuple(draw(st.permutations(getattr(each, name)))) for name in lists})
        for each in one.agreements
    ]
    return label(*draw(st.permutations(mixed)))


@st.composite
def a_label_and_the_same_shuffled(draw: st.DrawFn) -> tuple[Label, Label]:
    one = draw(labels)
    return one, shuffled(draw, one)


@given(labels)
@LAW
def test_gold_against_itself_is_all_right(one: Label) -> None:
    score = score_article(one, one, text=None)
    assert score.all_right
    assert score.mistakes == ()
    assert all(value in (1.0, None) for name, value in measure_all(tally_of(score)).items() if name in FIELDS)


@given(labels, a_label_and_the_same_shuffled())
@LAW
def test_the_order_of_a_prediction_changes_no_count(gold: Label, pair: tuple[Label, Label]) -> None:
    one, mixed = (score_article(gold, predicted, text=None) for predicted in pair)
    assert tally_of(one) == tally_of(mixed)
    assert sorted(mistake.kind for mistake in one.mistakes) == sorted(mistake.kind for mistake in mixed.mistakes)


@given(a_label_and_the_same_shuffled(), labels)
@LAW
def test_the_order_of_gold_changes_no_count(pair: tuple[Label, Label], predicted: Label) -> None:
    one, mixed = (score_article(gold, predicted, text=None) for gold in pair)
    assert tally_of(one) == tally_of(mixed)


@given(labels, labels)
@LAW
def test_the_sides_are_alike_where_the_rules_are(left: Label, right: Label) -> None:
    # Without aliases, and with a number in every target, no rule asks which side is gold.
    there, back = score_article(left, right, text=None), score_article(right, left, text=None)
    total, turned = counts_of(tally_of(there), "micro"), counts_of(tally_of(back), "micro")
    assert (total.right, total.wrong, total.missed) == (turned.right, turned.missed, turned.wrong)


@given(labels, labels)
@LAW
def test_every_item_is_counted_once(gold: Label, predicted: Label) -> None:
    score = score_article(gold, predicted, text=None)
    for field in FIELDS:
        due = sum(len(one.items(field)) for one in gold.agreements)
        given_items = sum(len(one.items(field)) for one in predicted.agreements)
        counts = score.counts[field]
        assert (counts.right + counts.missed, counts.right + counts.wrong) == (due, given_items)


@given(labels, labels)
@LAW
def test_the_kinds_of_mistakes_account_for_every_wrong_and_missed_item(gold: Label, predicted: Label) -> None:
    score = score_article(gold, predicted, text=None)
    named = [mistake for mistake in score.mistakes if mistake.kind not in ("wrong_role", "ungrounded")]
    for field in FIELDS:
        counts, here = score.counts[field], [mistake for mistake in named if mistake.field == field]
        assert sum(mistake.predicted is not None for mistake in here) == counts.wrong
        assert sum(mistake.gold is not None for mistake in here) == counts.missed


@given(labels, labels)
@LAW
def test_a_tally_survives_its_json(gold: Label, predicted: Label) -> None:
    tally = tally_of(score_article(gold, predicted, text=None))
    named: dict[str, Any] = tally_as_json(tally)
    assert tally_from_json(named) == tally
