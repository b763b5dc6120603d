"""Who is sent: people whom one party sends, assigns or seconds to another (contract, "Dispatched staff").

A title counts when a verb of sending governs it (选派3名副主任医师), when it goes and stays itself (12名副主任医师…
每周二坐诊), or when it takes up a post (专家18名担任执行主任). It does not when the same people come to learn (选派…到
我院进修), when it is a guest, a speaker, an honorary post, or the result of years gone by.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from summarizer.article import Sentence, Span
from summarizer.extraction import ExtractedStaff
from summarizer.normalising.levels import parse_level
from summarizer.normalising.names import HAN, SURNAMES, count_named
from summarizer.normalising.quantities import QuantityMention, find_quantities
from summarizer.patterns import holds_any, late, not_after, not_before, one_of
from summarizer.rules.departments import find_departments
from summarizer.rules.framing import (
    SentenceView,
    evidence_run,
    is_background,
    is_ceremony,
    is_hope,
    is_negated,
    is_past,
    is_policy,
    sentence_views,
    tells_past,
)
from summarizer.rules.likely_staff import is_likely_sent, signs_around, signs_of_sentence
from summarizer.rules.people import PEOPLE_UNITS, Title, count_beside, find_titles, holds_title, may_hold_title
from summarizer.rules.presence import is_present, known_presence, may_be_present
from summarizer.rules.terms import find_stay
from summarizer.rules.words import cued
from summarizer.schema import Level

# A class of three signs or more takes as long to compile as fifty letters (see `summarizer.patterns`): here
# 坐[诊堂镇] is 坐诊|坐堂|坐镇, and [^,。;] is [^,], for a sentence holds 。 and ; only at its end.
_DIGIT = one_of(*"一二两三四五六七八九十", r"\d")
_PEOPLE = one_of(*"名位人")
_SEND = late(
    r"选派|派驻|派出(?!所)|派遣|下派|委派|指派|外派|分派|增派|轮派|加派|调派|选调|抽调|借调|抽派|遣派"
    r"|另派|再派|派(?<!党派|学派|流派|气派|教派|帮派)(?:往|到|来|去|至(?<=至))?(?!出所|系|对|发|别|生|克|送|遣|驻|出|驶)"
    rf"|抽出|抽派|抽(?={_DIGIT}+{_PEOPLE})|借(?:出|给)|添派|遣(?={_DIGIT})|安排|组织"
    r"|遴选|挑出|选出|挑选|选聘|聘请|输[送出]|支派|配备|配齐|下沉(?=[^,]{0,10}(?:名|位|人(?<=人)))|任命|推荐|柔性引进"
    r"|邀请|请来(?<!申请来)(?!了)|指定|委任|调配|组建|提供|支援(?=[^,]{0,20}[名位])|由"
)
# These verbs send only with a destination or a task there: 安排5名专家到县医院坐诊, not 安排会议.
_WEAK_SEND = frozenset(
    {
        "安排",
        "组织",
        "遴选",
        "聘请",
        "选聘",
        "输送",
        "配备",
        "推荐",
        "邀请",
        "指定",
        "组建",
        "调配",
        "由",
        "柔性引进",
        "提供",
        "挑选",
        "挑出",
        "选出",
    }
)
_STRONG_TASK = late(
    r"坐诊|坐堂|顶岗|上班|出诊|驻|担任|出任|挂职|挂任|兼任|任(?:院长|副院长|主任|科主任)|查房|手术"
    r"|主刀|坐镇|把关|到院|带教|带班|值班|值守|看诊|帮扶|支援|指导|开展(?:工作|诊疗)|上岗|下沉|轮流|轮换|巡诊|门诊|工作|蹲点|把脉|诊疗"
)
_STAY = (
    r"(?:常|长|进|入)驻|驻(?:点|守|扎|院|科)|坐诊|出诊|蹲点|下沉|巡诊|到岗|上岗|挂职|定点(?:帮扶|支援)"
    r"|(?:前往|赶赴|奔赴)[^,]{0,12}(?:支援|帮扶|工作)"
)
_TAKE_POST = late(
    r"(?:担任|挂任|来当|去当|身份,?(?:则|就|便(?<=便))?是|出任|兼任|挂职(?:担任|任)?|任命为|受聘(?:任)?为|聘(?:任)?为|被任命为"
    r"|接任|担当|当(?<=里当|院当|区当|县当|站当)"
    rf"{not_before(*'地时日天年场初前代月局事选')}|做(?<=里做|院做|区做|县做|站做)(?=[^,]{{0,8}}(?:院长|主任|书记))"
    rf"|任{not_after(*(f'{sign}任' for sign in '主责现历信原连时一前上首继新'))}{not_before(*'期务何免重教意命职')})"
    r"(?P<post>[^,]{0,24}?(?:院长助理|主任助理|院长|副书记|书记|科主任|主任|总?护士长|学科带头人"
    r"|带头人|负责人|站长|所长|科长|部长|顾问))(?P<more>(?:(?:、|和|及|或|兼(?<=兼))(?:[^,、]{0,10}?)(?:院长"
    r"|书记|主任|护士长|带头人|负责人))*)"
)
# One branch for each word: `re` skips to what the branches begin with, but not into a group.
_GONE_TO_LEARN = "|".join(rf"{to}[^,]{{1,16}}(?:学习|培训|深造)" for to in "到赴来去往")
_TRAINEE = late(
    r"进修|跟岗|轮训|跟班|见学|见习|研修|代训|规培|规范化培训"
    rf"|{_GONE_TO_LEARN}"
    r"|参训|受训|培训班|选送|送出去|学员|跟着[^,]{0,14}学|参加[^,]{0,12}(?:培训|学习|会议)|参观|交流学习"
    r"|挂职(?:锻炼"
    r"|学习)|跟师|取经|免费学|观摩|蹲苗|侍诊|看手术|教出来|夜校|实地学|充电|当学徒"
)
_GOES_LEARNING = late(
    r",?[^,]{0,8}?(?:到|赴|来|前往|去|在)[^,]{1,20}?(?:进修|跟师|跟岗|轮训|跟班|代训|学习|研修"
    r"|深造|培训)"
    r"|,?送[^,]{0,10}(?:培养|培训|学习|进修|轮训)"
)
_OTHER_VERB = late(
    rf"带教|带出|带[好教]?(?={_DIGIT})|培养|培训|接收|选送|招聘|招录|招收|引进|诊治"
    r"|诊疗(?=[^,]{0,4}患)|服务|拥有|现有|参加|参与|接待|慰问|见证|为[^,]{0,10}(?:讲|开展)"
    rf"|与当地|与[^,]{{0,6}}(?={_DIGIT}+[名位])|结[对成]|收徒|面向|惠及|救治|培育"
    r"|免费|获|评为|教给|指出|表示|说,|说:|说道|说\"|说“|介绍|强调|认为|告诉|看望|造福|让|使|带来(?!的)"
)
_HONORARY = ("名誉", "荣誉", "客座", "顾问", "特聘教授", "兼职教授", "聘书", "特约")
_REFERENCE_BEFORE = late(
    r"(?:每[一1]?\s?[名位个批]?|各|这些|该|其|的|与|和|对|向|为|让|使|跟|除了?|由|在|随着|按照|给|^|[,。;:\"“、])$"
)
_REFERENCE = late(
    r"派[来去到]|派驻|驻点|常驻|援派|支援|帮扶|驻院|派出|下派|下沉|选派|援藏|支医|挂职|对口支援|巡诊|坐诊|驻守"
    r"|派|由|安排"
)
_PROMISED = late(r"[,。;、]?(?:并|还|另|定期|不定期|长期|分批|轮流|适时|积极|将|每[年月周季批][^,]*)$")
_REFERENCE_AFTER = late(r"的?(?:每|要|将|还|也|在|与|都|须|除|们|采取|通过|以|对|不仅|,|指导|开展|手把手)")
_FORMERLY = late(r"曾|历任|时任|原任|现任|起任|先后任|年起")
# 与他一同来的，有主任医师唐丽…
_CAME_ALONG = late(
    r"(?:与|和|跟|同)[^,]{1,6}?(?:一[同道起]|同)[^,]{0,4}(?:来|到|上|赴)[^,]{0,6}的,?(?:还|也)?(?:有"
    r"|是).*$"
)
_SCENE = ("抢救了", "正在抢救", "休克", "送来时", "推着", "接诊了")
_TREATS = ("接诊", "抢救", "救治")
# 这一批一共来了11个人。…|剩下7位都是科主任: who came is told one by one.
_ROLL_CALL = late(r"(?:另外|还有|其中|剩下|其余|余下|另|有|还)*(?:的)?(?:有)?[\d一二两三四五六七八九十]+[名位个]")
# 周一，市一院内分泌科|主治医师郭强；: a list of who sits when.
_WEEKDAY = late(r"(?:周|星期|礼拜)[一二三四五六日天]")
_ON_A_WEEKDAY = late(r"(?:周|星期|礼拜)[一二三四五六日天](?:[上下]午)?[,:]?[^,]{0,24}$")
_PERSON_ENDS = late(rf"{HAN}{{2,3}}(?:[;。、,]|$)")
_NOT_SENT = late(
    r"现有|拥有|共有|职工|患者|病人|代表|参加|参会|出席|陪同|见证|嘉宾|领导|缺|招聘|招录|毕业|群众"
    r"|居民|学员|名额|徒|手把手|带出来|荣获|获评|评为|入选|受益|听课|受训|全省|全国|慕名|回访|考察|调研|走访"
)
# Words are spelled out, and met at their rarer sign (医疗队 at 疗队): see `_SEND`.
_DISPATCH = late(
    r"派|驻|支援|帮扶|援助|援建|对口|挂职|巡诊|门诊|出诊|坐诊|坐堂|坐镇|蹲点|蹲守|首批|第一批|每批|分批|轮流|轮换|轮值|值班|值守"
    r"|下沉|下来|下乡|下基层|上班|上山|任(?<=上任|到任)|岗(?<=轮岗|顶岗|上岗|到岗|在岗)|前往[^,]{0,12}工作|前来|过来|迎来|来院|来的人"
    r"|来自[^,]{2,20}的人|同车|同行|同来|一(?:道|同|起(?<=起))(?:来|上|到|下|赴(?<=赴))|搭班|待满|待上|借出|借给|借调|住在|吃[在、]?住都在"
    r"|常年[^,]{0,6}有|始终[^,]{0,6}有|随时[^,]{0,6}有|任何时候[^,]{0,6}有|放[“\"]?[”\"]?[到在]|报到|任期|团队(?:由|共)|疗队(?<=医疗队)"
    r"|工作(?:一年|半年|满|时间)|带队|随队|受聘|奔赴|赶赴|启程|扎根|住进|住下|住满|住上|接力|赴任|就位|送来|送去|送到|拿出"
    r"|每(?:个|一)?(?:周|月|季(?<=季))[^,]{0,8}(?:来|到|赴(?<=赴))"
)
_PERSON_GOES = late(
    r"扎根|以[^,]{2,10}身份|(?:每(?:个|一)?[周月季]|定期|长期|常驻)[^,]{0,20}?(?:来|到|赴|驻|坐诊|手术"
    r"|查房|门诊)|带队"
    r"|领衔|常驻|进驻|驻点|驻守|蹲点|挂职"
)
_ROUTINE = late(
    r"(?:每(?:个|一)?(?:[周月季]|礼拜|星期)|定期|长期|轮流|轮换"
    r"|周末)[^,]{0,24}?(?:(?<!会)(?<!义)(?<!就)(?<!门)诊(?!断|疗|所)|坐[堂镇]"
    r"|驻|查房|手术|[来到赴][^,]{1,8}[一二两三\d][次天趟])"
    r"|每[周月季][^,]{0,8}(?:到岗|在岗|驻院)[^,]{0,4}[\d一二两三四五六七八九十]天"
    r"|(?:每(?:个|一)?(?:[周月季]|礼拜|星期)|隔[周月])(?:都|会|要|再|也)*(?:上山|[下过上]?来|下乡"
    r"|去)[^,]{0,4}[一二两三\d][次天趟]"
)
# 每月第二个星期六，|陈国平主任中医师|到分站坐诊: the rhythm stands before the people, what they come for after them.
_RHYTHM_BEFORE = late(
    r"(?:每(?:逢|个|一)?[^,]{0,2}?(?:[周月季]|礼拜|星期)|隔[周月]|定期|长期|轮流|常年|始终"
    r"|一年四季)[^,]{0,12},?[^,]{0,20}$"
)
_COMES = late(
    r"[^,]{0,16}?(?:坐[堂镇诊]|出诊|(?:开|出|看)[^,]{0,4}门诊|看诊|查房|做手术|上班|值班"
    r"|(?:上山|[下过上]来|下乡)[一二两三\d][次天趟]|[来到赴去][^,]{0,8}[一二两三\d][次天趟])"
)
_NEXT_CLAUSE = late(r",[^,。;]*")
# 郑某是主任中医师。|往后，每个礼拜二，他都会到这里坐堂: the next sentence tells that he comes.
_COMES_AS_TOLD = late(r"\n?[^。\n]{0,20}每[^。\n]{0,14}[他她][^。\n]{0,30}?(?:坐[堂诊]|出诊|查房|驻点|上班)")
_LONGEST_BEFORE_RHYTHM = 22
"""How far 每 may stand from the end of the sentence before."""
# 每周五|去的，则是|新生儿科的主治医师: who comes is told after the verb.
_CLEFT = cued("是", rf"{one_of(*'来去派驻到下')}[^,]{{0,8}}的,?(?:则|就|都|也|同样)?是[^,]{{0,10}}$")
# 省里的名医每季来一趟 tells of people, not of a province's policy.
_FROM_THE_PROVINCE = late(r"省里的?(?=[^,]{0,6}(?:名医|专家|大夫|医生|教授|主任))")
_INSPECTORS = cued("督导|检查|考察|调研|评审|巡视|代表", r"(?:督导|检查|考察|调研|评审|巡视|代表)[组团]")
_WISH = cued("盼|梦想|但愿", r"盼(?!来)|梦想|但愿")
# 五年前派过3名医生: once, and no more.
_ONCE = cued(
    "过|年前", r"过(?<=[派来去帮]过)(?!程|来|去)|年前(?<=[一二两三四五六七八九十几\d]年前)(?![^,]{0,4}(?:签|结))"
)
# 始终 tells what a hospital is like, but not where people of the other side are kept there.
_STAYS_EVER = late(rf"{_STAY}|始终[^,]{{0,6}}有")
# A paragraph that tells of people who have come to stay: there every graded person named is one of them.
_ARRIVED = late(
    r"常驻|进驻|派驻|驻点|驻守|轮换|干满|待满|住满|下一批|到任|赴任|到岗|报到|随车来|留下来的|医疗队|组团式"
    rf"|援藏|援疆|援青|住下|分工|派来|就位|来了{_DIGIT}+(?:个|名|位(?<=位))|首批队员"
)
_THINGS = late(r"[^,、]{0,8}?(?:方向|专业|学科|科室|专科|工作室|中心|团队|医院|院区|病区|卫生院|单位|方面|平台)")
# 技术骨干也将|由我院分批派往…: the sender stands after the people.
_PASSIVE = cued("由", r"[^,、\d]{0,5}由[^,]{1,14}?(?:选派|派往|派驻|派出|派到|委派|抽调|轮派)")
_BROUGHT = cued("来的", rf"来的(?<=带来的|前来的|赶来的|到来的|派来的)[^,]{{0,4}}{_DIGIT}+{one_of(*'名位人个')}")
_TALE = ("那天", "那晚", "那次", "那日", "有一次", "有一天", "有一回", "当晚", "值班的")
_SPEAKS = late(
    r"[^,]{0,10}(?:说|表示|介绍|告诉|回忆|致辞|认为|指出|讲|坦言|代表|出席|主持|陪同|见证|签|强调|感慨|透露"
    r"|作了|宣|汇报|揭)"
)
_RANKS_SENT = late(r"(?:副?院长|书记|科?主任)(?:[、和及与]|以及)[^,]{0,12}?(?:干部|骨干|人员|专家|医[师生]|护士(?!长))")
_TAKES_OVER = cued(
    "由",
    r"(?:其中)?(?P<post>(?!其中)[^,的]{0,8}(?:院长|主任|书记|护士长))(?:一职|职务|岗位)?(?:则"
    r"|就)?由(?:[^,]{0,16}[原、的])?$",
)
_SHOULDERS = cued(
    "担子|重任|担当|担起|职责", r".{0,16}(?P<post>(?:副|业务|执行)*(?:院长|科?主任|书记))的?(?:担子|重任|担[当起]|职责)"
)
_FILLED_BY = late(r"(?:[、和及与][^,]{1,12})?(?:均|都|等|则)?由[^,]{2,20}?(?:选派|委派|派出|派驻|任命|指派|派[人员])")
_DEED = cued("成功|了", r"成功(?:开展|完成|实施|救治|抢救|为)|完成了|实施了|开展了|诊治了|救治了")
_EACH = late(r"(?:[、和及与][^,、\d和及与]{2,14}){0,4}各(?:选?派|安排)?")
_SENT_TO_POST = late(r"(?:委派|选派|派驻|派出|指派|任命|(?<!受)派)(?:专人|人员|专家|人)?$")
_PLACED = late(r"到|赴|驻|坐诊|出诊|担任|出任|值班|带班|组成|委派|选派")
# 签约仪式后，首批专家随即进驻 is dispatch; 签约仪式后，专家义诊 is not, unless an agreement speaks of it.
_CEREMONY_DEED = late(
    r"^(?!.*(?:协议|约定|每[年月周批季]|长期)).*(?:义诊|讲座|授课|讲课|会诊|报告|检查身体|听取|参观|合影)"
)
_LASTING = late(
    r"协议|约定|每[年月周批季]|长期|[一二两三四五\d]年|将|进驻|常驻|长驻|驻点|驻院|挂职|担任|派驻|到岗|上岗|选派|委派"
)
_GATHERING = late(r"(?:组成|组建成?|成立|构成)(?:的|了|一支|联合)?$")
# Behind these words a name may tell who goes: 派|周立言|到县里当院长, 队长|陈劲松|出任县医院院长.
_BEFORE_NAME = cued("派|任命|推荐|队长|领队|组长|队员", "委派|选派|派驻|派出|指派|任命|推荐|派|队长|领队|组长|队员")
_SENT_PERSON = late(
    rf"(?P<name>{HAN}{{2,3}})(?=(?:同志|医生|教授|主任|副?院长"
    rf"|书记)*(?:(?:[到赴来去往][^,]{{1,12}}?)?(?:担任|挂职|出任|兼任|任(?!务)|[当做](?=[^,]{{0,8}}(?:院长"
    rf"|主任|书记))"
    rf"|为(?=[^,]{{0,16}}(?:院长|主任|书记)))))"
)
_LEADER_TO_POST = late(
    rf"(?P<name>{HAN}{{2,3}}?)(?:将|已|还|也|则|兼|并)*"
    r"(?:出任|担任|挂任|挂职|代任|兼任)(?=[^,]{0,24}(?:院长|主任|书记|护士长))"
)
# 裴元就是|按照责任书派来的: who was sent is told after the name.
_IS_ONE_SENT = r"是[^,]{0,20}?(?:派来|选派|派出|委派|派驻|下派)的"
_ONE_IS_SENT = late(_IS_ONE_SENT)
_NAMED_SENT = late(
    rf"(?:^|[,;。、的])(?P<name>[{''.join(sorted(SURNAMES))}]{HAN}{{1,2}}?)(?:就|正|便|也)?{_IS_ONE_SENT}"
)
# 按协议先后派出26名: what went out under this agreement is its staff, whatever the tense; a term gone by has its own.
_BY_PACT = late(r"(?:按|根据|依|照|遵)[照据]?[^,]{0,6}(?:协议|责任书|约定|合同|备忘录|章程|方案)")
_FORMER_TERM = late(r"上一?[轮期个届]|首轮|前一[轮期]|原协议|旧协议|曾")
_BARE_SENT = cued("派|抽调|安排|组织", r"(?:选派|派驻|派出|派遣|下派|委派|指派|外派|抽调|安排|组织|派)(?:了)?$")
_BARE_END = late(r"[,;。]|其中|进驻|常驻|驻|到|赴|长期")
# 首批3人已经到岗，分别担任院长、护理部主任和骨科主任: nobody but the number and the posts is told.
_FIRST_OF_THEM = late(r"(?:[首头][一]?批|第一批|这批|这一批|来的|派来的|先期)(?:人员|队员)?(?:共|是|有)?$")
_ALL_TAKE_POSTS = cued("分别|各自", r"[^,]{0,10},?(?:将|均|已|都|要)?(?:分别|各自)(?:担任|出任|挂任|挂职|兼任|任)")
_PREDICATE_GRADE = late(
    r"[,、]?(?:且|都|均|全|皆|全部|一律|须|必须|应|要求)*(?:是|为|系|具有|具备|达到?|职称(?:都|均"
    r"|全)?在)(?:[^,]{0,4})$"
)
_COUNT_LEAD = (
    r"(?:[每首一全各](?:批|次|期|年|轮|月|季度?|周|院|家|科|茬|拨)"
    r"|同一时段|任何时[段候]|同时|在岗|共|一共|人数|批次|总数)"
)
# 护理人员则按季度轮换，首轮|16名; …专家短期上山，一年|不少于40人次: what they do may stand between.
_BARE_COUNT = late(
    rf"(?:(?:[^,:]{{0,26}},)?{_COUNT_LEAD}*(?:人数|规模|名额|总人数)(?:控制|保持|稳定)?(?:在|为|是"
    rf"|达到?)?(?:每[年批次月])?"
    rf"|[,、]?{_COUNT_LEAD}*"
    rf"|[^,:]{{0,26}}?(?:轮换|[选下]?派|[来到赴][^,]{{1,6}}|出诊|坐诊|驻|上山|下乡|[下过上]来|资[质格]"
    rf"|以[^,]{{1,4}}为单位)[,、]{_COUNT_LEAD}+)$"
)
# 主管护师驻守，一年一轮换，一次|一名; 医生轮着去，一次|十来个: whatever they do before,
# the last words say that they are counted.
_COUNT_LATER = late(
    r"(?:(?!培训|接收|学|修)\D){0,40}[,:](?:共计?|一共|总共|合计|人数|[一每各](?:次|批|茬|拨|轮|院|家|科|期|组|班))(?:是|为|在|约|各)?"
)
_COUNT_ENDS = late(rf"[,。;、)）]|$|(?!{HAN})|长期|常驻|轮|到|进|驻|来|赴|已")
_PARTS = late(r"[,、:;(（]?(?:其中|由|包括|包含|含|分别(?:是|为)|[:：])")


_LONGEST_RANK = 12


class _Candidate(NamedTuple):
    """One kind of people in one sentence, before it becomes an item."""

    view: SentenceView
    title: Title
    counted: QuantityMention | None
    position: Span | None
    weak: bool = False
    """Said in passing (派驻专家每周…): counts only where nobody else is told of."""
    sent: bool = True
    """Governed by a verb of sending, not only found where people stay."""
    regular: bool = False
    """Nobody sends them in so many words; they come at a rhythm (每周五来的是…)."""
    predicate: Title | None = None
    """A grade said of them further on: …医生，都是主治医师以上职称."""
    told: Span | None = None
    """Where the article tells the rank of one who is only named here: grade or post, and the name."""
    others: tuple[_Candidate, ...] = ()
    """Those of the same grade who are named beside this one."""


def find_staff(article_text: str, sentences: Sequence[Sentence]) -> list[ExtractedStaff]:
    """Find the people sent under the agreement that `sentences` tell of.

    Args:
        article_text: the cleaned text.
        sentences: those that belong to the agreement, in order.

    Returns:
        One item for each level and post the sentences tell apart, with exact evidence.
    """
    candidates = [c for view in sentence_views(article_text, sentences) for c in _in_sentence(view)]
    if len(candidates) > 1:
        candidates = _without_repetitions(_without_exhausted_totals(_united(candidates)))
    return [_item(article_text, candidate) for candidate in candidates]


def _in_sentence(view: SentenceView) -> Sequence[_Candidate]:
    text = view.text
    if view.is_table_head or not (may_hold_title(text) or holds_any(text, _NO_TITLE)):
        return ()
    if not _may_tell_of_people(view) and (not _ONE_BY_ONE.search(text) or is_background(text)):
        return ()
    found: list[_Candidate] = []
    previous: _Candidate | None = None
    for title in _titles(view):
        if previous is not None and _says_grade_of(text, previous, title):
            counts = _counts(view)
            beside = count_beside(text, title.span, counts) or _bare_count(text, previous.title, counts)
            found[-1] = previous = previous._replace(predicate=title, counted=previous.counted or beside)
            continue
        previous = _candidate(view, title, previous)
        if previous is not None:
            found.append(previous)
    return () if not found or _is_elsewhere(view) else found


# 另外四人都是副主任医师, 一位主任医师领头: a few, not the staff of a house.
_ONE_BY_ONE = late(rf"{one_of(*'名位人')}(?<=(?:{'|'.join('一两二三四五六七八九十几')}|(?<!\d)\d).)")


def _may_tell_of_people(view: SentenceView) -> bool:
    text = view.text
    return bool(
        _SEND.search(text)
        or _DISPATCH.search(text)
        or _TAKE_POST.search(text)
        or may_be_present(text)
        or _has_come(view)
        or (view.heading and _DISPATCH.search(view.heading))
        or ("天" in text and _WEEKDAY.search(text))  # the other days are words of being there
        or _comes_as_told(view)
    )


def _comes_as_told(view: SentenceView) -> bool:
    """Whether the next sentence tells that who stands in this one comes at a rhythm."""
    end = view.end
    near = view.article.find("每", end, end + _LONGEST_BEFORE_RHYTHM) >= 0
    return near and _COMES_AS_TOLD.match(view.article, end) is not None


def _has_come(view: SentenceView) -> bool:
    """Whether the paragraph tells of people who have come to stay."""
    ends = _ends_before_arrivals(view.article)
    return bool(ends) and view.article.rfind("\n", 0, view.start) in ends


@lru_cache(maxsize=8)
def _ends_before_arrivals(article: str) -> frozenset[int]:
    """Where the line before each paragraph ends that tells of people who have come to stay; -1 for the first."""
    return frozenset(article.rfind("\n", 0, told.start()) for told in _ARRIVED.finditer(article))


def _counts(view: SentenceView) -> list[QuantityMention]:
    """Return the numbers of people: 18名, 40人次; not 两个方向的…, 三个名医工作室.

    Quantities take longest to find of all that is asked of a sentence: this is called where no cheaper look decides.
    """
    return [c for c in view.quantities() if _counts_people(view.text, c)]


def _counts_people(text: str, count: QuantityMention) -> bool:
    if count.quantity.unit == "个":
        return _THINGS.match(text, count.span.end) is None
    return count.quantity.unit in PEOPLE_UNITS or count.quantity.unit == "人次"


# What sentences have that tell of people without a title: a verb before a name or a bare number, a post, or 分别担任.
_NO_TITLE = ("派", "任命", "推荐", "抽调", "安排", "组织", "顾问", "分别", "各自")


def _titles(view: SentenceView) -> list[Title]:
    """The titles of a sentence that name people, not the posts they take up; and people told otherwise."""
    text = view.text
    posts = list(_TAKE_POST.finditer(text))
    titles = find_titles(text)
    if posts or "《" in text:
        quoted = [*posts, *_PAPERS.finditer(text)]
        titles = [t for t in titles if not any(p.start() <= t.span.start < p.end() for p in quoted)]
    filled = _filled_posts(view, posts, titles) if posts else []
    if filled:
        # 选派人员|担任主任: 人员 names nobody beside the post.
        titles = [t for t in titles if not any(t.span.end == f.span.start or _only_people(text, t, f) for f in filled)]
    others = [*_named(text), *filled, *_bare_numbers(view)]
    if not others:
        return titles
    return sorted([*titles, *(t for t in others if not _touches(t, titles))], key=lambda t: t.span)


def _named(text: str) -> Iterator[Title]:
    """Those who are told by name only, and where they go."""
    for lead in _BEFORE_NAME.finditer(text):
        if text[lead.end() : lead.end() + 1] in SURNAMES:
            pattern = _SENT_PERSON if "派" in lead[0] or lead[0] in ("任命", "推荐") else _LEADER_TO_POST
            goes = pattern.match(text, lead.end())
            if goes is not None:
                yield _bare(goes)
    if _ONE_IS_SENT.search(text):
        yield from map(_bare, _NAMED_SENT.finditer(text))


def _bare(match: re.Match[str]) -> Title:
    return Title(Span(*match.span("name")), match["name"], "bare", person=match["name"])


def _filled_posts(view: SentenceView, posts: Sequence[re.Match[str]], titles: Sequence[Title]) -> list[Title]:
    """派人|担任院长, 其中一名|任副院长: nobody but the post is named."""
    text = view.text
    numbered = {c.span.end for c in _counts(view)}
    return [
        Title(Span(*p.span("post")), p["post"], "post")
        for p in posts
        if _SENT_TO_POST.search(text, 0, p.start())
        or (p.start() in numbered and not any(_is_counted_up_to(text, t, p.start()) for t in titles))
    ]


def _bare_numbers(view: SentenceView) -> list[Title]:
    """下派|四名, 首批|3人已经到岗，分别担任…: nobody but the number is told."""
    text = view.text
    if not (holds_any(text, _BARE_SENT.cues) or holds_any(text, _ALL_TAKE_POSTS.cues)):
        return []
    return [
        Title(c.span, c.wording, "bare")
        for c in _counts(view)
        if (_BARE_SENT.search(text, 0, c.span.start) and _BARE_END.match(text, c.span.end))
        or (_ALL_TAKE_POSTS.match(text, c.span.end) and _FIRST_OF_THEM.search(text, 0, c.span.start))
    ]


def _is_counted_up_to(text: str, title: Title, end: int) -> bool:
    """教授1名|兼任主任: the number before the post is of people who are named."""
    gap = text[title.span.end : end] if title.span.end < end else ","
    return title.kind != "post" and re.fullmatch(r"[^,:、]{1,6}", gap) is not None


_PAPERS = late(r"《[^《》]*》")


def _only_people(text: str, title: Title, filled: Title) -> bool:
    between = text[title.span.end : filled.span.start]
    return (
        title.wording in ("人员", "专人") and _TAKE_POST.match(text, title.span.end) is not None and len(between) <= 12
    )


def _touches(title: Title, others: Sequence[Title]) -> bool:
    return any(title.span.start < o.span.end and o.span.start < title.span.end for o in others)


def _is_elsewhere(view: SentenceView) -> bool:
    """A sentence of another voice: the day itself, years gone by, policy, wishes, a hospital's description."""
    text = view.text
    if _comes_as_told(view):
        return False
    if _INSPECTORS.search(text) or _WISH.search(text):
        return True
    return (
        is_policy(_FROM_THE_PROVINCE.sub("", text) if "省里" in text else text)
        or is_hope(text)
        or (is_background(text) and not _STAYS_EVER.search(text))
        or (is_ceremony(text) and (_CEREMONY_DEED.search(text) is not None or not _LASTING.search(text)))
    )


