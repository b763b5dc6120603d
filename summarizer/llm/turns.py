"""Whose turn it is to be worked through, when many replies come at once.

Replies come in bursts, because their requests went out in bursts, and to check, ground and merge one takes longer than
to send a request. So the work after a reply is done one reply at a time, and in between the event loop turns often
enough for other replies to be received and the next requests to be sent: the endpoint is never left waiting for us.
"""

from __future__ import annotations

import asyncio

LOOP_TURNS = 8
"""A reply passes through the client, and the next request out of it, in about as many steps of the event loop; one with
nothing to do takes some 20 µs."""


class Turns:
    """Lets tasks go on one at a time. For one event loop."""

    def __init__(self) -> None:
        self._lock = asyncio.Lock()

    async def wait(self) -> None:
        """Wait until those who came before have done what they can do without waiting, and requests have gone out."""
        async with self._lock:
            for _ in range(LOOP_TURNS):
                await asyncio.sleep(0)
