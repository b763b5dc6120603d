from __future__ import annotations

import pytest

from summarizer.llm.tokens import estimate_tokens


@pytest.mark.parametrize(
    ("text", "tokens"), [("", 0), ("医院签约，为期三年。", 8), ("hospital", 3), ("“医联体”", 4), ("醫(yī)", 5)]
)
def test_estimate_tokens(text: str, tokens: int) -> None:
    assert estimate_tokens(text) == tokens
