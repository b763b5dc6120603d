"""From counts to figures: what is reported about a set of articles, always computed from the same whole numbers.

A `Tally` holds the counts of one article, or of several added up, as a plain tuple of whole numbers, so that thousands
of resamples are cheap. A figure whose denominator is empty is None (not measured), never 0.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

from evals.labels import FIELDS, FieldName
from evals.scoring import ArticleScore, Counts

Measure = Literal[
    "parties",
    "signing_date",
    "duration",
    "dispatched_staff",
    "target_metrics",
    "training_commitments",
    "micro",
    "macro",
    "agreements",
    "roles",
    "all_right",
    "ungrounded",
    "false_alarms",
]
"""F1 of each field; `micro` over all items and `macro` over the six fields; `agreements`, F1 of the agreements found;
the share of matched parties with the right role, of articles with every item right, of items whose evidence is not in
the text, and of negative articles with an agreement."""

MEASURES: tuple[Measure, ...] = get_args(Measure)

LOWER_IS_BETTER: frozenset[Measure] = frozenset({"ungrounded", "false_alarms"})

CountedRow = FieldName | Literal["micro", "agreements"]
"""The measures that are the F1 of counts."""

COUNTED_ROWS: tuple[CountedRow, ...] = (*FIELDS, "micro", "agreements")

Tally = tuple[int, ...]

_ROWS: tuple[FieldName | Literal["agreements"], ...] = (*FIELDS, "agreements")
_SHARES: tuple[tuple[Measure, int], ...] = (("roles", 0), ("all_right", 2), ("ungrounded", 4), ("false_alarms", 6))
_SHARES_AT = 3 * len(_ROWS)


@dataclass(frozen=True, slots=True)
class Rates:
    """Precision, recall and F1; None where nothing was given, nothing due, or neither."""

    precision: float | None
    recall: float | None
    f1: float | None


def rates(counts: Counts) -> Rates:
    """Return the three rates of some counts."""
    given, due = counts.right + counts.wrong, counts.right + counts.missed
    return Rates(_share(counts.right, given), _share(counts.right, due), _share(2 * counts.right, given + due))


def tally_of(score: ArticleScore) -> Tally:
    """Return the counts of one article."""
    rows = [*(score.counts[field] for field in FIELDS), score.agreements]
    shares = (
        *(score.roles_right, score.counts["parties"].right),
        *(int(score.all_right), 1),
        *(score.ungrounded, score.predicted_items),
        *(int(score.false_alarm), int(score.negative)),
    )
    return (*(number for row in rows for number in (row.right, row.wrong, row.missed)), *shares)


def tally_as_json(tally: Tally) -> dict[str, list[int]]:
    """Return a tally under names: `[right, wrong, missed]` for fields, `[part, whole]` for shares."""
    named = {str(row): list(tally[3 * at : 3 * at + 3]) for at, row in enumerate(_ROWS)}
    return named | {name: list(tally[_SHARES_AT + at : _SHARES_AT + at + 2]) for name, at in _SHARES}


def tally_from_json(named: dict[str, list[int]]) -> Tally:
    """Read what `tally_as_json` wrote."""
    return tuple(number for name in (*_ROWS, *(name for name, _ in _SHARES)) for number in named[name])


def add(tallies: Iterable[Tally]) -> Tally:
    """Add tallies up; none at all is all zeros."""
    return tuple(map(sum, zip(*tallies, strict=True))) or (0,) * (_SHARES_AT + 2 * len(_SHARES))


def counts_of(tally: Tally, row: CountedRow) -> Counts:
    """Return the counts of a field, of the agreements, or of all six fields together."""
    if row == "micro":
        return sum((counts_of(tally, field) for field in FIELDS), Counts())
    at = 3 * _ROWS.index(row)
    return Counts(*tally[at : at + 3])


def share_of(tally: Tally, measure: Measure) -> tuple[int, int]:
    """Return part and whole of a measure that is a share."""
    at = _SHARES_AT + dict(_SHARES)[measure]
    return tally[at], tally[at + 1]


def measure_all(tally: Tally) -> dict[Measure, float | None]:
    """Return every figure of a tally."""
    figures: dict[Measure, float | None] = {field: rates(counts_of(tally, field)).f1 for field in FIELDS}
    known = [value for value in figures.values() if value is not None]
    figures["micro"] = rates(counts_of(tally, "micro")).f1
    figures["macro"] = sum(known) / len(known) if known else None
    figures["agreements"] = rates(counts_of(tally, "agreements")).f1
    return figures | {name: _share(*share_of(tally, name)) for name, _ in _SHARES}


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
