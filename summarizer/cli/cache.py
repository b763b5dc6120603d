"""`summarizer cache`: what replies are kept on disk, and how to be rid of them."""

from __future__ import annotations

import typer

cache = typer.Typer(help="Replies kept on disk, so that nothing is paid for twice.", no_args_is_help=True)


@cache.command()
def info() -> None:
    """Say where the cache is and what it holds."""
    from summarizer.settings import load_settings

    found = load_settings().reply_cache().info()
    typer.echo(f"folder   {found.folder}")
    typer.echo(f"replies  {found.replies:,}")
    typer.echo(f"size     {found.bytes / 1e6:.1f} MB")


@cache.command()
def clear() -> None:
    """Remove every reply; finished outputs stay as they are."""
    from summarizer.settings import load_settings

    removed = load_settings().reply_cache().clear()
    typer.echo(f"{removed.replies:,} replies removed from {removed.folder}")
