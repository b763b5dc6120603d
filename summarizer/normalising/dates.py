"""Calendar dates as Chinese articles write them, and what they mean on the day the page was published.

A date without a year is the latest such day that is not after the publication: news tells what has happened. Vague
words (近日, 日前) stay vague; an impossible day (2月30日) is unreadable, never its neighbour.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal, NamedTuple

from summarizer.article import Span
from summarizer.normalising.numerals import parse_numeral
from summarizer.normalising.width import narrow
from summarizer.patterns import holds_any, late, not_before, one_of

DateStatus = Literal["resolved", "year_unknown", "vague", "unreadable"]


class DateMention(NamedTuple):
    """A date where it stands, its time of day left off."""

    span: Span
    wording: str


class ResolvedDate(NamedTuple):
    """What a wording means."""

    value: str | None
    """`YYYY-MM-DD`, `YYYY-MM` or `YYYY`; None unless `status` is `resolved`."""
    status: DateStatus


class _Anchor(NamedTuple):
    """What a date that does not say everything leans on."""

    published: date | None
    context_year: int | None
    context_day: str | None = None


_HAN_DIGIT = "〇零一二三四五六七八九"
_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十廿卅]{1,3})"
_GAP = r"[ \t]{0,2}"
# A year of two figures, or of three in the Republic's count, is one only before a month: 10年 alone is a term.
_BEFORE_MONTH = rf"(?={_GAP}年{_GAP}\d{{1,2}}{_GAP}月)"
_YEAR = (
    rf"(?:(?:中华)?民国{_GAP}(?P<republic>\d{{1,3}}|[{_HAN_DIGIT}十百]{{1,6}})|(?P<year>(?:19"
    rf"|20)\d{{2}}|[{_HAN_DIGIT}]{{4}})"
    rf"|(?P<bare_republic>1[0-3]\d|9\d){_BEFORE_MONTH}|(?P<short_year>[0-8]\d){_BEFORE_MONTH}){_GAP}年度?"
)
_TOLD_YEARS = ("那年", "那一年", "同年", "这一年", "次年", "翌年", "第二年", "转年", "转过年")
"""They lean on the year the text has told, not on the page's."""
_YEAR_WORD = r"(?P<year_word>今年|去年|前年|明年|本年度?|当年|上年)"
_PART = rf"(?:{_GAP}(?:{one_of(*'上中下')}旬|月?{one_of(*'底末初')}))"
_RANGE_SIGN = rf"{_GAP}{one_of(*'-~–—至到')}{{1,2}}{_GAP}"
# 11月1-3日, 11月1日至3日, 5月30日至6月2日: the range belongs to the mention, its first day is the date.
_RANGE_REST = rf"(?:{_RANGE_SIGN}(?:(?:20\d\d{_GAP}年{_GAP})?{_NUMBER}{_GAP}月{_GAP})?{_NUMBER}{_GAP}[日号])"
_DAY = (
    rf"(?P<day>{_NUMBER})(?:(?:{_RANGE_SIGN}|、){_NUMBER}{_GAP}[日号]"
    rf"|{_GAP}[日号]{not_before(*'楼院线馆店文')}(?:{_RANGE_REST})?)"
)
_CLEAR_BEFORE = r"(?:(?<![\dA-Za-z.])|(?<=\n\d\.))"

