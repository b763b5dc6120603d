"""Terms, grades and rhythms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.normalising.durations import find_durations, is_long_term, parse_months
from summarizer.normalising.frequencies import parse_frequency
from summarizer.normalising.levels import parse_level
from summarizer.schema import Frequency, Level

MONTHS = [
    ("五年", 60),
    ("5 年", 60),
    ("两年半", 30),
    ("半年", 6),
    ("一个季度", 3),
    ("36个月", 36),
    ("为期三年", 36),
    ("1.5年", 18),
    ("一年零六个月", 18),
    ("三个年度", 36),
    ("2021年至2025年", 60),
    ("2021-2025年", 60),
    ("2021年3月至2024年3月", 36),
    ("2020年9月至2025年8月", 60),
    ("2020.9-2025.8", 60),
    ("2021年1月起，至2025年12月止", 60),
    ("2021年5月9日至2026年5月8日", 60),
    ("2021年1月1日至2023年12月31日", 36),
    ("2021年1月至6月", 6),
    ("“十四五”期间", 60),
]


@pytest.mark.parametrize(("wording", "months"), MONTHS, ids=[w for w, _ in MONTHS])
def test_parse_months(wording: str, months: int) -> None:
    assert parse_months(wording) == months


def test_a_range_from_next_year_leans_on_the_publication() -> None:
    assert parse_months("明年1月1日起至2024年12月31日止", published_year=2019) == 60
    assert parse_months("明年1月1日起至2024年12月31日止") is None


@pytest.mark.parametrize(
    "wording",
    [
        "长期",
        "第三年",
        "一周年",
        "每年",
        "10余年",
        "三年来",
        "近三年",
        "2021年",
        "二〇二一年",
        "两周",
        "三年级",
        "50年代",
        "",
    ],
)
def test_parse_months_counts_only_terms(wording: str) -> None:
    assert parse_months(wording) is None


def test_long_term_is_a_term_without_a_length() -> None:
    assert is_long_term("长期合作") and not is_long_term("五年")


def test_find_durations_skips_history_and_calendar_years() -> None:
    text = (
        "第三年，10余年，2021年，三年来，五年前，走过的近三年，上半年，合作期限为10年，5年内，每批6个月，2021年至2025年"
    )
    assert [m.wording for m in find_durations(text)] == ["10年", "5年", "6个月", "2021年至2025年"]


@given(st.text(alphabet="0123456789一二三五十年月个半至-第每近来前期间季度 ", max_size=24) | st.text(max_size=40))
def test_any_text_gives_mentions_whose_spans_are_their_wordings(text: str) -> None:
    for mention in find_durations(text):
        assert mention.span.slice(text) == mention.wording
    months = parse_months(text)
    assert months is None or months >= 1


LEVELS: list[tuple[str, Level, bool]] = [
    ("主任医师", "chief", False),
    ("主任护师", "chief", False),
    ("教授", "chief", False),
    ("正高级职称", "chief", False),
    ("副主任医师", "associate_chief", False),
    ("副主任及以上医师", "associate_chief", True),
    ("副主任以上级别", "associate_chief", True),
    ("副高以上职称", "associate_chief", True),
    ("高级职称专家", "associate_chief", False),
    ("专家（副高以上）", "associate_chief", True),
    ("主治医师以上", "attending", True),
    ("中级以上职称", "attending", True),
    ("主管护师", "attending", False),
    ("住院医师", "resident", False),
    ("护师", "resident", False),
    ("副院长", "management", False),
    ("科主任", "management", False),
    ("临床副主任", "management", False),
    ("护士长", "management", False),
    ("管理干部", "management", False),
    ("专家", "expert", False),
    ("专家教授", "expert", False),
    ("学科带头人", "expert", False),
    ("技术骨干", "expert", False),
    ("医学博士", "expert", False),
    ("医疗专家团队", "expert", False),
    ("医务人员", "other", False),
    ("医生", "other", False),
    ("护士", "other", False),
]


@pytest.mark.parametrize(("title", "level", "or_above"), LEVELS, ids=[row[0] for row in LEVELS])
def test_parse_level(title: str, level: Level, or_above: bool) -> None:
    assert parse_level(title) == (level, or_above)


def test_a_post_makes_ungraded_people_management_and_leaves_a_grade() -> None:
    assert parse_level("专家", "执行院长") == ("management", False)
    assert parse_level("副主任医师", "副院长") == ("associate_chief", False)


FREQUENCIES: list[tuple[str, Frequency | None]] = [
    ("每周二、周四", "weekly"),
    ("每星期", "weekly"),
    ("每月两次", "monthly"),
    ("每个月", "monthly"),
    ("按季度", "quarterly"),
    ("每三个月", "quarterly"),
    ("每年", "yearly"),
    ("年均", "yearly"),
    ("每学年", "yearly"),
    ("每批", "per_term"),
    ("定期", "irregular"),
    ("不定期", "irregular"),
    ("每半年", None),
    ("每两周", None),
    ("每天", None),
    ("三年", None),
]


@pytest.mark.parametrize(("wording", "frequency"), FREQUENCIES, ids=[row[0] for row in FREQUENCIES])
def test_parse_frequency(wording: str, frequency: Frequency | None) -> None:
    assert parse_frequency(wording) == frequency


@given(st.text(max_size=40))
def test_any_title_and_rhythm_reads_without_an_error(text: str) -> None:
    parse_level(text)
    parse_frequency(text)
