"""The LLM engine's result held beside the rules engine's: which values both read, and what only one of them did.

The second reader changes no value. What it read as well is `agreed`; what it read otherwise or not at all is
`llm_only`; what it alone read becomes a question. Two engines of so different a make rarely err alike, so a value on
which they agree is seldom wrong (`python -m evals cross-check` measures how seldom).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from summarizer.chunking import split_sentences
from summarizer.comparing.item_rules import is_same_party
from summarizer.comparing.pairing import (
    AS_EQUALS,
    PlacedItem,
    Side,
    pair_agreements,
    pair_by,
    pair_items,
    sides_of,
    steps,
)
from summarizer.comparing.shapes import FIELDS, FieldName, path_of
from summarizer.prose import describe_item
from summarizer.schema import Agreement, CrossCheck, Item, RulesOnly, SecondReader

_Placed = PlacedItem[Item]


@dataclass(frozen=True, slots=True)
class CheckedReading:
    """A result with its marks, and what the cross-check tells of the article."""

    agreements: tuple[Agreement, ...]
    cross_check: CrossCheck


def cross_check(agreements: Sequence[Agreement], rules: Sequence[Agreement], *, text: str) -> CheckedReading:
    """Mark each item of a result by what the second reader says, and list what that one alone read.

    Items agree when they would count as the same in the contract's scoring, taken from both sides, and a party's role
    agrees too. An item of the second reader that tells something else of the same sentence, or of a field that holds
    one value, is linked to the value it contradicts.

    The review score is the share of doubtful things among all that either engine read, a value and the question linked
    to it being one thing: 0 when both read the same, 1 when nothing of one was read by the other.

    Args:
        agreements: what the LLM engine read.
        rules: what the rules engine read of the same text.
        text: the cleaned text, whose offsets both count in.
    """
    ours: list[Side[Item]] = sides_of(agreements)
    theirs: list[Side[Item]] = sides_of(rules)
    pairs = pair_agreements(ours, theirs, AS_EQUALS)
    agreed = [pair for sides in pairs for pair in pair_items(*sides, AS_EQUALS)]
    same = {mine.path for mine, _ in agreed}
    questions = _questions(theirs, pairs, agreed, _Sentences(text))
    values = sum(len(side.placed) for side in ours)
    unlinked = sum(question.instead_of is None for question in questions)
    return CheckedReading(
        agreements=tuple(_marked(agreement, number, same) for number, agreement in enumerate(agreements)),
        cross_check=CrossCheck(
            review_score=_review_score(values, agreed=len(agreed), questions=unlinked),
            rules_only=tuple(sorted(questions, key=_reading_order)),
        ),
    )


def _questions(
    theirs: Sequence[Side[Item]],
    pairs: Sequence[tuple[Side[Item], Side[Item]]],
    agreed: Sequence[tuple[_Placed, _Placed]],
    sentences: _Sentences,
) -> list[RulesOnly]:
    """Return what only the second reader read, linked to the values it contradicts."""
    read = {mine.path for mine, _ in agreed}
    read_alike = {other.path for _, other in agreed}
    links = {
        other.path: mine.path
        for one, another in pairs
        for mine, other in _contradicting(_left(one, read), _left(another, read_alike), sentences)
    }
    belongs = {another.number: one.number for one, another in pairs}
    return [
        RulesOnly(
            field=other.field,
            agreement=belongs.get(side.number),
            text=describe_item(other.item),
            item=other.item,
            instead_of=links.get(other.path),
        )
        for side in theirs
        for other in _left(side, read_alike)
    ]


def tally_marks(agreements: Sequence[Agreement]) -> Mapping[SecondReader, int]:
    """Return how many values of a result have each mark."""
    marks = [side_item.item.second_reader for side in sides_of(agreements) for side_item in side.placed]
    return {"agreed": marks.count("agreed"), "llm_only": marks.count("llm_only")}


def _review_score(values: int, *, agreed: int, questions: int) -> float:
    read = values + questions
    return round((read - agreed) / read, 2) if read else 0.0


def _left(side: Side[Item], taken: set[str]) -> list[_Placed]:
    return [placed for placed in side.placed if placed.path not in taken]


class _Sentences:
    """Which sentences an item rests on; split only when something is in doubt."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._spans: list[tuple[int, int]] | None = None

    def of(self, item: Item) -> frozenset[int]:
        """Return the starts of the sentences that the item's evidence touches."""
        if self._spans is None:
            self._spans = [(sentence.start, sentence.end) for sentence in split_sentences(self._text)]
        return frozenset(
            start for start, end in self._spans for run in item.evidence if start < run.end and run.start < end
        )


def _contradicting(
    mine: Sequence[_Placed], theirs: Sequence[_Placed], sentences: _Sentences
) -> list[tuple[_Placed, _Placed]]:
    """Pair what two readings tell differently of the same thing."""

    def weigh(one: _Placed, other: _Placed) -> int:
        return 1 + steps(one, other) if _is_about_the_same(one, other, sentences) else 0

    found = []
    for field in FIELDS:
        ours, others = ([placed for placed in side if placed.field == field] for side in (mine, theirs))
        found += pair_by(ours, others, weigh)
    return found


def _is_about_the_same(one: _Placed, other: _Placed, sentences: _Sentences) -> bool:
    if one.field in ("signing_date", "duration"):
        return True
    if one.field == "parties":
        # Two parties stand in one sentence as a rule: only the name tells that one organisation has two roles.
        return is_same_party(one.item, other.item)  # type: ignore[arg-type]  # parties, by their field
    return bool(sentences.of(one.item) & sentences.of(other.item))


def _marked(agreement: Agreement, number: int, agreed: set[str]) -> Agreement:
    changes: dict[str, object] = {}
    for field in FIELDS:
        value = getattr(agreement, field)
        if isinstance(value, tuple):
            changes[field] = tuple(
                _with_mark(item, agreement, (number, field, at), agreed) for at, item in enumerate(value)
            )
        elif value is not None:
            changes[field] = _with_mark(value, agreement, (number, field, 0), agreed)
    return agreement.model_copy(update=changes)


def _with_mark(item: Item, agreement: Agreement, place: tuple[int, FieldName, int], agreed: set[str]) -> Item:
    mark: SecondReader = "agreed" if path_of(agreement, *place) in agreed else "llm_only"
    return item.model_copy(update={"second_reader": mark})


def _reading_order(question: RulesOnly) -> tuple[bool, int, int, int]:
    first = min(run.start for run in question.item.evidence)
    return question.agreement is None, question.agreement or 0, FIELDS.index(question.field), first
