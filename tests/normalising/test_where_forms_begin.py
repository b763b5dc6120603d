"""The first look of the finders passes over no place where one of their forms begins."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.normalising import dates, durations, frequencies, quantities

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
    *("今年", "明年", "自然", "规划", "期间", "时期", "合作", "协议", "自签约之日起", "有效期", "托管", "2027年"),
)
_QUANTITY_WORDS = (
    *"0123456789一二三五十百千万亿.,% 成点余多来名个人项次家批年位台步至到-第数几从约近超上过不同每任周",
    *("百分之", "不少于", "至少", "不超过", "至少引进", "以上", "左右", "人次", "万元", "进一步", "星期", "百分点"),
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
    whole = [(match.end(), match[0].lstrip()) for match in ANY_TERM.finditer(text)]
    with_length = [(end - len(term), end) for end, term in whole if durations.parse_months(term, **leaning(term))]
    assert [mention.span for mention in durations.find_durations(text)] == with_length


def leaning(term: str) -> dict[str, int]:
    """今年3月至2027年5月 has a length, whichever year that is; 今年3月至5月 has none."""
    return {"published_year": 2000} if term[0] in "今明去" and re.search(r"\d{4}", term) else {}


@settings(max_examples=600, deadline=None)
@given(st.lists(st.sampled_from(_TERM_WORDS), max_size=10).map("".join))
def test_no_first_look_passes_over_a_term_from_the_signing(text: str) -> None:
    if durations._OPEN_RANGE_FORM.search(text):
        assert durations.may_hold_open_range(text)


@settings(max_examples=600, deadline=None)
@given(st.lists(st.sampled_from(_QUANTITY_WORDS), max_size=10).map("".join))
def test_no_first_look_passes_over_a_quantity(text: str) -> None:
    starts = [match.start() for match in quantities._START.finditer(text)]
    whole = quantities._MENTION_WITH_SHARE_IN_WORDS
    places = [at for at in starts if quantities._quantity_at(text, at, len(text), whole)[0]]
    if not quantities._COUNTED.search(text):
        assert not places
    if not quantities._tells_share_in_words(text, 0, len(text)):
        plain = quantities._MENTION
        assert places == [at for at in starts if quantities._quantity_at(text, at, len(text), plain)[0]]


@given(st.lists(st.sampled_from("每隔半两二2三四五345个年月周星期天日逐 "), max_size=6).map("".join))
def test_a_rhythm_that_is_no_frequency_is_known_by_a_sign(text: str) -> None:
    assert frequencies._is_near_none(text) == (frequencies._NONE_NEAR.search(text) is not None)
