"""``outlet-compare events``: which articles tell the same event."""

from __future__ import annotations

from compare.cli.common import ConfigFile, Format, Inputs, Listing, Strict, finish, print_jsonl, print_table, reported


def events(
    inputs: Inputs,
    *,
    format: Listing = Format.TABLE,  # noqa: A002 - the option's name
    config: ConfigFile = None,
    strict: Strict = False,
) -> None:
    """Group the articles of INPUT by event: one line per article.

    The table lists the earliest event first, and within each event the earliest article; JSON lines are in input order.
    """
    from compare import builder, frames, settings  # noqa: PLC0415 - keeps --help quick

    with reported():
        chosen = settings.load(inputs, config)
        corpus = builder.read_corpus(inputs, chosen, slim=True)
        grouping = builder.group(corpus, related=False)
    rows = frames.list_articles(corpus.articles, grouping)
    if format is Format.JSONL:
        print_jsonl(rows)
    else:
        names: dict[str | None, str] = {
            None: "outlet not given",
            **{key: outlet.name for key, outlet in corpus.outlets.items()},
        }
        print_table(
            ["event", "published", "outlet", "headline", "article"],
            [
                [r.event, r.published or "no date given", names[r.outlet], r.title or "no headline given", r.article]
                for r in frames.sort_by_event(rows, grouping)
            ],
        )
    finish(corpus, strict=strict)
