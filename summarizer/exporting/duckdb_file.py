"""Tables in one DuckDB file: typed, with keys, lists as lists. Needs the extra `duckdb`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.errors import InputError, OutputError
from summarizer.exporting.rebuilding import TableRows
from summarizer.exporting.tables import TABLES, Row, Table
from summarizer.exporting.typed import from_typed, to_typed
from summarizer.exporting.writing import TableWriter, missing_extra
from summarizer.vocabulary import Lang

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_TYPES = {
    "key": "BIGINT",
    "int": "BIGINT",
    "number": "DOUBLE",
    "bool": "BOOLEAN",
    "day": "DATE",
    "text": "VARCHAR",
    "list": "VARCHAR[]",
}


MEMORY_LIMIT = "256MB"
"""For the buffers of a database being written; a batch of rows takes a tenth of it."""


@contextmanager
def open_duckdb(path: Path, *, lang: Lang) -> Iterator[TableWriter]:
    """Open a new database with every table in it.

    Raises:
        ConfigError: duckdb is not installed.
    """
    try:
        import duckdb
    except ImportError as error:
        raise missing_extra("duckdb", "duckdb") from error
    try:
        # Its default is four fifths of the machine's memory.
        with closing(duckdb.connect(path, config={"memory_limit": MEMORY_LIMIT})) as connection:
            for table in TABLES:
                columns = [f'"{column.title(lang)}" {_TYPES[column.kind]}' for column in table.columns]
                connection.execute(f"CREATE TABLE {table.name} ({', '.join(columns)})")
            yield _DuckdbWriter(connection, lang)
    except duckdb.Error as error:
        raise OutputError(f"can't be written: {error}", path=path) from error


def read_duckdb(path: Path) -> TableRows:
    """Read the tables of a database.

    Raises:
        ConfigError: duckdb is not installed.
        InputError: it is not a database that this program wrote.
    """
    try:
        import duckdb
    except ImportError as error:
        raise missing_extra("duckdb", "duckdb") from error
    rows = {}
    try:
        with closing(duckdb.connect(path, read_only=True)) as connection:
            for table in TABLES:
                found = connection.execute(f"SELECT * FROM {table.name}")
                header = [name for name, *_ in found.description or ()]
                rows[table.name] = from_typed(table, header, found.fetchall(), source=path)
    except duckdb.Error as error:
        raise InputError("is not a database that can be read", source=path) from error
    return rows


class _DuckdbWriter:
    def __init__(self, connection: DuckDBPyConnection, lang: Lang) -> None:
        self._connection, self._lang = connection, lang

    def write(self, table: Table, rows: list[Row]) -> None:
        # One list for each column: row by row takes a hundred times as long.
        columns = [list(cells) for cells in zip(*to_typed(table, rows, lang=self._lang), strict=True)]
        unnested = ", ".join(f"unnest(?::{_TYPES[column.kind]}[])" for column in table.columns)
        self._connection.execute(f"INSERT INTO {table.name} SELECT {unnested}", columns)
