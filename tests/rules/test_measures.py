"""What a number measures: names that end where something is said of them, and numbers that tell how things are."""

from __future__ import annotations

from datetime import date

import pytest

from summarizer.chunking import split_sentences
from summarizer.normalising.quantities import parse_quantity
from summarizer.rules.measures import is_only_time, measure_end, subject_end
from summarizer.rules.targets import find_targets

LEAD = "6月2日，江源市第一人民医院与柳坪县人民医院签订对口帮扶协议，为期三年。"

PROMISED: list[tuple[str, list[tuple[str, str, float]]]] = [
    ("手术室感染率压在0.5%以下。", [("手术室感染率", "le", 0.5)]),
    ("三级手术的比重现在是19%，五年走完应当到35%。", [("三级手术的比重", "eq", 35)]),
    ("种植牙去年180例，明年要做到400例。", [("种植牙", "eq", 400)]),
    ("病理报告时限要从五天缩短为三天。", [("病理报告时限", "eq", 3)]),
    ("压疮发生率她也盯上了，半年后得掉到0.3%以下。", [("压疮发生率", "le", 0.3)]),
    ("质控合格率三年内全部达到95分。", [("质控合格率", "eq", 95)]),
    ("外转病人去年1960人次，双方约定两年内减少三成。", [("外转病人", "eq", 30)]),
    ("早癌检出率，县院现为7%，双方同意明年年底做到15%以上。", [("早癌检出率", "ge", 15)]),
    ("从申请到发血，急诊不超过20分钟。", [("从申请到发血", "le", 20)]),
    ("每年收治不少于300名放疗病人，这是硬杠杠。", [("放疗病人", "ge", 300)]),
    ("远程心电全年诊断量不低于1万份。", [("远程心电全年诊断量", "ge", 10000)]),
    ("抗菌药物使用强度压到40以下。", [("抗菌药物使用强度", "le", 40)]),
    ("药占比，2026年不超过27%。", [("药占比", "le", 27)]),
    ("跌倒事件一年不超过10起。", [("跌倒事件", "le", 10)]),
    ("转诊率要降五个点。", [("转诊率", "eq", 5)]),
]
REPORTS = [
    "一年多来，帮扶团队开展新技术27项，四级手术占比由21%提高到38%。",
    "专科每年接诊患者二百多万人次。",
    "短短二十天，已有3位专家到院，完成疑难手术5例。",
    "眼下是91%，差的那四个点，每一个都是人命。",
    "2017年至2020年，市里共选派41名人员，帮助开展新技术32项。",
    "派满一个，额度上浮0.05个百分点。",
]


@pytest.mark.parametrize(("text", "rows"), PROMISED, ids=range(len(PROMISED)))
def test_names_end_where_something_is_said_of_them(text: str, rows: list[tuple[str, str, float]]) -> None:
    told = LEAD + text
    found = []
    for target in find_targets(told, split_sentences(told), published=date(2023, 6, 3)):
        quantity = parse_quantity(target.quantity or "")
        assert quantity is not None
        found.append((target.name, quantity.op, quantity.value))
    assert found == rows


@pytest.mark.parametrize("text", REPORTS)
def test_reports_are_no_targets(text: str) -> None:
    told = LEAD + text
    assert find_targets(told, split_sentences(told), published=date(2023, 6, 3)) == []


def test_measures_end_in_a_sign_of_measuring() -> None:
    assert measure_end("手术室感染率压在") == len("手术室感染率")
    assert measure_end("患者满意度够不够") == len("患者满意度")
    assert measure_end("率先开展") == 0
    assert measure_end("住院时间较长的老年患者所占的名额") == 0


def test_what_a_clause_is_about_ends_before_duty_and_time() -> None:
    assert subject_end("三级手术要占到") == len("三级手术")
    assert subject_end("胸痛病人从进门到导丝通过") == len("胸痛病人从进门到导丝通过")


def test_a_time_alone_names_nothing() -> None:
    assert is_only_time("半年后")
    assert is_only_time("2027年")
    assert is_only_time("")
    assert not is_only_time("三级手术")
