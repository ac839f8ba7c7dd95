"""The event page: everything it says, in the order in which it says it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from compare.curation import spell
from compare.model import Article, Decision, Exclude, Merge, Origin, Rename, Split
from compare.report.context import Account, EventContext, Span, TaggedText, headline, introduce, letter
from compare.report.date_format import days, local
from compare.report.marking import Segment, cut
from compare.report.measured import Framing, view_framing
from compare.report.neighbours import Neighbours, copy_source
from compare.report.order import Picture, draw_order
from compare.report.points import Point, Points, find_points
from compare.report.revisions import Revision, find_revisions
from compare.report.site import Imprint, Shared, share
from compare.report.terms import bare, is_telling
from compare.report.timeline import Timeline, draw_timeline
from compare.report.urls import article_page, body_digest, page_name
from compare.report.views.matrix import Matrix, choose, lay_out
from compare.report.views.tally import Tally, count_states
from compare.text.tokens import tokens

FIRST, NEXT = 50_000, 200_000
"""Estimated bytes of rows on the event's own page, which has much else, and on those that follow."""
MOST_ALONE = 50_000
"""Estimated bytes of sentences in no shared point; above it only the first of each account are listed."""
_ROW, _WORDING, _PLACE, _ABSENCE, _LONE = 1250, 400, 220, 230, 420


class Part(NamedTuple):
    """The rows on one page, which is the file ``name`` in the event's folder."""

    number: int
    pages: int
    name: str
    points: tuple[Point, ...]

    def of(self, *keys: str) -> tuple[Point, ...]:
        """The page's points in one of these states."""
        return tuple(point for point in self.points if point.state.key in keys)


class Parts(NamedTuple):
    """All pages of rows, and where each sentence stands; ``alone`` says that all in no shared point are listed."""

    pages: tuple[Part, ...]
    alone: bool
    places: dict[str, str]

    def hrefs(self, name: str) -> dict[str, str]:
        """The link to every anchor from the page ``name`` of the event's folder."""
        return {anchor: f"#{anchor}" if at == name else f"{at}#{anchor}" for anchor, at in self.places.items()}


def part(points: Points, reading: EventContext, *, whole: bool = False) -> Parts:
    """The rows of an event, in order, on as many pages as their size asks for, or on one."""
    groups: list[list[Point]] = [[]]
    room = FIRST
    for point in points.shared:
        weight = _weigh(point)
        if weight > room and groups[-1] and not whole:
            groups.append([])
            room = NEXT
        groups[-1].append(point)
        room -= weight
    parts = tuple(
        Part(n, len(groups), page_name("index" if n == 1 else "points", n), tuple(group))
        for n, group in enumerate(groups, start=1)
    )
    lone = [item for found in points.unshared for item in found.sentences]
    alone = whole or sum(_LONE + len(item.told.sentence.text) for item in lone) <= MOST_ALONE
    return Parts(parts, alone, _place(parts, points, reading, alone=alone))


def _weigh(point: Point) -> int:
    """About how many bytes the row takes."""
    texts = sum(len(segment.text) + 60 for wording in point.wordings for segment in wording.segments)
    places = sum(len(wording.accounts) for wording in point.wordings)
    return _ROW + _WORDING * len(point.wordings) + texts + _PLACE * places + _ABSENCE * len(point.absences)


def _place(parts: tuple[Part, ...], points: Points, reading: EventContext, *, alone: bool) -> dict[str, str]:
    places = {}
    for page in parts:
        for point in page.points:
            for ref in point.bead.sentences:
                places[reading.told[ref].anchor] = page.name
            places[f"p-{point.anchor[2:]}"] = page.name
    first = parts[0].name
    for found in points.unshared:
        article_id = reading.articles[found.account].id
        places.update((item.told.anchor, first) for item in found.shown)
        for item in found.folded:
            places[item.told.anchor] = first if alone else f"../../{article_page(article_id, item.told.number)}"
    return places


SHOWN_DIGITS = 12


class Trace(NamedTuple):
    """An account's origin in words, its evidence verbatim, what was set aside, and the digest of its body.

    How much it copies is said once, in ``copied``, with where the words stand.
    """

    account: int
    origin: str
    with_letters: tuple[str, ...]
    evidence: tuple[str, ...]
    copied: str | None
    set_aside: tuple[str, ...]
    digest: str
    full_digest: str