def _candidate(view: SentenceView, title: Title, previous: _Candidate | None) -> _Candidate | None:
    text = view.text
    clause = view.clause_at(title.span.start)
    # What rejects most is asked first; the order changes nothing.
    if _learns(text, title, clause) or _is_gone_by(view, clause):
        return None
    count = _count(view, title)
    position = _position(text, title)
    linked = previous is not None and _linked(text, previous.title, title)
    sent = _is_sent(view, title, clause, count=count, linked=linked)
    known = sent or _goes(view, title, clause, count, position) or _is_there(view, title, clause, count)
    if not known and not (_may_be_sent(view, title, clause, count) and _is_likely_sent(view, title, clause, count)):
        return None
    if _is_no_dispatch(text, clause):
        return None
    if previous is not None and (_GATHERING.search(text[: title.span.start]) or _holds_told_post(text, title)):
        # 3名主任医师…组成|帮扶团队, 执行院长一人，由|副院长周维桢担任 count nobody anew.
        return None
    uncounted = count is None and title.person is None
    regular = uncounted and not sent and title.kind != "post" and not _is_reference(text, title, clause)
    filled = title.kind == "post" and _FILLED_BY.match(text, title.span.end) is not None
    weak = uncounted and not regular and not filled and (not sent or _is_reference(text, title, clause))
    grade = _grade_of_part(text, title, count, previous)
    told = _told_of(view, title) if title.kind == "bare" and title.person is not None else None
    return _Candidate(view, title, count, position, weak=weak, sent=sent, regular=regular, predicate=grade, told=told)


