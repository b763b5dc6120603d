"""What holds for every article we have, with both engines: grounded, valid, repeatable."""

from __future__ import annotations

import asyncio
from functools import cache

import pytest

from evals.cases import Case, fixture_cases
from evals.engines import open_engine
from evals.report import EngineName
from evals.running import Outcome, run_cases
from summarizer.schema import ArticleSummary
from tests.samples import evidence_of

ENGINES: tuple[EngineName, ...] = ("rules", "recorded")
CASES = fixture_cases("all")


@cache
def outcomes(engine_name: EngineName) -> dict[str, Outcome]:
    return {outcome.case.id: outcome for outcome in run(engine_name, CASES)}


def run(engine_name: EngineName, cases: list[Case]) -> list[Outcome]:
    with open_engine(engine_name, cases) as engine:

        async def read() -> list[Outcome]:
            read_all = await run_cases(cases, engine.extractor_for)
            await engine.aclose()
            return [engine.judge(outcome) for outcome in read_all]

        return asyncio.run(read())


def without_seconds(summary: ArticleSummary | None) -> str:
    assert summary is not None
    provenance = summary.provenance.model_copy(update={"seconds": 0.0})
    return summary.model_copy(update={"provenance": provenance}).model_dump_json()


def test_there_are_as_many_fixtures_as_promised() -> None:
    assert len(CASES) >= 48
    assert sum(not case.label.agreements for case in CASES) + negatives_in_practice() >= 10


def negatives_in_practice() -> int:
    return sum(not case.label.agreements for case in fixture_cases("practice"))


@pytest.mark.parametrize("engine", ENGINES)
def test_every_article_is_read_and_every_quote_stands_in_its_text(engine: EngineName) -> None:
    for case_id, outcome in outcomes(engine).items():
        assert outcome.summary is not None, (case_id, outcome.failure)
        text = outcome.summary.article.text
        assert all(text[piece.start : piece.end] == piece.quote for piece in evidence_of(outcome.summary)), case_id
        assert ArticleSummary.model_validate_json(outcome.summary.model_dump_json()) == outcome.summary


@pytest.mark.parametrize("engine", ENGINES)
def test_two_runs_are_equal_but_for_the_seconds(engine: EngineName) -> None:
    again = {outcome.case.id: outcome.summary for outcome in run(engine, CASES)}
    for case_id, outcome in outcomes(engine).items():
        assert without_seconds(again[case_id]) == without_seconds(outcome.summary), case_id
