"""What the second reader's flags and the rules' estimates are held against."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.calibrating import Example, calibration_error, fit, ranking, reliability, save_weights
from evals.cases import fixture_cases
from evals.cross_checking import check_report_as_markdown, cross_check_cases
from evals.statistics import share_interval
from tests.evals.test_eval_cli import call


def examples(split: str, support: str, *, right: int, wrong: int, said: float = 0.9) -> list[Example]:
    return [Example(split, frozenset({support}), said, at < right) for at in range(right + wrong)]


def test_a_mark_that_goes_with_mistakes_weighs_less() -> None:
    known = examples("calibration", "good", right=95, wrong=5) + examples("calibration", "bad", right=50, wrong=50)
    weights = fit(known)
    assert weights["bad"] < weights["good"]
    assert fit(known) == weights


def test_a_mark_seen_once_moves_little() -> None:
    weights = fit(
        examples("calibration", "good", right=95, wrong=5) + examples("calibration", "rare", right=0, wrong=1)
    )
    assert -1.5 < weights["rare"] < 0


def test_what_the_rules_were_written_on_does_not_set_the_level() -> None:
    fresh = examples("calibration", "good", right=80, wrong=20)
    level = fit(fresh)["level"]
    assert fit(fresh + examples("dev", "good", right=300, wrong=0))["level"] == pytest.approx(level, abs=0.3)


def test_the_reliability_table_counts_by_range() -> None:
    known = examples("test", "a", right=9, wrong=1, said=0.97) + examples("test", "a", right=1, wrong=1, said=0.5)
    low, high = reliability(known)
    assert (low.values, low.right, high.values, high.right) == (2, 1, 10, 9)
    assert calibration_error([low, high]) == pytest.approx((0 + 0.7) / 12)
    assert ranking(known) == pytest.approx((9 * 0.5 + 9 * 1 + 0 + 1 * 0.5) / (10 * 2))
    assert ranking(known[:9]) is None


def test_weights_say_what_they_rest_on(tmp_path: Path) -> None:
    path = tmp_path / "weights.json"
    save_weights({"level": 2.5}, examples("dev", "a", right=3, wrong=1), path)
    content = json.loads(path.read_text(encoding="utf-8"))
    assert content["values_and_right"] == {"dev": [4, 3]} and content["weights"] == {"level": 2.5}


def test_the_interval_of_a_share_is_over_articles() -> None:
    interval = share_interval([(1, 1), (0, 1)] * 10)
    assert interval is not None and interval.low < 0.5 < interval.high
    assert share_interval([]) is None and share_interval([(0, 0)]) is None


def test_flags_are_held_against_the_labels() -> None:
    report = cross_check_cases(fixture_cases("dev")[:4])
    assert report.articles == 4 and not report.failed
    part, whole = report.flagged("llm_only", wrong=True)
    assert whole and part / whole >= 0.7
    narrow, wide = (report.flagged(flag, wrong=False)[0] for flag in ("contradicted", "llm_only or warned"))
    assert narrow <= report.flagged("llm_only", wrong=False)[0] <= wide
    told = check_report_as_markdown(report)
    assert "| llm_only |" in told and "人民医院" not in told


def test_the_commands_print_totals_only(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(monkeypatch, "reliability", "--split", "dev") == 0
    told = capsys.readouterr().out
    assert "expected calibration error" in told and "医院" not in told


def test_the_second_reader_flags_most_wrong_values_and_few_right_ones() -> None:
    report = cross_check_cases(fixture_cases("test"))
    (caught, wrong), (raised, right) = (report.flagged("llm_only", wrong=side) for side in (True, False))
    assert caught >= 0.7 * wrong
    assert raised <= 0.15 * right
