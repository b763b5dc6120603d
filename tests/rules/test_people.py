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
_NOUN_BEHIND = rf"{people._STAFF_NOUN}(?:{people._EXPERT_NOUN}|{people._OTHER_NOUN})"
_BRACKETS = f"(?:{people._BRACKET_GRADE})?"
GRAMMAR = re.compile(
    rf"{people._GRADE}(?:{_NOUN_BEHIND})?|{people._STAFF_NOUN}(?:{people._EXPERT_NOUN}){_BRACKETS}"
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


@pytest.mark.parametrize("place", range(len(people._GRAMMARS)))
@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_every_title_begins_with_a_first_sign_of_its_kind(place: int, data: st.DataObject) -> None:
    _, first, pattern = people._GRAMMARS[place]
    assert data.draw(st.from_regex(pattern.pattern, fullmatch=True))[0] in first


_WORDS = sorted(set(re.findall("[一-鿿]+", _NOUN_BEHIND)))


@settings(max_examples=1000, deadline=None)
@given(st.lists(st.sampled_from(_WORDS), max_size=6).map("".join))
def test_the_noun_behind_a_grade_is_what_one_grammar_of_both_kinds_finds(text: str) -> None:
    noun = re.match(_NOUN_BEHIND, text)
    assert people._end_of_noun(text, 0) == (noun.end() if noun else 0)
