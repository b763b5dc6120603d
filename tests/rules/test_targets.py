"""What is to be reached, and what was, or is only wished.

Sentences of our own, as the press writes them; each row says what a careful reader takes from it.
"""

from __future__ import annotations

import pytest

from summarizer.chunking import split_sentences
from summarizer.normalising.quantities import parse_quantity
from summarizer.rules.targets import find_targets

Row = tuple[str, tuple[str, float] | None, str | None]

SENTENCES: list[tuple[str, list[Row]]] = [
    ("力争用3年时间，将乙医院建设成为三级乙等综合医院。", [("医院等级", None, "三级乙等综合医院")]),
    ("帮助县医院在2年内达到二级甲等医院标准。", [("医院等级", None, "二级甲等医院标准")]),
    (
        "到2025年，县域内就诊率达到90%以上，住院患者县域内就诊率不低于85%。",
        [("县域内就诊率", ("ge", 90), None), ("住院患者县域内就诊率", ("ge", 85), None)],
    ),
    ("帮助受援医院建设2-3个临床重点专科。", [("临床重点专科", ("range", 2), None)]),
    ("每年开展新技术新项目3-5项。", [("新技术新项目", ("range", 3), None)]),
    (
        "帮助县医院建成胸痛中心、卒中中心、创伤中心。",
        [("胸痛中心", None, "建成胸痛中心"), ("卒中中心", None, "建成胸痛中心"), ("创伤中心", None, "建成胸痛中心")],
    ),
    ("我院是三级甲等综合医院，年门诊量200万人次。", []),
    ("2020年，县医院顺利通过二级甲等医院评审。", []),
    ("县医院将打造成为全省一流的县级医院。", []),
    ("全面提升医疗服务能力，造福百姓。", []),
    ("到2025年，全省县域内就诊率达到90%。", []),
    (
        "乙医院力争三年内创建三级医院，五年内建成区域医疗中心。",
        [("医院等级", None, "三级医院"), ("区域医疗中心", None, "建成区域医疗中心")],
    ),
    ("使县医院门诊量、住院量年均增长10%以上。", [("县医院门诊量、住院量", ("ge", 10), "增长")]),
    ("力争县域外转率降至10%以下。", [("县域外转率", ("le", 10), None)]),
    ("将帮助县医院新增特色科室3个。", [("特色科室", ("eq", 3), None)]),
    (
        "县医院三、四级手术比例要提高到30%，平均住院日降至8天以内。",
        [("县医院三、四级手术比例", ("eq", 30), None), ("平均住院日", ("le", 8), None)],
    ),
    ("实现大病不出县，县域就诊率90%的目标。", [("县域就诊率", ("eq", 90), None)]),
    ("心内科、骨科力争两年内建成市级重点专科。", [("心内科", None, "市级重点专科"), ("骨科", None, "市级重点专科")]),
    ("把县中医院建设成三级甲等中医院。", [("医院等级", None, "三级甲等中医")]),
    ("县医院门诊人次同比增长30%，手术量增长20%。", []),
    ("争取在合作期内通过国家胸痛中心认证。", [("胸痛中心", None, "通过国家胸痛中心认证")]),
    ("协议期内，填补县域技术空白不少于10项。", [("填补县域技术空白", ("ge", 10), None)]),
    ("县医院现有床位300张，职工420人。", []),
    ("建成县域急诊急救、检验、影像、心电、病理五大中心。", []),
    ("重点打造骨科、妇产科两个特色专科。", [("特色专科", ("eq", 2), None)]),
    ("将三级医院的技术带到基层。", []),
    ("充分发挥三级甲等医院的优势，达到资源共享。", []),
    ("对标三级医院建设标准，补齐短板。", []),
    ("三年内，帮助医院重点学科达到国内先进水平。", []),
    ("努力把医院建成省级区域医疗中心。", [("区域医疗中心", None, "省级")]),
    ("确保县医院在2023年通过三级医院评审。", [("医院等级", None, "三级医院评审")]),
    ("使常见病、多发病90%在县域内解决。", [("常见病、多发病", ("eq", 90), None)]),
    ("基本实现90%的患者在县域内就诊。", [("患者在县域内就诊", ("eq", 90), None)]),
    ("每年推广适宜技术不少于2项，每年发表论文5篇。", [("适宜技术", ("ge", 2), None), ("发表论文", ("eq", 5), None)]),
    ("投入5000万元，新增床位300张。", []),
    ("县医院争创“三甲”。", [("医院等级", None, "三甲")]),
    ("三年之后，县医院的住院病人外流要压到两成以内。", [("县医院的住院病人外流", ("le", 20), None)]),
    ("到2024年，全县九成以上的住院病人要留在县里看。", [("住院病人要留在县里看", ("ge", 90), None)]),
    ("争取两年内让消化内科跻身市级重点学科。", [("消化内科", None, "市级重点学科")]),
    ("合作期满，医院要摘下三乙的牌子。", [("医院等级", None, "三乙的")]),
    (
        "协议给乙医院划了三条线：剖宫产率不超过35%，药占比控制在28%以下，平均住院日缩到7.5天。",
        [("剖宫产率", ("le", 35), None), ("药占比", ("le", 28), None), ("平均住院日缩到", ("eq", 7.5), None)],
    ),
    ("帮助乙医院年内挂上县级卒中中心的牌子。", [("卒中中心", None, "县级")]),
    ("乙医院在三年内要能独立开展腹腔镜手术，年手术量达到300例。", [("年手术量", ("eq", 300), None)]),
    ("确保危急重症抢救成功率在95%以上。", [("危急重症抢救成功率在", ("ge", 95), None)]),
    ("病人满意度要保持在98分以上。", [("病人满意度", ("ge", 98), None)]),
    ("每年至少新开展5项县级首例技术。", [("县级首例技术", ("ge", 5), None)]),
    ("把转诊率从现在的23%降到10%以内。", [("转诊率", ("le", 10), None)]),
    ("到协议期满，乙医院三四级手术比例提升十个百分点。", [("乙医院三四级手术比例", ("eq", 10), "提升")]),
    (
        "骨科、神经外科要在两年内达到省级临床重点专科建设标准。",
        [("骨科", None, "省级临床重点专科"), ("神经外科", None, "省级临床重点专科")],
    ),
    ("乙医院力争2023年晋升三级。", [("医院等级", None, "三级")]),
    ("五年之内，使乙医院成为区域内有影响力的三级综合医院。", [("医院等级", None, "三级综合医院")]),
    ("心电图30分钟内出报告，急诊检验1小时内出报告。", []),
    (
        "急诊心梗患者从进门到球囊扩张的时间控制在90分钟以内。",
        [("急诊心梗患者从进门到球囊扩张的时间", ("le", 90), None)],
    ),
    ("县域内基层诊疗量占比要从58%提高到65%以上。", [("县域内基层诊疗量占比", ("ge", 65), None)]),
    ("今年，县医院门诊量达到25万人次，比去年增长12%。", []),
    ("甲医院承诺帮乙医院建起ICU和新生儿病房，每年推广适宜技术两项。", [("适宜技术", ("eq", 2), None)]),
    ("2022年底前创成国家级胸痛中心（标准版）。", [("胸痛中心", None, "国家级")]),
    ("医联体内上转病人减少30%，下转病人增加20%。", []),
    ("到2023年实现每千人口执业医师3人。", []),
    ("托管期内实现收支平衡，三年不亏损。", []),
    ("让90%的病人在县里就能看好病。", [("病人在县里就能看好病", ("eq", 90), None)]),
    ("力争用两年时间，使呼吸内科进入全省先进行列。", []),
    ("到期时，中药饮片使用率不低于三成。", [("中药饮片使用率", ("ge", 30), None)]),
    ("两年内建成标准化的静脉用药调配中心。", [("静脉用药调配中心", None, "建成标准化的静脉用药调配中心")]),
    (
        "未来三年打造3个优势学科，填补县内技术空白20项以上。",
        [("优势学科", ("eq", 3), None), ("填补县内技术空白", ("ge", 20), None)],
    ),
    ("县医院年底前要完成三级医院创建任务。", [("医院等级", None, "三级医院")]),
    ("助力县医院创建国家级胸痛中心。", [("胸痛中心", None, "国家级")]),
]


