"""What the steps pass on: an article's cleaned text, its numbered sentences, and the chunks an engine sees.

`Article.text` is the coordinate system of every span and never changes after reading. Offsets count code points.
Spans and sentences are named tuples: an article makes a thousand of them, and tuples are made, compared, sorted and
hashed several times as fast as frozen dataclasses.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from summarizer.schema import ArticleWarning


class Span(NamedTuple):
    """A half-open run `[start, end)` of the cleaned text."""

    start: int
    end: int

    def slice(self, text: str) -> str:
        """Return the run of `text`."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Article:
    """One article after reading."""

    id: str
    source: str
    sha256: str
    text: str
    """Cleaned: Simplified, no page furniture, no glosses, lines separated by one newline; its first line is the title
    when the page has one."""
    title: str | None = None
    published: date | None = None
    publisher: str | None = None
    warnings: tuple[ArticleWarning, ...] = ()


class Sentence(NamedTuple):
    """A sentence of an article: its number counts from 1 over the whole article."""

    number: int
    start: int
    end: int

    @property
    def span(self) -> Span:
        """The run of the cleaned text."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Chunk:
    """What an engine reads at once: whole sentences, and the lead that goes with every chunk."""

    article: Article
    index: int
    """From 0."""
    total: int
    sentences: tuple[Sentence, ...]
    lead: tuple[Sentence, ...] = ()
    """The title and first sentences of the article when they are not in `sentences`; citable like them."""

    @property
    def citable(self) -> tuple[Sentence, ...]:
        """Every sentence an engine may cite for this chunk, in order."""
        return self.lead + self.sentences
