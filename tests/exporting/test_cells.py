from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.exporting.cells import (
    CONTINUED,
    MAX_CELL_UNITS,
    encode_pieces,
    escape_xml,
    guard,
    join_list,
    split_list,
    unescape_xml,
    unguard,
)

RISKY = st.text(st.sampled_from(list("'=+-@＝＋－＠;\t\r\n \u00a0\ufeff\x00\u202ea医\\；_x01F\ufffe")), max_size=30)


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-5℃", "'-5℃"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＝1+1", "'＝1+1"),
        (" \t=1+1", " \t'=1+1"),
        ("\ufeff=1+1", "\ufeff'=1+1"),
        ("甲;=1+1", "甲;'=1+1"),
        ("甲\n-乙", "甲\n'-乙"),
        ("'甲", "''甲"),
        ("", "'"),
        ("县域内就诊率=90%", "县域内就诊率=90%"),
    ],
)
def test_no_piece_of_a_cell_starts_a_formula(text: str, cell: str) -> None:
    assert guard(text) == cell
    assert unguard(cell) == text


@given(RISKY | st.text())
def test_guarding_is_taken_back(text: str) -> None:
    assert unguard(guard(text)) == text


@given(RISKY | st.text())
def test_what_xml_cannot_hold_is_taken_back(text: str) -> None:
    assert unescape_xml(escape_xml(text)) == text


def test_a_long_run_of_blanks_takes_no_longer_than_its_length() -> None:
    text = "\n" * 1_000_000 + "=1"
    assert unguard(guard(text)) == text


@given(st.lists(RISKY, max_size=4).map(tuple))
def test_a_list_in_a_cell_is_taken_back(items: tuple[str, ...]) -> None:
    assert split_list(join_list(items)) == items


@pytest.mark.parametrize("unit", ["医", "𠮷", "\x01", "\n="])
def test_pieces_of_a_long_text_fit_into_cells(unit: str) -> None:
    text = unit * 50_000
    pieces = encode_pieces(text, lambda piece: guard(escape_xml(piece)))
    assert "".join(unescape_xml(unguard(piece)) for piece in pieces) == text
    assert len(pieces) > 1
    for piece in pieces:
        assert len((piece + CONTINUED).encode("utf-16-le")) // 2 <= MAX_CELL_UNITS
