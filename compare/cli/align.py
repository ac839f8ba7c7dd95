"""``outlet-compare align``: which sentences of an event's articles say the same thing."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from compare.cli.listing import print_jsonl, print_table
from compare.cli.options import ConfigFile, Format, Inputs, Listing, Strict
from compare.cli.outcome import finish, reported


class Events(StrEnum):
    """Where the grouping comes from."""

    FOUND = "found"
    GIVEN = "given"


def align(
    inputs: Inputs,
    *,
    events: Annotated[
        Events, typer.Option("--events", help="Group the articles, or take the records' `event`.")
    ] = Events.FOUND,
    format: Listing = Format.TABLE,  # noqa: A002 - the option's name
    config: ConfigFile = None,
    strict: Strict = False,
) -> None:
    """List the links between sentences, event by event; as JSON lines also what is perhaps told elsewhere."""
    from compare import assemble, listings, settings  # noqa: PLC0415 - keeps --help quick

    with reported():
        chosen = settings.load(inputs, config)
        corpus = assemble.read_corpus(inputs, chosen)
        given = events is Events.GIVEN
        grouping = assemble.given_events(corpus.articles) if given else assemble.group(corpus, chosen)
        comparisons = assemble.compare_corpus(corpus, grouping, chosen)
    labels = assemble.given_labels(corpus, grouping) if given else {}
    rows = listings.list_links(comparisons, labels)
    if format is Format.JSONL:
        print_jsonl([*rows, *listings.list_perhaps(comparisons, labels)])
    else:
        text = {(s.article_id, s.index): s.text for a in corpus.articles for s in a.sentences}
        print_table(
            ["event", "kind", "score", "a", "b"],
            [
                [r.event, r.kind, f"{r.score:.2f}", f"{r.a}:{r.i} {text[r.a, r.i]}", f"{r.b}:{r.j} {text[r.b, r.j]}"]
                for r in rows
            ],
        )
    finish(corpus, strict=strict)
