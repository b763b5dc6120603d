"""Which work is the same work: what a finished article is recognised by.

A record is decided by the article (its bytes, its name) and by everything the engine was told (engine, model, prompt,
schema, sampling, this package's version). How long we wait, how often we ask and how many at once decide nothing, so
they are in no key. Both parts stand in the record itself, so that a lost journal can be rebuilt from the output.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from summarizer import __version__
from summarizer.extraction import Extractor
from summarizer.schema import SCHEMA_VERSION

KEY_BYTES = 16
"""128 bits: no two of a million articles ever meet."""


def settings_sha256(extractor: Extractor, *, published: date | None, deciding: Mapping[str, Any]) -> str:
    """Return the hash of everything beside the article that decides a record.

    Args:
        extractor: the engine.
        published: the publication date given for pages that don't tell one.
        deciding: the engine's settings that change a reply.
    """
    told = {
        "schema_version": SCHEMA_VERSION,
        "package": __version__,
        "engine": extractor.engine,
        "model": extractor.model,
        "prompt": extractor.prompt_sha256,
        "max_chars": extractor.max_chars,
        "published": published.isoformat() if published else None,
        "settings": dict(deciding),
    }
    return hashlib.sha256(canonical_json(told)).hexdigest()


def article_key(*, article_id: str, source: str, sha256: str, settings: str) -> bytes:
    """Return the key under which an article is finished."""
    return _digest(article_id, source, sha256, settings)


def place_key(*, article_id: str | None, source: str) -> bytes:
    """Return the key of the place an article stands in: two records of one place are versions of each other."""
    return _digest(article_id or "", source)


def canonical_json(value: Any) -> bytes:
    """Return JSON that is equal when the values are."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")


def _digest(*parts: str) -> bytes:
    return hashlib.blake2b(canonical_json(parts), digest_size=KEY_BYTES).digest()
