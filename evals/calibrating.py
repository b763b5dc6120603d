"""How sure the rules engine may say it is: weights fitted on labelled articles, and a table that holds them to others.

A plain logistic model with a penalty on every weight but the level, fitted by Newton steps on one weight at a time: no
library, the same result every time. `dev` and `practice` teach how marks differ from each other; they have levels of
their own, because rules were written with them open. How right values are on the whole is told by `calibration`, which
nobody looked at, with two wrong values and two right ones added: a hundred values don't show what is rare.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp
from pathlib import Path

from evals.cases import Case
from evals.labels import FIELDS, label_of
from evals.running import run_cases
from evals.scoring import score_article
from summarizer import confidence
from summarizer.comparing.shapes import items_of, path_of
from summarizer.rules import RulesExtractor
from summarizer.schema import ArticleSummary

WEIGHTS = Path(confidence.__file__).with_name("weights.json")

SPLITS = ("dev", "practice", "calibration")
"""What the weights are fitted on."""

FRESH_SPLIT = "calibration"
"""Sets the level; each of the others has one of its own, which is thrown away."""

ADDED = 2
"""Values added to each side of the fresh split. Source: Agresti and Coull (1998): two successes, two failures."""

PENALTY = 5.0
"""Ridge on every weight but the level: a mark seen a few times moves little, and most values are of articles that the
rules were written with, where nearly all are right."""

SWEEPS = 200
BIN_EDGES = (0.0, 0.8, 0.9, 0.95, 1.0)


@dataclass(frozen=True, slots=True)
class Example:
    """One value: what supported it, how sure the engine said it was, and whether it was right."""

    split: str
    support: frozenset[str]
    said: float
    right: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """The values whose estimate lies in one range."""

    low: float
    high: float
    values: int
    said: float
    """Mean estimate."""
    right: int


def read_examples(cases: Sequence[Case]) -> list[Example]:
    """Read the cases with the rules engine and hold each value against the label; a wrong role is a wrong value."""
    rules = RulesExtractor()
    outcomes = asyncio.run(run_cases(cases, lambda case: rules, concurrency=1))
    return [
        example
        for outcome in outcomes
        if outcome.summary is not None
        for example in _examples(outcome.case, outcome.summary)
    ]


def fit(examples: Sequence[Example]) -> dict[str, float]:
    """Return the weights, by mark; `level` is what every value has."""
    added = [Example(FRESH_SPLIT, frozenset(), 0.5, right) for right in (True, False) for _ in range(ADDED)]
    rows = [(_marks(one), float(one.right)) for one in (*examples, *added)]
    names = sorted({name for marks, _ in rows for name in marks})
    having = {name: [at for at, (marks, _) in enumerate(rows) if name in marks] for name in names}
    weights, totals = dict.fromkeys(names, 0.0), [0.0] * len(rows)
    for _ in range(SWEEPS):
        for name in names:
            step = _newton_step(rows, totals, having[name], weights[name], 0.0 if _is_level(name) else PENALTY)
            weights[name] += step
            for at in having[name]:
                totals[at] += step
    return {name: round(weights[name], 3) for name in names if not name.startswith(_OF_SPLIT)}


def save_weights(weights: Mapping[str, float], examples: Sequence[Example], path: Path = WEIGHTS) -> None:
    """Write the weights where the package finds them, with what they rest on."""
    counted = {
        split: [sum(one.split == split for one in examples), sum(one.split == split and one.right for one in examples)]
        for split in sorted({one.split for one in examples})
    }
    content = {"by": "python -m evals calibrate", "values_and_right": counted, "weights": dict(weights)}
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def reliability(examples: Iterable[Example]) -> list[Bin]:
    """Return the reliability table: of the values said to be so sure, how many were right."""
    known = list(examples)
    bins = []
    for low, high in zip(BIN_EDGES, BIN_EDGES[1:], strict=False):
        held = [one for one in known if low <= one.said < high]
        if held:
            said = sum(one.said for one in held) / len(held)
            bins.append(Bin(low, high, len(held), said, sum(one.right for one in held)))
    return bins


def calibration_error(bins: Sequence[Bin]) -> float:
    """Return the expected calibration error: how far estimate and truth lie apart, on average over values."""
    values = sum(one.values for one in bins)
    return sum(abs(one.said * one.values - one.right) for one in bins) / values if values else 0.0


def ranking(examples: Sequence[Example]) -> float | None:
    """Return how often a right value is said to be surer than a wrong one: 0.5 is chance; None without both."""
    right = [one.said for one in examples if one.right]
    wrong = [one.said for one in examples if not one.right]
    if not right or not wrong:
        return None
    return sum((one > other) + (one == other) / 2 for one in right for other in wrong) / (len(right) * len(wrong))


def reliability_as_markdown(examples: Sequence[Example]) -> str:
    """Draw the reliability table."""
    bins = reliability(examples)
    lines = ["| said | values | mean | right |", "| --- | ---: | ---: | ---: |"]
    for one in bins:
        share = 100 * one.right / one.values
        lines.append(
            f"| {one.low:.2f} to {one.high:.2f} | {one.values} | {100 * one.said:.1f} % | {one.right} = {share:.1f} % |"
        )
    ranked = ranking(examples)
    lines += ["", f"{len(examples)} values, {sum(one.right for one in examples)} right;"]
    lines += [f"expected calibration error {100 * calibration_error(bins):.1f} points;"]
    lines += [f"a right value is said to be surer than a wrong one in {100 * ranked:.0f} % of pairs." if ranked else ""]
    return "\n".join(lines)


_OF_SPLIT = "split:"


def _marks(example: Example) -> frozenset[str]:
    own = "level" if example.split == FRESH_SPLIT else f"{_OF_SPLIT}{example.split}"
    return example.support | {own}


def _is_level(name: str) -> bool:
    return name == "level" or name.startswith(_OF_SPLIT)


def _newton_step(
    rows: Sequence[tuple[frozenset[str], float]],
    totals: Sequence[float],
    having: Sequence[int],
    weight: float,
    penalty: float,
) -> float:
    slope, bend = -penalty * weight, penalty + 1e-9
    for at in having:
        right = rows[at][1]
        said = 1 / (1 + exp(-totals[at]))
        slope += right - said
        bend += said * (1 - said)
    return max(-1.0, min(1.0, slope / bend))


def _examples(case: Case, summary: ArticleSummary) -> Iterable[Example]:
    score = score_article(case.label, label_of(summary), text=None)
    wrong = {one.predicted.path for one in score.mistakes if one.predicted is not None}
    found = confidence.supports(summary.agreements, text=summary.article.text)
    for number, (agreement, fields) in enumerate(zip(summary.agreements, found, strict=True)):
        for field in FIELDS:
            for index, (item, support) in enumerate(zip(items_of(agreement, field), fields[field], strict=True)):
                right = path_of(agreement, number, field, index) not in wrong
                yield Example(case.split, support, item.confidence or 0.0, right)
