"""What goes into tables comes back, whatever it is."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from summarizer.exporting.formats import TABLE_FORMATS, export, read_exported
from summarizer.exporting.jsonl import to_json_line
from summarizer.schema import Agreement, ArticleSummary, ArticleWarning
from summarizer.vocabulary import LANGS, Lang
from tests.summaries import (
    HOSTILE_WORDINGS,
    TEXT,
    a_checked_summary,
    a_full_summary,
    a_hostile_summary,
    a_summary,
    an_agreement,
    cite,
)

SUMMARIES = [
    a_full_summary("a"),
    a_checked_summary("c"),
    a_summary(article_id="none", title=None, published=None, publisher=None),
    a_summary(article_id="empty", title="", publisher="", text=""),
    a_summary("长" * 70_000 + "\n=1+1", article_id="long"),
    *(a_hostile_summary(wording, article_id=name) for name, wording in HOSTILE_WORDINGS.items()),
    a_full_summary("a"),
]


def there_and_back(summaries: list[ArticleSummary], folder: Path, *, to: str, lang: Lang) -> list[ArticleSummary]:
    path = folder / f"out{TABLE_FORMATS[to].suffix}"
    assert export(iter(summaries), path, to=to, lang=lang, overwrite=True) == len(summaries)
    return list(read_exported(path))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("to", TABLE_FORMATS)
def test_every_field_comes_back(to: str, lang: Lang, tmp_path: Path) -> None:
    back = there_and_back(SUMMARIES, tmp_path, to=to, lang=lang)
    assert [to_json_line(summary) for summary in back] == [to_json_line(summary) for summary in SUMMARIES]
    assert back == SUMMARIES


@pytest.mark.parametrize("to", TABLE_FORMATS)
def test_nothing_comes_back_from_nothing(to: str, tmp_path: Path) -> None:
    assert there_and_back([], tmp_path, to=to, lang="en") == []


WORDING = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)
NUMBER = st.floats(allow_nan=False, allow_infinity=False) | st.integers(0, 10**6).map(float)
QUANTITY = st.builds(
    lambda value, upper, unit: {"op": "gt" if upper is None else "range", "value": value, "upper": upper, "unit": unit},
    NUMBER,
    st.none() | NUMBER,
    st.none() | WORDING,
)
MAYBE = st.none() | st.just("") | WORDING
EVIDENCE = st.lists(st.sampled_from(cite(TEXT[:5], TEXT[3:9], TEXT[-20:])), min_size=1, max_size=2)
FREQUENCY = st.sampled_from([None, "weekly", "irregular"])
STAFF = st.fixed_dictionaries(
    {
        "level": st.sampled_from(["chief", "other"]),
        "or_above": st.booleans(),
        "title": WORDING,
        "count": st.none() | QUANTITY,
        "departments": st.lists(st.just("") | WORDING, max_size=3),
        "position": MAYBE,
        "term": MAYBE,
        "evidence": EVIDENCE,
    }
)
TARGET = st.fixed_dictionaries(
    {
        "name": WORDING,
        "quantity": QUANTITY,
        "goal": MAYBE,
        "frequency": FREQUENCY,
        "deadline": MAYBE,
        "evidence": EVIDENCE,
    }
)
TRAINING = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["lecture", "other"]),
        "audience": MAYBE,
        "count": st.none() | QUANTITY,
        "frequency": FREQUENCY,
        "evidence": EVIDENCE,
    }
)


@st.composite
def any_summary(draw: st.DrawFn) -> ArticleSummary:
    changed: dict[str, Any] = an_agreement().model_dump()
    changed["name"] = draw(MAYBE)
    changed["dispatched_staff"] = draw(st.lists(STAFF, max_size=2))
    changed["target_metrics"] = draw(st.lists(TARGET, max_size=2))
    changed["training_commitments"] = draw(st.lists(TRAINING, max_size=2))
    changed["duration"] = draw(st.sampled_from([None, changed["duration"]]))
    changed["signing_date"] = draw(st.sampled_from([None, changed["signing_date"]]))
    summary = a_summary(
        article_id=draw(WORDING),
        agreements=(Agreement.model_validate(changed),) * draw(st.integers(0, 2)),
        warnings=tuple(
            ArticleWarning(code="x", message=m, path=p)
            for m, p in draw(st.lists(st.tuples(WORDING, MAYBE), max_size=2))
        ),
        title=draw(MAYBE),
        published=draw(st.none() | st.dates(date(1000, 1, 1)).map(str)),
    )
    seconds = draw(st.floats(0, 1e6))
    return summary.model_copy(update={"provenance": summary.provenance.model_copy(update={"seconds": seconds})})


@pytest.mark.parametrize("to", TABLE_FORMATS)
@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(summaries=st.lists(any_summary(), max_size=3))
def test_anything_the_contract_allows_comes_back(to: str, tmp_path: Path, summaries: list[ArticleSummary]) -> None:
    assert there_and_back(summaries, tmp_path, to=to, lang="zh") == summaries
