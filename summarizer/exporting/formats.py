"""Every format an export can have, and the one function that writes each.

A format's library is imported only when the format is asked for: all but CSV, SQLite, JSONL and Markdown need an extra.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from summarizer.errors import ConfigError, InputError, OutputError
from summarizer.exporting.csv_files import open_csv, read_csv
from summarizer.exporting.digest import write_digest
from summarizer.exporting.duckdb_file import open_duckdb, read_duckdb
from summarizer.exporting.jsonl import open_writer, read_summaries
from summarizer.exporting.parquet_files import open_parquet, read_parquet
from summarizer.exporting.rebuilding import TableRows, rebuild
from summarizer.exporting.sqlite_file import open_sqlite, read_sqlite
from summarizer.exporting.workbook import open_workbook, read_workbook
from summarizer.exporting.writing import TableWriter, replacing, write_rows
from summarizer.schema import ArticleSummary
from summarizer.vocabulary import Lang


@dataclass(frozen=True, slots=True)
class TableFormat:
    """How one format's tables are written and read back."""

    open: Callable[..., AbstractContextManager[TableWriter]]
    read: Callable[[Path], TableRows]
    suffix: str
    """Of the file; empty for a folder of files."""


TABLE_FORMATS = {
    "csv": TableFormat(open_csv, read_csv, ""),
    "xlsx": TableFormat(open_workbook, read_workbook, ".xlsx"),
    "parquet": TableFormat(open_parquet, read_parquet, ""),
    "sqlite": TableFormat(open_sqlite, read_sqlite, ".sqlite"),
    "duckdb": TableFormat(open_duckdb, read_duckdb, ".duckdb"),
}
FORMATS = (*TABLE_FORMATS, "md", "jsonl")

_SUFFIXES = {".xlsx": "xlsx", ".sqlite": "sqlite", ".sqlite3": "sqlite", ".db": "sqlite", ".duckdb": "duckdb"}


def export(
    summaries: Iterable[ArticleSummary], output: str | Path, *, to: str, lang: Lang = "en", overwrite: bool = False
) -> int:
    """Write summaries in one format, streaming: memory does not grow with their number.

    Args:
        summaries: taken one by one.
        output: a folder for `csv` and `parquet`, else a file, or a folder to put one named `agreements` into; `-` is
            standard output for `md` and `jsonl`.
        to: one of `FORMATS`.
        lang: the language of headers and of coded values; the digest is Chinese.
        overwrite: replace what is there; files in a folder that are not ours stay.

    Returns:
        How many summaries were written.

    Raises:
        ConfigError: no such format, or its extra is not installed.
        OutputError: the output exists or can't be written; nothing half-written is left.
    """
    if to not in FORMATS:
        raise ConfigError(f"no such format: {to}", setting="--to", hint=f"one of {', '.join(FORMATS)}")
    suffix = TABLE_FORMATS[to].suffix if to in TABLE_FORMATS else f".{to}"
    target = _file_in(output, suffix) if suffix else output
    if to == "jsonl":
        return _write_jsonl(summaries, target, overwrite=overwrite)
    if to == "md":
        return _write_digest(summaries, target, overwrite=overwrite)
    with replacing(Path(target), overwrite=overwrite) as partial, TABLE_FORMATS[to].open(partial, lang=lang) as writer:
        return write_rows(summaries, writer)


def read_exported(path: str | Path) -> Iterator[ArticleSummary]:
    """Yield the summaries of a JSONL file or of any table format this module writes.

    Raises:
        InputError: it can't be read, or its rows do not make summaries.
        ConfigError: the format's extra is not installed.
    """
    name = _format_of(Path(path))
    if name == "jsonl":
        yield from read_summaries(path)
        return
    try:
        yield from rebuild(TABLE_FORMATS[name].read(Path(path)))
    except (ValidationError, KeyError, ValueError) as error:
        raise InputError("its rows do not make summaries", source=path, hint=str(error)) from error


def _file_in(output: str | Path, suffix: str) -> str | Path:
    """Return the file to write: a named one inside when the output is a folder, or is written like one."""
    if not Path(output).is_dir() and not str(output).endswith("/"):
        return output
    try:
        Path(output).mkdir(exist_ok=True)
    except OSError as error:
        raise OutputError(f"can't be written: {error.strerror}", path=output) from error
    return Path(output) / f"agreements{suffix}"


def _format_of(path: Path) -> str:
    if path.is_dir():
        return "parquet" if (path / "articles.parquet").exists() else "csv"
    return _SUFFIXES.get(path.suffix.lower(), "jsonl")


def _write_jsonl(summaries: Iterable[ArticleSummary], output: str | Path, *, overwrite: bool) -> int:
    written = 0
    with open_writer(output, overwrite=overwrite) as writer:
        for summary in summaries:
            writer.write(summary)
            written += 1
    return written


def _write_digest(summaries: Iterable[ArticleSummary], output: str | Path, *, overwrite: bool) -> int:
    if str(output) == "-":
        return write_digest(summaries, sys.stdout)
    with replacing(Path(output), overwrite=overwrite) as partial, partial.open("w", encoding="utf-8") as stream:
        return write_digest(summaries, stream)
