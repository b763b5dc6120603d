"""Counts, shares and money, and the names that look like them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.article import Span
from summarizer.normalising.numerals import parse_adjacent
from summarizer.normalising.quantities import (
    find_quantities,
    parse_numeral,
    parse_quantity,
    quantities_in_sentence,
)
from summarizer.schema import Op, Quantity

NUMERALS = [
    ("十八", 18),
    ("两", 2),
    ("半", 0.5),
    ("廿五", 25),
    ("一百二", 120),
    ("一百零二", 102),
    ("两千五百", 2500),
    ("两万五", 25_000),
    ("一千二百万", 12_000_000),
    ("一亿二千万", 120_000_000),
    ("1.4亿", 140_000_000),
    ("3万5千", 35_000),
    ("1,200", 1200),
    ("１２", 12),
    ("三点五", 3.5),
    ("二〇二一", 2021),
    ("百分之八十", 80),
    ("90％", 90),
    ("八成", 80),
    ("九成二", 92),
]


@pytest.mark.parametrize(("wording", "value"), NUMERALS, ids=[w for w, _ in NUMERALS])
def test_parse_numeral_reads_what_newspapers_write(wording: str, value: float) -> None:
    assert parse_numeral(wording) == value


@pytest.mark.parametrize("wording", ["", "数十", "若干", "七八", "十百", "1,20", "3千5万", "医院", "1.2.3", "万万万"])
def test_parse_numeral_refuses_what_is_not_one_number(wording: str) -> None:
    assert parse_numeral(wording) is None


@pytest.mark.parametrize(
    ("wording", "pair"),
    [("七八", (7, 8)), ("三五", (3, 5)), ("十七八", (17, 18)), ("二三十", (20, 30)), ("九六", None)],
)
def test_parse_adjacent_reads_two_digits_as_a_range(wording: str, pair: tuple[float, float] | None) -> None:
    assert parse_adjacent(wording) == pair


QUANTITIES: list[tuple[str, Op, float, float | None, str | None]] = [
    ("18名", "eq", 18, None, "名"),
    ("十八位", "eq", 18, None, "位"),
    ("50余人", "gt", 50, None, "人"),
    ("110多人", "gt", 110, None, "人"),
    ("百余名", "gt", 100, None, "名"),
    ("超过90%", "gt", 90, None, "%"),
    ("90％以上", "ge", 90, None, "%"),
    ("九成以上", "ge", 90, None, "%"),
    ("百分之八十", "eq", 80, None, "%"),
    ("不少于3项", "ge", 3, None, "项"),
    ("至少2项以上", "ge", 2, None, "项"),
    ("不超过30天", "le", 30, None, "天"),
    ("三十分钟以内", "le", 30, None, "分钟"),
    ("不足70%", "lt", 70, None, "%"),
    ("近百名", "approx", 100, None, "名"),
    ("约30例", "approx", 30, None, "例"),
    ("五个百分点左右", "approx", 5, None, "个百分点"),
    ("上百名", "ge", 100, None, "名"),
    ("1-2个", "range", 1, 2, "个"),
    ("3～5名", "range", 3, 5, "名"),
    ("三至五名", "range", 3, 5, "名"),
    ("七八名", "range", 7, 8, "名"),
    ("80%-90%", "range", 80, 90, "%"),
    ("3至5万元", "range", 30_000, 50_000, "元"),
    ("1.4亿元", "eq", 140_000_000, None, "元"),
    ("20余万元", "gt", 200_000, None, "元"),
    ("4.7万余人次", "gt", 47_000, None, "人次"),
    ("1,200人", "eq", 1200, None, "人"),
    ("减少三成", "eq", 30, None, "%"),
    ("18名专家", "eq", 18, None, "名"),
    ("5", "eq", 5, None, None),
]


@pytest.mark.parametrize(("wording", "op", "value", "upper", "unit"), QUANTITIES, ids=[q[0] for q in QUANTITIES])
def test_parse_quantity(wording: str, op: Op, value: float, upper: float | None, unit: str | None) -> None:
    assert parse_quantity(wording) == Quantity(op=op, value=value, upper=upper, unit=unit)


@pytest.mark.parametrize(
    "wording", ["", "数十名", "若干", "十几名", "几百人", "多名", "三级", "二甲", "2名主任3名护士"]
)
def test_parse_quantity_says_none_where_no_number_is_told(wording: str) -> None:
    assert parse_quantity(wording) is None


@pytest.mark.parametrize(
    "text",
    [
        "市第十人民医院",
        "四川大学华西医院",
        "八一医院",
        "三明市第一医院",
        "达到三级医院水平",
        "医疗一体化",
        "第三批专家",
        "统一管理",
        "同一个目标",
        "每一位医生",
        "十四五期间",
        "数十名专家",
        "星期三位于",
        "第一门诊部",
        "万一",
    ],
)
def test_find_quantities_finds_no_count_in_a_name(text: str) -> None:
    assert find_quantities(text) == []


def test_find_quantities_reads_a_change_by_its_ends_not_as_a_range() -> None:
    text = "三级手术占比从12%到31%"
    assert [m.wording for m in find_quantities(text)][-1] == "31%"


def test_find_quantities_reads_signing_with_three_hospitals_as_three() -> None:
    (mention,) = find_quantities("我院签约3家医院")
    assert (mention.wording, mention.quantity.op) == ("3家", "eq")


def test_find_quantities_stays_within_the_span() -> None:
    text = "派出5名医生，接收6名护士"
    assert [m.wording for m in find_quantities(text, Span(7, len(text)))] == ["6名"]


_FRAGMENTS = st.sampled_from(
    list("0123456789一二两三十百千万亿半成第几数余多近约上至到-~、，。％%名人个项次元年月日医院级 　")
)


@given(st.lists(_FRAGMENTS, max_size=30).map("".join) | st.text(max_size=40))
def test_any_text_gives_mentions_whose_spans_are_their_wordings(text: str) -> None:
    last = 0
    for mention in find_quantities(text):
        assert mention.span.slice(text) == mention.wording
        assert last <= mention.span.start < mention.span.end
        last = mention.span.end
    parse_quantity(text)
    parse_numeral(text)


_BEFORE = st.sampled_from([*"\n。；！？…”）, 第约不从由每量率周数同任3.．Ａa", "", "统唯", "担任", "进一步"])


@given(_BEFORE, st.lists(_FRAGMENTS, max_size=12).map("".join) | st.text(max_size=20), _BEFORE)
def test_a_sentence_read_alone_gives_what_it_gives_in_its_text(before: str, sentence: str, after: str) -> None:
    text, span = before + sentence + after, Span(len(before), len(before + sentence))
    assert list(quantities_in_sentence(text, span)) == find_quantities(text, span)


def _spelled(number: int) -> str:
    """Write a number below 100,000 the way a newspaper does."""
    digits, out = "零一二三四五六七八九", ""
    if number >= 10_000:
        head, number = divmod(number, 10_000)
        out = _spelled(head) + "万" + ("零" if 0 < number < 1000 else "")
    for unit, name in ((1000, "千"), (100, "百"), (10, "十")):
        figure, number = divmod(number, unit)
        if figure:
            out += digits[figure] + name
        elif out and number and not out.endswith("零"):
            out += "零"
    return out + (digits[number] if number or not out else "")


@given(st.integers(min_value=1, max_value=99_999))
def test_a_spelled_numeral_reads_back(number: int) -> None:
    assert parse_numeral(_spelled(number)) == number
