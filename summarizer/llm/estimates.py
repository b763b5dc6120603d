"""What reading a chunk will take, in tokens, before anything is asked."""

from __future__ import annotations

from functools import cache

from summarizer.article import Chunk
from summarizer.llm.options import Mode
from summarizer.llm.prompting import article_prompt, system_prompt, wire_schema
from summarizer.llm.tokens import estimate_tokens

REPLY_BASE = 400
REPLY_SHARE = 0.35
"""Reply tokens for any article, and for each token of it more. Source: the 24 replies about the practice articles (718
tokens on average, for articles of 1,000), rounded up: a budget that ends early is resumed, one overspent is not given
back."""


def estimate_chunk(chunk: Chunk, *, mode: Mode) -> tuple[int, int]:
    """Return about how many tokens one request for a chunk takes: input and output.

    Re-asks are not counted; in the modes with a schema parameter the schema is, for providers bill it.
    """
    article = estimate_tokens(article_prompt(chunk))
    return _static_tokens(mode) + article, round(REPLY_BASE + REPLY_SHARE * article)


@cache
def _static_tokens(mode: Mode) -> int:
    schema = estimate_tokens(wire_schema()) if mode in ("json_schema", "tools") else 0
    return estimate_tokens(system_prompt(mode)) + schema
