"""Corrected articles become fixtures: label files of the review page → an article and its label in a split.

A file holds one label or a list of them; each carries the cleaned text it was made on. The page the article came from
is taken when it is still there (same hash), because it tells more than its text: date, publisher, furniture.
Nothing is written unless every label stands in the text that the reader gets from what would be written.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pydantic import ConfigDict, TypeAdapter, ValidationError

from evals.cases import FIXTURES
from evals.labels import Label, LabelError, LabelFault, LabelledArticle, check_label, json_path
from summarizer.article import Article
from summarizer.errors import InputError
from summarizer.reading import read_article

_SAFE_ID = re.compile(r"[\w.-]{1,80}")


class PageArticle(LabelledArticle):
    """The article of a label as the review page saves it: with its text, and where its page was."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    text: str
    source: str | None = None
    sha256: str | None = None


class PageLabel(Label):
    """A label as the review page saves it."""

    article: PageArticle
    checked: bool = True
    """False for a draft that nobody has marked as checked."""


@dataclass(frozen=True, slots=True)
class Adopted:
    """One article that became a fixture."""

    article_path: Path
    label_path: Path
    lost: tuple[str, ...]
    """What the label says about the article and its file does not: `published`, `publisher` or `title`."""


_LABELS: TypeAdapter[PageLabel | tuple[PageLabel, ...]] = TypeAdapter(PageLabel | tuple[PageLabel, ...])


def load_page_labels(path: Path) -> tuple[PageLabel, ...]:
    """Read one label, or a list of them, saved on the review page.

    Raises:
        LabelError: the file holds something else; tells where.
        InputError: the file can't be read.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(error.strerror or "can't be read", source=path) from error
    try:
        read = _LABELS.validate_json(content.removeprefix(b"\xef\xbb\xbf"))
    except ValidationError as error:
        faults = tuple(LabelFault(json_path(entry["loc"]), entry["msg"]) for entry in error.errors())
        raise LabelError(faults, source=path) from error
    return read if isinstance(read, tuple) else (read,)


def adopt(labels: Iterable[PageLabel], *, split: str, root: Path = FIXTURES, overwrite: bool = False) -> list[Adopted]:
    """Write each label and its article into a split; all of them or none.

    Raises:
        LabelError: evidence does not stand in the text that the reader gets.
        InputError: an id is no file name, or is taken by another article, or by a label and `overwrite` is false.
    """
    ready = [_prepare(label, root / split, overwrite=overwrite) for label in labels]
    for one in ready:
        for path, content in ((one.article_path, one.article), (one.label_path, one.label)):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    return [Adopted(one.article_path, one.label_path, one.lost) for one in ready]


@dataclass(frozen=True, slots=True)
class _Ready:
    article_path: Path
    article: bytes
    label_path: Path
    label: bytes
    lost: tuple[str, ...]


def _prepare(label: PageLabel, folder: Path, *, overwrite: bool) -> _Ready:
    name = label.article.id
    if not _SAFE_ID.fullmatch(name) or name.startswith("."):
        raise InputError("the id can't name a file", source=name)
    content, suffix = _page_of(label.article)
    article = _read_as_fixture(content, f"{name}{suffix}", name)
    faults = check_label(label, article_id=name, text=article.text)
    if faults:
        raise LabelError(tuple(faults), source=Path(name))
    article_path = _place_of(content, name, suffix, folder / "articles")
    label_path = folder / "labels" / f"{name}.json"
    if label_path.exists() and not overwrite:
        raise InputError("has a label already", source=label_path, hint="--overwrite replaces it")
    return _Ready(article_path, content, label_path, _label_as_json(label), _lost(label.article, article))


def _page_of(article: PageArticle) -> tuple[bytes, str]:
    """Return the page and the ending of its name; the cleaned text when the page is gone or has changed."""
    source = Path(article.source or "")
    if article.sha256 and source.is_file():
        content = source.read_bytes()
        if hashlib.sha256(content).hexdigest() == article.sha256:
            return content, source.suffix
    return article.text.encode(), ".txt"


def _read_as_fixture(content: bytes, file_name: str, name: str) -> Article:
    with TemporaryDirectory() as folder:
        path = Path(folder) / file_name
        path.write_bytes(content)
        return read_article(path, article_id=name)


def _place_of(content: bytes, name: str, suffix: str, folder: Path) -> Path:
    """Return where the article goes: where it stands already, if it does."""
    for path in folder.glob("*"):
        if path.stem == name:
            if path.read_bytes() != content:
                raise InputError("is another article with this id", source=path, hint="rename one of them")
            return path
    return folder / f"{name}{suffix}"


def _label_as_json(label: PageLabel) -> bytes:
    """Return the label as people keep it: quotes without offsets, which a change of cleaning would break."""
    kept: dict[str, Any] = {
        "schema_version": label.schema_version,
        "article": label.article.model_dump(include={"id", "title", "published", "publisher"}),
        "why": label.why,
        "agreements": _without_offsets(label.model_dump(mode="json")["agreements"]),
    }
    return (json.dumps(kept, ensure_ascii=False, indent=1) + "\n").encode()


def _without_offsets(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_offsets(one) for one in value]
    if not isinstance(value, dict):
        return value
    dropped = ("start", "end") if "quote" in value else ()
    return {name: _without_offsets(one) for name, one in value.items() if name not in dropped}


def _lost(told: PageArticle, article: Article) -> tuple[str, ...]:
    published = article.published.isoformat() if article.published else None
    pairs = {
        "published": (told.published, published),
        "publisher": (told.publisher, article.publisher),
        "title": (told.title, article.title),
    }
    return tuple(name for name, (said, read) in pairs.items() if said is not None and said != read)