_SEPARATED = (
    rf"{_CLEAR_BEFORE}(?P<year>(?:19|20)\d\d)(?:-(?P<m1>\d\d?)(?:-(?P<d1>\d\d?))?|/(?P<m2>\d\d?)(?:/(?P<d2>\d\d?))?"
    r"|\.(?P<m3>\d\d?)(?:\.(?P<d3>\d\d?))?)(?![\d%.年]|-\d)"
)
_COMPACT = rf"{_CLEAR_BEFORE}(?P<year>(?:19|20)\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"
_WRITTEN = (
    rf"(?:{_CLEAR_BEFORE}{_YEAR}{_GAP}|(?P<told_year>{'|'.join(_TOLD_YEARS)})的?{_GAP}|{_YEAR_WORD}的?{_GAP}|{_CLEAR_BEFORE}(?<![个{_HAN_DIGIT}十]))"
    rf"(?P<month>{_NUMBER}|元){_GAP}月份?(?:{_GAP}{_DAY}|{_PART})?"
)
_RELATIVE_MONTH = (
    rf"(?P<month_word>同月|该月|那个月|次月|翌月|上个?月|本月|这个月|当月|下个?月)的?(?:{_GAP}{_DAY}|{_PART})?"
)
_YEAR_ONLY = rf"{_CLEAR_BEFORE}{_YEAR}(?:年?{one_of(*'底末初')}{not_before(*'步期次')}|[上下]半年)?"
_YEAR_WORD_ONLY = rf"{_YEAR_WORD}(?:年?{one_of(*'底末初')}{not_before(*'步期次')}|[上下]半年)?"
_RELATIVE_DAY = (
    r"(?P<day_word>今天|今日|今晨|今早|今晚|今夜|昨天|昨日|昨晚|昨晨|昨夜|大前天|前天|前日|前晚|前夜|明天|明日|当日|当天"
    r"|次日|翌日|隔[天日]|(?<!\d)第二天|(?<![之\d])前一[天日])"
)
_DAY_STEPS = {"昨": -1, "大": -3, "前": -2, "明": 1}
_TOLD_STEPS = {"次": 1, "翌": 1, "隔": 1, "第": 1, "前": -1, "当": 0}
_TOLD_DAYS = frozenset({"次日", "翌日", "隔天", "隔日", "第二天", "前一天", "前一日", "当天", "当日"})
_TOLD_MONTHS = frozenset({"同月", "该月", "那个月", "次月", "翌月", "当月"})
_ONLY_DAY = late(rf"{_NUMBER}{_GAP}[日号]")
_DAYS_AGO = r"(?<![\d近每数几十])(?P<days>\d|[一二两三四五六七八九十])天(?:之|以)?前"
_WEEKDAY = (
    r"(?<![每一二三四五六、])(?P<week>上个?|本|这个?|下个?)?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])"
    r"(?![、至到]|[和及]周|期)"
)
_DAY_ONLY = rf"(?<![\dA-Za-z.月第百千万至到{_HAN_DIGIT}十个、-]){_DAY}{not_before('以?内', *'游均龄间制常子后')}"
_VAGUE = r"近日|日前|近期|不久前|前不久|最近|近来|连日来|这几天|新近"


def find_dates(text: str, within: Span | None = None, *, is_narrow: bool = False) -> list[DateMention]:
    """Find every date, exact or vague, in order; they don't overlap. A text that `is_narrow` is narrowed already."""
    low, high = within or (0, len(text))
    narrowed = text if is_narrow else narrow(text)
    mentions: list[DateMention] = []
    for start in _START.finditer(narrowed, low, high):
        at = start.start()
        end = _end_of_date(narrowed, at, high) if at >= low else None
        if end is not None:
            low = end
            mentions.append(DateMention(span=Span(at, low), wording=text[at:low]))
    return mentions


def _end_of_date(narrowed: str, at: int, high: int) -> int | None:
    """Where the date ends that begins at a place, by the first form that fits there."""
    for form, _, signs, reach in _FORMS_BY_FIRST.get(narrowed[at], ()):
        if not signs or _has_one(narrowed, signs, at, at + reach):
            match = form.match(narrowed, at, high)
            if match is not None:
                return match.end()
    return None


def _has_one(narrowed: str, signs: str, start: int, end: int) -> bool:
    """Tell whether a sign that a form can't do without stands near enough: forms are dear to compile and to try."""
    return any([narrowed.find(sign, start, end) >= 0 for sign in signs])


def needs_day_told(wording: str) -> bool:
    """Tell whether only a day told before says what a wording means (次日, 同月18日)."""
    return holds_any(wording, (*_TOLD_DAYS, *_TOLD_MONTHS))


def is_day_alone(wording: str) -> bool:
    """Tell whether a wording is a day without its month (24日, 二十四日)."""
    return wording.endswith(("日", "号")) and _ONLY_DAY.fullmatch(narrow(wording)) is not None


def needs_year_told(wording: str) -> bool:
    """Tell whether only a year told before says what a wording means (那年四月, 同年9月)."""
    return holds_any(wording, _TOLD_YEARS)


def resolve_date(
    wording: str, *, published: date | None, context_year: int | None = None, context_day: str | None = None
) -> ResolvedDate:
    """Say which day, month or year a wording means.

    Args:
        wording: 5月9日, 2021.5.9, 民国112年5月9日, 昨日, 上月末, 近日 …; of a range the first day counts.
        published: the day the page appeared, which 昨日 and a date without a year lean on.
        context_year: the year the text is telling of, when it says so nearby; it goes before `published`.
        context_day: the value of the date told before, which 次日 and 同月 lean on.

    Returns:
        `resolved` with the value as precise as the wording; `year_unknown` when nothing says which year (or, for
        昨日, which day); `vague` for 近日 and its like; `unreadable` for anything that is no day of the calendar.
    """
    narrowed = narrow(wording)
    found = next(iter(find_dates(narrowed)), None)
    if found is None:
        return ResolvedDate(None, "unreadable")
    anchor = _Anchor(published, context_year, context_day)
    for form, read, *_ in _FORMS_BY_FIRST[narrowed[found.span.start]]:
        if match := form.fullmatch(narrowed, *found.span):
            return read(match, anchor)
    return ResolvedDate(None, "unreadable")