def trace(imprint: Imprint, reading: EventContext) -> tuple[Trace, ...]:
    """The provenance of every account of an event."""
    return tuple(
        _trace(imprint, reading, place, article, origin)
        for place, (article, origin) in enumerate(zip(reading.articles, reading.origins, strict=True))
    )


def _trace(imprint: Imprint, reading: EventContext, place: int, article: Article, origin: Origin) -> Trace:
    same = [letter(n) for n, other in enumerate(reading.origins) if other.id == origin.id and n != place]
    digest = body_digest(article.body)
    return Trace(
        account=place,
        origin=_origin(imprint, article, origin),
        with_letters=tuple(same),
        evidence=tuple(said for said in origin.evidence if not origin.copied or said != origin.copied.text),
        copied=_copied(reading, origin),
        set_aside=_set_aside(article),
        digest=digest[:SHOWN_DIGITS],
        full_digest=digest,
    )


def _origin(imprint: Imprint, article: Article, origin: Origin) -> str:
    source = copy_source(imprint, article, origin)
    if origin.kind == "version":
        return "a version of another account by the same outlet"
    if origin.kind == "undecided":
        return "another account has most of its words; which of them was first is not known"
    if source:
        return f"copy of {source}" if origin.kind == "reprint" else f"from {source}, a news agency"
    return "own" if origin.evidence else "own: no sign of another source found"


def _copied(reading: EventContext, origin: Origin) -> str | None:
    if origin.copied is None:
        return None
    at = next((n for n, article in enumerate(reading.articles) if article.id == origin.copied.source_id), None)
    place = f"in {letter(at)}" if at is not None else "in another article"
    return f"{origin.copied.text} also stand {place}"


def _set_aside(article: Article) -> tuple[str, ...]:
    roles = [sentence.role for sentence in article.sentences]
    captions = len(article.captions) + roles.count("caption")
    counts = (
        (captions, "caption", "captions"),
        (len(article.credit) + roles.count("credit"), "credit line", "credit lines"),
        (roles.count("furniture"), "line of page furniture", "lines of page furniture"),
    )
    return tuple(f"{count} {one if count == 1 else many}" for count, one, many in counts if count)


class About(NamedTuple):
    """An article that a decision is about: its own page, and its account where it is one of this event's."""

    article_id: str
    page: str
    account: Account | None


class Note(NamedTuple):
    """A decision as the page says it; ``kept`` where the result would be the same without it."""

    kind: str
    text: str
    author: str | None
    reason: str | None
    articles: tuple[About, ...]
    kept: bool


def note(decisions: Sequence[Decision], accounts: Sequence[Account]) -> tuple[Note, ...]:
    """The notes on an event's decisions, in their order."""
    own = {account.article_id: account for account in accounts}
    return tuple(
        Note(
            kind=decision.kind,
            text=decision.text,
            author=decision.author,
            reason=decision.reason,
            articles=tuple(About(i, article_page(i), own.get(i)) for i in decision.articles),
            kept=not decision.changed,
        )
        for decision in decisions
    )


def offer(reading: EventContext, neighbours: Neighbours, title: str) -> str:
    """Decisions on the event's articles and title as TOML, to be cut down to the one that is meant."""
    ids = [article.id for article in reading.articles]
    tables = [spell("rename", Rename(ids[0], title or "…"))]
    if len(ids) > 1:
        tables.append(spell("split", Split((ids[-1],))))
    tables += [spell("merge", Merge((ids[0], near.article_id))) for near in neighbours.listed[:1]]
    tables.append(spell("exclude", Exclude(ids[-1])))
    return "\n".join(tables)


class Headlines(NamedTuple):
    """Each account's headline as marked segments, None where it has none.

    ``marks_shared`` says that the marked words are those another headline uses too: where little is shared,
    marking what differs would mark everything.
    """

    marks_shared: bool
    marked: tuple[tuple[Segment, ...] | None, ...]

    @property
    def any_marked(self) -> bool:
        """Whether any word is marked at all."""
        return any(segment.differs for headline in self.marked if headline for segment in headline)


