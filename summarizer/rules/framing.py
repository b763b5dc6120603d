"""What a sentence speaks of: what will be done, or what was, what others want, and what happened on the day itself.

The genre mixes four voices around its few hard facts: results so far (五年来累计派出…), policy of province and nation
(到2025年全省…), wishes of leaders (希望…), and the ceremony with its talks and clinic (签约仪式后…). The finders of
staff, targets and training ask here before they believe a number.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import takewhile
from operator import attrgetter
from typing import TypeVar

from summarizer.article import Sentence, Span
from summarizer.chunking import split_clauses
from summarizer.normalising.dates import DateMention
from summarizer.normalising.durations import DurationMention
from summarizer.normalising.quantities import QuantityMention, quantities_alone
from summarizer.normalising.width import narrow
from summarizer.patterns import holds_any, late
from summarizer.rules.words import cued

MAX_EVIDENCE_CHARS = 120
"""The contract's limit for one run of evidence."""


MAX_HEADING_CHARS = 16
"""A line this short is a heading (人员派驻, 二、合作内容), not a sentence."""


@dataclass(slots=True, eq=False)
class SentenceView:
    """One sentence of an article, narrowed (full width to half, same offsets), with what stood before it."""

    number: int
    start: int
    text: str
    article: str
    """The whole article, narrowed."""
    previous: str
    """The sentence before it on the same line, narrowed; empty at the start of a paragraph."""
    chain: str = ""
    """What stood before it in the same full sentence, up to the last ；, narrowed."""
    heading: str = ""
    """The sentence before it when that is a heading, a lead-in ending in ：, or the rest of the same full sentence."""
    is_table_head: bool = False
    """Whether it is the first row of a table; the rows below have it as their `heading`."""
    _clauses: tuple[Span, ...] | None = field(default=None, repr=False)

    @property
    def end(self) -> int:
        """Where the sentence ends in the article."""
        return self.start + len(self.text)

    @property
    def lead(self) -> str:
        """Its paragraph up to the sentence."""
        return self.article[self.article.rfind("\n", 0, self.start) + 1 : self.start]

    @property
    def paragraph(self) -> str:
        """The whole paragraph it stands in."""
        end = self.article.find("\n", self.start)
        return self.article[self.article.rfind("\n", 0, self.start) + 1 : end if end >= 0 else None]

    def clauses(self) -> tuple[Span, ...]:
        """Return its clauses, as spans of the article; split once."""
        if self._clauses is None:
            self._clauses = split_clauses(self.article, Span(self.start, self.end))
        return self._clauses

    def quantities(self) -> tuple[QuantityMention, ...]:
        """Return its quantities, offsets in the sentence; found once."""
        return quantities_alone(self.text)

    def clause_at(self, offset: int) -> Span:
        """Return the clause that holds an offset of the sentence, as offsets in the sentence."""
        at = self.start + offset
        for start, end in self.clauses():
            if start <= at <= end:
                return Span(start - self.start, end - self.start)
        return Span(0, len(self.text))


