"""One examination as a value: what was read, what was right, what was not, how sure that is.

`report.json` is this value and nothing else; the Markdown, HTML and JUnit files are drawn from it, and `compare` reads
it back. With several runs (`--repeat`) the counts of all runs stand together, so that every figure is over all of them,
and `spread` tells how far single runs differ.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, stdev
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from evals.labels import FIELDS, FieldName, Label, label_of
from evals.measures import (
    MEASURES,
    Measure,
    Tally,
    add,
    counts_of,
    measure_all,
    tally_as_json,
    tally_from_json,
    tally_of,
)
from evals.quoting import ContextSentence, context_of
from evals.running import Outcome
from evals.scoring import Mistake, MistakeKind, score_article
from evals.statistics import Interval, intervals
from summarizer.errors import InputError

EngineName = Literal["rules", "llm", "recorded"]


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Usage(_Closed):
    """What the reading cost."""

    requests: int
    input_tokens: int
    output_tokens: int
    seconds: float
    """Added up over articles; articles in flight together overlap."""


class MistakeReport(_Closed):
    """One mistake, with gold beside the prediction and the sentences both rest on."""

    kind: MistakeKind
    field: FieldName
    gold_path: str | None
    gold: dict[str, Any] | None
    predicted_path: str | None
    predicted: dict[str, Any] | None
    sentences: tuple[ContextSentence, ...]
    runs: int = 1
    """In how many of the runs."""

    @property
    def key(self) -> tuple[str, str]:
        """What the mistake is about, whatever its kind: the same in another report of the same labels."""
        return self.field, str(self.gold or self.predicted)


class ArticleReport(_Closed):
    """One article that was read."""

    id: str
    split: str
    title: str | None
    why: str | None
    label_sha256: str
    article_sha256: str
    tally: dict[str, list[int]]
    mistakes: tuple[MistakeReport, ...]
    warnings: tuple[str, ...]
    usage: Usage


class FailedArticle(_Closed):
    """One article that was not read: it is in no figure."""

    id: str
    split: str
    reason: str
    items: int
    """What gold holds of it."""


class Figure(_Closed):
    """One measure; None is "not measured"."""

    value: float | None
    low: float | None
    high: float | None


class Spread(_Closed):
    """One measure over several runs; None where no run measured it, or only one for the deviation."""

    mean: float | None
    lowest: float | None
    highest: float | None
    deviation: float | None
    """The sample standard deviation."""


class SplitReport(_Closed):
    """The figures of one set of articles."""

    split: str
    articles: int
    failed: int
    items: int
    """Gold items of the articles that were read."""
    negatives: int
    tally: dict[str, list[int]]
    figures: dict[Measure, Figure]
    spread: dict[Measure, Spread] | None
    """How far the single runs differ; None with one run."""


class Report(_Closed):
    """One examination."""

    format: Literal["1"] = "1"
    engine: EngineName
    model: str | None
    prompt_sha256: str | None
    runs: int
    splits: tuple[SplitReport, ...]
    articles: tuple[ArticleReport, ...]
    failed: tuple[FailedArticle, ...]
    usage: Usage
    wall_seconds: float


@dataclass(frozen=True, slots=True)
class _ReadArticle:
    """One article in one run: its outcome with its score."""

    outcome: Outcome
    tally: Tally
    mistakes: tuple[MistakeReport, ...]


def build_report(
    runs: Sequence[Sequence[Outcome]], *, engine: EngineName, model: str | None, wall_seconds: float
) -> Report:
    """Score the outcomes of one or several runs over the same cases."""
    scored = [[_score(outcome) for outcome in run if outcome.failure is None] for run in runs]
    failed = _failed(runs)
    broken = {(one.split, one.id) for one in failed}
    kept = [[one for one in run if _place(one.outcome) not in broken] for run in scored]
    articles = [_article_report(together) for together in zip(*kept, strict=True)]
    summaries = [one.outcome.summary for run in scored for one in run if one.outcome.summary]
    return Report(
        engine=engine,
        model=model,
        prompt_sha256=next((s.provenance.prompt_sha256 for s in summaries), None),
        runs=len(runs),
        splits=tuple(_split_reports(articles, failed, kept)),
        articles=tuple(articles),
        failed=tuple(failed),
        usage=_total(article.usage for article in articles),
        wall_seconds=round(wall_seconds, 3),
    )


def load_report(path: Path) -> Report:
    """Read a `report.json`.

    Raises:
        InputError: the file can't be read or is no report.
    """
    try:
        return Report.model_validate_json(path.read_bytes())
    except OSError as error:
        raise InputError(error.strerror or "can't be read", source=path) from error
    except ValidationError as error:
        raise InputError("is not a report.json of this version", source=path, hint="make it anew") from error


def tallies_by_article(report: Report) -> dict[str, Tally]:
    """Return the counts of each article that was read."""
    return {article.id: tally_from_json(article.tally) for article in report.articles}


def sha256_of_label(label: Label) -> str:
    """Return a hash of what a label says, whatever its file's layout; `why` and page fields don't score."""
    said = label.model_dump_json(include={"agreements"})
    return hashlib.sha256(said.encode()).hexdigest()


def _score(outcome: Outcome) -> _ReadArticle:
    assert outcome.summary is not None and outcome.article is not None, "only what was read is scored"
    text = outcome.article.text
    score = score_article(outcome.case.label, label_of(outcome.summary), text=text)
    return _ReadArticle(outcome, tally_of(score), tuple(_mistake_report(one, text) for one in score.mistakes))


def _mistake_report(mistake: Mistake, text: str) -> MistakeReport:
    gold, predicted = mistake.gold, mistake.predicted
    return MistakeReport(
        kind=mistake.kind,
        field=mistake.field,
        gold_path=gold.path if gold else None,
        gold=gold.item.model_dump(mode="json") if gold else None,
        predicted_path=predicted.path if predicted else None,
        predicted=predicted.item.model_dump(mode="json") if predicted else None,
        sentences=context_of(text, gold=gold.item if gold else None, predicted=predicted.item if predicted else None),
    )


def _place(outcome: Outcome) -> tuple[str, str]:
    return outcome.case.split, outcome.case.id


def _failed(runs: Sequence[Sequence[Outcome]]) -> list[FailedArticle]:
    """Return every article that failed in any run, with its first cause: it can't be compared between runs."""
    failures: dict[tuple[str, str], FailedArticle] = {}
    for outcome in (outcome for run in runs for outcome in run if outcome.failure is not None):
        items = sum(len(a.items(field)) for a in outcome.case.label.agreements for field in FIELDS)
        failed = FailedArticle(
            id=outcome.case.id, split=outcome.case.split, reason=" ".join(str(outcome.failure).split()), items=items
        )
        failures.setdefault(_place(outcome), failed)
    return list(failures.values())


