"""How the recipient's people are trained: one item for each kind told apart (contract, "Training commitments").

The kind is told by the word and by the place: 进修 is at the supporter's, 带教 at the recipient's, 讲座 and 培训班 are
lectures wherever they are, anything 远程 or 线上 that teaches is remote, and what ends in a certificate is a programme.
远程会诊 and 坐诊 teach nobody. A talk on the day of the ceremony, and what was done in years gone by, are no
commitments.

The patterns read one sentence at a time, and a sentence holds 。 and ; only where it ends: `[^,。]` stays in a clause.
(`re` takes eight times as long to compile a class with one sign more.)
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from summarizer.article import Sentence, Span
from summarizer.extraction import ExtractedTraining
from summarizer.normalising.quantities import QuantityMention
from summarizer.patterns import holds_any, late
from summarizer.rules.framing import (
    SentenceView,
    evidence_run,
    is_agreed,
    is_ceremony,
    is_hope,
    is_negated,
    is_past,
    is_policy,
    sentence_views,
    tells_past,
)
from summarizer.rules.scanning import matches_by_sentence
from summarizer.rules.words import Cued, cued
from summarizer.schema import TrainingKind

MIN_EVIDENCE_CHARS = 12
"""A shorter clause has no subject of its own."""

_REMOTE = late(
    r"(?:远程|远距|线上|网络|网上|互联网\+?|云端?|在线|视频|直播|空中)(?:(?!会诊"
    r"|诊断|线)[^,、。]){0,10}?(?:教学(?:查房)?"
    r"|培训|教育|带教|授课|讲课|讲座|课堂|课程|学习|示教|(?:病例|疑难|影像|病理)?(?:讨论|研讨)|公开课"
    r"|[读阅]片会|沙龙|[小微]课|开讲|跟诊|旁听)"
    r"|(?:课|讲座|讲堂|教学|读片会?|讨论会?|学习|培训|沙龙)[^,。]{0,10}(?:搬|挪|转|放|开)[到上在进]了?[^,。]{0,3}(?:线上|网|云|屏)"
    r"|(?:旁听|听课|讨论|讲座|课)[^,。诊]{0,8},?(?:线上|远程|网上|云端|视频)(?:接入|参加|收看|同步)"
    r"|直播课|(?:隔屏|隔着屏幕|守着屏幕|盯着屏幕|(?:通过|借助|对着)大屏)[^,。]{0,4}(?:看|听|学|教|讲)|(?:课程|视频课|课件|知识库)[^,。]{0,8}(?:随时|免费|全部|全天)[^,。]{0,4}(?:看|学|开放|共享|点播)"
    r"|(?:线上线下|线上、线下)[^,。]{0,8}(?:培训|教学|授课)|直播[^,。]{0,4}课|(?:教学|培训|授课|带教"
    r"|课堂|课程)[^,、。]{0,6}(?:直播|线上|远程)|网络学院|远程[^,。]{2,16}、(?:教学|培训|继续教育)"
    r"|网课|慕课|(?:课|课堂|教学|培训)[^,。]{0,6}(?:搬上|搬到|挪到|转到)了?(?:网|线上|云)"
    r"|远程[^,。诊]{0,4}(?:旁听|收看|观摩)|(?:网上|线上|远程|在线|手机上?)[^,。诊]{0,6}听课"
    r"|“?云[课教端][^,。]{0,3}[堂室房]”?"
    r"|隔着屏幕[^,。]{0,8}课|手机(?:里|上)?[^,。诊]{0,8}(?:课|讲课|开讲)"
    r"|(?:线上|远程|网上|视频)[^,、。诊]{0,6}(?:讲授|研讨|研修|主讲|上课|开课)"
    r"|(?:教学查房|病例讨论|(?<!会)课)[^,。]{0,12}(?:远程|大屏|屏幕|视频|直播|同步)"
)
_MAY_BE_REMOTE = late(r"远[程距]|手机|线上|网|云|在线|视频|直播|空中|屏|课[程件]|知识库|慕课|听课|同步")
"""Wherever `_REMOTE` finds something, this finds something inside it."""
# The same lessons told on (每周三的“云课堂”通过视频送到各院，由各科轮流|主讲) are no lecture beside them.
_GIVEN_REMOTELY = late(r"主讲|讲授|开讲|开课|授课|讲课|上[一两二三\d]*[堂节]?课|[一两二三\d]+[堂节][^,、。]{0,6}课")
_KINDS: tuple[tuple[TrainingKind, Cued], ...] = (
    (
        "formal_program",
        cued(
            "规范化|规培|住培|专培|研究生|联合培|定向培|委托培|学历|硕|博|本科|转岗|学位|专升本|成人",
            r"规范化(?:的)?培训|规培(?!生|学员)|住培|专培|研究生(?![物院处部办]|学院)(?!导师)(?:[^,、。]{0,4}(?:培养|教育"
            r"|课程|进修))?"
            r"|联合培养|(?:定向|委托)培养|学历(?:教育|提升|学习)|(?:攻读|在职|培养)[^,。]{0,6}(?:硕士|博士)"
            r"|本科生?(?:教育|培养)|转岗培训|学位|专升本|专科升本科|(?:在职|攻读|读|考取?|报考)(?:在职)?(?:硕|博)士?(?!点|后)|成人(?:教育|高考)|硕博连读",
            spell_out=True,
        ),
    ),
    (
        "further_study",
        cued(
            "学|进修|培训|跟|轮|研|代训|顶岗|深造|脱产|参训|受训|实训|派送|送出去|挂职|上派|外送|插班|侍诊|蹲苗|观摩|取经|充电|历练|打磨|练手|看手术|先到|先在|先去|短训",
            r"见学|在[^,。]{0,10}(?:医院|省城|市里)[^,。]{0,4}(?:跟师|学习)|进修(?!学院|学校|医[师生](?:招"
            r"|20))|跟岗|轮训|轮转|跟班|研修|代训|顶岗|跟学|访学|深造|脱产|(?:到"
            r"|赴|来|去|前往|至|送往|送到)(?!位)(?:(?!举?办[一二两\d]|举办|开[展设办]|组织"
            r"|讲)[^,。]){1,24}?(?:学习|培训|实训|参训|受训)(?!班|基地|会议"
            r"|中心)"
            r"|(?:接收|接纳|免费培训)[^,。]{1,24}?(?:学习|培训|研修)|(?:外派|选送|选派|派送"
            r"|派出)[^,。]{0,24}?(?:学习|培训|研修)(?!班)|影子(?:培训|跟学)"
            r"|(?:到|赴|去|前往)[^,。]{1,14}?(?:医院|省城|市里|本部"
            r"|那边)[^,。]{0,4}学(?![术校科者会历生位院制年员士习])|(?<![大中小医])学(?:习)?(?=(?:半"
            r"|[一二两三四五六\d]+个?)(?:年"
            r"|月|周))|送出去|挂职(?:锻炼|学习)|(?:到|赴|去|上|进)(?!位)[^,。到赴去]{1,10}?(?<![大中小医科文数化在教讲同留])学(?:(?!术|校|科|者|会|历|生|位|院|制(?![片作剂])|年|员|士|习班|;)[^,。]){1,8}(?=[,;]|。|$)"
            r"|上派|外送|插班|跟台学|侍诊|跟诊|蹲苗|(?:到|赴|去|在|进)[^,。]{2,14}?(?:观摩|取经|充电|历练|打磨|练手|实训|实地学|看手术|当学徒|研习|短训)"
            r"|先[到在去][^,。]{2,10}(?:待|干|工作|锻炼|过)[满上够]?[\d一二两三四五六半]+个?[年月周]"
            r"|(?:来|去|上来|下来)"
            r"学(?![术校科者会历生位院制年])",
            spell_out=True,
        ),
    ),
    (
        "on_site_teaching",
        cued(
            "带|教|徒|拜|跟着|跟师|手把手|结对|对子|一对一|师承|为师|师徒|导师|师傅|师父|敬茶|敬了茶|敬过茶|手术演示|一起|一道|共同|示范|点评|批改|讲评|指点|复盘|讲给|传授|边",
            r"带教(?!老师|教师|师资|导师)|教学(?:查房|门诊|手术|病例|性查房)|示教(?!室)|示范教学|临床教学"
            r"|床[旁边]教学|师带徒|师徒|传帮带"
            r"|传、帮、带|敬[了过]?茶|导师制|带徒|徒弟|收徒|拜[了过]?师|拜在[^,。]{1,8}门下"
            r"|跟着[^,。]{1,10}抄方|拜[^,。]{1,12}为师"
            r"|边[^,。]{1,4}边[教讲]|手把手|结对(?:帮带|带|培|教|子)|(?:医[生师]"
            r"|专家|骨干|护士|人员|队员)[^,。]{0,12}结(?:成|为)?[^,。]{0,6}对子|(?:一对一"
            r"|一带[一二多])[^,。]{0,6}(?:教|指导|培养|带)|带[^,、。]{0,8}(?:徒弟|徒)|师承|跟师|带(?:出"
            r"|好)[^,。]{0,14}(?:队伍|骨干|人才|团队|医生|徒)|查房教学|手术演示|以老带新|以师带徒"
            r"|(?:本地|县里|当地|青年|年轻)[^,。]{0,8}(?:一起|一道|共同)[^,。]{0,6}(?:讨论|查房|手术)|(?:老师|专家|师傅|师父|教授)[^,。]{0,6}(?:示范|点评|批改|讲评|指点)"
            r"|(?:的|位|名|认|当|做|找|配)(?:导师|师[傅父])(?!资)|师[傅父]的|教(?:给|到会|会(?!诊|医|学))(?=[^,。]{0,10}(?:医|护|人|他|她|们|本|县|当地))"
            r"|(?:每位|每名|每人|一名|一个)[^,。]{0,8}带[一二两三四五\d]+[个名位](?!月|星)|带着[^,。]{0,8}(?:做|干|练|查房|上台|上手术|写)|讲评|复盘|讲给[^,。]{0,10}[医护]|一对一过关|带着[^,。]{0,10}(?:读|学)|教出来?|教着|传授|跟着[^,。]{0,8}(?:查房|上台|上手术|做手术|练|做)",
            spell_out=True,
        ),
    ),
    (
        "lecture",
        cued(
            "讲|课|培训|学术|论坛|研讨会|学习班|短训班|夜校|送教|沙龙|年会|继教|读书会|工作坊|学习日|教育项目",
            r"讲座|培训班|讲课|授课|学术(?:会议|交流|活动|讲(?!堂|厅)|报告(?!厅)|年会|论坛|沙龙|研讨|会)|讲堂|大讲|论坛"
            r"|研讨会|学习班|短训班|巡讲|讲学|开课|专题培训|(?:业务|技能|技术|专业|急救|集中|岗位|理论|实操"
            r"|适宜技术|继续教育|专科|护理|临床|知识|操作)+培训(?!基地|中心|体系|机制|平台)|培训讲座"
            r"|举办[^,。]{0,14}培训|开展[^,。]{0,6}(?<!人员)(?<!人才)(?<!教学)培训(?!基地|中心|体系)|讲授"
            r"|讲[一两二三\d]*[堂节]?课|讲[一两二三\d]+[次场讲](?!话)|上[一两二三\d]*[堂节]课|上[一两二三\d]+[堂节][^,、。]{2,14}课(?![题程])|(?:开|办|讲"
            r"|来上)[^,、。]{0,6}课(?![题程])"
            r"|(?<![上\d一二三])[一两二三\d]+[堂节][^,、。]{0,6}课(?![题程])|夜校|送教|主讲|沙龙|年会(?!在|上|期|[^,。]{0,12}(?:举[行办]|召开|开幕|闭幕))|继教|开讲(?!话)|读书会|工作坊|大课|小课|讲坛|讲一讲|学习日|继续(?:医学)?教育项目"
            r"|健康大讲堂",
            spell_out=True,
        ),
    ),
)
_OTHER = late(
    r"(?:人才|人员|骨干|队伍|医师|医生|医务人员|护士|职工)[^,、。]{0,4}(?:培养|培训|培育)(?!基地|中心"
    r"|体系建|机制)|(?:培养|培训|培育)[^,。]{0,24}?(?:人才|骨干|人员|医[师生护]|队伍|团队|带头人|学员"
    r"|护士|专干|助产士)|(?<![一-龥])培训(?=[、和及,。])|教学(?:、|和|与)?培训|(?:医疗|技术|教学"
    r"|科研)、培训"
)
_PROMISE = late(
    r"将|双方|共同|免费|协议|约定|根据|按照|每[年月周季批]|帮助|计划|负责|承担|提供|重点|内容|包括"
    r"|通过|定期|[一二三四五六七八九十\d]年内?(?=培养|培训)|为[^,。]{1,12}(?:培养|培训)|承诺|安排|加强|开展"
    r"|实施|围绕|方面"
)
_OUTSIDE = late(
    r"住培基地|规培基地|培训基地|教学医院|教学基地|实习基地|硕士点|博士点|博士后|博士生导师|硕士生导师"
    r"|研究生导师|导师\d|附属|本校|学生实习|毕业于|毕业|(?:培训|规培|住培)[^,、。]{0,6}基地|招收|招聘"
    r"|获[^,。]{0,6}学位|硕士学位|博士学位"
    r"|医学硕士|医学博士|引进|实习生|本科(?!及?以上|学历)|在校|进修学院|讲师团|论坛上|会议上|大会|研讨会在|进修医师招"
)
_DONE = late(
    r"(?:已经?(?!被送|报名)|先后|累计|共)[^,。]{0,16}(?:进修|培训|讲座|带教|授课|学习)|(?:举办|开展|进行|完成|带出|培养|作"
    r"|做|讲授|接收|选派|参加|接受)了|曾|回来|学成|归来|毕业"
)
_PROMISES = (
    "将|每|协议|免费|要|定期|约定|计划|须|通过|采取|采用|方式|形式|负责|由|提供|"
    "承诺|双方|共同|帮助|安排|优先|利用|依托|开展|接收|接受|选派|选送|选拔|遴选|派|"
    "加强|实行|实施|建立|推行|分批|分期|参加|规培|见学|夜校|帮带|结成|集中到|开办|"
    "面向|内容|涵盖|包括|还得|都得|拜|跟师|敬茶|敬了茶|敬过茶|一律|免收|免试|全免|"
    "预留|留出|带教|收徒|徒弟|随时|开放|开设|开通|培养|重点|跟岗|跟班|挂职|进修|"
    "轮训|轮转|师带徒|师徒|传帮带|认领|一年|一月|一周"
)
_PROMISED_WORDS = tuple(_PROMISES.split("|"))
_PROMISED_OTHERWISE = late(r"可(?!以说)|举办(?!了)|为[^,。]{1,16}(?:培训|举办|制定)")
_DATED_DAY = late(r"当[天日]|\d{1,2}月\d{1,2}日|昨[天日]|今[天日]|(?:上|下)午")
# A master's bond with a pupil, tied on the day or before, lasts for the time of the agreement.
_BOND = cued(
    "拜|徒|跟师|敬|师承|导师",
    r"拜[了过]?师|拜[^,。]{1,12}为师|做(?:了)?徒弟|跟师|师徒|收徒|徒弟|敬[了过]?茶|师承|导师制",
)
# 累计50余名骨干将到甲医院进修: a sum still to come.
_TO_COME = cued("累计", r"累计[^,。]{0,20}?[将要须]", spell_out=True)
# 因在国外参加学术会议未能到场, 现在由她来主讲: no promise.
_TALE = cued(
    "话题|消防|礼仪|廉|党|法|安全|反诈|年里|年来|年间|展开|进行|座谈|未能|没能|缺席|因故|由",
    r"话题|消防|礼仪|廉[政洁]|党课|党建|党员|法[治律]|安全生产|反诈|多年里|多年来|多年间|几年里|几年来|几年间|数年里|数年来|数年间"
    r"|展开[^,。]{0,6}(?:讨论|交流|探讨)|进行[^,。]{0,6}(?:讨论|交流|探讨)|座谈|未能|没能|缺席|因故"
    r"|由[她他](?!们)",
)
# 为居民举办讲座, 孕妇学校每周五开课: the public learns.
_FOR_THE_PUBLIC = late(
    r"(?:为|给|向|对|面向)[^,。]{0,10}?(?:居民|群众|患者|病人|病友|孕产?妇|市民|村民|百姓|家长|家属|学生"
    r"|老人)(?![^,。]{0,4}(?:诊疗|救治|管理|护理)[^,。]{0,6}培训)"
    r"|孕妇学校|(?:健康|科普|养生)(?:知识)?(?:讲座|课堂|讲堂|宣教)|患教"
)
_STAFF_LEARN = late(r"医[生师护务]|护士|护理人员|骨干|学员|职工|卫生人员|成员单位|基层")
_RECURRING = late(r"每|一[年月周]|定期|将|协议|约定|可|长期|按|免费|负责|计划|须|要")
_FREQUENCY = late(
    r"每(?:个|[一两二三半\d]个?)?(?:学)?(?:年度?|月|季度?|周|星期|批次?"
    r"|天)(?:[一二三四五六日](?:[、和](?:周|星期)?[一二三四五六日])*)?|定期|不定期|年均|按季度?|按月"
    r"|一(?:年|个?季度|个?月|周)(?=[^,。]{0,3}[一二两三四五六\d]+[次期场讲节])|经常(?:性)?|常态化|分期分批|分批",
    spell_out=True,
)
_SESSION_UNITS = frozenset({"期", "次", "场", "场次", "对", "轮", "批", "堂", "节", "批次", "门", "个"})
_PEOPLE_UNITS = frozenset({"个人", "名", "位", "人", "人次"})
_AUDIENCE = late(
    r"(?:选送|选派|接收|派出|派(?!驻|出的)|安排|送|培养|培训|带教|为|对|面向|遴选|邀请|组织|带领?"
    r"|惠及)(?:[^,、。\d]{0,14}(?:医院|卫生院|保健院|中心|单位|县里?|[区市州](?!域))(?:的)?)?(?:不?少于|不超过|至少|近"
    r"|约)?(?:[\d一二两三四五六七八九十至~—-]+(?:余|多)?[名位个人])?(?:左右|以上|以内)?(?:的)?"
    r"(?P<who>[^,。\d]{0,14}?(?:骨干(?:医护|力量|人员|医[师生])?|医务(?:人员|工作者)|医护(?:人员"
    r"|骨干)?|护理人员|技术人员|医[师生]|护士|人员|人才|管理干部|干部|助产士|大夫|徒弟|学员|队伍"
    r"|带头人|研究生))",
    spell_out=True,
)


class _Found(NamedTuple):
    """One mention of a kind of training, offsets in the sentence."""

    view: SentenceView
    kind: TrainingKind
    clause: Span
    cue: Span
    counted: QuantityMention | None
    frequency: Span | None
    audience: Span | None


def find_training(article_text: str, sentences: Sequence[Sentence]) -> list[ExtractedTraining]:
    """Find what is promised or done under the agreement to train the recipient's people.

    Args:
        article_text: the cleaned text.
        sentences: those that belong to the agreement, in order.

    Returns:
        One item for each kind; two of a kind only where their numbers tell them apart.
    """
    views = sentence_views(article_text, sentences)
    if not views:
        return []
    found: list[_Found] = []
    for index, cues in matches_by_sentence(_MAY_TEACH, views[0].article, sentences).items():
        if _may_teach(views[index].text, cues):
            found.extend(_in_sentence(views[index], cues))
    return [_item(article_text, f) for f in _one_of_a_kind(found)] if found else []


_MAY_TEACH = late(
    r"培|训|课|讲(?:(?!话)|(?<=主讲)|(?<=大讲)|(?<=巡讲))|徒|拜|屏"
    r"|教学|教育|教给|教到|教会|教出|教着|带教|示教|边教|学习|见学|跟学|访学|学术|学历|学位|跟师|跟诊|跟岗|跟班|跟台"
    # 大学 and 医学 stand in the names of hospitals; only 到…医院…学 may be cut out of them.
    r"|学(?![术校科者会历生位院年])(?:(?<![大医中小]学)|(?<=[院城里部边].学)"
    r"|(?<=[院城里部边]..学)|(?<=[院城里部边]...学)|(?<=[院城里部边]....学))"
    r"|研究生|攻读|职(?:硕|博|(?<=挂职)|(?<=在职)(?=[^,。]{0,7}士))|读[硕博]|考(?:硕|博|(?<=高考))|取[硕博]|升本|连读"
    r"|进修|轮转|顶岗|深造|脱产|研修|研习|送出去|上派|外送|插班|侍诊|蹲苗|观摩|取经|充电|历练|打磨|练手|看手术|先[到在去]"
    r"|讨论|研讨会|研讨|片会|读片|沙龙|旁听|收看|知识库|络学院|教(?<=云教)|端(?<=云端)"
    r"|帮带|帮、带|敬[了过]?茶|导师|承(?<=师承)|傅(?<=师傅)|父(?<=师父)|传授|跟着|手把手|对子|对一(?<=一对一)|带(?![动来头领])"
    r"|结对[教子培]|演示"
    r"|起(?<=一起)(?=[^,。]{0,6}(?:讨论|查房|手术))|道(?<=一道)(?=[^,。]{0,6}(?:讨论|查房|手术))|共同(?=[^,。]{0,6}(?:讨论|查房|手术))"
    r"|示范|点评|批改|指点|复盘|论坛|夜校|送教|会(?<=年会)|继教|工作坊|读书会",
    spell_out=True,
)
"""Wherever one of the patterns of a kind finds something, this finds something inside it: most sentences and most
clauses teach nothing, and are told so in one scan of the article. What is variable is in lookaheads, so that no match
reaches into the next clause. Each begins with a letter, so that `re` skips ahead, and with a rare one of its word
(师承 with 承)."""
_TAUGHT_REMOTELY = frozenset({"讨论", "研讨", "片会", "读片", "旁听", "收看", "知识库", "络学院", "教", "端", "屏"})
"""Those of its words that only remote teaching needs."""


def _may_teach(text: str, cues: Sequence[re.Match[str]]) -> bool:
    """Whether the words of a sentence can teach at all: 经讨论通过 doesn't, with nothing 远程 about it."""
    for cue in cues:
        if cue[0] not in _TAUGHT_REMOTELY:
            return True
    return _MAY_BE_REMOTE.search(text) is not None


