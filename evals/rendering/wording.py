"""How measures, mistakes and items are called in front of people: one table for every format."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from evals.measures import Measure
from evals.report import Figure
from evals.scoring import MistakeKind

MEASURE_NAMES: Mapping[Measure, str] = {
    "parties": "parties",
    "signing_date": "signing_date",
    "duration": "duration",
    "dispatched_staff": "dispatched_staff",
    "target_metrics": "target_metrics",
    "training_commitments": "training_commitments",
    "micro": "all items (micro)",
    "macro": "six fields (macro)",
    "agreements": "agreements found",
    "roles": "right role of matched parties",
    "all_right": "articles with every item right",
    "ungrounded": "items with evidence not in the text",
    "false_alarms": "false alarms on negatives",
}

MISTAKE_NAMES: Mapping[MistakeKind, str] = {
    "missed": "missed",
    "invented": "invented",
    "wrong_value": "wrong value",
    "wrong_agreement": "wrong agreement",
    "wrong_role": "wrong role",
    "ungrounded": "ungrounded",
}

NOTHING = "–"

_OPS = {"eq": "", "ge": "≥ ", "gt": "> ", "le": "≤ ", "lt": "< ", "approx": "≈ ", "range": ""}

_SPEAKING = frozenset({"name", "value", "title", "kind", "level", "role", "text"})
"""Values that need no label before them."""


def percent(value: float | None) -> str:
    """Return a share or F1 as a percentage with one decimal."""
    return NOTHING if value is None else f"{100 * value:.1f}"


def between(figure: Figure) -> str:
    """Return the ends of a figure's interval."""
    return NOTHING if figure.low is None else f"{percent(figure.low)} to {percent(figure.high)}"


def points(change: float | None) -> str:
    """Return a change in percentage points, with its sign."""
    return NOTHING if change is None else f"{100 * change:+.1f}"


def item_in_words(item: Mapping[str, Any] | None) -> str:
    """Return the values of an item on one line, without its evidence: what two readers would compare."""
    if item is None:
        return NOTHING
    told = ((name, value_in_words(value)) for name, value in item.items() if name != "evidence")
    return " · ".join(words if name in _SPEAKING else f"{name} {words}" for name, words in told if words) or NOTHING


def value_in_words(value: Any) -> str:
    """Return one value of an item in words; nothing stated is an empty string."""
    match value:
        case None | False:
            return ""
        case True:
            return "yes"
        case {"op": op, "value": number}:
            upper = f"–{value['upper']:g}" if value.get("upper") is not None else ""
            return f"{_OPS[op]}{number:g}{upper} {value.get('unit') or ''}".strip()
        case list() | tuple():
            return "、".join(map(str, value))
        case _:
            return str(value)
