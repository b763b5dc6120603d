"""How long: the term of the agreement, and the stay of people sent.

Both are lengths of time; what they belong to is told by the words beside them. 为期三年, 托管期十年 and a calendar
range with 合作 are the agreement's;
每批六个月, 半年一轮换 and 任期 are the people's; a deadline (五年内建成) is neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from summarizer.article import Sentence, Span
from summarizer.chunking import JUST_SPLIT
from summarizer.extraction import ExtractedDuration
from summarizer.normalising.durations import DurationMention, find_durations, find_open_ranges, may_hold_open_range
from summarizer.patterns import holds_any, late, one_of
from summarizer.rules.framing import (
    MAX_HEADING_CHARS,
    SentenceView,
    by_sentence,
    column_head,
    evidence_run,
    sentence_views,
)
from summarizer.rules.words import cued, numbers_holding

_TERM_NOUN = (
    rf"(?:期限|年限|跨度|效期|约期|经营权|(?:签{one_of(*'订字署约')}|生效|盖章|签章)之日起|这一签[,，]?(?:便|就)?"
    r"|续签|再签|持续|延续|协议期|合作期|托管期|帮扶期|支援期|共建期|建设期|周期|时限|为期"
    r"|一签(?:就是)?|首期(?:合作)?|协议|合作|托管|帮扶|支援|共建|备忘录|意向书|签约|契约|运营期|委托期"
    r"|(?:协作|援建|履约|合约|合同|帮带|联建|共管|扶持|包保|带教|签约|领办|合办|联办|经营|服务|试点|试行|存续)期|再[延续]|又[延续]了?|一期|二期|三期|两期|首期"
    r"|执行|保持|一经(?:确定|签订)|结对(?:期)?|签下|签订|签署|签|合约|合同|责任书|时效|年期|先期|前期|约期|订期|签期|缔约|援助"
    rf"|执行期|服务期限|一{one_of(*'订约定帮续握')}|牵手|携手(?:走过|同行)|[约签]定|维持|连续(?:开展|进行|实施))"
)
_BEFORE = late(
    rf"{_TERM_NOUN}(?:时间|期限|期间|期|关系|协议|周期|[一首]期)?(?:延长|顺延|延续)?(?:先订|先签|先定|暂定|约定|初定|暂|定|共|从|自|均|也|仍|依然)?(?:为期|为"
    rf"|是|时间为|[:了|】])?(?:为|期)?[\"“(\s]?$"
)
# 一订就是|十年, 年限定的是|五年, 这一约，便是|八年: what may stand between the noun or verb and the length.
_LINKED = late(
    rf"{_TERM_NOUN}(?:就是|便是|就|便|也|都|共|一共|总共|先|暂|初|约|定|订|签|管|的|了|个|上|下|是|为|期|时间|限|双方"
    r"|整整|足足|长达|写得很?清楚|写着|写明|规定|不长|只有|一|[:,\s\"“]){1,6}$"
)
_ALONE = late(r"^(?:之久|整|一[签轮续订届](?!换)|为[限期]|为一[轮届]|不变|的?时间|为?一(?:个)?周?期)?(?=[,。;)(]|$)")
"""The length is all that its clause still says."""
_GUIDED = late(
    r"(?:协议|约定|合同|合约|责任书|备忘录|意向书|期限|年限|合作期|托管期|帮扶期|[签续]了?约|牵手|结对|合作书)[^,。;:]{0,10}[,:]"
    r"(?:暂定|首期|为期|共|一共|总共|先|整整|只有|只是|就是|便是|时间)?$"
)
"""签署联盟协议，|三年一轮: a clause of its own behind the clause of the document."""
_HANDED = late(
    r"(?:(?<!被)托管|接管|代管|管理|经营|打理|交[给由][^,。;]{1,12}管)(?!期|费|[^,。;]{0,12}[已了来])[^,。;\d]{0,16}$"
)
"""由甲托管乙|十年: with the length, and nothing else, behind what is handed over."""
_EXPIRY = late(r"^(?:期满|届满|到期)")
_RENEWED_EACH = cued(
    "续签|续约|一续|年签|重新签",
    r"(?:协议|合同|责任书|合作|托管|双方)[^,。;]{0,6}每隔?(?P<term>[一二两三四五六七八九十\d]{1,2}年)(?:续?签|续约|一续|重新签)",
)
"""协议每三年一续: how long it runs before it is signed anew."""
_EACH = "每"
"""It stands in each match of that."""
_LOOKS_BACK = (
    *("路", "情", "风雨", "历程", "历史", "光阴", "坚守", "守望", "耕耘"),
    *("见证", "如一日", "之痒", "磨一剑", "长路", "回望", "回眸", "纪实", "答卷"),
)
"""十年路, 五年答卷: years gone by, in headlines."""
_IS_OVER = cued("收官|收尾|已|画上", r"[^。;]{0,10}(?:收官|收尾|已(?:经|于[^,。;]{0,8})?(?:结束|到期|届满|期满)|画上)")
"""三年合作，如今圆满收官: the round before."""
_OF_A_GRADE = cued(
    "有效期", r"(?:复审|评审|认证|证书|资质|许可证?|认定|考核|验收|称号)[^。;]{0,8}有效期(?:为|是|:)?\s?$"
)
"""顺利通过二级甲等复审，有效期四年."""
_TIME_IS = late(
    r"(?:协议|合同|合作|帮扶|托管|支援|结对|共建|签)[^。;]{0,24},(?:时间|期限|周期|年限)(?:是|为|:|共|一共|暂定)?$"
)
"""托管从2月6日起开始，时间是两年."""
_WAS = cued(
    "延长|延至|增加|提高|改为|改成|调整|缩短", r"(?:年|个月)?[^,。;]{0,2}(?:延长|延至|增加|提高|改为|改成|调整|缩短)"
)
"""由首轮的三年|延长为五年: what it was."""
_FROM = late(r"[由从][^,。;]{0,8}$")
_ROUND = cued(
    "首|轮|次|续签|再签|延长",
    r"(?P<earlier>首次|首轮|上一?轮|第一[轮次]|首度|前一轮)|新一?轮|[此本这]一?次|续签|再签|延长|[二三四]轮",
)
_LENGTHENED = cued(
    "延长|延续|增加|调整|改|变|为期",
    r"(?:期限?|时间|年限)[^,。;]{0,16}(?:(?:延长|延续|增加|调整|改)(?:为|至|到|成)|变成?为?了?)$|(?:合作|帮扶|托管|支援|共建)(?:期限)?为期$",
)
_SIGNED_ANEW = late(r"^[之以]?后[^,。;]{0,10}(?:重签|续签|再签|重新签|续约)")
_UP_TO_NOW = cued("来|间", r"[^,。;]{0,6}(?:来|以来|间)")
_SINCE = late(r"^[^,。;]{0,6}(?:来|以来|间|里|多)")
_PEOPLE = late(
    r"[\d一二两三四五六七八九十余多每][名位人批]|专家|医[生师护]|人员|队员|团队|骨干|学员|老师|护士|[他她]|进修|培训|驻|跟岗"
    r"|学习|轮换|规培|挂职|任期|聘|已|曾|经|走过了|过去"
)
_AFTER = late(
    r"^(?:期)?(?:的)?(?:为期)?[^,。;、]{0,10}?(?:合作(?!医)|帮扶|托管|对口|支援|协议|共建|契约|协作"
    r"|战略|结对|合[约同]|约定|周期|之约|的约)|^(?:有效|内有效|为[限期]|为一(?:个)?(?:周)?期|为一[轮届]|为[^,。;、]{0,3}期)|^之[约期]"
)
_RANGE_CONTEXT = late(
    r"合作|协作|责任|托付|约定|合[约同]|执行|履行|打理|管理|服务期|支援|帮扶|托管|协议|共建|期限|有效|为期|周期|对口|备忘|任务|时间|结对|援"
)
_NOT_TERM = late(
    r"轮换|半年一轮|每批|每人|每名|驻点|驻守|常驻|住满|进修|(?<!责)任期|挂职|每届|每期|跟岗|培训|学制|筹备"
    r"|谈判|准备|走访|历时|酝酿|上一?轮|过去|已(?:经)?(?:走过|合作|开展)|"
    r"年来|试用|服务期(?![限自为:])|质保|保修|工作(?:满)?$|调研|磋商|洽谈|免费|原协议|到期|届满前|累计|曾"
)
_DEADLINES = (
    *("内", "之内", "以内", "后", "之后", "前", "之前", "底"),
    *("时间内", "时间里", "左右时间", "左右的时间"),
)
_VALID_WITHIN = ("内有效", "之内有效", "以内有效")
_TERMS_NAMED = ("协议期", "合作期", "托管期", "帮扶期", "支援期", "服务期", "共建期")
"""协议期|三年内: the term itself, not a time limit in it."""
_LONG_TERM = late(
    r"(?:期限|年限|跨度|有效期|经营权|(?:签[订字署约]|生效|盖章|签章)之日起|这一签[,，]?(?:便|就)?"
    r"|续签|再签|持续|延续|合作期|协议期|托管期|帮扶期)(?:为|是|[:])?\s?长期|(?:约定|商定|协议|合同)长期|长期(?:有效|协议)"
    r"|(?:合作|协议|托管|帮扶|期限|双方)[^,。;]{0,4}(?:不设(?:期限|年限|时限|终止)|不限年限|无固定期限|永久有效)"
)
_OPEN_WORDS = ("长期", "不设", "不限年限", "无固定期限", "永久")
_OPEN = late(r"长期|不设(?:期限|年限|时限|终止)|不限年限|无固定期限|永久")
_STAY = late(
    r"(?:(?:每批|每期|每轮|每人|每名|每届|每次|驻点|驻守|服务|任期|挂职|工作|驻院|在岗|常驻|一待|蹲点"
    r"|住满|轮换)[^,。;]{0,14}?)?(?:不少于|不低于|至少|不得少于|满|为期?|是)?\s?"
    r"(?<!\d)(?:\d{1,2}|[一二两三四五六七八九十半]{1,2})\s?(?:个?(?:半)?(?:年|月|周|星期|季度)|天)(?:半"
    r"|以上)?(?:[一轮]?一?(?:轮换|轮岗|轮|换|期|届))?"
)
_OTHER_MATTERS = "另派|接收|进修|选送|讲座|建成|达到"
_OTHER_MATTER = cued(_OTHER_MATTERS, rf"[,;。][^,;。]{{0,8}}(?:{_OTHER_MATTERS})")
_BY_THEN = ("内", "之内", "以内", "后", "前")
_STAY_CONTEXT = late(
    r"每批|每期|每人|每名|每届|每次|驻|蹲点|任期|挂职|轮换|一轮|一换|服务|工作|在岗|一待|住满"
    r"|时间(?:为|不)|为期|至少|不少于|不低于|专职|周期|坐诊|期限|^(?:\d|[一二两三四五六七八九十半])"
)
_RHYTHM = late(
    r"每(?:半|[一两二三\d]?个?)?(?:年|月|季度?|周|星期|批次?)(?:[一二三四五六日](?:[、和](?:周"
    r"|星期)?[一二三四五六日])*)?(?:[一两二三\d]+[次天])?|长期、?定期|不?定期|短、中、长期|短期|长期"
    r"|中长期|轮流|全职(?:在岗)?"
)


class DurationCandidate(NamedTuple):
    """A wording that says how long an agreement runs, and how surely."""

    duration: ExtractedDuration
    span: Span
    """The wording alone, in the article."""
    strength: int
    """2 where the text calls it the term (期限, 为期), 1 where a deadline is put as within the term."""
    earlier: bool = False
    """Whether its sentence tells it of an earlier round."""


def find_duration(article_text: str, sentences: Sequence[Sentence]) -> ExtractedDuration | None:
    """Find the term of the agreement that `sentences` tell of; the surest wording, the first of equals."""
    candidates = find_durations_of_agreement(article_text, sentences)
    return max(candidates, key=lambda c: (not c.earlier, c.strength)).duration if candidates else None


def find_durations_of_agreement(article_text: str, sentences: Sequence[Sentence]) -> list[DurationCandidate]:
    """Find every wording that says how long an agreement runs, in order."""
    views = sentence_views(article_text, sentences)
    if not views:
        return []
    article = views[0].article
    held = by_sentence(views, durations_of(article))
    open_ended = may_hold_open_range(article)
    telling = numbers_holding((*_OPEN_WORDS, _EACH), article, sentences).union(held)
    return [
        candidate
        for view in views
        if open_ended or view.number in telling
        for candidate in _in_sentence(article_text, view, held.get(view.number, ()), open_ended=open_ended)
    ]


@lru_cache(maxsize=JUST_SPLIT)
def durations_of(narrowed: str) -> tuple[DurationMention, ...]:
    """Return every term that a narrowed text tells, whatever it is the term of; found once."""
    return tuple(find_durations(narrowed, is_narrow=True))


def _in_sentence(
    article_text: str, view: SentenceView, mentions: Sequence[DurationMention], *, open_ended: bool
) -> Iterator[DurationCandidate]:
    for mention in mentions:
        strength = _strength(view, mention)
        if strength:
            yield _candidate(article_text, view, mention.span, strength)
    for each in _RENEWED_EACH.finditer(view.text) if _EACH in view.text else ():
        yield _candidate(article_text, view, Span(*each.span("term")), 1)
    for mention in find_open_ranges(view.text) if open_ended else ():
        if not _NOT_TERM.search(view.text[max(0, mention.span.start - 16) : mention.span.start]):
            yield _candidate(article_text, view, mention.span, 1)
    for match in _LONG_TERM.finditer(view.text) if holds_any(view.text, _OPEN_WORDS) else ():
        last = list(_OPEN.finditer(view.text, match.start(), match.end()))[-1]
        yield _candidate(article_text, view, Span(*last.span()), 1)


def _candidate(article_text: str, view: SentenceView, span: Span, strength: int) -> DurationCandidate:
    absolute = Span(view.start + span.start, view.start + span.end)
    duration = ExtractedDuration(wording=absolute.slice(article_text), evidence=evidence_run(view, span))
    rounds = list(_ROUND.finditer(view.text, 0, span.start))
    earlier = bool(rounds) and rounds[-1]["earlier"] is not None
    return DurationCandidate(duration=duration, span=absolute, strength=strength, earlier=earlier)


def _strength(view: SentenceView, mention: DurationMention) -> int:
    """How surely this length is the agreement's: 0 not at all."""
    text = view.text
    before = text[max(0, mention.span.start - 24) : mention.span.start]
    after = text[mention.span.end : mention.span.end + 24]
    is_range = holds_any(mention.wording, _RANGE_SIGNS) and _YEARS.search(mention.wording) is not None
    is_deadline = after.startswith(_DEADLINES) and not after.startswith(_VALID_WITHIN) and not is_range
    if is_deadline and not before.endswith(_TERMS_NAMED):
        return 0
    clause_before = text[view.clause_at(mention.span.start).start : mention.span.start]
    if _NOT_TERM.search(clause_before[-16:]) or _NOT_TERM.search(_clause_of(after[:8])):
        return 0
    if _WAS.match(after) and _FROM.search(clause_before):
        return 0
    if after.startswith(_LOOKS_BACK) or _IS_OVER.match(after) or _OF_A_GRADE.search(text, 0, mention.span.start):
        return 0
    if is_range:
        return _strength_of_range(view, mention)
    if is_deadline:
        return 2
    if _LENGTHENED.search(before):
        return 2
    if before.endswith("为期"):
        return 2 if _about_agreement(view, mention) else 0
    if _AFTER.match(after) and not re.search(r"(?:近|过去|前|经过|历经|通过|经)$", before):
        return 2
    if _BEFORE.search(before) and not _UP_TO_NOW.match(after):
        return 2
    return _strength_by_position(view, mention, before, after)