def _in_sentence(view: SentenceView, cues: Sequence[re.Match[str]]) -> Iterator[_Found]:
    if _is_elsewhere(view):
        return
    places = [cue.start() for cue in cues]
    for start, end in view.clauses():
        if bisect_left(places, start) == bisect_left(places, end):
            continue
        clause = Span(start - view.start, end - view.start)
        if not _is_commitment(view, clause):
            continue
        promised = _is_promised(view, clause)
        yield from (found for found in _in_clause(view, clause) if promised or found.kind in _PROMISES_ITSELF)


# 青年医师赴省城攻读博士, 病理技师去省城学制片: who is to learn away needs no word of promise.
_PROMISES_ITSELF: frozenset[TrainingKind] = frozenset({"further_study", "formal_program"})


_BOND_OF_OLD = late(r"[多余]名|先后|累计|曾|出徒|出师|带出了")


def _is_elsewhere(view: SentenceView) -> bool:
    text = view.text
    return is_policy(text) or is_hope(text) or (is_past(view.chain) and tells_past(view, len(text)))


def _is_commitment(view: SentenceView, clause: Span) -> bool:
    """Neither the ceremony's own talk, nor done, nor lacking, nor a title."""
    text, here = view.text, clause.slice(view.text)
    lead = text[: clause.end]
    if is_negated(here) or _TALE.search(here):
        return False
    if _TO_COME.search(here):
        return True
    if tells_past(view, clause.end):
        return False
    if _BOND.search(here) and not _BOND_OF_OLD.search(here):
        return True
    if _DONE.search(here):
        return False
    if is_ceremony(lead) and not _RECURRING.search(here):
        return False
    return not (_DATED_DAY.search(here) and not _RECURRING.search(here))


