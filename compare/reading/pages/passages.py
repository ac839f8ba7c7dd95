"""The text of records: kept in full, with captions, credits and furniture flagged rather than dropped."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from compare.model import SentenceRole
from compare.reading.layout import Layout
from compare.reading.pages.captions import halved, is_credited
from compare.reading.pages.lines import Line, page_lines
from compare.reading.pages.marking import Mark, ends_a_sentence, mark
from compare.reading.pages.mending import rejoin
from compare.reading.pages.story import last_sentence, tail_credit
from compare.reading.segments import Piece


class Passages(NamedTuple):
    """The pieces of a body in order, and what was found among them."""

    pieces: list[Piece]
    credits: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    byline: str | None = None
    truncated: str | None = None


def read_text(text: str, layout: Layout) -> Passages:
    """The paragraphs of a record's ``text``; a credit at the very end becomes a piece of its own."""
    marks = [mark(line, layout) for line in page_lines(text)]
    roles = _roles(marks, layout)
    notices = tuple(m.text for m in marks if m.role == "notice")
    last = last_sentence(marks)
    tail = _tail(marks, last, layout)
    pieces: list[Piece] = []
    run: list[str] = []
    for at, (here, role) in enumerate(zip(marks, roles, strict=True)):
        if here.role == "notice":
            continue
        if role == "text" or (tail and at == last):
            run.append(here.text.removesuffix(tail).rstrip() if tail and at == last else here.text)
        if role != "text" or at == last:
            pieces += [Piece(p) for p in rejoin(run, layout.attributive)]
            run = []
        if tail and at == last:
            pieces.append(Piece(tail, "credit", whole=True))
        elif role != "text":
            pieces.append(Piece(here.text, role, whole=True))
    pieces += [Piece(p) for p in rejoin(run, layout.attributive)]
    return Passages(pieces, _credits(marks, last, tail), notices, _byline(marks), _cut(marks))


def read_sentences(sentences: Sequence[str], layout: Layout) -> Passages:
    """Given sentences, each a piece as it stands: none is dropped, split or joined."""
    marks = [mark(Line(text.strip(), number), layout) for number, text in enumerate(sentences)]
    roles = _roles(marks, layout)
    last = last_sentence(marks)
    tail = _tail(marks, last, layout)
    if tail:
        roles[last] = "text"
    pieces = [Piece(text, role, whole=True) for text, role in zip(sentences, roles, strict=True)]
    notices = tuple(m.text for m in marks if m.role == "notice")
    return Passages(pieces, _credits(marks, last, tail), notices, _byline(marks), _cut(marks))


def _roles(marks: Sequence[Mark], layout: Layout) -> list[SentenceRole]:
    """The roles; after a line that ends pages, what is no sentence is furniture too."""
    roles: list[SentenceRole] = []
    ended = False
    for here in marks:
        ended = ended or (here.role in {"end", "cut"} and bool(roles))
        if here.role == "text":
            loose = ended and not ends_a_sentence(here.text)
            roles.append("furniture" if loose or not here.text else _text_role(here.text, layout))
        elif here.role == "section":
            roles.append("text")
        else:
            roles.append("credit" if here.role in {"credit", "byline"} else "furniture")
    return roles


def _tail(marks: Sequence[Mark], last: int, layout: Layout) -> str | None:
    if last < 0 or any(m.role == "byline" for m in marks[last + 1 :]):
        return None
    return tail_credit(marks[last].text, layout)


def _text_role(text: str, layout: Layout) -> SentenceRole:
    return "caption" if is_credited(text, layout) or halved(text) != text else "text"


def _credits(marks: Sequence[Mark], last: int, tail: str | None) -> tuple[str, ...]:
    lines = tuple(m.text for at, m in enumerate(marks) if m.role == "credit" and at > last)
    return ((tail,) if tail else ()) + lines


def _byline(marks: Sequence[Mark]) -> str | None:
    return next((m.byline for m in marks if m.role == "byline"), None)


def _cut(marks: Sequence[Mark]) -> str | None:
    return next((f"it says: “{m.text}”" for m in marks if m.role == "cut"), None)
