"""The command line: parse, one library call, render, exit code. Data goes to stdout, everything else to stderr.

Nothing heavy is imported before a command runs, so that `--help` answers at once; of the commands, only the one asked
for.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys


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
    # Pydantic looks for plugins in every installed distribution, which takes 30 ms; this program has no use for any.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    _collect_rarely()
    # Imported here: what is above counts for what typer imports, too.
    from summarizer.cli.commands import app
    from summarizer.cli.exits import BUG, describe_bug, exit_code, one_line
    from summarizer.cli.lean import import_openai_leanly
    from summarizer.errors import SummarizerError

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
