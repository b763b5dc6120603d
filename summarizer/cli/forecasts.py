"""How a dry run reads."""

from __future__ import annotations

from collections.abc import Iterator

from summarizer.batch.job import Forecast, Job


def forecast_lines(seen: Forecast, job: Job) -> Iterator[str]:
    """Yield what a dry run prints."""
    yield f"articles   {seen.to_read} to read, {seen.finished} finished, {seen.reposts} reposts (read once)"
    if seen.unreadable or seen.failed:
        yield f"failed     {seen.unreadable} can't be read, {seen.failed} failed earlier (--retry-failed asks again)"
    if job.settings.chosen_engine == "rules":
        yield "cost       none: the rules engine asks nobody"
        return
    estimate = seen.estimate
    yield f"requests   {estimate.requests:,}"
    yield f"tokens     about {estimate.input_tokens:,} in and {estimate.output_tokens:,} out"
    yield _cost_line(seen)
    yield from _limit_lines(seen, job)


def _cost_line(seen: Forecast) -> str:
    prices = seen.budget.prices if seen.budget else None
    if prices is None:
        return "cost       unknown: no price for this model at this address; give --price-in and --price-out"
    cost = prices.cost(input_tokens=seen.estimate.input_tokens, output_tokens=seen.estimate.output_tokens)
    return (
        f"cost       about {prices.currency}{cost:.4f} ({prices.currency}{prices.input:g} in and "
        f"{prices.currency}{prices.output:g} out for a million tokens, {prices.source})"
    )


def _limit_lines(seen: Forecast, job: Job) -> Iterator[str]:
    budget = seen.budget
    if budget is None or (job.max_tokens is None and job.max_cost is None):
        return
    spent = f"{budget.spent.tokens:,} tokens are spent already; " if budget.spent.tokens else ""
    reach = "all of it fits" if budget.admits(seen.estimate) else "it will stop there and can be resumed"
    yield f"limit      {spent}{reach}"
