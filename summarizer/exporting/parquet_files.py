"""Tables as Parquet files in one folder, typed, lists as lists. Needs the extra `parquet`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer.errors import InputError
from summarizer.exporting.rebuilding import TableRows
from summarizer.exporting.tables import TABLES, Row, Table
from summarizer.exporting.typed import from_typed, to_typed
from summarizer.exporting.writing import TableWriter, missing_extra
from summarizer.vocabulary import Lang

if TYPE_CHECKING:
    import pyarrow as pa


@contextmanager
def open_parquet(folder: Path, *, lang: Lang) -> Iterator[TableWriter]:
    """Open one file for each table in a new folder.

    Raises:
        ConfigError: pyarrow is not installed.
    """
    try:
        from pyarrow import parquet
    except ImportError as error:
        raise missing_extra("pyarrow", "parquet") from error
    folder.mkdir()
    with ExitStack() as stack:
        schemas = {table.name: _schema(table, lang) for table in TABLES}
        files = {
            name: stack.enter_context(parquet.ParquetWriter(folder / f"{name}.parquet", schema, compression="zstd"))
            for name, schema in schemas.items()
        }
        yield _ParquetWriter(schemas, files, lang)


def read_parquet(folder: Path) -> TableRows:
    """Read the tables of a folder.

    Raises:
        ConfigError: pyarrow is not installed.
        InputError: a file is missing or is not Parquet.
    """
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise missing_extra("pyarrow", "parquet") from error
    rows = {}
    for table in TABLES:
        path = folder / f"{table.name}.parquet"
        try:
            content = parquet.read_table(path)
        except (OSError, pyarrow.ArrowException) as error:
            raise InputError("is not a Parquet file that can be read", source=path) from error
        columns = [column.to_pylist() for column in content.columns]
        rows[table.name] = from_typed(table, content.column_names, zip(*columns, strict=True), source=path)
    return rows


class _ParquetWriter:
    def __init__(self, schemas: dict[str, pa.Schema], files: dict[str, Any], lang: Lang) -> None:
        self._schemas, self._files, self._lang = schemas, files, lang

    def write(self, table: Table, rows: list[Row]) -> None:
        import pyarrow

        schema = self._schemas[table.name]
        columns = zip(*to_typed(table, rows, lang=self._lang), strict=True)
        arrays = [pyarrow.array(list(cells), field.type) for cells, field in zip(columns, schema, strict=True)]
        self._files[table.name].write_batch(pyarrow.RecordBatch.from_arrays(arrays, schema=schema))


def _schema(table: Table, lang: Lang) -> pa.Schema:
    import pyarrow

    types = {
        "key": pyarrow.int64(),
        "int": pyarrow.int64(),
        "number": pyarrow.float64(),
        "bool": pyarrow.bool_(),
        "day": pyarrow.date32(),
        "text": pyarrow.string(),
        "list": pyarrow.list_(pyarrow.string()),
    }
    return pyarrow.schema([(column.title(lang), types[column.kind]) for column in table.columns])
