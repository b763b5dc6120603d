"""The command line: parse, one library call, render, exit code. Data goes to stdout, everything else to stderr.

Nothing heavy is imported before a command runs, so that `--help` answers at once; of the commands, only the one asked
for.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_group

NAMES = ("run", "show", "doctor", "export", "report", "schema", "batch", "cache")
"""The commands, in the order of `--help`; each is the function or the group of its name in the module of its name."""


class _Commands(TyperGroup):
    """Builds a command when it is asked for: an object for every option of all of them takes typer 20 ms."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(NAMES)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        # For an unknown name all are built: typer suggests one of those it has.
        for name in (cmd_name,) if cmd_name in NAMES else NAMES:
            if name not in self.commands:
                self.add_command(_built(name), name)
        return super().get_command(ctx, cmd_name)


def _built(name: str) -> Any:
    made = getattr(import_module(f"{__name__}.{name}"), name)
    home = typer.Typer(pretty_exceptions_enable=False, rich_markup_mode=None)
    if isinstance(made, typer.Typer):
        home.add_typer(made, name=name)
    else:
        home.command(name)(made)
    return get_group(home).commands[name]


app = typer.Typer(
    name="summarizer",
    cls=_Commands,
    help="Chinese articles about hospital partnerships in, grounded agreements out.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode=None,
)


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
    took 0.15 s of the start, and once more at the end 0.2 s. Cycles are still found, some 50,000 objects later.
    """
    gc.set_threshold(50_000)
    atexit.register(_leave_uncollected)


def _leave_uncollected() -> None:
    """Freeze what is left at the end, but not under DuckDB, whose bindings take it for leaked and say so on stderr."""
    if "duckdb" not in sys.modules:
        gc.freeze()


def main() -> None:
    """Run the command line; every error a user can cause ends as one line on stderr and an exit code."""
    from summarizer.cli.exits import BUG, describe_bug, exit_code, one_line
    from summarizer.cli.lean import import_openai_leanly
    from summarizer.errors import SummarizerError

    # Pydantic looks for plugins in every installed distribution, which takes 30 ms; this program has no use for any.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    _collect_rarely()
    import_openai_leanly()
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
