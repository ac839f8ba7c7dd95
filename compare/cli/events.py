"""``outlet-compare events``: which articles tell the same event."""

from __future__ import annotations

from compare.cli.listing import print_jsonl, print_table
from compare.cli.options import ConfigFile, Format, Inputs, Listing, Strict
from compare.cli.outcome import finish, reported


def events(
    inputs: Inputs,
    *,
    format: Listing = Format.TABLE,  # noqa: A002 - the option's name
    config: ConfigFile = None,
    strict: Strict = False,
) -> None:
    """Group the articles of INPUT by event: one line an article.

    The table has the earliest event first, and of each event the earliest article; JSON lines come in input order.
    """
    from compare import assemble, listings, settings  # noqa: PLC0415 - keeps --help quick

    with reported():
        chosen = settings.load(inputs, config)
        corpus = assemble.read_corpus(inputs, chosen)
        grouping = assemble.group(corpus, chosen)
    rows = listings.list_articles(corpus.articles, grouping)
    if format is Format.JSONL:
        print_jsonl(rows)
    else:
        names = assemble.outlet_names(corpus)
        print_table(
            ["event", "published", "outlet", "headline", "article"],
            [
                [r.event, r.published or "no date given", names[r.outlet], r.title or "no headline given", r.article]
                for r in listings.sort_by_event(rows, grouping)
            ],
        )
    finish(corpus, strict=strict)
