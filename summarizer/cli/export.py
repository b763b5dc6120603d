"""`summarizer export`: JSONL → tables and a digest, and back."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer


class Format(StrEnum):
    """What an export can be."""

    csv = "csv"
    xlsx = "xlsx"
    parquet = "parquet"
    sqlite = "sqlite"
    duckdb = "duckdb"
    md = "md"
    jsonl = "jsonl"


class Language(StrEnum):
    """The language of what people read."""

    zh = "zh"
    en = "en"


_ON_STDOUT = (Format.md, Format.jsonl)


def export(
    source: Annotated[
        str, typer.Argument(metavar="INPUT", help="JSONL from `summarizer run`, or an earlier export; - reads JSONL.")
    ],
    to: Annotated[Format, typer.Option("--to", help="The format.")],
    output: Annotated[
        str | None, typer.Option("-o", "--output", help="A folder for csv and parquet, else a file; md, jsonl: or -.")
    ] = None,
    lang: Annotated[Language, typer.Option("--lang", help="The language of headers and coded values.")] = Language.en,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace what is there.")] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Only errors on stderr.")] = False,
) -> None:
    """Write tables (articles, agreements, parties, staff, targets, training, evidence, warnings) or a digest."""
    from summarizer.errors import ConfigError
    from summarizer.exporting import formats

    if output is None and to not in _ON_STDOUT:
        raise ConfigError(f"{to} needs a place to write to", setting="-o", hint="for example -o tables")
    target = output or "-"
    written = formats.export(
        formats.read_exported(source),
        target,
        to=to.value,
        lang="zh" if lang == Language.zh else "en",
        overwrite=overwrite,
    )
    if not quiet:
        typer.echo(f"{written} articles written to {target}", err=True)
