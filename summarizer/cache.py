"""Replies on disk, so that nothing is paid for twice.

One readable JSON file for each reply, named by the hash of everything that changes a reply and of nothing that does
not. Files are made whole and then renamed, so that any number of processes can share the folder without a lock, on any
file system. Only valid, complete replies are kept. A cache that can't be read or written costs requests, never results:
it is reported, and the work goes on.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FORMAT = 1


@dataclass(frozen=True, slots=True)
class CachedReply:
    """A valid reply, and what it cost when it was asked for."""

    reply: str
    """JSON, as the model's reply was understood."""
    requests: int
    input_tokens: int
    output_tokens: int


@dataclass(frozen=True, slots=True)
class CacheInfo:
    """What a cache holds."""

    folder: Path
    replies: int
    bytes: int


class ReplyCache:
    """The replies in one folder, which need not exist."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.hits = 0
        self.damaged = 0
        """Entries that could not be read and were removed; each costs one request."""
        self.problem: str | None = None
        """Why replies can't be kept any more; None while they can."""

    def get(self, key: str) -> CachedReply | None:
        """Return the reply kept under a key; a damaged one is removed."""
        path = self._path(key)
        try:
            entry = json.loads(path.read_bytes())
            reply, usage = entry["reply"], entry["usage"]
            if entry["format"] != FORMAT or entry["sha256"] != _sha256(reply):
                raise ValueError(path)
            found = CachedReply(reply, int(usage["requests"]), int(usage["input"]), int(usage["output"]))
        except OSError:
            return None
        except (ValueError, KeyError, TypeError):
            self.damaged += 1
            self._discard(path)
            return None
        self.hits += 1
        return found

    def put(self, key: str, found: CachedReply, *, about: Mapping[str, Any]) -> None:
        """Keep a reply.

        Args:
            key: see `reply_key`.
            found: the reply.
            about: what helps a person who looks into the file: model, address.
        """
        usage = {"requests": found.requests, "input": found.input_tokens, "output": found.output_tokens}
        entry = {"format": FORMAT, **about, "usage": usage, "sha256": _sha256(found.reply), "reply": found.reply}
        try:
            self._store(self._path(key), json.dumps(entry, ensure_ascii=False, indent=1))
        except OSError as error:
            self.problem = f"replies can't be kept in {self._folder}: {error.strerror}"

    def info(self) -> CacheInfo:
        """Count what is kept."""
        sizes = [size for size in (_size(path) for path in self._entries()) if size is not None]
        return CacheInfo(self._folder, len(sizes), sum(sizes))

    def clear(self) -> CacheInfo:
        """Remove every reply; return what was kept."""
        before = self.info()
        shutil.rmtree(self._folder, ignore_errors=True)
        return before

    def _entries(self) -> Iterator[Path]:
        return self._folder.glob("??/*.json")

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / f"{key}.json"

    def _store(self, path: Path, text: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)  # each time: the folder may be cleared while we run
        handle, name = tempfile.mkstemp(dir=path.parent, suffix=".new")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
            Path(name).replace(path)
        except OSError:
            self._discard(Path(name))
            raise

    def _discard(self, path: Path) -> None:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            self.problem = f"a damaged reply can't be removed: {error.strerror}"


def reply_key(parts: Mapping[str, Any]) -> str:
    """Return the key of a reply: the hash of everything that changes it, in any order."""
    canonical = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return _sha256(canonical)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:  # cleared by another process
        return None
