"""`prompt`, `draft`, `record` and `rebind`: what the engine sends, and making recordings of what it is answered."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from evals.cases import Case, select
from evals.cli.run import Articles, Labels, Only, Replies, Split, chosen_cases
from summarizer.llm.options import Mode


def prompt(
    article: Annotated[str, typer.Argument(help="Its id, or the beginning of it.")],
    split: Split = "all",
    articles: Articles = None,
    labels: Labels = None,
    mode: Annotated[Mode, typer.Option(help="How the structure is asked for.")] = "json_schema",
    schema: Annotated[bool, typer.Option("--schema", help="Also the JSON Schema sent beside the messages.")] = False,
) -> None:
    """Print the messages as they are sent for an article: what whoever writes a reply must answer."""
    import json

    from evals.drafting import requests_for

    for case in select(chosen_cases(split, articles, labels), [article]):
        for request in requests_for(case, mode=mode):
            for message in request.messages:
                typer.echo(f"===== {message['role']} =====\n{message['content']}\n")
            if schema:
                sent = request.body.get("tools") or request.body.get("response_format")
                typer.echo(f"===== schema =====\n{json.dumps(sent, ensure_ascii=False, indent=1)}")


def draft(
    drafts: Annotated[list[Path], typer.Argument(help="JSON files with written replies.", exists=True, dir_okay=False)],
    split: Split = "all",
    articles: Articles = None,
    labels: Labels = None,
    replies: Replies = None,
) -> None:
    """Run the engine against replies somebody wrote, and keep the exchange as a recording.

    A draft is {"article_id", "faults", "mode"?, "replies": [{"content", "finish_reason"?, "as_content"?}, …]}.
    """
    from evals.drafting import load_drafts, record_draft, save_recording

    cases = {case.id: case for case in chosen_cases(split, articles, labels, replies)}
    for written in (one for path in drafts for one in load_drafts(path)):
        case = select(list(cases.values()), [written.article_id])[0]
        recording, summary = record_draft(written, case)
        where = save_recording(recording, case)
        codes = ", ".join(sorted({warning.code for warning in summary.warnings})) or "no warnings"
        told = f"{len(recording.exchanges)} exchanges, {len(summary.agreements)} agreements, {codes}"
        typer.echo(f"{where}: {told}", err=True)


def record(
    split: Split = "dev",
    articles: Articles = None,
    labels: Labels = None,
    replies: Replies = None,
    only: Only = [],  # noqa: B006  # typer reads the default, nobody changes it
    model: Annotated[str | None, typer.Option(help="Wins over the environment's.")] = None,
) -> None:
    """Record the replies of a real endpoint, one article after the other; it replaces recordings there are."""
    from evals.drafting import save_recording
    from evals.recorder import record as record_from
    from evals.recording import Recording
    from summarizer.settings import load_settings

    failed = []

    def keep(case: Case, result: Recording | str) -> None:
        if isinstance(result, str):
            failed.append(case.id)
            typer.echo(f"failed: {case.id}: {result}", err=True)
        else:
            typer.echo(f"{save_recording(result, case)}: {len(result.exchanges)} exchanges", err=True)

    cases = select(chosen_cases(split, articles, labels, replies), only)
    record_from(cases, load_settings(engine="llm", model=model), on_recording=keep)
    raise typer.Exit(1 if failed else 0)


def rebind(split: Split = "all", articles: Articles = None, labels: Labels = None, replies: Replies = None) -> None:
    """Bind recordings to a reworded prompt, where sentences and wire schema are as they were; refuses otherwise."""
    from evals.drafting import rebind as rebind_all
    from evals.drafting import save_recording
    from evals.replaying import recording_path

    cases = [case for case in chosen_cases(split, articles, labels, replies) if recording_path(case)]
    rebound = rebind_all(cases)
    for case in cases:
        if case.id in rebound:
            save_recording(rebound[case.id], case)
    typer.echo(f"{len(rebound)} of {len(cases)} recordings bound anew", err=True)
