"""`cross-check`: how far to trust a value, measured. Totals only, so that any split may be asked."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from evals.cli.run import Articles, Labels, Replies, Split, chosen_cases, tell_failure


def cross_check(
    split: Split = "dev",
    articles: Articles = None,
    labels: Labels = None,
    replies: Replies = None,
    engine: Annotated[Literal["recorded", "llm"], typer.Option(help="Who reads beside the rules.")] = "recorded",
    model: Annotated[str | None, typer.Option(help="For --engine llm; wins over the environment.")] = None,
) -> None:
    """Say which share of wrong and of right values the second reader flags; prints totals only."""
    from evals.cross_checking import check_report_as_markdown, cross_check_cases

    cases = chosen_cases(split, articles, labels, replies)
    report = cross_check_cases(cases, engine=engine, model=model, progress=tell_failure)
    typer.echo(check_report_as_markdown(report))
    raise typer.Exit(1 if report.failed else 0)