def _in_clause(view: SentenceView, clause: Span) -> Iterator[_Found]:
    text = view.text
    taken: list[Span] = []
    kinds: set[TrainingKind] = set()
    remote = _REMOTE.finditer(text, *clause) if _MAY_BE_REMOTE.search(text, *clause) else ()
    for match in remote:
        taken.append(Span(*match.span()))
        if "remote" not in kinds:
            kinds.add("remote")
            yield _found(view, "remote", clause, Span(*match.span()))
    for kind, pattern in _KINDS:
        for match in pattern.finditer(text, clause.start, clause.end):
            span = Span(*match.span())
            if any([_overlap(span, t) for t in taken]) or not _teaches(view, clause, span, kind):
                continue
            if (
                kind == "lecture"
                and _GIVEN_REMOTELY.fullmatch(match[0])
                and ("remote" in kinds or _is_remote(text, clause))
            ):
                continue
            if kind in ("on_site_teaching", "lecture") and _students_come(text, clause):
                continue
            if kind == "further_study" and _is_of_those_sent(text, clause, span):
                continue
            if kind == "on_site_teaching" and _away_from_home(text, clause, span):
                continue
            kinds.add(kind)
            taken.append(span)
            yield _found(view, kind, clause, span)
            break
    other = _OTHER.search(text, *clause) if not kinds and "培" in clause.slice(text) else None
    if other and _PROMISE.search(text, 0, clause.end) and not _outside(text, clause):
        yield _found(view, "other", clause, Span(*other.span()))


