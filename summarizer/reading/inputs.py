"""From what the user named (files, folders, globs, `-`) to files: lazily, in a fixed order, each file once."""

from __future__ import annotations

import glob
import os
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from summarizer.errors import InputError

ARTICLE_SUFFIXES = frozenset(
    {".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".shtml", ".docx", ".pdf"}
)
ROW_SUFFIXES = frozenset({".jsonl", ".ndjson", ".csv", ".tsv"})
STDIN = "-"


def iter_files(inputs: Iterable[str | Path], *, skip: Collection[str | Path] = ()) -> Iterator[Path | InputError]:
    """Yield every file that the inputs stand for, once, in the order given; folders and globs are sorted by name.

    A folder gives its files of a known suffix, at any depth; a file that is named is given whatever its suffix.
    Symbolic links are followed, loops are not. `-` comes back as the path `-`.

    Args:
        inputs: Files, folders, globs (`pages/**/*.html`), `-`.
        skip: Files to leave out, such as the output of the run itself.
    """
    seen = {os.path.realpath(path) for path in skip}
    for given in inputs:
        if str(given) == STDIN:
            yield Path(STDIN)
            continue
        for found in _expand(given):
            if isinstance(found, InputError):
                yield found
                continue
            real = os.path.realpath(found)
            if real not in seen:
                seen.add(real)
                yield found


def _expand(given: str | Path) -> Iterator[Path | InputError]:
    path = Path(given)
    if "\0" in str(given):
        yield InputError("no such file", source=str(given).replace("\0", "�"))
        return
    try:
        if path.is_dir():
            yield from _folder(path)
        elif path.exists() or path.is_symlink() or not glob.has_magic(str(given)):
            yield path
        else:
            yield from _matches(str(given))
    except OSError as error:
        yield InputError(_reason(error), source=given)


def _matches(pattern: str) -> Iterator[Path | InputError]:
    matches = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207  # Path.glob takes no absolute pattern
    for match in matches:
        yield from _folder(Path(match)) if Path(match).is_dir() else [Path(match)]
    if not matches:
        yield InputError("no file matches", source=pattern)


def _folder(folder: Path) -> Iterator[Path | InputError]:
    found = False
    for path in _walk(folder, frozenset()):
        found = True
        yield path
    if not found:
        known = " ".join(sorted(ARTICLE_SUFFIXES | ROW_SUFFIXES))
        yield InputError("no articles in this folder", source=folder, hint=f"it takes {known}")


def _walk(folder: Path, above: frozenset[str]) -> Iterator[Path | InputError]:
    """Files of a known suffix below `folder`; a folder that is one of those above it is a loop."""
    real = os.path.realpath(folder)
    if real in above:
        return
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield InputError(_reason(error), source=folder)
        return
    names = {entry.name for entry in entries}
    for entry in entries:
        if entry.name.startswith((".", "~$")):
            continue
        if _is_folder(entry):
            if not _belongs_to_saved_page(entry.name, names):
                yield from _walk(Path(entry.path), above | {real})
        elif Path(entry.name).suffix.lower() in ARTICLE_SUFFIXES | ROW_SUFFIXES:
            yield Path(entry.path)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a symbolic link that leads to itself
        return False


def _belongs_to_saved_page(name: str, names: set[str]) -> bool:
    """Browsers save the frames and advertisements of page.html in page_files/."""
    stem = name.removesuffix("_files").removesuffix(".files")
    return stem != name and not names.isdisjoint({f"{stem}.html", f"{stem}.htm"})


def _reason(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error)).lower()
