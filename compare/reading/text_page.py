"""A page saved as text becomes an article: its outlet, its head, its kind, and where its text ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from compare.model import Article, ArticleKind, Moment, Outlet, SentenceRole
from compare.reading.draft import Draft, Paragraph, finish
from compare.reading.outlets import LONGEST_MARK, Kind, Layout, OutletTable
from compare.reading.page_lines import (
    MarkedLine,
    PageLine,
    caption,
    distinct,
    ends_a_sentence,
    is_credited,
    is_prose,
    longer_of,
    mark,
    page_lines,
    rejoin,
    unglue,
)

_MARK, _HINT, _LEAST = 3, 1, 2
_MOST_LINES = 400
_ADDRESS = re.compile(r"^(?:(?:URL|Source|Link) ?: ?)?(https?://\S+)$", re.IGNORECASE)


def address(lines: Sequence[PageLine]) -> str | None:
    """The web address that the page's first or last line consists of."""
    for line in (*lines[:2], *lines[-1:]):
        if len(line.text) < 10 * LONGEST_MARK and (found := _ADDRESS.match(line.text)) is not None:
            return found[1]
    return None


def recognise(lines: Sequence[PageLine], table: OutletTable) -> Outlet | None:
    """The outlet whose marks the page bears; None where none has enough, or two have as many.

    Between a newspaper and an agency with as many it is the newspaper's page: it reprints the agency's dateline.
    """
    excerpt = "\n".join(_clip(line.text) for line in (*lines[:_MOST_LINES], *lines[_MOST_LINES:][-_MOST_LINES:]))
    scored: dict[tuple[int, bool], list[str]] = {}
    for id_, layout in table.layouts.items():
        if layout.marks or layout.hints:
            scored.setdefault((_score(excerpt, layout), not table.outlets[id_].agency), []).append(id_)
    (best, _), ids = max(scored.items(), default=((0, False), []))
    return table.outlets[ids[0]] if best >= _LEAST and len(ids) == 1 else None


def _score(excerpt: str, layout: Layout) -> int:
    marks = sum(pattern.search(excerpt) is not None for pattern in layout.marks)
    hints = sum(pattern.search(excerpt) is not None for pattern in layout.hints)
    return _MARK * marks + _HINT * hints


def _clip(text: str) -> str:
    return text if len(text) <= 2 * LONGEST_MARK else f"{text[:LONGEST_MARK]}\n{text[-LONGEST_MARK:]}"


_OPENING = 4
_REACH = 400
"""So much of a line is looked at."""


def find_kind(headline: str | None, label: str | None, lines: Sequence[str], start: int, layout: Layout) -> Kind | None:
    """The rule that tells the page, or None for news; ``start`` is where its text begins among ``lines``."""
    heads = [line[:_REACH] for line in lines]
    opening = "\n".join(heads[max(0, start - 1) : start + _OPENING])
    for kind in layout.kinds:
        conditions = ((kind.headline, headline), (kind.label, label), (kind.text, opening))
        if all(_found(pattern, text) for pattern, text in conditions) and _has_lines(kind, heads):
            return kind
    return None


def _has_lines(kind: Kind, heads: Sequence[str]) -> bool:
    return kind.line is None or sum(kind.line(head) is not None for head in heads) >= kind.least


def _found(pattern: re.Pattern[str] | None, text: str | None) -> bool:
    return pattern is None or (text is not None and pattern.search(text) is not None)


_HEADLINE_WORDS = 3
_LONGEST_HEADLINE = 40
_MENU_SENTENCE = 8
_HANGUL = re.compile(r"[가-힣]")
_LABEL_LINE = re.compile(r"^[(\[][^()\[\]]+[)\]]$")
_SOFT_END = re.compile(r"(?:[?!…]|\.\.\.)[)\]”’\"'»]*$")


class Front(NamedTuple):
    """What stands above the text; ``start`` is the index of the text's first line, ``captions`` come in order."""

    start: int
    headline: str | None = None
    deck: str | None = None
    byline: str | None = None
    published: Moment | None = None
    modified: Moment | None = None
    label: str | None = None
    captions: tuple[str, ...] = ()


