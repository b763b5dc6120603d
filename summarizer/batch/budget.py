"""What a batch costs: what is spent, what the rest will take, and when to stop.

Figures of tokens come from the endpoint's own `usage`; prices from `genai-prices`, a table kept by the makers of
Pydantic, or from the user. A price that is not known is not guessed.
"""

from __future__ import annotations

import json
from typing import NamedTuple

from summarizer.errors import ConfigError

PER = 1_000_000
"""Prices are for a million tokens."""

_SAMPLE = 1000
"""Asked of the price table: an ordinary request, for some models have other prices for very long ones."""


class Prices(NamedTuple):
    """What tokens cost, in one currency, for a million each."""

    input: float
    output: float
    cached: float
    """For input that the provider has kept from an earlier request."""
    source: str
    """Where the prices are from, for people."""
    currency: str = "$"

    def cost(self, *, input_tokens: int, cached_tokens: int = 0, output_tokens: int) -> float:
        """Return what tokens cost; `cached_tokens` are some of the `input_tokens`."""
        fresh = input_tokens - cached_tokens
        return (fresh * self.input + cached_tokens * self.cached + output_tokens * self.output) / PER


class Estimate(NamedTuple):
    """What reading one article will take, about."""

    requests: int = 0
    input_tokens: int = 0
    output_tokens: int = 0

    @property
    def tokens(self) -> int:
        """All of them."""
        return self.input_tokens + self.output_tokens

    def __add__(self, other: Estimate) -> Estimate:  # type: ignore[override]  # estimates add up
        return Estimate(
            self.requests + other.requests,
            self.input_tokens + other.input_tokens,
            self.output_tokens + other.output_tokens,
        )


class Spent(NamedTuple):
    """What has been paid so far, over all runs of a batch."""

    requests: int = 0
    input_tokens: int = 0
    cached_tokens: int = 0
    output_tokens: int = 0

    @property
    def tokens(self) -> int:
        """All of them."""
        return self.input_tokens + self.output_tokens

    def as_json(self) -> str:
        """Return it as the journal keeps it."""
        return json.dumps(self._asdict())

    @classmethod
    def from_json(cls, kept: str) -> Spent:
        """Read what the journal has kept."""
        return cls(**json.loads(kept))


class Budget:
    """Counts what is spent and says whether one more article is within the limits."""

    def __init__(
        self, *, max_tokens: int | None = None, max_cost: float | None = None, prices: Prices | None = None
    ) -> None:
        self.max_tokens, self.max_cost, self.prices = max_tokens, max_cost, prices
        self.spent = Spent()
        self._reserved = Estimate()
        if self.max_cost is not None and self.prices is None:
            raise ConfigError(
                "the price of this model is not known", setting="--max-cost", hint="give --price-in and --price-out"
            )

    def count(
        self, *, requests: int = 0, input_tokens: int = 0, cached_tokens: int = 0, output_tokens: int = 0
    ) -> None:
        """Take what was paid into account."""
        paid = (requests, input_tokens, cached_tokens, output_tokens)
        self.spent = Spent(*(before + now for before, now in zip(self.spent, paid, strict=True)))

    @property
    def cost(self) -> float | None:
        """What was spent, in money; None without prices."""
        spent = self.spent
        return (
            self.prices.cost(
                input_tokens=spent.input_tokens, cached_tokens=spent.cached_tokens, output_tokens=spent.output_tokens
            )
            if self.prices
            else None
        )

    @property
    def idle(self) -> bool:
        """Whether no article is being paid for at the moment."""
        return self._reserved.requests == 0

    def admits(self, article: Estimate) -> bool:
        """Say whether an article fits beside what is spent and what is under way."""
        ahead = self._reserved + article
        if self.max_tokens is not None and self.spent.tokens + ahead.tokens > self.max_tokens:
            return False
        if self.max_cost is None or self.prices is None:
            return True
        more = self.prices.cost(input_tokens=ahead.input_tokens, output_tokens=ahead.output_tokens)
        return (self.cost or 0.0) + more <= self.max_cost

    def reserve(self, article: Estimate) -> None:
        """Set aside what an article will take."""
        self._reserved += article

    def release(self, article: Estimate) -> None:
        """Give back what was set aside; what the article took has been counted."""
        self._reserved += Estimate(-article.requests, -article.input_tokens, -article.output_tokens)


def find_prices(
    model: str | None, *, base_url: str | None, price_in: float | None, price_out: float | None, batch: bool = False
) -> Prices | None:
    """Return the prices given by hand, or those of the table for a model at its provider's address.

    Args:
        model: its name.
        base_url: the endpoint; None is OpenAI's own. A name alone prices nothing: anybody can serve it.
        price_in: for a million input tokens, by hand.
        price_out: for a million output tokens, by hand.
        batch: prices of the provider's batch API.

    Raises:
        ConfigError: only one of the two was given.
    """
    if price_in is not None and price_out is not None:
        return Prices(price_in, price_out, price_in, "given by hand", currency="")
    if price_in is not None or price_out is not None:
        raise ConfigError("give both", setting="--price-in and --price-out")
    if model is None:
        return None
    from genai_prices import Usage, calc_price

    context = {"processing": "batch"} if batch else {}

    def price(usage: Usage) -> float:
        if base_url:
            priced = calc_price(usage, model, provider_api_url=base_url, price_context=context)
        else:
            priced = calc_price(usage, model, provider_id="openai", price_context=context)
        return float(priced.total_price) * PER / _SAMPLE

    try:
        return Prices(
            price(Usage(input_tokens=_SAMPLE)),
            price(Usage(output_tokens=_SAMPLE)),
            price(Usage(input_tokens=_SAMPLE, cache_read_tokens=_SAMPLE)),
            "genai-prices",
        )
    except LookupError:
        return None
