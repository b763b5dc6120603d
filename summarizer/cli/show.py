"""`summarizer show`: one article in the terminal, each value beside the sentence it rests on."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli.options import (
    ApiKeyOption,
    BaseUrlOption,
    CrossCheckOption,
    EngineOption,
    ExtraBodyOption,
    ModelOption,
    ModeOption,
    PublishedOption,
    as_date,
)

if TYPE_CHECKING:
    from summarizer.article import Article
    from summarizer.schema import ArticleSummary


def show(
    source: Annotated[str, typer.Argument(metavar="INPUT", help="One article: a file, or - for standard input.")],
    json_line: Annotated[bool, typer.Option("--json", help="Print the JSON line instead.")] = False,
    published: PublishedOption = None,
    engine: EngineOption = None,
    model: ModelOption = None,
    base_url: BaseUrlOption = None,
    api_key: ApiKeyOption = None,
    mode: ModeOption = None,
    extra_body: ExtraBodyOption = None,
    cross_check: CrossCheckOption = None,
) -> None:
    """Summarise one article and show the agreements, each value with its sentence."""
    from summarizer.api import Summarizer
    from summarizer.exporting.jsonl import to_json_line
    from summarizer.settings import load_settings, parse_extra_body

    settings = load_settings(
        engine=engine,
        model=model,
        base_url=base_url,
        api_key=api_key,
        mode=mode,
        extra_body=parse_extra_body(extra_body) if extra_body else None,
        cross_check=cross_check,
    )
    article = _read(source, published)
    with Summarizer(settings) as summarizer:
        summary = summarizer.summarize(article)
    if json_line:
        typer.echo(to_json_line(summary))
    else:
        _print(summary, article)


def _read(source: str, published: object) -> Article:
    from datetime import datetime

    from summarizer.reading import read_article

    day = as_date(published if isinstance(published, datetime) else None)
    if source == "-":
        return read_article(sys.stdin.buffer.read(), published=day, article_id="stdin")
    return read_article(source, published=day)


def _print(summary: ArticleSummary, article: Article) -> None:
    from rich.console import Console

    from summarizer.cli.tables import render_summary

    console = Console(highlight=False, markup=False)
    for part in render_summary(summary, article):
        console.print(part)