def read_front(marks: Sequence[MarkedLine], layout: Layout) -> Front:
    """The top of the page that ``marks`` make.

    The headline is the nearest plain line above a date line or byline; without either, the first plain line that is no
    prose. Below it everything is deck or caption until prose begins.
    """
    anchors = _anchors(marks, layout)
    headed, decks = _headline_at(marks, anchors, layout)
    headline = None if headed is None else marks[headed].text
    at = (headed + 1 + len(decks)) if headed is not None else anchors[0] if anchors else 0
    captions: list[str] = []
    while at < len(marks):
        here = marks[at]
        if here.role == "text" and here.text != headline:
            picture, lines = _picture(marks, at, layout, headed=headline is not None)
            if picture is not None:
                (decks if not decks and _is_korean_deck(picture, layout) else captions).append(picture)
                at += lines
                continue
            titled = headline is not None and _LABEL_LINE.match(headline) is None
            if not _is_deck(marks, at, layout, titled=titled) and _starts_text(here.text, layout, anchors, headline):
                break
            if titled:
                decks.append(here.text)
            else:
                headline = here.text
        at += 1
    timed = _times(marks[:at])
    return Front(
        start=at,
        headline=headline,
        deck=" ".join(decks) or None,
        byline=next((m.byline for m in marks[:at] if m.role == "byline"), None),
        published=timed.published,
        modified=timed.modified,
        label=timed.label,
        captions=tuple(captions),
    )


def _anchors(marks: Sequence[MarkedLine], layout: Layout) -> list[int]:
    """The date lines and bylines above the text; a writer's name below it is none.

    A line that reads like prose but stands right above one is a headline ("Will they meet again? No one knows.").
    """
    anchors: list[int] = []
    sure = any(m.role == "time" and m.sure for m in marks)
    for at, here in enumerate(marks):
        if here.role in {"time", "byline"}:
            anchors += [at] if here.sure or not sure else []
        elif here.role == "text" and is_prose(here.text, layout, _MENU_SENTENCE):
            following = marks[at + 1].role if at + 1 < len(marks) else None
            heads = following == "time" or (following == "byline" and _prose_follows(marks, at + 2, layout))
            if anchors or not heads or here.text.count(" ") >= _LONGEST_HEADLINE:
                break
    return anchors if any(m.role == "text" for m in marks[anchors[0] if anchors else 0 :]) else []


def _prose_follows(marks: Sequence[MarkedLine], at: int, layout: Layout) -> bool:
    return any(m.role == "text" and is_prose(m.text, layout, _MENU_SENTENCE) for m in marks[at:])


def _headline_at(marks: Sequence[MarkedLine], anchors: Sequence[int], layout: Layout) -> tuple[int | None, list[str]]:
    """Where the headline stands, and the deck below it where the layout has one there.

    Menus stand higher and in single words: the nearest line above an anchor of more than one is the headline.
    """
    above = 0
    for anchor in anchors:
        plain = [at for at in range(above, anchor) if marks[at].role == "text"]
        wordy = [at for at in plain if marks[at].text.count(" ") >= _HEADLINE_WORDS]
        if layout.deck == "before" and wordy[-2:] == [anchor - 2, anchor - 1]:
            return anchor - 2, [marks[anchor - 1].text]
        if plain:
            return ([at for at in plain if " " in marks[at].text] or plain)[-1], []
        above = anchor
    return None, []


def _picture(marks: Sequence[MarkedLine], at: int, layout: Layout, *, headed: bool) -> tuple[str | None, int]:
    """The caption at ``at`` and its number of lines; one that the next line repeats is a caption below a headline."""
    text = marks[at].text
    twin = longer_of(text, marks[at + 1].text) if at + 1 < len(marks) and marks[at + 1].role == "text" else None
    found = caption(twin or text, layout, above=True) or (twin if headed else None)
    return found, 2 if twin else 1


def _is_korean_deck(text: str, layout: Layout) -> bool:
    """Whether a line that stands twice is a deck: Korean captions are sentences, or credit somebody."""
    return _HANGUL.search(text) is not None and not ends_a_sentence(text) and caption(text, layout, above=True) is None


