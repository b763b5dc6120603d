"""How Chinese wordings compare and are found: exactly, after folding, never fuzzily.

Two wordings are the same when they agree after NFKC, removal of white space and conversion to Simplified (contract,
section 3.1). Folding serves comparison only: what is found is returned as a span of the text as it stands. A fixed
budget of edits would "find" 国务院 on 今天天 and 8名 on 5名 (house style), so there is none.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from operator import attrgetter
from typing import Any

from summarizer.article import Span

_START = attrgetter("start")

JUST_FOLDED = 1024
"""Results remembered: within one article the same title, names and sentences are compared again and again."""


@cache
def _converter() -> Any:
    from opencc import OpenCC  # imported here: 50 ms that `import summarizer` need not pay

    return OpenCC("t2s")


_TRADITIONAL_IN_GB2312 = frozenset("乾吒夥後徵拚捱摺於榘菸薹袷醣麴麽")
"""The only ones of that standard for Simplified text that the converter changes; a test asks it about each."""


def _never_converted(character: str) -> bool:
    """Say whether the converter, which takes 20 ms to load, need not be asked about a character: no is no promise."""
    if character < "\u3400":  # Latin, punctuation: the Han characters begin here
        return True
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return character not in _TRADITIONAL_IN_GB2312


class _CharacterFolds(dict[str, str]):
    """Each character's folded form, computed once."""

    def __missing__(self, character: str) -> str:
        normal = unicodedata.normalize("NFKC", character)
        kept = "".join(part for part in normal if not part.isspace())
        folded = kept if all(map(_never_converted, kept)) else str(_converter().convert(kept))
        self[character] = folded
        return folded


_FOLDS = _CharacterFolds()


def fold_character(character: str) -> str:
    """Return one character as `fold` does, without remembering a whole wording for it."""
    return _FOLDS[character]


@lru_cache(maxsize=JUST_FOLDED)
def fold(wording: str) -> str:
    """Return `wording` as it compares: NFKC, no white space, Simplified, character by character."""
    return _replaced(wording, _changed_by_folding(wording))


def _changed_by_folding(text: str) -> dict[str, str]:
    """Return the characters of `text` that folding changes, each with what becomes of it: ten of some hundreds."""
    return {character: folded for character in set(text) if (folded := _FOLDS[character]) != character}


def _replaced(text: str, changed: dict[str, str]) -> str:
    if any(part in changed for folded in changed.values() for part in folded):
        return "".join([_FOLDS[character] for character in text])
    for character, folded in changed.items():
        text = text.replace(character, folded)
    return text


def _shifts(text: str, changed: dict[str, str]) -> tuple[list[int], list[int]]:
    """Return from which place of the folded text on, and by how much, the same place of `text` is further."""
    moving = {character: len(folded) for character, folded in changed.items() if len(folded) != 1}
    places = sorted((place, length) for character, length in moving.items() for place in _places(text, character))
    starts, shifts = [0], [0]
    for place, length in places:
        at = place - shifts[-1]
        # All parts of … that became ... stand where it stands; what follows stands one place after it.
        for part in range(1, length):
            starts.append(at + part)
            shifts.append(place - at - part)
        starts.append(at + length)
        shifts.append(place + 1 - at - length)
    return starts, shifts


def _places(text: str, wording: str) -> Iterator[int]:
    at = text.find(wording)
    while at >= 0:
        yield at
        at = text.find(wording, at + 1)


class FoldedText:
    """A text folded once, searched many times."""

    __slots__ = ("_found", "_shifts", "_starts", "folded", "text")

    def __init__(self, text: str) -> None:
        changed = _changed_by_folding(text)
        self.text = text
        self.folded = _replaced(text, changed)
        self._starts, self._shifts = _shifts(text, changed)
        self._found: dict[str, list[Span]] = {}

    def find(self, wording: str, within: Span | None = None) -> list[Span]:
        """Return every occurrence of `wording`, as spans of the unfolded text, overlapping ones included.

        Args:
            wording: any form of it; blank finds nothing.
            within: look only inside this span of the unfolded text.
        """
        found = self._everywhere(wording)
        return list(found) if within is None else self.find_inside(wording, (within,))

    def find_inside(self, wording: str, regions: Iterable[Span]) -> list[Span]:
        """Return every occurrence of `wording` inside the regions, in their order."""
        found = self._everywhere(wording)
        inside: list[Span] = []
        for low, high in regions if found else ():
            for at in range(bisect_left(found, low, key=_START), len(found)):
                if found[at].start >= high:
                    break
                if found[at].end <= high:
                    inside.append(found[at])
        return inside

    def _everywhere(self, wording: str) -> list[Span]:
        found = self._found.get(wording)
        if found is None:
            needle = fold(wording)
            ends = ((at, at + len(needle) - 1) for at in (_places(self.folded, needle) if needle else ()))
            found = [Span(self._offset(first), self._offset(last) + 1) for first, last in ends]
            self._found[wording] = found
        return found

    def _offset(self, at: int) -> int:
        return at + self._shifts[bisect_right(self._starts, at) - 1]


def char_f1(left: str, right: str) -> float:
    """Return the F1 of the two wordings' character multisets after folding, 0.0 to 1.0.

    Source: contract, section 3.3; characters, because splitting at spaces makes a Chinese sentence one word.
    """
    left_counts, right_counts = Counter(fold(left)), Counter(fold(right))
    total = left_counts.total() + right_counts.total()
    if total == 0:
        return 1.0
    return 2 * (left_counts & right_counts).total() / total
