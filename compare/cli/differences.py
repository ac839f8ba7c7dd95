"""``outlet-compare differences``: the figures, days, places, names and statements that accounts give differently."""

from __future__ import annotations

from typing import Annotated

import typer

from compare.cli.align import Events, compare_by
from compare.cli.common import (
    ConfigFile,
    Format,
    Inputs,
    Listing,
    Strict,
    finish,
    print_jsonl,
    print_table,
    reported,
)


def differences(
    inputs: Inputs,
    *,
    events: Annotated[
        Events, typer.Option("--events", help="Group the articles, or use the `event` field of the records.")
    ] = Events.FOUND,
    format: Listing = Format.TABLE,  # noqa: A002 - the option's name
    config: ConfigFile = None,
    strict: Strict = False,
) -> None:
    """List where accounts of the same event disagree.

    In figures, days, places, names and statements, event by event.
    """
    from compare import builder, frames, settings  # noqa: PLC0415 - keeps --help quick

    with reported():
        chosen = settings.load(inputs, config)
        corpus = builder.read_corpus(inputs, chosen)
        comparisons, labels = compare_by(events, corpus)
    rows = frames.list_differences(comparisons, labels)
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
