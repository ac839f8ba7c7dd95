"""The arguments and options that several commands share."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Format(StrEnum):
    """How a list is printed."""

    TABLE = "table"
    JSONL = "jsonl"


Inputs = Annotated[
    list[Path],
    typer.Argument(
        metavar="INPUT...",
        help="Folders and files: saved pages (.html, .txt ...), records (.jsonl, .csv ...), web archives.",
        show_default=False,
    ),
]
ArticlesOf = Annotated[
    list[Path] | None,
    typer.Option(
        "--corpus",
        metavar="INPUT",
        help="Folder or file whose articles may be named by their ids; may be repeated.",
        show_default=False,
    ),
]
Output = Annotated[Path, typer.Option("-o", "--output", metavar="FOLDER", help="The site's folder.")]
Listing = Annotated[Format, typer.Option("--format", help="A table to read, or one JSON object a line.")]
Templates = Annotated[
    Path | None,
    typer.Option(
        "--templates",
        metavar="FOLDER",
        help="Your own templates; what is not there is taken from ours.",
        exists=True,
        file_okay=False,
    ),
]
ConfigFile = Annotated[
    Path | None,
    typer.Option(
        "--config",
        metavar="FILE",
        help="Configuration; by default outlet-compare.toml in an INPUT folder.",
        exists=True,
        dir_okay=False,
    ),
]
NoFullText = Annotated[
    bool,
    typer.Option("--no-full-text", help="Reprint only sentences that another article of the event tells too."),
]
Strict = Annotated[bool, typer.Option("--strict", help="Exit with 2 where an input could not be read.")]
