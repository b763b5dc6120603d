"""Whole articles, scored here by hand, field by field, and by the scorer: the two must agree.

Each table reads: field, right, wrong (false positives), missed. What it says was worked out on paper from the
contract's section 3 and the items above it.
"""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import pytest

from evals.labels import FIELDS, Label
from evals.measures import add, counts_of, measure_all, rates, tally_of
from evals.scoring import ArticleScore, score_article
from tests.evals.eval_builders import agreement, date, label, number, party, quotes, staff, target, term, training

TEXT = "甲市人民医院与乙县人民医院签约。期限五年，选派主任医师3名，每年开展新技术2项，接收骨干免费进修。"


def table(score: ArticleScore) -> dict[str, tuple[int, int, int]]:
    rows = {str(field): score.counts[field] for field in FIELDS} | {"agreements": score.agreements}
    return {name: (row.right, row.wrong, row.missed) for name, row in rows.items()}


def kinds(score: ArticleScore) -> dict[str, int]:
    return dict(Counter(f"{mistake.kind} {mistake.field}" for mistake in score.mistakes))


# Article 1: one agreement. The prediction has a wrong role, a wrong number of staff, and misses the training.
GOLD_1 = label(
    agreement(
        party("甲市人民医院", "supporter"),
        party("乙县人民医院", "recipient", aliases=("乙县医院",)),
        signing_date=date("2021-05-09", "签约"),
        duration=term(60, "五年"),
        dispatched_staff=(staff("chief", number(3), quote="选派主任医师3名"),),
        target_metrics=(target("新技术", number(2), quote="每年开展新技术2项"),),
        training_commitments=(training("further_study", "接收骨干免费进修"),),
    )
)
PREDICTED_1 = label(
    agreement(
        party("甲市人民医院", "partner"),
        party("乙县医院", "recipient", quote="乙县人民医院"),
        signing_date=date("2021-05-09", "签约"),
        duration=term(60, "期限五年"),
        dispatched_staff=(staff("chief", number(5), quote="选派主任医师3名"),),
        target_metrics=(target("新技术", number(2), quote="每年开展新技术3项"),),
    )
)


def test_article_1_one_wrong_number_one_miss_one_wrong_role() -> None:
    score = score_article(GOLD_1, PREDICTED_1, text=TEXT)
    assert table(score) == {
        "parties": (2, 0, 0),  # the second by its gold alias
        "signing_date": (1, 0, 0),
        "duration": (1, 0, 0),
        "dispatched_staff": (0, 1, 1),  # 5 for 3
        "target_metrics": (1, 0, 0),
        "training_commitments": (0, 0, 1),
        "agreements": (1, 0, 0),
    }
    assert kinds(score) == {
        "wrong_value dispatched_staff": 1,
        "missed training_commitments": 1,
        "wrong_role parties": 1,
        "ungrounded target_metrics": 1,  # right, but 3项 does not stand in the text
    }
    assert (score.roles_right, score.counts["parties"].right) == (1, 2)
    assert (score.ungrounded, score.predicted_items) == (1, 6)
    assert not score.all_right
    # Micro: 5 right, 1 wrong, 2 missed: P = 5/6, R = 5/7, F1 = 10/13.
    micro = rates(counts_of(tally_of(score), "micro"))
    assert (micro.precision, micro.recall, micro.f1) == (5 / 6, 5 / 7, 10 / 13)
    # Macro: (1 + 1 + 1 + 0 + 1 + 0) / 6.
    assert measure_all(tally_of(score))["macro"] == pytest.approx(4 / 6)


