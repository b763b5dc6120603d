"""First looks never turn away what the pattern behind them would find."""

import importlib
import pkgutil
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import summarizer.rules
from summarizer.article import Sentence
from summarizer.chunking import split_sentences
from summarizer.patterns import holds_any
from summarizer.rules import framing, signing
from summarizer.rules.words import Cued, numbers_holding


def _cued() -> dict[str, Cued]:
    found: dict[str, Cued] = {}
    for module in pkgutil.iter_modules(summarizer.rules.__path__):
        names = vars(importlib.import_module(f"summarizer.rules.{module.name}"))
        for name, value in names.items():
            patterns = value if isinstance(value, tuple) else (value,)
            patterns = tuple(getattr(pattern, "pattern", pattern) for pattern in patterns)  # of a vote
            found |= {f"{module.name}.{name}[{n}]": p for n, p in enumerate(patterns) if isinstance(p, Cued)}
    return found


_CUED = _cued()


@pytest.mark.parametrize("name", sorted(_CUED))
@settings(max_examples=50, deadline=None)
@given(data=st.data())
def test_whatever_a_cued_pattern_matches_holds_a_cue(name: str, data: st.DataObject) -> None:
    pattern = _CUED[name]
    wording = data.draw(st.from_regex(pattern.source))
    assert pattern.search(wording) is not None


def test_a_cued_pattern_searches_within_its_bounds() -> None:
    pattern = Cued(("甲",), "甲.")
    assert [match.span() for match in pattern.finditer("甲乙甲丙甲", 1)] == [(2, 4)]
    assert pattern.search("甲乙甲丙", 1, 3) is None
    assert pattern.match("乙甲丙", 1) is not None
    assert list(pattern.finditer("乙")) == []


@given(st.text("签立挂成为。，\n天", max_size=60), st.sets(st.sampled_from(signing.WORDS_OF_ACT)), st.integers(0, 3))
def test_numbers_holding_finds_the_sentences_that_hold_a_word(text: str, words: set[str], left_out: int) -> None:
    sentences: tuple[Sentence, ...] = split_sentences(text)[left_out:]
    held = {s.number for s in sentences if any(word in s.span.slice(text) for word in words)}
    assert held == numbers_holding(tuple(words), text, sentences)


_LIST_MARK = re.compile(
    r"[(（]?[一二三四五六七八九十0-9]{1,2}[)）、.．]|[①-⑳●•·▶✔★◆■-]|第[一二三四五六][,，、条]|[一二三四五六]是"
)


@given(st.text("一三9（(第条是、.)①-月", min_size=1, max_size=6) | st.from_regex(_LIST_MARK))
def test_a_line_of_a_list_begins_with_a_mark(line: str) -> None:
    assert framing._is_listed(line) == (_LIST_MARK.match(line) is not None)


@pytest.mark.parametrize("word", signing.WORDS_OF_ACT)
def test_every_word_of_act_holds_a_sign_of_it(word: str) -> None:
    assert holds_any(word, signing.SIGNS_OF_ACT)
