"""`summarizer schema`: what one line of output looks like, for machines."""

from __future__ import annotations

import json

import typer


def schema() -> None:
    """Print the JSON Schema of one line of output."""
    from summarizer.schema import ArticleSummary

    typer.echo(json.dumps(ArticleSummary.model_json_schema(mode="serialization"), ensure_ascii=False, indent=2))
