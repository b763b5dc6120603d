"""Which articles are examined: a fixture split, or a user's own two folders.

An article and its label share the file name without its ending: `articles/d05_renewal.html`, `labels/d05_renewal.json`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from evals.labels import Label, load_label
from summarizer.errors import InputError

FIXTURES = Path(__file__).parents[1] / "fixtures"

SplitChoice = Literal["dev", "test", "practice", "calibration", "all"]
"""`all` is dev and test, what the reports and the baseline are about; `calibration` says how sure a value is."""

OWN = "own"
"""The name of the split that a user's own articles make."""


@dataclass(frozen=True, slots=True)
class Case:
    """One labelled article."""

    id: str
    split: str
    label_path: Path
    label: Label
    article_path: Path | None
    """None when the label has no article: the case fails."""
    reply_path: Path | None = None
    """Where its recorded replies are or would be."""


def fixture_cases(split: SplitChoice, *, root: Path = FIXTURES) -> list[Case]:
    """Return the cases of one split or of both, in order of their ids.

    Raises:
        InputError: a folder is missing or empty, or a label can't be read.
    """
    splits = ("dev", "test") if split == "all" else (split,)
    return [
        case
        for name in splits
        for case in folder_cases(
            root / name / "articles", root / name / "labels", split=name, replies=root / name / "replies"
        )
    ]


def folder_cases(articles: Path, labels: Path, *, split: str = OWN, replies: Path | None = None) -> list[Case]:
    """Return a case for every label of a folder; articles without a label are left out.

    Raises:
        InputError: a folder is missing or holds no label, two articles have one name, or a label can't be read.
    """
    article_paths = _by_stem(articles)
    return [
        Case(
            id=path.stem,
            split=split,
            label_path=path,
            label=load_label(path),
            article_path=article_paths.get(path.stem),
            reply_path=replies / f"{path.stem}.json" if replies else None,
        )
        for path in label_paths(labels)
    ]


def label_paths(folder: Path) -> list[Path]:
    """Return the label files of a folder, by name.

    Raises:
        InputError: it is not a folder, or holds none.
    """
    paths = [path for path in _files(folder) if path.suffix == ".json"]
    if not paths:
        raise InputError("holds no label (*.json)", source=folder)
    return paths


def select(cases: list[Case], ids: list[str]) -> list[Case]:
    """Return the cases whose id is, or starts with, one of `ids`; all of them when there are none.

    Raises:
        InputError: one of `ids` fits no case.
    """
    for wanted in ids:
        if not any(case.id.startswith(wanted) for case in cases):
            raise InputError("no such article among the labels", source=wanted)
    return [case for case in cases if not ids or any(case.id.startswith(wanted) for wanted in ids)]


def _by_stem(folder: Path) -> dict[str, Path]:
    found: dict[str, Path] = {}
    for path in _files(folder):
        if path.stem in found:
            raise InputError(f"has the same name as {found[path.stem].name}", source=path)
        found[path.stem] = path
    return found


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise InputError("is not a folder", source=folder)
    return sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
