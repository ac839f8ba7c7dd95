"""The headlines side by side: the fewer words, shared or differing, are marked."""

from __future__ import annotations

from typing import NamedTuple

from compare.report.reading import Reading
from compare.report.segments import Segment, Span, cut
from compare.report.terms import bare, is_telling
from compare.text.tokens import tokens


class Headlines(NamedTuple):
    """Each account's headline as marked segments, None where it has none.

    ``marks_shared`` says that the marked words are those another headline uses too: where little is shared,
    marking what differs would mark everything.
    """

    marks_shared: bool
    marked: tuple[tuple[Segment, ...] | None, ...]

    @property
    def any_marked(self) -> bool:
        """Whether any word is marked at all."""
        return any(segment.differs for headline in self.marked if headline for segment in headline)


def mark_headlines(reading: Reading) -> Headlines:
    """The event's headlines with their shared or their differing words marked, whichever are fewer.

    Words so common that they tell nothing are left out of the count and never marked.
    """
    texts = [article.headline or "" for article in reading.articles]
    telling = [[token for token in tokens(text) if is_telling(token.norm)] for text in texts]
    keys = [{bare(token) for token in found} for found in telling]
    shared: list[list[Span]] = []
    differing: list[list[Span]] = []
    for place, found in enumerate(telling):
        others: set[str] = set().union(*keys[:place], *keys[place + 1 :])
        shared.append([(token.start, token.end) for token in found if bare(token) in others])
        differing.append([(token.start, token.end) for token in found if bare(token) not in others])
    marks_shared = sum(map(len, shared)) <= sum(map(len, differing))
    compared = sum(bool(text) for text in texts) > 1
    marks = (shared if marks_shared else differing) if compared else [[] for _ in texts]
    marked = (cut(text, differing=spans) if text else None for text, spans in zip(texts, marks, strict=True))
    return Headlines(marks_shared, tuple(marked))