_MEETING_SHARED = late(r"参加|邀请|开放|免|共享|受邀|举办|开展|组织|每|定期|共同|承办|合办|促进|加强|进行")
_AWAY = late(r"进修|跟岗|轮训|轮转|跟班|研修")
_LEARNERS = late(r"[名位]|人次|外送|人员|医[师生护]|护士|骨干|干部|接收|选派|选送")


def _is_remote(text: str, clause: Span) -> bool:
    """Whether the sentence has told of remote teaching before the clause."""
    return (
        _MAY_BE_REMOTE.search(text, 0, clause.start) is not None and _REMOTE.search(text, 0, clause.start) is not None
    )


def _teaches(view: SentenceView, clause: Span, cue: Span, kind: TrainingKind) -> bool:
    """The word is used of training the recipient's people, not of a site, a title or a hospital's tasks."""
    text = view.text
    wording = cue.slice(text)
    if kind == "formal_program" and wording.startswith(("定向", "委托")):
        return True
    low = max(clause.start, cue.start - 20)
    enters = text.find("纳入", low, cue.start) >= 0 or text.find("进入", low, cue.start) >= 0
    taught = kind == "formal_program" and _ON_THE_JOB.search(text, clause.start, clause.end) is not None
    if (
        not enters
        and not taught
        and _outside(text, Span(max(clause.start, cue.start - 14), min(clause.end, cue.end + 8)))
    ):
        return False
    if kind == "lecture" and _FOR_THE_PUBLIC.search(text, clause.start, clause.end):
        return _STAFF_LEARN.search(_FOR_THE_PUBLIC.sub("", clause.slice(text))) is not None
    if (
        kind == "lecture"
        and wording.startswith(("学术会", "学术交流"))
        and not _MEETING_SHARED.search(text, clause.start, clause.end)
    ):
        return False
    if kind == "further_study" and wording.endswith("学习"):
        if _AWAY.search(wording):
            return True
        return _LEARNERS.search(text, max(0, clause.start - 30), clause.end) is not None
    return True