def mark_headlines(reading: EventContext) -> Headlines:
    """The event's headlines with their shared or their differing words marked, whichever are fewer.

    Words so common that they tell nothing are left out of the count and never marked.
    """
    texts = [article.headline or "" for article in reading.articles]
    telling = [[token for token in tokens(text) if is_telling(token.norm)] for text in texts]
    keys = [{bare(token) for token in found} for found in telling]
    shared: list[list[Span]] = []
    differing: list[list[Span]] = []
    for place, found in enumerate(telling):
        others: set[str] = set().union(*keys[:place], *keys[place + 1 :])
        shared.append([(token.start, token.end) for token in found if bare(token) in others])
        differing.append([(token.start, token.end) for token in found if bare(token) not in others])
    marks_shared = sum(map(len, shared)) <= sum(map(len, differing))
    compared = sum(bool(text) for text in texts) > 1
    marks = (shared if marks_shared else differing) if compared else [[] for _ in texts]
    marked = (cut(text, differing=spans) if text else None for text, spans in zip(texts, marks, strict=True))
    return Headlines(marks_shared, tuple(marked))


MANY = 6
"""Above this many accounts the page shows letters instead of names in tight places."""


class EventPage(NamedTuple):
    """One event as its page tells it; ``title_of`` is the letter of the account whose headline is the title.

    ``notes`` are what people decided, ``offer`` the TOML to decide more.
    """

    id: str
    title: TaggedText | None
    title_of: str | None
    dates: str
    one_day: bool
    excluded: str | None
    accounts: tuple[Account, ...]
    notices: tuple[Shared, ...]
    outlets: int
    origins: int
    tally: Tally
    points: Points
    parts: Parts
    headlines: Headlines
    matrix: Matrix
    picture: Picture | None
    timeline: Timeline | None
    neighbours: Neighbours
    framing: Framing
    revisions: tuple[Revision, ...]
    traces: tuple[Trace, ...]
    notes: tuple[Note, ...]
    offer: str

    @property
    def many(self) -> bool:
        """Whether names must give way to letters."""
        return len(self.accounts) > MANY

    @property
    def alone(self) -> bool:
        """Whether a single article tells the event."""
        return len(self.accounts) == 1


def view_event(imprint: Imprint, reading: EventContext, neighbours: Neighbours, *, whole: bool = False) -> EventPage:
    """The page of the event that was read; ``whole`` keeps all rows on one page, however many."""
    comparison, timezone, full_text = reading.comparison, imprint.site.timezone, imprint.site.full_text
    points = find_points(reading, full_text=full_text)
    parts = part(points, reading, whole=whole)
    drawn = choose(points, len(reading.articles))
    title, title_of = _entitle(imprint, reading)
    accounts = introduce(imprint, reading)
    moments = [article.published for article in reading.articles if article.published]
    return EventPage(
        id=comparison.event.id,
        title=title,
        title_of=title_of,
        dates=days(moments, timezone),
        one_day=len({local(moment, timezone).date() for moment in moments}) == 1,
        excluded=comparison.event.excluded,
        accounts=accounts,
        notices=share(reading.articles, imprint.outlets),
        outlets=reading.outlet_count,
        origins=reading.origin_count,
        tally=count_states(reading, points),
        points=points,
        parts=parts,
        headlines=mark_headlines(reading),
        matrix=lay_out(reading, points, drawn),
        picture=draw_order(reading, drawn) if drawn else None,
        timeline=draw_timeline(reading, neighbours, timezone),
        neighbours=neighbours,
        framing=view_framing(reading, full_text=full_text),
        revisions=find_revisions(reading, points.states, full_text=full_text),
        traces=trace(imprint, reading),
        notes=note(comparison.decisions, accounts),
        offer=offer(reading, neighbours, title.text if title else ""),
    )


def _entitle(imprint: Imprint, reading: EventContext) -> tuple[TaggedText | None, str | None]:
    """The title, and the letter of the account whose headline it is; a title that a person gave is no account's."""
    comparison = reading.comparison
    if comparison.title is not None:
        return TaggedText(comparison.title), None
    if comparison.title_of is None:
        return None, None
    place = comparison.event.article_ids.index(comparison.title_of)
    return headline(imprint, reading.articles[place]), letter(place)
