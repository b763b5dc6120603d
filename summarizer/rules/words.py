"""Words that tell before any pattern is asked whether it can match at all.

A word is found in a sentence many times faster than an alternation of words, and costs no compiling; most sentences
hold none of the words that a pattern can't do without.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from operator import attrgetter

from summarizer.article import Sentence
from summarizer.patterns import holds_any, late

_END = attrgetter("end")


def numbers_holding(words: Sequence[str], text: str, sentences: Sequence[Sentence]) -> set[int]:
    """Return the numbers of the sentences that hold one of `words`: the text is searched as a whole.

    Args:
        words: of which few stand in a text.
        text: that of the article, or one with the same offsets.
        sentences: of the article, in order.
    """
    found: set[int] = set()
    for word in words:
        at = text.find(word)
        while at >= 0:
            index = bisect_right(sentences, at, key=_END)
            if index == len(sentences):
                break
            number, start, end = sentences[index]
            if at >= start:
                found.add(number)
            at = text.find(word, end if at >= start else start)
    return found


class Cued:
    """A pattern that is neither compiled nor tried on a text without any of its cues: each match holds one."""

    __slots__ = ("_pattern", "cues", "source")

    def __init__(self, cues: tuple[str, ...], source: str, *, spell_out: bool = False) -> None:
        """Leave compiling to the first text that holds a cue."""
        self.cues = cues
        self.source = source
        self._pattern = late(source, spell_out=spell_out)

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Search like a compiled pattern."""
        return self._pattern.search(text, start, end) if holds_any(text, self.cues) else None

    def match(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Match like a compiled pattern."""
        return self._pattern.match(text, start, end) if holds_any(text, self.cues) else None

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """Find like a compiled pattern."""
        return self._pattern.finditer(text, start, end) if holds_any(text, self.cues) else iter(())


def cued(cues: str, source: str, *, spell_out: bool = False) -> Cued:
    """Make a pattern that is tried only where a cue stands.

    Args:
        cues: words parted by `|`; one of them stands in whatever the pattern matches.
        source: the pattern.
        spell_out: as of `late`.
    """
    return Cued(tuple(cues.split("|")), source, spell_out=spell_out)
