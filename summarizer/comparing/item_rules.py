"""When two items of one field say the same: the contract's section 3.3, one rule a function.

`is_right` holds a prediction against gold, and the sides are not the same: a gold alias counts as the name, and gold
decides whether a target is compared by its number or its goal. `is_agreed` holds two engines together, of which none is
gold: by the same rules, but from both sides, and a party's role counts too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from summarizer.comparing.shapes import (
    DateShape,
    DurationShape,
    FieldName,
    PartyShape,
    StaffShape,
    TargetShape,
    Told,
    TrainingShape,
)
from summarizer.matching import char_f1, fold
from summarizer.schema import Quantity

SAME_NAME_F1 = 0.5
"""Source: contract, section 3.3, target_metrics: names, and goals where gold has no quantity."""

SAME_QUOTE_F1 = 0.3
"""Source: contract, section 3.3, training_commitments."""

NEAR = 0.3
"""From here on a wrong item is told together with the gold item it resembles; below, they are two mistakes. It decides
what a mistake is called and never what it counts: no figure depends on it."""


def is_right(field: FieldName, gold: Any, predicted: Any) -> bool:
    """Say whether a predicted item matches a gold item of the same field."""
    return _RIGHT[field](gold, predicted)


def is_agreed(field: FieldName, one: Any, other: Any) -> bool:
    """Say whether two engines read the same: all that is scored, and the role of a party."""
    return _AGREED.get(field, _RIGHT[field])(one, other)


def is_same_party(one: PartyShape, other: PartyShape) -> bool:
    """Say whether two engines mean one organisation: the name of either is a name of the other.

    Aliases alone don't tell: 我院 and 甲方 are an alias on every page.
    """
    return fold(one.name) in names_of(other) or fold(other.name) in names_of(one)


def nearness(field: FieldName, gold: Any, predicted: Any) -> float:
    """Say how much two items of one field resemble each other, 0.0 to 1.0: to tell apart what is equally right."""
    return _NEARNESS[field](gold, predicted)


def names_of(party: PartyShape) -> frozenset[str]:
    """Return the folded forms that count as the name of a gold party."""
    return frozenset(fold(name) for name in (party.name, *party.aliases))


def quotes_of(item: Told) -> str:
    """Return the evidence of an item as one wording; characters are compared, so the order of runs is of no matter."""
    return "".join(quote.quote for quote in item.evidence)


def same_number(gold: Quantity | None, predicted: Quantity | None) -> bool:
    """Compare op and value; null equals null. Source: contract, section 3.3, dispatched_staff."""
    if gold is None or predicted is None:
        return gold is predicted
    return (gold.op, gold.value) == (predicted.op, predicted.value)


def _same_name(gold: PartyShape, predicted: PartyShape) -> bool:
    return fold(predicted.name) in names_of(gold)


def _same_date(gold: DateShape, predicted: DateShape) -> bool:
    return gold.value == predicted.value


def _same_months(gold: DurationShape, predicted: DurationShape) -> bool:
    if gold.months is None and predicted.months is None:
        return bool(fold(gold.text)) and bool(fold(predicted.text))
    return gold.months == predicted.months


def _same_staff(gold: StaffShape, predicted: StaffShape) -> bool:
    same_grade = (gold.level, gold.or_above) == (predicted.level, predicted.or_above)
    return same_grade and same_number(gold.count, predicted.count)


def _same_target(gold: TargetShape, predicted: TargetShape) -> bool:
    if gold.quantity is None:
        return char_f1(gold.goal or "", predicted.goal or "") >= SAME_NAME_F1
    same_ends = predicted.quantity is not None and gold.quantity.upper == predicted.quantity.upper
    return (
        same_ends
        and same_number(gold.quantity, predicted.quantity)
        and char_f1(gold.name, predicted.name) >= SAME_NAME_F1
    )


def _same_training(gold: TrainingShape, predicted: TrainingShape) -> bool:
    return gold.kind == predicted.kind and char_f1(quotes_of(gold), quotes_of(predicted)) >= SAME_QUOTE_F1


def _agreed_party(one: PartyShape, other: PartyShape) -> bool:
    return one.role == other.role and is_same_party(one, other)


def _agreed_target(one: TargetShape, other: TargetShape) -> bool:
    """A number on one side only is another reading: neither side is gold to say that the goal is what counts."""
    return (one.quantity is None) == (other.quantity is None) and _same_target(one, other)


def _near_party(gold: PartyShape, predicted: PartyShape) -> float:
    same_role = 0.1 if gold.role == predicted.role else 0.0
    return 0.9 * max(char_f1(name, predicted.name) for name in (gold.name, *gold.aliases)) + same_role


def _near_single(gold: Told, predicted: Told) -> float:
    return 1.0  # an agreement has one of each: another value is the wrong value


def _near_staff(gold: StaffShape, predicted: StaffShape) -> float:
    shared = [gold.level == predicted.level, same_number(gold.count, predicted.count)]
    return (char_f1(quotes_of(gold), quotes_of(predicted)) + char_f1(gold.title, predicted.title) + sum(shared)) / 4


def _near_target(gold: TargetShape, predicted: TargetShape) -> float:
    return (char_f1(quotes_of(gold), quotes_of(predicted)) + char_f1(gold.name, predicted.name)) / 2


def _near_training(gold: TrainingShape, predicted: TrainingShape) -> float:
    return 0.8 * char_f1(quotes_of(gold), quotes_of(predicted)) + 0.2 * (gold.kind == predicted.kind)


_RIGHT: Mapping[FieldName, Callable[[Any, Any], bool]] = MappingProxyType(
    {
        "parties": _same_name,
        "signing_date": _same_date,
        "duration": _same_months,
        "dispatched_staff": _same_staff,
        "target_metrics": _same_target,
        "training_commitments": _same_training,
    }
)
_AGREED: Mapping[FieldName, Callable[[Any, Any], bool]] = MappingProxyType(
    {"parties": _agreed_party, "target_metrics": _agreed_target}
)
"""Where agreeing asks for more than being right does."""
_NEARNESS: Mapping[FieldName, Callable[[Any, Any], float]] = MappingProxyType(
    {
        "parties": _near_party,
        "signing_date": _near_single,
        "duration": _near_single,
        "dispatched_staff": _near_staff,
        "target_metrics": _near_target,
        "training_commitments": _near_training,
    }
)
