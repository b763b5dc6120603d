"""People told of without a verb of sending before them, by number: always there, at a rhythm."""

from __future__ import annotations

import pytest

from summarizer.article import Article
from summarizer.chunking import split_sentences
from summarizer.extraction import ChunkExtraction, ExtractedAgreement
from summarizer.normalising import normalise
from summarizer.rules.staff import find_staff

Row = tuple[str, bool, str | None, float | None]
"""Level, 以上, operator and number."""

SENTENCES: list[tuple[str, list[Row]]] = [
    ("队伍昨晚进城，院长之外，另外四人都是副主任医师。", [("associate_chief", False, "eq", 4)]),
    (
        "常住县医院的，有骨科副主任医师陈秋和一位主管药师。",
        [("associate_chief", False, "eq", 1), ("attending", False, "eq", 1)],
    ),
    ("县中医院只有五名药师，其中两名快退休了。", []),
    (
        "上半年派2名主治医师驻点，下半年换防，改派3名主管护师驻点。",
        [("attending", False, "eq", 2), ("attending", False, "eq", 3)],
    ),
    ("全科医生每周六到社区出诊，雷打不动一个人。", [("other", False, "eq", 1)]),
    ("县里的住院医师小郑每周三到卫生院坐诊。", [("resident", False, "eq", 1)]),
    ("内分泌科的马大夫每个星期四到卫生院坐诊。", [("other", False, "eq", 1)]),
    ("由甲医院选派学科带头人一名，出任心内科主任。", [("management", False, "eq", 1)]),
    ("首轮12名队员已经上岗，一年一轮换。", [("other", False, "eq", 12)]),
    ("疾控中心选出流行病学主管医师1名，挂职医院公共卫生科副主任。", [("attending", False, "eq", 1)]),
    ("今后，县医院里将常年有两名省城来的主任医师。", [("chief", False, "eq", 2)]),
    ("协议期内，县医院始终要有4名市医院的医生在岗。", [("other", False, "eq", 4)]),
    ("县医院每天都有甲医院的1名主治医师在病房值守。", [("attending", False, "eq", 1)]),
    ("在县医院驻点的专家任何时候不得少于6人。", [("expert", False, "ge", 6)]),
    ("常驻县医院的副主任医师以上专家不可少于3名。", [("associate_chief", True, "ge", 3)]),
    ("甲医院神经内科的副主任医师隔周来一次，看门诊、查病房。", [("associate_chief", False, None, None)]),
    ("往后每个周末，市医院的骨科专家都会上山一次。", [("expert", False, None, None)]),
    ("每月第二个星期六，陈国平主任中医师到分站坐诊。", [("chief", False, "eq", 1)]),
    ("每逢周三，赵敏副主任医师都会到卫生院出诊。", [("associate_chief", False, "eq", 1)]),
    ("每周一上午，省肿瘤医院的李明教授在县医院开专家门诊。", [("chief", False, "eq", 1)]),
    (
        "同车来的还有两名主治医师、一名主管药师，他们要在县里住满一年。",
        [("attending", False, "eq", 2), ("attending", False, "eq", 1)],
    ),
    ("与院长一起到任的，是三位科主任。", [("management", False, "eq", 3)]),
    ("和他搭班的，有甲医院派来的3名副主任医师。", [("associate_chief", False, "eq", 3)]),
    (
        "派来的7人中，1人担任院长，2人担任科主任，4人为业务骨干。",
        [("management", False, "eq", 1), ("management", False, "eq", 2), ("expert", False, "eq", 4)],
    ),
    ("首批3人已经到岗，分别担任院长、护理部主任和骨科主任。", [("management", False, "eq", 3)]),
    ("坐在桌前的院长裴元，是甲医院按照责任书派来的。", [("management", False, "eq", 1)]),
    ("院长裴元和副院长李青都是甲医院派来的。", [("management", False, "eq", 1), ("management", False, "eq", 1)]),
    (
        "甲医院向县医院委派院长、护理部主任、财务总监各1名。",
        [("management", False, "eq", 1), ("management", False, "eq", 1), ("management", False, "eq", 1)],
    ),
    ("内科、外科、妇产科各选派1名副主任医师。", [("associate_chief", False, "eq", 1)]),
    ("甲医院派出内科、外科主治医师各两名驻点。", [("attending", False, "eq", 2)]),
    (
        "院长和分管业务的副院长由甲医院派人担任。",
        [("management", False, None, None), ("management", False, None, None)],
    ),
    ("选派副主任医师以上专家常驻县医院，人数不少于3名。", [("associate_chief", True, "ge", 3)]),
    ("甲医院每年选派医疗专家驻点帮扶，规模为20人左右。", [("expert", False, "approx", 20)]),
    ("下派的医生，每批六人，一批干满半年。", [("other", False, "eq", 6)]),
    ("派出2名具有高级职称的妇产科医生驻院。", [("associate_chief", False, "eq", 2)]),
    ("安排3名中级以上职称的护理人员到卫生院带班。", [("attending", True, "eq", 3)]),
    ("甲医院心内科副主任医师高远被派往县医院，任内科主任。", [("associate_chief", False, "eq", 1)]),
    ("县医院的新院长，是甲医院派来的副主任医师高远。", [("associate_chief", False, "eq", 1)]),
    ("已有9名医生从省城出发，奔赴县医院开始为期一年的支援。", [("other", False, "eq", 9)]),
    ("五名护士长将被分派到五个科室，每人蹲点两个月。", [("management", False, "eq", 5)]),
    ("签约三年来，甲医院按照协议已选派12名专家驻点。", [("expert", False, "eq", 12)]),
    ("上一轮合作中，甲医院先后派出26名医务人员。", []),
    ("首批8名医生已经动身，去甲医院学习三个月。", []),
    ("县医院的12名护士将分三批，赴省城接受培训。", []),
    ("20名骨干医生被送到甲医院深造。", []),
    ("本地8名年轻医生拜甲医院专家为师。", []),
    ("甲医院答应借出两名麻醉医师，一借就是半年。", [("other", False, "eq", 2)]),
    ("省医院把5名业务骨干“放”到县里，一年内不召回。", [("expert", False, "eq", 5)]),
    ("为县医院送去一名学科带头人。", [("expert", False, "eq", 1)]),
    ("四名副主任医师轮流进驻，每人三个月。", [("associate_chief", False, "eq", 4)]),
    ("我是甲医院呼吸科的副主任医师，和我同来的还有三名主治医师，要在这里待一年。", [("attending", False, "eq", 3)]),
    ("对方派专家来院坐诊、查房，每周不少于两人。", [("expert", False, "ge", 2)]),
    ("甲医院须保证常驻专家不低于4名。", [("expert", False, "ge", 4)]),
    ("每个月，甲医院都会抽出内科、外科各一名主治医师，下到卫生院看诊。", [("attending", False, "eq", 1)]),
    ("甲医院副主任医师钱明被聘为县医院业务副院长，任期三年。", [("associate_chief", False, "eq", 1)]),
    (
        "甲医院派出“1+4”团队：1名执行院长、4名学科主任。",
        [("management", False, "eq", 1), ("management", False, "eq", 4)],
    ),
    (
        "往县医院派多少人？答：主任医师2人，副主任医师4人，干满两年才能走。",
        [("chief", False, "eq", 2), ("associate_chief", False, "eq", 4)],
    ),
    ("省医院选派神经外科博士王磊来县里挂职副院长。", [("management", False, "eq", 1)]),
    ("一年四季，总有甲医院的专家在县医院坐诊。", [("expert", False, None, None)]),
    ("院党委书记张三、院长李四、副院长王五参加座谈。", []),
    ("县医院现有主任医师3名，副主任医师12名。", []),
    ("出席签约仪式的有甲医院院长等12名专家。", []),
    ("一名副主任医师告诉记者，他每天看60个号。", []),
    ("去年，县医院有3名主治医师辞职。", []),
    ("全院正高仅4名，学科带头人断层。", []),
    ("医院将引进博士5名。", []),
    ("门诊大厅里，一名护士正在引导患者。", []),
    ("那年，全县只有两名医生会做剖宫产。", []),
    ("协议写明，乙医院急诊科任何时候都要有一名甲医院的主治医师在岗。", [("attending", False, "eq", 1)]),
    ("从下月起，乙医院常年有三名甲医院来的医生值守。", [("other", False, "eq", 3)]),
    ("甲医院的两位副主任医师会住在镇上，一住就是半年。", [("associate_chief", False, "eq", 2)]),
    ("驻院的业务骨干不得少于5名。", [("expert", False, "ge", 5)]),
    ("在乙医院蹲点的高年资主治医师随时不能低于2人。", [("attending", False, "ge", 2)]),
    ("乙医院里始终要有甲医院的四名护士带班。", [("other", False, "eq", 4)]),
    ("每个星期四，刘建明副主任医师都会来卫生院坐诊。", [("associate_chief", False, "eq", 1)]),
    ("往后每逢双周的周二，省医院的孙立教授到分院出诊。", [("chief", False, "eq", 1)]),
    ("甲医院消化科的主任医师每月过来两次，做内镜、看病人。", [("chief", False, None, None)]),
    ("市医院的儿科专家每周下来两天，帮着查房。", [("expert", False, None, None)]),
    ("每月第一个周一，甲医院都会派骨科专家上门坐诊。", [("expert", False, None, None)]),
    ("甲医院妇产科主任钱芳隔周来院手术一次。", [("management", False, "eq", 1)]),
    ("两位甲医院的麻醉师轮流上山，一人一个月。", [("other", False, "eq", 2)]),
    ("一同上岗的还有甲医院的两名主管药师。", [("attending", False, "eq", 2)]),
    (
        "和新院长搭班子的，是甲医院派出的一名副院长、一名护理部主任。",
        [("management", False, "eq", 1), ("management", False, "eq", 1)],
    ),
    ("随第一批队伍进山的有内科、外科主治医师各一名。", [("attending", False, "eq", 1)]),
    ("同批到岗的，还有检验技师两名。", [("resident", False, "eq", 2)]),
    ("眼下住在乙医院宿舍楼里的，是甲医院派来的六名医生。", [("other", False, "eq", 6)]),
    (
        "派驻的4人里，1人任执行院长，2人任科主任，1人任护士长。",
        [("management", False, "eq", 1), ("management", False, "eq", 2), ("management", False, "eq", 1)],
    ),
    ("先期5人已经报到，分别担任业务院长和四个科室的主任。", [("management", False, "eq", 5)]),
    ("甲医院派王海到乙医院做院长，一干三年。", [("management", False, "eq", 1)]),
    (
        "甲医院骨科副主任医师马强是第一个报名的。\n根据协议，甲医院派马强到乙医院担任业务副院长。",
        [("associate_chief", False, "eq", 1)],
    ),
    (
        "业务院长、护理部主任和医务科长均由甲医院派员担任。",
        [("management", False, None, None), ("management", False, None, None), ("management", False, None, None)],
    ),
    ("执行院长一职由甲医院委派。", [("management", False, None, None)]),
    ("甲医院输出院长1名、中层干部3名。", [("management", False, "eq", 1), ("management", False, "eq", 3)]),
    (
        "甲医院帮乙医院配齐了班子：院长、书记各1人，副院长2人。",
        [("management", False, "eq", 1), ("management", False, "eq", 1), ("management", False, "eq", 2)],
    ),
    ("甲医院还要派护理骨干下来，每批两人，一批三个月。", [("expert", False, "eq", 2)]),
    ("常驻的技术人员，人数控制在10人左右。", [("other", False, "approx", 10)]),
    ("甲医院将选派医护团队进驻，规模不少于12人。", [("other", False, "ge", 12)]),
    ("甲医院每年派来的医生不低于6名，每人待满半年。", [("other", False, "ge", 6)]),
    ("甲医院派出的专家名额为每年4名。", [("expert", False, "eq", 4)]),
    ("甲医院每周派出两名中级以上职称的康复治疗师到社区中心。", [("attending", True, "eq", 2)]),
    ("选派1名具有副高以上职称的中医专家长期坐诊。", [("associate_chief", True, "eq", 1)]),
    ("选派高级职称的心内科医生2名驻点。", [("associate_chief", False, "eq", 2)]),
    ("派驻人员原则上应具有中级以上职称，每年不少于10人次。", [("attending", True, "ge", 10)]),
    ("派来的都是副主任医师以上的专家，一共5位。", [("associate_chief", True, "eq", 5)]),
    ("下派医师须具备主治以上资质，每批4人。", [("attending", True, "eq", 4)]),
    (
        "派出的六名医生中，四名有高级职称，两名有中级职称。",
        [("associate_chief", False, "eq", 4), ("attending", False, "eq", 2)],
    ),
    (
        "12名医疗队员里，主任医师2名，副主任医师4名，主治医师6名，已于昨日进驻。",
        [("chief", False, "eq", 2), ("associate_chief", False, "eq", 4), ("attending", False, "eq", 6)],
    ),
    ("这次被选派下去的，是甲医院8名青年骨干。", [("expert", False, "eq", 8)]),
    ("甲医院神经内科主任医师吴涛受派担任乙医院副院长。", [("chief", False, "eq", 1)]),
    ("20名医护人员已分批前往乙医院，开展为期一年的帮扶。", [("other", False, "eq", 20)]),
    ("甲医院抽出的4名护士长将分到4个病区蹲点。", [("management", False, "eq", 4)]),
    (
        "乙医院迎来了甲医院选派的新一任院长和两名副院长。",
        [("management", False, None, None), ("management", False, "eq", 2)],
    ),
    ("签约一年来，甲医院依照协议派驻专家9名，帮助乙医院建起两个专科。", [("expert", False, "eq", 9)]),
    ("按照约定，甲医院至今已派出3批共15名医生。", [("other", False, "eq", 15)]),
    ("上一期协议期间，甲医院曾派出15名医生。", []),
    ("五年前，甲医院派过3名医生来帮忙。", []),
    (
        "甲医院出人：副主任医师2名、主治医师3名，轮流驻点。",
        [("associate_chief", False, "eq", 2), ("attending", False, "eq", 3)],
    ),
    ("甲医院指派2名精神科医师包片巡诊。", [("other", False, "eq", 2)]),
    ("每个社区站配一名甲医院的全科医生，每周驻站三天。", [("other", False, "eq", 1)]),
    ("甲医院选调4名技术骨干充实到乙医院各科室。", [("expert", False, "eq", 4)]),
    ("甲医院将委托3名专家常年联系乙医院，每月到院指导。", [("expert", False, "eq", 3)]),
    ("总院向分院下沉医师10名、护士5名。", [("other", False, "eq", 10), ("other", False, "eq", 5)]),
    ("甲医院向乙医院派去了“一正两副”三名院领导。", [("management", False, "eq", 3)]),
    ("由甲医院副高以上专家组成的巡诊组每季度到乙医院一次。", [("associate_chief", True, None, None)]),
    ("甲医院组织5名副主任医师，每周六到乙医院开展诊疗。", [("associate_chief", False, "eq", 5)]),
    ("甲医院安排内科主治医师到卫生院轮岗，每次一人，为期三个月。", [("attending", False, "eq", 1)]),
    ("乙医院的骨科由甲医院派一名主任医师来带，时间是两年。", [("chief", False, "eq", 1)]),
    ("专家工作站由甲医院心内科3名专家轮流坐镇。", [("expert", False, "eq", 3)]),
    ("他带着两名护士来到山里，按协议要住上一年。", [("other", False, "eq", 2)]),
    (
        "我们一行七个人，四个副主任医师，三个主治医师，要在这里工作一年半。",
        [("associate_chief", False, "eq", 4), ("attending", False, "eq", 3)],
    ),
    ("6名骨干医生本周启程，到甲医院跟班三个月。", []),
    ("乙医院的10名护士被安排到甲医院轮转学习。", []),
    ("两年里，乙医院要送出12名医生，去省城学技术。", []),
    ("乙医院选出的5名年轻医生跟着甲医院的专家学手术。", []),
    ("每年有8名村医到县医院接受三个月的培训。", []),
    ("甲医院院长和8名科主任出席了签约仪式。", []),
    ("签约后，甲医院3名专家到病房看望了病人。", []),
    ("乙医院的12名医生说，这样的机会不多。", []),
    ("该院有博士6名、硕士45名。", []),
    ("科里7名医生，有4名是主治医师。", []),
    ("三年前，全院只有1名副主任医师。", []),
    ("乙医院计划公开招聘医生20名。", []),
    ("5名患者先后给甲医院的医生送来锦旗。", []),
    ("在甲医院专家指导下，乙医院3名医生独立完成了手术。", []),
    ("一位正在看病的大夫抬起头来。", []),
    ("县里聘请甲医院两名院士为健康顾问。", []),
    ("市卫健委派出督导组，由两名处长带队。", []),
    ("护士长带着五名护士给老人量血压。", []),
    ("陪同调研的还有县医院副院长李明、张华。", []),
    ("当晚，值班的两名医生接诊了17名伤员。", []),
    ("全县注册医生只有97名，其中主任医师3名。", []),
    (
        "周一，市医院心内科主治医师郭强；周三，市医院中医科副主任医师邢丽。",
        [("attending", False, "eq", 1), ("associate_chief", False, "eq", 1)],
    ),
    (
        "这一批一共来了8个人。我是领队；另外有3位副院长；剩下4位都是科主任，职称都在副高以上。",
        [("management", False, "eq", 3), ("associate_chief", True, "eq", 4)],
    ),
    (
        "首批队员已就位：领队是呼吸科副主任医师何东，担任挂职副院长；队员有骨科主治医师周峰、检验科主管技师林燕。",
        [("associate_chief", False, "eq", 1), ("attending", False, "eq", 1), ("attending", False, "eq", 1)],
    ),
    ("派驻一支专家团队（不少于8人，副高及以上职称不低于60%）。", [("expert", False, "ge", 8)]),
    ("甲医院心内科主任医师沈文将以“院长助理”身份扎根乙医院，任期两年。", [("chief", False, "eq", 1)]),
    ("刘斌教授及其团队每月来乙医院坐诊两次。", [("chief", False, "eq", 1)]),
    (
        "甲医院向乙医院派驻院长、副院长、护理部主任各1人。",
        [("management", False, "eq", 1), ("management", False, "eq", 1), ("management", False, "eq", 1)],
    ),
    ("每名派驻人员至少带教2名本地医务人员。", []),
    ("推选甲医院院长孙远为联盟理事长，每届任期三年。", []),
    ("每期5名医生到乙医院驻点，三个月一换。", [("other", False, "eq", 5)]),
    ("省里的专家每月下来坐诊，县里的医生跟着学。", [("expert", False, None, None)]),
    ("联合病房由甲医院的主管护师驻守，一年一轮换，一次一名。", [("attending", False, "eq", 1)]),
    ("总院下派执行院长，一院一名。", [("management", False, "eq", 1)]),
    ("医生另算：每季度轮换一批，每批近20名。", [("other", False, "approx", 20)]),
    ("守夜的是甲医院来的助产士，三班倒，共六人。", [("other", False, "eq", 6)]),
    ("开渔季来，两个月一茬，每茬三四个人，多是外科的住院医师。", [("resident", False, "range", 3)]),
    ("血液科主任一职由甲医院代任，人选是主任医师翟向东。", [("chief", False, "eq", 1)]),
    ("柔性引进甲医院肿瘤学教授2名，聘期内每季度到院主刀。", [("chief", False, "eq", 2)]),
    ("医生不常驻，隔周来查一次房。", [("other", False, None, None)]),
    (
        "执行院长由甲医院派出，另有6名副高以上专家分批驻守急诊、骨科。",
        [("management", False, None, None), ("associate_chief", True, "eq", 6)],
    ),
    ("队长陈劲松出任县医院院长。", [("management", False, "eq", 1)]),
    ("甲医院调配教授1名兼任康复中心主任。", [("chief", False, "eq", 1)]),
    ("甲医院心内科每周轮一名副主任医师下来，从不空档。", [("associate_chief", False, "eq", 1)]),
    ("要人给人：麻醉医师2名、超声医师1名，一周内到位。", [("other", False, "eq", 2), ("other", False, "eq", 1)]),
    ("眼科医生每逢赶集日来镇上，一个月三回。", [("other", False, None, None)]),
    ("科室建设由甲医院5名主任医师牵头负责，每人包一个科。", [("chief", False, "eq", 5)]),
    ("乙医院的手术日定在周二，主刀的是甲医院骨科两位副主任医师。", [("associate_chief", False, "eq", 2)]),
    ("甲医院检验科骨干周宁将在乙医院工作一年。", [("expert", False, "eq", 1)]),
    ("十名护理骨干组成的小分队将于下周赴乙医院。", [("expert", False, "eq", 10)]),
    ("甲医院每年轮换派驻博士服务团成员10人。", [("expert", False, "eq", 10)]),
    ("用药咨询窗口由甲医院的副主任药师坐镇，每旬一天。", [("associate_chief", False, None, None)]),
    ("专家手术日：每月第一、第三个星期六，专家两名。", [("expert", False, "eq", 2)]),
    ("检验科主管技师隔日到社区质控。", [("attending", False, None, None)]),
    ("护理骨干可申请来院免费进修，每年15名。", []),
    ("乙医院每年派四名医生到甲医院看手术。", []),
    ("两院合办医师沙龙，逢双月的最后一个周四。", []),
    ("州卫生健康委主任罗某主持仪式。", []),
    ("乡村医生实行“影子培训”，由总医院负责接收，每批20人，每批15天。", []),
    ("医院里12台机器、两名医生，撑着全县的透析。", []),
]


