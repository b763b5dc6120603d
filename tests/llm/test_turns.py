from __future__ import annotations

import asyncio

from summarizer.llm.turns import LOOP_TURNS, Turns


def test_between_two_turns_others_get_several_steps_done() -> None:
    done: list[str] = []

    async def work_through(turns: Turns, name: str) -> None:
        await turns.wait()
        done.append(name)

    async def send() -> None:
        for _ in range(LOOP_TURNS - 1):
            await asyncio.sleep(0)
        done.append("sent")

    async def run() -> None:
        turns = Turns()
        await asyncio.gather(work_through(turns, "first"), work_through(turns, "second"), send(), send())

    asyncio.run(run())
    assert done == ["sent", "sent", "first", "second"]