_ON_THE_JOB = late(r"在职|(?:面向|(?<![现成作认称院心])为|给|对口)[^,。]{0,16}(?:职工|员工|医[生师护]|骨干|人员)")
# 这4名徒弟每年都要到省中医院|跟师: the pupils go where the master is.
_TO_THE_MASTER = late(r"(?:[到赴去往]|在(?=[^,。]{0,8}(?:省城|市里|医院)))(?!位)[^,。]{2,20}?(?:跟师|跟诊|学习|进修)")


# 医师到每家分院的|轮转时间, 安排4名赴县医院|轮转: a rota of those who are sent down.
_ROTA = late(r"轮转|顶岗")
_DOWN = late(r"分院|下沉|下派|下乡|(?:安排|派|派出|选派)[^,。]{0,24}(?:主治|主任|中级|高级|副高|正高)")


def _is_of_those_sent(text: str, clause: Span, cue: Span) -> bool:
    return _ROTA.match(text, cue.start, cue.end) is not None and _DOWN.search(text, clause.start, cue.start) is not None


_A_WAY = late(r"[^,。]{0,12}等(?:多种)?(?:方式|形式|途径|办法|举措)")
_LEARNT_AWAY = cued("进修|学习|跟岗|轮训", r"(?:进修|学习|跟岗|轮训)[^,。]{0,20}$")
_SENT_AWAY_BEFORE = late(r"(?:进修|研修|跟岗|轮训|跟班)[^。]{0,20}$")


