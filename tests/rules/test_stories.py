"""Whole stories in many manners: who agrees, when it was signed, how long it runs.

Invented by us, as county papers, portals and hospitals write; published on 15 June 2023. The expectations were taken
from the engine and read through against the contract: they hold what it does, and are no independent labels.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from summarizer.article import Article
from summarizer.chunking import split_sentences
from summarizer.extraction import ChunkExtraction
from summarizer.merging import merge
from summarizer.normalising import normalise
from summarizer.rules import extract_agreements

STORIES: list[dict[str, Any]] = json.loads((Path(__file__).parent / "stories.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("story", STORIES, ids=[story["text"].split("\n")[0] for story in STORIES])
def test_a_story(story: dict[str, Any]) -> None:
    text: str = story["text"]
    article = Article(
        id="a",
        source="a",
        sha256="0" * 64,
        text=text,
        title=text.split("\n")[0],
        published=date(2023, 6, 15),
        publisher=story["publisher"],
    )
    extraction = ChunkExtraction(agreements=extract_agreements(article, split_sentences(text)))
    found = [
        {
            "parties": sorted(party.name for party in agreement.parties),
            "signed": agreement.signing_date.value if agreement.signing_date else None,
            "months": agreement.duration.months if agreement.duration else None,
        }
        for agreement in merge(normalise(extraction, article).agreements, article).agreements
    ]
    assert found == story["agreements"]
