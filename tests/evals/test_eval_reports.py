"""From articles on disk to a report: what failed stays apart, what was wrong is shown with its sentences."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from evals.cases import folder_cases, select
from evals.report import load_report
from evals.running import run_cases
from summarizer.errors import FatalModelError, InputError
from summarizer.extraction import ChunkExtraction
from tests.evals.eval_builders import agreement, date, label, party, term
from tests.evals.eval_runs import ScriptedExtractor, extraction, report_of, run, write_cases

GOLD = label(
    agreement(
        party("甲市人民医院", "supporter"),
        party("乙县人民医院", "recipient"),
        signing_date=date("2021-05-09", "2021年5月9日"),
        duration=term(60, "五年"),
    )
)


def test_a_faultless_run(tmp_path: Path) -> None:
    cases = write_cases(tmp_path, GOLD, ("a", "b"))
    report = report_of(cases, {"a": extraction(), "b": extraction()})
    [split] = report.splits
    assert (split.split, split.articles, split.failed, split.items) == ("own", 2, 0, 8)
    assert split.figures["micro"].value == 1.0
    assert split.spread is None
    assert all(article.mistakes == () for article in report.articles)


def test_a_mistake_comes_with_gold_prediction_and_marked_sentences(tmp_path: Path) -> None:
    cases = write_cases(tmp_path, GOLD, ("a",))
    [article] = report_of(cases, {"a": extraction(years=None)}).articles
    [missed] = article.mistakes
    assert missed.field == "duration"
    assert missed.kind == "missed"
    assert missed.gold is not None
    assert missed.gold["months"] == 60
    assert missed.predicted is None
    [sentence] = missed.sentences
    assert [sentence.text[start:end] for start, end in sentence.gold] == ["五年"]


def test_what_could_not_be_read_is_failed_and_in_no_figure(tmp_path: Path) -> None:
    cases = write_cases(tmp_path, GOLD, ("a", "b", "c"))
    (tmp_path / "articles" / "c.txt").unlink()
    report = report_of(folder_cases(tmp_path / "articles", tmp_path / "labels"), {"a": extraction()})
    assert [article.id for article in report.articles] == ["a"]
    assert {one.id: one.reason for one in report.failed} == {
        "b": "InvalidReplyError: scripted: no usable reply",
        "c": "the label has no article",
    }
    assert [one.items for one in report.failed] == [4, 4]
    assert report.splits[0].figures["micro"].value == 1.0
    assert len(cases) == 3


def test_a_crash_of_our_own_is_a_failure_with_its_cause(tmp_path: Path) -> None:
    class Crashing(ScriptedExtractor):
        async def extract(self, chunk: object) -> ChunkExtraction:
            raise ZeroDivisionError("division by zero")

    [outcome] = run(write_cases(tmp_path, GOLD, ("a",)), Crashing({}))
    assert outcome.failure == "ZeroDivisionError: division by zero"


def test_a_fatal_error_ends_the_run(tmp_path: Path) -> None:
    class Refused(ScriptedExtractor):
        async def extract(self, chunk: object) -> ChunkExtraction:
            raise FatalModelError("wrong key", endpoint="scripted")

    with pytest.raises(FatalModelError):
        asyncio.run(run_cases(write_cases(tmp_path, GOLD, ("a",)), lambda case: Refused({})))


def test_several_runs_are_counted_together_and_their_spread_told(tmp_path: Path) -> None:
    cases = write_cases(tmp_path, GOLD, ("a",))
    report = report_of(cases, {"a": extraction()}, {"a": extraction(years=None)}, {"a": extraction()})
    [split], [article] = report.splits, report.articles
    assert split.items == 4
    assert article.tally["duration"] == [2, 0, 1]
    assert split.figures["duration"].value == pytest.approx(4 / 5)
    assert split.spread is not None
    spread = split.spread["duration"]
    assert (spread.lowest, spread.highest) == (0.0, 1.0)
    assert spread.mean == pytest.approx(2 / 3)
    assert spread.deviation == pytest.approx(0.577, abs=0.001)
    assert [mistake.runs for mistake in article.mistakes] == [1]


def test_an_article_that_failed_once_is_in_no_figure_of_any_run(tmp_path: Path) -> None:
    cases = write_cases(tmp_path, GOLD, ("a", "b"))
    report = report_of(cases, {"a": extraction(), "b": extraction()}, {"a": extraction()})
    assert [article.id for article in report.articles] == ["a"]
    assert [one.id for one in report.failed] == ["b"]


def test_a_report_survives_its_file(tmp_path: Path) -> None:
    report = report_of(write_cases(tmp_path, GOLD, ("a",)), {"a": extraction(day=None)})
    path = tmp_path / "report.json"
    path.write_text(report.model_dump_json(), encoding="utf-8")
    assert load_report(path) == report
    with pytest.raises(InputError, match="not a report"):
        load_report(tmp_path / "labels" / "a.json")


def test_cases_are_chosen_by_the_beginning_of_their_ids(tmp_path: Path) -> None:
    cases = write_cases(tmp_path, GOLD, ("d01_one", "d02_two"))
    assert [case.id for case in select(cases, ["d02"])] == ["d02_two"]
    assert select(cases, []) == cases
    with pytest.raises(InputError, match="d03"):
        select(cases, ["d03"])


def test_folders_that_are_not_what_they_should_be(tmp_path: Path) -> None:
    write_cases(tmp_path, GOLD, ("a",))
    with pytest.raises(InputError, match="not a folder"):
        folder_cases(tmp_path / "none", tmp_path / "labels")
    with pytest.raises(InputError, match="no label"):
        folder_cases(tmp_path / "articles", tmp_path / "articles")
    (tmp_path / "articles" / "a.html").write_text("<p>", encoding="utf-8")
    with pytest.raises(InputError, match="same name"):
        folder_cases(tmp_path / "articles", tmp_path / "labels")
