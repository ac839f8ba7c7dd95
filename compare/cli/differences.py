"""``outlet-compare differences``: the figures, days, places, names and statements that accounts give differently."""

from __future__ import annotations

from typing import Annotated

import typer

from compare.cli.align import Events
from compare.cli.listing import print_jsonl, print_table
from compare.cli.options import ConfigFile, Format, Inputs, Listing, Strict
from compare.cli.outcome import finish, reported


def differences(
    inputs: Inputs,
    *,
    events: Annotated[
        Events, typer.Option("--events", help="Group the articles, or take the records' `event`.")
    ] = Events.FOUND,
    format: Listing = Format.TABLE,  # noqa: A002 - the option's name
    config: ConfigFile = None,
    strict: Strict = False,
) -> None:
    """List what accounts of one event tell differently of one thing, event by event."""
    from compare import assemble, listings, settings  # noqa: PLC0415 - keeps --help quick

    with reported():
        chosen = settings.load(inputs, config)
        corpus = assemble.read_corpus(inputs, chosen)
        given = events is Events.GIVEN
        grouping = assemble.given_events(corpus.articles) if given else assemble.group(corpus, chosen)
        comparisons = assemble.compare_corpus(corpus, grouping, chosen)
    rows = listings.list_differences(comparisons, assemble.given_labels(corpus, grouping) if given else {})
    if format is Format.JSONL:
        print_jsonl(rows)
    else:
        text = {(s.article_id, s.index): s.text for a in corpus.articles for s in a.sentences}
        print_table(
            ["event", "status", "kind", "about", "a", "says", "b", "says"],
            [
                [
                    row.event,
                    row.status,
                    row.kind,
                    row.about,
                    f"{row.a}:{row.i}",
                    text[row.a, row.i][slice(*row.a_span)],
                    f"{row.b}:{row.j}",
                    text[row.b, row.j][slice(*row.b_span)],
                ]
                for row in rows
            ],
        )
    finish(corpus, strict=strict)