# 现有主任医师3名，|副主任医师12名; 科里7名医生，有4名是|主治医师: whom a house has.
_OF_A_HOUSE = (
    *("现有", "拥有", "共有", "原有", "只有", "仅有", "剩下"),
    *("科里", "全院", "院里", "职工", "在编", "在岗人员", "缺", "招来", "招聘"),
)


def _may_be_sent(view: SentenceView, title: Title, clause: Span, count: QuantityMention | None) -> bool:
    """Whether nothing rules out that people of whom no verb is known are sent: no speakers, none of whom one knows."""
    if (count is None and title.person is None) or holds_any(view.text[: title.span.end], _OF_A_HOUSE):
        return False
    if _SPEAKS.match(view.text, title.span.end) or _is_reference(view.text, title, clause):
        return False
    return not holds_any(view.text, (*_TALE, *_SCENE))


def _is_likely_sent(view: SentenceView, title: Title, clause: Span, count: QuantityMention | None) -> bool:
    return is_likely_sent(view, title, count, known=_known_of(view, title, clause, count))


def _known_of(view: SentenceView, title: Title, clause: Span, count: QuantityMention | None) -> Iterator[str]:
    """What words of sending, staying, learning and the like stand where: signs for the model."""
    text, (start, end) = view.text, title.span
    before = count.span.end if count and count.span.end <= start else start
    if _SPEAKS.match(text, end):
        yield "speaks"
    if _OTHER_VERB.search(text, clause.start, before):
        yield "does"
    if _NOT_SENT.search(text, *clause):
        yield "not sent"
    if _learns(text, title, clause):
        yield "learns"
    if _DISPATCH.search(text):
        yield "dispatch"
    if _SEND.search(text, 0, start):
        yield "send"
    yield from known_presence(text, end)


