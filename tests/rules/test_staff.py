"""Who is sent, and who only learns, speaks or watches.

Sentences of our own, as the press writes them; each row says what a careful reader takes from it.
"""

from __future__ import annotations

import pytest

from summarizer.article import Article
from summarizer.chunking import split_sentences
from summarizer.extraction import ChunkExtraction, ExtractedAgreement
from summarizer.normalising import normalise
from summarizer.rules.staff import find_staff
from summarizer.schema import DispatchedStaff

Row = tuple[str, bool, str | None, float | None]

SENTENCES: list[tuple[str, list[Row]]] = [
    ("根据协议，甲医院将派驻5名副主任医师以上专家长期驻点乙医院。", [("associate_chief", True, "eq", 5)]),
    (
        "甲医院选派心内科、骨科等专业的副高级以上职称专家到乙医院开展坐诊、查房、手术等工作。",
        [("associate_chief", True, None, None)],
    ),
    (
        "上海某医院每年选派不少于4名中级以上职称医师到县医院驻点帮扶，每批次不少于6个月。",
        [("attending", True, "ge", 4)],
    ),
    ("将派出由院长助理带队的专家团队常驻县医院。", [("expert", False, None, None)]),
    ("我院将定期派专家到乙医院坐诊、查房、手术带教。", [("expert", False, None, None)]),
    (
        "帮扶期间，省人民医院将派出1名副院长、1名护理部主任和6名学科主任驻点工作。",
        [("management", False, "eq", 1), ("management", False, "eq", 1), ("management", False, "eq", 6)],
    ),
    ("省医院派出的18名专家分别担任县医院各科室执行主任。", [("management", False, "eq", 18)]),
    ("县医院选派20名业务骨干到省医院进修学习。", []),
    ("签约仪式后，15名专家开展了义诊活动。", []),
    (
        "省医院派出3名主任医师、5名副主任医师和10名主治医师组成帮扶团队。",
        [("chief", False, "eq", 3), ("associate_chief", False, "eq", 5), ("attending", False, "eq", 10)],
    ),
    ("五年来，先后派出120名专家到县医院工作。", []),
    ("甲医院将选派管理和医疗专家进驻乙医院，担任执行院长、科室主任等职务。", [("management", False, None, None)]),
    ("市中心医院派出李明副院长担任该院执行院长。", [("management", False, "eq", 1)]),
    (
        "甲医院委派张伟同志担任乙医院院长，并派出医疗骨干5名。",
        [("management", False, "eq", 1), ("expert", False, "eq", 5)],
    ),
    ("首批派驻的8名专家已全部到岗。", [("expert", False, "eq", 8)]),
    ("首批选派的10名医疗专家将于下周进驻县医院。", [("expert", False, "eq", 10)]),
    ("华西医院将向甘孜州医院派驻不少于10名具有副高及以上职称的专家。", [("associate_chief", True, "ge", 10)]),
    ("每年安排2名主治医师到卫生院坐诊。", [("attending", False, "eq", 2)]),
    ("市医院聘请王某为名誉院长。", []),
    ("现有职工500人，其中高级职称80人。", []),
    ("市二院每周派出3名专家到社区卫生服务中心坐诊。", [("expert", False, "eq", 3)]),
    (
        "双方约定，省医院将派遣一名副院长级管理人员和若干名技术骨干常驻。",
        [("management", False, "eq", 1), ("expert", False, None, None)],
    ),
    ("协议签订后，北京医院将根据需要选派各专业专家来院指导。", [("expert", False, None, None)]),
    ("希望省医院多派专家来我县指导。", []),
    ("出席签约仪式的有市卫健委主任张某、县委书记李某、甲医院院长王某等。", []),
    (
        "由三级医院选派院长、管理干部和技术骨干（副高以上职称）到贫困县医院。",
        [("management", False, None, None), ("associate_chief", True, None, None)],
    ),
    ("甲医院将抽调精干力量组成医疗队，常驻乙医院开展帮扶。", [("other", False, None, None)]),
    (
        "援助医院派出护士长1名、护理骨干3名蹲点指导优质护理。",
        [("management", False, "eq", 1), ("expert", False, "eq", 3)],
    ),
    ("每批派出5人，其中高级职称不少于2人。", [("other", False, "eq", 5), ("associate_chief", False, "ge", 2)]),
    ("甲医院挂职副院长陈刚介绍，医院将开展新技术。", []),
    (
        "医联体建立后，市一院将派出主任医师、副主任医师定期下沉坐诊。",
        [("chief", False, None, None), ("associate_chief", False, None, None)],
    ),
    ("将有不少于5名主任医师每周到分院坐诊。", [("chief", False, "ge", 5)]),
    ("市人民医院骨科专家每周三到镇卫生院坐诊。", [("expert", False, None, None)]),
    ("专家团队将长期驻扎。", [("expert", False, None, None)]),
    ("院长由甲医院选派，副院长由乙医院推荐。", [("management", False, None, None)]),
    (
        "将向受援医院派出至少1名医院管理人员担任副院长，派出至少2名学科带头人担任受援医院科室主任或副主任。",
        [("management", False, "ge", 1), ("management", False, "ge", 2)],
    ),
    ("每年派驻医护人员不少于5人，连续工作时间不少于6个月。", [("other", False, "ge", 5)]),
    ("省医院派驻专家指导县医院成功开展首例手术。", []),
    ("双方将互派医务人员交流学习。", []),
    ("派出的短期专家每月来院1-2次。", [("expert", False, None, None)]),
    ("甲医院外科主任医师李强任乙医院院长。", [("chief", False, "eq", 1)]),
    (
        "北大医院将选派高水平的管理团队和专家团队长期驻守。",
        [("management", False, None, None), ("expert", False, None, None)],
    ),
    ("由市医院派出内、外、妇、儿等科室的业务骨干组成医疗队到乡镇卫生院巡回医疗。", [("expert", False, None, None)]),
    ("协议明确，支援医院每年派出3-5名医师驻点帮扶。", [("other", False, "range", 3)]),
    ("选派一批优秀专家到县医院担任学科带头人。", [("management", False, None, None)]),
    (
        "甲医院派到乙医院的第一批医生共四人，一名主任医师、三名主治医师，下周一报到。",
        [("chief", False, "eq", 1), ("attending", False, "eq", 3)],
    ),
    ("甲医院派来一位副主任医师任副院长。", [("associate_chief", False, "eq", 1)]),
    ("心内科、骨科各派一名副主任医师到乙医院驻点，半年轮换一次。", [("associate_chief", False, "eq", 1)]),
    ("乙医院由甲医院派人担任院长。", [("management", False, None, None)]),
    (
        "甲医院组建了一支6人团队（院长1人、护士长1人、主治医师4人）进驻乙医院。",
        [("management", False, "eq", 1), ("management", False, "eq", 1), ("attending", False, "eq", 4)],
    ),
    ("专家团队共8人，均为副高以上职称，涵盖内、外、妇、儿。", [("associate_chief", True, "eq", 8)]),
    ("协议约定，甲医院每季度遣2名高年资主治医师赴乙医院顶岗。", [("attending", False, "eq", 2)]),
    ("甲医院超声科、检验科各抽一名主管技师，轮流下到乙镇卫生院上班。", [("attending", False, "eq", 1)]),
    ("每周二、四，甲医院会有三名副高职称医生到社区中心出门诊。", [("associate_chief", False, "eq", 3)]),
    (
        "甲医院一名护理部副主任、两名护士长已经到岗，帮助整顿病区。",
        [("management", False, "eq", 1), ("management", False, "eq", 2)],
    ),
    ("今后，甲医院骨科主任李平每月来县里做两天手术。", [("management", False, "eq", 1)]),
    ("甲医院为乙医院配备业务院长一名。", [("management", False, "eq", 1)]),
    ("甲医院答应，三年内常年有5名副主任医师以上的专家在乙医院上班。", [("associate_chief", True, "eq", 5)]),
    ("根据备忘录，甲医院支援乙医院麻醉医师1名、超声医师1名。", [("other", False, "eq", 1), ("other", False, "eq", 1)]),
    (
        "甲院下沉中级职称以上人员12人，其中6人任科室副主任。",
        [("attending", True, "eq", 12), ("attending", True, "eq", 6)],
    ),
    ("由甲医院主治及以上医师轮流到乙医院值班带班。", [("attending", True, None, None)]),
    ("派驻人员中，副高以上不少于三分之一。", []),
    (
        "甲医院选派的管理团队由一名院长、两名副院长和一名财务总监组成。",
        [("management", False, "eq", 1), ("management", False, "eq", 2), ("management", False, "eq", 1)],
    ),
    ("甲医院挑选10名高级职称专家，分两批到县医院驻扎。", [("associate_chief", False, "eq", 10)]),
    (
        "第一批选派5名主治医师，第二批选派5名副主任医师。",
        [("attending", False, "eq", 5), ("associate_chief", False, "eq", 5)],
    ),
    (
        "甲医院将安排一名副院长和一名医务处副处长到县医院挂职，分别担任执行院长和医务科科长。",
        [("management", False, "eq", 1), ("management", False, "eq", 1)],
    ),
    ("每年选派1至2名医师到乙医院开展工作。", [("other", False, "range", 1)]),
    ("每批派驻医疗、护理、管理人员不少于6人。", [("other", False, "ge", 6)]),
    ("甲医院向乙医院输出管理人员3名、技术骨干7名。", [("management", False, "eq", 3), ("expert", False, "eq", 7)]),
    ("援派医生10人已抵达，他们将在这里工作一年。", [("other", False, "eq", 10)]),
    (
        "甲医院将委派执行院长1人，派驻副高级以上职称专家4人，主治医师6人。",
        [("management", False, "eq", 1), ("associate_chief", True, "eq", 4), ("attending", False, "eq", 6)],
    ),
    ("县医院院长由甲医院委派，任期三年。", [("management", False, None, None)]),
    (
        "省儿童医院每月派两名副主任医师坐诊，每季度派一名主任医师查房。",
        [("associate_chief", False, "eq", 2), ("chief", False, "eq", 1)],
    ),
    ("甲医院还会不定期请来名老中医坐堂。", [("expert", False, None, None)]),
    ("甲医院抽出三位主任医师，每周轮流到社区服务站出诊。", [("chief", False, "eq", 3)]),
    ("市中心医院向每个乡镇卫生院派驻1名主治医师，担任业务副院长。", [("attending", False, "eq", 1)]),
    (
        "将派出“1名管理人员+3名临床专家+1名护理骨干”的团队驻点帮扶。",
        [("management", False, "eq", 1), ("expert", False, "eq", 3), ("expert", False, "eq", 1)],
    ),
    ("双方商定，甲医院常驻专家保持在8人以上。", [("expert", False, "ge", 8)]),
    ("甲医院常年保持5名以上主治医师在县医院驻点。", [("attending", False, "ge", 5)]),
    ("派遣支援医师6人，驻县医院工作不少于半年。", [("other", False, "eq", 6)]),
    ("甲医院副院长张华挂职乙医院第一院长。", [("management", False, "eq", 1)]),
    ("甲医院内分泌科副主任王莉将担任分院院长，全面主持工作。", [("management", False, "eq", 1)]),
    ("任命甲医院普外科副主任医师刘洋为乙医院院长。", [("associate_chief", False, "eq", 1)]),
    ("随后，甲医院12名专家在门诊大厅义诊。", []),
    (
        "甲医院护士长2名、护士4名将驻院三个月，帮助开展优质护理。",
        [("management", False, "eq", 2), ("other", False, "eq", 4)],
    ),
    ("首批专家组一行9人将于下月进驻。", [("expert", False, "eq", 9)]),
    (
        "派出副主任医师张强、主治医师李丽到卫生院坐诊。",
        [("associate_chief", False, "eq", 1), ("attending", False, "eq", 1)],
    ),
    (
        "每周安排主任医师、副主任医师各一名到乙医院门诊坐诊。",
        [("chief", False, "eq", 1), ("associate_chief", False, "eq", 1)],
    ),
    ("甲医院12名副高以上职称专家受聘为乙医院学科带头人。", [("associate_chief", True, "eq", 12)]),
    ("选派2位检验技师帮助建立实验室。", [("resident", False, "eq", 2)]),
    ("派出公共卫生医师两名，常驻疾控中心。", [("other", False, "eq", 2)]),
    ("每名主治医师每年下乡时间不少于60天。", []),
    (
        "甲医院承诺，派出的医生中主任医师不少于2名，副主任医师不少于4名。",
        [("chief", False, "ge", 2), ("associate_chief", False, "ge", 4)],
    ),
    ("将有近30名专家分批次到县医院开展帮扶。", [("expert", False, "approx", 30)]),
    ("选派50余名医务人员分批驻点。", [("other", False, "gt", 50)]),
    ("甲医院将从重症、呼吸、感染等学科抽调副高及以上职称骨干力量驻点帮扶。", [("associate_chief", True, None, None)]),
    ("常务副院长陈明被派往乙医院任院长。", [("management", False, "eq", 1)]),
    ("乙医院聘请甲医院5名教授担任客座教授。", []),
    (
        "甲医院儿科主任、主任医师赵敏带队，3名主治医师随队驻点半年。",
        [("chief", False, "eq", 1), ("attending", False, "eq", 3)],
    ),
    ("甲医院将安排12名心血管、呼吸、消化等学科副主任医师轮流到乙医院坐诊。", [("associate_chief", False, "eq", 12)]),
    ("县医院将为专家提供食宿。", []),
    ("参加仪式的有双方医院领导、专家共60余人。", []),
    ("甲医院每年选派不少于3批、每批不少于5名专家组成的医疗队。", [("expert", False, "ge", 5)]),
    (
        "选派医师、护士、技师各1名，帮扶期一年。",
        [("other", False, "eq", 1), ("other", False, "eq", 1), ("resident", False, "eq", 1)],
    ),
    (
        "一位资深的主任医师、两位副主任医师和一位护士长组成的团队已于本周进驻。",
        [("chief", False, "eq", 1), ("associate_chief", False, "eq", 2), ("management", False, "eq", 1)],
    ),
    ("首批5人全是主治医师，3人来自骨科，2人来自麻醉科，已在县医院住下。", [("attending", False, "eq", 5)]),
    (
        "驻点的6位大夫里，两位是主任医师，四位是副主任医师。",
        [("chief", False, "eq", 2), ("associate_chief", False, "eq", 4)],
    ),
    (
        "甲医院给县医院派了一个班子：院长一名，副院长两名，护理部主任一名。",
        [("management", False, "eq", 1), ("management", False, "eq", 2), ("management", False, "eq", 1)],
    ),
    (
        "人员派驻\n副主任医师2名，驻点一年；主管护师1名，每半年一换。",
        [("associate_chief", False, "eq", 2), ("attending", False, "eq", 1)],
    ),
    ("专家下沉：副高以上专家8名，每周二坐诊。", [("associate_chief", True, "eq", 8)]),
    ("一名放射科主任医师每月过来一次，带着当地同行读片。", [("chief", False, "eq", 1)]),
    ("选派医师6名（高级2名、中级4名）长驻。", [("associate_chief", False, "eq", 2), ("attending", False, "eq", 4)]),
    ("甲医院拿出8名业务骨干，打包送到乙医院干满一年。", [("expert", False, "eq", 8)]),
    ("一支8人医疗队将扎根县医院。", [("other", False, "eq", 8)]),
    (
        "派出2名管理人员，其中一名任副院长，一名任护理部主任。",
        [("management", False, "eq", 1), ("management", False, "eq", 1)],
    ),
    ("麻醉师、超声医师各一名常驻县医院。", [("other", False, "eq", 1), ("other", False, "eq", 1)]),
    ("每批选派4名同志，其中主治以上不少于2名。", [("other", False, "eq", 4), ("attending", True, "ge", 2)]),
    ("中级职称（含）以上医师5名驻点。", [("attending", True, "eq", 5)]),
    ("县医院将迎来甲医院的3名学科主任，每人驻点两年。", [("management", False, "eq", 3)]),
    ("甲医院派助产士2名到乙卫生院。", [("other", False, "eq", 2)]),
    ("甲医院每月定期安排专家1至2人来院坐诊。", [("expert", False, "range", 1)]),
    ("派驻专家必须是主治医师以上，连续工作不少于三个月。", [("attending", True, None, None)]),
    (
        "3名副主任医师、2名主管护师，是甲医院开出的第一份名单，他们下周启程。",
        [("associate_chief", False, "eq", 3), ("attending", False, "eq", 2)],
    ),
    ("县医院妇产科主任由甲医院的副主任医师何静出任，聘期三年。", [("associate_chief", False, "eq", 1)]),
    ("甲医院的医生每天接诊50名患者。", []),
    ("8名本地医生拜甲医院专家为师。", []),
    ("座谈会上，5名专家先后发言。", []),
    ("县医院10名护士前往甲医院轮训。", []),
    ("甲医院现有主任医师120名，副主任医师260名。", []),
    ("签约现场，3名主任医师为群众会诊。", []),
    (
        "派员：主任医师1人、副主任医师2人、主治医师3人，共6人。",
        [("chief", False, "eq", 1), ("associate_chief", False, "eq", 2), ("attending", False, "eq", 3)],
    ),
    ("市中医院承诺派出的中医专家不少于3名，每名每周出诊不少于2天。", [("expert", False, "ge", 3)]),
    (
        "两院互派干部挂职，甲医院派1名副院长到乙医院，乙医院派1名科主任到甲医院。",
        [("management", False, "eq", 1), ("management", False, "eq", 1)],
    ),
    ("从8月起，每周有2名副高职称专家坐班车下来，周一来周五走。", [("associate_chief", False, "eq", 2)]),
    (
        "骨科、妇产科两个学科还须各派1名主任医师任学科主任。",
        [("chief", False, "eq", 1)],
    ),
    ("聘请6名江城十院专家担任执行主任。", [("management", False, "eq", 6)]),
    ("每周二来的，则是儿科的主治医师。", [("attending", False, None, None)]),
    ("甲医院各院区的专科医生以多点执业的方式，按照每月不少于4天的节奏到乙医院坐镇。", [("other", False, None, None)]),
    ("病理、超声两个方向的技术骨干将由甲医院分批派往乙医院。", [("expert", False, None, None)]),
    ("护理人员则按季度轮换，首轮12名已到位。", [("other", False, "eq", 12)]),
    ("副主任医师及以上人员的选派以季度为单位，每季度不少于3名。", [("associate_chief", True, "ge", 3)]),
    (
        "医疗队已于上周到任。领队何静，主任医师，下个月起担任院长；眼科副主任医师高远守着门诊，护士长李梅要住满一年。",
        [("chief", False, "eq", 1), ("associate_chief", False, "eq", 1), ("management", False, "eq", 1)],
    ),
    ("医疗队到任那天，副主任医师高远说，他要住满一年。", []),
    (
        "这一批带来的12名医务人员里，正高职称4人，昨天已经到岗。",
        [("other", False, "eq", 12), ("chief", False, "eq", 4)],
    ),
    ("甲医院带来的12名专家分坐两排。", []),
    ("七十岁的郑明是主任中医师。往后，每个礼拜二上午，他都会到中心坐堂。", [("chief", False, "eq", 1)]),
    ("儿科的段小川、麻醉科的和志刚，都是主治医师，要驻点半年。", [("attending", False, "eq", 2)]),
    (
        "首批4人组成的专家团队下周到岗，其中执行院长一人，由甲医院副院长周明担任；主任医师三人。",
        [("management", False, "eq", 1), ("chief", False, "eq", 3)],
    ),
    ("援建专家组组长由副主任医师杜鹃担任，组员9人。", [("associate_chief", False, "eq", 1), ("other", False, "eq", 9)]),
]


