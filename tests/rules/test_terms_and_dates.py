"""When it was signed and for how long, in 390 short pages by six authors; `test` is only counted.

The floors are what the engine reached when they were set, less some.
"""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from summarizer.article import Article
from summarizer.pipeline import summarize_article
from summarizer.reading import iter_articles
from summarizer.rules import RulesExtractor
from summarizer.schema import Agreement

TERMS = Path(__file__).parents[2] / "fixtures" / "terms"


def pairs(said: list[Agreement], labelled: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], Agreement | None]]:
    """Each labelled agreement with the one of those read that has most of its parties."""
    left = list(said)
    for label in labelled:
        best = max(left, key=lambda agreement: _shared(agreement, label["parties"]), default=None)
        if best is not None:
            left.remove(best)
        yield label, best


def _shared(agreement: Agreement, names: list[str]) -> int:
    return sum(any(name in party.name or party.name in name for party in agreement.parties) for name in names)


def count(split: str, tmp_path: Path) -> dict[str, float]:
    rows = [json.loads(line) for line in (TERMS / f"{split}.jsonl").read_text(encoding="utf-8").splitlines()]
    pages = tmp_path / "pages.jsonl"
    keys = ("id", "title", "published", "publisher", "text")
    pages.write_text("".join(json.dumps({k: row[k] for k in keys}) + "\n" for row in rows), encoding="utf-8")
    tally: Counter[str] = Counter()
    for row, article in zip(rows, iter_articles([pages]), strict=True):
        assert isinstance(article, Article)
        summary = asyncio.run(summarize_article(article, RulesExtractor()))
        for label, said in pairs(list(summary.agreements), row["agreements"]):
            date = said.signing_date.value if said and said.signing_date else None
            months = said.duration.months if said and said.duration else None
            for field, want, have in (
                ("date", label["signing_date"], date),
                ("term", label["duration_months"], months),
            ):
                tally[f"{field} right"] += want is not None and want == have
                tally[f"{field} labelled"] += want is not None
                tally[f"{field} said"] += have is not None
        tally["false alarms"] += bool(summary.agreements and not row["agreements"])
    f1 = {f: 200 * tally[f"{f} right"] / (tally[f"{f} labelled"] + tally[f"{f} said"]) for f in ("date", "term")}
    return {**f1, "false alarms": tally["false alarms"]}


@pytest.mark.parametrize(("split", "date", "term"), [("dev", 95, 93), ("test", 90, 82)])
def test_dates_and_terms_are_read_however_they_are_told(split: str, date: int, term: int, tmp_path: Path) -> None:
    totals = count(split, tmp_path)
    assert totals["date"] >= date
    assert totals["term"] >= term
    assert totals["false alarms"] <= 1