def _read_separated(match: re.Match[str], anchor: _Anchor) -> ResolvedDate:
    month = match["m1"] or match["m2"] or match["m3"]
    return _dated(int(match["year"]), int(month), _number(match["d1"] or match["d2"] or match["d3"]))


def _read_compact(match: re.Match[str], anchor: _Anchor) -> ResolvedDate:
    return _dated(int(match["year"]), int(match["month"]), int(match["day"]))


def _read_written(match: re.Match[str], anchor: _Anchor) -> ResolvedDate:
    month = 1 if match["month"] == "元" else _number(match["month"])
    day = _number(match["day"])
    if month is None:
        return ResolvedDate(None, "unreadable")
    if told := match["told_year"]:
        if anchor.context_year is None:
            return ResolvedDate(None, "year_unknown")
        return _dated(anchor.context_year + (told[0] in "次翌第转"), month, day)
    if not _says_year(match):
        return _latest(month, day, anchor)
    year = _year(match, anchor)
    return ResolvedDate(None, "year_unknown") if year is None else _dated(year, month, day)


def _latest(month: int, day: int | None, anchor: _Anchor) -> ResolvedDate:
    """No year: the text's own, else the latest such day up to the publication."""
    if anchor.context_year is not None:
        return _dated(anchor.context_year, month, day)
    if anchor.published is None:
        # 2月30日 is no day in any year; 2月29日 is one in some.
        possible = _dated(2024, month, day).status == "resolved"
        return ResolvedDate(None, "year_unknown" if possible else "unreadable")
    this_year = anchor.published.year
    in_future = (month, day or 0) > (anchor.published.month, anchor.published.day)
    if day is None:
        in_future = month > anchor.published.month
    return _dated(this_year - 1 if in_future else this_year, month, day)


