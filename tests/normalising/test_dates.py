"""Dates as the page writes them, against the day it was published."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.normalising.dates import find_dates, resolve_date

PUBLISHED = date(2022, 1, 4)  # a Tuesday
RESOLVED = [
    ("2021年5月9日", "2021-05-09"),
    ("２０２１年５月９日", "2021-05-09"),
    ("2021 年 5 月 9 日", "2021-05-09"),
    ("二〇二一年五月九日", "2021-05-09"),
    ("二○二一年十二月三十一日", "2021-12-31"),
    ("2021-05-09", "2021-05-09"),
    ("2021.5.9", "2021-05-09"),
    ("2021/05/09", "2021-05-09"),
    ("20200615", "2020-06-15"),
    ("民国112年5月9日", "2023-05-09"),
    ("112年5月9日", "2023-05-09"),
    ("21年5月9日", "2021-05-09"),
    ("5月9日", "2021-05-09"),
    ("5月9日上午", "2021-05-09"),
    ("12月28日", "2021-12-28"),
    ("1月3日", "2022-01-03"),
    ("9日", "2021-12-09"),
    ("3日", "2022-01-03"),
    ("11月1-3日", "2021-11-01"),
    ("11月1日至3日", "2021-11-01"),
    ("2021年11月30日至12月2日", "2021-11-30"),
    ("今天", "2022-01-04"),
    ("昨日", "2022-01-03"),
    ("昨天下午", "2022-01-03"),
    ("前天", "2022-01-02"),
    ("上月末", "2021-12"),
    ("上月28日", "2021-12-28"),
    ("本月2日", "2022-01-02"),
    ("去年12月", "2021-12"),
    ("今年1月", "2022-01"),
    ("2021年5月", "2021-05"),
    ("5月底", "2021-05"),
    ("去年", "2021"),
    ("2021年", "2021"),
    ("周三", "2021-12-29"),
    ("上周五", "2021-12-31"),
]


@pytest.mark.parametrize(("wording", "value"), RESOLVED, ids=[w for w, _ in RESOLVED])
def test_resolve_date(wording: str, value: str) -> None:
    resolved = resolve_date(wording, published=PUBLISHED)
    assert (resolved.value, resolved.status) == (value, "resolved")


@pytest.mark.parametrize(
    ("wording", "status"),
    [
        ("近日", "vague"),
        ("日前", "vague"),
        ("2月30日", "unreadable"),
        ("2021年13月1日", "unreadable"),
        ("合作期限为10年", "unreadable"),
        ("", "unreadable"),
    ],
)
def test_resolve_date_never_guesses(wording: str, status: str) -> None:
    resolved = resolve_date(wording, published=PUBLISHED)
    assert (resolved.value, resolved.status) == (None, status)


@pytest.mark.parametrize("wording", ["5月9日", "昨日", "9日", "上月末", "今年5月9日", "周三"])
def test_resolve_date_without_any_year_is_year_unknown(wording: str) -> None:
    assert resolve_date(wording, published=None).status == "year_unknown"


def test_resolve_date_takes_the_year_the_text_tells_of() -> None:
    assert resolve_date("5月9日", published=PUBLISHED, context_year=2016).value == "2016-05-09"


def test_find_dates_takes_no_term_address_or_count_for_a_date() -> None:
    text = "合作期限为10年，30日内，8号楼，电话0427-2821234，每周二、周四，三个月，第三年，10至12月"
    assert [m.wording for m in find_dates(text)] in ([], ["12月"])


def test_find_dates_finds_them_in_order() -> None:
    text = "2021-05-17 10:20 近日，5月9-11日，9日上午，2020 年 6 月 5 日，去年12月11日"
    found = [m.wording for m in find_dates(text)]
    assert found == ["2021-05-17", "近日", "5月9-11日", "9日", "2020 年 6 月 5 日", "去年12月11日"]


_FORMS = (
    "{0:%Y-%m-%d}",
    "{0:%Y/%m/%d}",
    "{0.year}.{0.month}.{0.day}",
    "{0.year}年{0.month}月{0.day}日",
    "{0.year} 年 {0.month} 月 {0.day} 号",
    "{0:%Y%m%d}",
)


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2049, 12, 31)), st.sampled_from(_FORMS))
def test_a_written_date_reads_back(day: date, form: str) -> None:
    text = f"于{form.format(day)}签约"
    (mention,) = find_dates(text)
    assert resolve_date(mention.wording, published=None).value == day.isoformat()


@given(st.dates(min_value=date(2001, 1, 1), max_value=date(2049, 12, 31)), st.dates(min_value=date(2010, 1, 1)))
def test_a_date_without_a_year_is_never_after_the_publication(day: date, published: date) -> None:
    resolved = resolve_date(f"{day.month}月{day.day}日", published=published)
    assert resolved.value is None or resolved.value <= published.isoformat()


_PIECES = st.sampled_from(list("0123456789一二三十年月日号周至-./、今昨去上本末底初近前民国 ２１"))


@given(st.lists(_PIECES, max_size=24).map("".join) | st.text(max_size=40), st.none() | st.dates())
def test_any_text_gives_mentions_whose_spans_are_their_wordings(text: str, published: date | None) -> None:
    for mention in find_dates(text):
        assert mention.span.slice(text) == mention.wording
        resolve_date(mention.wording, published=published)
    resolve_date(text, published=published)
