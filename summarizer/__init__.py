"""Chinese articles about hospital partnerships in, grounded agreements out.

Example:
    >>> import summarizer
    >>> page = "6月15日，甲市人民医院与乙县人民医院签订对口帮扶协议，为期三年。".encode()
    >>> summary = summarizer.summarize(page, engine="rules")
    >>> [party.name for party in summary.agreements[0].parties]
    ['甲市人民医院', '乙县人民医院']

Names are loaded on first use: pydantic alone takes longer to import than `import summarizer` may.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from summarizer.api import Summarizer, asummarize, summarize
    from summarizer.article import Article
    from summarizer.errors import (
        ConfigError,
        FatalModelError,
        InputError,
        InvalidReplyError,
        ModelError,
        ModelUnavailableError,
        OutputError,
        SummarizerError,
        TruncatedReplyError,
    )
    from summarizer.reading import iter_articles, read_article
    from summarizer.schema import Agreement, ArticleSummary
    from summarizer.settings import Settings, load_settings

__version__ = "0.1.0"

_HOMES = {
    "api": ("Summarizer", "asummarize", "summarize"),
    "article": ("Article",),
    "errors": (
        "ConfigError",
        "FatalModelError",
        "InputError",
        "InvalidReplyError",
        "ModelError",
        "ModelUnavailableError",
        "OutputError",
        "SummarizerError",
        "TruncatedReplyError",
    ),
    "reading": ("iter_articles", "read_article"),
    "schema": ("Agreement", "ArticleSummary"),
    "settings": ("Settings", "load_settings"),
}

__all__ = [
    "Agreement",
    "Article",
    "ArticleSummary",
    "ConfigError",
    "FatalModelError",
    "InputError",
    "InvalidReplyError",
    "ModelError",
    "ModelUnavailableError",
    "OutputError",
    "Settings",
    "Summarizer",
    "SummarizerError",
    "TruncatedReplyError",
    "asummarize",
    "iter_articles",
    "load_settings",
    "read_article",
    "summarize",
]


def __getattr__(name: str) -> Any:
    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
