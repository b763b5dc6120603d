"""What is found from few places is what the whole pattern finds from all of them."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.organisations import coreference, lexicon

_WORDS = (
    *"与和同县市区州旗，。；：\n 日午东海云我本院们校",
    *(
        "签约",
        "签订",
        "签署",
        "续签",
        "达成",
        "缔结",
        "携手",
        "正式",
        "县委",
        "自治县",
        "我院",
        "本中心",
        "医院",
        "平原",
    ),
)


@settings(max_examples=600, deadline=None)
@given(st.lists(st.sampled_from(_WORDS), max_size=14).map("".join))
def test_no_place_that_signs_is_passed_over(text: str) -> None:
    whole = [match.span() for match in coreference._SIGNING_PLACE.finditer(text)]
    assert [match.span() for match in coreference._signing_places(text)] == whole


@settings(max_examples=600, deadline=None)
@given(st.lists(st.sampled_from(_WORDS), max_size=14).map("".join))
def test_no_self_reference_is_passed_over(text: str) -> None:
    whole = [match.span() for match in lexicon.SELF_REFERENCE.finditer(text)]
    assert sorted(match.span() for match in lexicon.find_selves(text, 0, len(text))) == whole


@settings(max_examples=600, deadline=None)
@given(st.lists(st.sampled_from([*lexicon.KIND_OF_HEAD, *"医院卫生中心"]), max_size=8).map("".join))
def test_heads_are_found_from_the_left_the_longest_first(text: str) -> None:
    longest_first = sorted(lexicon.KIND_OF_HEAD, key=len, reverse=True)
    whole = [(match.start(), match[0]) for match in re.finditer("|".join(longest_first), text)]
    assert list(lexicon.find_heads(text, 0, len(text))) == whole