def _is_deck(marks: Sequence[MarkedLine], at: int, layout: Layout, *, titled: bool) -> bool:
    """Where decks follow the date line: the line right under it, though it may end like a sentence.

    A blank line further down, or a caption right below, shows that the text has not begun yet.
    """
    if not titled or layout.deck != "after" or at == 0 or marks[at - 1].role != "time":
        return False
    if marks[at].text.count(" ") >= _LONGEST_HEADLINE:
        return False
    below = marks[at + 1 :]
    if below and below[0].role == "text" and _picture(marks, at + 1, layout, headed=True)[0] is not None:
        return True
    return not marks[at].line.gap and any(m.line.gap and m.role == "text" for m in below)


def _starts_text(text: str, layout: Layout, anchors: Sequence[int], headline: str | None) -> bool:
    if headline is not None:
        return is_prose(text, layout)
    if not anchors and _SOFT_END.search(text) and text.count(" ") < _LONGEST_HEADLINE // 2:
        return False
    return is_prose(text, layout, _MENU_SENTENCE) or (ends_a_sentence(text) and text.count(" ") >= _HEADLINE_WORDS)


def _times(marks: Sequence[MarkedLine]) -> MarkedLine:
    """All date lines as one: the first date of each sort, unless a later one is more precise."""
    timed = [m for m in marks if m.role in {"time", "byline"}]
    timed = [m for m in timed if m.sure] or timed
    published = [m.published for m in timed if m.published is not None]
    modified = [m.modified for m in timed if m.modified is not None]
    return MarkedLine(
        PageLine("", 0),
        "time",
        published=max(published, key=lambda m: "T" in m.iso, default=None),
        modified=max(modified, key=lambda m: "T" in m.iso, default=None),
        label=next((m.label for m in timed if m.label), None),
    )


_CREDIT_REACH = 4
_RANK_REACH = 6
_MOST_OF_IT = 0.6
_LONGEST_LEFTOVER = 20


class Story(NamedTuple):
    """A page's text and what stood among it.

    ``byline`` is a writer named below the text, ``truncated`` what says that the page does not hold all of it.
    """

    paragraphs: tuple[str, ...]
    captions: tuple[str, ...] = ()
    credits: tuple[str, ...] = ()
    byline: str | None = None
    truncated: str | None = None


def read_story(
    marks: Sequence[MarkedLine], start: int, layout: Layout, headline: str | None, *, chosen: bool = False
) -> Story:
    """The text that begins at ``start``.

    ``chosen``: what stands around the article is gone already. Then a line such as "Related stories" ends the text only
    where little follows, and a list at its end belongs to it.
    """
    end = _end_of_chosen(marks, start) if chosen else _end(marks, start)
    last = last_sentence(marks[:end], start)
    signed = any(m.role == "byline" for m in marks[last + 1 : end])
    paragraphs: list[str] = []
    captions: list[str] = []
    credited: list[str] = []
    byline: str | None = None
    at = start
    while at < end:
        here = marks[at]
        if here.role == "credit" and at > last:
            credited.append(here.text)
        elif here.role == "byline" and at > last:
            byline = byline or here.byline
        elif here.role == "text":
            tail = tail_credit(here.text, layout) if at == last and not signed else None
            twin = longer_of(here.text, marks[at + 1].text) if at + 1 < end and marks[at + 1].role == "text" else None
            picture = twin or (None if tail else caption(here.text, layout, above=False))
            if picture is not None:
                captions.append(picture)
                at += twin is not None
            elif tail:
                credited.append(tail)
                paragraphs.append(here.text.removesuffix(tail).rstrip())
            elif here.text != headline or at > start:
                paragraphs.append(here.text)
        at += 1
    credited += [m.text for m in marks[end : end + _CREDIT_REACH] if m.role == "credit"]
    mended = rejoin(unglue(paragraphs if chosen else _without_leftovers(paragraphs)), layout.attributive)
    cut = f"it says: “{marks[end].text}”" if end < len(marks) and marks[end].role == "cut" else None
    return Story(tuple(mended), tuple(captions), tuple(credited), byline, cut)