def people_to_learn_from(
    article_text: str, sentences: Sequence[Sentence]
) -> Iterator[tuple[SentenceView, Title, tuple[str, ...]]]:
    """Return all people told of, with their signs: what the model of `likely_staff` learns from.

    Args:
        article_text: the cleaned text.
        sentences: those that belong to the agreement, in order.
    """
    for view in sentence_views(article_text, sentences):
        for title in () if view.is_table_head else _titles(view):
            count, clause = _count(view, title), view.clause_at(title.span.start)
            known = _known_of(view, title, clause, count)
            yield view, title, (*known, *signs_around(view, title, count), *signs_of_sentence(view.text))


def _count(view: SentenceView, title: Title) -> QuantityMention | None:
    text, counts = view.text, _counts(view)
    if title.kind == "bare" and title.person is None:
        return next(c for c in counts if c.span == title.span)
    return (
        count_beside(text, title.span, counts)
        or _shared_count(text, title, counts)
        or _bare_count(text, title, counts)
        or _count_of_grade(text, title, counts)
        or (_later_count(text, title, counts) if title.person is None and title.kind != "post" else None)
    )


def _count_of_grade(text: str, title: Title, counts: list[QuantityMention]) -> QuantityMention | None:
    """约定5位，|副高及以上: the number has nobody else."""
    if title.kind != "grade" or not _COUNT_ENDS.match(text, title.span.end):
        return None
    before = next((c for c in reversed(counts) if c.span.end < title.span.start), None)
    alone = before is not None and text[before.span.end : title.span.start] == ","
    return before if alone and before and not holds_title(text, 0, before.span.start) else None


