"""Tables as CSV files in one folder: UTF-8 with a byte order mark, so that Excel shows Chinese; RFC 4180 quoting."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from summarizer.errors import InputError
from summarizer.exporting.rebuilding import TableRows
from summarizer.exporting.sheets import CONTINUATIONS, Plain, SheetDecoder, SheetEncoder, sheet_tables
from summarizer.exporting.tables import TABLES, Row, Table
from summarizer.exporting.writing import TableWriter
from summarizer.vocabulary import Lang

ENCODING = "utf-8-sig"
MAX_FIELD = 2**31 - 1
"""For the reader, whose default of 131,072 characters is less than other programs may write."""


@contextmanager
def open_csv(folder: Path, *, lang: Lang) -> Iterator[TableWriter]:
    """Open one file for each table in a new folder."""
    folder.mkdir()
    with ExitStack() as stack:
        yield _CsvWriter(folder, SheetEncoder(lang), stack)


def read_csv(folder: Path) -> TableRows:
    """Read the tables of a folder.

    Raises:
        InputError: a file is missing or has another header.
    """
    continued = _records(folder / f"{CONTINUATIONS.name}.csv")
    decoder = SheetDecoder(continued)
    return {table.name: list(decoder.rows(table, _lines(folder / f"{table.name}.csv"))) for table in TABLES}


class _CsvWriter:
    def __init__(self, folder: Path, encoder: SheetEncoder, stack: ExitStack) -> None:
        self._encoder = encoder
        self._files = {}
        for table in sheet_tables():
            path = folder / f"{table.name}.csv"
            stream = stack.enter_context(path.open("w", encoding=ENCODING, newline=""))
            self._files[table.name] = csv.writer(stream)
            self._files[table.name].writerow(encoder.header(table))

    def write(self, table: Table, rows: list[Row]) -> None:
        cells, continued = self._encoder.encode(table, rows)
        self._files[table.name].writerows([_plain(cell) for cell in row] for row in cells)
        self._files[CONTINUATIONS.name].writerows(continued)


def _plain(cell: Plain) -> Plain:
    """Write TRUE as spreadsheets do, and 18, not 18.0."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return int(cell)
    return cell


def _lines(path: Path) -> Iterator[tuple[Plain, ...]]:
    csv.field_size_limit(MAX_FIELD)
    try:
        with path.open(encoding=ENCODING, newline="") as stream:
            yield from (tuple(line) for line in csv.reader(stream))
    except OSError as error:
        raise InputError(f"can't be read: {error.strerror}", source=path) from error


def _records(path: Path) -> list[dict[str, Plain]]:
    lines = _lines(path)
    next(lines, None)
    names = [column.name for column in CONTINUATIONS.columns]
    return [dict(zip(names, line, strict=True)) for line in lines]
