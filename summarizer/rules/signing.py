"""Where an article reports that named organisations signed, unveiled, joined or founded a cooperation.

A report is a sentence with a verb of agreeing and at least two organisations that agree in it. Who only hosts,
watches, speaks or is wished something is no party; nor is a person, whose organisation counts only when persons
sign for their organisations (A院长某某与B院长某某签署协议). The verbs alone prove nothing: a plan (拟签订), a wish and
an earlier agreement (早在2016年) have them too, and are told apart here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import takewhile
from typing import Literal, NamedTuple

from summarizer.article import Sentence, Span
from summarizer.normalising.numerals import parse_numeral
from summarizer.organisations import OrganisationMention
from summarizer.organisations.coreference import Organisation
from summarizer.patterns import holds_any, late, one_of
from summarizer.rules.mapping import MappedSentence
from summarizer.rules.words import cued

ReportKind = Literal["signed", "unveiled", "joined", "entrusted", "founded"]

_O = "[\ue000-\ue3ff]"
"""One organisation: in a mapped sentence each naming is a single private-use character."""
_LIST = f"{_O}(?:[（(][^（()）]{{0,30}}[）)])?(?:(?:、|和|及|以及|与|，和){_O}(?:[（(][^（()）]{{0,30}}[）)])?)*"
_TITLE = (
    "(?:党委|党组|党总支|总支|党支部|纪委|工会|理事会|班子|医务部|医务科|医务处|护理部|办公室|院办|县委|市委)?(?:原|时任|代|常务|执行|第一|业务)?(?:副|总)?"
    "(?:书记|院长|校长|主任|局长|处长|科长|厅长|司长|站长|所长|县长|市长|区长|州长|镇长|乡长|理事长|董事长|总经理|总裁|会长|主席|秘书长|巡视员|调研员|"
    "护士长|院士|教授|助理|负责人|负责同志|领导|班子成员|一行|工作人员|干部职工|医护人员|全体|专家|团队|考察团|代表团|医生|法定代表人|法人代表)"
)
_COUNT = "[两一二三四五六七八九十\\d]+"
_COLLECTIVE = f"的?{_COUNT}{one_of(*'家方所个位')}"
"""A、B、C三家医院的负责人, B和C的两位院长: the list signs, whoever holds the pen."""
_PERSON = late(
    f"{_O}(?!的?(?:负责人|负责同志|代表)|{_COLLECTIVE}|的?(?:院长|书记|主任|校长)(?:依次|分别|逐一|一一|共同)?(?:签|在[^，。；]{{0,10}}签))(?:[^，。；、与和同{_O[1:-1]}在将签揭挂加为帮支托]{{0,9}}?){_TITLE}|{_O}(?:的)?(?:相关|有关|主要|分管|班子|院级|院)+(?:部门)?(?:负责|领导)(?!人?(?:分别|逐一|共同)?签)"
)
_VENUE = late(
    f"(?:在|于|走进|来到|赴|前往|抵达|莅临){_O}(?=[^，。；、与和{_O[1:-1]}]{{0,14}}?(?:举行|召开|举办|进行|揭牌|挂牌|揭幕|启动|签|隆重|顺利|落地|仪式|会议室|报告厅|大厅|门诊|礼堂|开展|共同|正式|，|$))"
)
_WITNESS = cued(
    "当着|下",
    "当着[^，。；]*?的?面|在[^，。；]*?(?:见证|支持|推动|推进|指导|领导|关心|关怀|协调|组织|牵线|牵头|部署|要求|统筹|帮助|努力|安排|陪同|注视)(?:之)?下",
)
_WATCHED = cued("见证", "[^，。；]*?(?:共同|一同|一起)?见证了?(?:这一|签约|仪式|揭牌|活动)")
_ATTENDING = (
    *("出席", "参加", "见证", "陪同", "到场", "莅临", "观摩", "主持", "致辞", "讲话", "发言", "合影"),
    *("受邀", "应邀", "指出", "介绍", "表示", "强调", "认为", "希望", "告诉"),
)
_ATTEND = "出席|参加|见证|参与|观摩|主持|指导"
_ATTENDED = cued(_ATTEND, f"(?:{_ATTEND})了?(?:此次|本次|这次|当天|这一)?[^，。；{_O[1:-1]}]{{0,8}}$")

_ABOVE = cued(
    "受|经|印发|公布|下发|发文|批复|批准|统筹|部署",
    f"(?:受|经){_O}(?:的)?(?:委派|指派|批准|批复|同意|安排|统一部署)|{_O}(?:印发|公布|下发|发文|批复|批准|统筹|部署)",
)
"""Who sends, approves or decrees stands above the agreement."""

_JOINED = "加入|加盟|成为|纳入|名列其中|入列"
_TRIGGERS: tuple[tuple[ReportKind, str, str], ...] = (
    (
        "signed",
        "签",
        "签约(?!服务|居民|专家|医生|患者|家庭|率|地|引进|人)|签订|签署|续签|签定|签下|换签|签字|"
        f"签(?={one_of(*'了好完妥上')}(?!到|[^，。；]{{0,3}}(?:名单|意见))|[“《]|的(?:[，。]|是))|签(?=协议|合同)",
    ),
    (
        "signed",
        "缔结|订立|笔|续约|盖|印|写下|立下|立此|立约|立一约|互换|交换",
        "缔结|订立|落了?笔|"
        "续约(?!事宜|谈判|与否|问题|考核|条件|意[向愿])|"
        f"盖{one_of(*'上了下')}(?=[^，。；]{{0,8}}(?:章|印))|落[了下]了?印|用印|按下了?(?:红|鲜红的)?手印|"
        "写下(?=[^，。；]{0,8}名字?)|立(?:下|此)?(?=一?约(?![^，。；]))|互换(?=[^，。；]{0,30}文本)|交换(?=[^，。；]{0,30}文本)",
    ),
    (
        "signed",
        "达成",
        "达成[^，。；]{0,16}?(?:协议|合作|意向|共识|关系)",
    ),
    (
        "unveiled",
        "揭|挂|授牌|授予|换上|换起|换了|竖|立上|立起|立了|钉|多了一块|接过",
        "揭牌|挂牌|授牌|揭幕|揭开[^，。；]{0,4}(?:红[绸布]|牌|面纱|帷幕|盖头)|(?:挂|换|竖|立|钉)(?:[上起]了?|了)[^，。；]{0,10}(?:牌|匾)子?|[加增]挂|"
        "授予(?=[^，。；]{0,26}(?:牌|匾|单位|医院|基地|分院|中心))|多了一块[^，。；：]{0,8}牌子?|接过(?=[^，。；]{0,10}(?:牌|匾))",
    ),
    ("joined", _JOINED, _JOINED),
    (
        "entrusted",
        "托管|委托|代管|接管|整体管理|全面管理",
        "托管(?!期|协议|合同|费|模式|工作|关系|帮扶|单位|医院|方案|办院|仪式|揭牌|后|以来)|委托(?=[^，。；]{0,12}管理)|代管|接管|整体管理|全面管理",
    ),
    (
        "founded",
        "建立|成立|确立|设立|组建|共建|合建|构建|共同建设|结成|结为|结对|启|携手|联手|牵手|联姻|拉开|扬帆|落地|发起",
        "(?:建立|组建|成立|共建|合建|结成|结为|构建|确立|共同建设|开启|启动|携手|联手|牵手|结对|联姻|合作共建)"
        "(?=[^，。；]{0,28}?(?:医联体|医共体|医疗联合体|联合体|共同体|医疗集团|联盟|关系|机制|合作|帮扶|支援|协作|共建|托管|结对|分院|附属医院|教学医院|纽带|[\ue200-\ue3ff]))|"
        "(?:合作|帮扶|托管|支援|共建|协作|结对)(?:工作|关系|项目|之路|之旅)?(?:正式|全面)?(?:启动|开启|拉开|启航|扬帆|落地)|"
        "(?:共建|合建|共同设立|联合设立|合作设立)(?=[^，。；]{0,20}(?:成立|揭牌|启用|落成|落户|挂牌|投用|开诊))|"
        "结对|联姻|发起(?!人)",
    ),
)
_ACTS = tuple(cued(cues, f"(?P<{kind}>{pattern})") for kind, cues, pattern in _TRIGGERS)
"""A pattern or more for each kind: a sentence seldom holds the words of more than one or two. No two of a kind begin
alike, so that their order does not tell."""
_CLAUSE = late("[^，。；！？：\n]+")
_TAIL = late("[^，。；！？]*")
_ENCLOSED = cued("《|“|（", "《[^《》]*》|“[^“”]*”|（[^（）]*）")
_QUOTED = cued("《|“|「", "《[^《》]*》|“[^“”]*”|「[^「」]*」")
_HYPOTHETICAL = late(
    "拟|计划|准备|力争|争取|希望|建议|鼓励|探索|即将|有望|考虑|商讨|洽谈|筹备|如果|尚未|没有|未能|应当|要求|必须|可以|能够|愿意?|下一步|"
    "初步|若|一旦|需要?|待|条件成熟|适时|择机|选择|欢迎|邀请|(?<!不)应|要(?=与|和|同)|"
    f"将(?!{_O})"
)
_PAST = cued(
    "早在|此前|曾|当年|来|自|先后|已|截|迄今|年前|上一|上个|首轮|首期|第一轮|前一轮|过去|历年|回顾",
    "早在|此前(?![一二三两半几\\d]+(?:刻|分|个?小时|天))|曾|当年|近年来|多年来|长期以来|一直以来|自[^，。；]{0,14}?(?:以来|起|后|至今)|先后(?=与|和|同|在|签)|已(?:先后|陆续|经|与|同|和)|截至|截止|迄今|目前已|"
    "\\d+年前|[一二三四五六七八九十两]年前|上一轮|上一周期|上一个|首轮|上个|第一轮|上一期|首期|前一轮|过去|历年|去年以来|今年以来|"
    "[\\d一二三四五六七八九十两]+年(?:多)?来|回顾",
)
_PEOPLE = "居民|患者|病人|村民|群众|家庭|户|科室|职工|学生|家属|员工|医生|毕业生"
_WITH_PEOPLE = cued(_PEOPLE, f"[与和同][^与和同{_O[1:-1]}]{{0,10}}(?:农户|{_PEOPLE})[^{_O[1:-1]}]{{0,4}}$")
"""与326户居民签订服务协议, 与各科室签订: no organisation stands on the other side."""
_IN_TURN = late("先后(?=与|和|同|在|签)")
_DAY_TOLD = late("[日号][，上下晚早]|[会仪][上式]|当[天日]|现场|今[天日]|昨[天日]|活动")
"""先后与甲、乙签订 tells of years gone by, but on a day told it is the order of the ceremony."""
_RECENT_DAY = late("(?<![年\\d])[\\d一二三四五六七八九十]{1,3}月[\\d一二三四五六七八九十]{1,3}[日号]")
_THIS_YEAR = cued("今年", "今年[\\d一二三四五六七八九十]{1,3}月")
_EARLIER_ROUND = late("上一?[轮期次个]|首[轮期]|曾|此前")
_DONE = late("已(?=经|与|同|和)")
"""2月28日，我院已与甲签署: done, on a day of these weeks."""
_AFTERMATH = cued("以来|至今", "(?:了)?[^，。；]{0,10}(?:以来|至今)")
_YEAR = late("(?<!\\d)(?<![建立办]于)(?<!始建)((?:19|20)\\d\\d)年")
_HUB = late(
    f"(?:由|以)?(?P<hub>{_O})(?:作为|为)?(?:牵头|龙头|核心)[^。；{_O[1:-1]}]{{0,24}}?(?:联合|联手|成员单位|吸纳|整合|携手)[^。；{_O[1:-1]}]{{0,10}}"
    f"(?P<members>{_LIST})"
)
_MEMBERS = late(
    f"(?:由|以)(?P<hub>{_O})[^。；{_O[1:-1]}]{{0,4}}(?:牵头|为龙头|为核心)，(?P<members>{_LIST})[^，。；{_O[1:-1]}]{{0,6}}(?:为|是|作为)[^，。；{_O[1:-1]}]{{0,4}}(?:成员|参与)|"
    f"(?:发起|成员|参与|共建|参建|签约)单位(?:为|有|包括|是|分别为|分别是|：)(?P<equals>{_LIST})"
)
"""由A牵头，B、C为成员单位; 发起单位为A、B、C: an alliance told by its list of members."""
_LED = ("牵头", "龙头", "核心", "单位")
"""Without one of these a sentence tells of no hub and no list of members."""
_PANEL = late(f"(?P<count>{_COUNT}|双)方(?:代表|主体)?(?:分别)?(?:是|为)?：")
"""签约席上坐的是三方：…: as many organisations as counted, whoever stands for them."""
_PAIR_CLAUSE = late(f"^[^{_O[1:-1]}]{{0,8}}({_LIST})(?:与|同)({_LIST})(?:等[^{_O[1:-1]}]{{0,6}})?$")
_PAIRS = late(f"(?:{_O}[与同和]{_O}、)+{_O}[与同和]{_O}(?![、与同和])")
"""A与B、C与D: pairs, each with an agreement of its own."""
_ONE_PAIR = late(f"[^{_O[1:-1]}]{{0,8}}{_O}[与同和]{_O}")
_LAST_PAIR = cued(
    "分别|各自|先后|依次|逐一|一一|均|都", f"{_O}[与同和]{_O}(?:也|还)?(?:分别|各自|先后|依次|逐一|一一|均|都)"
)
"""A与B，C与D，E与F分别签订: pairs clause by clause."""
_NAMED = f"[^，。；、与和同{_O[1:-1]}]{{0,14}}"
_EACH = "分别|依次|一一|逐一|各自"
_WITH = ("与", "和", "同")
_IN_TURN_WITH = tuple(f"{each}{sign}" for each in _EACH.split("|") for sign in _WITH)
"""Only where one of these stands can `_RESPECTIVELY` match."""
_RESPECTIVELY = late(
    f"({_O}{_NAMED}(?:、{_O}{_NAMED})*(?:[、和与]{_O}{_NAMED})|{_LIST})(?:[^。；{_O[1:-1]}]{{0,24}})?(?:{_EACH})[与和同][^，。；{_O[1:-1]}]{{0,14}}({_LIST})"
)
"""A、B、C依次同各自的结对单位D、E、F: first with first, second with second."""
_ELIDED = late(f"[^，。；{_O[1:-1]}]{{0,4}}(?:与|和|同|跟)(?:{_O}|院长|书记)")
"""与B签订: who signs with B stands in an earlier clause."""
_OBJECT = late(
    f"(?:帮扶|支援|托管|共建|合建|建设|援建|扶持|管理|结对|联姻|牵手|携手|联手|与|和|同|关于|加入|加盟|成为|纳入)了?({_LIST})"
)
_ADJACENT = late(f"(?:了|对|向)?[^{_O[1:-1]}，。；在]{{0,6}}?({_LIST})")
_PLAQUE = late(f"[^{_O[1:-1]}，。；在]{{0,4}}({_O})?")
_VISITED = cued("走进|来到|赴|前往|抵达|莅临|到访|做客", f"(?:走进|来到|赶?赴|前往|抵达|莅临|到访|做客)({_O})")
_FROM_HANDS = late(f"从({_O})[^，。；{_O[1:-1]}]{{0,12}}手[里中上]?$")
_LAST_TO_SIGN = late("[^，。；]{0,2}的，?(?:是|还有|有|分别是)([^，。；]{0,60})")
_FACE = "对面坐的是|对面坐是|一头是|一边是|一方是|一端是|一侧是"
_FACING = cued(_FACE, f"(?:{_FACE})({_O})")
_TITLE_AFTER = late(f"[^，。；{_O[1:-1]}《]{{0,14}}《([^《》]*)》")
_LEADING_PERSON = late(
    f"({_O})[^，。；与和同{_O[1:-1]}]{{0,9}}?{_TITLE}[^，。；{_O[1:-1]}]{{0,12}}(?:分别|逐一)?[与和同]$"
)
_MEMBER_OF = late(
    f"[^，。；]{{0,8}}{_O}[^，。；]{{0,22}}(?:联盟|医联体|医共体|联合体|集团|协作|成员|分院|院区|附属|教学医院|基地|托管|帮扶|合作|网络)|"
    f"[^，。；]{{0,6}}{_O}$"
)
_ALLIANCE = late("联盟|医联体|医共体|联合体|协作网|共同体|该集团|医疗集团")
_TOGETHER = late("[与和同跟]|携手|联合|联手|帮扶|支援|托管|牵手|结对|联姻")
_BY = late(f"由{_O}")
_WIDE_SELVES = {"我省", "本省", "我国", "全省"}
"""Who says 我省 tells where it was, not who signed."""
_OWN_LEVEL = {"government", "health_commission", "bureau", "association"}
_BY_PERSONS = frozenset({"signed", "unveiled"})
_TOLD_LOOSELY = frozenset({"joined", "unveiled"})
"""Of these something may be missing though two are found: who leads, or whose house it is."""
_BOTH_SIDES = late("两[家院地]|双方|彼此|院长")
_LEADS = late(f"({_O})[^，。；{_O[1:-1]}]{{0,4}}(?:牵头|发起|主导|组建|领衔|为龙头|为核心)")
_LEADS_BY_NAME = late(
    f"({_O})(?:[^，。；{_O[1:-1]}]{{0,12}}?(?:联盟|医联体|医共体|联合体|协作[体网])|的?[\ue200-\ue3ff])"
)
"""某医院胸痛联盟 is led by whose name it bears."""
_OWN_CEREMONY = cued("仪式", "签(?:约|字)(?:暨?[^，。；在]{0,6})?仪式[^，。；]{0,6}在")
"""甲医院对口支援签约仪式在我院举行: who is alone signs with its host."""
_EVERY_YEAR = "年度|目标|安全生产|廉政|消防|综治|绩效|行风"
_YEARLY = cued(_EVERY_YEAR, f"(?:{_EVERY_YEAR}|目标管理)[^，。；《》]{{0,8}}(?:责任书|任务书|军令状|承诺书)")
"""What a bureau has its own hospitals sign every year is no cooperation."""
_UNION_PLEDGE = late("(?:医共体|医联体|托管|帮扶|支援|合作|共建)[^，。；《》]{0,4}目标(?:管理)?责任书")
"""医共体建设目标责任书 is what hub and members sign."""
_DEALS = "购销|维保|采购|供货|租赁|施工|装修|物业|保洁|融资|贷款|授信|买卖|承包|劳动|聘用"
_TRADE = cued(_DEALS, f"(?:{_DEALS})[^，。；《》]{{0,8}}(?:合同|协议)")
"""Nor is what is bought, built or lent."""


class Report(NamedTuple):
    """One sentence's report of an agreement."""

    sentence: Sentence
    run: Span
    """From the first party named in it to the end of its last clause."""
    trigger: Span
    kind: ReportKind
    mentions: tuple[tuple[Organisation, OrganisationMention], ...]
    """The parties as they are named here, in order."""
    past: bool
    """An agreement of earlier days, told as background."""
    lead: str = ""
    """The sentence up to the verb."""

    @property
    def parties(self) -> tuple[Organisation, ...]:
        """The parties, each once."""
        return tuple(dict.fromkeys(organisation for organisation, _ in self.mentions))


