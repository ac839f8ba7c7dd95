"""The event page: everything it says, in the order of a reader's questions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from compare.framing import all_analyses
from compare.report.account_sources import Note, Revision, Trace, find_revisions, note, offer, trace
from compare.report.context import Account, EventContext, TaggedText, headline, introduce
from compare.report.date_format import days
from compare.report.difference_table import DifferenceTable, make_difference_table
from compare.report.measured import Framing, OrderPicture, draw_order, view_framing
from compare.report.neighbours import Neighbours
from compare.report.points import Point, Points, find_points
from compare.report.site import Imprint, SharedNotice, share
from compare.report.story import FEW_ACCOUNTS, OnlyIn, SharedStory, choose_only, choose_shared
from compare.report.urls import article_page, page_name
from compare.report.voices import Heard, list_voices

OPEN_POINTS, OPEN_OF_MANY = 8, 5
"""Points that stand open under "Sentence by sentence", and of an event of many accounts."""
MOST_FILTERED = 40
"""Accounts that can be chosen: the stylesheet has a rule for each."""
FIRST_PAGE, NEXT_PAGE = 110_000, 200_000
"""Estimated bytes of points on the event's own page, which has much else, and on those that follow."""
MOST_ALONE = 60_000
"""Estimated bytes of sentences in no shared point; above it they are read on the articles' own pages."""
DESCRIPTION_LENGTH = 155
"""Characters of a page's description that search engines show."""
_POINT, _WORDING, _PLACE, _ABSENCE, _LONE = 700, 250, 180, 60, 260


class PointGroup(NamedTuple):
    """Points under one heading; folded unless the title is empty."""

    title: str
    points: tuple[Point, ...]


class PointsPage(NamedTuple):
    """The groups of points on one page, which is the file ``name`` in the event's folder."""

    number: int
    pages: int
    name: str
    groups: tuple[PointGroup, ...]


class PointPages(NamedTuple):
    """All pages of points, and where each anchor stands; ``lists_alone``: sentences in no point are listed too."""

    pages: tuple[PointsPage, ...]
    lists_alone: bool
    places: dict[str, str]

    def hrefs(self, name: str) -> dict[str, str]:
        """The link to every anchor from the page ``name`` of the event's folder."""
        return {anchor: f"#{anchor}" if at == name else f"{at}#{anchor}" for anchor, at in self.places.items()}


class EventPage(NamedTuple):
    """One event as its page tells it; ``title_of`` is the account whose headline is the title.

    ``notes`` are what people decided, ``offer`` the TOML to decide more. ``quiet`` accounts tell nothing alone;
    of those that are ``headline_only`` nothing else was read.
    """

    id: str
    title: TaggedText | None
    title_of: Account | None
    dates: str
    excluded: str | None
    accounts: tuple[Account, ...]
    notices: tuple[SharedNotice, ...]
    outlets: int
    origins: int
    points: Points
    story: SharedStory
    only: tuple[OnlyIn, ...]
    ledger: DifferenceTable
    voices: Heard
    layout: PointPages
    picture: OrderPicture | None
    neighbours: Neighbours
    framing: Framing
    revisions: tuple[Revision, ...]
    traces: tuple[Trace, ...]
    notes: tuple[Note, ...]
    offer: str
    description: str

    @property
    def many(self) -> bool:
        """Whether there are too many accounts for a column each."""
        return len(self.accounts) > FEW_ACCOUNTS

    @property
    def alone(self) -> bool:
        """Whether a single article tells the event."""
        return len(self.accounts) == 1

    @property
    def filtered(self) -> bool:
        """Whether the accounts can be chosen."""
        return self.many and len(self.accounts) <= MOST_FILTERED

    @property
    def readable(self) -> tuple[Account, ...]:
        """The accounts of which more than the headline was read."""
        return tuple(account for account in self.accounts if not account.headline_only)

    @property
    def headline_only(self) -> tuple[Account, ...]:
        """The accounts of which nothing but the headline was read."""
        return tuple(account for account in self.accounts if account.headline_only)

    @property
    def undated(self) -> tuple[Account, ...]:
        """The accounts whose date is not known: that they tell this event was judged by their words alone."""
        return tuple(account for account in self.accounts if account.iso is None)

    @property
    def quiet(self) -> tuple[Account, ...]:
        """The accounts in which no sentence was found that they alone have."""
        told = {found.account for found in self.only}
        return tuple(account for account in self.readable if account.place not in told)

    @property
    def uncounted(self) -> tuple[Account, ...]:
        """The accounts whose quotations were not counted, as another account of their origin stands for them."""
        counted = self.voices.accounts
        return tuple(account for account in self.readable if counted and account.place not in counted)


