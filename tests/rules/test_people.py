"""Titles are looked for only where one can begin and around the words they can't be without; nothing is lost by it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.normalising.width import narrow
from summarizer.reading import read_article
from summarizer.rules import people

FIXTURES = Path(__file__).parents[2] / "fixtures"
ARTICLES = sorted(path for split in ("dev", "practice") for path in (FIXTURES / split / "articles").iterdir())
_BRACKETS = f"(?:{people._BRACKET_GRADE})?"
GRAMMAR = re.compile(
    rf"{people._GRADE}(?:{people._GRADED_NOUN})?|{people._STAFF_NOUN}(?:{people._EXPERT_NOUN}){_BRACKETS}"
    rf"|(?:{people._POST_NOUN}){_BRACKETS}|{people._STAFF_NOUN}(?:{people._OTHER_NOUN}){_BRACKETS}"
)


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.name)
def test_first_looks_lose_no_title(path: Path) -> None:
    for line in narrow(read_article(path).text).splitlines():
        titles = [match.span() for match in GRAMMAR.finditer(line)]
        assert [(found.start, found.whole_end) for found in people._found(line)] == titles


@pytest.mark.parametrize("kind", ["_GRADE", "_EXPERT_NOUN", "_POST_NOUN", "_OTHER_NOUN"])
@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_every_title_has_a_head_and_only_signs_of_titles_before_it(kind: str, data: st.DataObject) -> None:
    wording = data.draw(st.from_regex(getattr(people, kind), fullmatch=True))
    head = people._HEAD.search(wording)
    assert head is not None
    assert people._TITLE_SIGNS.issuperset(wording[: head.start()])
