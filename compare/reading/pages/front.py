"""The top of a page: headline, deck, byline, dates, and where the text begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from compare.model import Moment
from compare.reading.layout import Layout
from compare.reading.pages.captions import caption, longer_of
from compare.reading.pages.lines import Line
from compare.reading.pages.marking import Mark, ends_a_sentence, is_prose

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
        if here.role == "text":
            picture, lines = _picture(marks, at, layout, headed=headline is not None)
            if picture is not None:
                captions.append(picture)
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


def _anchors(marks: Sequence[Mark], layout: Layout) -> list[int]:
    """The date lines and bylines above the text; a writer's name below it is none.

    A line that reads like prose but stands right above one is a headline ("Will they meet again? No one knows.").
    """
    anchors: list[int] = []
    for at, here in enumerate(marks):
        if here.role in {"time", "byline"}:
            anchors.append(at)
        elif here.role == "text" and is_prose(here.text, layout, _MENU_SENTENCE):
            following = marks[at + 1].role if at + 1 < len(marks) else None
            heads = following == "time" or (following == "byline" and _prose_follows(marks, at + 2, layout))
            if anchors or not heads or here.text.count(" ") >= _LONGEST_HEADLINE:
                break
    return anchors if any(m.role == "text" for m in marks[anchors[0] if anchors else 0 :]) else []


def _prose_follows(marks: Sequence[Mark], at: int, layout: Layout) -> bool:
    return any(m.role == "text" and is_prose(m.text, layout, _MENU_SENTENCE) for m in marks[at:])


def _headline_at(marks: Sequence[Mark], anchors: Sequence[int], layout: Layout) -> tuple[int | None, list[str]]:
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


def _picture(marks: Sequence[Mark], at: int, layout: Layout, *, headed: bool) -> tuple[str | None, int]:
    """The caption at ``at`` and its number of lines; one that the next line repeats is a caption below a headline."""
    text = marks[at].text
    twin = longer_of(text, marks[at + 1].text) if at + 1 < len(marks) and marks[at + 1].role == "text" else None
    found = caption(twin or text, layout, above=True) or (twin if headed else None)
    return found, 2 if twin else 1


def _is_deck(marks: Sequence[Mark], at: int, layout: Layout, *, titled: bool) -> bool:
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


def _times(marks: Sequence[Mark]) -> Mark:
    """All date lines as one: the first date of each sort, unless a later one is more precise."""
    timed = [m for m in marks if m.role == "time"]
    published = [m.published for m in timed if m.published is not None]
    modified = [m.modified for m in timed if m.modified is not None]
    return Mark(
        Line("", 0),
        "time",
        published=max(published, key=lambda m: "T" in m.iso, default=None),
        modified=max(modified, key=lambda m: "T" in m.iso, default=None),
        label=next((m.label for m in timed if m.label), None),
    )
