"""Who agreed with whom, in 220 openings of articles that tell of it in all the ways their three authors could think of.

`dev` may be looked at; `test` is only counted. The floors are what the engine reached when they were set, less some.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from summarizer import summarize
from summarizer.matching import fold

OPENINGS = Path(__file__).parents[2] / "fixtures" / "openings"


@dataclass
class Totals:
    agreements: int = 0
    found: int = 0
    negatives: int = 0
    false_alarms: int = 0


def read(row: dict[str, Any]) -> list[set[str]]:
    source = f"  来源：{row['publisher']}" if row["publisher"] else ""
    page = f"{row['title']}\n发布时间：{row['published']}{source}\n{row['text']}"
    summary = summarize(page.encode(), engine="rules")
    return [{fold(party.name) for party in agreement.parties} for agreement in summary.agreements]


def count(split: str) -> Totals:
    totals = Totals()
    for line in (OPENINGS / f"{split}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        said = read(row)
        totals.negatives += not row["agreements"]
        totals.false_alarms += bool(said and not row["agreements"])
        for agreement in row["agreements"]:
            sides = [set(map(fold, party["names"])) for party in agreement["parties"]]
            totals.agreements += 1
            best = max(said, key=lambda names: sum(bool(names & side) for side in sides), default=set[str]())
            if sum(bool(best & side) for side in sides) > 1:
                totals.found += 1
                said.remove(best)
    return totals


@pytest.mark.parametrize(("split", "agreements", "negatives", "found"), [("dev", 134, 20, 115), ("test", 78, 12, 54)])
def test_agreements_are_found_however_they_are_told(split: str, agreements: int, negatives: int, found: int) -> None:
    totals = count(split)
    assert (totals.agreements, totals.negatives) == (agreements, negatives)
    assert totals.found >= found
    assert totals.false_alarms <= 1
