"""`learn`: fit the model that says who is sent where no rule knows the wording."""

from __future__ import annotations

from typing import Annotated

import typer


def learn(
    held_out: Annotated[
        bool, typer.Option("--held-out", help="Only say what models are worth on authors they have not seen.")
    ] = False,
) -> None:
    """Fit who is sent where no rule knows the wording, on dev, practice and promises; writes the package's weights."""
    from evals.learning import fit, labelled_articles, left_out_as_markdown, save_model, staff_examples

    examples = [example for labelled in labelled_articles() for example in staff_examples(labelled)]
    if held_out:
        typer.echo(left_out_as_markdown(examples))
    else:
        typer.echo(f"{save_model('staff', fit(examples), examples)}", err=True)
