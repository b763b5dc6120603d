"""Training told by rhythm, by the bond of master and pupil, over the net; and what is none."""

from __future__ import annotations

import pytest

from summarizer.chunking import split_sentences
from summarizer.rules.training import find_training

Row = str
"""A kind of training."""

SENTENCES: list[tuple[str, list[Row]]] = [
    ("这4名徒弟每年都要到省中医院跟师学习一个月。", ["further_study"]),
    ("累计50余名骨干将到甲医院进修。", ["further_study"]),
    ("甲医院的病例讨论每周三对乙医院开放直播。", ["remote"]),
    ("乙医院的住院医师每年选2人，到甲医院读规培。", ["formal_program"]),
    ("乙医院的护士分批去甲医院学透析，一批两个月。", ["further_study"]),
    ("甲医院为县里的村医开办“一月一课”。", ["lecture"]),
    ("每月最后一个周五，专家来县里讲一次病例。", ["lecture"]),
    ("每季度一次，甲医院的专家到县里讲课。", ["lecture"]),
    ("甲医院的教学资源向乙医院开放，乙医院医生可在网上听课。", ["remote"]),
    ("每周三晚上，两院医生同上一堂网课。", ["remote"]),
    ("驻点专家“一对一”结对帮带，把技术留下来。", ["on_site_teaching"]),
    ("派驻医生与本院医生结成对子，一个带两个。", ["on_site_teaching"]),
    ("护士长要手把手教本院护士做危重护理。", ["on_site_teaching"]),
    ("协议要求，每名专家离任前至少要带出一名能独立手术的医生。", ["on_site_teaching"]),
    ("甲医院接收乙医院的医生短期进修，食宿全免。", ["further_study"]),
    ("每年有10个进修名额留给县医院，费用全免。", ["further_study"]),
    ("县医院每年可送5名医生到甲医院学习，时间不少于半年。", ["further_study"]),
    ("甲医院将帮助县医院培养本科以上学历护理骨干20名。", ["other"]),
    ("双方还将在人才培养、科研等方面开展合作。", ["other"]),
    ("协议涵盖学科建设、人才培养、双向转诊等内容。", ["other"]),
    ("甲医院为乙医院“定制”人才，五年培养50名骨干医生。", ["other"]),
    ("甲医院派专家到乙医院，采取“师带徒”的方式培养20名骨干。", ["on_site_teaching"]),
    ("每年举办两场学术论坛，乙医院医生免费参加。", ["lecture"]),
    ("甲医院每年为联盟单位办两期学习班，学员食宿自理。", ["lecture"]),
    ("开设“空中课堂”，每周三直播。", ["remote"]),
    ("乡村医生每人每年到县医院实训不少于30天。", ["further_study"]),
    ("对口招收乙医院在职人员攻读硕士学位，每年3名。", ["formal_program"]),
    ("双方联合培养研究生，每年5名。", ["formal_program"]),
    ("师徒签了三年的约，师傅每周抽两个半天带教。", ["on_site_teaching"]),
    ("乙医院8名医生行了拜师礼，师父是甲医院的8位主任。", ["on_site_teaching"]),
    ("远程病例讨论每周一次，乙医院医生轮流汇报病例。", ["remote"]),
    ("急诊急救培训每季度一次，由甲医院的急诊医生来教。", ["lecture"]),
    ("甲医院将对全县200名村医轮训一遍。", ["further_study"]),
    ("甲医院的教授每学期来乙医院开两次大课。", ["lecture"]),
    ("乙医院的年轻人跟着驻点专家上门诊、进手术室，由专家逐个带教。", ["on_site_teaching"]),
    ("他1998年毕业于省医科大学，曾赴德国进修。", []),
    ("每月为居民举办健康讲座。", []),
    ("专家定期到社区为糖尿病患者开健康课堂。", []),
    ("来院实习的学生由各科带教老师负责。", []),
    ("他是我的师傅，教会我做人。", []),
    ("远程会诊每周开放两次。", []),
    ("老人家坐在门口听课，说听不懂。", []),
    ("孩子们在学校里学会了洗手。", []),
    ("会前，与会人员参观了技能培训中心。", []),
    ("他把师傅的话记在本子上。", []),
    ("医院要求全体职工学习协议精神。", []),
    ("每个周末，乙医院的医生都能在手机上听课。", ["remote"]),
    ("甲医院开设线上重症诊疗能力培训，每月两期。", ["remote"]),
    ("两院医生每月开一次视频病例讨论会。", ["remote"]),
    ("甲医院的大课通过5G同步到乙医院会议室，每周一堂。", ["remote"]),
    ("乙医院可免费使用甲医院的慕课资源。", ["remote"]),
    ("甲医院每天早上的交班和病例讨论，乙医院都能远程旁听。", ["remote"]),
    ("远程教学平台每月推送四次专题课程。", ["remote"]),
    ("乙医院10名青年医师向甲医院的专家拜了师，三年为期。", ["on_site_teaching"]),
    ("每位下派专家收两名徒弟，协议期满出师。", ["on_site_teaching"]),
    ("甲医院专家与乙医院骨干结成“一带二”对子。", ["on_site_teaching"]),
    ("双方实行导师制，每名导师带教两名本地医生。", ["on_site_teaching"]),
    ("专家下来不光看病，还要把徒弟带出来。", ["on_site_teaching"]),
    ("派来的护士长每天带着本院护士做交接班示范，手把手教压疮护理。", ["on_site_teaching"]),
    ("协议规定，专家坐诊的同时必须带教。", ["on_site_teaching"]),
    ("每周五的教学查房由驻点主任主持。", ["on_site_teaching"]),
    ("派驻专家在病房里边查房边教学，每周三次。", ["on_site_teaching"]),
    ("乙医院医生随时可以到甲医院短期跟学，不收学费。", ["further_study"]),
    ("累计30名乡村医生将到县医院轮训。", ["further_study"]),
    ("每批4名护士去甲医院学血液净化，一批两个月。", ["further_study"]),
    ("甲医院敞开大门，免费接纳乙医院各科医护人员进修。", ["further_study"]),
    ("乙医院的科主任每年要到甲医院“回炉”一个月，跟班查房。", ["further_study"]),
    ("甲医院每年给乙医院预留15个进修名额。", ["further_study"]),
    ("三年内，乙医院临床医生要到甲医院轮转一遍。", ["further_study"]),
    ("乙医院分三批派人到甲医院跟岗，每批6人，每批三个月。", ["further_study"]),
    ("县里的村医冬天集中到县医院实训两周。", ["further_study"]),
    ("每个月底，甲医院的专家都来给乡镇医生讲一课。", ["lecture"]),
    ("每季度还有一场专题讲座，由甲医院轮流派专家主讲。", ["lecture"]),
    ("甲医院每年为乙医院办两期护理管理培训班。", ["lecture"]),
    ("每年春秋两季，双方各办一次学术沙龙。", ["lecture"]),
    ("甲医院开设的各类学习班，乙医院医生一律免费听。", ["lecture"]),
    ("两家医院每年共同主办一次国家级继续教育项目。", ["lecture"]),
    ("每周三下午有一节业务课，驻点医生轮流讲。", ["lecture"]),
    ("甲医院定向为乙医院培养硕士研究生，每年2名。", ["formal_program"]),
    ("乙医院新招的住院医师统一到甲医院参加规范化培训。", ["formal_program"]),
    ("学校面向医院在岗医生开办专升本学历教育。", ["formal_program"]),
    ("甲医院将为乙医院培养学科带头人6名。", ["other"]),
    ("双方将联手培养全科人才。", ["other"]),
    ("五年为县里培养100名留得住的骨干医生。", ["other"]),
    ("合作内容包括人才培训、技术支持和设备共享。", ["other"]),
    ("他因外出进修没能参加签约。", []),
    ("会议在医院学术报告厅召开。", []),
    ("科教科、研究生处、护理部负责人参加座谈。", []),
    ("每月第一个周日为社区居民开设健康讲座。", []),
    ("专家还为病友们上了一堂糖尿病饮食课。", []),
    ("每周三上午，医护人员给候诊的患者讲养生知识。", []),
    ("学校每年安排120名本科生到医院见习。", []),
    ("以前没有老师教，全靠自己看书。", []),
    ("该院为国家级全科医生规范化培训基地。", []),
    ("她的师傅是省里有名的老中医。", []),
    ("签约当天，甲医院专家作了两场学术讲座。", []),
    ("去年举办培训班15期，培训1200人次。", []),
    ("三名学成归来的医生已经能独立手术。", []),
    ("与会人员一起学习了上级文件精神。", []),
    ("远程会诊系统每周开放五天。", []),
    ("大家说，要把专家的精神学到手。", []),
    ("医院对全体职工进行了服务礼仪培训。", []),
    ("每年挑选十名年轻医生去省城，跟着导师学半年。", ["further_study"]),
    ("市医院每季度来院办1次适宜技术培训。", ["lecture"]),
    ("通过进修学习、岗位带教等方式培养骨干。", ["further_study", "on_site_teaching"]),
    ("县里每年还要送20个人到后方医院去学。", ["further_study"]),
    ("另有12名护士轮流去甲医院见学，每期四周。", ["further_study"]),
    ("第一批5名年轻医生已到甲医院规培。", ["formal_program"]),
    ("每周三晚的“护理夜校”向乙医院护士开放。", ["lecture"]),
    ("卫生院又挑了两个年轻人拜在老中医门下。", ["on_site_teaching"]),
    ("乙医院每年外送不少于12人次到甲医院学习。", ["further_study"]),
    ("十多年里，他带出了四十多名徒弟。", []),
    ("双方围绕护理人员培训等话题展开讨论。", []),
]


@pytest.mark.parametrize(("text", "kinds"), SENTENCES, ids=range(len(SENTENCES)))
def test_training_told_otherwise(text: str, kinds: list[str]) -> None:
    assert sorted(item.kind for item in find_training(text, split_sentences(text))) == kinds


@pytest.mark.parametrize("text", [text for text, kinds in SENTENCES if kinds])
def test_every_wording_stands_in_the_evidence(text: str) -> None:
    for item in find_training(text, split_sentences(text)):
        runs = [span.slice(text) for span in item.evidence]
        assert runs and all(len(run) <= 120 for run in runs)
        for wording in (item.audience, item.count, item.frequency):
            assert wording is None or any(wording in run for run in runs)
