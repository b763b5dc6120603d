"""`summarizer report`: JSONL → one HTML file to look at and to correct."""

from __future__ import annotations

from typing import Annotated

import typer


def report(
    source: Annotated[str, typer.Argument(metavar="INPUT", help="JSONL from `summarizer run`; - is standard input.")],
    output: Annotated[str, typer.Option("-o", "--output", help="The HTML file.")] = "report.html",
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace the output file.")] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Only errors on stderr.")] = False,
) -> None:
    """Write one self-contained page: overview, tables, each text beside its values, and correction."""
    from summarizer.exporting.formats import read_exported
    from summarizer.report.building import write_report

    written = write_report(read_exported(source), output, overwrite=overwrite)
    if not quiet:
        typer.echo(f"{written} articles written to {output}; open it in a browser", err=True)
