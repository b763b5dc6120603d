"""Who is there: people of the other side told of by what they do, not by who sends them.

The sender often goes without a verb (用药窗口由副主任药师坐镇，每旬一天; 专家两名，每月第一个星期六;
人选是主任医师翟向东). What all of these share is a rhythm or a length of stay, and a word of being there. A number or a
name needs one of the two, people without either need both. Those who learn, listen, speak or are seen on a screen are
not there.
"""

from __future__ import annotations

from collections.abc import Iterator

from summarizer.article import Span
from summarizer.normalising.quantities import QuantityMention
from summarizer.patterns import late, one_of
from summarizer.rules.framing import SentenceView
from summarizer.rules.people import Title

_N = one_of(r"\d", *"一二两三四五六七八九十半")
_SOME = one_of(*"一两二三四五半", r"\d")
_FEW_OR_TEN = one_of(*"一两二三四五六十", r"\d")
_OF_THE_WEEK = one_of(*"一二三四五六日末")
_ONCE = r"(?:轮?换|轮|茬|拨|趟|次|回|期)"
_RHYTHM = late(
    rf"每{one_of(*'个一逢隔半两双到年')}*(?:周|月|季|旬|批|轮|茬|拨|期|礼拜|星期|天|晚|院区?|家|科|圩)"
    r"|隔日|隔天|隔周|隔月|逢(?!源|迎)|按[^,]{1,5}(?:轮|往返|来|到|换)|以[^,]{1,3}为单位"
    rf"|周{_OF_THE_WEEK}|星期{_OF_THE_WEEK}|礼拜{_OF_THE_WEEK}"
    rf"|一(?<=年一|月一|周一|天一|批一)(?:(?<={_N}..)|(?<={_N}个月一)){_ONCE}"
    rf"|一(?:年|个?月|周|次|批|茬)(?={_FEW_OR_TEN})"
    r"|轮流|轮着|轮换|轮值|轮班|轮派|轮守|分批|常[年驻]|平[时日]|长期|定期|固定|聘期|任期"
)
_THERE = late(
    r"门诊|驻|坐诊|坐镇|坐堂|坐班|出诊|出(?:一次|两次|二次)[^,]{0,6}门诊|常住|蹲[点守]|到岗|到任|到位|在岗|上岗|上任|上岛|上山|下沉|下乡|下来|下去|下县"
    r"|值[守班]|轮值|轮班|轮岗|轮转|轮换|轮守|轮着|跟(?:组|车|\d+车|台)|随[行队]|往返"
    rf"|来(?={_SOME})|去(?={_SOME})|来[^,]{{0,4}}{one_of(*'坐查做看出值帮住')}"
    r"|到(?!20)(?=[^,]{2,14}(?:去|来|质控|主刀|主持|查房|手术|门诊|开|坐|出|做|看|值|轮|驻|指导|讲|上|带|把关|帮))"
    r"|主[刀持](?!人)|查(?:一次|两次)?房|手术|质控|接班|接力|接替|接手|管病房|管门诊|管床|管病区|管着|换人|换防|换班|守夜|守着|守在|守一个|留给|留守|留下来"
    r"|把关|报到|登[岛上]|顶岗|顶班|顶上|住下|住在|住满|住进|两班倒|三班倒|代任|代管|代理|进[岛山]|巡[诊回]|带组|带班|带队|接着来|包(?:科|一个|下)|牵头|打理"
    r"|来往|来镇|来村|来县|来院|天天有|日日有|夜夜有|待满|待上|待够|工作(?=满|一|两|三|半|\d(?<=\d))|赴(?!任)(?=[^,]{2}(?<![。;]))|启程|出发|过去(?!的)(?!,)(?!。)(?!几)(?!一)(?!两)"
)
_WHO = late(
    r"(?:人选|(?:守夜|坐镇|带队|领队|领衔|牵头|值守|值班|主刀|接班|接任|上任|赴任|常驻|驻守|随行|同行|来|派)(?:过来|下来)?的)"
    r",?(?:则|就|都|也|同样|定)*(?:是|为|有|还有)[^,]{0,16}$"
)
_NOT_THERE = late(
    r"进修|看手术|教出来|夜校|蹲苗|侍诊|实训|先[到在去][^,]{2,10}(?:待|干)满?|跟岗|跟班|轮训|研修|规培|学习|来学|去学|[来去]听|旁听|听课|培训|听讲|观摩|参加|走出去|送出去|攻读|报考|入学|毕业"
    r"|远程|线上|云端|云平台|视频|屏幕?前?|直播|连线|在线|网上|电话|微信|不常来|没有派|暂缓"
    r"|义诊|讲座|授课|论坛|慰问|采访|患者|病人|居民|群众|村民|老乡|学生|学员|志愿|招聘|招录|引进人才|编制|薪酬|奖金|补贴|绩效"
    r"|导师|徒弟|拜师|弟子|结对|收徒|名额|纳入|评选|遴选|考核|选送|接收|缺|只有|原有|现有|共有|拥有|本院(?!派)|本地|当地|乡镇|村[医里]|社区的|县里的"
    r"|仪式|典礼|大会|座谈|主持会|理事|揭牌|会议|讲话|台下|前排|两排|一排|跟着|一个(?:都|也)?不|累计|已经?接|完成了|救治|抢救"
)
_SCHOOLED = late(r"[^,]{0,8}(?:说|表示|介绍|告诉|回忆|致辞|认为|指出|坦言|感慨|透露|笑着|记得|发现|出席|签)")


