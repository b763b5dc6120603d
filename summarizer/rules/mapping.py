"""Sentences with their organisations as single characters: patterns then speak of who does what to whom.

Marks are private-use characters: U+E000 on for organisations, U+F000 on for alliances and hospital groups.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.article import Sentence, Span
from summarizer.organisations import OrganisationMention
from summarizer.organisations.coreference import Organisation

_FULL_WIDTH = str.maketrans(",;:()!?", "，；：（）！？")
"""Pages mix widths; the patterns below read one, character for character."""
_UNIONS = {"alliance", "group"}


@dataclass(frozen=True, slots=True)
class MappedSentence:
    """A sentence with each naming of an organisation as one character, and the way back to the text."""

    sentence: Sentence
    text: str
    offsets: tuple[int, ...]
    """Where each character of `text` stands in the article, and the end."""
    named: dict[str, tuple[Organisation, OrganisationMention]]

    def span(self, start: int, end: int) -> Span:
        """Return the run of the article for a run of `text`."""
        return Span(self.offsets[start], self.offsets[end])


def map_sentence(
    text: str, sentence: Sentence, named: Sequence[tuple[Organisation, OrganisationMention]]
) -> MappedSentence:
    """Replace each naming inside the sentence by one private-use character."""
    pieces: list[str] = []
    offsets: list[int] = []
    marks: dict[str, tuple[Organisation, OrganisationMention]] = {}
    at = sentence.start
    for organisation, mention in named:
        if mention.span.start < at:
            continue
        pieces.append(text[at : mention.span.start])
        offsets.extend(range(at, mention.span.start))
        mark = chr((0xF000 if organisation.kind in _UNIONS else 0xE000) + len(marks))
        marks[mark] = (organisation, mention)
        pieces.append(mark)
        offsets.append(mention.span.start)
        at = mention.span.end
    pieces.append(text[at : sentence.end])
    offsets.extend(range(at, sentence.end + 1))
    return MappedSentence(sentence, "".join(pieces).translate(_FULL_WIDTH), tuple(offsets), marks)