def _article_report(together: tuple[_ReadArticle, ...]) -> ArticleReport:
    outcome = together[0].outcome
    assert outcome.article is not None, "only what was read is reported"
    return ArticleReport(
        id=outcome.case.id,
        split=outcome.case.split,
        title=outcome.article.title or outcome.case.label.article.title,
        why=outcome.case.label.why,
        label_sha256=sha256_of_label(outcome.case.label),
        article_sha256=outcome.article.sha256,
        tally=tally_as_json(add(one.tally for one in together)),
        mistakes=_united(mistake for one in together for mistake in one.mistakes),
        warnings=_warnings(together),
        usage=_total(_usage(one.outcome) for one in together),
    )


def _united(mistakes: Iterable[MistakeReport]) -> tuple[MistakeReport, ...]:
    """Count equal mistakes of several runs once, in the order of the fields."""
    seen: dict[str, MistakeReport] = {}
    for mistake in mistakes:
        key = f"{mistake.kind}{mistake.key}{mistake.predicted}"
        known = seen.get(key)
        seen[key] = mistake.model_copy(update={"runs": known.runs + 1}) if known else mistake
    return tuple(sorted(seen.values(), key=lambda mistake: FIELDS.index(mistake.field)))


def _warnings(together: Sequence[_ReadArticle]) -> tuple[str, ...]:
    told = [f"{w.code}: {w.message}" for one in together if one.outcome.summary for w in one.outcome.summary.warnings]
    notes = [one.outcome.note for one in together if one.outcome.note]
    return tuple(dict.fromkeys(notes + told))


def _usage(outcome: Outcome) -> Usage:
    assert outcome.summary is not None, "only what was read is counted"
    cost = outcome.summary.provenance
    return Usage(
        requests=cost.requests,
        input_tokens=cost.input_tokens,
        output_tokens=cost.output_tokens,
        seconds=round(outcome.seconds, 3),
    )


def _total(usages: Iterable[Usage]) -> Usage:
    listed = list(usages)
    return Usage(
        requests=sum(one.requests for one in listed),
        input_tokens=sum(one.input_tokens for one in listed),
        output_tokens=sum(one.output_tokens for one in listed),
        seconds=round(sum(one.seconds for one in listed), 3),
    )


def _split_reports(
    articles: Sequence[ArticleReport], failed: Sequence[FailedArticle], runs: Sequence[Sequence[_ReadArticle]]
) -> Iterable[SplitReport]:
    for split in sorted({one.split for one in articles} | {one.split for one in failed}):
        tallies = [tally_from_json(article.tally) for article in articles if article.split == split]
        each_run = [[one.tally for one in run if one.outcome.case.split == split] for run in runs]
        singles = [measure_all(add(run)) for run in each_run] if len(runs) > 1 else []
        yield _split_report(split, tallies, sum(one.split == split for one in failed), singles)


def _split_report(
    split: str, tallies: list[Tally], failed: int, singles: list[dict[Measure, float | None]]
) -> SplitReport:
    total, runs = add(tallies), max(1, len(singles))
    figures, found = measure_all(total), intervals(tallies)
    micro, named = counts_of(total, "micro"), tally_as_json(total)
    return SplitReport(
        split=split,
        articles=len(tallies),
        failed=failed,
        items=(micro.right + micro.missed) // runs,
        negatives=named["false_alarms"][1] // runs,
        tally=named,
        figures={name: _figure(figures[name], found[name]) for name in MEASURES},
        spread={name: _spread([one[name] for one in singles]) for name in MEASURES} if singles else None,
    )


def _figure(value: float | None, interval: Interval | None) -> Figure:
    return Figure(value=value, low=interval.low if interval else None, high=interval.high if interval else None)


def _spread(values: Sequence[float | None]) -> Spread:
    known = [value for value in values if value is not None]
    if not known:
        return Spread(mean=None, lowest=None, highest=None, deviation=None)
    deviation = stdev(known) if len(known) > 1 else None
    return Spread(mean=mean(known), lowest=min(known), highest=max(known), deviation=deviation)
