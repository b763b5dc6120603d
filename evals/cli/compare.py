"""`compare`, `baseline`, `agreement`, `check`: report against report, reader against reader, label against text."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from evals.baseline import BASELINE
from evals.cli.run import Articles, Labels, Split, chosen_cases, hold_against, tell_failure

HELD_OUT = "test"
"""Nobody who writes rules or prompts reads its articles: details of it go to files, never to a terminal."""


class OfflineEngine(StrEnum):
    """An engine that needs no endpoint."""

    rules = "rules"
    recorded = "recorded"


OFFLINE_ENGINES = list(OfflineEngine)


REPORT = typer.Argument(help="A report.json.", exists=True, dir_okay=False)


def compare(
    before: Annotated[Path, REPORT],
    after: Annotated[Path, REPORT],
    gate: Annotated[Path | None, typer.Option(help="Also hold the second against this baseline.")] = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Write it all to this Markdown file.")] = None,
) -> None:
    """Compare two reports, field by field, with the paired bootstrap over articles; list what got fixed and broke."""
    from evals.comparing import compare_reports
    from evals.rendering import write_text
    from evals.rendering.comparison import comparison_as_markdown
    from evals.report import load_report

    first, second = load_report(before), load_report(after)
    comparisons = compare_reports(first, second)
    if not comparisons:
        raise typer.BadParameter("the two reports have no split in common")
    for comparison in comparisons:
        typer.echo(comparison_as_markdown(comparison, items=comparison.split != HELD_OUT))
    if output is not None:
        write_text("\n".join(comparison_as_markdown(comparison) for comparison in comparisons), output)
    raise typer.Exit(0 if gate is None or hold_against(second, gate) else 1)


def baseline(
    engine: Annotated[list[OfflineEngine], typer.Option(help="Whose entries; may be given again.")] = OFFLINE_ENGINES,
    report: Annotated[Path | None, typer.Option(help="Take a model's report.json instead of running.")] = None,
    path: Annotated[Path, typer.Option(help="The baseline to update.")] = BASELINE,
) -> None:
    """Run the offline engines on all fixtures and make the result the baseline that the gate holds others to."""
    from evals.baseline import Baseline, load_baseline, save_baseline
    from evals.cases import fixture_cases
    from evals.examining import examine
    from evals.report import load_report

    known = load_baseline(path) if path.exists() else Baseline(entries={})
    if report is not None:
        reports = [load_report(report)]
    else:
        cases = fixture_cases("all")
        reports = [examine(name.value, cases, progress=tell_failure) for name in engine]
    if any(one.failed for one in reports):
        typer.echo("not updated: articles could not be read", err=True)
        raise typer.Exit(1)
    for one in reports:
        known = known.updated(one)
    save_baseline(known, path)
    typer.echo(f"{path}: {', '.join(known.entries)}", err=True)


def agreement(
    folders: Annotated[list[Path], typer.Argument(help="Label folders; the last is the second reader's.")],
) -> None:
    """Score a second reader's labels against the first's: how far two people agree is the ceiling for any engine."""
    from evals.agreement import compare_readers
    from evals.rendering.agreement import agreement_as_markdown

    if len(folders) < 2:
        raise typer.BadParameter("give at least two folders: the first reader's, then the second reader's")
    typer.echo(agreement_as_markdown(compare_readers(folders[:-1], folders[-1])))


def check(split: Split = "all", articles: Articles = None, labels: Labels = None) -> None:
    """Check labels against their articles: quotes that stand nowhere, duplicates, wrong ids. Quotes no text."""
    from evals.labels import check_label
    from summarizer.reading import read_article

    cases = chosen_cases(split, articles, labels)
    faults = 0
    for case in cases:
        if case.article_path is None:
            found = ["the label has no article"]
        else:
            text = read_article(case.article_path, article_id=case.id).text
            found = [f"{one.path}: {one.problem}" for one in check_label(case.label, article_id=case.id, text=text)]
        for fault in found:
            typer.echo(f"{case.label_path}: {fault}")
        faults += len(found)
    typer.echo(f"{len(cases)} labels, {faults} faults", err=True)
    raise typer.Exit(1 if faults else 0)
