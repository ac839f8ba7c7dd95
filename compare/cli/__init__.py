"""The command line: parse, call, print, exit; nothing else."""

from __future__ import annotations

from typing import Annotated

import typer

from compare.cli import align, build, check, diff, differences, evaluate, events, explain, fetch, init, serve
from compare.cli.common import Command

app = typer.Typer(
    name="outlet-compare",
    help="Show how several news outlets tell the same event.",
    no_args_is_help=True,
    rich_markup_mode=None,  # plain help: loading rich would double the start-up
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    add_completion=False,
)
for command in (
    build.build,
    check.check,
    events.events,
    align.align,
    differences.differences,
    diff.diff,
    explain.explain,
    evaluate.evaluate,
    fetch.fetch,
    serve.serve,
    init.init,
):
    app.command(cls=Command)(command)


def _print_version(asked: bool) -> None:  # noqa: FBT001 - the signature of an option's callback
    if asked:
        from importlib.metadata import version  # noqa: PLC0415 - only here, and slow

        typer.echo(f"outlet-compare {version('outlet-compare')}")
        raise typer.Exit


def _print_config(asked: bool) -> None:  # noqa: FBT001 - the signature of an option's callback
    if asked:
        from compare import settings  # noqa: PLC0415 - keeps --help quick
        from compare.config import Config  # noqa: PLC0415 - as above

        typer.echo(settings.encode(Config()), nl=False)
        raise typer.Exit


@app.callback(
    epilog="Exit: 0 done, 1 the site is out of date, 2 usage or nothing readable, 3 done but some inputs could not be read."
)
def _outlet_compare(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
    print_config: Annotated[
        bool,
        typer.Option("--print-config", callback=_print_config, is_eager=True, help="Print the shipped configuration."),
    ] = False,
) -> None:
    """Show how several news outlets tell the same event."""


def main() -> None:
    """Run the command line."""
    app()