_CEREMONY = late(
    r"(?=[上举义仪会作典启在大开当挂授揭活现签讲随题])(?:"
    r"(?:签约|签字|揭牌|挂牌|授牌|启动)?(?:仪式|活动|会议?|典礼|大会)(?:结束|之?后|期间|现场|间隙"
    r"|当[天日])|(?:签约|揭牌|挂牌|签字|开业|活动|仪式)(?:的)?(?:当[天日]|现场|结束后|后,)"
    r"|当[天日](?:上午|下午|还|,|,?[^,。]{0,12}(?:义诊|讲座|授课|讲课|上了一堂课))|义诊"
    r"|随[行同](?:前来|而来)?的|会前|会后|仪式[上后前]|现场(?:还|为)|在?现场[^,。]{0,8}(?:开展|举行)"
    r"|作了?(?:题为|《|专题|一[场次个]|精彩|[^,。]{0,6}报告)|题为《|作(?:了)?[^,。]{0,20}(?:报告|讲座"
    r"|演讲)|讲了一[堂节]课|上了一[堂节]课|举[办行]了[^,。]{0,16}(?:讲座|授课|义诊)"
    r")"
)
_PAST = cued(
    "累计|先后|年来|以来|近|截|迄今|至今|目前为止|轮|期|年里|时间里|过去|此前|去年|上半年|前|早在|曾|同比|往年|当年|回顾|今年|首月|上月",
    r"(?=[\d一七三两上九二五今以先八六前十去同四回多年当往截早曾此目累至迄过近首])(?:"
    r"累计|先后|年来|以来|多年来|近[一二两三四五\d]+年|截至|截止|迄今|至今|目前为止|[上首](?:一)?轮"
    r"|上一?(?:个)?(?:协议|合作|支援|帮扶|周)期|首个(?:协议|合作|帮扶|支援)期"
    r"|(?<!内)(?<!在)(?<!用)[一二两三四五六七八九十\d]+年(?:时间)?里(?!程)(?=[^。;]{0,30}(?:了|累计|先后|已|共))|过去(?:的)?(?:几|[一二两三四五六七八九十\d]+)个?[年月]"
    r"|此前|去年(?![^,。;]{0,4}起)|上半年|前(?:期|五个?月|[一二三\d]+年)|早在"
    r"|曾(?![^。]{0,24}(?:签|协议))|同比|往年|当年|回顾|今年(?:前|上|一至|1至)|首月|上月"
    r")",
)
# Where every alternative starts with a letter `re` skips ahead to these; hence lookbehinds stand behind.
_DONE = cued(
    "已|了|顺利|成功|荣获|得|喜获|获评|获批|才",
    r"已|了(?<![不得为除]了)(?!解|如)|顺利(?:通过|完成|创)|成功(?!率|创建成)|荣获"
    r"|得(?<=获得|取得)(?<![要须将争].得)|喜获|获评|获批|才(?=[评建通成])",
)
# 双方把它写成了每年新技术不少于5项: what is settled is the promise, not what it promises.
_SETTLED = late(
    r"(?:写[进入成下]?|约定|商定|敲定|规定|确定|划定|排定|制定|签定|定下|明确|提出?|给出|列出|开出|亮出|立下|签[订署]?)了"
)
# 占比由41%提高到55% may be a result or a promise; what stands before it says which.
_CHANGED = late(r"[率量人次占比数日]由[^,。]{0,16}(?:升|降|提高|增|上涨|缩短|减少|压)(?:到|至|为)")
# …由去年的14.6%|压到10%: the years of the old value say nothing of the new one.
_OLD_VALUE = late(r"[由从][^,。;由从]{0,12}?[\d一二两三四五六七八九十][^,。;由从]{0,8}?(?=[提升降压增缩减上下达扩])")
_WANTED = r"(?:卫生?健?康?委|政府|委|里)[^,。]{0,10}(?:要求|提出|印发|出台|明确|部署|文件|规划)"
_POLICY = cued(
    "全|国务院|国家|省|自治区|《|实施方案|成渝地区|按照",
    r"全(?:省|国|区|自治区)(?!首|第|唯|重点|领先|一流|前列|先进)"
    rf"|国务院|国家{_WANTED}|省里|省委|省{_WANTED}|自治区{_WANTED}"
    r"|《[^》]*(?:规划|意见|方案|纲要|通知|办法|行动计划|指南)[^》]*》|实施方案|成渝地区|按照(?:国家"
    r"|省|市委|市里)[^,。]{0,14}(?:要求|部署)",
)
_AGREED = late(r"协议(?!医)|约定|备忘录|意向书|契约|双方|两[家院]|签约")
_BY_AGREEMENT = late(
    r"(?:根据|按照?|依据|依照|遵照)[^,。;]{0,16}(?:协议|约定|安排|规划|方案|商定|合同|备忘录)|(?:协议"
    r"|合同|备忘录|意向书|方案)[^,。;]{0,8}(?:约定|明确|规定|写明|商定|提出|显示|内容)"
    r"|双方(?:约定|商定|将|明确|一致同意)|(?:签约|签订协议|合作|入盟|挂牌|揭牌)(?:之)?后,[^。]{0,20}将"
)
_CITYWIDE = cued("全|各县|每个县|各地", r"全[市州]|全县(?:各|所有|公立)|各县(?!级)|每个县|各地")
_HOPES = (
    *("希望", "期望", "期盼", "期待", "祝愿", "寄语", "勉励"),
    *("号召", "呼吁", "建议", "梦想", "憧憬", "相信", "坚信"),
)
_BACKGROUND = cued(
    "建于|成立于|创办于|建院|占地|建筑面积|床位|现有|诊量|年出院|职工|集|是|博士生导师|享受国务院|始终",
    r"始建于|创建于|成立于|创办于|建院|占地|建筑面积|编制床位|开放床位|核定床位|现有(?:职工|员工|床位"
    r"|医务|卫生|在职|在岗|高级|编制|院士|成员)|年门急?诊量|年出院|职工[总\d]|在岗职工"
    r"|集[^,。]{2,30}(?:于一体|为一体)|是(?:一)?[所家](?:集|[^,。]{0,20}(?:医院|三级|二级))"
    r"|是[^,。]{0,20}(?:唯一|首批|最大|龙头)|博士生导师|享受国务院|始终",
)
FORWARD = late(
    r"将(?!军|来的)|要(?!求|点|素|道|闻|是|么|紧|强)|须|拟|计划|力争|争取|确保|约定|规定|明确|承诺"
    r"|协议|备忘录|意向书|契约|方案|任务|指标|目标|期满|届时|协议期|合作期|托管期|支援期|帮扶期|期限内"
    r"|到20\d\d年"
    r"|(?:[一二两三四五六七八九十\d]+年|个月|季度|年)(?:之)?内|年底前|年末前|之前|[年]后"
    r"|20\d\d年底?(?:前|之前|,)|每年|每月|每周|每季|每批|实现|帮助|帮扶|助力|助推|推动|使|让|把|努力"
    r"|打造|可(?!以说|持续)|争创|约好|定下|写明|敲定|商定"
)
_NEGATION = cued(
    "没有|从未|尚未|尚无|缺乏|匮乏|不足以", r"没有(?:一|任何|能力|条件|固定)|从未|尚未|尚无|缺乏|匮乏|不足以"
)


