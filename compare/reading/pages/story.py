"""The text of a page: paragraphs, with captions, credits, notices and furniture taken out, up to where it ends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from compare.reading.layout import Layout
from compare.reading.pages.captions import caption, is_credited, longer_of
from compare.reading.pages.marking import Mark, ends_a_sentence
from compare.reading.pages.mending import rejoin, unglue

_CREDIT_REACH = 4
_RANK_REACH = 6
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


def read_story(marks: Sequence[Mark], start: int, layout: Layout, headline: str | None) -> Story:
    """The text that begins at ``start``."""
    end = _end(marks, start)
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
    mended = rejoin(unglue(_without_leftovers(paragraphs)), layout.attributive)
    cut = f"it says: “{marks[end].text}”" if end < len(marks) and marks[end].role == "cut" else None
    return Story(tuple(mended), tuple(captions), tuple(credited), byline, cut)


def _end(marks: Sequence[Mark], start: int) -> int:
    """Where the text ends: at a line that says so, or where a ranked list of other stories begins."""
    for at in range(start, len(marks)):
        if marks[at].role in {"end", "cut"} or _starts_ranks(marks, at):
            return at
    return len(marks)


def _starts_ranks(marks: Sequence[Mark], at: int) -> bool:
    if marks[at].text.rstrip(".") != "1":
        return False
    return any(m.text.rstrip(".") == "2" for m in marks[at + 1 : at + _RANK_REACH])


def last_sentence(marks: Sequence[Mark], start: int = 0) -> int:
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
