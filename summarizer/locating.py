"""Where a wording stands in an article, exactly, and which clauses hold it.

A wording is found only whole: 8名 is not in 18名, 主任医师 not in 副主任医师, 50人 not in 50余人. Where the text has a
longer number, date, term or grade around the copied one, the place is the longer one, and so is its wording: that is
how a copy that lost 以上 or 余 is mended instead of being "verified" wrong.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Literal, NamedTuple, cast

from summarizer.article import Chunk, Sentence, Span
from summarizer.chunking import split_clauses, trim
from summarizer.matching import FoldedText, fold
from summarizer.normalising.dates import DateMention, find_dates
from summarizer.normalising.durations import DurationMention, find_durations
from summarizer.normalising.names import count_named
from summarizer.normalising.quantities import QuantityMention, parse_quantity, quantities_in_sentence
from summarizer.patterns import late

Kind = Literal["words", "title", "quantity", "date", "duration"]
"""How a wording is found: as words, as a grade or post, or as a whole number, date or term."""

MAX_EVIDENCE_CHARS = 120
"""Source: contract, section 2, "Evidence"."""

NEIGHBOURS = 2
"""A citation may be off by this many sentences before the whole chunk is searched."""

_NUMERALS = frozenset("0123456789０１２３４５６７８９一二三四五六七八九十百千万亿两〇零")
_NUMERALS_AND_ORDINAL = _NUMERALS | {"第"}
_DIGITS = frozenset("0123456789０１２３４５６７８９")
_INSIDE_NUMBER = frozenset(".．,，")
_CUT_GRADES = ("主任", "教授", "研究员", "高", "护士长", "院长", "书记", "科长", "处长")
_OR_ABOVE = late(
    r"(?:技术)?(?:职称|级别|职务)?(?:及|或|和)?(?:其)?以上(?:专业)?(?:技术)?(?:职称|级别|职务|资格)?(?:的)?(?:医师|专家|人员)?"
)

_Mention = QuantityMention | DateMention | DurationMention
_Finder = Callable[[str, Span], Sequence[_Mention]]


class Place(NamedTuple):
    """Where a wording stands; `wording` is the text's own, sometimes longer than the one asked for."""

    span: Span
    wording: str