# Article 2: two agreements of one hub; the prediction puts the second one's date and staff into the first.
def test_article_2_items_in_the_wrong_agreement() -> None:
    gold = label(
        agreement(
            party("省医院", "supporter"),
            party("丙县医院", "recipient"),
            signing_date=date("2022-03-01", "3月1日"),
        ),
        agreement(
            party("省医院", "supporter"),
            party("丁县医院", "recipient"),
            signing_date=date("2022-04-02", "4月2日"),
            dispatched_staff=(staff("attending", number(2), quote="主治医师2名"),),
        ),
    )
    predicted = label(
        agreement(
            party("省医院", "supporter"),
            party("丙县医院", "recipient"),
            signing_date=date("2022-04-02", "4月2日"),
            dispatched_staff=(staff("attending", number(2), quote="主治医师2名"),),
        ),
        agreement(party("省医院", "supporter"), party("丁县医院", "recipient")),
    )
    score = score_article(gold, predicted, text=None)
    assert table(score) == {
        "parties": (4, 0, 0),
        "signing_date": (0, 1, 2),  # 4月2日 stands in the first: wrong there, missed in the second; 3月1日 missed
        "duration": (0, 0, 0),
        "dispatched_staff": (0, 1, 1),
        "target_metrics": (0, 0, 0),
        "training_commitments": (0, 0, 0),
        "agreements": (2, 0, 0),
    }
    assert kinds(score) == {
        "wrong_agreement signing_date": 1,
        "missed signing_date": 1,
        "wrong_agreement dispatched_staff": 1,
    }
    # Macro over the fields that have anything: parties 1, signing_date 0, dispatched_staff 0.
    assert measure_all(tally_of(score))["macro"] == pytest.approx(1 / 3)


# Article 3: no agreement in it, and one is predicted: a false alarm, every item of it wrong.
def test_article_3_a_false_alarm() -> None:
    predicted = label(
        agreement(party("甲"), party("乙"), duration=term(36), target_metrics=(target("就诊率", number(90)),))
    )
    score = score_article(label(), predicted, text="甲、乙，期限，就诊率")
    assert table(score) == {
        "parties": (0, 2, 0),
        "signing_date": (0, 0, 0),
        "duration": (0, 1, 0),
        "dispatched_staff": (0, 0, 0),
        "target_metrics": (0, 1, 0),
        "training_commitments": (0, 0, 0),
        "agreements": (0, 1, 0),
    }
    assert score.negative
    assert score.false_alarm
    assert kinds(score) == {"invented parties": 2, "invented duration": 1, "invented target_metrics": 1}


# Article 4: a negative, rightly left alone.
def test_article_4_a_negative_left_alone() -> None:
    score = score_article(label(), label(), text="调研")
    assert set(table(score).values()) == {(0, 0, 0)}
    assert score.negative
    assert not score.false_alarm
    assert score.all_right
    assert measure_all(tally_of(score))["micro"] is None  # nothing to measure is not zero


# Article 5: three staff items and four targets, some alike, with counts of every kind.
GOLD_5 = label(
    agreement(
        party("戊医院", "supporter"),
        party("己医院", "recipient"),
        party("庚县人民政府", "recipient"),
        duration=term(None, "长期"),
        dispatched_staff=(
            staff("associate_chief", number(8, "ge"), or_above=True, quote="副高以上不少于8名"),
            staff("management", number(1), quote="院长1名", position="院长"),
            staff("management", number(1), quote="护士长1名", position="护士长"),
        ),
        target_metrics=(
            target("县域内就诊率", number(90, "gt", unit="%"), quote="县域内就诊率超过90%"),
            target("特色科室", number(1, "range", 2), quote="建设1-2个特色科室"),
            target("医院等级", goal="三级医院水平", quote="达到三级医院水平"),
            target("胸痛中心", goal="通过验收", quote="胸痛中心通过验收"),
        ),
        training_commitments=(
            training("on_site_teaching", "开展教学查房和手术示教"),
            training("lecture", "每季度举办学术讲座"),
        ),
    )
)
PREDICTED_5 = label(
    agreement(
        party("戊医院", "supporter"),
        party("己医院", "recipient"),
        party("辛集团", "partner"),  # invented; 庚县人民政府 missed, and the two names share nothing
        signing_date=date("2020-08", "8月"),  # invented
        duration=term(None, "长期合作"),  # right: both without a length
        dispatched_staff=(
            staff("associate_chief", number(8, "ge"), quote="副高以上不少于8名"),  # or_above lost: wrong value
            staff("management", number(1), quote="护士长1名"),  # right
            staff("management", number(1), quote="院长1名"),  # right
            staff("management", number(1), quote="院长1名", position="院长"),  # one too many
        ),
        target_metrics=(
            target("就诊率", number(90, "gt"), quote="县域内就诊率超过90%"),  # right: names share 3 of 6 + 3
            target("特色科室", number(1, "range", 3), quote="建设1-2个特色科室"),  # wrong upper end
            target("等级", goal="三级医院", quote="达到三级医院水平"),  # right: goals share 4 of 6 + 4
        ),
        training_commitments=(
            training("on_site_teaching", "教学查房"),  # right: share 4 of 11 + 4, F1 8/15
            training("remote", "每季度举办学术讲座"),  # wrong kind
        ),
    )
)