_MEMBER_NOUNS = ("机构", "单位", "医院", "卫生院", "成员", "会员")
"""What is counted, where a sentence only counts who signs."""
_COUNTED = late(
    f"({_O})[^。；{_O[1:-1]}]{{0,24}}?[与和同](?:上述|这|其他|其余|全部|各|全体)?(?P<count>\\d+|[一二两三四五六七八九十]+)?(?:家|个)?"
    f"[^，。；{_O[1:-1]}]{{0,12}}?(?:机构|单位|医院|卫生院|成员)[^，。；{_O[1:-1]}]{{0,8}}?(?:签约|签订|签署|签下)"
)


_COUNTED_FIRST = late(
    f"(?P<count>\\d+|[一二两三四五六七八九十]+)(?:家|个)[^，。；{_O[1:-1]}]{{0,14}}?(?:成员|单位|机构|医院|卫生院|会员)[^。；{_O[1:-1]}]{{0,16}}?"
    f"[与和同跟](?:(?P<hub>{_O})|牵头医院|牵头单位|总院|龙头医院|理事长单位|联盟)[^，。；{_O[1:-1]}]{{0,10}}(?:签约|签订|签署|签下)"
)
"""首批八家成员单位与牵头医院签署: the members come first."""
_POINTS_AT_LIST = late("(?:这|它们|分别|首批|成员|名单|具体|他们|此次|签约|其中)[^：，。]{0,14}(?:是|为|有|：|包括)")
_PEN_WORDS = (
    *("签", "手印", "落笔", "落了笔", "写下", "立", "互换", "交换", "缔结", "订立", "达成"),
    *("盖", "落印", "落了印", "落下印", "续约"),
)
_ACT_WORDS = (
    *("签", "落笔", "落了笔", "盖了", "盖上", "落印", "落了印", "落下印", "续约", "写下", "揭", "挂"),
    *("授牌", "授予", "托管", "接管", "加入", "加盟", "成为", "共建"),
)
WORDS_OF_ACT = _PEN_WORDS + _ACT_WORDS
"""Without one of these neither `may_sign` nor `has_trigger` says yes."""
SIGNS_OF_ACT = (*"签印笔立换缔盖续揭挂授托盟", "写下", "达成", "接管", "加入", "成为", "共建")
"""One of these stands in each of those words: a single character is found in a text ten times as fast as two."""