def _clause_of(wording: str) -> str:
    for mark in ",。;":
        wording = wording.partition(mark)[0]
    return wording


def _strength_by_position(view: SentenceView, mention: DurationMention, before: str, after: str) -> int:
    """A length that no noun of its clause calls the term, where the clauses around leave no other reading."""
    clause = view.clause_at(mention.span.start)
    clause_before = view.text[clause.start : mention.span.start]
    if view.heading and _TERM_HEADING.search(column_head(view, mention.span.start)):
        return 2
    if not clause_before.strip() and _TERM_HEADING.search(view.previous or view.heading):
        return 2
    if _PEOPLE.search(clause_before) or _SINCE.match(after):
        return 0
    if _ALONE.match(after) and _TIME_IS.search(before):
        return 1
    if _SIGNED_ANEW.match(after) and "协议" in clause_before:
        return 1
    linked = _LINKED.search(before)
    if linked and ("," not in linked[0] or _ALONE.match(after)):
        return 1
    if _ALONE.match(after) and (_HANDED.search(clause_before) or _is_guided(before)):
        return 1
    return 1 if _EXPIRY.match(after) and not _PEOPLE.search(view.text[mention.span.end : clause.end]) else 0


def _is_guided(before: str) -> bool:
    guide = _GUIDED.search(before)
    return guide is not None and _PEOPLE.search(guide[0]) is None