def _read_relative_month(match: re.Match[str], anchor: _Anchor) -> ResolvedDate:
    lean = anchor.published
    if match["month_word"] in _TOLD_MONTHS and anchor.context_day:
        lean = date.fromisoformat((anchor.context_day + "-01")[:10])
    elif match["month_word"] != "当月" and match["month_word"] in _TOLD_MONTHS:
        lean = None
    if lean is None:
        return ResolvedDate(None, "year_unknown")
    step = {"上": -1, "下": 1, "次": 1, "翌": 1}.get(match["month_word"][0], 0)
    months = lean.year * 12 + lean.month - 1 + step
    return _dated(months // 12, months % 12 + 1, _number(match["day"]))


def _read_year(match: re.Match[str], anchor: _Anchor) -> ResolvedDate:
    year = _year(match, anchor)
    return ResolvedDate(None, "year_unknown") if year is None else ResolvedDate(f"{year:04d}", "resolved")


def _read_relative_day(match: re.Match[str], anchor: _Anchor) -> ResolvedDate:
    if match["day_word"] in _TOLD_DAYS and (anchor.context_day or match["day_word"][0] != "当"):
        if anchor.context_day is None or len(anchor.context_day) < len("2021-05-09"):
            return ResolvedDate(None, "year_unknown")
        told = date.fromisoformat(anchor.context_day) + timedelta(days=_TOLD_STEPS[match["day_word"][0]])
        return ResolvedDate(told.isoformat(), "resolved")
    if anchor.published is None:
        return ResolvedDate(None, "year_unknown")
    step = _DAY_STEPS.get(match["day_word"][0], 0)
    return ResolvedDate((anchor.published + timedelta(days=step)).isoformat(), "resolved")


def _read_days_ago(match: re.Match[str], anchor: _Anchor) -> ResolvedDate:
    days = _number(match["days"])
    if anchor.published is None or days is None:
        return ResolvedDate(None, "year_unknown")
    return ResolvedDate((anchor.published - timedelta(days=days)).isoformat(), "resolved")


def _read_weekday(match: re.Match[str], anchor: _Anchor) -> ResolvedDate:
    if anchor.published is None:
        return ResolvedDate(None, "year_unknown")
    weekday = "一二三四五六日".index(match["weekday"].replace("天", "日"))
    monday = anchor.published - timedelta(days=anchor.published.weekday())
    week = (match["week"] or "")[:1]
    day = monday + timedelta(days=weekday, weeks={"上": -1, "下": 1}.get(week, 0))
    if not week and day > anchor.published:
        day -= timedelta(weeks=1)
    return ResolvedDate(day.isoformat(), "resolved")


def _read_day(match: re.Match[str], anchor: _Anchor) -> ResolvedDate:
    day = _number(match["day"])
    if day is None or not 1 <= day <= 31:
        return ResolvedDate(None, "unreadable")
    if anchor.published is None:
        # 2023年8月22日…。24日: on a page without a date the month told before holds.
        told = [int(part) for part in (anchor.context_day or "").split("-") if part]
        return _dated(told[0], told[1], day) if len(told) > 1 else ResolvedDate(None, "year_unknown")
    months = anchor.published.year * 12 + anchor.published.month - 1 - (day > anchor.published.day)
    return _dated(months // 12, months % 12 + 1, day)


def _read_vague(match: re.Match[str], anchor: _Anchor) -> ResolvedDate:
    return ResolvedDate(None, "vague")


def _says_year(match: re.Match[str]) -> bool:
    groups = match.groupdict()
    return any(groups.get(name) for name in ("year", "republic", "bare_republic", "short_year", "year_word"))


def _year(match: re.Match[str], anchor: _Anchor) -> int | None:
    groups = match.groupdict()
    if word := groups.get("year_word"):
        if word == "当年" and anchor.context_year is not None:
            return anchor.context_year
        step = {"去年": -1, "上年": -1, "前年": -2, "明年": 1}.get(word, 0)
        return None if anchor.published is None else anchor.published.year + step
    if republic := groups.get("republic") or groups.get("bare_republic"):
        count = parse_numeral(republic)
        # 1912 is the first year of the Republic.
        return None if count is None else int(count) + 1911
    if short := groups.get("short_year"):
        return 2000 + int(short)
    value = parse_numeral(groups.get("year") or "")
    return None if value is None else int(value)


def _number(wording: str | None) -> int | None:
    value = parse_numeral(wording) if wording else None
    return None if value is None else int(value)


def _dated(year: int, month: int, day: int | None) -> ResolvedDate:
    try:
        checked = date(year, month, day or 1)
    except ValueError:
        return ResolvedDate(None, "unreadable")
    return ResolvedDate(checked.isoformat() if day else checked.isoformat()[:7], "resolved")


_Reader = Callable[[re.Match[str], _Anchor], ResolvedDate]
_DIGITS = "0123456789"
_COUNTING = f"{_DIGITS}{_HAN_DIGIT}十廿卅两"
_FORMS: tuple[tuple[re.Pattern[str], _Reader, str, str, int], ...] = (
    (late(_SEPARATED), _read_separated, "12", "-/.", 5),
    (late(_COMPACT), _read_compact, "12", "", 0),
    (late(_WRITTEN, spell_out=True), _read_written, f"{_COUNTING}元中民那同这次翌第转今去前明本当上", "月", 26),
    (late(_RELATIVE_MONTH), _read_relative_month, "同该那次翌上本这当下", "月", 4),
    (late(_YEAR_ONLY, spell_out=True), _read_year, f"{_COUNTING}中民", "年", 16),
    (late(_YEAR_WORD_ONLY), _read_year, "今去前明本当上", "年", 2),
    (late(_RELATIVE_DAY), _read_relative_day, "今昨大前明当次翌隔第", "", 0),
    (late(_DAYS_AGO), _read_days_ago, _COUNTING, "天", 2),
    (late(_WEEKDAY), _read_weekday, "上本这下周星礼", "", 0),
    (late(_DAY_ONLY, spell_out=True), _read_day, _COUNTING, "日号", 16),
    (late(_VAGUE), _read_vague, "近日不前最连这新", "", 0),
)
"""The forms of a date in the order they are tried, each with its reader and what it can begin with; one of the signs,
if any are named, stands within so many characters of the beginning."""
_FORMS_BY_FIRST = {
    first: tuple((form, read, signs, reach) for form, read, firsts, signs, reach in _FORMS if first in firsts)
    for first in {first for _, _, firsts, *_ in _FORMS for first in firsts}
}
_START = late(
    # A class first: `re` skips ahead to its characters. No form begins with any other decimal than these ten.
    rf"[{_DIGITS}{_HAN_DIGIT}两十廿卅元中民今去前明本当上下这昨近日最不连新周星礼大次翌隔第那同该转]"
    rf"(?=[\d{_HAN_DIGIT}十百廿卅年月日号天、至到~–—./ \t晨早晚夜不个周星礼前几华国期来近久拜过-])(?!(?<=近)年)"
)
"""The first two signs of any form of a date: passes over nearly all places of a text without trying the forms."""
