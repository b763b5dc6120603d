"""What CSV files and workbooks share: guarded cells, long texts continued elsewhere, headers in either language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import cast

from summarizer.errors import InputError
from summarizer.exporting.cells import CONTINUED, encode_pieces, guard, join_list, split_list, unguard
from summarizer.exporting.tables import TABLES, Cell, Column, Row, Table
from summarizer.vocabulary import Lang

CONTINUATIONS = Table(
    "continued",
    "续文",
    (
        Column("table", "text", "表"),
        Column("key", "key", "行号"),
        Column("column", "text", "列"),
        Column("part", "int", "段"),
        Column("text", "text", "文本", wide=True),
    ),
)
"""The rest of texts that are longer than a cell: append the parts to the cell of that table, key and column."""

Plain = str | int | float | bool | None
"""What a cell of a sheet holds."""

Encode = Callable[[str], str]


class SheetEncoder:
    """Turns rows into cells that any spreadsheet opens as they are."""

    def __init__(self, lang: Lang, *, escape: Encode = str) -> None:
        self._lang = lang
        self._encode: Encode = lambda text: guard(escape(text))

    def header(self, table: Table) -> list[str]:
        """Return the header of a table."""
        return [column.title(self._lang) for column in table.columns]

    def encode(self, table: Table, rows: Iterable[Row]) -> tuple[list[list[Plain]], list[list[Plain]]]:
        """Return the cells of the rows, and rows of `CONTINUATIONS` for what was too long."""
        encoded: list[list[Plain]] = []
        continued: list[list[Plain]] = []
        for row in rows:
            cells: list[Plain] = []
            for column, cell in zip(table.columns, row, strict=True):
                head, *rest = self._pieces(column, cell)
                cells.append(head)
                continued += [[table.name, row[0], column.name, n, text] for n, text in enumerate(rest, 2)]  # type: ignore[list-item]  # a key is a plain number
            encoded.append(cells)
        return encoded, continued

    def _pieces(self, column: Column, cell: Cell) -> list[Plain]:
        text = join_list(cell) if isinstance(cell, tuple) else cell
        if not isinstance(text, str):
            return [text]
        if column.codes and self._lang == "zh":
            text = column.codes.get(text, text)
        pieces: list[Plain] = [*encode_pieces(text, self._encode)]
        if len(pieces) > 1:
            pieces[0] = f"{pieces[0]}{CONTINUED}"
        return pieces


class SheetDecoder:
    """Takes back `SheetEncoder`."""

    def __init__(self, continued: Iterable[Mapping[str, Plain]] = (), *, unescape: Encode = str) -> None:
        self._decode: Encode = lambda cell: unescape(unguard(cell))
        self._rest: defaultdict[tuple[object, int, object], list[tuple[int, str]]] = defaultdict(list)
        for one in continued:
            place = (one["table"], int(cast(str, one["key"])), one["column"])
            self._rest[place].append((int(cast(str, one["part"])), self._decode(str(one["text"]))))

    def rows(self, table: Table, lines: Iterator[tuple[Plain, ...]]) -> Iterator[Row]:
        """Yield the rows of a table from its lines, the header first.

        Raises:
            InputError: the header is not this table's.
        """
        lang, columns = _read_header(table, next(lines, ()))
        for line in lines:
            cells = {column.name: cell for column, cell in zip(columns, line, strict=False)}
            key = int(cast(str, cells[table.columns[0].name]))
            yield tuple(self._cell(table, key, column, cells.get(column.name), lang) for column in table.columns)

    def _cell(self, table: Table, key: int, column: Column, cell: Plain, lang: Lang) -> Cell:
        if column.derived or cell is None or cell == "":
            return () if column.kind == "list" else None
        if column.kind in ("key", "int"):
            return int(cell)
        if column.kind == "number":
            return float(cell)
        if column.kind == "bool":
            return cell is True or cell == "TRUE"
        text = self._text(table, key, column, str(cell))
        if column.kind == "list":
            return split_list(text)
        names = {zh: code for code, zh in column.codes.items()} if column.codes and lang == "zh" else {}
        return names.get(text, text)

    def _text(self, table: Table, key: int, column: Column, cell: str) -> str:
        rest = sorted(self._rest.get((table.name, key, column.name), ()))
        return self._decode(cell.removesuffix(CONTINUED) if rest else cell) + "".join(text for _, text in rest)


def _read_header(table: Table, header: tuple[Plain, ...]) -> tuple[Lang, list[Column]]:
    languages: tuple[Lang, ...] = ("en", "zh")
    for lang in languages:
        known = {column.title(lang): column for column in table.columns}
        if set(known) == set(header):
            return lang, [known[str(title)] for title in header]
    raise InputError(f"the header of {table.name} is not one this program writes", source=table.name)


def sheet_tables() -> tuple[Table, ...]:
    """Return every table of a sheet format, in order."""
    return (*TABLES, CONTINUATIONS)