# Four finders ask the same of the same sentences and clauses.
_remembered = lru_cache(maxsize=1024)


class _Run(tuple[Sentence, ...]):
    """Sentences told apart by their ends and number first: hashing all of them takes longer than comparing them."""

    __slots__ = ()

    def __hash__(self) -> int:
        return hash((len(self), self[:1], self[-1:]))


def sentence_views(article_text: str, sentences: Sequence[Sentence]) -> tuple[SentenceView, ...]:
    """Show the sentences one by one, narrowed, each with the sentence before it on its line."""
    return _views(article_text, _Run(sentences))


# Five finders read the same sentences in turn; what they see of them is made once.
@lru_cache(maxsize=8)
def _views(article_text: str, sentences: _Run) -> tuple[SentenceView, ...]:
    views: list[SentenceView] = []
    narrowed = narrow(article_text)
    may_have_rows = "\t" in narrowed or "|" in narrowed
    last_end, previous, chain, list_head = -1, "", "", ""
    for number, start, end in sentences:
        text = narrowed[start:end]
        same_line = last_end == start or (last_end >= 0 and "\n" not in narrowed[last_end:start])
        chain = chain + previous if same_line and previous[-1] == ";" else ""
        table_head = _table_head(narrowed, start, end) if may_have_rows and _is_row(text) else ""
        is_head = bool(table_head) and table_head == text
        if not same_line:
            list_head = (list_head or previous) if text[0] in _MAY_BE_LISTED and _is_listed(text) else ""
        heading = ("" if is_head else table_head) or list_head + chain or (previous if _is_heading(previous) else "")
        before = previous if same_line else ""
        views.append(SentenceView(number, start, text, narrowed, before, chain, heading, is_head))
        last_end, previous = end, text
    return tuple(views)


