"""Quotation spans of a body text, whatever marks its outlet uses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from compare.text.sentences import split
from compare.text.tokens import WORD

_MARK = re.compile(r"''|``|[\"“”„«»‘’'「」『』]")
_KIND = {"‘": "single", "’": "single", "'": "single", "«": "angled", "»": "angled"}
_KIND |= {"「": "corner", "」": "corner", "『": "white corner", "』": "white corner"}
_BRACKETS = frozenset("([{<")
_OPENS_AFTER = frozenset("([{<—–-/…\"'“”‘’„«»「『《:;,`")
_CLOSES_BEFORE = frozenset(")]}>—–-/….,;:!?\"'“”‘’»«」』》")
_STOP = re.compile(r"[,;:!?)]|\.(?![.\w])")
"""What no quotation opens before; dots do ("...and left")."""
_PAUSES = frozenset(",.?!…")
_CLIPPED = re.compile(r"(?:em|til|tis|twas|cause|cos|cuz|bout|round|neath|nuff|n|\d\ds?)\b", re.IGNORECASE)
_FEET = re.compile(r"\d['’]\s?\d{1,2}$")
_PLURAL = re.compile(r"[sS]['’] \w")
_LATER_SINGLE = re.compile(
    r"(?P<closing>[.,!?…]['’](?!\w)|(?<=[^\W_sS])['’](?!\w)|['’](?=[.,;:!?)]))|(?<!\w)['‘](?=\w)"
)
_LOOK_AHEAD = 300
"""How many characters are searched for a better end of a single-quoted phrase."""
_CARRY = 1500
"""How many characters of further lines are searched for the end of a quotation: bodies may have a line a sentence."""


class _Mark(NamedTuple):
    """A quotation mark; its neighbours let it open a quotation, or close one, or both, or neither."""

    kind: str
    start: int
    end: int
    opens: bool
    closes: bool


def spans(text: str) -> list[tuple[int, int]]:
    """Outermost quotations of ``text``, marks included, in order; offsets are code points.

    Paragraphs are separated by a newline. A quotation that a paragraph leaves open runs to the paragraph's end where
    the next one opens with such a mark again; to the mark that closes it, where that is the next such mark of the
    following lines; and else to the end of its sentence. Scare quotes count, and so do an editor's insertions in
    brackets; apostrophes, clipped words ('em) and marks for feet and inches do not. Time is linear; no text raises.
    """
    found: list[tuple[int, int]] = []
    paragraphs = [m.span() for m in re.finditer(r"[^\n]+", text) if not m.group().isspace()]
    continued = [_opening_kind(text, *paragraph) for paragraph in paragraphs[1:]]
    closed = 0
    for (start, end), continues in zip(paragraphs, [*continued, ""], strict=False):
        if closed < end:
            found.extend(_outermost(text, _pairs(text, max(start, closed), end, continues)))
            closed = max(closed, found[-1][1] if found else 0)
    return found


def _pairs(text: str, start: int, end: int, continues: str) -> Iterator[tuple[int, int]]:
    """All quotations of a paragraph, nested ones too, as they close; at most one of a kind is open at a time."""
    opened: list[_Mark] = []
    for mark in _marks(text, start, end):
        depth = next((i for i, other in enumerate(opened) if other.kind == mark.kind), None)
        if depth is not None and mark.closes:
            yield opened[depth].start, mark.end
            del opened[depth:]
        elif mark.opens:
            if depth is not None:
                if mark.kind != "single":
                    yield opened[depth].start, _sentence_end(text, opened[depth].start, mark.start)
                del opened[depth]
            opened.append(mark)
    for mark in opened:
        if mark.kind == continues:
            yield mark.start, start + len(text[start:end].rstrip())
        elif mark.kind != "single":  # a single mark without its partner is an apostrophe
            yield mark.start, _late_end(text, mark.kind, end) or _sentence_end(text, mark.start, end)


def _outermost(text: str, pairs: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The pairs that hold a word and lie in no other, in order."""
    covered = 0
    for start, end in sorted(pairs, key=lambda pair: (pair[0], -pair[1])):
        if start >= covered and WORD.search(text, start, end):
            yield start, end
            covered = end


def _marks(text: str, start: int, end: int) -> Iterator[_Mark]:
    for match in _MARK.finditer(text, start, end):
        before = text[match.start() - 1] if match.start() > start else " "
        after = text[match.end()] if match.end() < end else " "
        kind = _KIND.get(match.group(), "double")
        judge = _judge_single if kind == "single" else _judge_pair
        opens, closes = judge(text, match, before, after)
        if opens or closes:
            yield _Mark(kind, match.start(), match.end(), opens, closes)


def _judge_pair(text: str, match: re.Match[str], before: str, after: str) -> tuple[bool, bool]:
    """Whether a double, angled or corner mark may open and may close a quotation."""
    mark = match.group()
    if mark in "「『":
        return True, False
    if mark in "」』":
        return False, True
    apart = before.isspace() and after.isspace()
    stopped = _STOP.match(text, match.end()) is not None
    opening = not after.isspace() and not stopped and (before.isspace() or before in _OPENS_AFTER)
    closing = (
        (stopped or not before.isspace()) and before not in _BRACKETS and (after.isspace() or after in _CLOSES_BEFORE)
    )
    if mark in "“„«":
        return opening or not closing, closing and not opening
    if mark in "”»":
        return opening and not closing, True
    if _FEET.search(text, max(0, match.start() - 5), match.start()):
        return False, False
    glued = before.isalnum() and after.isalnum()
    return opening or apart or (glued and not before.isdigit()), closing or apart or glued


def _judge_single(text: str, match: re.Match[str], before: str, after: str) -> tuple[bool, bool]:
    """Whether a single mark may open and may close a quotation: most are apostrophes."""
    mark = match.group()
    particle = "가" <= after <= "힣"
    if before.isalnum() and after.isalnum() and not particle:
        return False, False
    opens = mark != "’" and not before.isalnum() and not after.isspace() and not _CLIPPED.match(text, match.end())
    closes = mark != "‘" and not before.isspace() and before not in _BRACKETS and (not after.isalnum() or particle)
    if closes and _PLURAL.match(text, match.start() - 1):
        later = _LATER_SINGLE.search(text, match.end(), _line_end(text, match.end()))
        closes = later is None or later["closing"] is None  # "the workers' rights'" closes at the second
    return opens, closes


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start, start + _LOOK_AHEAD)
    return end if end >= 0 else min(len(text), start + _LOOK_AHEAD)


def _opening_kind(text: str, start: int, end: int) -> str:
    """The kind of the quotation that a paragraph opens with; empty where it opens with none."""
    first = next(_marks(text, start, end), None)
    return first.kind if first and first.opens and not text[start : first.start].strip() else ""


def _late_end(text: str, kind: str, end: int) -> int:
    """Where a later line closes what was left open at ``end``; 0 where the next such mark opens a quotation.

    A mark that stands free (`time, " she said`) closes it where a pause is before it and the marks of its line are of
    an odd number.
    """
    first = next((mark for mark in _marks(text, end, min(len(text), end + _CARRY)) if mark.kind == kind), None)
    if first is None or not first.closes:
        return 0
    if not first.opens:
        return first.end
    line = _marks(text, first.start, _line_end(text, first.end))
    odd = sum(mark.kind == kind for mark in line) % 2
    return first.end if odd and text[end : first.start].rstrip()[-1:] in _PAUSES else 0


def _sentence_end(text: str, start: int, limit: int) -> int:
    return start + split(text[start:limit])[0][1]
