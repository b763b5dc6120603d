"""Better or worse, and is it more than noise: two reports on the same articles, or a report against the baseline.

Two questions, two answers. *Would the difference show on other articles too?* is what `compare` answers, with the
paired bootstrap over articles. *Did this change break something?* is what the gate answers. For `rules` and `recorded`
the same articles give the same figures every time, so there is no sampling noise in the second question at all: a fall
is a change of behaviour, and asking the bootstrap instead would let a rule be deleted as long as fewer than four
articles need it. The gate therefore lets a field fall by `SLACK` and no more. A real model's answers do vary: for `llm`
a fall must also lie, with its whole 95 % interval, below zero.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evals.baseline import Baseline, BaselineEntry
from evals.labels import FIELDS
from evals.measures import LOWER_IS_BETTER, Measure, Tally, counts_of, share_of, tally_from_json
from evals.report import EngineName, MistakeReport, Report
from evals.statistics import RESAMPLES, Difference, differences

SLACK = 0.005
"""Half a point. The smallest field of a split has about 20 items, the largest about 80, so one item less is 0.6 points
or more and fails: what passes is a change that mends as much as it breaks, not a loss."""

GATED: tuple[Measure, ...] = (*FIELDS, "agreements", "roles", "ungrounded", "false_alarms")
"""`micro`, `macro` and `all_right` follow from the fields and would only say the same again."""

SAMPLING_ENGINES: frozenset[EngineName] = frozenset({"llm"})

UPDATE = "if this is meant, update it: python -m evals baseline"


@dataclass(frozen=True, slots=True)
class ItemChange:
    """One mistake that only one of two reports has."""

    article: str
    mistake: MistakeReport


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two reports on the articles of one split that both have read."""

    split: str
    articles: tuple[str, ...]
    left_out: tuple[str, ...]
    """Read by one of them only, or against another label: in no figure."""
    differences: dict[Measure, Difference]
    fixed: tuple[ItemChange, ...]
    broken: tuple[ItemChange, ...]


@dataclass(frozen=True, slots=True)
class GateFailure:
    """Why the gate is shut."""

    what: str
    """The measure, or the kind of obstacle."""
    reason: str
    articles: tuple[str, ...] = ()
    """Where to look, the worst first."""

    def __str__(self) -> str:
        return f"{self.what}: {self.reason}" + (f" (look at {', '.join(self.articles)})" if self.articles else "")


def compare_reports(before: Report, after: Report) -> list[Comparison]:
    """Compare split by split; a split that only one report has is left out."""
    splits = sorted({article.split for article in before.articles} & {article.split for article in after.articles})
    return [_compare_split(before, after, split) for split in splits]


def _compare_split(before: Report, after: Report, split: str) -> Comparison:
    first = {article.id: article for article in before.articles if article.split == split}
    second = {article.id: article for article in after.articles if article.split == split}
    shared = sorted(
        name for name in first.keys() & second.keys() if first[name].label_sha256 == second[name].label_sha256
    )
    changes = [
        (name, Counter(m.key for m in first[name].mistakes), Counter(m.key for m in second[name].mistakes))
        for name in shared
    ]
    return Comparison(
        split=split,
        articles=tuple(shared),
        left_out=tuple(sorted((first.keys() | second.keys()) - set(shared))),
        differences=differences(
            [tally_from_json(first[name].tally) for name in shared],
            [tally_from_json(second[name].tally) for name in shared],
        ),
        fixed=tuple(c for name, old, new in changes for c in _only_in(name, first[name].mistakes, old - new)),
        broken=tuple(c for name, old, new in changes for c in _only_in(name, second[name].mistakes, new - old)),
    )


def _only_in(article: str, mistakes: Sequence[MistakeReport], wanted: Counter[tuple[str, str]]) -> Iterator[ItemChange]:
    for mistake in mistakes:
        if wanted[mistake.key] > 0:
            wanted[mistake.key] -= 1
            yield ItemChange(article, mistake)


def hold_to_baseline(report: Report, baseline: Baseline) -> list[GateFailure]:
    """Return why this report must not pass; nothing when it may."""
    failures = [GateFailure("not read", one.reason, (one.id,)) for one in report.failed]
    for split in report.splits:
        entry = baseline.entry(report.engine, split.split)
        if entry is None:
            failures.append(GateFailure(f"{report.engine}/{split.split}", f"the baseline has no such entry; {UPDATE}"))
        else:
            failures += _hold_split(report, split.split, entry)
    return failures


def _hold_split(report: Report, split: str, entry: BaselineEntry) -> list[GateFailure]:
    articles = {article.id: article for article in report.articles if article.split == split}
    failed = {one.id for one in report.failed}
    other = sorted((articles.keys() ^ entry.articles.keys()) - failed)
    changed = sorted(
        name for name in articles.keys() & entry.articles.keys() if not entry.articles[name].is_about(articles[name])
    )
    failures = []
    if other:
        failures.append(GateFailure(f"articles of {split}", f"others than in the baseline; {UPDATE}", tuple(other)))
    if changed:
        failures.append(GateFailure(f"fixtures of {split}", f"changed since the baseline; {UPDATE}", tuple(changed)))
    shared = sorted(articles.keys() & entry.articles.keys())
    before = {name: tally_from_json(entry.articles[name].tally) for name in shared}
    after = {name: tally_from_json(articles[name].tally) for name in shared}
    return failures + _falls(before, after, split, sampling=report.engine in SAMPLING_ENGINES)


def _falls(before: dict[str, Tally], after: dict[str, Tally], split: str, *, sampling: bool) -> list[GateFailure]:
    found = differences(list(before.values()), list(after.values()), resamples=RESAMPLES if sampling else 0)
    failures = []
    for measure in GATED:
        difference = found[measure]
        if is_fall(measure, difference, sampling=sampling):
            worse = sorted(before, key=lambda name: _worsening(measure, before[name], after[name]), reverse=True)
            look = tuple(name for name in worse if _worsening(measure, before[name], after[name]) > 0)
            was, now = 100 * (difference.before or 0), 100 * (difference.after or 0)
            failures.append(GateFailure(measure, f"{was:.1f} → {now:.1f} on {split}", look))
    return failures


def is_fall(measure: Measure, difference: Difference, *, sampling: bool) -> bool:
    """Say whether a measure got worse by more than noise allows (see the module's account)."""
    if difference.change is None:
        return False
    sign = -1 if measure in LOWER_IS_BETTER else 1
    if sign * difference.change >= -SLACK:
        return False
    if not sampling or difference.interval is None:
        return True
    nearest_to_zero = difference.interval.low if sign < 0 else difference.interval.high
    return sign * nearest_to_zero < 0


def _worsening(measure: Measure, before: Tally, after: Tally) -> int:
    """Return by how many items an article got worse in a measure."""
    if measure in ("roles", "all_right"):
        return _share_missing(measure, after) - _share_missing(measure, before)
    if measure in LOWER_IS_BETTER:
        return share_of(after, measure)[0] - share_of(before, measure)[0]
    old, new = (counts_of(tally, measure) for tally in (before, after))  # type: ignore[arg-type]
    return (new.wrong + new.missed) - (old.wrong + old.missed)


def _share_missing(measure: Measure, tally: Tally) -> int:
    part, whole = share_of(tally, measure)
    return whole - part
