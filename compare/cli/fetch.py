"""``outlet-compare fetch``: pages from the web into a folder."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from compare.cli.common import PARTLY, USAGE, printable, progress, reported

Urls = Annotated[list[str] | None, typer.Argument(metavar="[URL...]", help="Pages to fetch.", show_default=False)]


def fetch(
    urls: Urls = None,
    *,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FOLDER", help="Folder for the pages.")],
    feed: Annotated[list[str] | None, typer.Option(metavar="URL", help="An RSS or Atom feed; may be repeated.")] = None,
    sitemap: Annotated[list[str] | None, typer.Option(metavar="URL", help="A sitemap; may be repeated.")] = None,
    outlet: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="The feeds of an outlet of outlets.toml; may be repeated.")
    ] = None,
    outlets: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="An outlets.toml whose feeds are fetched.", exists=True, dir_okay=False),
    ] = None,
    since: Annotated[
        dt.datetime | None,
        typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="Skip pages published before this day."),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="Fetch at most N pages in one run.")] = 500,
    delay: Annotated[
        float, typer.Option(min=0, metavar="SECONDS", help="Minimum pause between two requests to a host.")
    ] = 2,
    recheck: Annotated[
        bool, typer.Option("--recheck", help="Check whether pages fetched before have changed.")
    ] = False,
    user_agent: Annotated[
        str,
        typer.Option(metavar="TEXT", help="User agent; best with an address where you can be reached."),
    ] = "",
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Allow hosts of private networks and of this machine.")
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with 2, not 3, if a page, feed or sitemap could not be fetched.")
    ] = False,
) -> None:
    """Fetch pages by address, or of feeds and sitemaps."""
    from compare import fetching  # noqa: PLC0415 - keeps --help quick

    with reported():
        terms = fetching.FetchTerms(
            user_agent=user_agent,
            limits=fetching.Limits(pages=limit, delay=delay),
            since=since.date() if since else None,
            recheck=recheck,
            allow_private=allow_private,
        )
        wanted, table = fetching.choose(
            fetching.Wanted(tuple(urls or ()), tuple(feed or ()), tuple(sitemap or ()), tuple(outlet or ())),
            output,
            outlets,
        )
        with progress() as tell:
            summary = fetching.fetch(wanted, output, table, terms, tell)
    for note in summary.notes():
        typer.echo(printable(note), err=True)
    typer.echo(f"{summary.line()}; in {output}")
    if not summary.is_whole:
        raise typer.Exit(USAGE if strict or not summary.got_something else PARTLY)