@pytest.mark.parametrize(("text", "rows"), SENTENCES, ids=range(len(SENTENCES)))
def test_find_targets(text: str, rows: list[Row]) -> None:
    found = []
    for target in find_targets(text, split_sentences(text)):
        quantity = parse_quantity(target.quantity) if target.quantity else None
        found.append((target.name, (quantity.op, quantity.value) if quantity else None, target.goal))
    assert found == rows


@pytest.mark.parametrize("text", [text for text, rows in SENTENCES if rows])
def test_evidence_holds_every_wording(text: str) -> None:
    for target in find_targets(text, split_sentences(text)):
        runs = [span.slice(text) for span in target.evidence]
        assert runs and all(len(run) <= 120 for run in runs)
        for wording in (target.quantity, target.goal, target.deadline, target.frequency):
            assert wording is None or any(wording in run for run in runs)


def test_targets_of_a_table_take_the_goal_column_and_the_deadline_above() -> None:
    text = (
        "下列指标须在协议期满前完成：\n序号\t指标\t2020年\t协议目标\n1\t微创手术占比\t10%\t不低于25%\n"
        "2\t胸痛中心\t无\t通过省级验收"
    )
    found = find_targets(text, split_sentences(text))
    assert [(t.name, t.quantity, t.goal) for t in found] == [
        ("微创手术占比", "不低于25%", None),
        ("胸痛中心", None, "通过省级验收"),
    ]
    assert all(t.deadline and t.deadline.endswith("协议期满前") for t in found)
