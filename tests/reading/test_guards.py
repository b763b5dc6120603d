"""What is asked before a pattern may never miss what the pattern would find."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.reading import characters, metadata


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
    assert characters.has_any(text.lower(), metadata._OWNER_SIGNS)
