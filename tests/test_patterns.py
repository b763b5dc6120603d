"""A pattern whose classes are spelt out matches what it matched."""

import re

from hypothesis import given
from hypothesis import strategies as st

from summarizer.patterns import spelt_out

SIGNS = "一二三四五十年月,;.|(^-"
CLASSES = st.builds(
    "[{}{}]".format,
    st.sampled_from(["", r"\d", r"\s", "^"]),
    st.text("一二三四五十年月,;.(", min_size=1, max_size=6),
)
PARTS = st.builds(
    "{}{}".format, CLASSES | st.sampled_from(["年", r"\[", "[-一~]"]), st.sampled_from(["", "?", "+", "{1,2}", "*?"])
)
AROUND = st.builds("{}{})".format, st.sampled_from(["(?=", "(?!", "(?<!", "(?<="]), CLASSES)


@given(st.lists(PARTS | AROUND, min_size=1, max_size=5).map("".join), st.text(SIGNS + "1 ~[", max_size=12))
def test_a_pattern_spelt_out_finds_the_same(source: str, text: str) -> None:
    spans = [[found.span() for found in re.finditer(pattern, text)] for pattern in (source, spelt_out(source))]
    assert spans[0] == spans[1]


def test_only_classes_that_are_slow_to_compile_are_spelt_out() -> None:
    assert spelt_out(r"[到至][^一三五][\da-z][abc]\[一三五]") == r"[到至][^一三五][\da-z][abc]\[一三五]"
    assert spelt_out("[一三五]?") == "(?:一|三|五(?<=五))?"
