"""What the user configured: the only module that reads environment variables.

An option given on the command line or in code wins over the environment, and the environment over the default. With
no endpoint configured the rules engine runs; naming a model, an endpoint or a key configures one.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator

from summarizer.errors import ConfigError
from summarizer.extraction import Extractor
from summarizer.llm.options import LlmOptions, ModeChoice

if TYPE_CHECKING:
    from summarizer.cache import ReplyCache
    from summarizer.llm.gate import Gate
    from summarizer.llm.keeping import Answers

EngineChoice = Literal["auto", "llm", "rules"]

PREFIX = "SUMMARIZER_"
"""How every variable of ours begins."""

BASE_URL, API_KEY = "OPENAI_BASE_URL", "OPENAI_API_KEY"
"""Variables that other programs read too."""


class Settings(BaseModel):
    """Which engine reads, and which endpoint and model the LLM engine asks; `load_settings` makes them."""

    model_config = ConfigDict(frozen=True, populate_by_name=True, loc_by_alias=False, extra="forbid")

    engine: EngineChoice = "auto"
    """`auto` takes the LLM when a model, a base URL or a key is configured, otherwise the rules."""
    model: str | None = None
    """`SUMMARIZER_MODEL`."""
    base_url: str | None = Field(default=None, validation_alias=AliasChoices(BASE_URL))
    """Up to and including `/v1`; null is OpenAI's own endpoint."""
    api_key: SecretStr | None = Field(default=None, validation_alias=AliasChoices(API_KEY))
    mode: ModeChoice = "auto"
    """How structured output is asked for; `auto` probes the endpoint once."""
    timeout_s: float = Field(default=120.0, gt=0)
    """For one request."""
    max_attempts: int = Field(default=5, ge=1)
    """How often one request is sent while the endpoint is overloaded or unreachable."""
    max_output_tokens: int = Field(default=4096, ge=256)
    temperature: float | None = Field(default=0.0, ge=0, le=2)
    extra_body: dict[str, Any] = Field(default_factory=dict)
    """Extra request fields, as JSON: `{"enable_thinking": false}`."""
    max_chars: int = Field(default=6000, ge=500)
    """Longest chunk of an article, in characters, for the LLM engine."""
    concurrency: int = Field(default=8, ge=1)
    """Articles in flight at once with the LLM engine, at most; a batch starts lower and follows the endpoint."""
    rpm: float | None = Field(default=None, gt=0)
    """Requests a minute, at most."""
    tpm: float | None = Field(default=None, gt=0)
    """Tokens a minute, input and output, at most."""
    cache: bool = True
    """Whether batches keep valid replies on disk and look there first."""
    cache_folder: Path | None = None
    """Where; null is the user's cache folder."""

    cross_check: bool = False
    """Whether the rules engine reads beside the LLM engine and marks what it did not read so; `second_reader`."""

    @field_validator("model", "base_url", "api_key", mode="before")
    @classmethod
    def _blank_is_unset(cls, value: object) -> object:
        return None if isinstance(value, str) and not value.strip() else value

    @field_validator("base_url")
    @classmethod
    def _is_web_address(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith(("http://", "https://")):
            raise ValueError("an endpoint's address starts with http:// or https:// and usually ends with /v1")
        return value

    @property
    def chosen_engine(self) -> Literal["llm", "rules"]:
        """The engine that will run."""
        if self.engine != "auto":
            return self.engine
        return "llm" if self.model or self.base_url or self.api_key else "rules"

    def llm_options(self) -> LlmOptions:
        """Return what the LLM engine needs."""
        return LlmOptions(
            model=self.model,
            base_url=self.base_url,
            api_key=self.api_key.get_secret_value() if self.api_key else None,
            mode=self.mode,
            max_attempts=self.max_attempts,
            timeout_s=self.timeout_s,
            max_output_tokens=self.max_output_tokens,
            max_output_tokens_cap=max(16384, self.max_output_tokens),
            temperature=self.temperature,
            extra_body=self.extra_body,
            max_chars=self.max_chars,
            mode_memory=_cache_folder() / "modes.json",
        )

    def deciding(self) -> dict[str, Any]:
        """Return the engine's settings that change a reply, for recognising finished work."""
        if self.chosen_engine == "rules":
            return {}
        return {
            "endpoint": self.base_url,
            "mode": self.mode,
            "temperature": self.temperature,
            "extra_body": self.extra_body,
            **({"cross_check": True} if self.cross_check else {}),
        }

    def reply_cache(self) -> ReplyCache:
        """Return the replies on disk."""
        from summarizer.cache import ReplyCache

        return ReplyCache((self.cache_folder or _cache_folder()) / "replies")

    def extractor(
        self, *, gate: Gate | None = None, cache: ReplyCache | None = None, answers: Answers | None = None
    ) -> Extractor:
        """Return the chosen engine, ready to read; nothing is asked of an endpoint yet.

        Args:
            gate: keeps number and pace of the LLM engine's requests.
            cache: where the LLM engine's valid replies are kept.
            answers: where whatever it is answered is kept until it has been worked through.
        """
        if self.chosen_engine == "rules":
            from summarizer.rules import RulesExtractor

            return RulesExtractor()
        from summarizer.llm.extractor import LlmExtractor

        if answers is None:
            return LlmExtractor(self.llm_options(), gate=gate, cache=cache)
        from summarizer.llm.keeping import KeepingEndpoint

        endpoint = partial(KeepingEndpoint, answers=answers)
        return LlmExtractor(self.llm_options(), gate=gate, cache=cache, endpoint=endpoint)

    def second_reader(self) -> Extractor | None:
        """Return the engine that reads beside the chosen one; None where nobody does."""
        if not self.cross_check or self.chosen_engine == "rules":
            return None
        from summarizer.rules import RulesExtractor

        return RulesExtractor()


def load_settings(**given: Any) -> Settings:
    """Return the settings of the environment, overridden by those `given` values that are not None.

    A cross-check that is asked for here needs an LLM; one that the environment asks for waits until there is one.

    Raises:
        ConfigError: a value is not usable; names the setting and its variable, never its value when it is a key.
    """
    settings = _settings(given)
    if given.get("cross_check") and settings.chosen_engine == "rules":
        hint = "it reads beside an LLM: set OPENAI_BASE_URL, OPENAI_API_KEY and SUMMARIZER_MODEL, or leave it out"
        raise ConfigError("the rules engine can't be its own second reader", setting="--cross-check", hint=hint)
    return settings


def _settings(given: Mapping[str, Any]) -> Settings:
    kind = _from_environment() if _environment_speaks() else Settings
    try:
        return kind(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        first = error.errors()[0]
        setting = str(first["loc"][0]) if first["loc"] else "settings"
        raise ConfigError(first["msg"], setting=setting) from error
    except Exception as error:  # pydantic-settings wraps unreadable JSON in its own error, not a ValidationError
        if type(error).__name__ != "SettingsError":
            raise
        raise ConfigError("is not JSON", setting="SUMMARIZER_EXTRA_BODY") from error


def _environment_speaks() -> bool:
    """Say whether a variable may be meant for us; generously, for it only decides whether a library is asked."""
    return any(name.upper().startswith((PREFIX, BASE_URL, API_KEY)) for name in os.environ)


@cache
def _from_environment() -> type[Settings]:
    """Return settings that read the environment, made here: pydantic-settings takes 20 ms, and often nothing is set."""
    from pydantic_settings import BaseSettings, SettingsConfigDict

    class FromEnvironment(Settings, BaseSettings):
        model_config = SettingsConfigDict(env_prefix=PREFIX)

    return FromEnvironment


def parse_extra_body(wording: str) -> dict[str, Any]:
    """Read extra request fields given as a JSON object on the command line.

    Raises:
        ConfigError: it is not a JSON object.
    """
    try:
        fields = json.loads(wording)
    except json.JSONDecodeError as error:
        raise ConfigError(f"is not JSON: {error.msg}", setting="--extra-body", hint='such as {"top_p": 0.9}') from error
    if not isinstance(fields, dict):
        raise ConfigError("is not a JSON object", setting="--extra-body", hint='such as {"top_p": 0.9}')
    return fields


def _cache_folder() -> Path:
    """Return the user's cache folder for this program, which need not exist."""
    from platformdirs import user_cache_path

    return user_cache_path("summarizer", appauthor=False)
