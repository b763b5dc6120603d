"""`adopt`: labels corrected on the review page become fixtures."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer


def adopt(
    files: Annotated[list[Path], typer.Argument(help="Label files saved on the review page.")],
    split: Annotated[Literal["dev", "test"], typer.Option(help="The split they join.")] = "dev",
    why: Annotated[str | None, typer.Option(help="What the articles are there to test, in English.")] = None,
    unchecked: Annotated[bool, typer.Option("--unchecked", help="Also labels not marked as checked.")] = False,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace labels that exist.")] = False,
) -> None:
    """Copy articles and labels saved on the review page into the fixtures, once every quote is found in its text."""
    from evals import adopt as adopting

    labels = [label for path in files for label in adopting.load_page_labels(path)]
    wanted = [label for label in labels if label.checked or unchecked]
    if why:
        wanted = [label.model_copy(update={"why": why}) for label in wanted]
    for adopted in adopting.adopt(wanted, split=split, overwrite=overwrite):
        lost = f" (its file does not tell: {', '.join(adopted.lost)})" if adopted.lost else ""
        typer.echo(f"{adopted.label_path}{lost}", err=True)
    if len(wanted) < len(labels):
        typer.echo(f"{len(labels) - len(wanted)} left out: not marked as checked (--unchecked takes them)", err=True)