_TERM_HEADING = late(r"^.{0,8}(?:期限|年限|有效期|合作期|托管期|帮扶期|周期)[。:]?$")


_RANGE_SIGNS = ("至", "~", "到", "–", "—", "-", "期间")
_YEARS = late(r"\d{3,4}|[〇零一二三四五六七八九]{4}|五")


def _strength_of_range(view: SentenceView, mention: DurationMention) -> int:
    """2021年6月至2024年5月 beside a word of agreement; 自…起至…止 is how contracts say it, wherever the word stands."""
    text, start, end = view.text, mention.span.start, mention.span.end
    formal = mention.wording.endswith("止") and text[:start].endswith(("自", "从"))
    context = text if formal else text[max(0, start - 30) : end + 14]
    if not text[:start].strip("自从"):
        context += (view.previous or view.heading)[-MAX_HEADING_CHARS:]
    results = re.match(
        r"(?:间|,)?[^,。;]{0,4}(?:累计|共(?:计?(?![\d一二两三四五六七八九十]{1,3}(?:年|个月))(?:派|选|\d)|计(?![\d一二两三四五六七八九十]{1,3}(?:年|个月)))|先后|派出)",
        text[end:],
    )
    is_term = _RANGE_CONTEXT.search(context) and results is None and "期间" not in mention.wording
    return 2 if is_term else 0