def _end(marks: Sequence[MarkedLine], start: int) -> int:
    """Where the text ends: at a line that says so, or where a ranked list of other stories begins."""
    for at in range(start, len(marks)):
        if marks[at].role in {"end", "cut"} or _starts_ranks(marks, at):
            return at
    return len(marks)


def _end_of_chosen(marks: Sequence[MarkedLine], start: int) -> int:
    """The first line that ends the text, as ``_end``, where most of the text stands before it."""
    lengths = [len(m.text) if m.role == "text" else 0 for m in marks[start:]]
    whole, before = sum(lengths), 0
    for at, length in enumerate(lengths, start):
        if marks[at].role in {"end", "cut"} and before >= _MOST_OF_IT * whole:
            return at
        before += length
    return len(marks)


def _starts_ranks(marks: Sequence[MarkedLine], at: int) -> bool:
    if marks[at].text.rstrip(".") != "1":
        return False
    return any(m.text.rstrip(".") == "2" for m in marks[at + 1 : at + _RANK_REACH])


def last_sentence(marks: Sequence[MarkedLine], start: int = 0) -> int:
    """The index of the last line that stops as a sentence does, of the last line of text where none does; else -1."""
    texts = [at for at in range(start, len(marks)) if marks[at].role == "text"]
    return next((at for at in reversed(texts) if ends_a_sentence(marks[at].text)), texts[-1] if texts else -1)


def tail_credit(text: str, layout: Layout) -> str | None:
    """The credit at the end of the last paragraph.

    An agency's own pages have none, and none stands above a writer's name: there the bracket is a caption's.
    """
    if layout.tails is None or (layout.outlet is not None and layout.outlet.agency):
        return None
    found = layout.tails.search(text[-80:])
    if found is None or not ends_a_sentence(text.removesuffix(found[1]).rstrip()):
        return None
    return None if _is_caption_like(text, found[1], layout) else found[1]


def _is_caption_like(text: str, tail: str, layout: Layout) -> bool:
    """Whether another credit stands before the tail: "(Pool photo) (Yonhap)" credits a picture."""
    return is_credited(text.removesuffix(tail).rstrip(), layout)


def _without_leftovers(paragraphs: list[str]) -> list[str]:
    """``paragraphs`` without the unfinished short lines after the last sentence: names of topics, other headlines."""
    stop = len(paragraphs)
    while (
        stop > 1 and paragraphs[stop - 1].count(" ") < _LONGEST_LEFTOVER and not ends_a_sentence(paragraphs[stop - 1])
    ):
        stop -= 1
    return paragraphs[:stop] if stop and ends_a_sentence(paragraphs[stop - 1]) else paragraphs


_LISTS = frozenset({"list", "summary"})


class NoTextError(ValueError):
    """A page without text; ``problem`` and ``hint`` are fit for a reader."""

    def __init__(self, problem: str, hint: str) -> None:
        """Keep the parts of the message."""
        super().__init__(problem)
        self.problem, self.hint = problem, hint


class _TextPage(NamedTuple):
    url: str | None
    outlet: Outlet | None
    layout: Layout
    marks: Sequence[MarkedLine]
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


def _look(text: str, table: OutletTable, outlet: Outlet | None) -> _TextPage:
    lines = page_lines(text)
    if not lines:
        raise NoTextError("empty: nothing but white space", "Save the page's text again, or remove the file.")
    url = address(lines)
    lines = [line for line in lines if url is None or not line.text.endswith(url)]
    outlet = outlet or (table.find(url) if url else None) or recognise(lines, table)
    layout = table.layout(outlet.id if outlet else None)
    marks = [mark(line, layout) for line in lines]
    notices = tuple(m.text for m in marks if m.role == "notice")
    return _TextPage(url, outlet, layout, [m for m in marks if m.role != "notice"], notices)


def _is_guess(front: Front) -> bool:
    """Whether the headline is one only because it stands first: no date line or byline vouches for it."""
    return front.published is None and front.modified is None and front.byline is None


def _plain(marks: Sequence[MarkedLine]) -> tuple[str, ...]:
    return tuple(m.text for m in marks if m.role == "text")


def _pieces(texts: tuple[str, ...], role: SentenceRole) -> list[Paragraph]:
    return [Paragraph(text, role, whole=role == "caption") for text in texts]
