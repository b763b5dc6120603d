"""What a date leans on: the dateline, and the year, month and day that the text told just before it.

News moves on from the day it has told: 那年四月, 同年9月, 次年3月, 同月18日, 次日. And a report sent from elsewhere
counts 今天 from its dateline (本报某市6月24日专电), not from the day it was printed.
"""

from __future__ import annotations

from datetime import date, timedelta

from summarizer.article import Span
from summarizer.normalising.dates import find_dates, is_day_alone, needs_day_told, needs_year_told, resolve_date
from summarizer.normalising.numerals import parse_numeral
from summarizer.normalising.width import narrow
from summarizer.patterns import holds_any, late

HEAD_CHARS = 400
"""A dateline stands in the first lines."""
MAX_DATELINE_DAYS = 31
TELLING_CHARS = 300
"""So far back a reader still has in mind what 那年 means."""

_DATELINE = late(r"(\d{1,2}\s?月\s?\d{1,2}\s?日)(?:[上下]午|晚间?)?\s?(?:专?电(?!话|视|子|影)|讯(?!息))")
_YEAR_TOLD = late(r"(?P<year>(?:19|20)\d\d|[一二][〇零一二三四五六七八九]{3})\s?年(?!度|来)|(?P<word>去年|前年|今年)")
# 2009年的事。…那年四月…六月: from here on dates without a year are of that year, until another is told.
_CHAIN = late(
    r"(?:那一?|同|这一?)年(?=[^，。；\n]{0,2}[\d一二三四五六七八九十元]{1,2}月)"
    r"|(?:次|翌|第二|转过?)年(?=[^，。；\n]{0,2}[\d一二三四五六七八九十元]{1,2}月)"
    r"|是(?:(?:19|20)\d\d|[一二][〇零一二三四五六七八九]{3})年(?:的事[^。，,；\n]{0,6})?(?=。)"
)
_CHAIN_WORDS = ("那", "同年", "这", "次年", "翌年", "第二年", "转", "是")
"""What any of that begins with."""
_YEAR_LINE = late(r"[^\w\n]*(20\d\d)\s?年度?[^\w\n]*")
_NEXT_YEAR = ("次", "翌", "第二", "转")
_NOW = late(r"今年|去年|前年|如今|现在|目前|眼下|至今|今天|日前|近日|(?:19|20)\d\d\s?年")
_STEPS = {"去年": -1, "前年": -2, "今年": 0}


def dateline_of(text: str, published: date | None) -> date | None:
    """Return the day a report was sent, where it says so; else the day the page was published."""
    if published is None:
        return None
    head = narrow(text)[:HEAD_CHARS]
    match = _DATELINE.search(head) if "电" in head or "讯" in head else None
    if match is None:
        return published
    value = resolve_date(match.group(1), published=published).value
    sent = date.fromisoformat(value) if value else published
    return sent if timedelta(0) <= published - sent <= timedelta(days=MAX_DATELINE_DAYS) else published


def year_told(text: str, wording: str, at: int, published: date | None) -> int | None:
    """Return the year that a date without one means by what was told before it: 那年四月, or a chain of such dates.

    Args:
        text: of the article.
        wording: of the date.
        at: where it stands.
        published: when the page appeared.
    """
    before = narrow(text)[max(0, at - TELLING_CHARS) : at]
    if needs_year_told(wording) or wording.startswith("当年"):
        return _last_year(before, published)
    line = before.rfind("\n") + 1
    chain = list(_CHAIN.finditer(before, line)) if _may_hold_chain(before[line:]) else []
    if not chain or _NOW.search(before, chain[-1].end()):
        return _year_of_section(text, at) or (_year_of_title(text) if published is None else None)
    word = chain[-1].group()
    year = _last_year(before[: chain[-1].end()], published)
    return year + 1 if year is not None and word.startswith(_NEXT_YEAR) else year


def _may_hold_chain(line: str) -> bool:
    """Tell whether a year told before may be named or leant on in a line: few lines have such words."""
    return "年" in line and holds_any(line, _CHAIN_WORDS)


def _year_of_section(text: str, at: int) -> int | None:
    """The year that stands alone in a line above: chronicles are told year by year."""
    for line in reversed(narrow(text)[:at].split("\n")):
        if "年" in line and (alone := _YEAR_LINE.fullmatch(line)):
            return int(alone.group(1))
    return None


def _year_of_title(text: str) -> int | None:
    """Of a page without a date: the year in its title (2023年大事记). A year told elsewhere may be of anything."""
    return _last_year(narrow(text).partition("\n")[0], None)


def day_told(text: str, wording: str, at: int, published: date | None) -> str | None:
    """Return the day or month last told before 次日 and its like, as precise as told."""
    if not needs_day_told(wording) and not (published is None and is_day_alone(wording)):
        return None
    for mention in reversed(find_dates(text, Span(max(0, at - TELLING_CHARS), at))):
        if needs_day_told(mention.wording) or is_day_alone(mention.wording):
            continue
        year = year_told(text, mention.wording, mention.span.start, published)
        value = resolve_date(mention.wording, published=published, context_year=year).value
        if value is not None and len(value) > len("2021"):
            return value
    return None


def _last_year(before: str, published: date | None) -> int | None:
    told = list(_YEAR_TOLD.finditer(before))
    if not told:
        return None
    if word := told[-1]["word"]:
        return published.year + _STEPS[word] if published else None
    value = parse_numeral(told[-1]["year"])
    return None if value is None else int(value)
