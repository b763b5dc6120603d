"""Each rule of the contract's section 3.3, with cases worked out by hand."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from evals.labels import FieldName, Item
from evals.scoring import score_article
from summarizer.comparing.item_rules import is_right
from tests.evals.eval_builders import agreement, date, label, number, party, staff, target, term, training

PARTIES = [
    ("equal", party("甲市人民医院"), party("甲市人民医院"), True),
    ("gold alias", party("甲市人民医院", aliases=("甲市医院",)), party("甲市医院"), True),
    ("alias of the prediction does not count", party("甲市医院"), party("甲市人民医院", aliases=("甲市医院",)), False),
    ("traditional, full width, spaces", party("甲市第2醫院"), party("甲市 第２医院"), True),
    ("another name", party("甲市人民医院"), party("乙市人民医院"), False),
    ("the role is reported beside", party("甲院", "supporter"), party("甲院", "recipient"), True),
]
DATES = [
    ("equal", date("2021-05-09"), date("2021-05-09"), True),
    ("another day", date("2021-05-09"), date("2021-05-10"), False),
    ("less precise", date("2021-05-09"), date("2021-05"), False),
]
DURATIONS = [
    ("equal months", term(60, "五年"), term(60, "5年"), True),
    ("other months", term(60), term(36), False),
    ("both without a length", term(None, "长期"), term(None, "长期合作"), True),
    ("one without a length", term(None, "长期"), term(60), False),
    ("a text of white space is no text", term(None, "长期"), term(None, "　"), False),
]
STAFF = [
    ("all equal", staff("chief", number(3)), staff("chief", number(3)), True),
    (
        "unit and title don't matter",
        staff("chief", number(3, unit="名")),
        staff("chief", number(3), title="教授"),
        True,
    ),
    ("null equals null", staff("expert"), staff("expert"), True),
    ("null is not a number", staff("expert"), staff("expert", number(3)), False),
    ("a number is not null", staff("expert", number(3)), staff("expert"), False),
    ("another op", staff("chief", number(3, "ge")), staff("chief", number(3)), False),
    ("another value", staff("chief", number(3)), staff("chief", number(4)), False),
    ("another level", staff("chief"), staff("associate_chief"), False),
    ("or above", staff("chief", or_above=True), staff("chief"), False),
    ("upper is not compared", staff("chief", number(3, "range", 5)), staff("chief", number(3, "range", 4)), True),
]
TARGETS = [
    ("equal", target("县域就诊率", number(90, "gt")), target("县域就诊率", number(90, "gt")), True),
    # 县域内就诊率 (6) and 就诊率 (3) share 3: F1 = 2·3/9 = 0.67.
    ("names alike enough", target("县域内就诊率", number(90)), target("就诊率", number(90)), True),
    # 县域内就诊率 (6) and 床位使用率 (5) share 率: F1 = 2·1/11 = 0.18.
    ("names too different", target("县域内就诊率", number(90)), target("床位使用率", number(90)), False),
    # 新技术 (3) and 技 (1) share 1: F1 = 2·1/4 = 0.5, just enough.
    ("names at the limit", target("新技术", number(2)), target("技", number(2)), True),
    ("another op", target("新技术", number(2, "ge")), target("新技术", number(2)), False),
    ("another upper", target("科室", number(1, "range", 2)), target("科室", number(1, "range", 3)), False),
    ("no number where gold has one", target("新技术", number(2)), target("新技术", goal="开展"), False),
    ("gold without number: goals", target("医院等级", goal="三级医院水平"), target("全院", goal="三级医院"), True),
    (
        "gold without number: other goal",
        target("医院等级", goal="三级甲等"),
        target("医院等级", goal="胸痛中心"),
        False,
    ),
    ("gold without number: no goal", target("医院等级", goal="三级"), target("医院等级", number(3)), False),
    ("a number too many", target("等级", goal="三级医院"), target("等级", number(3), "三级医院"), True),
]
TRAININGS = [
    ("equal", training("further_study", "来院进修"), training("further_study", "来院进修"), True),
    ("another kind", training("further_study", "来院进修"), training("lecture", "来院进修"), False),
    # 选派骨干来院进修 (8) and 免费进修 (4) share 进修 (2): F1 = 2·2/12 = 0.33.
    ("quotes alike enough", training("further_study", "选派骨干来院进修"), training("further_study", "免费进修"), True),
    # 选派骨干来院进修学习 (10) and 进修 (2) share 2: F1 = 2·2/12; with 免费接收进修 (6) it is 2·2/16 = 0.25.
    ("quotes too different", training("lecture", "选派骨干来院进修学习"), training("lecture", "免费接收进修"), False),
]
CASES: dict[FieldName, Sequence[tuple[str, Item, Item, bool]]] = {
    "parties": PARTIES,
    "signing_date": DATES,
    "duration": DURATIONS,
    "dispatched_staff": STAFF,
    "target_metrics": TARGETS,
    "training_commitments": TRAININGS,
}


@pytest.mark.parametrize(
    ("field", "gold", "predicted", "right"),
    [
        pytest.param(field, gold, predicted, right, id=f"{field}: {name}")
        for field, cases in CASES.items()
        for name, gold, predicted, right in cases
    ],
)
def test_an_item_is_right(field: FieldName, gold: Item, predicted: Item, right: bool) -> None:
    assert is_right(field, gold, predicted) is right


def test_evidence_in_several_runs_is_compared_together() -> None:
    split = training("lecture", "每年").model_copy(
        update={"evidence": (*training("lecture", "每年").evidence, *training("lecture", "办讲座").evidence)}
    )
    assert is_right("training_commitments", training("lecture", "每年办讲座"), split)


def test_agreements_pair_by_the_best_total_overlap() -> None:
    # By itself each gold agreement fits the first prediction best: the hub is in both, and it names both members.
    hub = party("总院")
    one = agreement(hub, party("甲县医院"), signing_date=date("2021-01-01"))
    two = agreement(hub, party("乙县医院"), signing_date=date("2022-02-02"))
    assert score_article(label(one, two), label(two, one), text=None).all_right


def test_an_agreement_without_a_common_party_is_no_pair() -> None:
    score = score_article(
        label(agreement(party("甲"), party("乙"), signing_date=date("2021-01-01"))),
        label(agreement(party("丙"), party("丁"), signing_date=date("2021-01-01"))),
        text=None,
    )
    assert (score.agreements.right, score.agreements.wrong, score.agreements.missed) == (0, 1, 1)
    assert score.counts["signing_date"].right == 0


def test_of_two_agreements_with_the_same_parties_the_one_with_more_right_items_is_the_pair() -> None:
    parties = (party("甲"), party("乙"))
    first = agreement(*parties, duration=term(36), signing_date=date("2018"))
    second = agreement(*parties, duration=term(60), signing_date=date("2021"))
    assert score_article(label(first, second), label(second, first), text=None).all_right


def test_as_many_items_as_possible_pair() -> None:
    # 新技术 fits both gold names, 项目 only the longer one: whoever pairs 新技术 with that one first loses an item.
    gold = agreement(party("甲"), target_metrics=(target("新技术项目", number(2)), target("新技术", number(2))))
    predicted = agreement(party("甲"), target_metrics=(target("新技术", number(2)), target("项目", number(2))))
    assert score_article(label(gold), label(predicted), text=None).counts["target_metrics"].right == 2