def view_event(imprint: Imprint, reading: EventContext, neighbours: Neighbours, *, whole: bool = False) -> EventPage:
    """The page of the event that was read; ``whole`` keeps all points on one page, however many."""
    comparison, full_text = reading.comparison, imprint.site.full_text
    points = find_points(reading, full_text=full_text)
    accounts = introduce(imprint, reading)
    story = choose_shared(points, sum(not account.headline_only for account in accounts))
    voices = list_voices(reading)
    title, title_of = _entitle(imprint, reading, accounts)
    return EventPage(
        id=comparison.event.id,
        title=title,
        title_of=title_of,
        dates=days(reading.days),
        excluded=comparison.event.excluded,
        accounts=accounts,
        notices=share(reading.articles, imprint.outlets, () if imprint.site.notice else imprint.common),
        outlets=reading.outlet_count,
        origins=reading.origin_count,
        points=points,
        story=story,
        only=choose_only(reading, points, voices) if full_text and len(accounts) > 1 else (),
        ledger=make_difference_table(reading),
        voices=voices,
        layout=lay_out(points, story, reading, whole=whole),
        picture=draw_order(reading, points),
        neighbours=neighbours,
        framing=view_framing(reading, all_analyses(imprint.framing), full_text=full_text),
        revisions=find_revisions(reading, points.states, full_text=full_text),
        traces=trace(imprint, reading),
        notes=note(comparison.decisions, accounts),
        offer=offer(reading, neighbours, title.text if title else ""),
        description=_describe(accounts, story),
    )


def lay_out(points: Points, story: SharedStory, reading: EventContext, *, whole: bool = False) -> PointPages:
    """The points in the order of the page, on as many pages as their size asks for, or on one.

    Those in which figures differ come first, then those of the story, then the rest from early to late.
    """
    few = OPEN_OF_MANY if len(reading.articles) > FEW_ACCOUNTS else OPEN_POINTS
    pages: list[list[PointGroup]] = [[]]
    room = NEXT_PAGE * 1000 if whole else FIRST_PAGE
    for title, found in _group_points(points, story, few):
        left = list(found)
        while left:
            taken: list[Point] = []
            while left and (_weigh(left[0]) <= room or not (taken or pages[-1])):
                room -= _weigh(left[0])
                taken.append(left.pop(0))
            if taken:
                pages[-1].append(PointGroup(title and _count(title, taken), tuple(taken)))
            if left:
                pages.append([])
                room = NEXT_PAGE
    made = tuple(
        PointsPage(n, len(pages), page_name("index" if n == 1 else "points", n), tuple(groups))
        for n, groups in enumerate(pages, start=1)
    )
    lone = [item for found in points.unshared for item in found.sentences]
    lists_alone = whole or sum(_LONE + len(item.told.sentence.text) for item in lone) <= MOST_ALONE
    return PointPages(made, lists_alone, _place(made, points, reading, lists_alone=lists_alone))


def _group_points(points: Points, story: SharedStory, few: int) -> list[tuple[str, list[Point]]]:
    """The points in their groups; the title of a group has its number later, when it is known what a page holds."""
    flagged = [p for p in points.shared if p.flag and p.origins > 1]
    first = [*flagged, *(p for p in story.points if p not in flagged)]
    early = sorted(points.shared, key=lambda p: (-p.earliness, p.anchor))
    others = [p for p in early if p not in first and p.origins > 1 and p.state.key != "same"]
    opened = [*first, *others][: max(few, len(story.points))]
    rest = [p for p in [*first, *others] if p not in opened]
    same = [p for p in early if p.state.key == "same" and p not in opened]
    copied = [p for p in early if p.origins < 2 and p not in opened]  # noqa: PLR2004 - one origin is no agreement
    return [
        ("", opened),
        ("point told in different words", rest),
        ("point told in the same words", same),
        ("point in which accounts repeat one source", copied),
    ]


def _count(title: str, points: Sequence[Point]) -> str:
    number = len(points)
    return f"{number} more {title if number == 1 else title.replace('point', 'points', 1)}"


def _weigh(point: Point) -> int:
    """About how many bytes the point takes."""
    texts = sum(len(segment.text) + 40 for wording in point.wordings for segment in wording.segments)
    places = sum(len(wording.accounts) for wording in point.wordings)
    return _POINT + _WORDING * len(point.wordings) + texts + _PLACE * places + _ABSENCE * len(point.absences)


def _place(pages: Sequence[PointsPage], points: Points, reading: EventContext, *, lists_alone: bool) -> dict[str, str]:
    places = {}
    for page in pages:
        for point in (point for group in page.groups for point in group.points):
            for ref in point.bead.sentences:
                places[reading.told[ref].anchor] = page.name
            places[f"p-{point.key}"] = page.name
    first = pages[0].name
    for found in points.unshared:
        article_id = reading.articles[found.account].id
        for item in found.sentences:
            elsewhere = f"../../{article_page(article_id, item.told.number)}"
            places[item.told.anchor] = first if lists_alone else elsewhere
    return places


def _entitle(
    imprint: Imprint, reading: EventContext, accounts: Sequence[Account]
) -> tuple[TaggedText | None, Account | None]:
    """The title, and the account whose headline it is; a title that a person gave is no account's."""
    comparison = reading.comparison
    if comparison.title is not None:
        return TaggedText(comparison.title), None
    if comparison.title_of is None:
        return None, None
    place = comparison.event.article_ids.index(comparison.title_of)
    return headline(imprint, reading.articles[place]), accounts[place]


def _describe(accounts: Sequence[Account], story: SharedStory) -> str:
    """The page in a sentence or two, for those who find it elsewhere."""
    names = list(dict.fromkeys(account.outlet.text for account in accounts))
    outlets = ", ".join(names[:4]) + (f" and {len(names) - 4} more" if len(names) > 4 else "")  # noqa: PLR2004
    said = next((point.clause.text.strip() for point in story.points), "")
    text = f"{outlets}: {said}" if said else f"As told by {outlets}."
    return text if len(text) <= DESCRIPTION_LENGTH else text[: DESCRIPTION_LENGTH - 2].rsplit(" ", 1)[0] + " …"
