"""Targets whose sentence has no word of looking ahead, read as the likeliest; and what must not be read so."""

from __future__ import annotations

from datetime import date

import pytest

from summarizer.chunking import split_sentences
from summarizer.normalising.quantities import parse_quantity
from summarizer.rules.targets import find_targets

LEAD = "3月5日，江源市第一人民医院与柳坪县人民医院签订对口帮扶协议。"
Row = tuple[str, tuple[str, float] | None, str | None]
"""Name, operator and number, goal."""

PROMISED: list[tuple[str, list[Row]]] = [
    ("会诊到位时间缩短至10分钟。", [("会诊到位时间", ("eq", 10), None)]),
    ("急救平均反应时间从22分钟缩至12分钟。", [("急救平均反应时间", ("eq", 12), None)]),
    ("儿科门诊服务量增加两成以上。", [("儿科门诊服务量", ("ge", 20), "增加")]),
    ("“我们盯着一个数：县域内住院率，89%。”", [("县域内住院率", ("eq", 89), None)]),
    ("费用消耗指数降至0.95以下。", [("费用消耗指数", ("le", 0.95), None)]),
    ("胃镜检查率过90%，高危随访率破80%。", [("胃镜检查率", ("gt", 90), None), ("高危随访率", ("gt", 80), None)]),
    ("新生儿死亡率保持在5/10万以下。", [("新生儿死亡率", ("le", 5), None)]),
    ("处方合格率，则要抬到98%以上。", [("处方合格率", ("ge", 98), None)]),
    (
        "省级重点专科1个，市级重点专科3个，2028年交齐。",
        [("省级重点专科", ("eq", 1), None), ("市级重点专科", ("eq", 3), None)],
    ),
    ("日间手术占比，第一年10%，第三年25%。", [("日间手术占比", ("eq", 10), None), ("日间手术占比", ("eq", 25), None)]),
    ("第二年做满3000例胃肠镜。", [("胃肠镜", ("eq", 3000), None)]),
    ("肝移植，今后每年要开展20例以上。", [("肝移植", ("ge", 20), None)]),
    ("院长给自己定了账：静脉溶栓率由3%提升至8%。", [("静脉溶栓率", ("eq", 8), None)]),
    ("心梗病人从进门到球囊扩张，时间不超过90分钟。", [("心梗病人从进门到球囊扩张", ("le", 90), None)]),
    ("每年新增专利5件、发表SCI论文不少于3篇。", [("专利", ("eq", 5), None), ("SCI论文", ("ge", 3), None)]),
    ("乳腺癌早诊率五年内提高一倍。", [("乳腺癌早诊率", None, "提高一倍")]),
    ("电子病历评级，三年后要从三级升到五级。", [("电子病历评级", None, "五级")]),
    ("目标是当年独立完成种植手术100例。", [("种植手术", ("eq", 100), None)]),
]
TOLD = [
    "过去一年，三四级手术占比从21%升到34%，平均住院日降到7.1天。",
    "柳坪县医院现有床位500张，病床使用率95%以上，治愈好转率98%以上。",
    "江源一院是三级甲等医院，年手术量3万台，三四级手术占比68%。",
    "刚走完的第一轮合作里，CMI值由0.71升到0.86，胸痛中心通过国家认证。",
    "全市基层就诊率要达到65%，这是市里给卫健系统的任务。",
    "当天的义诊接待群众260人次，满意率98%。",
    "县医院2022年底顺利晋升三级医院。",
    "柳坪医院2021年创成二级甲等，2023年病床使用率达到98%。",
    "五年来，两院合作完成手术1200台，转诊率下降15%。",
    "柳坪医院急诊科的DNT时间已缩短至38分钟。",
    "医院要求全年患者投诉下降两成。",
    "引进的人才中，博士学历达95%以上。",
    "力争骨科年收入过千万元，床位扩至60张。",
]


def _rows(text: str) -> list[Row]:
    found: list[Row] = []
    for target in find_targets(LEAD + text, split_sentences(LEAD + text), published=date(2024, 3, 6)):
        quantity = parse_quantity(target.quantity) if target.quantity else None
        found.append((target.name, (quantity.op, quantity.value) if quantity else None, target.goal))
    return found


@pytest.mark.parametrize(("text", "rows"), PROMISED, ids=range(len(PROMISED)))
def test_a_number_that_moves_or_binds_is_promised(text: str, rows: list[Row]) -> None:
    assert _rows(text) == rows


@pytest.mark.parametrize("text", TOLD)
def test_what_was_and_what_is_are_no_targets(text: str) -> None:
    assert _rows(text) == []


def test_without_an_agreement_a_change_is_no_promise() -> None:
    text = "三四级手术占比由41%提高到55%，平均住院日由9天降到8天。"
    assert find_targets(text, split_sentences(text)) == []