def _row(text: str) -> list[Row]:
    staff = tuple(find_staff(text, split_sentences(text)))
    extraction = ChunkExtraction(agreements=(ExtractedAgreement(dispatched_staff=staff),))
    read = normalise(extraction, Article(id="a", source="a", sha256="0" * 64, text=text)).agreements[0]
    return [
        (one.level, one.or_above, one.count.op if one.count else None, one.count.value if one.count else None)
        for one in read.dispatched_staff
    ]


@pytest.mark.parametrize(("text", "rows"), SENTENCES, ids=range(len(SENTENCES)))
def test_staff_told_otherwise(text: str, rows: list[Row]) -> None:
    assert sorted(map(str, _row(text))) == sorted(
        str((level, above, op, None if value is None else float(value))) for level, above, op, value in rows
    )


@pytest.mark.parametrize("text", [text for text, rows in SENTENCES if rows])
def test_every_wording_stands_in_the_evidence(text: str) -> None:
    for staff in find_staff(text, split_sentences(text)):
        runs = [span.slice(text) for span in staff.evidence]
        wordings = [staff.title, staff.count, staff.position, staff.term, *staff.departments]
        assert runs and all(len(run) <= 120 for run in runs)
        assert all(any(wording in run for run in runs) for wording in wordings if wording)


def test_who_is_named_one_by_one_is_counted_grade_by_grade() -> None:
    text = "排班表上有两位：儿科主治医师周兰，每周三；外科主治医师孙平，每周四。"
    assert _row(text) == [("attending", False, "eq", 2)]
    (staff,) = find_staff(text, split_sentences(text))
    assert [span.slice(text) for span in staff.evidence] == ["儿科主治医师周兰", "外科主治医师孙平"]
