"""Tables as one Excel workbook: a sheet for each, with a frozen header, widths and filters. Needs the extra `xlsx`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from summarizer.errors import InputError
from summarizer.exporting.cells import escape_xml, unescape_xml
from summarizer.exporting.rebuilding import TableRows
from summarizer.exporting.sheets import CONTINUATIONS, Plain, SheetDecoder, SheetEncoder, sheet_tables
from summarizer.exporting.tables import TABLES, Column, Row, Table
from summarizer.exporting.writing import TableWriter, missing_extra
from summarizer.vocabulary import Lang

if TYPE_CHECKING:
    from openpyxl import Workbook

MAX_SHEET_ROWS = 1_048_576
"""Header included; more rows go to a further sheet, `evidence (2)`. Source: Microsoft, "Excel specifications"."""

EARLIEST_DAY = date(1900, 3, 1)
"""Before it Excel counts a day that never was; earlier days stay text."""

_WIDTHS = {"key": 9, "int": 9, "number": 10, "bool": 9, "day": 12, "text": 18, "list": 24}
_WIDE = 48


@contextmanager
def open_workbook(path: Path, *, lang: Lang, max_rows: int = MAX_SHEET_ROWS) -> Iterator[TableWriter]:
    """Open a workbook that streams its rows to disk.

    Raises:
        ConfigError: openpyxl is not installed.
    """
    try:
        from openpyxl import Workbook
    except ImportError as error:
        raise missing_extra("openpyxl", "xlsx") from error
    book = Workbook(write_only=True)
    writer = _WorkbookWriter(book, lang, max_rows)
    try:
        yield writer
    except BaseException:
        # Each sheet is a file being written: left open, it complains when it is collected.
        for sheet in book.worksheets:
            sheet.close()
        raise
    writer.finish()
    book.save(path)


def read_workbook(path: Path) -> TableRows:
    """Read the tables of a workbook.

    Raises:
        ConfigError: openpyxl is not installed.
        InputError: it is not a workbook that this program wrote.
    """
    try:
        from openpyxl import load_workbook
    except ImportError as error:
        raise missing_extra("openpyxl", "xlsx") from error
    try:
        book = load_workbook(path, read_only=True)
    except (OSError, KeyError, ValueError, BadZipFile) as error:
        raise InputError("is not a workbook that can be read", source=path) from error
    try:
        names = [column.name for column in CONTINUATIONS.columns]
        rest = [dict(zip(names, line, strict=True)) for line in list(_lines(book, CONTINUATIONS))[1:]]
        decoder = SheetDecoder(rest, unescape=unescape_xml)
        return {table.name: list(decoder.rows(table, _lines(book, table))) for table in TABLES}
    finally:
        book.close()


class _Sheet:
    """One table, over as many sheets as its rows need."""

    def __init__(self, book: Workbook, table: Table, title: str, header: list[str], max_rows: int) -> None:
        self._book, self._table, self._title, self._header, self._max_rows = book, table, title, header, max_rows
        self._number, self._rows = 0, 0
        self._sheet: Any = None
        self._open()

    def append(self, cells: list[Plain]) -> None:
        if self._rows == self._max_rows:
            self.finish()
            self._open()
        self._rows += 1
        self._sheet.append([self._cell(*both) for both in zip(self._table.columns, cells, strict=True)])

    def finish(self) -> None:
        from openpyxl.utils import get_column_letter

        self._sheet.auto_filter.ref = f"A1:{get_column_letter(len(self._header))}{self._rows}"

    def _open(self) -> None:
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Font
        from openpyxl.utils import get_column_letter

        self._number += 1
        suffix = f" ({self._number})" if self._number > 1 else ""
        self._sheet = self._book.create_sheet(self._title + suffix)
        self._sheet.freeze_panes = "B2"
        for number, column in enumerate(self._table.columns, start=1):
            self._sheet.column_dimensions[get_column_letter(number)].width = _width(column)
        cells = []
        for title in self._header:
            cell = WriteOnlyCell(self._sheet, title)
            cell.font = Font(bold=True)
            cells.append(cell)
        self._sheet.append(cells)
        self._rows = 1

    def _cell(self, column: Column, value: Plain) -> Any:
        from openpyxl.cell import WriteOnlyCell

        if isinstance(value, str):
            day = _excel_day(value) if column.kind == "day" else None
            if not day and not value.startswith(("=", "#")):
                return value
            cell = WriteOnlyCell(self._sheet, day or value)
            # The library takes `=` and `#N/A` for more than text; every text of ours is text.
            cell.data_type = "d" if day else "s"
            if day:
                cell.number_format = "yyyy-mm-dd"
            return cell
        if isinstance(value, float):
            # As digits: the library would round to 16 of them, one too few for the way back.
            cell = WriteOnlyCell(
                self._sheet, repr(int(value)) if abs(value) < 1e15 and value.is_integer() else repr(value)
            )
            cell.data_type = "n"
            return cell
        return value


class _WorkbookWriter:
    def __init__(self, book: Workbook, lang: Lang, max_rows: int) -> None:
        self._encoder = SheetEncoder(lang, escape=escape_xml)
        self._sheets = {
            table.name: _Sheet(book, table, table.title(lang), self._encoder.header(table), max_rows)
            for table in sheet_tables()
        }

    def write(self, table: Table, rows: list[Row]) -> None:
        cells, continued = self._encoder.encode(table, rows)
        for line in cells:
            self._sheets[table.name].append(line)
        for line in continued:
            self._sheets[CONTINUATIONS.name].append(line)

    def finish(self) -> None:
        for sheet in self._sheets.values():
            sheet.finish()


def _width(column: Column) -> int:
    return _WIDE if column.wide else _WIDTHS[column.kind]


def _excel_day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day >= EARLIEST_DAY else None


def _lines(book: Workbook, table: Table) -> Iterator[tuple[Plain, ...]]:
    """Yield the lines of a table's sheets under one header."""
    titles = (table.name, table.zh)
    sheets = [sheet for sheet in book if sheet.title.split(" (")[0] in titles]
    if not sheets:
        raise InputError(f"has no sheet {table.name}", source="workbook")
    further = (sheet.iter_rows(values_only=True, min_row=2) for sheet in sheets[1:])
    for line in chain(sheets[0].iter_rows(values_only=True), *further):
        yield tuple(cell.date().isoformat() if isinstance(cell, datetime) else cell for cell in line)
