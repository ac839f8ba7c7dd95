"""The top of a page: headline, deck, byline, dates, and where the text begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from compare.corpus.captions import caption, longer_of
from compare.corpus.layout import Layout
from compare.corpus.marking import Mark, ends_a_sentence, is_prose
from compare.model import Moment

_HEADLINE_WORDS = 3
_LONGEST_HEADLINE = 40
_MENU_SENTENCE = 8
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


def read_front(marks: Sequence[Mark], layout: Layout) -> Front:
    """The top of the page that ``marks`` make.

    The headline is the nearest plain line above the first date line or byline; without either, the first plain line
    that is no prose. Below the date lines everything is deck or caption until prose begins.
    """
    anchor = _anchor(marks, layout)
    headline, below = _headline_above(marks[:anchor], layout) if anchor is not None else (None, None)
    at = anchor or 0
    captions: list[str] = []
    decks: list[str] = [below] if below else []
    timed: Mark | None = None
    byline: str | None = None
    while at < len(marks):
        here = marks[at]
        if here.role == "time":
            timed = _joined(timed, here)
        elif here.role == "byline":
            byline = byline or here.byline
        elif here.role == "text":
            picture = _picture(marks, at, layout, headed=headline is not None)
            if picture is not None:
                captions.append(picture)
            elif headline is not None and _is_deck(marks, at, layout):
                decks.append(here.text)
            elif _starts_text(here.text, layout, headed=headline is not None, lone=anchor is None):
                break
            elif headline is None or _LABEL_LINE.match(headline):
                headline = here.text
            else:
                decks.append(here.text)
        at += 1
    return Front(
        at,
        headline,
        " ".join(decks) or None,
        byline,
        timed.published if timed else None,
        timed.modified if timed else None,
        timed.label if timed else None,
        tuple(captions),
    )


def _anchor(marks: Sequence[Mark], layout: Layout) -> int | None:
    """The first date line or byline above the text; one below it (a writer's name at the end) is none."""
    for at, here in enumerate(marks):
        if here.role in {"time", "byline"}:
            after = any(m.role == "text" for m in marks[at + 1 :])
            return at if after else None
        if here.role == "text" and is_prose(here.text, layout, _MENU_SENTENCE):
            following = marks[at + 1].role if at + 1 < len(marks) else None
            heads = following == "time" or (following == "byline" and _prose_follows(marks, at + 2, layout))
            if not heads or len(here.text.split()) > _LONGEST_HEADLINE:
                return None
    return None


def _prose_follows(marks: Sequence[Mark], at: int, layout: Layout) -> bool:
    return any(m.role == "text" and is_prose(m.text, layout, _MENU_SENTENCE) for m in marks[at:])


def _headline_above(marks: Sequence[Mark], layout: Layout) -> tuple[str | None, str | None]:
    """The headline among the lines above the date line, and the deck below it where the layout has one there."""
    plain = [m.text for m in marks if m.role == "text"]
    if not plain:
        return None, None
    wordy = [text for text in plain if text.count(" ") >= _HEADLINE_WORDS]
    if layout.deck == "before" and len(wordy) > 1 and plain[-2:] == wordy[-2:]:
        return wordy[-2], wordy[-1]
    return (wordy or plain)[-1], None


def _picture(marks: Sequence[Mark], at: int, layout: Layout, *, headed: bool) -> str | None:
    """The caption at ``at``; a line that its neighbour repeats is one, unless it is the headline standing twice."""
    text = marks[at].text
    if (found := caption(text, layout, above=True)) is not None:
        return found
    if headed and at + 1 < len(marks) and marks[at + 1].role == "text":
        return longer_of(text, marks[at + 1].text)
    return None


def _is_deck(marks: Sequence[Mark], at: int, layout: Layout) -> bool:
    """Where decks follow the date line: the line right under it, though it may end like a sentence."""
    if layout.deck != "after" or at == 0 or marks[at - 1].role != "time" or marks[at].line.gap:
        return False
    words = marks[at].text.count(" ") + 1
    return words <= _LONGEST_HEADLINE and any(m.line.gap and m.role == "text" for m in marks[at + 1 :])


def _starts_text(text: str, layout: Layout, *, headed: bool, lone: bool) -> bool:
    if headed:
        return is_prose(text, layout)
    if lone and _SOFT_END.search(text) and text.count(" ") < _LONGEST_HEADLINE // 2:
        return False
    return is_prose(text, layout, _MENU_SENTENCE) or (ends_a_sentence(text) and text.count(" ") >= _HEADLINE_WORDS)


def _joined(before: Mark | None, here: Mark) -> Mark:
    if before is None:
        return here
    return before._replace(
        published=before.published or here.published,
        modified=before.modified or here.modified,
        label=before.label or here.label,
    )
