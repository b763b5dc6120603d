"""Terms: 五年, 两年半, 一个季度, 2021年至2025年, 十四五期间 (contract, "Duration").

A length is a term only where it counts time ahead or agreed: 第三年, 一周年, 每年, 10余年, 三年来 and the year 2021年
are none.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from summarizer.article import Span
from summarizer.normalising.numerals import parse_numeral
from summarizer.normalising.width import narrow
from summarizer.patterns import holds_any, late


class DurationMention(NamedTuple):
    """A term where it stands."""

    span: Span
    wording: str


_GAP = r"[ \t]{0,2}"
_NUMBER = r"(?:\d{1,3}(?:\.\d)?|[一二两三四五六七八九十]{1,3}|[壹贰叁肆伍陆柒捌玖])"
_TWICE = r"(?:\((?:\d{1,3}|[一二两三四五六七八九十壹贰叁肆伍]{1,2})\))?"
"""3（三）年, 三（3）年: contracts write the number twice."""
_PLANS = {"十一五": 2006, "十二五": 2011, "十三五": 2016, "十四五": 2021, "十五五": 2026, "十六五": 2031}
"""Five-year plans by their first year."""
_LENGTH = (
    rf"(?<![\dA-Za-z.第每近过去今明前同当历逾这首余多几数百千零〇一二两三四五六七八九十]){_GAP}"
    rf"(?:(?P<number>{_NUMBER})(?:{_TWICE}{_GAP}(?:(?:个?自然|个?整|个合作|个协议|个)?(?P<years>[年载])(?P<half>半)?(?P<degree>度)?"
    rf"(?:零?{_GAP}(?P<extra>{_NUMBER}){_GAP}个月)?"
    rf"|(?P<months>个半?月))|{_GAP}(?:(?P<quarters>个?季度)|个?学期|个?星期|周(?!年)))"
    rf"|(?<![上下])(?P<half_year>半)个?年"
    rf")(?![余多级龄代前来月底末初上间]|以[前来]|\d)"
)
_DATE_POINT = (
    r"(?P<{0}year>(?:19|20)\d\d|[今明去](?=年)|1[0-3]\d(?=年{gap}\d\d?{gap}月)"
    r"|[〇零一二三四五六七八九]{{4}})(?:{gap}年{gap}(?:(?P<{0}month>\d\d?"
    r"|[一二三四五六七八九十]{{1,2}}){gap}月{gap}"
    r"(?:(?P<{0}day>\d\d?|[一二三四五六七八九十]{{1,3}}){gap}[日号])?|[底末])?"
    r"|[./-](?P<{0}dot_month>\d\d?)(?:[./-](?P<{0}dot_day>\d\d?))?)?"
)
_RANGE = (
    r"(?<![\dA-Za-z.])"
    + _DATE_POINT.format("low_", gap=_GAP)
    + rf"{_GAP}(?:算?起(?:算|生效|执行|实施|施行|计算)?|开始(?:执行|实施)?|生效)?{_GAP}[,,]?"
    + rf"{_GAP}(?:[-~–—]{{1,2}}|(?:一直|持续|延续|管|合作)?[至到]){_GAP}"
    + r"(?:"
    + _DATE_POINT.format("high_", gap=_GAP)
    + r"|(?P<same_year_month>\d\d?|[一二三四五六七八九十]{1,2})月底?)"
    + r"(?:为?止|结束)?(?![\d%])"
)
_OPEN_RANGE = (
    rf"(?:(?:自|从)(?:本?(?:协议|合同))?(?:双方)?(?:签[字订署约]|签字盖章|生效|盖章|签章|今|即)之?日?起(?:生效|计算|算|执行|开始)?{_GAP}[,,]?"
    rf"{_GAP}(?:一直)?|(?:(?<=[期限])|(?<=合作)|(?<=托管)|(?<=帮扶)|(?<=支援))(?:将)?(?:截|延续|延长|顺延|持续|一直)?)[至到]"
    + _DATE_POINT.format("end_", gap=_GAP)
    + r"(?:为?止|结束|期满|届满|到期)?"
)
"""自签字之日起至2027年6月6日止, 有效期|至2027年6月: only the day of signing says how long that is."""
_PLAN = r"[“\"'「]?(?P<plan>十[一二三四五六]五)[”\"'」]?(?:规划)?(?:期间|时期)"
_STEPS = {"去": -1, "今": 0, "明": 1}
_YEAR_WORDS = ("今年", "明年", "去年")
_FOUR_DIGITS = late(r"\d{4}")
_LONG_TERM = late(r"长期|永久|无固定期限|不设(?:期限|年限|时限|终止)|不限年限|无限期|长年")
_OPEN_RANGE_FORM = late(_OPEN_RANGE, spell_out=True)
_RANGE_FORM, _LENGTH_FORM, _PLAN_FORM = late(_RANGE, spell_out=True), late(_LENGTH, spell_out=True), late(_PLAN)
_START = late(
    # A class first: `re` skips ahead to its characters. No term begins with any other decimal than these ten.
    r"[0123456789〇零一二两三四五六七八九十壹贰叁肆伍陆柒捌玖半今明去“\"'「 \t]"
    r"(?=[(\d〇零一二两三四五六七八九十壹贰叁肆伍陆柒捌玖半 \t.个自整合协年载月季学星周])"
)
"""The first two signs of any term: passes over nearly all places of a text without trying the forms."""
_OPENS_RANGE = ("起", "期", "限", "合作", "托管", "帮扶", "支援")
"""One of these stands shortly before the 至 or 到 of a range that begins with the signing."""
_OPENS_BEFORE = 16
"""起执行 , 一直至: no more characters stand between them."""
_HAN_DIGITS = frozenset("〇零一二三四五六七八九")
_RANGE_SIGNS = ("至", "到", "-", "~", "–", "—")
_RANGE_REACH = 36
"""No sign of range stands further from where its range begins."""
_PLAN_FIRSTS = frozenset("十“\"'「")


def find_durations(text: str, within: Span | None = None, *, is_narrow: bool = False) -> list[DurationMention]:
    """Find every term with a length, in order; what is past, ordinal or a calendar year is none.

    A text that `is_narrow` is narrowed already.
    """
    low, high = within or (0, len(text))
    narrowed = text if is_narrow else narrow(text)
    mentions: list[DurationMention] = []
    for start in _START.finditer(narrowed, low, high):
        at = start.start()
        if at < low:
            continue
        if _may_begin_range(narrowed, at) and (match := _RANGE_FORM.match(narrowed, at, high)):
            if narrowed[at] in _STEPS and _FOUR_DIGITS.search(match[0]):
                # Whichever year 明年 is, 明年1月至2024年12月 is a term; 今年3月至5月 is more often a campaign.
                has_length = parse_months(match[0], published_year=2000) is not None
            else:
                has_length = _range_months(match) is not None
        elif narrowed[at] in _PLAN_FIRSTS and (match := _PLAN_FORM.match(narrowed, at, high)):
            has_length = True
        elif match := _LENGTH_FORM.match(narrowed, at, high):
            has_length = _positive(_length_months(match)) is not None
        else:
            continue
        low = match.end()
        if has_length:
            span = Span(low - len(match[0].lstrip()), low)
            mentions.append(DurationMention(span=span, wording=span.slice(text)))
    return mentions


def _may_begin_range(narrowed: str, at: int) -> bool:
    """Tell whether two figures of a year, or 今年 and its like, stand there, and a sign of range near enough."""
    first, second = narrowed[at], narrowed[at + 1 : at + 2]
    if first.isdecimal():
        begins = second.isdecimal()
    else:
        begins = first in _STEPS or (first in _HAN_DIGITS and second in _HAN_DIGITS)
    return begins and any([narrowed.find(sign, at, at + _RANGE_REACH) >= 0 for sign in _RANGE_SIGNS])


def may_hold_open_range(narrowed: str) -> bool:
    """Tell whether `find_open_ranges` can find anything in a text, or in any part of it: a cheap first look."""
    return any([_runs_to_a_year(narrowed, sign) for sign in "至到"])


def _runs_to_a_year(narrowed: str, sign: str) -> bool:
    """Tell whether somewhere what may be a year stands right behind the sign, and what may open a range before it."""
    at = narrowed.find(sign) + 1
    while at > 0:
        first, second = narrowed[at : at + 1], narrowed[at + 1 : at + 2]
        begins = first.isdecimal() or first in _STEPS or (first in _HAN_DIGITS and second in _HAN_DIGITS)
        if second and begins and holds_any(narrowed[max(0, at - _OPENS_BEFORE) : at], _OPENS_RANGE):
            return True
        at = narrowed.find(sign, at) + 1
    return False


def find_open_ranges(text: str, within: Span | None = None) -> list[DurationMention]:
    """Find the terms that run from the signing to a day told (有效期至2027年6月6日), in order."""
    bounds = within or Span(0, len(text))
    narrowed = narrow(text)
    if not may_hold_open_range(narrowed):
        return []
    spans = (Span(*match.span()) for match in _OPEN_RANGE_FORM.finditer(narrowed, bounds.start, bounds.end))
    return [DurationMention(span=span, wording=span.slice(text)) for span in spans]


def parse_open_months(wording: str, *, signed: str | None) -> int | None:
    """Read a term that begins with the signing, in whole months.

    Args:
        wording: 自签字之日起至2027年6月6日止, 至2027年6月 ….
        signed: the value of the signing date; without its month nothing can be read.

    Returns:
        Months, or None where they would be no half years and no exact day says that they are meant so.
    """
    match = re.search(
        _DATE_POINT.format("end_", gap=_GAP) + r"(?:为?止|结束|期满|届满|到期)?$", narrow(wording).strip()
    )
    began = [int(part) for part in (signed or "").split("-") if part]
    if (
        match is None
        or len(began) < 2
        or not re.match(r"(?:自|从|将|截|延|顺|持续|一直)|[至到]", narrow(wording).strip())
    ):
        return None
    year, month, day = _point(match, "end_")
    if year is None:
        return None
    months = (year - began[0]) * 12 + (month or 12) - began[1]
    exact = day is not None and len(began) == 3
    months -= 1 if exact and day is not None and day < began[2] - 1 else 0
    months += 1 if months % 6 == 5 else 0
    return months if months > 0 and (exact or months % 6 == 0) else None


def is_long_term(wording: str) -> bool:
    """Whether the wording states a term without a length (长期)."""
    return _LONG_TERM.search(wording) is not None


def parse_months(wording: str, *, published_year: int | None = None) -> int | None:
    """Read a term in whole months.

    Args:
        wording: 五年, 两年半, 为期36个月, 一个季度, 2021年至2025年, 2020年9月至2025年8月, “十四五”期间 ….
        published_year: what 今年 and 明年 lean on (明年1月至2024年12月); without it such a range can't be read.

    Returns:
        Months ≥ 1. Calendar years count both ends; a range of months that stops one short of whole or half years
        counts as those. None for 长期, and for what is shorter than a month or no term.
    """
    narrowed = narrow(wording)
    if published_year is not None and "年" in narrowed:
        for word in _YEAR_WORDS:
            narrowed = narrowed.replace(word, f"{published_year + _STEPS[word[0]]}年")
    if holds_any(narrowed, _RANGE_SIGNS) and (match := _RANGE_FORM.search(narrowed)):
        return _range_months(match)
    if "五" in narrowed and _PLAN_FORM.search(narrowed + "期间"):
        return 60
    match = _LENGTH_FORM.search(narrowed)
    return _positive(_length_months(match)) if match else None


def plan_years(wording: str) -> tuple[int, int] | None:
    """The first and last year of the five-year plan a wording names (十四五: 2021, 2025)."""
    match = re.search(r"十[一二三四五六]五", wording)
    return (_PLANS[match[0]], _PLANS[match[0]] + 4) if match else None


def _length_months(match: re.Match[str]) -> float | None:
    if match["half_year"]:
        return 6
    number = parse_numeral(match["number"])
    if number is None:
        return None
    if match["years"]:
        # 三五年 and 二〇二一年 are no count of years.
        extra = parse_numeral(match["extra"]) if match["extra"] else 0
        return None if number > 100 or extra is None else number * 12 + (6 if match["half"] else 0) + extra
    if match["months"]:
        return number
    return number * 3 if match["quarters"] else None


def _positive(months: float | None) -> int | None:
    return int(months) if months is not None and months >= 1 and months == int(months) else None


def _range_months(match: re.Match[str]) -> int | None:
    low_year, low_month, low_day = _point(match, "low_")
    high_year, high_month, high_day = _point(match, "high_")
    if match["same_year_month"] and low_month:
        high_year, high_month = low_year, _whole(parse_numeral(match["same_year_month"]))
    if low_year is None or high_year is None:
        return None
    if low_month is None and high_month is None:
        return _positive((high_year - low_year + 1) * 12) if high_year > low_year else None
    # A year without a month begins in January or ends in December.
    inclusive = high_month is None
    months = (high_year - low_year) * 12 + (high_month or 12) - (low_month or 1)
    if low_day is not None and high_day is not None:
        # 5月9日至次年5月8日 is the whole year.
        months -= 1 if high_day < low_day - 1 else 0
        months += 1 if low_day == 1 and high_day >= 28 else 0
    elif inclusive or months % 6 == 5:
        months += 1
    return months if months >= 1 else None


def _point(match: re.Match[str], end: str) -> tuple[int | None, int | None, int | None]:
    groups = match.groupdict()
    parts = (groups[f"{end}year"], groups[f"{end}month"] or groups[f"{end}dot_month"])
    day = groups[f"{end}day"] or groups[f"{end}dot_day"]
    year, month, number = (parse_numeral(part) if part else None for part in (*parts, day))
    return (_whole(year), _whole(month), _whole(number))


def _whole(value: float | None) -> int | None:
    return None if value is None else int(value)
