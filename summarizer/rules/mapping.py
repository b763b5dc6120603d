"""Sentences with their organisations as single characters: patterns then speak of who does what to whom.

Marks are private-use characters: U+E000 on for organisations, U+E200 on for alliances and hospital groups. (`re` walks
through a range when it compiles one: marks are no more than any sentence needs.)
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from operator import itemgetter
from typing import NamedTuple

from summarizer.article import Sentence, Span
from summarizer.organisations import OrganisationMention
from summarizer.organisations.coreference import Organisation

_WIDE = dict(zip(",;:()!?", "，；：（）！？", strict=True))
_PLACE = itemgetter(0)
_UNIONS = {"alliance", "group"}
_FIRST_MARK, _FIRST_UNION = 0xE000, 0xE200
_MOST = _FIRST_UNION - _FIRST_MARK


class MappedSentence(NamedTuple):
    """A sentence with each naming of an organisation as one character, and the way back to the text."""

    sentence: Sentence
    text: str
    shifts: tuple[tuple[int, int], ...]
    """From which place in `text` on, by how much a place in the article is further; the first at 0."""
    named: dict[str, tuple[Organisation, OrganisationMention]]

    def span(self, start: int, end: int) -> Span:
        """Return the run of the article for a run of `text`."""
        return Span(self._offset(start), self._offset(end))

    def _offset(self, at: int) -> int:
        return at + self.shifts[bisect_right(self.shifts, at, key=_PLACE) - 1][1]


def widen_marks(text: str) -> str:
    """Return `text` with full-width marks: pages mix widths, the patterns of the engine read one; offsets stay."""
    for narrow, wide in _WIDE.items():  # a text that has few of them is searched faster for each than for a class
        text = text.replace(narrow, wide)
    return text


def map_sentence(
    text: str, sentence: Sentence, named: Sequence[tuple[Organisation, OrganisationMention]]
) -> MappedSentence:
    """Replace each naming inside the sentence by one private-use character.

    Args:
        text: of the article, its marks widened.
        sentence: of the article.
        named: inside it, in order.
    """
    if not named:
        return MappedSentence(sentence, text[sentence.start : sentence.end], ((0, sentence.start),), {})
    pieces: list[str] = []
    shifts: list[tuple[int, int]] = [(0, sentence.start)]
    length = 0
    marks: dict[str, tuple[Organisation, OrganisationMention]] = {}
    at = sentence.start
    for organisation, mention in named:
        if mention.span.start < at or len(marks) == _MOST:
            continue
        pieces.append(text[at : mention.span.start])
        mark = chr((_FIRST_UNION if organisation.kind in _UNIONS else _FIRST_MARK) + len(marks))
        marks[mark] = (organisation, mention)
        pieces.append(mark)
        length += mention.span.start - at + 1
        at = mention.span.end
        shifts.append((length, at - length))
    pieces.append(text[at : sentence.end])
    return MappedSentence(sentence, "".join(pieces), tuple(shifts), marks)