def may_sign(wording: str) -> bool:
    """Tell whether a word of signing stands in the wording at all: a cheap first look."""
    return holds_any(wording, _PEN_WORDS)


_LISTED = late(_LIST)
_MARK = late(_O)


def has_trigger(wording: str) -> bool:
    """Tell whether a word of signing, unveiling or joining stands in the wording: whose parties it may leave out."""
    return holds_any(wording, _ACT_WORDS)


def find_reports(mapped: MappedSentence, *, published: date | None) -> list[Report]:
    """Find the agreements that one sentence reports.

    Args:
        mapped: the sentence; organisations in it are known.
        published: an agreement dated in an earlier year is told as background.
    """
    if _too_few(mapped, list(mapped.named), None):
        return []
    reports = [report for report in [_hub_report(mapped, published)] if report is not None]
    panel = _panel_report(mapped, published)
    if panel is not None:
        return [*reports, panel]
    done = 0
    for trigger in _find_acts(mapped.text):
        if trigger.start() < done or _in_quotes(mapped.text, trigger.start()):
            continue
        for marks in _parties(mapped, trigger):
            report = _report(mapped, trigger, marks, published)
            if report is not None:
                reports.append(report)
                done = max(done, trigger.end())
    return reports


def _find_acts(text: str) -> Iterator[re.Match[str]]:
    """Find the verbs of agreeing as one alternation of all kinds would: the first, and then what begins behind it."""
    ahead = [(act, match) for act in _ACTS if (match := act.search(text)) is not None]
    while ahead:
        _, first = min(ahead, key=lambda pair: pair[1].start())
        yield first
        end = first.end()
        later = [(act, match if match.start() >= end else act.search(text, end)) for act, match in ahead]
        ahead = [(act, match) for act, match in later if match is not None]


