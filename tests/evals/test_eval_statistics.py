from __future__ import annotations

import pytest

from evals.measures import MEASURES, Tally, tally_of
from evals.scoring import score_article
from evals.statistics import Interval, differences, intervals
from tests.evals.eval_builders import agreement, date, label, party

RIGHT = label(agreement(party("甲"), party("乙"), signing_date=date("2021")))
WRONG = label(agreement(party("甲"), party("乙"), signing_date=date("2020")))


def tally(right: bool) -> Tally:
    return tally_of(score_article(RIGHT, RIGHT if right else WRONG, text=None))


def articles(right: int, wrong: int) -> list[Tally]:
    return [tally(True)] * right + [tally(False)] * wrong


def test_the_same_counts_give_the_same_interval() -> None:
    assert intervals(articles(15, 5)) == intervals(articles(15, 5))


def test_an_interval_holds_its_figure_and_narrows_with_more_articles() -> None:
    # 30 of 40 dates are right; the standard error of a share is √(0.75·0.25/n): ±0.27 at n = 10, ±0.13 at n = 40.
    few, many = (intervals(articles(3 * n, n))["signing_date"] for n in (3, 12))
    assert few is not None
    assert many is not None
    assert few.low < 0.75 < few.high
    assert many.low < 0.75 < many.high
    assert many.high - many.low < few.high - few.low
    assert many.high - many.low == pytest.approx(2 * 1.96 * (0.75 * 0.25 / 48) ** 0.5, abs=0.05)


def test_articles_all_alike_leave_no_doubt() -> None:
    assert intervals(articles(10, 0))["signing_date"] == Interval(1.0, 1.0)


def test_what_is_not_measured_has_no_interval() -> None:
    assert intervals(articles(3, 0))["duration"] is None
    assert intervals([]) == dict.fromkeys(MEASURES)


def test_a_paired_difference_of_equals_is_exactly_nothing() -> None:
    found = differences(articles(5, 5), articles(5, 5))["signing_date"]
    assert (found.change, found.interval) == (0.0, Interval(0.0, 0.0))


def test_pairing_sees_what_two_separate_intervals_hide() -> None:
    # 8 of 40 articles got better and none worse: their separate intervals overlap, the paired one is above zero.
    before, after = articles(16, 24), articles(24, 16)
    low, high = intervals(before)["signing_date"], intervals(after)["signing_date"]
    assert low is not None
    assert high is not None
    assert low.high > high.low
    paired = differences(before, after)["signing_date"]
    assert paired.change == pytest.approx(0.2)
    assert paired.interval is not None
    assert paired.interval.low > 0


def test_one_article_of_forty_is_noise_to_the_bootstrap() -> None:
    # (39/40)^40 = 36 % of the resamples hold it not even once.
    paired = differences(articles(40, 0), articles(39, 1))["signing_date"]
    assert paired.interval is not None
    assert paired.interval.high == 0.0


def test_a_paired_comparison_needs_the_same_articles() -> None:
    with pytest.raises(ValueError, match="same articles"):
        differences(articles(1, 0), articles(2, 0))