# 医生|每周六到社区出诊，雷打不动|一个人; 医师|24小时有|一名|在我院值守
_LATER = late(r"[^;。:]{0,34}?(?:,[^,;。:]{0,12}|有)")
_NO_LATER = late(r"培|训|学|进修|带|教|徒|收|接|患者|病人|居民|其中|另|还|每名|每人|每位|人次|诊治|服务|救")


def _later_count(text: str, title: Title, counts: list[QuantityMention]) -> QuantityMention | None:
    """A number of people further on that has no people of its own."""
    after = next((c for c in counts if c.span.start >= title.span.end), None)
    if after is None or not _LATER_ENDS.match(text, after.span.end):
        return None
    start, end = title.span.end, after.span.start
    if not _LATER.fullmatch(text, start, end) or _NO_LATER.search(text, start, end):
        return None
    return None if holds_title(text, start, end) else after


_LATER_ENDS = late("[,。;]|$|在|长期|常驻")


_STAGE = late(rf"首轮(?={_DIGIT})|上半年(?=.*下半年)")


def _is_gone_by(view: SentenceView, clause: Span) -> bool:
    if not tells_past(view, clause.end) or _is_under_pact(view):
        return False
    # 首轮11名队员已经上岗; 上半年派2名，下半年换防: stages of what is agreed now.
    told = _STAGE.sub("", view.text)
    return told == view.text or is_past(view.chain + told)