def find_counted_report(
    mapped: MappedSentence,
    earlier: Sequence[MappedSentence],
    *,
    published: date | None,
    later: Sequence[MappedSentence] = (),
) -> Report | None:
    """A与6家成员单位签订: the members are those that the sentences around list, if they list as many.

    Args:
        mapped: the sentence of the signing.
        earlier: the sentences before it, the nearest first.
        published: as for `find_reports`.
        later: the sentences after it; one that lists says so (这八家分别是：…).
    """
    if not holds_any(mapped.text, _MEMBER_NOUNS):
        return None
    match = _COUNTED_FIRST.search(mapped.text) or _COUNTED.search(mapped.text)
    lead = _lead_of(mapped, match) if match else None
    if match is None or lead is None:
        return None
    count = parse_numeral(match["count"]) if match["count"] else None
    following = [sentence for sentence in later if _POINTS_AT_LIST.match(sentence.text)]
    for sentence in (mapped, *earlier, *following):
        for listed in _LISTED.finditer(sentence.text, match.end() if sentence is mapped else 0):
            members = [sentence.named[mark] for mark in _marks(listed.group())]
            if len(members) > 1 and (count is None or len(members) == count):
                hub = _report(mapped, match, [lead], published, kind="signed")
                return hub._replace(mentions=(*hub.mentions, *members)) if hub else None
    return None


