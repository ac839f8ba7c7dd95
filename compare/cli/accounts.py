"""A comparison on the terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from compare.model import Comparison, Corpus


def print_comparison(comparison: Comparison, corpus: Corpus) -> None:
    """Print accounts and points; differing words are underlined on a terminal, in [brackets] in a pipe."""
    from compare.report import terminal as plain  # noqa: PLC0415 - keeps --help quick

    lines = plain.describe(comparison, corpus.articles, corpus.outlets)
    if not sys.stdout.isatty():
        for line in lines:
            typer.echo(plain.mark(line))
        return
    from rich.console import Console  # noqa: PLC0415 - only terminals pay for it
    from rich.text import Text  # noqa: PLC0415 - as above

    styles = {"plain": "", "heading": "bold", "quiet": "dim", "differs": "bold underline"}
    console = Console(highlight=False)
    for line in lines:
        console.print(Text.assemble(*((run.text, styles[run.style]) for run in line)))
