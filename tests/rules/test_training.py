"""What is training, of which kind, and what only sounds like it.

Sentences of our own, as the press writes them; each row says what a careful reader takes from it.
"""

from __future__ import annotations

import pytest

from summarizer.chunking import split_sentences
from summarizer.rules.training import find_training

SENTENCES: list[tuple[str, list[str]]] = [
    ("乙医院每年选派10名业务骨干到甲医院免费进修学习。", ["further_study"]),
    ("甲医院免费接收乙医院医务人员进修、培训。", ["further_study"]),
    ("甲医院将通过教学查房、手术带教、学术讲座等形式，提升乙医院医务人员技术水平。", ["on_site_teaching", "lecture"]),
    ("双方将开展远程会诊、远程诊断、远程教学等服务。", ["remote"]),
    ("开通远程会诊系统，实现影像诊断共享。", []),
    ("双方将在学科建设、人才培养、科研合作等方面开展全方位合作。", ["other"]),
    ("根据协议，甲医院将在人才培养、技术支持、双向转诊等方面对乙医院进行帮扶。", ["other"]),
    ("签约仪式后，甲医院专家举行了学术讲座。", []),
    ("李教授作了题为《胸痛中心建设》的专题讲座。", []),
    ("近年来，医院选派200余名骨干外出进修。", []),
    ("我院是国家住院医师规范化培训基地。", []),
    ("专家每周坐诊、查房、手术。", []),
    (
        "派驻专家通过门诊、查房、手术、讲座、带教等方式，帮助县医院培养一批带不走的医疗队伍。",
        ["on_site_teaching", "lecture"],
    ),
    ("定期举办业务培训、病例讨论和学术交流活动。", ["lecture"]),
    ("甲医院为乙医院培养5名硕士研究生。", ["formal_program"]),
    ("采取“师带徒”形式，每名专家带教2-3名徒弟。", ["on_site_teaching"]),
    ("县医院医护人员可到省医院跟班学习。", ["further_study"]),
    ("甲医院每年为乙医院举办2期培训班，培训医务人员100人次以上。", ["lecture"]),
    ("全省要加强人才培养，三年内培训全科医生1万名。", []),
    ("希望双方加强人才培养，实现共赢。", []),
    ("甲医院将优先接受乙医院人员进修、参加学术会议。", ["further_study", "lecture"]),
    ("选派专家到县医院开展手术示教、教学查房、疑难病例讨论。", ["on_site_teaching"]),
    ("利用远程医疗平台开展远程教育培训。", ["remote"]),
    ("乙医院成为甲医院的教学医院、实习基地。", []),
    ("甲医院将通过专家坐诊、技术帮扶、人员培训、双向转诊等方式，提升医疗水平。", ["other"]),
    ("签约当天，专家为医护人员进行了业务培训。", []),
    ("加强对县医院的人才培训与交流。", ["other"]),
    ("会上，双方就学科建设、人才培养进行了深入交流。", []),
    ("定期对基层医务人员进行业务培训和指导。", ["lecture"]),
    ("安排县医院管理人员到省医院挂职锻炼。", ["further_study"]),
    ("接收县医院骨干来院轮训，每批3个月。", ["further_study"]),
    ("选派医师赴上级医院参加住院医师规范化培训。", ["formal_program"]),
    ("医院将为乙医院医务人员提供免费进修、培训的机会。", ["further_study"]),
    ("帮助乙医院培养学科带头人和技术骨干。", ["other"]),
    ("“传帮带”是帮扶的重点，专家手把手地教。", ["on_site_teaching"]),
    ("双方共同开展科研、教学、人才培养。", ["other"]),
    ("乙医院每半年选送6名医生到甲医院跟班三个月。", ["further_study"]),
    ("甲医院敞开大门，乙医院的护士随时可以上来学。", ["further_study"]),
    ("甲医院为乙医院预留15个免费进修名额。", ["further_study"]),
    ("每批驻点医师离开前，都要带出两名能独立手术的本地医生。", ["on_site_teaching"]),
    ("专家每月到县医院开展一次手术示教，县里的医生站在台边看。", ["on_site_teaching"]),
    ("驻点医生签下师徒协议，一对一帮带。", ["on_site_teaching"]),
    ("由甲医院牵头，每季度办一期基层骨干培训班。", ["lecture"]),
    ("甲医院的周末课堂将同步直播到乙医院。", ["remote"]),
    ("两院每月通过视频连线开展一次疑难病例讨论和远程教学。", ["remote"]),
    ("乙医院新进医师统一送到甲医院接受住院医师规范化培训。", ["formal_program"]),
    ("甲医院帮助乙医院与医科大学联合培养在职研究生。", ["formal_program"]),
    ("五年内，甲医院为乙医院培养业务骨干50名。", ["other"]),
    ("去年，乙医院有32人到甲医院进修。", []),
    ("签约仪式结束后，甲医院专家现场为该院医务人员授课。", []),
    ("甲医院是教学医院，每年带教本科实习生300名。", []),
    ("乙医院骨干医师将分期分批赴甲医院轮转学习。", ["further_study"]),
    ("专家组每周三下午在乙医院小会议室讲一课。", ["lecture"]),
    ("甲医院的学术会议向乙医院开放，免收会务费。", ["lecture"]),
    ("乙医院可共享甲医院的远程教育资源。", ["remote"]),
    ("帮扶专家通过教学查房、病例讨论、手术演示手把手教。", ["on_site_teaching"]),
    ("县医院的医生护士可以免费到市医院进修，市医院也会定期下来开讲座。", ["further_study", "lecture"]),
    ("远程会诊之外，甲医院还将开放线上课程。", ["remote"]),
    ("每年组织乙医院管理人员到甲医院跟岗锻炼。", ["further_study"]),
    ("甲医院护理部为乙医院培训专科护士8名。", ["other"]),
    ("协议明确，双方互派人员进修学习。", ["further_study"]),
    ("全院要掀起学习热潮，争当先进。", []),
    ("通过查房、会诊、手术指导等形式提高诊疗水平。", []),
    ("甲医院将在乙医院建立临床技能培训中心。", []),
    ("实行导师制，每名专家结对培养2名青年医师。", ["on_site_teaching"]),
    ("双方还将在医学教育、科研等领域深化合作。", []),
    ("乙医院每年可派2至3名学科骨干跟随甲医院专家学习一年。", ["further_study"]),
    ("开展“送教上门”活动，每年不少于4次。", ["lecture"]),
    ("每月一次业务讲课，由甲医院专家主讲。", ["lecture"]),
    ("专家坐诊的同时带教乙医院医生。", ["on_site_teaching"]),
    ("每位驻点医生认领两名徒弟，出师了才能走。", ["on_site_teaching"]),
    ("乙医院的护士分三批上甲医院轮转，食宿全包。", ["further_study"]),
    ("甲医院开设云课堂，乡镇医生在手机上就能听。", ["remote"]),
    ("每周五早上，甲医院专家通过屏幕带着乙医院医生查房教学。", ["on_site_teaching"]),
    ("双方还约定，甲医院每年免费为乙医院培训护理骨干12人，每人三个月。", ["other"]),
    ("乙医院选拔10名年轻医生读在职研究生，由甲医院导师带。", ["formal_program"]),
    ("协议里写着，乙医院的检验员每季度去甲医院跟岗一周。", ["further_study"]),
    ("每月开一堂护理小课。", ["lecture"]),
    ("派驻专家每人带教本院医师3名，每周教学查房一次。", ["on_site_teaching"]),
    ("甲医院向乙医院开放手术直播教学。", ["remote"]),
    ("县医院的20名骨干将到甲医院接受为期半年的系统培训。", ["further_study"]),
    ("甲医院定期组织专家来院授课、示教。", ["on_site_teaching", "lecture"]),
    ("乙医院医生可参加甲医院组织的业务学习、病例讨论及学术沙龙。", ["lecture"]),
    ("双方共同培养全科医生。", ["other"]),
    ("乙医院挂牌甲医院“专科护士培训基地”。", []),
    ("甲医院选派的专家除坐诊手术外，还要开讲座、带徒弟。", ["on_site_teaching", "lecture"]),
    ("甲医院为乙医院制定了人才培养计划，三年培养学科带头人5名。", ["other"]),
    ("院长说，要把人才培养放在首位。", []),
    ("远程心电、远程影像、远程会诊全部开通。", []),
    ("甲医院将安排乙医院医师参加住院医师规范化培训和专科医师培训，每年5名。", ["formal_program"]),
    ("甲医院给乙医院留出6张进修床位。", ["further_study"]),
    ("乡镇卫生院医生每周到县医院跟班一天。", ["further_study"]),
    ("乙医院护士长到甲医院挂职学习三个月。", ["further_study"]),
    ("甲医院通过远程教学系统，每两周向乙医院推送一堂专题课。", ["remote"]),
    ("现场培训了乡村医生80名。", []),
    ("截至目前，已举办培训班12期。", []),
    ("仪式前，甲医院专家开展了教学查房。", []),
    ("甲医院的专家每月来上一次课、做一次手术演示。", ["on_site_teaching", "lecture"]),
    ("双方建立师徒关系，签订带教责任书。", ["on_site_teaching"]),
    ("乙医院每年有4个名额到甲医院短期研修。", ["further_study"]),
    ("每周五晚上，甲医院的教学查房会通过大屏同步到乙医院示教室。", ["remote"]),
    ("每逢周一，两院还会隔着屏幕上一堂课。", ["remote"]),
    ("每周三下午的“云课堂”通过视频送到各卫生院，由甲医院各科轮流主讲。", ["remote"]),
    ("每个季度线上讲授疑难病例，三家的治疗师都要登录学习。", ["remote"]),
    ("四名年轻中医已经在昨天给老专家敬了茶，跟师抄方。", ["on_site_teaching"]),
    ("协议签署仪式在市医院学术报告厅举行。", []),
    ("乡村医生实行“影子培训”，由县医院全科负责接收。", ["further_study"]),
    ("每学期将有60名预防医学本科生到中心实习，由业务骨干带教。", []),
    ("区医院的住院医师一律纳入甲医院的住院医师规范化培训基地。", ["formal_program"]),
    ("每月最后一个周五，市医院还要派人来讲一次经典。", ["lecture"]),
    ("合理用药培训班一年办两期。", ["lecture"]),
    ("乙医院选送20名骨干赴省城研修，由甲医院安排导师一对一指导。", ["further_study"]),
]


@pytest.mark.parametrize(("text", "kinds"), SENTENCES, ids=range(len(SENTENCES)))
def test_find_training(text: str, kinds: list[str]) -> None:
    assert sorted(item.kind for item in find_training(text, split_sentences(text))) == sorted(kinds)


@pytest.mark.parametrize("text", [text for text, kinds in SENTENCES if kinds])
def test_evidence_holds_every_wording(text: str) -> None:
    for item in find_training(text, split_sentences(text)):
        runs = [span.slice(text) for span in item.evidence]
        assert runs and all(len(run) <= 120 for run in runs)
        for wording in (item.audience, item.count, item.frequency):
            assert wording is None or any(wording in run for run in runs)