@pytest.mark.parametrize(
    ("text", "departments"),
    [
        ("派驻肾内科主任医师1名、普外科副主任医师2名。", [("肾内科",), ("普外科",)]),
        ("骨科、儿科各派2名主治医师驻点，另派心内科主任医师1名。", [("骨科", "儿科"), ("心内科",)]),
        ("选派3名副主任医师到乙医院坐诊，涵盖心内科、呼吸科。", [("心内科", "呼吸科")]),
    ],
)
def test_departments_stay_with_their_people(text: str, departments: list[tuple[str, ...]]) -> None:
    assert [staff.departments for staff in _staff(text)] == departments


def _staff(text: str) -> tuple[DispatchedStaff, ...]:
    article = Article(id="a", source="a", sha256="0" * 64, text=text)
    staff = tuple(find_staff(text, split_sentences(text)))
    extraction = ChunkExtraction(agreements=(ExtractedAgreement(dispatched_staff=staff),))
    return normalise(extraction, article).agreements[0].dispatched_staff


def _row(staff: DispatchedStaff) -> Row:
    count = staff.count
    return (staff.level, staff.or_above, count.op if count else None, count.value if count else None)


@pytest.mark.parametrize(("text", "rows"), SENTENCES, ids=range(len(SENTENCES)))
def test_find_staff(text: str, rows: list[Row]) -> None:
    assert sorted(map(str, map(_row, _staff(text)))) == sorted(
        str((level, above, op, None if value is None else float(value))) for level, above, op, value in rows
    )


@pytest.mark.parametrize("text", [text for text, rows in SENTENCES if rows])
def test_evidence_holds_every_wording(text: str) -> None:
    for staff in find_staff(text, split_sentences(text)):
        runs = [span.slice(text) for span in staff.evidence]
        wordings = [staff.title, staff.count, staff.position, staff.term, *staff.departments]
        assert runs and all(len(run) <= 120 for run in runs)
        assert all(any(wording in run for run in runs) for wording in wordings if wording)
