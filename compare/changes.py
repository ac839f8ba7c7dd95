"""What a build changes for readers: events that are new, grown, merged, split or gone since the site that stands, and why.

Events before and now are matched by the articles they have in common. The report is for people (Markdown) or programs (JSON)
and goes to a file of its own; the site does not know of it.
"""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple, get_args
from urllib.parse import quote

import msgspec
from msgspec import Struct

from compare.model import Article, Comparison, Corpus, Event, Grouping
from compare.publish.manifest import StandingEvent

_MARKS = re.compile(r"([\\`*_{}\[\]()#+!|~@-])")
_LONGEST = 300
MOST_LISTED = 50


def plain(text: str) -> str:
    """``text`` as Markdown that says just that: one line, without marks, links, mentions or HTML."""
    short = " ".join(text.split())
    short = short if len(short) <= _LONGEST else short[: _LONGEST - 1] + "…"
    return _MARKS.sub(r"\\\1", html.escape(short, quote=False))


def list_items(title: str, items: Sequence[str]) -> list[str]:
    """A section with a list, or nothing where the list is empty; of a long one the first items."""
    if not items:
        return []
    more = [f"- … and {len(items) - MOST_LISTED:,} more"] if len(items) > MOST_LISTED else []
    return [f"### {title} ({len(items):,})", "", *(f"- {item}" for item in items[:MOST_LISTED]), *more, ""]


Kind = Literal["new", "merged", "split", "grown", "shrunk", "rewritten", "gone"]
KINDS: tuple[Kind, ...] = get_args(Kind)
"""In the order in which they are told."""
_REASONS = 3


class ArticleNote(Struct, frozen=True):
    """An article in a report of changes."""

    article: str
    outlet: str
    headline: str | None


class Former(Struct, frozen=True):
    """An event before the build, or one of the parts that it was split into."""

    event: str
    title: str | None


class EventChange(Struct, frozen=True, kw_only=True):
    """One event that changed.

    ``event`` is its present id, None if it is gone; ``before`` are the events its articles were in, ``parts`` those that a
    split event became. ``came``, ``went`` and ``rewritten`` are articles that are new, gone or changed in the inputs; ``why``
    gives the reasons in words.
    """

    kind: Kind
    event: str | None
    title: str | None
    before: tuple[Former, ...] = ()
    parts: tuple[Former, ...] = ()
    came: tuple[ArticleNote, ...] = ()
    went: tuple[ArticleNote, ...] = ()
    rewritten: tuple[ArticleNote, ...] = ()
    why: tuple[str, ...] = ()


class Now(NamedTuple):
    """The site that is about to be written; ``titles`` are by event id."""

    corpus: Corpus
    grouping: Grouping
    comparisons: Mapping[str, Comparison]
    titles: Mapping[str, str | None]


def find_changes(before: Sequence[StandingEvent], now: Now) -> tuple[EventChange, ...]:
    """Every event that changed, by kind in the order of ``KINDS``, then in the events' order; former ones by id."""
    desk = _TwoSites(before, now)
    found = [*_of_present(desk), *_of_past(desk)]
    return tuple(sorted(found, key=lambda change: KINDS.index(change.kind)))


class _TwoSites:
    """Both sites, with events indexed by article id."""

    def __init__(self, before: Sequence[StandingEvent], now: Now) -> None:
        self.before, self.now = before, now
        self.articles = {article.id: article for article in now.corpus.articles}
        self.was = {article.id: (event, article) for event in before for article in event.articles}
        self.is_in = {article_id: event for event in now.grouping.events for article_id in event.article_ids}

    def former(self, event: Event) -> list[StandingEvent]:
        """The events before that articles of ``event`` were in, by id."""
        found = {self.was[i][0].id: self.was[i][0] for i in event.article_ids if i in self.was}
        return [found[event_id] for event_id in sorted(found)]

    def present(self, event: StandingEvent) -> list[Event]:
        """The events that articles of ``event`` are in now, in their order."""
        found = {self.is_in[a.id].id for a in event.articles if a.id in self.is_in}
        return [now for now in self.now.grouping.events if now.id in found]

    def note(self, article: Article) -> ArticleNote:
        outlet = self.now.corpus.outlets.get(article.outlet_id or "")
        return ArticleNote(
            article.id, outlet.name if outlet else article.outlet_id or "outlet not given", article.headline
        )

    def title(self, event: Event) -> str | None:
        return self.now.titles.get(event.id)