class Page:
    """The text of one chunk's article, and the sentences that may be cited."""

    def __init__(self, chunk: Chunk) -> None:
        self.text = chunk.article.text
        self.sentences = chunk.citable
        self._in_order = sorted(set(self.sentences)) if chunk.lead else self.sentences
        """The lead may hold sentences of the chunk."""
        self._starts = [sentence.start for sentence in self._in_order]
        self._clauses: dict[Span, tuple[Span, ...]] = {}
        self._mentions: dict[tuple[_Finder, int], Sequence[_Mention]] = {}
        """By sentence, each read once and only if something is looked for in it: reading a whole article for its
        numbers, dates and terms takes longer than all the rest of grounding."""

    # Only a wording that was not copied to the letter, or that stands elsewhere than cited, needs these.

    @cached_property
    def _folded(self) -> FoldedText:
        return FoldedText(self.text)

    @cached_property
    def _spans(self) -> tuple[Span, ...]:
        return tuple([Span(start, end) for _, start, end in self.sentences])

    @cached_property
    def _index(self) -> dict[int, int]:
        return {sentence.number: index for index, sentence in enumerate(self.sentences)}

    def circles(self, numbers: Iterable[int]) -> list[tuple[Span, ...]]:
        """Return where to look for a citation: its own sentences, their neighbours, the whole chunk."""
        known = {self._index[number] for number in numbers if number in self._index}
        near = {other for index in known for other in range(index - NEIGHBOURS, index + NEIGHBOURS + 1)}
        inside = (sorted(known), sorted(index for index in near if 0 <= index < len(self._spans)))
        rings = [tuple(self._spans[index] for index in ring) for ring in inside if ring]
        return [*rings, self._spans] if self._spans else rings

    def beside(self, anchor: Span, cited: Iterable[int]) -> list[tuple[Span, ...]]:
        """Return where the number of `anchor` may stand: its own sentence, then the cited ones next to it."""
        sentence = self.sentence_at(anchor.start)
        if sentence is None:
            return []
        own = self.sentences.index(sentence)
        numbers = set(cited)
        around = [self.sentences[i] for i in (own - 1, own + 1) if 0 <= i < len(self.sentences)]
        return [(self.sentences[own].span,), tuple(s.span for s in around if s.number in numbers)]

    def sentence_at(self, offset: int) -> Sentence | None:
        """Return the sentence that holds the character at `offset`."""
        at = bisect_right(self._starts, offset) - 1
        return self._in_order[at] if at >= 0 and offset < self._in_order[at].end else None

    def stands(self, wording: str, kind: Kind, regions: Sequence[Span]) -> bool:
        """Say whether `wording` stands inside the regions: whether there are `places` of it.

        Most wordings are copied to the letter. What stands so stands folded too, and where it is whole nothing need be
        folded to know it. The dates and terms around it, which may widen a place, don't decide whether it is one.
        """
        for start, end in regions:
            for at in copies(wording, self.text, start, end):
                cut = (self._cuts_grade if kind == "title" else self._cuts_number)(at, at + len(wording))
                if not cut and (kind != "quantity" or self._fits_quantities(Span(at, at + len(wording)), regions)):
                    return True
        if kind == "quantity" and "、" in wording and count_named(wording):
            # Persons named one by one, each in a clause of its own.
            names = wording.split("、")
            return all(any(self.text.find(name, start, end) >= 0 for start, end in regions) for name in names)
        return bool(self.places(wording, kind, regions))

    def stands_somewhere(self, wording: str) -> bool:
        """Say whether `wording` stands as words inside one of the sentences."""
        for at in copies(wording, self.text, 0, len(self.text)):
            sentence, copy_end = self.sentence_at(at), at + len(wording)
            if sentence is not None and copy_end <= sentence.end and not self._cuts_number(at, copy_end):
                return True
        return bool(self.places(wording, "words", self._spans))

    def _fits_quantities(self, copy: Span, regions: Sequence[Span]) -> bool:
        """Say whether the numbers of the regions leave a run whole: one of them holds it, or none touches it."""
        touching = [m.span for region in regions for m in self.quantities_in(region) if _overlap(m.span, copy)]
        return not touching or any(_holds(span, copy) for span in touching)

    def places(self, wording: str, kind: Kind, regions: Sequence[Span]) -> list[Place]:
        """Return where `wording` stands inside the regions, in text order."""
        found = self._folded.find_inside(wording, regions)
        match kind:
            case "words":
                whole = [span for span in found if not self._cuts_number(*span)]
            case "title":
                whole = [self._full_title(span) for span in found if not self._cuts_grade(*span)]
            case "quantity":
                return self._quantity_places(wording, found, regions)
            case "date":
                whole = self._widened(found, find_dates)
            case "duration":
                whole = self._widened(found, find_durations)
        return [Place(span, span.slice(self.text)) for span in dict.fromkeys(whole)]

    def quantities_in(self, region: Span) -> list[QuantityMention]:
        """Return the numbers with their units that stand wholly inside the region."""
        found = cast("list[QuantityMention]", self._mentions_around(region, quantities_in_sentence))
        return [m for m in found if region.start <= m.span.start and m.span.end <= region.end]

    def clause_of(self, span: Span) -> Span:
        """Return the run of whole clauses that holds `span`, inside the sentences it touches."""
        start, end = self.sentence_at(span.start), self.sentence_at(max(span.start, span.end - 1))
        if start is None or end is None:
            return span
        first = next((c for c in self._clauses_of(start) if c.start <= span.start < c.end), span)
        last = next((c for c in self._clauses_of(end) if c.start < span.end <= c.end), span)
        return Span(min(first.start, span.start), max(last.end, span.end))

    def _clauses_of(self, sentence: Sentence) -> tuple[Span, ...]:
        if sentence.span not in self._clauses:
            self._clauses[sentence.span] = tuple(split_clauses(self.text, sentence.span))
        return self._clauses[sentence.span]

    def evidence(self, spans: Iterable[Span]) -> tuple[Span, ...]:
        """Return the shortest clause runs that hold all `spans`, each at most `MAX_EVIDENCE_CHARS` long."""
        runs: list[tuple[Span, list[Span]]] = []
        for span in sorted(set(spans)):
            clause = self.clause_of(span)
            if runs and self._joinable(runs[-1][0], clause):
                joined, held = runs[-1]
                runs[-1] = (Span(joined.start, max(joined.end, clause.end)), [*held, span])
            else:
                runs.append((clause, [span]))
        return tuple(dict.fromkeys(piece for run, held in runs for piece in self._fitted(run, held)))

    def _joinable(self, left: Span, right: Span) -> bool:
        if max(left.end, right.end) - left.start > MAX_EVIDENCE_CHARS:
            return False
        return self.sentence_at(left.start) == self.sentence_at(max(left.start, right.end - 1))

    def _fitted(self, run: Span, held: list[Span]) -> list[Span]:
        """Cut a run that is too long down to what it must hold."""
        if run.end - run.start <= MAX_EVIDENCE_CHARS:
            return [run]
        low, high = held[0].start, max(span.end for span in held)
        if high - low > MAX_EVIDENCE_CHARS:
            return [trim(self.text, Span(span.start, min(span.end, span.start + MAX_EVIDENCE_CHARS))) for span in held]
        spare = (MAX_EVIDENCE_CHARS - (high - low)) // 2
        return [trim(self.text, Span(max(run.start, low - spare), min(run.end, high + spare)))]

    def _cuts_number(self, start: int, end: int) -> bool:
        """Say whether a copied number is only a part of the number that stands there."""
        text = self.text
        return (text[start] in _NUMERALS and self._number_goes_on_before(start)) or (
            text[end - 1] in _NUMERALS and self._number_goes_on_after(end)
        )

    def _number_goes_on_before(self, start: int) -> bool:
        before = self.text[max(0, start - 2) : start].rstrip("\n")
        return before[-1:] in _NUMERALS_AND_ORDINAL or (before[-1:] in _INSIDE_NUMBER and before[:-1] in _DIGITS)

    def _number_goes_on_after(self, end: int) -> bool:
        after = self.text[end : end + 2]
        return after[:1] in _NUMERALS or (after[:1] in _INSIDE_NUMBER and after[1:] in _DIGITS)

    def _cuts_grade(self, start: int, end: int) -> bool:
        return start > 0 and self.text[start - 1] == "副" and self.text.startswith(_CUT_GRADES, start, end)

    def _full_title(self, span: Span) -> Span:
        above = _OR_ABOVE.match(self.text, span.end)
        return Span(span.start, above.end()) if above else span

    def _quantity_places(self, wording: str, found: list[Span], regions: Sequence[Span]) -> list[Place]:
        mentions = [mention for region in regions for mention in self.quantities_in(region)]
        asked = parse_quantity(wording)
        same = [m for m in mentions if asked is not None and m.quantity == asked]
        around = same or [
            m for m in mentions for span in found if not self._cuts_number(*span) and _holds(m.span, span)
        ]
        if around:
            return [Place(m.span, m.wording) for m in dict.fromkeys(around)]
        loose = [s for s in found if not self._cuts_number(*s) and not any(_overlap(m.span, s) for m in mentions)]
        return [Place(span, span.slice(self.text)) for span in loose]

    def _mentions_around(self, span: Span, find: _Finder) -> list[_Mention]:
        """Return what `find` finds in the sentences that `span` touches."""
        first = max(bisect_right(self._starts, span.start) - 1, 0)
        last = max(bisect_left(self._starts, span.end), first + 1)
        mentions: list[_Mention] = []
        for index in range(first, min(last, len(self._in_order))):
            if (find, index) not in self._mentions:
                self._mentions[find, index] = find(self.text, self._in_order[index].span)
            mentions.extend(self._mentions[find, index])
        return mentions

    def _widened(self, found: list[Span], find: _Finder) -> list[Span]:
        """Replace each copied date or term by the whole one that stands there."""
        wide: list[Span] = []
        for span in found:
            mentions = [mention.span for mention in self._mentions_around(span, find)]
            around = [mention for mention in mentions if _overlap(mention, span)]
            if around:
                wide.append(Span(min(m.start for m in around), max(m.end for m in around)))
            elif not self._cuts_number(*span):
                wide.append(span)
        return wide


def copies(wording: str, text: str, start: int, end: int) -> Iterator[int]:
    """Yield where `wording` stands to the letter in `text[start:end]`.

    Blank wordings stand nowhere, and of one with white space at its ends only folding knows what is meant.
    """
    if not wording or wording[0].isspace() or wording[-1].isspace():
        return
    at = text.find(wording, start, end)
    while at >= 0:
        yield at
        at = text.find(wording, at + 1, end)


def nearest(candidates: Sequence[Place], anchor: Span) -> Place:
    """Return the candidate closest to `anchor`; the earlier one of two equally close."""
    return min(candidates, key=lambda place: (_gap(place.span, anchor), place.span.start))


def coverage(wording: str, region_texts: Iterable[str]) -> float:
    """Return the share of the wording's characters that the regions hold, 0.0 to 1.0."""
    characters = fold(wording)
    held = set(fold("".join(region_texts)))
    return sum(character in held for character in characters) / len(characters) if characters else 0.0


def _holds(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _overlap(left: Span, right: Span) -> bool:
    return left.start < right.end and right.start < left.end


def _gap(left: Span, right: Span) -> int:
    return max(left.start - right.end, right.start - left.end, 0)
