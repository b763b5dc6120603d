"""A guard of the target finder never turns away what a grammar behind it would find."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.normalising import quantities
from summarizer.normalising.width import narrow
from summarizer.patterns import holds_any, late
from summarizer.rules import departments, likely_targets, targets
from summarizer.rules.framing import SentenceView
from summarizer.rules.words import Cued

_CHARACTERS = st.characters(codec="gb2312")
_NUMBERS = (
    quantities._MENTION,
    targets._ZERO,
    targets._HALF,
    targets._HALF_LESS,
    targets._TEN_THOUSANDS,
    targets._INDEX,
)
_GUARDED = {
    "goal": (targets._GOAL, targets._STATUS_WORD),
    "pass": (late(targets._PASS_GOAL.source), targets._STATUS_WORD),
    "levelled": (late(targets._LEVELLED.source), targets._STATUS_WORD),
    "breakthrough": (targets._BREAKTHROUGH, targets._STATUS_WORD),
    "new unit": (targets._NEW_UNIT, targets._STATUS_WORD),
    "standing": (likely_targets._STANDING, likely_targets._LIKELY_STATUS_WORD),
    "final": (likely_targets._FINAL, likely_targets._LIKELY_STATUS_WORD),
    "doubled": (likely_targets._DOUBLED, likely_targets._LIKELY_STATUS_WORD),
    "new unit's end": (targets._NEW_UNIT, targets._UNIT_ENDS),
    "quantity": (quantities._MENTION, quantities._COUNTED),
    "department": (departments._IN_FULL, departments._END),
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


@settings(max_examples=200, deadline=None)
@given(st.one_of([st.from_regex(grammar.pattern, alphabet=_CHARACTERS) for grammar in _NUMBERS]))
def test_whatever_is_measured_passes_the_guard(text: str) -> None:
    view = SentenceView(1, 0, narrow(text), narrow(text), "")
    for mention in targets._quantities(view):
        if mention.quantity.unit not in targets._NO_TARGET_UNITS:
            assert targets._MEASURED_IN.search(view.text), mention


@pytest.mark.parametrize("unit", quantities._UNITS)
@pytest.mark.parametrize("number", ["3", "三", "20余", "百分之三"])
def test_every_measure_word_of_targets_is_one_of_the_guard(number: str, unit: str) -> None:
    wording = number + re.sub(r"\(\?<!.*\)|余\?|[次位万]\?", "", unit).replace("(?:10|十)", "10")
    for mention in quantities.find_quantities(wording):
        if mention.quantity.unit not in targets._NO_TARGET_UNITS:
            assert targets._MEASURED_IN.search(wording)


@given(st.lists(st.sampled_from([*targets._STATUS_WORDS, *"中心医院前三站一室会"]), max_size=8).map("".join))
def test_skipping_to_words_finds_where_their_alternation_does(text: str) -> None:
    alternation = re.compile(rf"(?={'|'.join(targets._STATUS_WORDS)})")
    assert [m.start() for m in targets._STATUS_WORD.finditer(text)] == [m.start() for m in alternation.finditer(text)]


@pytest.mark.parametrize(
    "grammar",
    [
        targets._COUNTED_AFTER_ALL,
        targets._HOUSES,
        targets._FIRST_OF_PAIR,
        targets._CALLED_TARGET,
        targets._TASKS_TOLD,
        targets._PASS_GOAL,
        targets._LEVELLED,
    ],
    ids=lambda grammar: grammar.cues[0],
)
@settings(max_examples=30, deadline=None)
@given(st.data())
def test_whatever_a_cued_pattern_finds_holds_a_cue(grammar: Cued, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(grammar.source, alphabet=_CHARACTERS))
    for told in re.finditer(grammar.source, text):
        assert holds_any(told[0], grammar.cues), told


@settings(max_examples=200, deadline=None)
@given(st.from_regex(quantities._MENTION_WITH_SHARE_IN_WORDS.pattern, alphabet=_CHARACTERS))
def test_a_quantity_begins_with_what_is_counted(text: str) -> None:
    for told in re.finditer(quantities._MENTION_WITH_SHARE_IN_WORDS.pattern, text):
        assert quantities._COUNTED.match(text, *told.span()), told


@settings(max_examples=200, deadline=None)
@given(st.from_regex(targets._A_DEADLINE, alphabet=_CHARACTERS))
def test_whatever_is_a_deadline_holds_a_sign_of_one(text: str) -> None:
    for told in re.finditer(targets._A_DEADLINE, text):
        assert re.match(targets._HOLDS_DEADLINE, told[0]), told


@settings(max_examples=100, deadline=None)
@given(st.from_regex(likely_targets._MOVES.pattern, alphabet=_CHARACTERS))
def test_what_moves_ends_as_the_guard_says(text: str) -> None:
    told = likely_targets._MOVES.search(text)
    assert told is None or text.rstrip("\n")[-1] in likely_targets._MOVE_ENDS
