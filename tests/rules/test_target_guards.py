"""A guard of the target finder never turns away what a grammar behind it would find."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.normalising import quantities
from summarizer.rules import departments, likely_targets, targets

_CHARACTERS = st.characters(codec="gb2312")
_GUARDED = {
    "goal": (targets._GOAL, targets._STATUS_NOUN),
    "pass": (targets._PASS_GOAL, targets._STATUS_NOUN),
    "levelled": (targets._LEVELLED, targets._STATUS_NOUN),
    "breakthrough": (targets._BREAKTHROUGH, targets._STATUS_NOUN),
    "new unit": (targets._NEW_UNIT, targets._STATUS_NOUN),
    "standing": (likely_targets._STANDING, likely_targets._STATUS_WORD),
    "final": (likely_targets._FINAL, likely_targets._STATUS_WORD),
    "doubled": (likely_targets._DOUBLED, likely_targets._STATUS_WORD),
    "quantity": (quantities._MENTION, quantities._COUNTED),
    "department": (departments._LIST, departments._END),
}


@pytest.mark.parametrize("name", _GUARDED)
@settings(max_examples=30, deadline=None)
@given(st.data())
def test_whatever_is_a_status_passes_the_guard(name: str, data: st.DataObject) -> None:
    grammar, guard = _GUARDED[name]
    text = data.draw(st.from_regex(grammar.pattern, alphabet=_CHARACTERS))
    for told in re.finditer(grammar.pattern, text):
        assert guard.search(text, *told.span()), told


@settings(max_examples=30, deadline=None)
@given(st.from_regex(departments._OWN.pattern, alphabet=_CHARACTERS))
def test_what_stands_before_a_title_ends_as_the_guard_says(text: str) -> None:
    told = departments._OWN.search(text)
    assert told is None or text.rstrip("\n")[-1] in departments._OWN_ENDS
