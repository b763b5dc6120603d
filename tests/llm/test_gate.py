"""The gate in simulated time: a clock that only sleeping moves."""

from __future__ import annotations

import asyncio
from itertools import pairwise

import pytest

from summarizer.batch.budget import Budget
from summarizer.llm import gate as gate_module
from summarizer.llm.gate import FIRST_SHARE, Gate, Pacer


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds
        await asyncio.sleep(0)


def a_gate(clock: Clock, *, most: int = 8, rpm: float | None = None, tpm: float | None = None) -> Gate:
    return Gate(most=most, rpm=rpm, tpm=tpm, clock=clock, sleep=clock.sleep)


async def one(gate: Gate, *, refused: bool = False, retry_after_s: float | None = None, tokens: int = 100) -> None:
    async with gate.request(tokens) as leave:
        if refused:
            leave.refuse(retry_after_s)
        leave.answer(tokens)


def test_it_starts_low_and_doubles_while_nothing_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate_module, "DOUBLE_EVERY_S", 0.01)
    seen: list[int] = []

    async def run() -> None:
        gate = Gate(most=32)
        assert gate.places == 32 // FIRST_SHARE
        release = asyncio.Event()

        async def held() -> None:
            async with gate.request(1):
                seen.append(gate.under_way)
                await release.wait()

        tasks = [asyncio.create_task(held()) for _ in range(50)]
        await asyncio.sleep(0.2)
        assert gate.under_way == gate.places == 32, "never more than allowed"
        release.set()
        await asyncio.gather(*tasks)

    asyncio.run(run())
    assert max(seen) == 32
    assert len(seen) == 50


def test_a_refusal_halves_and_each_round_of_answers_adds_one() -> None:
    async def run() -> list[int]:
        clock = Clock()
        gate = a_gate(clock, most=64)
        gate._places = 32.0
        seen = [gate.places]
        await one(gate, refused=True)
        seen.append(gate.places)
        for _ in range(17):
            await one(gate)
        seen.append(gate.places)
        clock.now += 1
        for _ in range(9):
            await one(gate, refused=True)
            clock.now += 1
        return [*seen, gate.places]

    assert asyncio.run(run()) == [32, 16, 17, 1]


def test_requests_sent_before_a_cut_do_not_cut_again() -> None:
    async def run() -> int:
        clock = Clock()
        gate = a_gate(clock, most=64)
        gate._places = 32.0
        sent = [gate.request(1) for _ in range(20)]
        leaves = [await context.__aenter__() for context in sent]
        clock.now += 1
        for context, leave in zip(sent, leaves, strict=True):
            leave.refuse()
            await context.__aexit__(None, None, None)
        return gate.places

    assert asyncio.run(run()) == 16


def test_everybody_waits_as_long_as_one_was_told_to() -> None:
    async def run() -> list[float]:
        clock = Clock()
        gate = a_gate(clock)
        await one(gate, refused=True, retry_after_s=7)
        await one(gate)
        await one(gate)
        return clock.slept

    assert asyncio.run(run()) == [7]


def test_a_failed_request_gives_its_place_back() -> None:
    async def run() -> int:
        gate = a_gate(Clock())
        for _ in range(20):
            with pytest.raises(KeyError):
                async with gate.request(1):
                    raise KeyError
        return gate.under_way

    assert asyncio.run(run()) == 0


def test_requests_are_spaced_evenly_under_rpm() -> None:
    async def run() -> list[float]:
        clock = Clock()
        gate = a_gate(clock, rpm=30)
        sent = []
        for _ in range(10):
            async with gate.request(1):
                sent.append(clock.now)
        return sent

    sent = asyncio.run(run())
    assert [round(later - earlier, 6) for earlier, later in pairwise(sent)] == [2.0] * 9


def test_tokens_are_paced_by_what_requests_took_in_truth() -> None:
    async def run() -> list[float]:
        clock = Clock()
        gate = a_gate(clock, tpm=6000)
        sent = []
        for _ in range(4):
            async with gate.request(1000) as leave:
                sent.append(clock.now)
                leave.answer(200)
        return sent

    sent = asyncio.run(run())
    assert [round(later - earlier, 6) for earlier, later in pairwise(sent)] == [2.0] * 3


def test_no_minute_ever_holds_more_than_was_agreed() -> None:
    pacer, now, sent = Pacer(60), 0.0, []
    for number in range(200):
        now += 0.1 if number % 50 else 5.0
        sent.append(now + pacer.reserve(1, now=now))
    assert all(later - earlier >= 59.999 for earlier, later in zip(sent, sent[60:], strict=False))


def test_a_clock_that_jumps_back_stalls_nothing() -> None:
    clock = Clock()
    pacer = Pacer(60)
    pacer.reserve(1, now=clock.now)
    assert pacer.reserve(1, now=clock.now) == 1.0
    # The gate's own clock is monotonic; wall clocks are read nowhere in a batch but for a date in Retry-After.
    assert Gate(most=1)._clock.__name__ == "monotonic"


def test_the_meter_hears_of_requests_as_they_are_paid() -> None:
    budget = Budget()
    gate = Gate(most=1, meter=budget)
    assert gate.meter is not None
    gate.meter.count(requests=1)
    gate.meter.count(input_tokens=10, cached_tokens=4, output_tokens=2)
    assert (budget.spent.requests, budget.spent.tokens, budget.spent.cached_tokens) == (1, 12, 4)


def test_a_closed_gate_turns_everybody_away() -> None:
    async def run() -> list[object]:
        gate = Gate(most=1)
        async with gate.request(1):
            waiting = [asyncio.create_task(one(gate)) for _ in range(3)]
            await asyncio.sleep(0)
            gate.close(KeyError("wrong key"))
            return list(await asyncio.gather(*waiting, return_exceptions=True))

    assert [type(outcome) for outcome in asyncio.run(run())] == [KeyError] * 3


def test_whoever_has_asked_nothing_can_be_sent_away() -> None:
    async def run() -> list[object]:
        gate = Gate(most=1)

        async def ask(*, first: bool) -> str:
            async with gate.request(1, first=first):
                return "asked"

        async with gate.request(1):
            waiting = [asyncio.create_task(ask(first=first)) for first in (True, False, True)]
            await asyncio.sleep(0)
            gate.send_away()
            waiting += [asyncio.create_task(ask(first=first)) for first in (True, False)]
            await asyncio.sleep(0)
        outcomes = await asyncio.gather(*waiting, return_exceptions=True)
        assert gate.under_way == 0
        return [outcome if isinstance(outcome, str) else type(outcome) for outcome in outcomes]

    away = asyncio.CancelledError
    assert asyncio.run(run()) == [away, "asked", away, away, "asked"]