def _is_listed(line: str) -> bool:
    """（一）…, 2、…, ①…, 第一条…, 三是…: what begins as an item of a list may."""
    head = line[1:] if line[0] in _OPENING_BRACKETS else line
    digits = len(head) - len(head.lstrip(_NUMERALS))
    if digits:
        numbered = digits <= _MOST_DIGITS and head[digits : digits + 1] in _BEHIND_NUMBER
        return numbered or line[1:2] == "是" and line[0] in _ORDINALS
    return line[0] in _BULLETS or (line[0] == "第" and line[1:2] in _ORDINALS and line[2:3] in _BEHIND_ORDINAL)


_CELL = late(r"[\t|]")


def _is_row(line: str) -> bool:
    return "\t" in line or line.count("|") > 2


def _table_head(article: str, start: int, end: int) -> str:
    """The first row of the table that a row belongs to."""
    rows = list(takewhile(_is_row, reversed(article[:start].splitlines())))
    return rows[-1].strip() if rows else article[start:end]


def column_head(view: SentenceView, offset: int) -> str:
    """Return the head of the table column that holds an offset of the sentence; empty outside tables."""
    heads = _CELL.split(view.heading)
    at = len(_CELL.findall(view.text, 0, offset))
    return heads[at] if 0 < len(heads) - 1 >= at else ""


_Mention = TypeVar("_Mention", DateMention, DurationMention)
_START = attrgetter("start")


def by_sentence(views: Sequence[SentenceView], mentions: Sequence[_Mention]) -> dict[int, list[_Mention]]:
    """Tell which sentences hold what was found when the article was searched as a whole.

    Args:
        views: in order.
        mentions: in order, spans of the article; what reaches over the end of a sentence is left out.

    Returns:
        By its number, for each sentence that holds any, its mentions, their spans as offsets in the sentence.
    """
    held: dict[int, list[_Mention]] = {}
    for mention in mentions:
        (low, high), index = mention.span, bisect_right(views, mention.span.start, key=_START) - 1
        if index >= 0 and high <= views[index].end:
            view = views[index]
            own = type(mention)(Span(low - view.start, high - view.start), mention.wording)
            held.setdefault(view.number, []).append(own)
    return held


@_remembered
def _is_agreed_before(article: str, start: int) -> bool:
    return _BY_AGREEMENT.search(article, article.rfind("\n", 0, start) + 1, start) is not None


def _is_heading(line: str) -> bool:
    return line[-1:] == ":" or (len(line) <= MAX_HEADING_CHARS and line[-1:] != "。")


_MOST_DIGITS = 2
_NUMERALS = "一二三四五六七八九十0123456789"
_BEHIND_NUMBER = frozenset(")）、.．")
_BULLETS = frozenset("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳●•·▶✔★◆■-")
_ORDINALS = frozenset("一二三四五六")
_BEHIND_ORDINAL = frozenset(",，、条")
_OPENING_BRACKETS = frozenset("(（")
_MAY_BE_LISTED = _OPENING_BRACKETS | _BULLETS | frozenset(_NUMERALS) | {"第"}
"""Every item of a list begins with one of these."""
_TURN = late(
    r"(?:新|这|本)一?(?:轮|期|周期)|今后|未来|接下来|下一步|下一阶段|此次|这次|这一回|新(?:的)?(?:协议|合作期)|从今年起"
)


def tells_past(view: SentenceView, before: int) -> bool:
    """Whether the words before an offset of the sentence, or of its ；-chain, speak of years gone by.

    A turn (新一轮, 今后) ends that: 与上一轮不同，这一轮每批安排6人 is a promise.
    """
    told = view.chain + view.text
    limit = len(view.chain) + before
    last = -1
    for start, end in _past_marks(told):
        if end > limit:
            break
        last = start
    return last >= 0 and _TURN.search(told, last + 1, limit) is None


@_remembered
def _past_marks(text: str) -> tuple[tuple[int, int], ...]:
    return tuple([mark.span() for mark in _PAST.finditer(text)])


