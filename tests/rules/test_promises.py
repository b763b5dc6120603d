"""What an agreement promises, in 300 passages by five authors who told it in as many ways as they could think of.

Staff, targets and training are labelled, not the parties: of the agreements read, the one with most items stands for
the labelled one. `dev` may be looked at, and `evals learn` fits on it; `test` is only counted. The floors are what the
engine reached when they were set, less some.
"""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from evals.labels import FieldName, Label, label_of
from evals.scoring import Counts, score_article
from summarizer.pipeline import summarize_article
from summarizer.reading import read_bytes
from summarizer.rules import RulesExtractor

PROMISES = Path(__file__).parents[2] / "fixtures" / "promises"
FIELDS: dict[FieldName, str] = {
    "dispatched_staff": "staff",
    "target_metrics": "targets",
    "training_commitments": "training",
}
UNLABELLED: dict[FieldName, dict[str, Any]] = {
    "dispatched_staff": {"departments": [], "term": None},
    "target_metrics": {},
    "training_commitments": {"audience": None},
}
"""What isn't scored."""
NONE: dict[str, Any] = {"name": None, "parties": [], "signing_date": None, "duration": None}


def labelled(row: dict[str, Any], said: Label) -> Label:
    """Return the label of a passage: the agreement read, with the items that its reader found."""
    agreements = [agreement.model_dump() for agreement in said.agreements]
    most = max(agreements, key=lambda agreement: sum(len(agreement[field]) for field in FIELDS), default=NONE)
    items = {
        field: [
            {**UNLABELLED[field], **item, "evidence": [{"quote": quote}]}
            for item in row[key]
            for quote in [item.pop("quote")]
        ]
        for field, key in FIELDS.items()
    }
    return Label.model_validate({**said.model_dump(), "agreements": [{**most, **items}]})


def count(split: str) -> dict[FieldName, Counts]:
    totals = {field: Counts() for field in FIELDS}
    for line in (PROMISES / f"{split}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        page = read_bytes(f"{row['title']}\n发布时间：{row['published']}\n{row['text']}".encode())
        said = label_of(asyncio.run(summarize_article(page, RulesExtractor())))
        score = score_article(labelled(row, said), said, text=page.text)
        assert score.ungrounded == 0
        for field in FIELDS:
            totals[field] += score.counts[field]
    return totals


def f1(counts: Counts) -> float:
    return 200 * counts.right / (2 * counts.right + counts.wrong + counts.missed)


@pytest.mark.parametrize(("split", "staff", "targets", "training"), [("dev", 82, 93, 78), ("test", 80, 81, 76)])
def test_promises_are_read_however_they_are_told(split: str, staff: int, targets: int, training: int) -> None:
    totals = count(split)
    reached = {field: f1(counts) for field, counts in totals.items()}
    assert reached["dispatched_staff"] >= staff, reached
    assert reached["target_metrics"] >= targets, reached
    assert reached["training_commitments"] >= training, reached
