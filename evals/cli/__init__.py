"""`python -m evals`: figures to stdout, progress and reasons to stderr, details to files.

Exit codes: 0 all good; 1 the gate failed, or an article could not be read; 2 the call or an input file is wrong; 3 the
settings or the endpoint are not usable.
"""

from __future__ import annotations

import sys

import typer

from evals.cli.adoption import adopt
from evals.cli.compare import agreement, baseline, check, compare
from evals.cli.learn import learn
from evals.cli.recordings import draft, prompt, rebind, record
from evals.cli.run import run
from evals.cli.trust import calibrate, cross_check, reliability
from summarizer.errors import InputError, SummarizerError

app = typer.Typer(
    name="python -m evals",
    help="Measure extraction on labelled articles, field by field, and tell a change from noise.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode=None,
)
for command in (
    run,
    compare,
    baseline,
    agreement,
    check,
    prompt,
    draft,
    record,
    rebind,
    adopt,
    cross_check,
    calibrate,
    reliability,
    learn,
):
    app.command()(command)

UNUSABLE_INPUT = 2
UNAVAILABLE = 3


def main() -> None:
    """Run the command line; an error of a file, a setting or an endpoint is one line on stderr and an exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        app()
    except SummarizerError as error:
        sys.stderr.write(f"error: {' '.join(str(error).split())}\n")
        raise SystemExit(UNUSABLE_INPUT if isinstance(error, InputError) else UNAVAILABLE) from None