def _told_of(view: SentenceView, title: Title) -> Span | None:
    """派|周立言|到县里当院长: who he is stands elsewhere (普外科主任医师周立言); a grade before a post."""
    ranks: dict[str, Span] = {}
    for match in re.finditer(title.person or title.wording, view.article):
        low = max(view.article.rfind("\n", 0, match.start()) + 1, match.start() - _LONGEST_RANK)
        before = view.article[low : match.start()]
        rank = next((t for t in reversed(find_titles(before)) if t.span.end == len(before)), None)
        if rank is not None and rank.kind in ("grade", "post"):
            ranks.setdefault(rank.kind, Span(low + rank.span.start, match.end()))
    return ranks.get("grade") or ranks.get("post")


def _is_under_pact(view: SentenceView) -> bool:
    """截至目前，甲医院按协议先后派出医务人员26名."""
    return _BY_PACT.search(view.text) is not None and _FORMER_TERM.search(view.text) is None


def _holds_told_post(text: str, title: Title) -> bool:
    """执行院长一人，由甲医院|副院长周维桢担任: who holds the post told before."""
    return (
        title.kind == "post"
        and title.person is not None
        and re.match(rf"{title.person}(?:担任|出任|兼任)(?=[,。;]|$)", text[title.span.end :]) is not None
    )


def _grade_of_part(text: str, title: Title, count: QuantityMention | None, previous: _Candidate | None) -> Title | None:
    """中级职称12人，其中6人任|科室副主任: the six are of the grade of the twelve."""
    if previous is None or count is None or title.kind != "post" or previous.title.kind != "grade":
        return None
    is_part = text[: count.span.start].endswith("其中") and _TAKE_POST.match(text, count.span.end) is not None
    return previous.title if is_part else None


def _is_no_dispatch(text: str, clause: Span) -> bool:
    """Honorary posts, people a hospital lacks, and deeds done."""
    if _ONCE.search(text, 0, clause.end) and not _BY_PACT.search(text):
        return True
    here = clause.slice(text)
    return holds_any(here, _HONORARY) or _DEED.search(here) is not None or is_negated(here)


def _learns(text: str, title: Title, clause: Span) -> bool:
    """The people come to learn: the words of training stand with them, up to the next verb of sending."""
    next_send = _SEND.search(text, title.span.end, clause.end)
    if _TRAINEE.search(text, clause.start, next_send.start() if next_send else clause.end):
        return True
    # 选派若干名骨干，赴上级医院跟岗: the place of learning may follow after one comma.
    return _GOES_LEARNING.match(text, clause.end, clause.end + 24) is not None


def _is_sent(view: SentenceView, title: Title, clause: Span, *, count: QuantityMention | None, linked: bool) -> bool:
    """The nearest verb before the people is one of sending, and it reaches them."""
    text = view.text
    sends = [m for m in _SEND.finditer(text) if m.end() <= title.span.start]
    if not sends:
        return False
    send = sends[-1]
    start = count.span.start if count and count.span.start < title.span.start else title.span.start
    # 至少带教2名: the verb may stand inside the wording of the number.
    counted_to = count.span.end if count and count.span.end <= title.span.start else start
    if _OTHER_VERB.search(text, max(send.end(), clause.start), counted_to):
        return False
    if send[0] == "由" and not _PLACED.search(text, title.span.end, clause.end):
        # 由各科主任轮流授课 says who does something, not who is sent.
        return False
    staffed = send[0] in ("配备", "挑选", "挑出", "选出") and title.kind == "post"
    if (
        send[0] in _WEAK_SEND
        and not staffed
        and not _STRONG_TASK.search(text, send.end(), min(len(text), title.span.end + 40))
    ):
        return False
    if count is not None or linked or title.person is not None:
        return True
    gap = text[send.end() : title.span.start]
    return "," not in gap and len(gap) <= 16 and not re.search(r"[。;:]", gap)


def _goes(view: SentenceView, title: Title, clause: Span, count: QuantityMention | None, position: Span | None) -> bool:
    """People who go and stay without a verb of sending before them; posts filled by the other side (院长由…委派)."""
    text = view.text
    if _PASSIVE.match(text, title.span.end) or (title.kind == "post" and _FILLED_BY.match(text, title.span.end)):
        return True
    if _CLEFT.search(text, clause.start, title.span.start) or (
        title.kind == "grade" and _CLEFT.search(text, 0, title.span.start)
    ):
        return True
    if title.person is not None and (
        title.kind == "bare" or _CAME_ALONG.search(text, 0, title.span.start) or _has_arrived(view, title, clause)
    ):
        return True
    if count is None and title.person is None:
        return title.kind != "post" and _comes_regularly(view, title, clause)
    before = count.span.end if count and count.span.end <= title.span.start else title.span.start
    if _OTHER_VERB.search(text, clause.start, before):
        return False
    if position is not None and position != title.span:
        return _FORMERLY.search(text, clause.start, position.start) is None
    if _NOT_SENT.search(text, *clause):
        return False
    if count is None:
        return _one_goes(view, title, clause)
    treats_then = holds_any(text[: title.span.start], _TALE) and holds_any(clause.slice(text), _TREATS)
    if treats_then or holds_any(text, _SCENE):
        return False
    if _BROUGHT.search(text):
        # 这一次带来的18名医务人员 may be the guests of the day, unless the paragraph tells that they have come to stay.
        return _has_come(view)
    if _DISPATCH.search(text) is not None or _DISPATCH.search(view.heading) is not None:
        return True
    return _ROLL_CALL.match(text) is not None and _has_come(view)


def _is_there(view: SentenceView, title: Title, clause: Span, count: QuantityMention | None) -> bool:
    """Nobody is said to send them, but they are there (…由副主任药师坐镇，每旬一天)."""
    text = view.text
    before = count.span.end if count and count.span.end <= title.span.start else title.span.start
    if _OTHER_VERB.search(text, clause.start, before) or _NOT_SENT.search(text, *clause):
        return False
    if holds_any(text, (*_SCENE, *_TALE)) or _is_reference(text, title, clause):
        return False
    return is_present(view, title, clause, count)


