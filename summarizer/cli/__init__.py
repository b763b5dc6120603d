"""The command line: parse, one library call, render, exit code. Data goes to stdout, everything else to stderr.

Nothing heavy is imported before a command runs, so that `--help` answers at once.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys
from typing import Annotated

import typer

from summarizer.cli.batch import batch
from summarizer.cli.cache import cache
from summarizer.cli.doctor import doctor
from summarizer.cli.export import export
from summarizer.cli.report import report
from summarizer.cli.run import run
from summarizer.cli.show import show

app = typer.Typer(
    name="summarizer",
    help="Chinese articles about hospital partnerships in, grounded agreements out.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode=None,
)
app.command()(run)
app.command()(show)
app.command()(doctor)
app.add_typer(batch, name="batch")
app.add_typer(cache, name="cache")
app.command()(export)
app.command()(report)


@app.command()
def schema() -> None:
    """Print the JSON Schema of one line of output."""
    import json

    from summarizer.schema import ArticleSummary

    typer.echo(json.dumps(ArticleSummary.model_json_schema(mode="serialization"), ensure_ascii=False, indent=2))


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(version("summarizer"))
        raise typer.Exit


@app.callback()
def _options(
    _: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")] = False,
) -> None:
    pass


def _collect_rarely() -> None:
    """Have the garbage collector look less often, and not at all when the process ends.

    What the imports make is no garbage, and it is 130,000 objects with a client: looking through them again and again
    took 0.15 s of the start, and once more at the end 0.2 s. Cycles are still found, some 10,000 objects later.
    """
    gc.set_threshold(10_000)
    atexit.register(_leave_uncollected)


def _leave_uncollected() -> None:
    """Freeze what is left at the end, but not under DuckDB, whose bindings take it for leaked and say so on stderr."""
    if "duckdb" not in sys.modules:
        gc.freeze()


def main() -> None:
    """Run the command line; every error a user can cause ends as one line on stderr and an exit code."""
    from summarizer.cli.exits import BUG, describe_bug, exit_code, one_line
    from summarizer.errors import SummarizerError

    # Pydantic looks for plugins in every installed distribution, which takes 30 ms; this program has no use for any.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    _collect_rarely()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        app()
    except SummarizerError as error:
        sys.stderr.write(one_line(error) + "\n")
        raise SystemExit(exit_code(error)) from None
    except BrokenPipeError:
        # The reader of our output has gone (`| head`): nothing more to say, and nothing to flush at exit.
        sys.stderr.close()
        raise SystemExit(0) from None
    except Exception as error:
        sys.stderr.write(one_line(describe_bug(error)) + "\n")
        raise SystemExit(BUG) from None
