"""``outlet-compare diff``: compare exactly these articles."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from compare.cli.common import USAGE, ArticlesOf, ConfigFile, Strict, Templates, finish, reported

if TYPE_CHECKING:
    from compare.model import Comparison, Corpus


Articles = Annotated[
    list[Path],
    typer.Argument(
        metavar="A B [C...]",
        help="Articles: a file, FILE#ID for one record of a file, or with --corpus an id.",
        show_default=False,
    ),
]


def diff(
    articles: Articles,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FOLDER|FILE.html",
            help="Write a site to the folder, or one self-contained page to the file.",
            show_default=False,
        ),
    ] = None,
    *,
    among: ArticlesOf = None,
    config: ConfigFile = None,
    templates: Templates = None,
    strict: Strict = False,
) -> None:
    """Compare exactly these articles, whatever event each is in.

    On the terminal they are A, B and so on, in the order given; on a page the earliest comes first.
    """
    from msgspec.structs import replace  # noqa: PLC0415 - keeps --help quick

    from compare import builder, publish, report, settings  # noqa: PLC0415 - as above
    from compare.clustering import form_event  # noqa: PLC0415 - as above
    from compare.model import Grouping  # noqa: PLC0415 - as above
    from compare.reading.inputs import read_named  # noqa: PLC0415 - as above

    with reported():
        chosen = settings.load(among or [], config)
        corpus = read_named(articles, chosen.records, builder.read_corpus(among, chosen) if among else None)
        if len(corpus.articles) < 2:  # noqa: PLR2004 - a comparison takes two
            finish(corpus, strict=True)
            typer.echo("outlet-compare: A comparison takes two articles or more.", err=True)
            raise typer.Exit(USAGE)
        event = form_event(corpus.articles)
        site = builder.gather_site(replace(corpus, config=chosen), Grouping(events=(event,)))
        folders = settings.template_folders(templates)
        if output is None:
            print_comparison(site.comparisons[event.id], corpus)
        elif output.suffix == ".html":
            publish.write_page(report.render_single(site, event, folders), output)
            typer.echo(f"{len(corpus.articles)} articles compared. Open {output}")
        else:
            publish.write(builder.render(site, folders), output)
            typer.echo(f"{len(corpus.articles)} articles compared. Open {output / 'e' / event.id / 'index.html'}")
    finish(corpus, strict=strict)


def print_comparison(comparison: Comparison, corpus: Corpus) -> None:
    """Print accounts and points; differing words are underlined on a terminal, in [brackets] in a pipe."""
    from compare.report import terminal  # noqa: PLC0415 - keeps --help quick

    lines = terminal.describe(comparison, corpus.articles, corpus.outlets)
    if not sys.stdout.isatty():
        for line in lines:
            typer.echo(terminal.mark(line))
        return
    from rich.console import Console  # noqa: PLC0415 - only terminals pay for it
    from rich.text import Text  # noqa: PLC0415 - as above

    styles = {"plain": "", "heading": "bold", "quiet": "dim", "differs": "bold underline"}
    console = Console(highlight=False)
    for line in (piece for whole in lines for piece in terminal.wrap(whole, console.width)):
        console.print(Text.assemble(*((run.text, styles[run.style]) for run in line)))
