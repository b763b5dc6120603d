"""When a predicted item is right, field by field: the contract's section 3.3, one rule a function.

Pure, and about two items at a time; `evals.scoring` decides which two are held together. Sides are not the same: a
gold alias counts as the name, and gold decides whether a target is compared by its number or its goal.
"""

from __future__ import annotations

from evals.labels import (
    DispatchedStaff,
    Duration,
    Item,
    Party,
    SigningDate,
    TargetMetric,
    TrainingCommitment,
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


def is_right(gold: Item, predicted: Item) -> bool:
    """Say whether a predicted item matches a gold item of the same field."""
    match gold, predicted:
        case Party(), Party():
            return fold(predicted.name) in names_of(gold)
        case SigningDate(), SigningDate():
            return gold.value == predicted.value
        case Duration(), Duration():
            return _same_months(gold, predicted)
        case DispatchedStaff(), DispatchedStaff():
            return _same_staff(gold, predicted)
        case TargetMetric(), TargetMetric():
            return _same_target(gold, predicted)
        case TrainingCommitment(), TrainingCommitment():
            return gold.kind == predicted.kind and char_f1(quotes_of(gold), quotes_of(predicted)) >= SAME_QUOTE_F1
        case _:
            return False


def nearness(gold: Item, predicted: Item) -> float:
    """Say how much two items of one field resemble each other, 0.0 to 1.0: to tell apart what is equally right."""
    told = char_f1(quotes_of(gold), quotes_of(predicted))
    match gold, predicted:
        case Party(), Party():
            same_role = 0.1 if gold.role == predicted.role else 0.0
            return 0.9 * max(char_f1(name, predicted.name) for name in (gold.name, *gold.aliases)) + same_role
        case (SigningDate(), SigningDate()) | (Duration(), Duration()):
            return 1.0  # an agreement has one of each: another value is the wrong value
        case DispatchedStaff(), DispatchedStaff():
            shared = [gold.level == predicted.level, same_number(gold.count, predicted.count)]
            return (told + char_f1(gold.title, predicted.title) + sum(shared)) / 4
        case TargetMetric(), TargetMetric():
            return (told + char_f1(gold.name, predicted.name)) / 2
        case TrainingCommitment(), TrainingCommitment():
            return 0.8 * told + 0.2 * (gold.kind == predicted.kind)
        case _:
            return 0.0


def names_of(party: Party) -> frozenset[str]:
    """Return the folded forms that count as the name of a gold party."""
    return frozenset(fold(name) for name in (party.name, *party.aliases))


def quotes_of(item: Item) -> str:
    """Return the evidence of an item as one wording; characters are compared, so the order of runs is of no matter."""
    return "".join(quote.quote for quote in item.evidence)


def same_number(gold: Quantity | None, predicted: Quantity | None) -> bool:
    """Compare op and value; null equals null. Source: contract, section 3.3, dispatched_staff."""
    if gold is None or predicted is None:
        return gold is predicted
    return (gold.op, gold.value) == (predicted.op, predicted.value)


def _same_months(gold: Duration, predicted: Duration) -> bool:
    if gold.months is None and predicted.months is None:
        return bool(fold(gold.text)) and bool(fold(predicted.text))
    return gold.months == predicted.months


def _same_staff(gold: DispatchedStaff, predicted: DispatchedStaff) -> bool:
    same_grade = (gold.level, gold.or_above) == (predicted.level, predicted.or_above)
    return same_grade and same_number(gold.count, predicted.count)


def _same_target(gold: TargetMetric, predicted: TargetMetric) -> bool:
    if gold.quantity is None:
        return char_f1(gold.goal or "", predicted.goal or "") >= SAME_NAME_F1
    same_ends = predicted.quantity is not None and gold.quantity.upper == predicted.quantity.upper
    return (
        same_ends
        and same_number(gold.quantity, predicted.quantity)
        and char_f1(gold.name, predicted.name) >= SAME_NAME_F1
    )
