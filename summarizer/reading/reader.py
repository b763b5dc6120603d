"""The reading stage put together: bytes, files, rows and folders to Articles; every failure is one InputError."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from summarizer.article import Article
from summarizer.errors import InputError
from summarizer.patterns import late
from summarizer.reading.cleaning import clean, says_something
from summarizer.reading.encoding import LOST, Decoded, declared_charset, decode, replace_surrogates
from summarizer.reading.inputs import ROW_SUFFIXES, STDIN, iter_files
from summarizer.reading.metadata import LABELLED, MACHINE, Clues, find_day, organisation_name
from summarizer.schema import ArticleWarning

if TYPE_CHECKING:
    from summarizer.reading.documents import PlainDocument
    from summarizer.reading.html import WebPage
    from summarizer.reading.rows import Row

Skim = Callable[[str, str, str], bool]
"""Takes id, source and SHA-256 of a file."""

LARGEST_FILE = 20_000_000
"""Bytes of one article's file; saved pages with their pictures inside stay below."""
_ONE_READ = 65_536
"""Bytes asked for first: hardly a page has more, and room for the largest file takes a while to get."""
LONGEST_TEXT = 1_000_000
"""Characters of one article; the longest newspaper features have twenty thousand."""

_HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".shtml"})
_DOCUMENT_SUFFIXES = frozenset({".docx", ".pdf"})
_MARKDOWN_SUFFIXES = frozenset({".md", ".markdown"})
_HTML_START = late(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_HTML_FIELD = late(r"<(?:p|div|br|table|span|section|article|ul|html|body|h[1-6])(?:\s[^<>]*)?/?>", re.I)


def read_article(
    source: str | Path | bytes, *, published: date | None = None, article_id: str | None = None
) -> Article:
    """Read one article.

    Args:
        source: A path, `-` for standard input, or the bytes of a page. Text that is already decoded goes to
            `read_text`: a `str` here is always a path.
        published: The publication date, for pages that do not tell it.
        article_id: The article's id; the stem of the file name by default.

    Raises:
        InputError: the source can't be read as one article.
    """
    if isinstance(source, bytes):
        return read_bytes(source, published=published, article_id=article_id)
    if str(source) == STDIN:
        raw = _read_limited(sys.stdin.buffer, "standard input")
        return read_bytes(raw, name="standard input", published=published, article_id=article_id or "stdin")
    path = Path(source)
    if path.suffix.lower() in ROW_SUFFIXES:
        return _only_row(path, published=published, article_id=article_id)
    return read_bytes(
        _read_file(path), name=str(source), suffix=path.suffix, published=published, article_id=article_id or path.stem
    )


def read_bytes(
    raw: bytes,
    *,
    name: str = "<bytes>",
    suffix: str | None = None,
    published: date | None = None,
    article_id: str | None = None,
) -> Article:
    """Read one article from the bytes of its file.

    Args:
        raw: The whole file.
        name: What the article's source is called, in the result and in errors.
        suffix: The file name's ending (`.html`), which tells the format; without one the bytes tell it.
        published: The publication date, for pages that do not tell it.
        article_id: The article's id; by default the first sixteen digits of the bytes' SHA-256.

    Raises:
        InputError: the bytes can't be read as one article.
    """
    if not raw.strip(b" \t\r\n\x0b\x0c"):
        raise InputError("the file is empty" if not raw else "the file holds only white space", source=name)
    if len(raw) > LARGEST_FILE:
        raise _too_large(name)
    digest = sha256(raw).hexdigest()
    draft = _Draft(article_id or digest[:16], name, digest, published)
    suffix = (suffix or _suffix_of(raw)).lower()
    if suffix in _DOCUMENT_SUFFIXES:
        return draft.finish_document(_read_document(raw, suffix, name))
    decoded = decode(raw, declared=declared_charset(raw) if b"<" in raw[:512] else None, source=name)
    draft.note_decoding(decoded)
    if suffix in _HTML_SUFFIXES or _starts_as_html(decoded.text):
        return draft.finish_html(decoded.text)
    if suffix in _MARKDOWN_SUFFIXES:
        from summarizer.reading.documents import read_markdown  # imported here: most inputs are pages

        return draft.finish_document(read_markdown(decoded.text))
    return draft.finish(decoded.text)


def read_text(
    text: str, *, name: str = "<text>", published: date | None = None, article_id: str | None = None
) -> Article:
    """Read one article from text that is already decoded; HTML is recognised by its tags.

    Raises:
        InputError: there is no text in it.
    """
    raw = replace_surrogates(text).encode()
    digest = sha256(raw).hexdigest()
    draft = _Draft(article_id or digest[:16], name, digest, published)
    return draft.finish_html(text) if _looks_like_html(text) else draft.finish(text)


def iter_articles(
    inputs: Iterable[str | Path],
    *,
    published: date | None = None,
    skip: Collection[str | Path] = (),
    skim: Skim | None = None,
) -> Iterator[Article | InputError]:
    """Read articles one after the other, lazily; what can't be read comes as an InputError in its place.

    Ids are file stems; rows have their own id or `<stem>-<row>`. An id that was given before is followed by eight
    digits of the SHA-256 of the article's source, so the same inputs always give the same ids.

    Args:
        inputs: Files, folders (recursive), globs, and `-` for standard input.
        published: The publication date, for pages that do not tell it.
        skip: Files to leave out, such as the output of the run itself.
        skim: Says, from id, source and SHA-256, which files need not be read as articles; those come without text.
    """
    given: set[str] = set()
    for path in iter_files(inputs, skip=skip):
        if skim is not None and isinstance(path, Path) and (skimmed := _skimmed(path, given, skim)) is not None:
            yield skimmed
            continue
        for article in [path] if isinstance(path, InputError) else _articles_of(path, published):
            yield article if isinstance(article, InputError) else _with_unique_id(article, given)


def _skimmed(path: Path, given: set[str], skim: Skim) -> Article | None:
    """Return a file as an article without text, if that will do: a page takes milliseconds, its hash microseconds."""
    if str(path) == STDIN or path.suffix.lower() in ROW_SUFFIXES:
        return None
    try:
        digest = sha256(_read_file(path)).hexdigest()
    except InputError:
        return None
    name = _unique_id(path.stem, str(path), given)
    if not skim(name, str(path), digest):
        return None
    given.add(name)
    return Article(id=name, source=str(path), sha256=digest, text="")


def _with_unique_id(article: Article, given: set[str]) -> Article:
    name = _unique_id(article.id, article.source, given)
    given.add(name)
    return article if name == article.id else _renamed(article, name)


def _unique_id(name: str, source: str, given: set[str]) -> str:
    if name in given:
        name = f"{name}-{sha256(source.encode(errors='surrogateescape')).hexdigest()[:8]}"
    number = 2
    while name in given:
        name = f"{name.rstrip('0123456789')}{number}" if number > 2 else f"{name}-{number}"
        number += 1
    return name


def _renamed(article: Article, name: str) -> Article:
    return replace(article, id=name)


def _articles_of(path: Path, published: date | None) -> Iterator[Article | InputError]:
    try:
        if str(path) == STDIN:
            yield from _stdin_articles(published)
        elif path.suffix.lower() in ROW_SUFFIXES:
            yield from _row_articles(path, published)
        else:
            yield read_article(path, published=published)
    except InputError as error:
        yield error


def _stdin_articles(published: date | None) -> Iterator[Article | InputError]:
    raw = _read_limited(sys.stdin.buffer, "standard input")
    if raw.lstrip()[:1] == b"{":
        from summarizer.reading.rows import iter_jsonl  # imported here: most inputs are pages

        rows = iter_jsonl(BytesIO(raw), source="standard input")
        yield from _finished_rows(rows, stem="stdin", source="standard input", published=published)
    else:
        yield read_bytes(raw, name="standard input", published=published, article_id="stdin")


# --- files ----------------------------------------------------------------------------------------------------------


def _read_file(path: Path) -> bytes:
    with _opened(path) as stream:
        return _read_limited(stream, str(path))


def _opened(path: Path) -> BinaryIO:
    try:
        if path.is_dir():
            raise InputError("this is a folder", source=path, hint="`summarizer run` reads folders")
        return path.open("rb")
    except FileNotFoundError as error:
        raise InputError("no such file", source=_shown(path)) from error
    except (OSError, ValueError) as error:
        raise InputError((getattr(error, "strerror", None) or str(error)).lower(), source=_shown(path)) from error


def _shown(path: Path) -> str:
    """A text that was taken for a path is not printed whole."""
    name = str(path)
    return name if len(name) <= 200 else name[:80] + "…"


def _read_limited(stream: BinaryIO, name: str) -> bytes:
    try:
        raw = stream.read(_ONE_READ)
        if len(raw) == _ONE_READ:
            raw += stream.read(LARGEST_FILE + 1 - _ONE_READ)
    except OSError as error:
        raise InputError((error.strerror or "unreadable").lower(), source=name) from error
    if len(raw) > LARGEST_FILE:
        raise _too_large(name)
    return raw


def _too_large(name: str) -> InputError:
    return InputError(f"larger than {LARGEST_FILE // 1_000_000} MB, no single article is", source=name, hint="split it")


def _suffix_of(raw: bytes) -> str:
    """The format of bytes that come without a name."""
    if raw.startswith(b"%PDF-"):
        return ".pdf"
    return ".docx" if raw.startswith(b"PK\x03\x04") and b"word/" in raw else ""


# --- rows -----------------------------------------------------------------------------------------------------------


def _row_articles(path: Path, published: date | None) -> Iterator[Article | InputError]:
    from summarizer.reading.rows import iter_csv, iter_jsonl  # imported here: most inputs are pages

    read: Callable[..., Iterator[Row | InputError]]
    read = iter_jsonl if path.suffix.lower() in (".jsonl", ".ndjson") else iter_csv
    with _opened(path) as stream:
        rows = read(stream, source=str(path))
        empty = True
        for article in _finished_rows(rows, stem=path.stem, source=str(path), published=published):
            empty = False
            yield article
    if empty:
        yield InputError("no rows in it", source=path)


def _finished_rows(
    rows: Iterator[Row | InputError], *, stem: str, source: str, published: date | None
) -> Iterator[Article | InputError]:
    for row in rows:
        if isinstance(row, InputError):
            yield row
            continue
        where = f"{source}#{row.number}"
        draft = _Draft(row.id or f"{stem}-{row.number}", row.url or where, row.sha256, published)
        try:
            yield draft.finish_row(row)
        except InputError as error:
            yield InputError(error.reason, source=where, hint=error.hint)


def _only_row(path: Path, *, published: date | None, article_id: str | None) -> Article:
    articles = _row_articles(path, published)
    first = next(articles)
    if next(articles, None) is not None:
        raise InputError("a file of many articles", source=path, hint="`summarizer run` reads them all")
    if isinstance(first, InputError):
        raise first
    return _renamed(first, article_id) if article_id else first


# --- one article ----------------------------------------------------------------------------------------------------


def _starts_as_html(text: str) -> bool:
    start = text[:4096]
    return start.lstrip()[:1] == "<" and _HTML_START.match(start) is not None


def _looks_like_html(text: str) -> bool:
    return _starts_as_html(text) or len(_HTML_FIELD.findall(text[:20_000])) >= 2


def _read_document(raw: bytes, suffix: str, name: str) -> PlainDocument:
    from summarizer.reading.documents import read_docx, read_pdf  # imported here: most inputs are pages

    return read_docx(raw, source=name) if suffix == ".docx" else read_pdf(raw, source=name)


def _read_html(markup: str) -> WebPage:
    from summarizer.reading.html import read_html  # imported here: plain text needs no parser of HTML

    return read_html(markup)


class _Draft:
    """An article on its way: where it comes from, and the clues and warnings met so far."""

    def __init__(self, article_id: str, source: str, digest: str, published: date | None) -> None:
        self._id = article_id
        self._source = source
        self._digest = digest
        self._published = published
        self._clues = Clues()
        self._warnings: list[ArticleWarning] = []
        self._lost = 0

    def note_decoding(self, decoded: Decoded) -> None:
        """Remember what the decoder lost, and whether the page lied about its encoding."""
        self._lost = decoded.replaced
        if decoded.mismatch:
            self._warn("encoding_mismatch", f"the page declares another encoding, it was read as {decoded.encoding}")

    def finish_document(self, document: PlainDocument) -> Article:
        """Finish from lines whose markup names the title."""
        return self.finish(document.text, title=document.title)

    def finish_html(self, markup: str) -> Article:
        """Finish from a web page, or from a field that holds markup."""
        page = _read_html(replace_surrogates(markup))
        for stamp in page.dates:
            self._clues.note_date(stamp, MACHINE)
        self._clues.sources_of_markup.extend(page.sources)
        for line in page.foot:
            self._clues.read_owner(line)
        self._clues.note_sites(page.sites)
        if not page.text.strip():
            raise InputError("no text in the page", source=self._source, hint="a frame, or filled in by a script?")
        return self.finish(page.text, title=page.title)

    def finish_row(self, row: Row) -> Article:
        """Finish from a row; its columns beat what its text says."""
        if row.published and (day := find_day(row.published)):
            self._clues.dates.append((LABELLED - 1, day))
        if row.publisher:
            self._clues.issuers.insert(0, organisation_name(row.publisher) or row.publisher)
        if not _looks_like_html(row.text):
            return self.finish(row.text, title=row.title)
        page = _read_html(row.text)
        return self.finish(page.text, title=row.title or page.title)

    def finish(self, text: str, *, title: str | None = None) -> Article:
        """Clean the text and put the article together."""
        if len(text) > LONGEST_TEXT:
            reason = f"{len(text):,} characters of text, no single article has more than {LONGEST_TEXT:,}"
            raise InputError(reason, source=self._source, hint="split it")
        cleaned = clean(text, title=title, clues=self._clues)
        if not says_something(cleaned.text):
            raise InputError("no text in it", source=self._source)
        published = cleaned.published or self._published
        self._warn_of_losses(cleaned.text)
        if cleaned.was_traditional:
            self._warn("traditional_converted", "the page is in Traditional script; text and quotes are in Simplified")
        if published is None:
            self._warn("publication_date_unknown", "the page does not tell when it was published; see --published")
        return Article(
            id=self._id,
            source=self._source,
            sha256=self._digest,
            text=cleaned.text,
            title=cleaned.title,
            published=published,
            publisher=cleaned.publisher,
            warnings=tuple(self._warnings),
        )

    def _warn_of_losses(self, text: str) -> None:
        lost = max(self._lost, text.count(LOST))
        if lost:
            self._warn("characters_replaced", f"{lost} unreadable or lost characters stand as {LOST}")

    def _warn(self, code: str, message: str) -> None:
        self._warnings.append(ArticleWarning(code=code, message=message))