def _lead_of(mapped: MappedSentence, counted: re.Match[str]) -> str | None:
    """Who signs with the counted: named there, or whom the sentence says to lead."""
    if "hub" not in counted.groupdict():
        return counted.group(1)
    leads = _LEADS.search(mapped.text)
    return counted["hub"] or (leads.group(1) if leads else None)


def report_of_act(mapped: MappedSentence, *, published: date | None) -> Report | None:
    """Find an act of signing whose parties the sentence does not tell; the report has none."""
    for trigger in _find_acts(mapped.text):
        if trigger.lastgroup == "signed" and not _in_quotes(mapped.text, trigger.start()):
            report = _report(mapped, trigger, [], published)
            if report is not None and not report.past:
                return report
    return None


def left_standing(text: str) -> list[str]:
    """Marks that may be parties: not who attends, watches or speaks; persons only where nobody does."""
    plain = [*_plain(text, 0, len(text)), *_visited(text, 0, len(text))]
    persons = _signing_persons(text, 0, len(text))
    return [mark for mark in _marks(text) if mark in plain or mark in persons]


def _hub_report(mapped: MappedSentence, published: date | None) -> Report | None:
    """由A牵头，联合B、C组建: an alliance or medical community with its hub and its members."""
    if not holds_any(mapped.text, _LED):
        return None
    hub, members = _HUB.search(mapped.text), None
    if hub is None:
        hub = members = _MEMBERS.search(mapped.text)
    if hub is None or not ((members is not None and members["hub"]) or _founds_alliance(mapped)):
        return None
    named = hub.groupdict()
    marks = _marks(f"{named['hub'] or ''}{named['members'] or ''}{named.get('equals') or ''}")
    if len(marks) < 2:
        return None
    return _report(mapped, hub, list(dict.fromkeys(marks)), published, kind="founded")


