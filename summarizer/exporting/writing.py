"""What every kind of table file shares: rows gathered into batches, and a target that appears only when it is whole."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from summarizer.errors import ConfigError, OutputError
from summarizer.exporting.tables import TABLES, Row, RowMaker, Table
from summarizer.schema import ArticleSummary

BATCH_ROWS = 5_000
"""Rows of one table held in memory. 5,000 articles of 3,000 characters are about 30 MB."""


class TableWriter(Protocol):
    """Takes rows in batches, table by table, owners before what they own."""

    def write(self, table: Table, rows: list[Row]) -> None:
        """Write rows whose cells are in the order of the table's columns."""
        ...


def write_rows(summaries: Iterable[ArticleSummary], writer: TableWriter) -> int:
    """Write the rows of all summaries; return how many summaries there were."""
    maker, written = RowMaker(), 0
    waiting: dict[str, list[Row]] = {table.name: [] for table in TABLES}
    for summary in summaries:
        written += 1
        for table, row in maker.rows(summary):
            waiting[table.name].append(row)
        # All tables at once: a row never comes before the row that its key names.
        if max(len(rows) for rows in waiting.values()) >= BATCH_ROWS:
            _flush(waiting, writer)
    _flush(waiting, writer)
    return written


def _flush(waiting: dict[str, list[Row]], writer: TableWriter) -> None:
    for table in TABLES:
        if waiting[table.name]:
            writer.write(table, waiting[table.name])
            waiting[table.name] = []


@contextmanager
def replacing(target: Path, *, overwrite: bool) -> Iterator[Path]:
    """Yield a path beside `target` to write to; it takes the target's place when all went well, else it is removed.

    Raises:
        OutputError: the target exists and `overwrite` is false, or can't be written.
    """
    if not overwrite and target.exists() and not _is_empty_folder(target):
        raise OutputError("exists already", path=target, hint="choose another -o, or add --overwrite")
    partial = target.with_name(f".{target.name}.partial")
    _remove(partial)
    try:
        yield partial
        _put(partial, target)
    except OSError as error:
        raise OutputError(f"can't be written: {error.strerror or error}", path=target) from error
    finally:
        _remove(partial)


def missing_extra(package: str, extra: str) -> ConfigError:
    """Return the error for a library that is not installed."""
    return ConfigError(f"{package} is not installed", hint=f"pip install 'summarizer[{extra}]'")


def _put(partial: Path, target: Path) -> None:
    """Move into place; files that others put into a target folder stay."""
    if partial.is_dir() and target.is_dir():
        for path in partial.iterdir():
            path.replace(target / path.name)
    else:
        partial.replace(target)


def _is_empty_folder(path: Path) -> bool:
    return path.is_dir() and not any(path.iterdir())


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