def _one_goes(view: SentenceView, title: Title, clause: Span) -> bool:
    """One who is named: he comes at a rhythm, or is sent; he does not only speak."""
    text = view.text
    if _SPEAKS.match(text, title.span.end):
        return False
    if _comes_as_told(view):
        return True
    listed = _ON_A_WEEKDAY.search(text, max(0, clause.start - 12), title.span.start)
    if listed is not None and _PERSON_ENDS.match(text, title.span.end) is not None:
        return True
    goes = _PERSON_GOES.search(text, title.span.end, min(len(text), clause.end + 30)) is not None
    return goes or _comes_regularly(view, title, clause)


def _comes_regularly(view: SentenceView, title: Title, clause: Span) -> bool:
    """…的专科医生则以多点执业的方式，|按照每月不少于4天的节奏到总医院坐镇: the rhythm may follow after one comma."""
    text = view.text
    following = _NEXT_CLAUSE.match(text, clause.end)
    end = following.end() if following else clause.end
    before = _RHYTHM_BEFORE.search(text, max(0, clause.start - 24), title.span.start)
    return _ROUTINE.search(text, title.span.end, end) is not None or (
        before is not None and _COMES.match(text, title.span.end, end) is not None
    )


def _has_arrived(view: SentenceView, title: Title, clause: Span) -> bool:
    """One named where those who came to stay are told one by one; not one who speaks, signs or looks on."""
    text = view.text
    if holds_any(text, _TALE) or _SPEAKS.match(text, title.span.end) or _NOT_SENT.search(text, *clause):
        return False
    if title.kind != "grade":
        return title.kind == "post" and _ARRIVED.search(text) is not None and not is_ceremony(text)
    return _has_come(view)


def _is_reference(text: str, title: Title, clause: Span) -> bool:
    """派驻专家每周开展…, 派出的专家每人…: people already told of."""
    before = text[clause.start : title.span.start]
    verb = None
    for match in _REFERENCE.finditer(before):
        verb = match
    if verb is None or verb.end() != len(before.rstrip("的")):
        return False
    if before.endswith("的") or verb[0] == "由":
        # 由主任医师轮流前来坐诊 tells who comes, 由派驻专家带教 of whom one knows.
        comes = verb[0] == "由" and _ROUTINE.search(text, title.span.end, clause.end)
        return not comes and not before.endswith(("将派出的", "拟派出的"))
    lead = before[: verb.start()]
    if _PROMISED.search(lead):
        return False
    return _REFERENCE_BEFORE.search(lead) is not None and _REFERENCE_AFTER.match(text, title.span.end) is not None


def _linked(text: str, before: Title, title: Title) -> bool:
    """Two titles of one list: 副院长1名、护理部主任1名."""
    gap = text[before.span.end : title.span.start]
    return re.fullmatch(r"[^,:]{0,12}?[、和及与或以]+(?:以及)?[^,:、]{0,14}", gap) is not None


def _shared_count(text: str, title: Title, counts: list[QuantityMention]) -> QuantityMention | None:
    """主任医师|、副主任医师各一名: one number for each of a list."""
    match = _EACH.match(text, title.span.end) if counts else None
    return next((c for c in counts if match and c.span.start == match.end()), None)


def _says_grade_of(text: str, previous: _Candidate, title: Title) -> bool:
    """…医生，每批四名，都是|主治医师以上职称."""
    if title.kind != "grade" or previous.title.kind == "grade":
        return False
    gap = text[previous.title.span.end : title.span.start]
    if title.wording.endswith(("打底", "起步")):
        return True
    if title.wording.startswith("具") and re.fullmatch(r"[^,]{0,6}(?:须|应|必须|要|均|都)", gap):
        return True
    if re.search(r"[名位人个](?:是|为|系)$", gap):
        return False
    limit = 60 if re.search("来自|分布在|涵盖|覆盖|职称", gap) else 24
    return len(gap) <= limit and not re.search(r"[。;]|其中|另|派", gap) and _PREDICATE_GRADE.search(gap) is not None


def _bare_count(text: str, title: Title, counts: list[QuantityMention]) -> QuantityMention | None:
    """下派医生，每批|四名: a number that follows in the next clause without people of its own."""
    after = next((c for c in counts if c.span.start >= title.span.end), None)
    if after is None:
        return None
    start, end = title.span.end, after.span.start
    if not _BARE_COUNT.fullmatch(text, start, end) and not (
        _COUNT_LATER.fullmatch(text, start, end) and not holds_title(text, start, end)
    ):
        return None
    return after if _COUNT_ENDS.match(text, after.span.end) else None


def _position(text: str, title: Title) -> Span | None:
    """Return where the post stands that the people take up, up to the next title's verb."""
    start, end = title.span
    if title.kind == "grade":
        told = _TAKES_OVER.search(text, max(0, start - 24), start) or _SHOULDERS.match(text, end)
        if told is not None:
            return Span(*told.span("post"))
    match = _TAKE_POST.search(text, end)
    if match is not None and _reaches(text[end : match.start()]):
        return Span(match.start("post"), match.end("more") if match["more"] else match.end("post"))
    if title.kind != "post" or not _is_post(title.wording):
        return None
    # 派院长、管理干部和技术骨干到昌江: a rank they have, not the post they are sent to hold.
    is_rank = _RANKS_SENT.match(text, title.span.start) is not None
    return None if is_rank else title.span


def _reaches(gap: str) -> bool:
    """From the people to 担任 without other people, full stop or another verb of sending between."""
    gap = _OWN_NUMBER.sub("", gap)
    gap = re.sub(r"[被受](?:委派|选派|派驻?|任命|抽调|借调|指派)(?:往|到|至|去|赴)?", "", gap)
    return len(gap) <= 45 and not re.search(r"[。;:]", gap) and not _SEND.search(gap) and not _counts_others(gap)


# 学科带头人|一名，出任心内科主任
_OWN_NUMBER = late(rf"^(?:各|共)?{_DIGIT}+(?:名|位|人(?<=人)),?")


def _counts_others(gap: str) -> bool:
    """Whether other people with a number of their own stand between."""
    return any(c.quantity.unit in PEOPLE_UNITS for c in find_quantities(gap))


def _is_post(wording: str) -> bool:
    return not re.search(r"管理|干部|领导班子|班子成员|院领导|^(?:总|科|大科|病区)?护士长$", wording)