def _panel_report(mapped: MappedSentence, published: date | None) -> Report | None:
    """Those whom a count before a colon announces, if there are as many; two sides are told by verbs."""
    panel = _PANEL.search(mapped.text) if "：" in mapped.text else None
    count = parse_numeral(panel["count"]) if panel and panel["count"] != "双" else None
    if panel is None or count is None:
        return None
    marks = _marks(mapped.text[panel.end() :])
    parties = {id(mapped.named[mark][0]): mark for mark in reversed(marks)}
    if len(parties) != count:
        return None
    return _report(mapped, panel, list(reversed(parties.values())), published, kind="signed")


def _in_quotes(text: str, at: int) -> bool:
    return any([match.start() < at < match.end() for match in _QUOTED.finditer(text)])


def _clauses(text: str) -> list[tuple[int, int]]:
    """Clauses of a mapped sentence; commas inside quotes and brackets do not split."""
    for enclosed in _ENCLOSED.finditer(text):
        start, end = enclosed.span()
        text = text[:start] + "字" * (end - start) + text[end:]
    return [match.span() for match in _CLAUSE.finditer(text)]


def _parties(mapped: MappedSentence, trigger: re.Match[str]) -> Iterator[list[str]]:
    """Yield the marks of each agreement's parties that the trigger governs."""
    text = mapped.text
    clauses = _clauses(text)
    own = next((i for i, (start, end) in enumerate(clauses) if start <= trigger.start() < end), None)
    if own is None:
        return
    start, end = clauses[own]
    separate = _separate_pairs(text, clauses[:own], start, trigger)
    if separate:
        yield from separate
        return
    if _ATTENDED.search(text[start : trigger.start()]):
        return
    found = _plain(text, start, trigger.start()) + _objects(text, trigger, end) + _titled(text, trigger, end)
    found = _leading_person(text, start, found) + found + _handing(text, start, trigger)
    elided = _ELIDED.match(text, start, trigger.start()) is not None
    if elided or trigger.lastgroup in _TOLD_LOOSELY or _too_few(mapped, found, trigger.lastgroup):
        found, persons, low = _looked_back(mapped, trigger, clauses[: own + 1], found, elided=elided)
        found = _completed(mapped, trigger, (start, end), found, persons, low)
        if _too_few(mapped, found, trigger.lastgroup):
            return
    yield found


def _looked_back(
    mapped: MappedSentence,
    trigger: re.Match[str],
    clauses: Sequence[tuple[int, int]],
    found: list[str],
    *,
    elided: bool,
) -> tuple[list[str], list[str], int]:
    """What up to four clauses before the verb's add, while too few are found: marks, persons' marks, how far back."""
    text, kind, own = mapped.text, trigger.lastgroup, len(clauses) - 1
    persons = _signing_persons(text, clauses[own][0], trigger.start()) if kind in _BY_PERSONS else []
    step = own
    while step > max(0, own - 4):
        if not elided and not (_too_few(mapped, found, kind) and _too_few(mapped, found + persons, kind)):
            break
        step -= 1
        low, high = clauses[step]
        between = text[high : clauses[step + 1][0]].strip()
        if between in {"；", "。", "！"} or between == "：" and not _BOTH_SIDES.search(text, *clauses[step + 1]):
            break
        earlier = _plain(text, low, high)
        persons = _signing_persons(text, low, high) + persons if kind in _BY_PERSONS else persons
        found = earlier + found
        if elided and (earlier or persons):
            elided = False
            found = found if earlier else _in_order(text, found, persons)
    return found, persons, clauses[step][0]


def _completed(
    mapped: MappedSentence,
    trigger: re.Match[str],
    clause: tuple[int, int],
    found: list[str],
    persons: Sequence[str],
    low: int,
) -> list[str]:
    """Add who stands less plainly, where too few are found: whom one visits, who leads, persons, the host."""
    text, kind = mapped.text, trigger.lastgroup
    if kind == "signed" and _too_few(mapped, found, kind):
        found = _in_order(text, found, _visited(text, low, trigger.start()))
    if kind == "joined" and not _marks(text[trigger.end() : clause[1]]):
        leads = _LEADS.search(text, 0, trigger.start()) or _LEADS_BY_NAME.search(text, 0, trigger.start())
        found = _in_order(text, found, [leads.group(1)] if leads else [])
    if _too_few(mapped, found, kind):
        found = _in_order(text, found, persons)
    few = _too_few(mapped, found, kind)
    hosted = kind == "signed" and few and _OWN_CEREMONY.match(text, trigger.start()) is not None
    if hosted or kind == "unveiled" and (few or _only_plaques(mapped, found)):
        found = _in_order(text, found, _venues(text, *clause))
    return found


def _in_order(text: str, *marks: Sequence[str]) -> list[str]:
    return sorted({mark for found in marks for mark in found}, key=text.index)


