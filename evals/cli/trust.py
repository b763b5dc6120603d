"""`cross-check`, `calibrate`, `reliability`: how far to trust a value. Totals only, so that any split may be asked."""

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


def calibrate(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print the weights and write nothing.")] = False,
) -> None:
    """Fit how sure the rules engine says it is, on dev, practice and calibration; writes the package's weights."""
    from evals.calibrating import SPLITS, WEIGHTS, fit, read_examples, save_weights
    from evals.cases import fixture_cases

    examples = [one for split in SPLITS for one in read_examples(fixture_cases(split))]  # type: ignore[arg-type]
    weights = fit(examples)
    for name, weight in sorted(weights.items(), key=lambda one: one[1]):
        held = [one for one in examples if name == "level" or name in one.support]
        typer.echo(f"{weight:+.3f}  {name}  ({sum(not one.right for one in held)} of {len(held)} wrong)")
    if not dry_run:
        save_weights(weights, examples)
        typer.echo(f"{WEIGHTS}", err=True)


def reliability(split: Split = "test", articles: Articles = None, labels: Labels = None) -> None:
    """Hold how sure the rules engine says it is against how often it is right; prints totals only."""
    from evals.calibrating import read_examples, reliability_as_markdown

    typer.echo(reliability_as_markdown(read_examples(chosen_cases(split, articles, labels))))
