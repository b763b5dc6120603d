"""When it was signed: dates that stand with a verb of signing, else with one of unveiling (contract, "Signing date").

A date belongs to the verb it precedes in its sentence. Where a signing sentence has no date of its own, or says 当日,
会上 or 仪式上, the date of the event told just before holds (contract, "Rulings").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from summarizer.article import Sentence, Span
from summarizer.chunking import JUST_SPLIT
from summarizer.extraction import ExtractedDate
from summarizer.normalising.dates import DateMention, find_dates
from summarizer.patterns import holds_any, late, not_before, one_of
from summarizer.rules.framing import SentenceView, by_sentence, column_head, evidence_run, sentence_views
from summarizer.rules.terms import durations_of
from summarizer.rules.words import cued

DateKind = Literal["signing", "unveiling", "event"]
"""`event` is a date of the ceremony whose own verb is neither (举行, 召开)."""

_DIGIT = r"\d"
_SIGNING = late(
    r"签(?:约(?!率|服务|居民|家庭)|订|署|下|定|字|立|了|的|于|完|妥|(?=[《“]))|续签|缔结|订立|达成[^,。]{0,14}(?:协议|共识"
    r"|合作)|正式?加入|加盟|入盟|结为|结成|结对|牵手|携手|建立[^,。]{0,16}(?:关系|医联体|联合体)|联姻"
    rf"|落笔|协议书?上|签(?={one_of(*'一二两三四五六七八九十', _DIGIT)}+年)|"
    r"签(?<=与签|同签|家签|院签|方签)(?=[^,。;]{0,8}(?:协议|合同|约))|被纳入|纳入|移交(?:手续|协议)|约定[:：]"
)
_UNVEILING = late(
    r"揭牌|挂牌|揭幕|授牌|启动|成立|托管|入驻|开诊|启用|揭开|红绸|接管|代管|并入|上线|授予|院牌[子匾]?挂|铜牌[子匾]?挂|牌[子匾]?挂|挂[上到了][^,。;]{0,12}牌"
)
_DAY_OF_SIGNING = cued("签", r"签[字约订署]?(?:日期|时间|那天|当天)?(?:为|是|在|于)$", spell_out=True)
"""签字日期是9月13日: the day behind the verb, whatever day stands before it."""
_LABELLED = cued("日期|时间|协议签", r"(?:(?:签[字约订署])(?:日期|时间)|协议签[订署])\s?[:为是|】]?\s?$")
_RENEWS = cued("续签|续约|再次签|重新签", r"[^。;]{0,40}?(?:续签|续约|再次签|重新签)(?!事宜|条件|的[条前])")
_SIGNING_COLUMN = late(r"签[字约订署]|协议.{0,4}(?:日期|时间)")
_EVENT = late(r"仪式|举行|召开|大会|会议|活动|签约|来到|赴|前往|走进|现场")
_OTHER_MATTER = late(
    r"自$|出生|创建|始建|成立于|下发|印发|出台|截至|截止|发布|阅读|浏览|来源|编辑|生于|有效期|原定于?$|每年$|(?<!推迟)(?<!延期)(?<!改期)(?<!改)[至到]$|签[约字]前的?$"
)
_NOT_SIGNED_YET = cued("力争|争取|计划|拟|预计|将于", r"(?:力争|争取|计划|拟|预计|将于)[^,。]{0,10}$")
_ANAPHORS = (
    *("当天", "当日", "这天", "那天", "这一天", "那一天", "同日", "同一天", "次日", "第二天"),
    *("会上", "仪式上", "现场", "签约", "揭牌"),
)
_DOCUMENT_SIGNED = late(rf"签{one_of(*'订署下了定好完约')}(?=[^。;]{{0,24}}?(?:协议|合同|备忘录|责任书|约))")
_SIGNED_INTENT = cued("意向", r"(?:签|达成)[^,。;]{0,24}意向")
_INTENT = late(r"[^,。;]{0,12}意向")
_EARLIER_ROUND = late(r"早在|曾|上一?[轮次期]|首[轮次期]|第一[轮次期]|意向|过去|前一轮")
_SIGNED_SINCE = late(r"[^。;]{0,16}签[^。;]{0,30}以来")
_NEXT_DAYS = {"次日", "翌日", "隔天", "隔日", "第二天", "前一天", "前一日"}
"""What was done on such a day need not be the signing: it is where the signing stands behind it."""
_BACK = 4
"""Sentences that 当日 and 会上 point back over at most."""
_TERM_OF_AGREEMENT = cued("期|自|起|止", r"有效期|期限|合作期|支援期|自[^,。]{0,14}(?:起|至)|(?:起|止)$")

_OTHER_DAY = late(
    rf"年?(?:前|底|末|以来|起|止|至|出生|生)|(?:[上下]午|晚间?)?\s?(?:专?电{not_before(*'话视子影')}|讯(?!息))"
)
_TELLS_FROM = late(r"[说讲谈聊]起")
_IN_YEAR_WORD = late(r"[去前]年(?:年?[底末初])?")
_PAIRED = late(r"[^。;]{0,50}(?:签|结对|结成|结为)")
_YEAR_ALONE = late(r"\s*(?:19|20)\d\d\s*年")
_FOUNDED = late(r"[,，]?[^,。;]{0,30}(?:签(?!约率|约服务)|结对|结成|结为|建立)")
_DAY_OR_LATELY = (
    *("日", "号", "天", "月", "昨", "今晨", "今早", "今晚", "前晚", "前夜", "周", "星期", "礼拜"),
    *("近期", "不久前", "前不久", "最近", "近来"),
)
_DAY_IN_DIGITS = late(r"\d[-./]\d|\d{8}")


class DateCandidate(NamedTuple):
    """A date that may be the signing's."""

    date: ExtractedDate
    span: Span
    """The wording alone, in the article."""
    kind: DateKind
    sentence: int
    """Number of the sentence whose verb it goes with."""
    of_document: bool = False
    """Whether a document is signed behind it (双方才于2019年11月2日签订了共建协议), now and not in an earlier round."""
    of_intent: bool = False
    """Whether it is a letter of intent that is signed."""
    renews: bool = False
    """Whether an earlier agreement is renewed on it (双方于10月8日续签)."""
    labelled: bool = False
    """Whether the text calls it the day of signing (签约日期：2024年10月31日)."""