def _separate_pairs(
    text: str, earlier: Sequence[tuple[int, int]], start: int, trigger: re.Match[str]
) -> list[list[str]]:
    """Pairs that one verb makes agreements of: A、B分别与C、D, A与B、C与D, or clause by clause."""
    low = earlier[-2][0] if len(earlier) > 1 else 0
    in_turn = holds_any(text[low : trigger.start()], _IN_TURN_WITH)
    respectively = _RESPECTIVELY.search(text, low, trigger.start()) if in_turn else None
    if respectively:
        left, right = _marks(respectively.group(1)), _marks(respectively.group(2))
        if len(left) == len(right) > 1:
            return [[one, other] for one, other in zip(left, right, strict=True)]
    before = text[start : trigger.start()]
    paired = _PAIRS.search(before) if "、" in before and len(_marks(before)) >= 2 * 2 else None
    if paired:
        return [_marks(pair) for pair in paired.group().split("、")]
    last = _LAST_PAIR.match(before) if before[1:2] in _WITH else None
    ones = [_ONE_PAIR.fullmatch(text, *clause) for clause in reversed(earlier)] if last else []
    pairs = list(takewhile(bool, ones))
    if last and pairs:
        return [_marks(pair.group()) for pair in reversed(pairs) if pair] + [_marks(last.group())]
    return [] if _marks(text[start : trigger.end()]) else list(_listed_pairs(text, earlier))


def _only_plaques(mapped: MappedSentence, marks: Sequence[str]) -> bool:
    return all(mapped.named[mark][0].plaque_of for mark in marks)


def _too_few(mapped: MappedSentence, marks: Sequence[str], kind: str | None) -> bool:
    """Whether fewer than two behind the marks can be parties; a plaque counts as whose name it bears, and itself."""
    parties: set[Organisation] = set()
    alliances: set[Organisation] = set()
    for mark in marks:
        organisation = mapped.named[mark][0]
        if kind != "unveiled" or organisation.kind not in _OWN_LEVEL:
            for part in (*organisation.plaque_of, organisation):
                (alliances if part.kind == "alliance" else parties).add(part)
    return len(parties or alliances) < 2


def _marks(run: str) -> list[str]:
    return _MARK.findall(run)


def _plain(text: str, start: int, end: int) -> list[str]:
    """Marks of a run that are neither persons' affiliations, venues, witnesses nor inside a document's title."""
    marks = _marks(text[start:end])
    if not marks:
        return []
    left_out = set()
    for pattern in (_PERSON, _VENUE, _WITNESS, _ABOVE, _WATCHED):
        for match in pattern.finditer(text, start, min(len(text), end + 24)):
            if match.start() < end:
                left_out.update(_marks(match.group()))
    return [mark for mark in marks if mark not in left_out]


def _venues(text: str, start: int, end: int) -> list[str]:
    return [mark for match in _VENUE.finditer(text, start, end) for mark in _marks(match.group())]


def _visited(text: str, start: int, end: int) -> list[str]:
    """A带着协议来到B，与院长某某签了字: B is where A went and whom it signed with."""
    return [match.group(1) for match in _VISITED.finditer(text, start, end)]


def _objects(text: str, trigger: re.Match[str], end: int) -> list[str]:
    """Marks after the verb that it takes as object: 托管B, 加入A的联盟, 签约帮扶B, 签订帮扶B的协议."""
    after = text[trigger.end() : end]
    if not _MARK.search(after):
        return []
    if trigger.lastgroup in {"joined", "entrusted"} or trigger.group() in {
        "携手",
        "联手",
        "牵手",
        "结对",
        "联姻",
        "签约",
    }:
        adjacent = _ADJACENT.match(after)
        direct = _marks(adjacent.group(1)) if adjacent else []
        return direct if trigger.lastgroup != "joined" or _is_membership(after) else []
    if trigger.lastgroup == "unveiled":
        plaque = _PLAQUE.match(after)
        return _marks(plaque.group()) if plaque else []
    left_out = {mark for match in _PERSON.finditer(after) for mark in _marks(match.group())}
    left_out |= {mark for match in _VENUE.finditer(after) for mark in _marks(match.group())}
    return [m for match in _OBJECT.finditer(after) for m in _marks(match.group(1)) if m not in left_out]


def _handing(text: str, start: int, trigger: re.Match[str]) -> list[str]:
    """从A院长手里接过牌子, 最后签字的是A站长: persons who stand for their organisations in the act itself."""
    after = trigger.end()
    hand = _FROM_HANDS.search(text, start, trigger.start()) if "从" in text[start : trigger.start()] else None
    last = _LAST_TO_SIGN.match(text, after) if "的" in text[after : after + 3] else None
    facing = [match.group(1) for match in _FACING.finditer(text, after)]
    return [*([hand.group(1)] if hand else []), *(_marks(last.group(1)) if last else []), *facing]


def _titled(text: str, trigger: re.Match[str], end: int) -> list[str]:
    """Marks in the title of the document that is signed: 签署《B委托管理协议》 binds B."""
    title = _TITLE_AFTER.match(text, trigger.end(), end) if "《" in text[trigger.end() : end] else None
    return _marks(title.group(1)) if title else []


def _leading_person(text: str, start: int, found: Sequence[str]) -> list[str]:
    """A院长某某与B、C签订: the one who signs with the listed organisations stands there as a person."""
    if not found:
        return []
    first = text.index(found[0])
    person = _LEADING_PERSON.search(text, start, first) if _MARK.search(text, start, first) else None
    return [person.group(1)] if person else []


