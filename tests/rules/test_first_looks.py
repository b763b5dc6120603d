"""What a pattern is asked for only where a sign stands: the sign is in whatever it matches."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.rules import stand_ins, terms


@settings(max_examples=100, deadline=None)
@given(st.from_regex(terms._RENEWED_EACH.source, fullmatch=True))
def test_what_is_signed_anew_is_told_with_its_rhythm(told: str) -> None:
    assert terms._EACH in told


@settings(max_examples=100, deadline=None)
@given(st.from_regex(stand_ins._ELIDED.source, fullmatch=True))
def test_who_signs_with_one_elided_stands_right_behind_the_connector(told: str) -> None:
    assert re.search("[与同][\ue000-\ue3ff]", told)
