"""The first look of the finders passes over no place where one of their forms begins."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.normalising import dates, durations

_DATE_WORDS = (
    *"0123456789一二三十廿元〇年月日号天前后底初上中下旬周个至到-./~、 楼",
    *(
        "今",
        "昨",
        "明",
        "去年",
        "同月",
        "次日",
        "翌年",
        "第二",
        "转过",
        "那一",
        "这",
        "隔",
        "本",
        "当",
        "民国",
        "中华",
        "新近",
        "近日",
    ),
    *("日前", "星期", "礼拜", "不久前", "大前天", "连日来", "最近", "该月"),
)
_TERM_WORDS = (
    *'0123456789一二三五十半个年载月季度学期星周整零 “”"至到-.底日号',
    *("今年", "明年", "自然", "规划", "期间", "时期", "合作", "协议"),
)


def one_pattern(*sources: str) -> re.Pattern[str]:
    """Every form in one alternation, searched from every place: what the finders must agree with."""
    return re.compile("|".join(re.sub(r"[(][?]P<[a-z0-9_]+>", "(?:", source) for source in sources))


ANY_DATE = one_pattern(
    dates._SEPARATED,
    dates._COMPACT,
    dates._WRITTEN,
    dates._RELATIVE_MONTH,
    dates._YEAR_ONLY,
    dates._YEAR_WORD_ONLY,
    dates._RELATIVE_DAY,
    dates._DAYS_AGO,
    dates._WEEKDAY,
    dates._DAY_ONLY,
    dates._VAGUE,
)
ANY_TERM = one_pattern(durations._RANGE, durations._PLAN, durations._LENGTH)


@settings(max_examples=600, deadline=None)
@given(st.lists(st.sampled_from(_DATE_WORDS), max_size=10).map("".join))
def test_every_date_is_found_from_its_first_character(text: str) -> None:
    whole = [match.span() for match in ANY_DATE.finditer(text)]
    assert [mention.span for mention in dates.find_dates(text)] == whole


@settings(max_examples=600, deadline=None)
@given(st.lists(st.sampled_from(_TERM_WORDS), max_size=10).map("".join))
def test_every_term_is_found_from_its_first_character(text: str) -> None:
    starts = {match.start() for match in durations._START.finditer(text)}
    assert {match.start() for match in ANY_TERM.finditer(text)} <= starts