def find_signing_dates(article_text: str, sentences: Sequence[Sentence]) -> list[DateCandidate]:
    """Find the dates the sentences may mean by the signing or unveiling, in order.

    A sentence that signs without a date of its own takes the last date told before it in `sentences` when it points
    back (当日, 会上, 仪式上) or the date stands in the sentence before it.
    """
    views = sentence_views(article_text, sentences)
    candidates: list[DateCandidate] = []
    last: tuple[SentenceView, DateMention] | None = None
    held = by_sentence(views, _dates_of(views[0].article)) if views else {}
    for view in views:
        told = held.get(view.number, ())
        if not told and (last is None or view.number - last[0].number > _BACK):
            continue
        mentions = [m for m in told if _may_be_event(view, m)]
        own = list(_own(article_text, view, mentions)) if mentions else []
        if not own and last is not None and _points_back(view, last[0]):
            own = [_borrowed(article_text, view, *last)]
        candidates += own
        if mentions:
            last = (view, mentions[0])
    return candidates


@lru_cache(maxsize=JUST_SPLIT)
def _dates_of(narrowed: str) -> tuple[DateMention, ...]:
    """All dates but those that a term runs from or to (执行期为2022年1月—2026年12月)."""
    in_terms = {at for term in durations_of(narrowed) for at in range(*term.span)}
    return tuple([date for date in find_dates(narrowed, is_narrow=True) if date.span.start not in in_terms])


def _may_be_event(view: SentenceView, mention: DateMention) -> bool:
    """Days and months that are not a birth, a foundation, a deadline or the end of a term."""
    before = view.text[max(0, mention.span.start - 12) : mention.span.start]
    after = view.text[mention.span.end : mention.span.end + 10]
    wording = mention.wording
    if (
        _NOT_SIGNED_YET.search(before)
        or (
            _OTHER_MATTER.search(before)
            and not (before.endswith("自") and _SIGNED_SINCE.match(view.text, mention.span.end))
        )
        or (before.endswith(("节", "日")) and wording in {"当天", "当日"})
        or _OTHER_DAY.match(after)
    ):
        return False
    if before.endswith("从") and not _TELLS_FROM.match(after):
        return False
    if wording[0] in "去前" and _IN_YEAR_WORD.fullmatch(wording):
        return _PAIRED.match(view.text, mention.span.end) is not None
    if wording in _NEXT_DAYS:
        return _SIGNING.search(view.text, mention.span.end) is not None
    if wording.endswith("年") and _YEAR_ALONE.fullmatch(wording):
        return _FOUNDED.match(view.text, mention.span.end) is not None
    return holds_any(wording, _DAY_OR_LATELY) or _DAY_IN_DIGITS.search(wording) is not None


