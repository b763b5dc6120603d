"""A guard of the training finder never turns away what a pattern behind it would find."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.rules import training
from summarizer.schema import TrainingKind

CUES: dict[TrainingKind, re.Pattern[str]] = {
    "remote": training._REMOTE,
    "other": training._OTHER,
    **dict(training._KINDS),
}


@pytest.mark.parametrize("kind", CUES)
@settings(max_examples=60, deadline=None)
@given(st.data())
def test_whatever_teaches_passes_the_guards(kind: TrainingKind, data: st.DataObject) -> None:
    cue = data.draw(st.from_regex(CUES[kind].pattern, alphabet=st.characters(codec="gb2312")))
    for told in re.finditer(CUES[kind].pattern, cue):
        assert training._MAY_TEACH.search(cue, *told.span()), told
        assert kind != "remote" or training._MAY_BE_REMOTE.search(cue, *told.span()), told
