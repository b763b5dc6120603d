"""How Chinese wordings compare and are found: exactly, after folding, never fuzzily.

Two wordings are the same when they agree after NFKC, removal of white space and conversion to Simplified (contract,
section 3.1). Folding serves comparison only: what is found is returned as a span of the text as it stands. A fixed
budget of edits would "find" 国务院 on 今天天 and 8名 on 5名 (house style), so there is none.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections import Counter
from functools import cache, lru_cache
from typing import Any

from summarizer.article import Span

JUST_FOLDED = 1024
"""Results remembered: within one article the same title, names and sentences are compared again and again."""


@cache
def _converter() -> Any:
    from opencc import OpenCC  # imported here: 50 ms that `import summarizer` need not pay

    return OpenCC("t2s")


class _CharacterFolds(dict[str, str]):
    """Each character's folded form, computed once."""

    def __missing__(self, character: str) -> str:
        normal = unicodedata.normalize("NFKC", character)
        kept = "".join(part for part in normal if not part.isspace())
        folded = kept if kept.isascii() else str(_converter().convert(kept))
        self[character] = folded
        return folded


_FOLDS = _CharacterFolds()


@lru_cache(maxsize=JUST_FOLDED)
def fold(wording: str) -> str:
    """Return `wording` as it compares: NFKC, no white space, Simplified, character by character."""
    return "".join([_FOLDS[character] for character in wording])


class FoldedText:
    """A text folded once, searched many times."""

    __slots__ = ("_offsets", "folded", "text")

    def __init__(self, text: str) -> None:
        pieces = [_FOLDS[character] for character in text]
        self.text = text
        self.folded = "".join(pieces)
        self._offsets = [offset for offset, piece in enumerate(pieces) for _ in piece]

    def find(self, wording: str, within: Span | None = None) -> list[Span]:
        """Return every occurrence of `wording`, as spans of the unfolded text, overlapping ones included.

        Args:
            wording: any form of it; blank finds nothing.
            within: look only inside this span of the unfolded text.
        """
        needle = fold(wording)
        if not needle:
            return []
        low, high = 0, len(self.folded)
        if within is not None:
            low = bisect_left(self._offsets, within.start)
            high = bisect_left(self._offsets, within.end)
        found: list[Span] = []
        at = self.folded.find(needle, low, high)
        while at >= 0:
            found.append(Span(self._offsets[at], self._offsets[at + len(needle) - 1] + 1))
            at = self.folded.find(needle, at + 1, high)
        return found


def char_f1(left: str, right: str) -> float:
    """Return the F1 of the two wordings' character multisets after folding, 0.0 to 1.0.

    Source: contract, section 3.3; characters, because splitting at spaces makes a Chinese sentence one word.
    """
    left_counts, right_counts = Counter(fold(left)), Counter(fold(right))
    total = left_counts.total() + right_counts.total()
    if total == 0:
        return 1.0
    return 2 * (left_counts & right_counts).total() / total
