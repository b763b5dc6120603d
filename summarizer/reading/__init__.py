"""Bytes to Article (HTML and text; documents, rows and folders follow)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path

from summarizer.article import Article
from summarizer.errors import InputError
from summarizer.reading.cleaning import clean
from summarizer.reading.encoding import declared_charset, decode
from summarizer.reading.html import read_html
from summarizer.reading.metadata import MACHINE, Clues
from summarizer.schema import ArticleWarning


def read_article(
    source: str | Path | bytes, *, published: date | None = None, article_id: str | None = None
) -> Article:
    """Read one file or the bytes of one."""
    name = "<bytes>" if isinstance(source, bytes) else str(source)
    try:
        raw = source if isinstance(source, bytes) else Path(source).read_bytes()
    except OSError as error:
        raise InputError(error.strerror or "unreadable", source=name) from error
    decoded = decode(raw, declared=declared_charset(raw) if b"<" in raw[:200] else None, source=name)
    clues = Clues()
    text, title = decoded.text, None
    if name.endswith((".html", ".htm")) or decoded.text.lstrip()[:15].lower().startswith(("<!doctype html", "<html")):
        page = read_html(decoded.text)
        text, title = page.text, page.title
        for stamp in page.dates:
            clues.note_date(stamp, MACHINE)
        clues.sources.extend(page.sources)
        clues.note_sites(page.sites)
        for line in page.foot:
            clues.read_owner(line)
    cleaned = clean(text, title=title, clues=clues)
    if not cleaned.text:
        raise InputError("no text in it", source=name)
    day = published or cleaned.published
    warnings = []
    if decoded.replaced:
        warnings.append(
            ArticleWarning(code="characters_replaced", message=f"{decoded.replaced} characters were unreadable")
        )
    if day is None:
        warnings.append(ArticleWarning(code="publication_date_unknown", message="the page tells no publication date"))
    return Article(
        id=article_id or Path(name).stem,
        source=name,
        sha256=sha256(raw).hexdigest(),
        text=cleaned.text,
        title=cleaned.title,
        published=day,
        publisher=cleaned.publisher,
        warnings=tuple(warnings),
    )


def iter_articles(inputs: Iterable[str | Path], *, published: date | None = None) -> Iterator[Article | InputError]:
    """Read files one after the other."""
    for source in inputs:
        paths = (
            sorted(path for path in Path(source).rglob("*") if path.is_file()) if Path(source).is_dir() else [source]
        )
        for path in paths:
            try:
                yield read_article(path, published=published)
            except InputError as error:
                yield error


__all__ = ["iter_articles", "read_article"]