def _of_present(desk: _TwoSites) -> Iterator[EventChange]:
    for event in desk.now.grouping.events:
        former = desk.former(event)
        came = [desk.articles[i] for i in event.article_ids if i not in desk.was]
        rewritten = [desk.articles[i] for i in event.article_ids if i in desk.was and _was_rewritten(desk, i)]
        went = [a for old in former for a in old.articles if a.id not in desk.is_in]
        kind = _kind(desk, former, came=bool(came), went=bool(went), rewritten=bool(rewritten))
        if kind:
            yield EventChange(
                kind=kind,
                event=event.id,
                title=desk.title(event),
                before=tuple(Former(old.id, old.title) for old in former),
                came=tuple(map(desk.note, came)),
                went=tuple(ArticleNote(a.id, a.outlet_name, a.headline) for a in went),
                rewritten=tuple(map(desk.note, rewritten)),
                why=tuple(_why(desk, kind, event, former, came)),
            )


def _of_past(desk: _TwoSites) -> Iterator[EventChange]:
    for old in desk.before:
        present = desk.present(old)
        if not present:
            went = tuple(ArticleNote(a.id, a.outlet_name, a.headline) for a in old.articles)
            former = (Former(old.id, old.title),)
            why = ("none of its articles is among the inputs any more",)
            yield EventChange(kind="gone", event=None, title=old.title, before=former, went=went, why=why)
        elif len(present) > 1:
            yield EventChange(
                kind="split",
                event=present[0].id,
                title=old.title,
                before=(Former(old.id, old.title),),
                parts=tuple(Former(part.id, desk.title(part)) for part in present),
                why=tuple(_why_apart(desk, old, present)),
            )


def _kind(desk: _TwoSites, former: Sequence[StandingEvent], *, came: bool, went: bool, rewritten: bool) -> Kind | None:
    """What became of an event; None if nothing did, or if it is part of a split event and reported there."""
    if len(former) != 1:
        return "merged" if former else "new"
    if came:
        return "grown"
    if len(desk.present(former[0])) > 1:
        return None
    return "shrunk" if went else "rewritten" if rewritten else None


def _was_rewritten(desk: _TwoSites, article_id: str) -> bool:
    body = desk.articles[article_id].body
    return hashlib.sha256(body.encode(errors="surrogatepass")).hexdigest() != desk.was[article_id][1].sha256


def _why(
    desk: _TwoSites, kind: Kind, event: Event, former: Sequence[StandingEvent], came: Sequence[Article]
) -> Iterator[str]:
    if len(event.article_ids) == 1:
        yield f"kept out of events: {event.excluded}" if event.excluded else "no other article tells the same event"
        return
    comparison = desk.now.comparisons[event.id]
    for article in came:
        others = set(event.article_ids) - {article.id}
        yield f"{_say(desk, article)} came: {_in_common(comparison, {article.id}, others, 'it', 'the others')}"
    if kind == "merged":
        groups = [{a.id for a in old.articles} & set(event.article_ids) for old in former]
        yield f"accounts of {len(groups)} events: {_in_common(comparison, groups[0], set().union(*groups[1:]), 'the first', 'the others')}"
        if not came and not any(_was_rewritten(desk, i) for i in event.article_ids if i in desk.was):
            yield "none of its articles came or changed: others, the settings or the program did"


