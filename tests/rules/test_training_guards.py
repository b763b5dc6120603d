"""A guard of the training finder never turns away what a pattern behind it would find."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.patterns import holds_any
from summarizer.rules import training
from summarizer.schema import TrainingKind

CUES: dict[TrainingKind, str] = {
    "remote": training._REMOTE.pattern,
    "other": training._OTHER.pattern,
    **{kind: grammar.source for kind, grammar in training._KINDS},
}
WORDS = {kind: grammar.cues for kind, grammar in training._KINDS}


@pytest.mark.parametrize("kind", CUES)
@settings(max_examples=60, deadline=None)
@given(st.data())
def test_whatever_teaches_passes_the_guards(kind: TrainingKind, data: st.DataObject) -> None:
    cue = data.draw(st.from_regex(CUES[kind], alphabet=st.characters(codec="gb2312")))
    for told in re.finditer(CUES[kind], cue):
        words = [word[0] for word in training._MAY_TEACH.finditer(cue, *told.span())]
        assert words, told
        if kind == "remote":
            assert training._MAY_BE_REMOTE.search(cue, *told.span()), told
        else:
            assert set(words) - training._TAUGHT_REMOTELY, told
        assert kind not in WORDS or holds_any(told[0], WORDS[kind]), told