def is_agreed(view: SentenceView) -> bool:
    """Whether the paragraph has said that it tells what was agreed (根据协议，…。结合实际，发展1-2个特色科室)."""
    return _is_agreed_before(view.article, view.start)


@_remembered
def is_ceremony(text: str) -> bool:
    """What was done at or after the ceremony: its clinic, talks and guests."""
    return _CEREMONY.search(text) is not None


@_remembered
def is_past(text: str) -> bool:
    """Results of years gone by: 五年来, 累计, 去年, 上一轮."""
    return _PAST.search(text) is not None


@_remembered
def is_done(text: str) -> bool:
    """A thing achieved: 已通过, 建成了, 顺利通过."""
    return _DONE.search(_SETTLED.sub("", text) if "了" in text else text) is not None


def tells_change(text: str) -> bool:
    """A number that went or is to go from one value to another: 占比由41%提高到55%."""
    return "由" in text and _CHANGED.search(text) is not None


def without_old_value(text: str) -> str:
    """Leave out what a number is to rise or fall from, with its years: 要|从去年的14.6%|压到10%."""
    return _OLD_VALUE.sub("", text) if "由" in text or "从" in text else text


@_remembered
def is_policy(text: str) -> bool:
    """What a province, a city or the nation wants; what two sides agree is theirs, whatever policy it serves."""
    return _POLICY.search(text) is not None and _AGREED.search(text) is None


@_remembered
def is_citywide(text: str) -> bool:
    """What a whole city or prefecture is to reach."""
    return _CITYWIDE.search(text) is not None


@_remembered
def is_hope(text: str) -> bool:
    """A leader's wish, not a promise."""
    return holds_any(text, _HOPES) and holds_any(_OWN_HOPE.sub("", text), _HOPES)


# What the parties themselves hope to reach together is what they have agreed on.
_OWN_HOPE = late(
    r"(?:联盟|协作体|医联体|医共体|双方|各方|三方|两院|两家[医单]?[院位]?)(?:都|均|也|共同)?(?:希望|期望|期待)"
)


@_remembered
def is_background(text: str) -> bool:
    """What a hospital is and has."""
    return _BACKGROUND.search(text) is not None


@_remembered
def is_forward(text: str) -> bool:
    """What is promised, planned or agreed."""
    return FORWARD.search(text) is not None


@_remembered
def is_negated(text: str) -> bool:
    """What a hospital lacks."""
    return _NEGATION.search(text) is not None


def evidence_run(view: SentenceView, *parts: Span) -> tuple[Span, ...]:
    """Return the shortest runs of whole clauses that hold all parts.

    Args:
        view: the sentence.
        parts: offsets in the sentence.

    Returns:
        One run when the clauses from the first part to the last fit into the contract's 120 characters, else one run
        for each clause; spans of the article.
    """
    at = view.start
    wanted = [Span(start + at, end + at) for start, end in parts]
    held: list[Span] = []
    first, last = low, high = min([start for start, _ in wanted]), max([end for _, end in wanted])
    for clause in view.clauses():
        start, end = clause
        if start >= last:
            break
        if end > first and any([start < w_end and w_start < end for w_start, w_end in wanted]):
            held.append(clause)
            low, high = min(low, start), max(high, end)
    if high - low <= MAX_EVIDENCE_CHARS:
        return (Span(low, high),)
    return tuple(dict.fromkeys([_fitted(clause, wanted) for clause in held]))


def _fitted(clause: Span, wanted: Sequence[Span]) -> Span:
    """A clause of more than 120 characters is cut around what it must hold."""
    if clause.end - clause.start <= MAX_EVIDENCE_CHARS:
        return clause
    inside = [w for w in wanted if clause.start <= w.start < clause.end]
    low = min((w.start for w in inside), default=clause.start)
    high = max((w.end for w in inside), default=clause.start)
    end = min(clause.end, max(high, low + MAX_EVIDENCE_CHARS))
    return Span(max(clause.start, end - MAX_EVIDENCE_CHARS), end)
