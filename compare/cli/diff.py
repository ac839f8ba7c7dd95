"""``outlet-compare diff``: exactly these articles, compared."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from compare.cli.accounts import print_comparison
from compare.cli.options import ArticlesOf, ConfigFile, Strict, Templates
from compare.cli.outcome import USAGE, finish, reported

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
            help="Write a site there, or one page with nothing beside it.",
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

    On the terminal they are A, B and so on as they are named here; a page has the earliest first, as every page has.
    """
    from compare import assemble, publish, settings  # noqa: PLC0415 - keeps --help quick
    from compare.reading.inputs import read_named  # noqa: PLC0415 - as above

    with reported():
        chosen = settings.load(among or [], config)
        corpus = read_named(articles, chosen.records, assemble.read_corpus(among, chosen) if among else None)
        if len(corpus.articles) < 2:  # noqa: PLR2004 - a comparison takes two
            finish(corpus, strict=True)
            typer.echo("outlet-compare: A comparison takes two articles or more.", err=True)
            raise typer.Exit(USAGE)
        grouping = assemble.single_event(corpus.articles)
        if output is None:
            comparison = assemble.compare_corpus(corpus, grouping, chosen)[grouping.events[0].id]
            print_comparison(comparison, corpus)
        elif output.suffix == ".html":
            page = assemble.render_single(corpus, grouping, chosen, templates)
            assemble.write_page(page, output)
            typer.echo(f"{len(corpus.articles)} articles compared. Open {output}")
        else:
            publish.write(assemble.render_grouping(corpus, grouping, chosen, templates), output)
            typer.echo(
                f"{len(corpus.articles)} articles compared. Open {output / 'e' / grouping.events[0].id / 'index.html'}"
            )
    finish(corpus, strict=strict)
