from __future__ import annotations

import pytest

from summarizer.batch.budget import Budget, Estimate, Prices, Spent, find_prices
from summarizer.errors import ConfigError

PRICES = Prices(input=1.0, output=4.0, cached=0.25, source="given by hand")
ARTICLE = Estimate(requests=1, input_tokens=800, output_tokens=200)


def test_kept_input_costs_its_own_price() -> None:
    assert PRICES.cost(input_tokens=2_000_000, cached_tokens=1_000_000, output_tokens=500_000) == 1.0 + 0.25 + 2.0


def test_what_is_under_way_counts_against_the_limit() -> None:
    budget = Budget(max_tokens=2500)
    for _ in range(2):
        assert budget.admits(ARTICLE)
        budget.reserve(ARTICLE)
    assert not budget.admits(ARTICLE)
    assert not budget.idle
    budget.release(ARTICLE)
    budget.count(requests=1, input_tokens=300, output_tokens=100)
    assert budget.admits(ARTICLE)
    budget.release(ARTICLE)
    assert budget.idle


def test_money_is_limited_like_tokens() -> None:
    budget = Budget(max_cost=0.0035, prices=PRICES)
    assert budget.admits(ARTICLE)
    budget.count(input_tokens=1000, output_tokens=250)
    assert budget.cost == pytest.approx(0.002)
    assert not budget.admits(ARTICLE)


def test_a_limit_in_money_needs_a_price() -> None:
    with pytest.raises(ConfigError, match="--price-in"):
        Budget(max_cost=1.0)


def test_what_was_spent_survives_in_the_journal() -> None:
    spent = Spent(3, 100, 40, 20)
    assert Spent.from_json(spent.as_json()) == spent
    assert Spent.from_json("{}") == Spent()


def test_prices_come_from_the_table_for_a_model_at_its_provider() -> None:
    prices = find_prices("gpt-4o-mini", base_url=None, price_in=None, price_out=None)
    batch = find_prices("gpt-4o-mini", base_url=None, price_in=None, price_out=None, batch=True)
    assert prices is not None
    assert batch is not None
    assert 0 < prices.cached < prices.input < prices.output
    assert batch.input == pytest.approx(prices.input / 2)


@pytest.mark.parametrize(
    ("model", "base_url"), [("gpt-4o-mini", "http://127.0.0.1:8000/v1"), ("nobody-s-model", None), (None, None)]
)
def test_a_price_that_is_not_known_is_not_guessed(model: str | None, base_url: str | None) -> None:
    assert find_prices(model, base_url=base_url, price_in=None, price_out=None) is None


def test_prices_by_hand_win_and_come_in_pairs() -> None:
    by_hand = find_prices("gpt-4o-mini", base_url=None, price_in=2.0, price_out=8.0)
    assert by_hand is not None
    assert (by_hand.input, by_hand.output, by_hand.cached) == (2.0, 8.0, 2.0)
    with pytest.raises(ConfigError, match="give both"):
        find_prices("gpt-4o-mini", base_url=None, price_in=2.0, price_out=None)
