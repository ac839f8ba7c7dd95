"""Which words of a point's wordings are marked: those that differ, or, where little is shared, those that are shared."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from compare.alignment import words
from compare.report.clashes import unique
from compare.report.compared import beyond, outside_of
from compare.report.passages import Passage
from compare.report.segments import Span
from compare.text.tokens import Token, function_words

_TURNING = frozenset(
    [
        "not",
        "no",
        "nor",
        "neither",
        "cannot",
        "without",
        "may",
        "might",
        "could",
        "would",
        "should",
        "must",
        "shall",
        "will",
        "can",
        "against",
        "before",
        "after",
        "until",
        "since",
        "more",
        "most",
        "less",
        "least",
        "few",
        "many",
        "all",
        "every",
        "each",
        "both",
        "only",
        "still",
        "again",
        "under",
        "over",
        "above",
        "below",
        "up",
        "down",
        "once",
        "same",
        "other",
        "another",
        "one",
    ]
)
"""Small words that no reader, and no listener, may miss."""
_QUOTE = re.compile(r"[\"“”«»]")


class Marking(NamedTuple):
    """The marked places of a wording; either ``differing`` and ``moved`` are given, or ``shared``.

    ``aside`` is outside the compared part; ``only`` and ``common`` are the marked words worth saying aloud.
    """

    differing: Sequence[Span]
    moved: Sequence[Span]
    shared: Sequence[Span]
    aside: Sequence[Span]
    only: tuple[str, ...] = ()
    common: tuple[str, ...] = ()


def mark(passages: Sequence[Passage], *, partial: bool) -> tuple[bool, list[Marking]]:
    """Whether it is the shared words that are marked, and the marking of every wording.

    Shared words are marked where the telling ones among them are fewer than those that differ: marking
    nearly everything shows nothing. Clauses outside the compared part of a ``partial`` point are not counted.
    """
    found = words.diff([passage.telling for passage in passages]) if len(passages) > 1 else ((),)
    first = [_compare(passage, marks, partial=partial) for passage, marks in zip(passages, found, strict=True)]
    differing = sum([p.rare.count(m.differing) for p, m in zip(passages, first, strict=True)])
    few = differing > 0 and sum([p.rare.count(m.shared) for p, m in zip(passages, first, strict=True)]) < differing
    return few, [_say(passage, marking, few=few) for passage, marking in zip(passages, first, strict=True)]


def _compare(passage: Passage, marks: Sequence[words.Mark], *, partial: bool) -> Marking:
    at = passage.lead_in
    differing: list[Span] = [(m.start + at, m.end + at) for m in marks if m.kind == "differs"]
    moved: list[Span] = [(m.start + at, m.end + at) for m in marks if m.kind == "moved" and _tells(passage, m)]
    aside = beyond(passage.text, passage.rare.starts, differing) if partial else ()
    if at:
        aside = ((0, at), *outside_of(aside, [(0, at)]))
    if aside:
        differing, moved = (_to_words(passage, outside_of(spans, aside)) for spans in (differing, moved))
    rest = outside_of([(0, len(passage.text))], sorted([*differing, *aside])) if differing else []
    return Marking(differing, moved, [run for span in rest for run in _telling_runs(passage, span)], aside)


def _tells(passage: Passage, mark: words.Mark) -> bool:
    """Whether a moved piece has more than function words: that an article stands elsewhere tells nobody anything."""
    found = passage.words.within((mark.start + passage.lead_in, mark.end + passage.lead_in))
    return any(token.norm not in function_words() for token in found)


def _say(passage: Passage, marking: Marking, *, few: bool) -> Marking:
    """The marking with one of its sides, and the words to say for it."""
    if few:
        common = unique(passage.text[start:end] for start, end in marking.shared)
        return Marking((), (), marking.shared, marking.aside, common=common)
    only = unique(piece for span in marking.differing for piece in _telling_parts(passage, span))
    return marking._replace(shared=(), only=only)


def _telling_runs(passage: Passage, span: Span) -> list[Span]:
    """The shared words in a span, from the first telling one to the last."""
    telling = passage.rare.within(span)
    return [(telling[0].start, telling[-1].end)] if telling else []


def _to_words(passage: Passage, spans: Sequence[Span]) -> list[Span]:
    """The spans from their first word to their last, without the space and punctuation around them."""
    inside = [passage.words.within(span) for span in spans]
    return [(tokens[0].start, tokens[-1].end) for tokens in inside if tokens]


@cache
def _unsaid() -> frozenset[str]:
    """Function words but for those that turn what a sentence says."""
    return function_words() - _TURNING


def _telling_parts(passage: Passage, span: Span) -> Iterator[str]:
    """The phrases of a differing piece without the function words at their ends; none where it has no others.

    A word that turns a phrase keeps the one before it: "At least 19", "did not see".
    """
    unsaid = _unsaid()
    for phrase in _phrases(passage, span):
        content = [place for place, token in enumerate(phrase) if token.norm not in unsaid]
        if content:
            first = content[0]
            first -= first > 0 and phrase[first].norm in _TURNING
            yield passage.text[phrase[first].start : phrase[content[-1]].end]


def _phrases(passage: Passage, span: Span) -> Iterator[Sequence[Token]]:
    """The words of a piece, parted where a quotation or a sentence begins or ends."""
    tokens = passage.words.within(span)
    quoted = _QUOTE.search(passage.text, *span) is not None
    if not quoted and len(passage.offsets) == 1:
        yield tokens
        return
    opens, begin = set(passage.offsets.values()), 0
    for place in range(1, len(tokens)):
        before, after = tokens[place - 1].end, tokens[place].start
        if after in opens or (quoted and _QUOTE.search(passage.text, before, after)):
            yield tokens[begin:place]
            begin = place
    yield tokens[begin:]
