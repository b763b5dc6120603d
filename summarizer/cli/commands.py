"""The commands as typer has them: of their modules, only that of the one asked for is imported."""

from __future__ import annotations

from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_group

from summarizer import __version__

NAMES = ("run", "show", "doctor", "export", "report", "schema", "batch", "cache")
"""The commands, in the order of `--help`; each is the function or the group of its name in the module of its name."""


class _Commands(TyperGroup):
    """Builds a command when it is asked for: an object for every option of all of them takes typer 20 ms."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(NAMES)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        # For an unknown name all are built: typer suggests one of those it has.
        for name in (cmd_name,) if cmd_name in NAMES else NAMES:
            if name not in self.commands:
                self.add_command(_built(name), name)
        return super().get_command(ctx, cmd_name)


class _Command(TyperCommand):
    """Leaves options that aren't given at their default of None: typer makes a validator for each, in 2 ms."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        given, *_ = self.make_parser(ctx).parse_args(args=list(args))
        if any(one.is_eager for one in self.get_params(ctx) if one.name in given):
            return super().parse_args(ctx, args)  # --help shows them all, given or not
        every = self.params
        self.params = [one for one in every if one.name in given or one.required or one.default is not None]
        try:
            return super().parse_args(ctx, args)
        finally:
            self.params = every


def _built(name: str) -> Any:
    made = getattr(import_module(f"summarizer.cli.{name}"), name)
    home = typer.Typer(pretty_exceptions_enable=False, rich_markup_mode=None)
    if isinstance(made, typer.Typer):
        home.add_typer(made, name=name)
    else:
        home.command(name, cls=_Command)(made)
    return get_group(home).commands[name]


app = typer.Typer(
    name="summarizer",
    cls=_Commands,
    help="Chinese articles about hospital partnerships in, grounded agreements out.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode=None,
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def _options(
    _: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")] = False,
) -> None:
    pass