def _away_from_home(text: str, clause: Span, cue: Span) -> bool:
    """来院进修专科技术、|教学查房: what is learned at the supporter's is part of the stay there."""
    a_way = _A_WAY.match(text, cue.end)
    if a_way is None and _LEARNT_AWAY.search(text, clause.start, cue.start):
        return True
    if text.startswith(("跟师", "徒"), cue.start) and _TO_THE_MASTER.search(text, clause.start, clause.end):
        return True
    guided = text.startswith(("一对一", "导师", "手把手"), cue.start)
    return guided and _SENT_AWAY_BEFORE.search(text, 0, clause.start) is not None


_STUDENTS_BEFORE = late(r"(?:本科生|学生|实习生|[^住]见习|到[^,。]{1,12}实习)[^。]{0,20}$")
_STUDENTS = late(r"实习的?(?:学生|同学)|实习生")


def _students_come(text: str, clause: Span) -> bool:
    """预防医学本科生到该中心实习，由业务骨干|带教: a school's own students are taught."""
    return (
        _STUDENTS_BEFORE.search(text, 0, clause.start) or _STUDENTS.search(text, clause.start, clause.end)
    ) is not None


def _is_promised(view: SentenceView, clause: Span) -> bool:
    """A look ahead, a rhythm or a means of the help; a tale of what experts did is no commitment."""
    return (
        _promises(view.text[: clause.end])
        or _RHYTHM_NEXT.match(view.text, clause.end) is not None
        or is_agreed(view)
        or _promises(view.heading)
    )


