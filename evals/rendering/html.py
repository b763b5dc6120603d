"""The report as one self-contained page: figures, a matrix of articles and fields, every mistake with its sentences.

An article's words are untrusted, so the template escapes everything (Jinja's autoescape), nothing is marked safe, and
the page's own policy lets it load nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from evals.labels import FIELDS
from evals.measures import COUNTED_ROWS, CountedRow, Tally, counts_of, rates, tally_from_json
from evals.quoting import ContextSentence, Mark
from evals.rendering.markdown import share_rows, spread_rows
from evals.rendering.wording import MEASURE_NAMES, MISTAKE_NAMES, between, percent, value_in_words
from evals.report import ArticleReport, MistakeReport, Report, SplitReport

_SUMS = ("micro", "agreements")


def report_as_html(report: Report) -> str:
    """Return the page."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    kinds = Counter(mistake.kind for article in report.articles for mistake in article.mistakes)
    return environment.get_template("report.html.j2").render(
        report=report,
        fields=FIELDS,
        splits=[_split_view(split, report) for split in report.splits],
        kinds=[{"key": key, "name": MISTAKE_NAMES[key], "count": count} for key, count in kinds.most_common()],
        articles=[_article_view(article, report.runs) for article in report.articles if article.mistakes],
    )


def runs_of(sentence: ContextSentence) -> list[tuple[str, str]]:
    """Cut a sentence where a mark begins or ends: (text, class names), "" where nobody quotes."""
    cuts = {0, len(sentence.text), *(end for mark in (*sentence.gold, *sentence.predicted) for end in mark)}
    places = sorted(cuts)
    runs = []
    for start, end in zip(places, places[1:], strict=False):
        classes = [
            name for name, marks in (("gold", sentence.gold), ("predicted", sentence.predicted)) if _holds(marks, start)
        ]
        runs.append((sentence.text[start:end], " ".join(classes)))
    return runs


def _holds(marks: tuple[Mark, ...], place: int) -> bool:
    return any(start <= place < end for start, end in marks)


def _split_view(split: SplitReport, report: Report) -> dict[str, Any]:
    tally = tally_from_json(split.tally)
    return {
        "name": split.split,
        "articles": split.articles,
        "negatives": split.negatives,
        "gold_items": split.items,
        "failed": split.failed,
        "rows": [_row_view(split, tally, name) for name in COUNTED_ROWS],
        "shares": share_rows(split),
        "spread": spread_rows(split),
        "matrix": [_matrix_row(article) for article in report.articles if article.split == split.split],
    }


def _row_view(split: SplitReport, tally: Tally, name: CountedRow) -> dict[str, Any]:
    counts, figure = counts_of(tally, name), split.figures[name]
    rate = rates(counts)
    scale = None
    if figure.value is not None and figure.low is not None and figure.high is not None:
        scale = {"value": percent(figure.value), "low": percent(figure.low), "width": percent(figure.high - figure.low)}
    shares = map(percent, (rate.precision, rate.recall, rate.f1))
    return {
        "name": MEASURE_NAMES[name],
        "sum": name in _SUMS,
        "numbers": [counts.right, counts.wrong, counts.missed, *shares],
        "between": between(figure),
        "scale": scale,
    }


def _matrix_row(article: ArticleReport) -> dict[str, Any]:
    tally = tally_from_json(article.tally)
    cells = []
    for field in FIELDS:
        counts = counts_of(tally, field)
        due, wrong = counts.right + counts.missed, counts.wrong
        text = f"{counts.right}/{due}" + (f" +{wrong}" if wrong else "")
        title = f"{counts.right} right, {wrong} wrong, {counts.missed} missed"
        cells.append({"ok": counts.all_right, "text": text, "title": title} if due or wrong else None)
    linked = bool(article.mistakes)  # only these have a section to go to
    return {"id": article.id, "cells": cells, "seconds": article.usage.seconds, "linked": linked}


def _article_view(article: ArticleReport, runs: int) -> dict[str, Any]:
    return {
        "id": article.id,
        "title": article.title,
        "why": article.why,
        "warnings": article.warnings,
        "mistakes": [_mistake_view(mistake, runs) for mistake in article.mistakes],
    }


def _mistake_view(mistake: MistakeReport, runs: int) -> dict[str, Any]:
    return {
        "kind": mistake.kind,
        "name": MISTAKE_NAMES[mistake.kind],
        "field": mistake.field,
        "often": f"{mistake.runs} of {runs} runs" if runs > 1 else None,
        "gold_path": mistake.gold_path,
        "predicted_path": mistake.predicted_path,
        "rows": _value_rows(mistake.gold or {}, mistake.predicted or {}),
        "sentences": [
            {"number": one.number, "runs": [{"text": text, "classes": classes} for text, classes in runs_of(one)]}
            for one in mistake.sentences
        ],
    }


def _value_rows(gold: Mapping[str, Any], predicted: Mapping[str, Any]) -> list[dict[str, Any]]:
    rows = []
    for name in gold or predicted:
        if name == "evidence":
            continue
        left, right = value_in_words(gold.get(name)), value_in_words(predicted.get(name))
        differs = bool(gold) and bool(predicted) and left != right
        if left or right:
            rows.append({"name": name, "gold": left, "predicted": right, "differs": differs})
    return rows
