"""A saved page's text to an article, as its outlet's layout says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from compare.model import Article, ArticleKind, Outlet, SentenceRole
from compare.reading.draft import Draft, finish
from compare.reading.layout import Layout
from compare.reading.outlets import OutletTable
from compare.reading.pages.captions import distinct
from compare.reading.pages.front import Front, read_front
from compare.reading.pages.kinds import find_kind
from compare.reading.pages.lines import page_lines
from compare.reading.pages.marking import Mark, mark
from compare.reading.pages.recognise import address, recognise
from compare.reading.pages.story import Story, read_story
from compare.reading.segments import Piece

_LISTS = frozenset({"list", "summary"})


class NoTextError(ValueError):
    """A page without text; ``problem`` and ``mend`` are fit for a reader."""

    def __init__(self, problem: str, mend: str) -> None:
        """Keep the parts of the message."""
        super().__init__(problem)
        self.problem, self.mend = problem, mend


class _Page(NamedTuple):
    url: str | None
    outlet: Outlet | None
    layout: Layout
    marks: Sequence[Mark]
    notices: tuple[str, ...]


def read_page(text: str, article_id: str, table: OutletTable, outlet: Outlet | None = None) -> Article:
    """The article on a page; ``outlet`` is given where the corpus says whose page it is, else the page tells.

    Raises:
        NoTextError: Nothing on the page is an article's text.
    """
    page = _look(text, table, outlet)
    front = read_front(page.marks, page.layout)
    kind = find_kind(front.headline, front.label, [m.text for m in page.marks], front.start, page.layout)
    if kind is not None and kind.kind in _LISTS:
        # What tells an index is its rows: no line of it is the headline or the date of the whole.
        front = Front(0) if kind.line else front
        story = Story(_plain(page.marks[front.start :]) or _plain(page.marks))
    else:
        story = read_story(page.marks, front.start, page.layout, front.headline)
    pieces = _pieces(story.paragraphs, "text")
    sort: ArticleKind = kind.kind if kind else "news"
    reason = kind.reason if kind else None
    captions = distinct(front.captions + story.captions)
    if not pieces and captions:
        sort, reason, pieces = "photo", "pictures with captions, no text", _pieces(captions, "caption")
    if not pieces and _is_guess(front):
        front, pieces = front._replace(headline=None, deck=None), _pieces(_plain(page.marks), "text")
    if not pieces:
        raise NoTextError("no article text was found on the page", "Save the whole page as text, or remove the file.")
    byline = front.byline or story.byline
    draft = Draft(
        pieces,
        outlet=page.outlet,
        url=page.url,
        headline=front.headline,
        deck=front.deck,
        byline=byline,
        published=front.published,
        modified=front.modified,
        captions=captions,
        credits=story.credits,
        notices=page.notices,
        kind=sort,
        kind_reason=reason,
        truncated=story.truncated,
    )
    return finish(article_id, draft, page.layout)


def _look(text: str, table: OutletTable, outlet: Outlet | None) -> _Page:
    lines = page_lines(text)
    if not lines:
        raise NoTextError("empty: nothing but white space", "Save the page's text again, or remove the file.")
    url = address(lines)
    lines = [line for line in lines if url is None or not line.text.endswith(url)]
    outlet = outlet or (table.find(url) if url else None) or recognise(lines, table)
    layout = table.layout(outlet.id if outlet else None)
    marks = [mark(line, layout) for line in lines]
    notices = tuple(m.text for m in marks if m.role == "notice")
    return _Page(url, outlet, layout, [m for m in marks if m.role != "notice"], notices)


def _is_guess(front: Front) -> bool:
    """Whether the headline is one only because it stands first: no date line or byline vouches for it."""
    return front.published is None and front.modified is None and front.byline is None


def _plain(marks: Sequence[Mark]) -> tuple[str, ...]:
    return tuple(m.text for m in marks if m.role == "text")


def _pieces(texts: tuple[str, ...], role: SentenceRole) -> list[Piece]:
    return [Piece(text, role, whole=role == "caption") for text in texts]