def _promises(text: str) -> bool:
    return bool(text) and (holds_any(text, _PROMISED_WORDS) or _PROMISED_OTHERWISE.search(text) is not None)


# 教学课堂也搬到了线上，|每个星期四晚上八点开讲
_RHYTHM_NEXT = late(r"[,:][^,。]{0,4}(?:每|一[年月周]|要)")


def _outside(text: str, span: Span) -> bool:
    told = span.slice(text)
    # 分批到该校附属医院|跟岗: where one goes, not what the place is.
    return _OUTSIDE.search(_GOES_TO_AFFILIATED.sub("", told) if "附属" in told else told) is not None


_GOES_TO_AFFILIATED = late(r"(?<=[到赴去往至])[^,。]{0,8}附属|^[^,。]{0,8}附属(?=[^,。]{0,8}(?:医院|院))")


def _overlap(left: Span, right: Span) -> bool:
    return left.start < right.end and right.start < left.end


# 教学查房在各病区轮流开展，|每周一次; …到后者进修，|每批3人: rhythm and number after one comma.
_RHYTHMS = (",每", ",一", ",全年", ",按")
_RHYTHM_FOLLOWS = late(
    r",(?:每|一[年月周]|全年|按)(?:(?!进)(?!学)(?!教)(?!讲)(?!训)[^,。;]){0,14}(?=[,。;]|$)", spell_out=True
)


def _found(view: SentenceView, kind: TrainingKind, clause: Span, cue: Span) -> _Found:
    following = _RHYTHM_FOLLOWS.match(view.text, clause.end) if view.text.startswith(_RHYTHMS, clause.end) else None
    end = following.end() if following else clause.end
    counts = [c for c in view.quantities() if clause.start <= c.span.start < end]
    frequency = _FREQUENCY.search(view.text, clause.start, end)
    if frequency is None:
        # 每月选派4名专家，到…出诊，并开展教学查房: the rhythm of the sending is the teaching's.
        earlier = [m for m in _FREQUENCY.finditer(view.text, 0, clause.start) if clause.start - m.start() <= 60]
        frequency = earlier[-1] if earlier else None
    audience = _AUDIENCE.search(view.text, clause.start, clause.end)
    return _Found(
        view=view,
        kind=kind,
        clause=clause,
        cue=cue,
        counted=_count(view, clause, cue, counts, kind),
        frequency=Span(*frequency.span()) if frequency else None,
        audience=Span(*audience.span("who")) if audience else None,
    )


_PLACES = late(r"[^,。]{0,6}名额")


