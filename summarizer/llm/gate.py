"""How many requests are under way, and how fast they follow each other.

An endpoint tells its capacity only by refusing. So the gate starts low, doubles while nothing is refused, halves at a
429 or a timeout and from then on adds one place for each round of answers (additive increase, multiplicative decrease:
Chiu and Jain 1989, the rule of TCP). Rates agreed with a provider (`rpm`, `tpm`) are kept evenly, without bursts: a
burst at a minute's edge counts into two of the provider's windows.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Protocol

FIRST_PLACES = 4
FIRST_SHARE = 4
"""At first this many places are open, or a quarter of those allowed where that is more."""
DOUBLE_EVERY_S = 0.05
"""All places are open after 0.1 s: long before an answer, soon enough that no article that is read has to wait, and in
steps between which the first refusals come back from an endpoint that is near."""

LONGEST_PAUSE_S = 60.0
"""How long everybody waits at most because one request was told to."""


class Meter(Protocol):
    """Told of what requests cost, as they are paid."""

    def count(
        self, *, requests: int = 0, input_tokens: int = 0, cached_tokens: int = 0, output_tokens: int = 0
    ) -> None:
        """Take a request, or the tokens of an answer, into account."""
        ...


@dataclass(slots=True)
class Pacer:
    """Spaces amounts evenly over time: a leaky bucket that holds one drop."""

    per_minute: float
    _free_at: float = field(init=False, default=0.0)

    def reserve(self, amount: float, *, now: float) -> float:
        """Book an amount; return how many seconds it has to wait."""
        start = max(now, self._free_at)
        self._free_at = start + amount * 60.0 / self.per_minute
        return start - now

    def correct(self, amount: float) -> None:
        """Book what was over, or, if negative, under the amount reserved."""
        self._free_at += amount * 60.0 / self.per_minute


@dataclass(slots=True)
class Pass:
    """One request's leave to be sent; told how it went."""

    sent_at: float
    tokens: int
    """As estimated."""
    refused: bool = False
    retry_after_s: float | None = None
    answered_tokens: int | None = None

    def refuse(self, retry_after_s: float | None = None) -> None:
        """Say that the endpoint had too much to do."""
        self.refused, self.retry_after_s = True, retry_after_s

    def answer(self, tokens: int) -> None:
        """Say what the request took in truth."""
        self.answered_tokens = tokens


@dataclass(frozen=True, slots=True)
class _Waiter:
    """Somebody in front of the gate."""

    called: asyncio.Future[None]
    first: bool
    """Nothing has been paid for what it is about."""


class Gate:
    """Lets requests through. For one event loop."""

    def __init__(
        self,
        *,
        most: int,
        rpm: float | None = None,
        tpm: float | None = None,
        meter: Meter | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Set the limits.

        Args:
            most: requests under way at once, at most.
            rpm: requests a minute, at most; None is no limit.
            tpm: tokens a minute, input and output.
            meter: told of every request and answer.
            clock: seconds that never go back; tests pass their own.
            sleep: waits; tests pass one that moves their clock.
        """
        self.most = most
        self.meter = meter
        self.under_way = 0
        self.refusals = 0
        self._places = float(min(most, max(FIRST_PLACES, most // FIRST_SHARE)))
        self._doubling = True
        self._cut_at = self._paused_until = float("-inf")
        self._requests = Pacer(rpm) if rpm else None
        self._tokens = Pacer(tpm) if tpm else None
        self._clock, self._sleep = clock, sleep
        self._closed: Exception | None = None
        self._ending = False
        self._waiting: deque[_Waiter] = deque()
        self._doubler: asyncio.TimerHandle | None = None

    @property
    def places(self) -> int:
        """How many requests may be under way now."""
        return int(self._places)

    @asynccontextmanager
    async def request(self, tokens: int, *, first: bool = False) -> AsyncIterator[Pass]:
        """Wait for leave to send one request; inside, it is under way.

        Args:
            tokens: what it takes, about.
            first: nothing has been sent yet for what the request is about, so that `send_away` loses nothing.
        """
        await self._enter(first)
        try:
            await self._keep_pace(tokens)
            leave = Pass(self._clock(), tokens)
            try:
                yield leave
            finally:
                self._learn(leave)
        finally:
            self.under_way -= 1
            self._wake()

    def close(self, error: Exception) -> None:
        """Let nobody through any more: whoever waits, and whoever comes, gets the error."""
        self._closed = error
        for waiter in self._waiting:
            if not waiter.called.done():
                waiter.called.set_result(None)
        self._waiting.clear()

    def send_away(self) -> None:
        """Let no first request through any more: whoever waits with one, and whoever comes with one, is cancelled."""
        self._ending = True
        for waiter in self._waiting:
            if waiter.first and not waiter.called.done():
                waiter.called.set_result(None)

    async def _enter(self, first: bool) -> None:
        while self.under_way >= self.places and self._closed is None and not (first and self._ending):
            waiter = _Waiter(asyncio.get_running_loop().create_future(), first)
            self._waiting.append(waiter)
            self._double_later()
            try:
                await waiter.called
            except asyncio.CancelledError:
                self._wake()
                raise
        if self._closed is not None:
            raise self._closed
        if first and self._ending:
            raise asyncio.CancelledError
        self.under_way += 1

    async def _keep_pace(self, tokens: int) -> None:
        now = self._clock()
        waits = [self._paused_until - now]
        waits += [self._requests.reserve(1, now=now)] if self._requests else []
        waits += [self._tokens.reserve(tokens, now=now)] if self._tokens else []
        if (longest := max(waits)) > 0:
            await self._sleep(longest)

    def _learn(self, leave: Pass) -> None:
        if self._tokens and leave.answered_tokens is not None:
            self._tokens.correct(leave.answered_tokens - leave.tokens)
        if not leave.refused:
            self._places = min(self.most, self._places + (0 if self._doubling else 1 / self._places))
            return
        self.refusals += 1
        now = self._clock()
        if leave.retry_after_s is not None:
            self._paused_until = max(self._paused_until, now + min(leave.retry_after_s, LONGEST_PAUSE_S))
        if leave.sent_at >= self._cut_at:  # those sent before the last cut tell nothing new
            self._places = max(1.0, self._places / 2)
            self._doubling = False
            self._cut_at = now

    def _double_later(self) -> None:
        if self._doubling and self._doubler is None and self._places < self.most:
            self._doubler = asyncio.get_running_loop().call_later(DOUBLE_EVERY_S, self._double)

    def _double(self) -> None:
        self._doubler = None
        if self._doubling:
            self._places = float(min(self.most, self._places * 2))
            self._wake()

    def _wake(self) -> None:
        free = self.places - self.under_way
        while free > 0 and self._waiting:
            waiter = self._waiting.popleft()
            if not waiter.called.done():
                waiter.called.set_result(None)
                free -= 1
        if self._waiting:
            self._double_later()