def may_be_present(text: str) -> bool:
    """Whether a sentence tells a rhythm or a way of being there at all."""
    return _THERE.search(text) is not None or _RHYTHM.search(text) is not None or "人选" in text


def known_presence(text: str, end: int) -> Iterator[str]:
    """Say whether a sentence tells a rhythm, and a way of being there behind an offset."""
    if _RHYTHM.search(text):
        yield "rhythm"
    if _THERE.search(text, end):
        yield "there"


def is_present(view: SentenceView, title: Title, clause: Span, count: QuantityMention | None) -> bool:
    """Tell whether the people of a title are at the other side's, by what is said right around them.

    Args:
        view: the sentence.
        title: the people.
        clause: the clause they stand in, offsets in the sentence.
        count: their number, if one is told.
    """
    text = view.text
    around = _around(text, clause)
    if not _comes_or_stays(text, title, clause, around, count):
        return False
    return _NOT_THERE.search(text, *around) is None and _SCHOOLED.match(text, title.span.end) is None


def _comes_or_stays(text: str, title: Title, clause: Span, around: Span, count: QuantityMention | None) -> bool:
    """A word of being there, a rhythm, or both: what is needed depends on how the people are told."""
    if _WHO.search(text, max(0, clause.start - 12), title.span.start):
        return True
    if _KNOWN.match(title.wording):
        return False
    rhythm = _RHYTHM.search(text, *around) is not None
    is_one = count is not None or (title.person is not None and title.kind != "post")
    in_numbers_only = count is not None and title.kind == "other" and title.person is None
    if rhythm and is_one and not in_numbers_only:
        return True
    if in_numbers_only and _SUPPLIED.search(text, *around):
        return True
    if not rhythm and (not is_one or in_numbers_only):
        return False
    there = _THERE.search(text, title.span.end, around.end) or _ROSTER.search(text, 0, title.span.start)
    return there is not None


def _around(text: str, clause: Span) -> Span:
    """From the clause before to the two clauses after, all in one full sentence."""
    start = max(text.rfind(",", 0, max(0, clause.start - 1)), text.rfind(";", 0, clause.start), -1) + 1
    end = clause.end
    for _ in range(2):
        following = _NEXT.match(text, end)
        end = following.end() if following else end
    return Span(start, end)


# 派驻人员一年半一轮换: of whom one knows.
_KNOWN = late(r"派|支援|帮扶|驻|援|工作队|队员|人员")
_ROSTER = late(r"(?:支援|派驻|帮扶|援助|下派|首批|驻点)[^,]{0,6}(?:人员|队员|名单|阵容|团队|成员).*$")
_SUPPLIED = late(r"到位|给人|出人|补[上齐]|接手|随[行队]|值守|两班倒|三班倒|轮[流着班值]|每[批茬次]")
_NEXT = late(r"[,:、][^,。;:]*")
