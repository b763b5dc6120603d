"""What a batch is measured against: a bare openai client and a plain instructor loop, sending the same messages.

    python -m evals.contenders bare|instructor MESSAGES.jsonl OUT.jsonl BASE_URL CONCURRENCY

Both get their messages ready made, one JSON object a line: they neither read pages nor ground nor check anything.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from summarizer.llm.wire import Reply

Ask = Callable[[list[dict[str, Any]]], Awaitable[str]]
MODEL = "loopback"


def bare(base_url: str) -> Ask:
    """Return the openai client as documented, with the schema made once."""
    from openai import AsyncOpenAI

    client: Any = AsyncOpenAI(base_url=base_url, api_key="none", max_retries=0)
    schema = {"name": "Reply", "schema": Reply.model_json_schema(), "strict": True}

    async def ask(messages: list[dict[str, Any]]) -> str:
        completion = await client.chat.completions.create(
            model=MODEL,
            messages=messages,
            temperature=0,
            max_tokens=4096,
            response_format={"type": "json_schema", "json_schema": schema},
        )
        return Reply.model_validate_json(completion.choices[0].message.content or "").model_dump_json()

    return ask


def plain_instructor(base_url: str) -> Ask:
    """Return instructor as documented."""
    import instructor
    from openai import AsyncOpenAI

    client: Any = instructor.from_openai(AsyncOpenAI(base_url=base_url, api_key="none", max_retries=0))

    async def ask(messages: list[dict[str, Any]]) -> str:
        reply = await client.chat.completions.create(
            model=MODEL,
            messages=messages,
            temperature=0,
            max_tokens=4096,
            response_model=Reply,
        )
        return str(reply.model_dump_json())

    return ask


async def loop(ask: Ask, messages: Path, output: Path, *, concurrency: int) -> None:
    """Ask for every line, so many at once, and write the replies in order."""
    places = asyncio.Semaphore(concurrency)

    async def one(line: str) -> str:
        async with places:
            return await ask(json.loads(line))

    lines = messages.read_text(encoding="utf-8").splitlines()
    with output.open("w", encoding="utf-8") as stream:
        for task in [asyncio.create_task(one(line)) for line in lines]:
            stream.write(await task + "\n")


def main() -> None:
    """Run one of the two."""
    name, messages, output, base_url, concurrency = sys.argv[1:]
    ask = {"bare": bare, "instructor": plain_instructor}[name](base_url)
    asyncio.run(loop(ask, Path(messages), Path(output), concurrency=int(concurrency)))


if __name__ == "__main__":
    main()