def _without_exhausted_totals(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """6名: 1+2+3 leaves the parts only; a partial breakdown keeps the total (contract, "Rulings")."""
    return [
        total
        for index, total in enumerate(candidates)
        if not _is_exhausted(total, candidates[index + 1 :]) and not _is_sum_of_named(total, candidates)
    ]


def _united(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """沈一舟，普外科|副主任医师；韩冬，麻醉科|副主任医师: those named one by one are counted grade by grade."""
    united: list[_Candidate] = []
    for candidate in candidates:
        first = next((c for c in united if _is_named_beside(c, candidate)), None)
        if first is None:
            united.append(candidate)
        elif candidate.title.person not in {c.title.person for c in (first, *first.others)}:
            united[united.index(first)] = first._replace(others=(*first.others, candidate))
    return united


def _is_named_beside(first: _Candidate, candidate: _Candidate) -> bool:
    if not (_is_only_named(first) and _is_only_named(candidate)):
        return False
    last = (first, *first.others)[-1]
    return candidate.view.number - last.view.number <= 1 and _wording(first) == _wording(candidate)


def _is_only_named(candidate: _Candidate) -> bool:
    title = candidate.title
    return (
        title.kind == "grade" and title.person is not None and candidate.counted is None and candidate.position is None
    )


def _is_exhausted(total: _Candidate, following: Sequence[_Candidate]) -> bool:
    if not following:
        return False
    parts = [c for c in following if c.view.number == total.view.number]
    values = [heads for c in parts if (heads := _heads(c))]
    if _is_ungraded(total) and total.counted:
        # 首批16人组成的团队，其中院长一人；主任医师五人；其余十人…: the parts may fill the paragraph.
        paragraph = [_heads(c) for c in following if c.view.lead.startswith(total.view.lead)]
        if any(len(heads) > 1 and sum(heads) == _heads(total) for heads in (values, paragraph)):
            return True
    if not parts:
        return False
    told_apart = _PARTS.search(total.view.text, total.title.span.end)
    # 主任医师每月到岗5天，另有由6名骨干组成的团队: people of a grade are no total of others.
    exhausted = (total.counted is None and total.title.kind not in ("grade", "post")) or sum(values) == _heads(total)
    return bool(exhausted and told_apart and told_apart.start() <= parts[0].title.span.start)


def _is_sum_of_named(total: _Candidate, candidates: Sequence[_Candidate]) -> bool:
    """留下来的五位专家 are the five that were named one by one."""
    if total.counted is None or total.sent or not _is_ungraded(total):
        return False
    named = [_heads(c) for c in candidates if c.title.person is not None and c.counted is None]
    return len(named) > 1 and sum(named) == _heads(total)


def _heads(candidate: _Candidate) -> float:
    """How many people: by number, else by name."""
    if candidate.counted is not None:
        return candidate.counted.quantity.value
    return float(sum(map(_heads, candidate.others)) + _named_heads(candidate.title))


def _named_heads(title: Title) -> int:
    return (count_named(title.person) or 1) if title.person else 0


def _is_ungraded(candidate: _Candidate) -> bool:
    return parse_level(_wording(candidate))[0] in ("expert", "other") and candidate.position is None


def _without_repetitions(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """One item for each level, number and post; a mention that says less than another one is the same people."""
    facts = [_facts(candidate) for candidate in candidates]
    told = list(zip(candidates, facts, strict=True))
    return [
        candidate
        for index, (candidate, fact) in enumerate(told)
        # Of two that say the same, the earlier one stays.
        if not any(
            _says_no_more(candidate, fact, other, other_fact)
            for other_index, (other, other_fact) in enumerate(told)
            if other_index != index and (fact != other_fact or other_index < index)
        )
    ]


_Count = tuple[str, float, float | None]
_Facts = tuple[Level, bool, _Count | None, str | None]


def _facts(candidate: _Candidate) -> _Facts:
    level, above = parse_level(_wording(candidate), "x" if candidate.position else None)
    position = candidate.position.slice(candidate.view.text) if candidate.position else None
    count: _Count | None = None
    if candidate.counted is not None:
        # 3名 and 三位 are the same number.
        quantity = candidate.counted.quantity
        count = quantity.op, quantity.value, quantity.upper
    elif candidate.title.person is not None:
        count = "eq", _heads(candidate), None
    return level, above, count, position


def _says_no_more(candidate: _Candidate, facts: _Facts, other: _Candidate, other_facts: _Facts) -> bool:
    """Whether the people of `candidate` are told of, as much or better, by `other`."""
    if candidate.weak and not other.weak:
        return True
    (level, above, count, position), (other_level, other_above, other_count, other_position) = facts, other_facts
    same_sentence = candidate.view.number == other.view.number
    if candidate.regular and level in ("expert", "other"):
        contrasted = _TOLD_APART.search(candidate.view.text) is not None
        return not other.weak and other_level != "management" and (other_level == level or not contrasted)
    if count is not None or position is not None:
        if count is None and other_count is not None and (level, position) == (other_level, other_position):
            return True
        if same_sentence:
            return facts == other_facts and _wording(candidate) == _wording(other) and candidate.counted is None
        return facts == other_facts or _counted_again(candidate, other)
    if level == "other" and other_level != "other":
        return True
    if level in ("expert", "other") and not _has_rhythm(candidate):
        told_apart = other_count is not None or other_level != "management"
        return other_level in ("expert", "other") or (not same_sentence and told_apart)
    same_level = (level, above) == (other_level, other_above)
    return same_level and (position == other_position or other_count is not None)


# 医生不常驻，隔周来查一次房; 临床专家则按周期往返: others than those told of before.
_TOLD_APART = late(r"则|另|其余|其他|其它|不常驻|逢|至于|平[时日]|每[周月季][^,]{0,2}下沉")


def _counted_again(candidate: _Candidate, other: _Candidate) -> bool:
    """第一批驻点的八位专家 are the eight 副高以上 told of elsewhere."""
    if candidate.counted is None or other.counted is None or candidate.sent or not _is_ungraded(candidate):
        return False
    return not _is_ungraded(other) and candidate.counted.quantity.value == other.counted.quantity.value


def _has_rhythm(candidate: _Candidate) -> bool:
    clause = candidate.view.clause_at(candidate.title.span.start)
    return re.search(r"不?定期|每[年月周季批天日]|短期|长期|轮流", clause.slice(candidate.view.text)) is not None


def _wording(candidate: _Candidate) -> str:
    if candidate.told is not None:
        return candidate.told.slice(candidate.view.article)[: -len(candidate.title.wording)]
    return (candidate.predicate or candidate.title).wording


def _name_span(text: str, title: Title) -> Span | None:
    """Where the name stands that counts the one person: just before the title or just after it."""
    if title.person is None:
        return None
    start = text.find(title.person, max(0, title.span.start - 48))
    return Span(start, start + len(title.person)) if start >= 0 else None


def _item(article_text: str, candidate: _Candidate) -> ExtractedStaff:
    view, title = candidate.view, candidate.predicate or candidate.title
    stay = find_stay(view, candidate.title.span)
    departments = find_departments(view, candidate.title.span)
    parts: Iterable[Span | None] = (
        title.span,
        candidate.title.span,
        candidate.counted.span if candidate.counted else None,
        _name_span(view.text, candidate.title) if candidate.counted is None else None,
        candidate.position,
        stay,
        *departments,
    )

    def worded(span: Span) -> str:
        return article_text[view.start + span.start : view.start + span.end]

    evidence = evidence_run(view, *(part for part in parts if part is not None))
    told = candidate.told
    others = [_item(article_text, other) for other in candidate.others]
    return ExtractedStaff(
        title=told.slice(article_text)[: -len(title.wording)] if told else worded(title.span),
        # One named person is counted by the name (`summarizer.normalising.names`).
        count=worded(candidate.counted.span) if candidate.counted else _names(candidate),
        departments=tuple(dict.fromkeys(chain((worded(d) for d in departments), *(i.departments for i in others)))),
        position=worded(candidate.position) if candidate.position else None,
        term=worded(stay) if stay else None,
        evidence=tuple(dict.fromkeys(chain(evidence, (told,) if told else (), *(item.evidence for item in others)))),
    )


def _names(candidate: _Candidate) -> str | None:
    people = [one.title.person for one in (candidate, *candidate.others)]
    return "、".join(person for person in people if person) or None