def _count(
    view: SentenceView, clause: Span, cue: Span, counts: list[QuantityMention], kind: TrainingKind
) -> QuantityMention | None:
    """Trainees, otherwise sessions; not the teachers sent."""
    text = view.text
    trainees = [c for c in counts if c.quantity.unit in _PEOPLE_UNITS and not _are_teachers(text, clause, c, kind)]
    places = [c for c in counts if c.quantity.unit == "个" and _PLACES.match(text, c.span.end)]
    sessions = [c for c in counts if c.quantity.unit in _SESSION_UNITS and c.quantity.unit != "个"]
    for group in (trainees, places, sessions if kind != "further_study" else []):
        if group:
            return min(group, key=lambda c: abs(c.span.start - cue.start))
    return None


_LEAST_TAUGHT = late(r"(?:至少|最少|不少于|最多|至多)(?:带|教|培|收)")
_TAUGHT_BEFORE = late(r"(?:带|收徒|培养|带教|带出|与)[^,。]{0,6}$")
_SENT_BEFORE = late(r"派|安排|抽调|邀请|下沉|组织|由")
_TEACHERS_AFTER = late(r"[^,。]{0,8}(?:专家|主任|教授|主治|医师|讲师)")


def _are_teachers(text: str, clause: Span, count: QuantityMention, kind: TrainingKind) -> bool:
    """选派3名专家…带教: those sent are no trainees."""
    if kind in ("further_study", "formal_program", "other"):
        return False
    if _LEAST_TAUGHT.match(count.wording):
        return False
    before, after = count.span
    if _TAUGHT_BEFORE.search(text, clause.start, before):
        return False
    return (
        _SENT_BEFORE.search(text, clause.start, before) is not None
        or _TEACHERS_AFTER.match(text, after, after + 16) is not None
    )


def _one_of_a_kind(found: Sequence[_Found]) -> list[_Found]:
    """The most telling mention of each kind; a second one only with another number of its own; `other` only alone."""
    kept: list[_Found] = []
    for kind in dict.fromkeys(f.kind for f in found):
        same = [f for f in found if f.kind == kind]
        best = max(same, key=_detail)
        kept.append(best)
        for extra in same:
            if extra is not best and _tells_apart(extra, best, kept):
                kept.append(extra)
    if any(f.kind != "other" for f in kept):
        formed = {f.view.number for f in kept if f.kind != "other"}
        kept = [f for f in kept if f.kind != "other" or (_counts_people(f) and f.view.number not in formed)]
    return sorted(kept, key=lambda f: (f.view.number, f.cue.start))


def _counts_people(found: _Found) -> bool:
    return found.counted is not None and found.counted.quantity.unit in _PEOPLE_UNITS


_SLOGAN = late(r"送出去|传、?帮、?带|请进来|“?云")


def _detail(found: _Found) -> int:
    """How much a mention tells: number, rhythm, audience."""
    slogan = _SLOGAN.match(found.view.text, *found.cue) is not None
    told = 4 * (found.counted is not None) + 2 * (found.frequency is not None) + (found.audience is not None)
    brief = found.clause.end - found.clause.start < MIN_EVIDENCE_CHARS
    return 4 * told + 2 * (not slogan) + (not brief)


def _tells_apart(extra: _Found, best: _Found, kept: Sequence[_Found]) -> bool:
    """Trainees of two groups, or sessions of two series; not the trainees and sessions of one."""
    if extra.counted is None or best.counted is None or extra.clause == best.clause:
        return False
    if _counts_people(extra) != _counts_people(best):
        return False
    same = [k for k in kept if k.kind == extra.kind and k.counted is not None]
    return all(k.counted is None or k.counted.quantity != extra.counted.quantity for k in same)


def _subject(found: _Found) -> Span | None:
    """A clause of a few characters (并开展教学查房) says too little alone: one beside it is evidence too."""
    clauses = [Span(c.start - found.view.start, c.end - found.view.start) for c in found.view.clauses()]
    index = clauses.index(found.clause) if found.clause in clauses else 0
    if found.clause.end - found.clause.start >= MIN_EVIDENCE_CHARS:
        return None
    return clauses[index - 1] if index > 0 else next(iter(clauses[1:]), None)


def _item(article_text: str, found: _Found) -> ExtractedTraining:
    view = found.view

    def worded(span: Span | None) -> str | None:
        return article_text[view.start + span.start : view.start + span.end] if span else None

    parts = (found.cue, _subject(found), found.frequency, found.audience, found.counted.span if found.counted else None)
    return ExtractedTraining(
        kind=found.kind,
        wording=worded(found.clause) or "",
        audience=worded(found.audience),
        count=worded(found.counted.span) if found.counted else None,
        frequency=worded(found.frequency),
        evidence=evidence_run(view, *(span for span in parts if span is not None)),
    )