def _is_membership(after: str) -> bool:
    return _MEMBER_OF.match(after) is not None


def _signing_persons(text: str, start: int, end: int) -> list[str]:
    """Marks of persons who sign for their organisations; not in a clause of those who attend or speak."""
    run = text[start:end]
    if not _MARK.search(run) or ((holds_any(run, _ATTENDING) or run.endswith("说")) and "代表" not in run):
        return []
    watched = {mark for match in _WITNESS.finditer(run) for mark in _marks(match.group())}
    return [m for match in _PERSON.finditer(run) for m in _marks(match.group()) if m not in watched]


def _listed_pairs(text: str, clauses: Sequence[tuple[int, int]]) -> Iterator[list[str]]:
    """A与B，C、D与E等，建立合作机制: one verb over several pairs."""
    pairs: list[list[str]] = []
    for start, end in reversed(clauses):
        match = _PAIR_CLAUSE.match(text[start:end].strip())
        if match is None:
            break
        pairs.append(_marks(match.group()))
    if len(pairs) > 1:
        yield from reversed(pairs)


def _report(
    mapped: MappedSentence,
    trigger: re.Match[str],
    marks: Sequence[str],
    published: date | None,
    *,
    kind: ReportKind | None = None,
) -> Report | None:
    text = mapped.text
    if is_hypothetical(text, trigger) or _is_no_cooperation(text, trigger):
        return None
    founded = kind is None and trigger.lastgroup == "founded"
    kind = kind or trigger.lastgroup  # type: ignore[assignment]  # the groups of _TRIGGER are the kinds
    assert kind is not None
    if founded and not _joined(text, marks):
        return None
    if trigger.group() == "发起" and not _founds_alliance(mapped):
        return None
    first = min([text.index(mark) for mark in marks] + [trigger.start()])
    last = max([text.index(mark) + 1 for mark in marks] + [trigger.end()])
    tail = _TAIL.match(text, last)
    end = tail.end() if tail else last
    return Report(
        sentence=mapped.sentence,
        run=mapped.span(first, end),
        trigger=mapped.span(trigger.start(), trigger.end()),
        kind=kind,
        mentions=tuple(mapped.named[mark] for mark in marks if _may_be_party(mapped.named[mark][0], kind)),
        past=is_past(text, trigger, published),
        lead=text[: trigger.start()],
    )


def _is_no_cooperation(text: str, trigger: re.Match[str]) -> bool:
    near = text[_clause_start(text, trigger) : trigger.end() + 30]
    yearly = ("书" in near or "军令状" in near) and _YEARLY.search(near) is not None
    if yearly and _UNION_PLEDGE.search(near) is None:
        return True
    return ("合同" in near or "协议" in near) and _TRADE.search(near) is not None


def is_hypothetical(text: str, trigger: re.Match[str]) -> bool:
    """Tell whether a verb of signing is planned, wished or possible, or signs with people (与居民签订)."""
    start = _clause_start(text, trigger)
    wished = _HYPOTHETICAL.search(text, start, trigger.start())
    return wished is not None or _WITH_PEOPLE.search(text[start : trigger.start()]) is not None


def _clause_start(text: str, trigger: re.Match[str]) -> int:
    return _behind_last("，。；：", text, trigger.start())


def _behind_last(marks: str, text: str, end: int) -> int:
    start = 0
    for mark in marks:
        start = max(start, text.rfind(mark, start, end) + 1)
    return start


def _founds_alliance(mapped: MappedSentence) -> bool:
    """发起 founds an alliance or a campaign: only the first is an agreement."""
    named = any(organisation.kind in {"alliance", "group"} for organisation, _ in mapped.named.values())
    return named or _ALLIANCE.search(mapped.text) is not None


def _may_be_party(organisation: Organisation, kind: ReportKind) -> bool:
    if organisation.name in _WIDE_SELVES:
        return False
    return kind != "unveiled" or organisation.kind not in _OWN_LEVEL


def _joined(text: str, marks: Sequence[str]) -> bool:
    """与, 和 or 同 between the parties, or one of them leading: founding needs partners, not a list of places."""
    first, last = text.index(marks[0]), max(text.index(mark) for mark in marks)
    return _TOGETHER.search(text, max(0, first - 1), last) is not None or _BY.search(text) is not None


def is_past(text: str, trigger: re.Match[str], published: date | None) -> bool:
    """Tell whether a verb of signing tells of earlier days."""
    sign = text[_behind_last("。；！？", text, trigger.start()) : trigger.start()]
    if _THIS_YEAR.search(sign) and not _EARLIER_ROUND.search(sign):
        return False
    if "已" in sign and "月" in sign and _RECENT_DAY.search(sign):
        sign = _DONE.sub("", sign)
    told = _IN_TURN.sub("", sign) if "先后" in sign and _DAY_TOLD.search(sign) else sign
    if _PAST.search(told) or _AFTERMATH.match(text, trigger.end()):
        return True
    years = [int(year) for year in _YEAR.findall(sign)] if "年" in sign else []
    if not years or published is None:
        return False
    # A ceremony of December may be told in January.
    return years[-1] < published.year - (1 if published.month <= 2 else 0)
