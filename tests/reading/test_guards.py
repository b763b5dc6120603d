"""What is asked before a pattern may never miss what the pattern would find."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.patterns import holds_any
from summarizer.reading import characters, furniture, metadata, stamps


@pytest.mark.parametrize("sign", [sign for sign in characters._TRADITIONAL_SIGNS if sign != "後"])
def test_gb2312_has_no_sign_of_traditional_text_but_one(sign: str) -> None:
    with pytest.raises(UnicodeEncodeError):
        sign.encode("gb2312")


@given(st.text(st.sampled_from("的医院—·©〇▶ß後這国國")))
def test_gb2312_tells_what_the_pattern_tells(text: str) -> None:
    assert characters.may_be_traditional(text) == bool(characters._TRADITIONAL_SIGN.search(text))


def _matches(pattern: re.Pattern[str]) -> st.SearchStrategy[str]:
    """Texts that the whole of a late pattern matches."""
    return st.from_regex(re.compile(pattern.pattern, pattern.flags), fullmatch=True)


@given(_matches(metadata._SITE_TAIL))
def test_a_site_ends_as_is_asked_first(text: str) -> None:
    assert text.strip().endswith(metadata._SITE_ENDS)


@given(_matches(metadata._DEPARTMENT))
def test_a_department_ends_as_is_asked_first(text: str) -> None:
    assert text.endswith(metadata._DEPARTMENT_ENDS)


@given(_matches(metadata._OWNER))
def test_an_owner_stands_beside_a_word_that_is_asked_first(text: str) -> None:
    assert holds_any(text.lower(), metadata._OWNER_SIGNS)


@pytest.mark.parametrize(
    ("fragments", "openings"),
    [
        ("到主要?内容区?$", {"到主"}),
        (r"\[图片\d*\]?$", {"[图片"}),
        (r"\d{1,3}/\d{1,3}", {""}),
        ("[大中小]", {""}),
        ("(?:发表|我要)?评论", {""}),
        ("A[+-]? Powered\\s+by 放大\\+?", {"a", "powered", "放大"}),
        ("x{2}y", {""}),
    ],
)
def test_an_opening_is_what_always_comes_first(fragments: str, openings: set[str]) -> None:
    assert set(furniture._openings(fragments)) == openings


@pytest.mark.parametrize(
    ("fragments", "openings"),
    [
        (furniture._BUTTONS, furniture._BUTTON_OPENINGS),
        (furniture._CLICKS, furniture._CLICK_OPENINGS),
        (furniture._FIRST_CLICKS, furniture._FIRST_CLICK_OPENINGS),
        (furniture._OWNERSHIP, furniture._FOOT_OPENINGS),
        (furniture._GREETINGS, furniture._GREETING_OPENINGS),
    ],
    ids=["buttons", "clicks", "first clicks", "foot", "greetings"],
)
@given(data=st.data())
def test_what_a_fragment_matches_begins_with_an_opening(
    fragments: str, openings: tuple[str, ...], data: st.DataObject
) -> None:
    assert "" not in openings  # it would let every line through
    text = data.draw(st.from_regex(re.compile(furniture._any_of(fragments), re.IGNORECASE)))
    found = re.search(furniture._any_of(fragments), text, re.IGNORECASE)
    assert found is not None
    assert found[0].lower().startswith(openings)


@given(_matches(furniture._RELATED))
def test_a_heading_of_related_items_is_asked_for(text: str) -> None:
    assert furniture.is_related_heading(text)


@given(_matches(stamps._STAMP))
def test_a_stamp_is_asked_for(text: str) -> None:
    assert stamps._stamp(text) is not None


def test_white_is_what_counts_as_white_space() -> None:
    assert set(characters.WHITE) == {sign for sign in map(chr, range(0x110000)) if sign.isspace()}