def _why_apart(desk: _TwoSites, old: StandingEvent, present: Sequence[Event]) -> Iterator[str]:
    """The relations between the parts, likeliest first, with their strongest reasons."""
    parts = {article_id: part.id for part in present for article_id in part.article_ids}
    between = [r for r in desk.now.grouping.relations if r.a in parts and r.b in parts and parts[r.a] != parts[r.b]]
    for relation in between[:1]:
        reasons = "; ".join(reason.text for reason in relation.reasons[:_REASONS])
        yield f"the likeliest pair across the parts has a probability of {relation.score:.2f} to tell one event: {reasons}"
    if not between:
        yield "no pair of articles across the parts is likely to tell one event"
    texts = [a.id for a in old.articles if a.id in desk.is_in and _was_rewritten(desk, a.id)]
    if texts:
        yield f"{len(texts)} of its articles were rewritten"


def _in_common(comparison: Comparison, one: set[str], others: set[str], name: str, rest: str) -> str:
    """How many sentences of ``one`` are linked with sentences of ``others``."""
    matched = {
        ref
        for link in comparison.alignment.links
        for ref, partner in ((link.a, link.b), (link.b, link.a))
        if ref.article_id in one and partner.article_id in others
    }
    if not matched:
        return f"no sentence of {name} matches one of {rest}; headline and words decide"
    return f"{len(matched)} sentence{'s' * (len(matched) > 1)} of {name} match{'es' * (len(matched) == 1)} sentences of {rest}"


def _say(desk: _TwoSites, article: Article) -> str:
    note = desk.note(article)
    return f"“{note.headline}” ({note.outlet})" if note.headline else f"an article of {note.outlet}"


_TITLES = {
    "new": "New",
    "merged": "Merged",
    "split": "Split",
    "grown": "Grown",
    "shrunk": "Lost articles",
    "rewritten": "Rewritten",
    "gone": "Gone",
}


class Changes(Struct, frozen=True):
    """The document ``--changes FILE.json``; ``events`` and ``before`` count events of the new and of the old site."""

    schema_version: int
    before: int
    events: int
    changes: tuple[EventChange, ...]


def to_json(changes: Changes) -> bytes:
    """The report as indented JSON."""
    return msgspec.json.format(msgspec.json.encode(changes), indent=1) + b"\n"


def to_markdown(changes: Changes, base_url: str = "") -> bytes:
    """The report as Markdown, a section for each kind; titles are links where the site's address is known."""
    base = f"{base_url.rstrip('/')}/" if base_url else ""
    lines = ["## Changed events", "", _sum_up(changes), ""]
    for kind in KINDS:
        found = [change for change in changes.changes if change.kind == kind]
        lines += list_items(_TITLES[kind], ["".join(_item(change, base)) for change in found])
    return "\n".join(lines).rstrip("\n").encode(errors="replace") + b"\n"


def _sum_up(changes: Changes) -> str:
    events = f"{changes.events:,} event{'s' * (changes.events != 1)}"
    if not changes.changes:
        return f"None: {events}, as before."
    counts = {kind: sum(change.kind == kind for change in changes.changes) for kind in KINDS}
    said = ", ".join(f"{count:,} {_TITLES[kind].casefold()}" for kind, count in counts.items() if count)
    return f"{said}. {events}, {changes.before:,} before."


def _item(change: EventChange, base: str) -> Iterator[str]:
    yield _link(Former(change.event, change.title), base) if change.event else plain(change.title or "No headline")
    if change.kind in {"merged", "split"}:
        others: Sequence[Former] = change.parts if change.kind == "split" else change.before
        names = ", ".join(_link(f, base) if change.kind == "split" else plain(f.title or "no headline") for f in others)
        yield f" {'into' if change.kind == 'split' else 'from'}: {names}"
    for word, notes in (("came", change.came), ("went", change.went), ("rewritten", change.rewritten)):
        if notes and not (word == "came" and change.kind == "grown"):
            yield f"; {word}: {', '.join(sorted({plain(note.outlet) for note in notes}))}"
    for reason in change.why:
        yield f"\n  - {plain(reason)}"


def _link(event: Former, base: str) -> str:
    title = plain(event.title or "No headline")
    return f"[{title}]({base}e/{quote(event.event)}/)" if base else title
