"""The Python face: one article at a time, from any thread and inside or outside an event loop.

A `Summarizer` runs its engine in one background thread with an event loop of its own. That is what lets the plain
`summarize` work in a notebook whose loop is already running, and lets the client keep its connections across calls.
"""

from __future__ import annotations

import asyncio
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from anyio.from_thread import BlockingPortal, start_blocking_portal

from summarizer.article import Article
from summarizer.extraction import Extractor
from summarizer.pipeline import summarize_article
from summarizer.reading import read_article
from summarizer.schema import ArticleSummary

if TYPE_CHECKING:
    from summarizer.settings import Settings

Source = str | Path | bytes | Article
"""A path, the raw bytes of a page, or an article that `read_article` gave."""


class Summarizer:
    """Summarises articles with one engine, keeping its client and settings across calls.

    Usable from several threads and event loops at once. Close it, or use it in a `with` or `async with` block.

    Example:
        >>> with Summarizer(engine="rules") as summarizer:
        ...     summary = summarizer.summarize("甲市人民医院与乙县人民医院签订对口帮扶协议，为期三年。".encode())
        >>> summary.agreements[0].duration.months
        36
    """

    def __init__(self, settings: Settings | None = None, *, extractor: Extractor | None = None, **options: Any) -> None:
        """Choose the engine; nothing is read or asked yet.

        Args:
            settings: what `load_settings` gave; None reads the environment.
            extractor: an engine of your own instead.
            options: single settings that win over the environment: `engine`, `model`, `base_url`, `cross_check` …

        Raises:
            ConfigError: a setting is not usable.
        """
        self._second_reader: Extractor | None = None
        if extractor is None:
            from summarizer.settings import load_settings

            chosen = settings or load_settings(**options)
            extractor, self._second_reader = chosen.extractor(), chosen.second_reader()
        self._extractor = extractor
        self._opened: AbstractContextManager[BlockingPortal] | None = start_blocking_portal("asyncio")
        self._portal = self._opened.__enter__()

    def summarize(self, source: Source, *, published: date | None = None) -> ArticleSummary:
        """Summarise one article, blocking until it is done.

        Args:
            source: a path, the raw bytes of a page, or an `Article`.
            published: the publication date, for pages that do not tell it.

        Raises:
            InputError: the source can't be read as an article.
            ModelError: the endpoint gave no usable reply.
        """
        return self._portal.call(self._summarize, source, published)

    async def asummarize(self, source: Source, *, published: date | None = None) -> ArticleSummary:
        """Summarise one article without blocking the running event loop; see `summarize`."""
        return await asyncio.wrap_future(self._portal.start_task_soon(self._summarize, source, published))

    def close(self) -> None:
        """Close the engine's connections and the background thread; closing twice is harmless."""
        if self._opened is None:
            return
        opened, self._opened = self._opened, None
        closing = getattr(self._extractor, "aclose", None)
        if closing is not None:
            self._portal.call(closing)
        opened.__exit__(None, None, None)

    async def aclose(self) -> None:
        """Close without blocking the running event loop."""
        await asyncio.to_thread(self.close)

    async def _summarize(self, source: Source, published: date | None) -> ArticleSummary:
        article = source if isinstance(source, Article) else read_article(source, published=published)
        return await summarize_article(article, self._extractor, second_reader=self._second_reader)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()


def summarize(source: Source, *, published: date | None = None, **options: Any) -> ArticleSummary:
    """Summarise one article with the environment's settings, or with `options` that win over them.

    Args:
        source: a path, the raw bytes of a page, or an `Article`.
        published: the publication date, for pages that do not tell it.
        options: see `Summarizer`. For more than a few articles keep a `Summarizer`: it keeps its client.

    Raises:
        InputError: the source can't be read as an article.
        ConfigError: a setting is not usable.
        ModelError: the endpoint gave no usable reply.
    """
    with Summarizer(**options) as summarizer:
        return summarizer.summarize(source, published=published)


async def asummarize(source: Source, *, published: date | None = None, **options: Any) -> ArticleSummary:
    """Summarise one article without blocking the running event loop; see `summarize`."""
    async with Summarizer(**options) as summarizer:
        return await summarizer.asummarize(source, published=published)
