"""A saved page's text to an article, as its outlet's layout says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from compare.corpus.captions import distinct
from compare.corpus.front import Front, read_front
from compare.corpus.kinds import find_kind
from compare.corpus.layout import LONGEST_MARK, Layout
from compare.corpus.lines import page_lines
from compare.corpus.marking import Mark, mark
from compare.corpus.outlets import OutletTable
from compare.corpus.recognise import address, recognise
from compare.corpus.segments import Piece, assemble_body
from compare.corpus.story import Story, read_story
from compare.model import Article, ArticleKind, Outlet, SentenceRole

_HANGUL = re.compile(r"[가-힣]")
_LATIN = re.compile(r"[A-Za-z]")
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
    version, headline = split_version(front.headline, page.layout)
    language = language_of(pieces, page.outlet)
    body, sentences = assemble_body(article_id, pieces, language)
    byline = front.byline or story.byline
    return Article(
        id=article_id,
        outlet_id=page.outlet.id if page.outlet else None,
        url=page.url,
        language=language,
        headline=headline,
        deck=front.deck,
        byline=byline,
        dateline=find_dateline(body, page.layout),
        published=front.published,
        modified=front.modified,
        body=body,
        sentences=sentences,
        captions=captions,
        credit=byline_credit(byline, page.layout) + story.credits,
        version=version,
        notices=page.notices,
        kind=sort,
        kind_reason=reason,
    )


def split_version(headline: str | None, layout: Layout) -> tuple[str | None, str | None]:
    """The version label before a headline ("2nd LD"), and the headline without it."""
    for pattern in layout.versions if headline else ():
        if (found := pattern.match(headline or "")) is not None:
            return found["version"], (headline or "")[found.end() :].strip() or None
    return None, headline


def find_dateline(text: str, layout: Layout) -> str | None:
    """What stands before the lead: "SEOUL, July 8 (Yonhap)"."""
    matches = (pattern.match(text[:LONGEST_MARK]) for pattern in layout.datelines)
    return next((found["dateline"] for found in matches if found is not None), None)


def byline_credit(byline: str | None, layout: Layout) -> tuple[str, ...]:
    """The byline as evidence of another origin, where it names an agency: ("By Yonhap",)."""
    if byline is None or byline.casefold() not in layout.agencies or (layout.outlet and layout.outlet.agency):
        return ()
    return (f"By {byline}",)


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


def language_of(pieces: Sequence[Piece], outlet: Outlet | None) -> str | None:
    """Korean where Hangul prevails, whatever the outlet's usual language is."""
    sample = " ".join(piece.text[:500] for piece in pieces[:5])
    if len(_HANGUL.findall(sample)) > len(_LATIN.findall(sample)):
        return "ko"
    return outlet.language if outlet else None