def _own(article_text: str, view: SentenceView, mentions: Sequence[DateMention]) -> Iterator[DateCandidate]:
    """Of at least one date those before the verbs; one after them only if none is before (…签约仪式于5月9日举行)."""
    for mention in mentions if view.heading else ():
        if _SIGNING_COLUMN.search(column_head(view, mention.span.start)):
            yield _candidate(article_text, view, view, mention, kind="signing")
            return
    for kind, verbs in (("signing", _SIGNING), ("unveiling", _UNVEILING), ("event", _EVENT)):
        verb = verbs.search(view.text)
        if verb is None:
            continue
        if "意向" in view.text:  # a letter of intent is replaced by the agreement that follows it
            verb = next((v for v in verbs.finditer(view.text) if not _of_intent(view.text, v)), verb)
        before = [m for m in mentions if m.span.end <= verb.start()]
        named = [m for m in mentions if _DAY_OF_SIGNING.search(view.text[max(0, m.span.start - 10) : m.span.start])]
        chosen = (named or before[-1:] or mentions)[0]
        if _TERM_OF_AGREEMENT.search(view.text[max(0, chosen.span.start - 12) : chosen.span.start]):
            continue
        yield _candidate(article_text, view, view, chosen, kind=kind)  # type: ignore[arg-type]  # a literal of the tuple
        return


def _of_intent(text: str, verb: re.Match[str]) -> bool:
    """签下意向书, 意向书签署后."""
    return _INTENT.match(text, verb.end()) is not None or text.endswith(("意向书", "意向"), 0, verb.start())


def _points_back(view: SentenceView, dated: SentenceView) -> bool:
    """会上, 当日 …签约; or a signing in the sentence right after the dated one."""
    far = view.number - dated.number
    if far > _BACK or (far > 1 and not holds_any(view.text, _ANAPHORS)):
        return False
    return _SIGNING.search(view.text) is not None or _UNVEILING.search(view.text) is not None


def _borrowed(article_text: str, view: SentenceView, dated: SentenceView, mention: DateMention) -> DateCandidate:
    kind: DateKind = "signing" if _SIGNING.search(view.text) else "unveiling"
    return _candidate(article_text, view, dated, mention, kind=kind)


def _signs_document(view: SentenceView, mention: DateMention) -> bool:
    """A document is signed right behind the date, by both, and not in years gone by."""
    signed = _DOCUMENT_SIGNED.search(view.text, mention.span.end, min(len(view.text), mention.span.end + 40))
    if signed is None:
        return False
    clause = view.clause_at(mention.span.start)
    earlier = _EARLIER_ROUND.search(view.text, clause.start, signed.end())
    # 早在3月29日 is of these weeks, 早在2019年 is not.
    return earlier is None or (earlier.group() == "早在" and "年" not in mention.wording)


def _is_labelled(view: SentenceView, mention: DateMention) -> bool:
    start = mention.span.start
    if _LABELLED.search(view.text, 0, start):
        return True
    return bool(view.heading) and _SIGNING_COLUMN.search(column_head(view, start)) is not None


def _candidate(
    article_text: str, view: SentenceView, dated: SentenceView, mention: DateMention, *, kind: DateKind
) -> DateCandidate:
    span = Span(dated.start + mention.span.start, dated.start + mention.span.end)
    return DateCandidate(
        date=ExtractedDate(wording=span.slice(article_text), evidence=evidence_run(dated, mention.span)),
        span=span,
        kind=kind,
        sentence=view.number,
        of_document=kind == "signing" and view is dated and _signs_document(view, mention),
        renews=view is dated and _RENEWS.match(view.text, mention.span.end) is not None,
        labelled=view is dated and _is_labelled(view, mention),
        of_intent=_SIGNED_INTENT.search(view.text, mention.span.end if view is dated else 0) is not None,
    )
