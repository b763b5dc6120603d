"""Which agreements of two readings are one, and within them which items: the contract's sections 3.2 and 3.3.

Both sides are put into one order first, so that the order of a reply never changes a pair.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Any, Generic, TypeVar

from summarizer.comparing.assignment import assign
from summarizer.comparing.item_rules import is_agreed, is_right, is_same_party, nearness
from summarizer.comparing.shapes import FIELDS, FieldName, PartyShape, items_of, path_of

NEARNESS_STEPS = 1000
"""Nearness in whole thousandths: it breaks ties among pairings that have equally many matching items."""

ItemT = TypeVar("ItemT")


@dataclass(frozen=True, slots=True)
class PlacedItem(Generic[ItemT]):
    """An item and where it stands in its document."""

    path: str
    agreement: int
    field: FieldName
    item: ItemT


@dataclass(frozen=True, slots=True)
class Side(Generic[ItemT]):
    """One agreement of one document, its items placed and in an order that does not depend on the document's."""

    number: int
    parties: Sequence[PartyShape]
    items: dict[FieldName, list[PlacedItem[ItemT]]]

    @property
    def placed(self) -> list[PlacedItem[ItemT]]:
        """All items, field by field."""
        return [placed for field in FIELDS for placed in self.items[field]]


@dataclass(frozen=True, slots=True)
class Matching:
    """When the items of two readings are the same."""

    same: Callable[[FieldName, Any, Any], bool]
    same_party: Callable[[Any, Any], bool]
    """By name alone: how agreements find each other."""


AGAINST_GOLD = Matching(is_right, lambda gold, predicted: is_right("parties", gold, predicted))
"""A label and a prediction: the first side is gold."""

AS_EQUALS = Matching(is_agreed, is_same_party)
"""Two engines."""

Pair = tuple[PlacedItem[ItemT], PlacedItem[ItemT]]


def sides_of(agreements: Sequence[Any]) -> list[Side[Any]]:
    """Return the agreements of a document for comparing, in one order whatever the document's."""
    sides = [_side(number, agreement) for number, agreement in enumerate(agreements)]
    return sorted(sides, key=_order_of_side)


def pair_agreements(
    first: Sequence[Side[ItemT]], second: Sequence[Side[ItemT]], matching: Matching
) -> list[tuple[Side[ItemT], Side[ItemT]]]:
    """Pair by the best total overlap of party names; among equal totals, by most matching items."""
    overlaps = [[party_overlap(one.parties, other.parties, matching) for other in second] for one in first]
    same = [[_count_same(one, other, matching) for other in second] for one in first]
    # One whole-number weight that compares first by overlap, then by matching items: no pairing has more of these
    # than `most`, so one step of overlap (1/unit) outweighs them all.
    unit = lcm(*(overlap.denominator for row in overlaps for overlap in row))
    most = 1 + sum(max(row, default=0) for row in same)
    weights = [
        [int(overlap * unit) * most + (count if overlap else 0) for overlap, count in zip(*rows, strict=True)]
        for rows in zip(overlaps, same, strict=True)
    ]
    return [(first[row], second[column]) for row, column in assign(weights)]


def party_overlap(first: Sequence[PartyShape], second: Sequence[PartyShape], matching: Matching) -> Fraction:
    """Return the F1 of two sets of parties by name.

    Source: contract, section 3.2. A fraction, because sums of equal floats differ by the order of their terms.
    """
    if not first or not second:
        return Fraction(0)
    shared = assign([[int(matching.same_party(one, other)) for other in second] for one in first])
    return Fraction(2 * len(shared), len(first) + len(second))


def pair_items(first: Side[ItemT], second: Side[ItemT], matching: Matching) -> list[Pair[ItemT]]:
    """Pair the matching items of two agreements: as many as can be, and the paired resembling each other most."""
    return [pair for field in FIELDS for pair in _same_pairs(first.items[field], second.items[field], matching)]


def pair_by(
    first: Sequence[PlacedItem[ItemT]],
    second: Sequence[PlacedItem[ItemT]],
    weigh: Callable[[PlacedItem[ItemT], PlacedItem[ItemT]], int],
) -> list[Pair[ItemT]]:
    """Pair one to one by the greatest total weight; 0 is no pair."""
    weights = [[weigh(one, other) for other in second] for one in first]
    return [(first[row], second[column]) for row, column in assign(weights)]


def steps(one: PlacedItem[Any], other: PlacedItem[Any]) -> int:
    """Return the nearness of two items of one field in whole steps."""
    return round(nearness(one.field, one.item, other.item) * NEARNESS_STEPS)


def _same_pairs(
    first: Sequence[PlacedItem[ItemT]], second: Sequence[PlacedItem[ItemT]], matching: Matching
) -> list[Pair[ItemT]]:
    most = 1 + NEARNESS_STEPS * min(len(first), len(second))

    def weigh(one: PlacedItem[ItemT], other: PlacedItem[ItemT]) -> int:
        return (most + steps(one, other)) if matching.same(one.field, one.item, other.item) else 0

    return pair_by(first, second, weigh)


def _count_same(first: Side[Any], second: Side[Any], matching: Matching) -> int:
    return len(pair_items(first, second, matching))


def _side(number: int, agreement: Any) -> Side[Any]:
    items: dict[FieldName, list[PlacedItem[Any]]] = {}
    for field in FIELDS:
        placed = [
            PlacedItem(path_of(agreement, number, field, index), number, field, item)
            for index, item in enumerate(items_of(agreement, field))
        ]
        items[field] = sorted(placed, key=lambda one: str(one.item.model_dump_json()))
    return Side(number, agreement.parties, items)


def _order_of_side(side: Side[Any]) -> tuple[str, ...]:
    return tuple(placed.item.model_dump_json() for placed in side.placed)
