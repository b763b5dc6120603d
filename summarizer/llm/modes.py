"""Which structured-output mode an endpoint and model honour: asked once, remembered.

Endpoints differ, and many accept a mode and then ignore it. So a mode counts as working only when a tiny question comes
back in a schema whose field names stand nowhere else.
"""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from pydantic import BaseModel, ConfigDict

from summarizer.llm.failures import Failure
from summarizer.llm.options import Mode

PROBE_SYSTEM = "读一句话，按给定结构返回其中的单位和人数。"
PROBE_TEXT = "北山县人民医院派出5名医师。"


class ProbeReply(BaseModel):
    """The answer to the probe: only a model that was shown the schema can name these fields."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    sending_unit: str
    head_count: int


@dataclass(frozen=True, slots=True)
class ModeTrial:
    """How one mode did."""

    mode: Mode
    works: bool
    seconds: float
    failure: Failure | None = None
    """Why it does not work; None when it does."""

    @property
    def reason(self) -> str | None:
        """The failure in words."""
        return self.failure.reason if self.failure else None


class ModeMemory:
    """Working modes by endpoint and model, in memory and, if there is a file, across runs.

    The file only saves a question: one that can't be read or written is as good as none.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._known: dict[str, Mode] = {}

    def get(self, address: str, model: str) -> Mode | None:
        """Return the mode remembered for a model at an address."""
        key = _key(address, model)
        return self._known.get(key) or self._stored().get(key)

    def put(self, address: str, model: str, mode: Mode) -> None:
        """Remember a mode."""
        self._known[_key(address, model)] = mode
        self._store({**self._stored(), _key(address, model): mode})

    def forget(self, address: str, model: str) -> None:
        """Forget a mode that has stopped working."""
        self._known.pop(_key(address, model), None)
        stored = self._stored()
        if stored.pop(_key(address, model), None):
            self._store(stored)

    def _stored(self) -> dict[str, Mode]:
        if self._path is None:
            return {}
        try:
            stored = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        if not isinstance(stored, dict):
            return {}
        return {str(key): mode for key, mode in stored.items() if mode in get_args(Mode)}

    def _store(self, modes: dict[str, Mode]) -> None:
        if self._path is None:
            return
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._path.parent, prefix=self._path.name)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(modes, file, ensure_ascii=False, indent=1, sort_keys=True)
            Path(name).replace(self._path)
        except OSError:
            return


def _key(address: str, model: str) -> str:
    return f"{address} {model}"
