"""`run`: read labelled articles with an engine, score them, write the report."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from evals.cases import Case, SplitChoice, fixture_cases, folder_cases, select
from evals.report import Report
from evals.running import Outcome

SOMETHING_FAILED = 1

Split = Annotated[SplitChoice, typer.Option(help="Which fixtures.")]
Articles = Annotated[Path | None, typer.Option(help="Your own articles instead of the fixtures.")]
Labels = Annotated[Path | None, typer.Option(help="Their labels: <name>.json for <name>.html.")]
Replies = Annotated[Path | None, typer.Option(help="Their recorded replies, for --engine recorded.")]
Only = Annotated[list[str], typer.Option(help="Only articles whose id starts so; may be given again.")]


def run(
    engine: Annotated[Literal["rules", "llm", "recorded"], typer.Option(help="Who reads.")],
    split: Split = "dev",
    articles: Articles = None,
    labels: Labels = None,
    replies: Replies = None,
    only: Only = [],  # noqa: B006  # typer reads the default, nobody changes it
    model: Annotated[str | None, typer.Option(help="For --engine llm; wins over the environment.")] = None,
    repeat: Annotated[int, typer.Option(min=1, help="Read everything so often, to see a model's variance.")] = 1,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Folder for report.* and junit.xml.")] = None,
    gate: Annotated[Path | None, typer.Option(help="Fail when a field falls below this baseline.")] = None,
) -> None:
    """Read labelled articles and print precision, recall and F1 of each field, with intervals."""
    from evals.examining import examine
    from evals.rendering import write_report
    from evals.rendering.markdown import report_as_markdown

    if gate is not None and only:
        raise typer.BadParameter("--gate holds whole splits against the baseline: leave --only out")
    cases = select(chosen_cases(split, articles, labels, replies), only)
    report = examine(engine, cases, model=model, repeat=repeat, progress=tell_failure)
    typer.echo(report_as_markdown(report, mistakes=False))
    if output is not None:
        write_report(report, output)
        typer.echo(f"every mistake with its sentence: {output / 'report.html'}", err=True)
    passed = gate is None or hold_against(report, gate)
    raise typer.Exit(0 if passed and not report.failed else SOMETHING_FAILED)


def chosen_cases(
    split: SplitChoice, articles: Path | None, labels: Path | None, replies: Path | None = None
) -> list[Case]:
    """Return the cases a command line asks for."""
    if articles is None and labels is None:
        return fixture_cases(split)
    if articles is None or labels is None:
        raise typer.BadParameter("--articles and --labels go together")
    return folder_cases(articles, labels, replies=replies)


def tell_failure(outcome: Outcome) -> None:
    """Tell of an article that could not be read, as soon as it is known."""
    if outcome.failure is not None:
        typer.echo(f"failed: {outcome.case.id}: {' '.join(outcome.failure.split())[:300]}", err=True)


def hold_against(report: Report, gate: Path) -> bool:
    """Tell on stderr what the gate says; True when the report may pass."""
    from evals.baseline import load_baseline
    from evals.comparing import hold_to_baseline

    failures = hold_to_baseline(report, load_baseline(gate))
    for failure in failures:
        typer.echo(f"gate: {failure}", err=True)
    if not failures:
        typer.echo(f"gate: {report.engine} is no worse than {gate}", err=True)
    return not failures
