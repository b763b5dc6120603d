"""Two readers of the same articles: what they agree on is the most that any engine can be asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.cases import label_paths
from evals.labels import load_label
from evals.measures import Measure, Tally, add, measure_all, tally_of
from evals.scoring import score_article
from evals.statistics import Interval, intervals
from summarizer.errors import InputError


@dataclass(frozen=True, slots=True)
class Agreement:
    """How a second reader does when the first is gold."""

    articles: tuple[str, ...]
    only_first: int
    only_second: tuple[str, ...]
    total: Tally
    figures: dict[Measure, float | None]
    intervals: dict[Measure, Interval | None]


def compare_readers(first: Sequence[Path], second: Path) -> Agreement:
    """Score the labels of one folder against those of others.

    Args:
        first: folders of the first reader, who is gold.
        second: the folder of the second reader.

    Raises:
        InputError: a folder or label can't be read, or the two have no article in common.
    """
    gold = {path.stem: path for folder in first for path in label_paths(folder)}
    other = {path.stem: path for path in label_paths(second)}
    shared = sorted(gold.keys() & other.keys())
    if not shared:
        raise InputError("has no label of an article that the first reader labelled", source=second)
    tallies = [tally_of(score_article(load_label(gold[name]), load_label(other[name]), text=None)) for name in shared]
    total = add(tallies)
    return Agreement(
        articles=tuple(shared),
        only_first=len(gold) - len(shared),
        only_second=tuple(sorted(other.keys() - gold.keys())),
        total=total,
        figures=measure_all(total),
        intervals=intervals(tallies),
    )
