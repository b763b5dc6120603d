"""What formats with types of their own share: days are days, lists are lists, codes in the language asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from summarizer.errors import InputError
from summarizer.exporting.tables import Cell, Column, Row, Table
from summarizer.vocabulary import LANGS, Lang


def to_typed(table: Table, rows: Iterable[Row], *, lang: Lang) -> Iterator[list[Any]]:
    """Yield the rows with dates for days, lists for tuples, and Chinese names for codes if asked for.

    Raises:
        InputError: a day is not in the calendar.
    """
    for row in rows:
        yield [_typed(column, cell, lang) for column, cell in zip(table.columns, row, strict=True)]


def from_typed(table: Table, header: Sequence[str], rows: Iterable[Sequence[Any]], *, source: Path) -> list[Row]:
    """Take back `to_typed`, the columns in any order.

    Raises:
        InputError: the header is not this table's.
    """
    for lang in LANGS:
        places = {title: number for number, title in enumerate(header)}
        if {column.title(lang) for column in table.columns} == set(places):
            order = [(column, places[column.title(lang)]) for column in table.columns]
            return [tuple(_plain(column, row[place], lang) for column, place in order) for row in rows]
    raise InputError(f"the columns of {table.name} are not those this program writes", source=source)


def _typed(column: Column, cell: Cell, lang: Lang) -> Any:
    if column.kind == "day" and isinstance(cell, str):
        try:
            return date.fromisoformat(cell)
        except ValueError as error:
            raise InputError(f"{column.name} is not a calendar day: {cell}", source="summary") from error
    if isinstance(cell, tuple):
        return list(cell)
    if column.codes and lang == "zh" and isinstance(cell, str):
        return column.codes.get(cell, cell)
    return cell


def _plain(column: Column, cell: Any, lang: Lang) -> Cell:
    if isinstance(cell, date):
        return cell.isoformat()
    if column.kind == "list":
        return tuple(cell or ())
    if column.kind == "bool" and cell is not None:
        return bool(cell)
    names = {zh: code for code, zh in column.codes.items()} if column.codes and lang == "zh" else {}
    plain: Cell = names.get(cell, cell)
    return plain
