from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC

from summarizer.article import Span
from summarizer.matching import FoldedText, char_f1, fold


@pytest.mark.parametrize(
    ("wording", "folded"),
    [("１８ 名", "18名"), ("（副高）", "(副高)"), ("醫院 簽約", "医院签约"), ("９０％", "90%"), ("\u3000", "")],
)
def test_fold(wording: str, folded: str) -> None:
    assert fold(wording) == folded


def test_a_character_folds_as_the_converter_has_it_where_the_converter_is_not_asked() -> None:
    converter = OpenCC("t2s")
    for character in map(chr, (*range(0xD800), *range(0xE000, 0x20000))):
        normal = "".join(unicodedata.normalize("NFKC", character).split())
        assert fold(character) == converter.convert(normal)


@pytest.mark.parametrize(
    ("text", "wording", "found"),
    [
        ("选派１８ 名专家", "18名专家", ["１８ 名专家"]),
        ("选派5名专家", "8名", []),
        ("中心、中心", "中心", ["中心", "中心"]),
        ("面积30㎡整", "30m2", ["30㎡"]),
        ("专家", " ", []),
        ("甲。*乙", "*乙", ["*乙"]),
    ],
)
def test_find_gives_spans_of_the_text_as_it_stands(text: str, wording: str, found: list[str]) -> None:
    assert [span.slice(text) for span in FoldedText(text).find(wording)] == found


def test_find_within_sees_nothing_outside() -> None:
    text = "甲院5名，乙院5名"
    assert FoldedText(text).find("5名", Span(5, 9)) == [Span(7, 9)]
    assert FoldedText(text).find("5名", Span(4, 8)) == []


@given(st.text(max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_every_run_of_a_text_is_found_where_it_stands(text: str, a: int, b: int) -> None:
    start, end = sorted((min(a, len(text)), min(b, len(text))))
    run = text[start:end]
    if fold(run):
        spans = FoldedText(text).find(run)
        assert spans
        assert all(fold(span.slice(text)).find(fold(run)) >= 0 for span in spans)


@pytest.mark.parametrize(
    ("left", "right", "f1"),
    [
        ("国务院召开常务会议", "国务院召开了常务会议", 18 / 19),
        ("就诊率", "就诊率", 1.0),
        ("甲", "乙", 0.0),
        ("", "", 1.0),
    ],
)
def test_char_f1(left: str, right: str, f1: float) -> None:
    assert char_f1(left, right) == pytest.approx(f1)
