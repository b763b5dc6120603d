"""What is known to work: the counts of every article, by engine and split, kept in the repository.

One line an article, so that a change of the baseline reads as a list of articles in review.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from evals.report import ArticleReport, EngineName, Report
from summarizer.errors import InputError, OutputError

BASELINE = Path(__file__).parent / "baseline.json"


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class BaselineArticle(_Closed):
    """The counts of one article, and which article and label they are of."""

    article_sha256: str
    label_sha256: str
    tally: dict[str, list[int]]

    def is_about(self, article: ArticleReport) -> bool:
        """Say whether a report's article has the same bytes and the same label."""
        return (self.article_sha256, self.label_sha256) == (article.article_sha256, article.label_sha256)


class BaselineEntry(_Closed):
    """One engine on one split."""

    model: str | None
    prompt_sha256: str | None
    articles: dict[str, BaselineArticle]


class Baseline(_Closed):
    """All entries, by `engine/split`."""

    format: Literal["1"] = "1"
    entries: dict[str, BaselineEntry]

    def entry(self, engine: EngineName, split: str) -> BaselineEntry | None:
        """Return what is known of an engine on a split, if anything."""
        return self.entries.get(f"{engine}/{split}")

    def updated(self, report: Report) -> Baseline:
        """Return the baseline with the splits of a report in the place of what it knew of them."""
        entries = {f"{report.engine}/{split.split}": _entry(report, split.split) for split in report.splits}
        return self.model_copy(update={"entries": dict(sorted({**self.entries, **entries}.items()))})


def load_baseline(path: Path) -> Baseline:
    """Read a baseline.

    Raises:
        InputError: the file can't be read or is no baseline.
    """
    try:
        return Baseline.model_validate_json(path.read_bytes())
    except OSError as error:
        raise InputError(error.strerror or "can't be read", source=path, hint="python -m evals baseline") from error
    except ValidationError as error:
        raise InputError("is not a baseline of this version", source=path) from error


def save_baseline(baseline: Baseline, path: Path) -> None:
    """Write a baseline.

    Raises:
        OutputError: it can't be written there.
    """
    try:
        path.write_text(baseline_as_json(baseline), encoding="utf-8")
    except OSError as error:
        raise OutputError(error.strerror or "can't be written", path=path) from error


def baseline_as_json(baseline: Baseline) -> str:
    """Return a baseline as JSON with one line an article."""
    entries = []
    for key, entry in baseline.entries.items():
        head = json.dumps({"model": entry.model, "prompt_sha256": entry.prompt_sha256})[1:-1]
        articles = [f'   "{name}": {json.dumps(article.model_dump())}' for name, article in entry.articles.items()]
        listed = ",\n".join(articles)
        entries.append(f'  "{key}": {{{head}, "articles": {{\n{listed}\n  }}}}')
    return f'{{"format": "{baseline.format}", "entries": {{\n' + ",\n".join(entries) + "\n}}\n"


def _entry(report: Report, split: str) -> BaselineEntry:
    return BaselineEntry(
        model=report.model,
        prompt_sha256=report.prompt_sha256,
        articles={
            article.id: BaselineArticle(
                article_sha256=article.article_sha256, label_sha256=article.label_sha256, tally=article.tally
            )
            for article in report.articles
            if article.split == split
        },
    )
