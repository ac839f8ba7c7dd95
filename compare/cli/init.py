"""``outlet-compare init``: a new corpus folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from compare.cli.common import reported


def init(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="The corpus folder; it need not exist yet.")
    ] = Path(),
) -> None:
    """Create a corpus folder to begin with.

    It has commented configuration, outlets, overrides and a GitHub workflow; existing files are kept.
    """
    from compare import starter  # noqa: PLC0415 - keeps --help quick

    with reported():
        started = starter.start(folder)
    for place in started.written:
        typer.echo(f"written\t{folder / place}")
    for place in started.kept:
        typer.echo(f"kept\t{folder / place}")
    typer.echo(f"Put articles into {folder}, then: outlet-compare serve --watch {folder}")