def _about_agreement(view: SentenceView, mention: DurationMention) -> bool:
    """为期三年 is the agreement's unless its clause speaks of people or courses."""
    clause = view.clause_at(mention.span.start)
    around = view.previous[-40:] + view.text[max(0, clause.start - 40) : clause.end]
    people = re.search(r"[名位]|担任|任命|挂职|执行院长|培训班|进修|讲座|医疗队|义诊|活动|考察|会议|论坛", around)
    agreement = re.search(r"协议|合作|帮扶|支援|托管|签|备忘录|共建|结对|合[约同]|约定|责任书|交[给由]", around)
    return agreement is not None and (people is None or re.search(r"协议|签|托管|备忘录|合[约同]", around) is not None)


def find_stay(view: SentenceView, near: Span) -> Span | None:
    """Return the length or rhythm of the stay of the people at `near`, in their clause or the next ones.

    A length (每批六个月, 半年一换) is preferred to a rhythm (每周, 定期).
    """
    text, clause = view.text, view.clause_at(near.start)
    follow = re.match(r"(?:[,、][^。;,]{0,30}){0,4}", text[clause.end :])
    end = clause.end + (follow.end() if follow else 0)
    stop = _OTHER_MATTER.search(text[near.end : end])
    end = near.end + stop.start() if stop else end
    for match in _STAY.finditer(text, near.end, end):
        lead = text[max(clause.start, match.start() - 8) : match.end() + 8]
        if _STAY_CONTEXT.search(lead) and not text.startswith(_BY_THEN, match.end()):
            return Span(*match.span())
    rhythm = _RHYTHM.search(text, clause.start, min(len(text), clause.end))
    return Span(*rhythm.span()) if rhythm else None
