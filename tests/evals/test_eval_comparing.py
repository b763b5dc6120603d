"""What counts as better or worse, and what shuts the gate."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.baseline import Baseline, load_baseline, save_baseline
from evals.cases import Case
from evals.comparing import compare_reports, hold_to_baseline, is_fall
from evals.rendering.comparison import comparison_as_markdown, verdict
from evals.report import Report
from evals.statistics import Difference, Interval
from summarizer.errors import InputError
from tests.evals.eval_builders import agreement, date, label, party, term
from tests.evals.eval_runs import extraction, report_of, write_cases

GOLD = label(
    agreement(
        party("甲市人民医院", "supporter"),
        party("乙县人民医院", "recipient"),
        signing_date=date("2021-05-09", "2021年5月9日"),
        duration=term(60, "五年"),
    )
)
NAMES = ("a", "b", "c", "d")


@pytest.fixture
def cases(tmp_path: Path) -> list[Case]:
    return write_cases(tmp_path, GOLD, NAMES)


@pytest.fixture
def good(cases: list[Case]) -> Report:
    return report_of(cases, dict.fromkeys(NAMES, extraction()))


def known(report: Report) -> Baseline:
    return Baseline(entries={}).updated(report)


def test_the_gate_lets_pass_what_is_no_worse(good: Report) -> None:
    assert hold_to_baseline(good, known(good)) == []


def test_the_gate_lets_pass_what_is_better(cases: list[Case], good: Report) -> None:
    worse = report_of(cases, dict.fromkeys(NAMES, extraction(years=None)))
    assert hold_to_baseline(good, known(worse)) == []


def test_one_item_of_one_article_shuts_the_gate_and_is_named(cases: list[Case], good: Report) -> None:
    broken = report_of(cases, dict.fromkeys(NAMES, extraction()) | {"c": extraction(years=None)})
    [failure] = hold_to_baseline(broken, known(good))
    assert failure.what == "duration"
    assert failure.articles == ("c",)
    assert str(failure) == "duration: 100.0 → 85.7 on own (look at c)"


def test_what_mends_as_much_as_it_breaks_passes(cases: list[Case]) -> None:
    one = report_of(cases, dict.fromkeys(NAMES, extraction()) | {"a": extraction(years=None)})
    other = report_of(cases, dict.fromkeys(NAMES, extraction()) | {"b": extraction(years=None)})
    assert hold_to_baseline(other, known(one)) == []


def test_a_failed_article_shuts_the_gate(cases: list[Case], good: Report) -> None:
    broken = report_of(cases, {name: extraction() for name in NAMES if name != "b"})
    [failure] = hold_to_baseline(broken, known(good))
    assert (failure.what, failure.articles) == ("not read", ("b",))


def test_other_articles_changed_labels_and_unknown_splits_ask_for_a_new_baseline(
    cases: list[Case], good: Report, tmp_path: Path
) -> None:
    fewer = report_of(cases[1:], dict.fromkeys(NAMES, extraction()))
    assert [failure.articles for failure in hold_to_baseline(fewer, known(good))] == [("a",)]
    other_gold = label(GOLD.agreements[0].model_copy(update={"name": "协议"}))
    relabelled = report_of(write_cases(tmp_path, other_gold, ("a",)), dict.fromkeys(NAMES, extraction()))
    assert "changed since" in hold_to_baseline(relabelled, known(good))[0].reason
    [failure] = hold_to_baseline(good, Baseline(entries={}))
    assert "python -m evals baseline" in failure.reason


def test_a_sampling_engine_may_waver_where_a_deterministic_one_may_not() -> None:
    wavering = Difference(0.90, 0.87, Interval(-0.08, 0.01))
    assert is_fall("duration", wavering, sampling=False)
    assert not is_fall("duration", wavering, sampling=True)
    assert is_fall("duration", Difference(0.90, 0.80, Interval(-0.15, -0.04)), sampling=True)


def test_half_a_point_is_slack_and_rates_that_should_be_low_may_not_rise() -> None:
    assert not is_fall("duration", Difference(0.9, 0.896, None), sampling=False)
    assert is_fall("false_alarms", Difference(0.0, 0.25, None), sampling=False)
    assert not is_fall("false_alarms", Difference(0.25, 0.0, None), sampling=False)
    assert not is_fall("duration", Difference(None, 0.5, None), sampling=False)
    assert is_fall("ungrounded", Difference(0.0, 0.1, Interval(0.02, 0.2)), sampling=True)


def test_the_llm_engine_is_held_as_a_sampling_one(cases: list[Case]) -> None:
    good = report_of(cases, dict.fromkeys(NAMES, extraction()), engine="llm")
    one_off = report_of(cases, dict.fromkeys(NAMES, extraction()) | {"a": extraction(years=None)}, engine="llm")
    all_off = report_of(cases, dict.fromkeys(NAMES, extraction(years=None)), engine="llm")
    assert hold_to_baseline(one_off, known(good)) == []
    assert [failure.what for failure in hold_to_baseline(all_off, known(good))] == ["duration"]


def test_a_baseline_survives_its_file_with_one_line_an_article(good: Report, tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    save_baseline(known(good), path)
    assert load_baseline(path) == known(good)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line.strip().partition(":")[0] for line in lines if "label_sha256" in line] == ['"a"', '"b"', '"c"', '"d"']
    with pytest.raises(InputError, match="evals baseline"):
        load_baseline(tmp_path / "none.json")
    with pytest.raises(InputError, match="not a baseline"):
        load_baseline(tmp_path / "labels" / "a.json")


def test_an_update_leaves_other_entries_alone(good: Report) -> None:
    both = known(good).updated(good.model_copy(update={"engine": "recorded"}))
    assert list(both.entries) == ["recorded/own", "rules/own"]


def test_compare_lists_what_got_fixed_and_what_broke(cases: list[Case]) -> None:
    before = report_of(cases, dict.fromkeys(NAMES, extraction()) | {"a": extraction(years=None)})
    after = report_of(cases, dict.fromkeys(NAMES, extraction()) | {"b": extraction(day=None)})
    [comparison] = compare_reports(before, after)
    assert [(change.article, change.mistake.field) for change in comparison.fixed] == [("a", "duration")]
    assert [(change.article, change.mistake.field) for change in comparison.broken] == [("b", "signing_date")]
    assert comparison.differences["duration"].change == pytest.approx(1 - 6 / 7)
    told = comparison_as_markdown(comparison)
    assert "`a` duration, missed" in told
    assert "within noise" in told


def test_figures_only_tells_nothing_of_a_text(cases: list[Case], good: Report) -> None:
    after = report_of(cases, dict.fromkeys(NAMES, extraction(years=None)))
    told = comparison_as_markdown(compare_reports(good, after)[0], items=False)
    assert "a (1), b (1)" in told
    assert "五年" not in told


def test_articles_only_one_has_read_are_left_out(cases: list[Case], good: Report) -> None:
    fewer = report_of(cases[:2], dict.fromkeys(NAMES, extraction()))
    [comparison] = compare_reports(good, fewer)
    assert comparison.articles == ("a", "b")
    assert comparison.left_out == ("c", "d")


@pytest.mark.parametrize(
    ("difference", "said"),
    [
        (Difference(0.5, 0.7, Interval(0.1, 0.3)), "better"),
        (Difference(0.7, 0.5, Interval(-0.3, -0.1)), "WORSE"),
        (Difference(0.5, 0.6, Interval(-0.1, 0.3)), "within noise"),
        (Difference(0.5, 0.5, Interval(0.0, 0.0)), "same"),
        (Difference(None, 0.5, None), "–"),
    ],
)
def test_the_verdict_says_what_the_interval_allows(difference: Difference, said: str) -> None:
    assert verdict("duration", difference) == said


def test_fewer_false_alarms_are_better() -> None:
    assert verdict("false_alarms", Difference(0.5, 0.2, Interval(-0.5, -0.1))) == "better"
