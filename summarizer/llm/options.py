"""What the LLM engine needs to know, as one frozen value; `summarizer.settings` builds it from the environment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

Mode = Literal["tools", "json_schema", "json", "md_json"]
"""How an endpoint is made to answer in the schema: a forced tool call, `response_format` json_schema, `response_format`
json_object with the schema in the prompt, or only the prompt."""

ModeChoice = Literal["auto", "tools", "json_schema", "json", "md_json"]
"""A mode set by hand, or `auto`: probed once per endpoint and model."""

MODES: tuple[Mode, ...] = ("json_schema", "tools", "json", "md_json")
"""In the order they are probed: what constrains the decoder first, what merely asks last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LlmOptions:
    """Which endpoint and model to ask, and how patiently."""

    model: str | None = None
    """None is an error that lists what the endpoint offers."""
    base_url: str | None = None
    """Up to and including `/v1`; None is OpenAI's own."""
    api_key: str | None = field(default=None, repr=False)
    """None for endpoints that need none; OpenAI's own does."""
    mode: ModeChoice = "auto"
    max_attempts: int = 5
    """How often one request is sent while the endpoint is overloaded, unreachable or failing, the first included."""
    max_reasks: int = 2
    """How often the model is told what was wrong with its reply and asked again (design, decision 2)."""
    timeout_s: float = 120.0
    """For one request."""
    max_wait_s: float = 60.0
    """The longest pause between two attempts, whatever `Retry-After` says."""
    max_output_tokens: int = 4096
    """Room for one reply; a truncated one is asked again with twice as much, up to `max_output_tokens_cap`."""
    max_output_tokens_cap: int = 16384
    temperature: float | None = 0.0
    """None leaves it to the endpoint."""
    extra_body: Mapping[str, Any] = field(default_factory=dict)
    """Request fields passed through as they are: `{"enable_thinking": false}`, provider options."""
    max_chars: int | None = 6000
    """The longest chunk; an ordinary article is one."""
    mode_memory: Path | None = None
    """A file that remembers which mode works where; None remembers for this run only."""
