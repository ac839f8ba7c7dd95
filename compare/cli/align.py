"""``outlet-compare align``: which sentences of an event's articles say the same thing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from compare.cli.common import ConfigFile, Format, Inputs, Listing, Strict, finish, print_jsonl, print_table, reported

if TYPE_CHECKING:
    from compare.model import Article, Comparison, Corpus, Grouping


class Events(StrEnum):
    """Where the grouping comes from: found by clustering, or given by the records."""

    FOUND = "found"
    GIVEN = "given"


def align(
    inputs: Inputs,
    *,
    events: Annotated[
        Events, typer.Option("--events", help="Group the articles, or use the `event` field of the records.")
    ] = Events.FOUND,
    format: Listing = Format.TABLE,  # noqa: A002 - the option's name
    config: ConfigFile = None,
    strict: Strict = False,
) -> None:
    """List the links between sentences, event by event.

    JSON lines also include possible matches.
    """
    from compare import builder, frames, settings  # noqa: PLC0415 - keeps --help quick

    with reported():
        chosen = settings.load(inputs, config)
        corpus = builder.read_corpus(inputs, chosen)
        comparisons, labels = compare_by(events, corpus)
    rows = frames.list_links(comparisons, labels)
    if format is Format.JSONL:
        print_jsonl([*rows, *frames.list_perhaps(comparisons, labels)])
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


def compare_by(events: Events, corpus: Corpus) -> tuple[Mapping[str, Comparison], dict[str, str]]:
    """The comparison of every event, found or given, by event id; and the labels that the records gave to given events."""
    from compare import builder, pipeline  # noqa: PLC0415 - keeps --help quick

    if events is Events.FOUND:
        return builder.compare(pipeline.gather_cases(corpus, builder.group(corpus)), corpus.config), {}
    grouping = _given_events(corpus.articles)
    given = {article.id: article.given_event for article in corpus.articles}
    labels = {event.id: given[event.article_ids[0]] or event.id for event in grouping.events}
    return builder.compare(pipeline.gather_cases(corpus, grouping), corpus.config), labels


def _given_events(articles: Sequence[Article]) -> Grouping:
    """The grouping that the records brought along; an article without one stays alone."""
    from compare.clustering import form_event  # noqa: PLC0415 - keeps --help quick
    from compare.model import Grouping  # noqa: PLC0415 - as above

    groups: dict[tuple[bool, str], list[Article]] = {}
    for article in articles:
        groups.setdefault((article.given_event is None, article.given_event or article.id), []).append(article)
    return Grouping(events=tuple(form_event(members) for members in groups.values()))
