"""Tables in one SQLite file: strict types, keys that the database checks, lists as JSON for `json_each`."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from summarizer.errors import InputError, OutputError
from summarizer.exporting.rebuilding import TableRows
from summarizer.exporting.tables import TABLES, Cell, Column, Row, Table
from summarizer.exporting.typed import from_typed
from summarizer.exporting.writing import TableWriter
from summarizer.vocabulary import Lang

_TYPES = {
    "key": "INTEGER",
    "int": "INTEGER",
    "number": "REAL",
    "bool": "INTEGER",
    "day": "TEXT",
    "text": "TEXT",
    "list": "TEXT",
}


@contextmanager
def open_sqlite(path: Path, *, lang: Lang) -> Iterator[TableWriter]:
    """Open a new database with every table in it; what was written is kept when all went well."""
    with _faults_told(path), closing(sqlite3.connect(path)) as connection:
        # The file is thrown away after a crash, so it needs no journal.
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        for table in TABLES:
            connection.execute(create_statement(table, lang))
        yield _SqliteWriter(connection, lang)
        for statement in _index_statements(lang):
            connection.execute(statement)
        connection.commit()


def read_sqlite(path: Path) -> TableRows:
    """Read the tables of a database.

    Raises:
        InputError: it is not a database that this program wrote.
    """
    if not path.is_file():
        raise InputError("no such file", source=path)
    rows = {}
    try:
        with closing(sqlite3.connect(path)) as connection:
            for table in TABLES:
                found = connection.execute(f"SELECT * FROM {table.name}")
                header = [name for name, *_ in found.description]
                lists = [number for number, name in enumerate(header) if _is_list(table, name)]
                lines = (_load_lists(line, lists) for line in found)
                rows[table.name] = from_typed(table, header, lines, source=path)
    except sqlite3.Error as error:
        raise InputError(f"is not a database that can be read: {error}", source=path) from error
    return rows


def create_statement(table: Table, lang: Lang) -> str:
    """Return the statement that makes a table."""
    owners = {column: owner for column, owner in table.owners}
    key, *_ = table.columns
    lines = [f'"{key.title(lang)}" INTEGER PRIMARY KEY']
    for column in table.columns[1:]:
        owner = owners.get(column.name)
        refers = f" REFERENCES {owner}" if owner else ""
        check = f' CHECK ("{column.title(lang)}" IN (0, 1))' if column.kind == "bool" else ""
        lines.append(f'"{column.title(lang)}" {_TYPES[column.kind]}{refers}{check}')
    return f"CREATE TABLE {table.name} ({', '.join(lines)}) STRICT"


@contextmanager
def _faults_told(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise OutputError(f"can't be written: {error}", path=path) from error


class _SqliteWriter:
    def __init__(self, connection: sqlite3.Connection, lang: Lang) -> None:
        self._connection, self._lang = connection, lang

    def write(self, table: Table, rows: list[Row]) -> None:
        marks = ", ".join("?" * len(table.columns))
        self._connection.executemany(
            f"INSERT INTO {table.name} VALUES ({marks})",
            ([self._cell(*both) for both in zip(table.columns, row, strict=True)] for row in rows),
        )

    def _cell(self, column: Column, cell: Cell) -> Any:
        if isinstance(cell, tuple):
            return json.dumps(cell, ensure_ascii=False)
        if column.codes and self._lang == "zh" and isinstance(cell, str):
            return column.codes.get(cell, cell)
        return cell


def _index_statements(lang: Lang) -> Iterator[str]:
    for table in TABLES:
        titles = {column.name: column.title(lang) for column in table.columns}
        joined = [column for column, _ in table.owners] + (["item_key"] if table.name == "evidence" else [])
        for column in joined:
            yield f'CREATE INDEX {table.name}_{column} ON {table.name} ("{titles[column]}")'


def _is_list(table: Table, title: str) -> bool:
    return any(column.kind == "list" and title in (column.name, column.zh) for column in table.columns)


def _load_lists(line: tuple[Any, ...], lists: list[int]) -> list[Any]:
    cells = list(line)
    for number in lists:
        cells[number] = json.loads(cells[number])
    return cells