def test_article_5_a_long_list_of_each() -> None:
    score = score_article(GOLD_5, PREDICTED_5, text=None)
    assert table(score) == {
        "parties": (2, 1, 1),
        "signing_date": (0, 1, 0),
        "duration": (1, 0, 0),
        "dispatched_staff": (2, 2, 1),
        "target_metrics": (2, 1, 2),
        "training_commitments": (1, 1, 1),
        "agreements": (1, 0, 0),
    }
    assert kinds(score) == {
        "missed parties": 1,
        "invented parties": 1,
        "invented signing_date": 1,
        "wrong_value dispatched_staff": 1,
        "invented dispatched_staff": 1,
        "wrong_value target_metrics": 1,
        "missed target_metrics": 1,
        "wrong_value training_commitments": 1,
    }


# Article 6: one real agreement told twice by the prediction, and one missed.
def test_article_6_one_agreement_split_in_two() -> None:
    gold = label(
        agreement(party("甲医院"), party("乙医院"), duration=term(24, "两年"), signing_date=date("2019-01-02")),
        agreement(party("丙医院"), party("丁医院"), duration=term(12, "一年")),
    )
    predicted = label(
        agreement(party("甲医院"), party("乙医院"), signing_date=date("2019-01-02")),
        agreement(party("甲医院"), duration=term(24, "两年")),
    )
    score = score_article(gold, predicted, text=None)
    # The first pair has overlap 1, the second would have 2·1/(2+1); one of them can be had. Items of the second
    # predicted agreement stand in no pair: all wrong; 丙 and 丁 with their term are missed.
    assert table(score) == {
        "parties": (2, 1, 2),
        "signing_date": (1, 0, 0),
        "duration": (0, 1, 2),
        "dispatched_staff": (0, 0, 0),
        "target_metrics": (0, 0, 0),
        "training_commitments": (0, 0, 0),
        "agreements": (1, 1, 1),
    }
    assert kinds(score) == {
        "wrong_agreement parties": 1,  # a copy of 甲医院
        "wrong_agreement duration": 1,  # the term belongs to the first
        "missed parties": 2,
        "missed duration": 1,
    }


def scores() -> list[ArticleScore]:
    pairs: list[tuple[Label, Label]] = [(GOLD_1, PREDICTED_1), (label(), label()), (GOLD_5, PREDICTED_5)]
    return [score_article(gold, predicted, text=None) for gold, predicted in pairs]


def test_three_articles_together() -> None:
    # Articles 1, 4 and 5. Right 5 + 0 + 8 = 13, wrong 1 + 0 + 6 = 7, missed 2 + 0 + 5 = 7.
    total = add(tally_of(score) for score in scores())
    figures = measure_all(total)
    assert figures["micro"] == pytest.approx(26 / 40)
    # By field, F1 = 2r / (2r + w + m): parties 8/10, date 2/3, term 4/4, staff 4/9, targets 6/9, training 2/5.
    by_hand = [Fraction(8, 10), Fraction(2, 3), Fraction(1), Fraction(4, 9), Fraction(6, 9), Fraction(2, 5)]
    assert [figures[field] for field in FIELDS] == pytest.approx([float(one) for one in by_hand])
    assert figures["macro"] == pytest.approx(float(sum(by_hand) / 6))
    assert figures["all_right"] == pytest.approx(1 / 3)
    assert figures["false_alarms"] == 0.0  # of one negative
    assert figures["roles"] == pytest.approx(3 / 4)


def test_a_quote_without_place_counts_as_evidence_when_it_stands_in_the_text() -> None:
    one = party("甲").model_copy(update={"evidence": quotes("甲医院", "没有这句")})
    score = score_article(label(agreement(party("甲"))), label(agreement(one)), text="甲医院")
    assert score.ungrounded == 1
