"""An account's sentences in one point, joined to one text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from compare.model import SentenceRef
from compare.report.reading import Told
from compare.report.segments import Span
from compare.text import Token


class Passage(NamedTuple):
    """One text with the words and quotations of its sentences; ``offsets`` say where each sentence begins.

    ``tokens`` leave out a dateline of ``lead_in`` characters, which says nothing of the event; ``starts`` are theirs.
    """

    text: str
    tokens: Sequence[Token]
    starts: Sequence[int]
    quoted: Sequence[Span]
    offsets: dict[SentenceRef, int]
    lead_in: int = 0

    @property
    def telling(self) -> str:
        """The text without its dateline."""
        return self.text[self.lead_in :]

    def within(self, span: Span) -> Sequence[Token]:
        """The words that begin inside ``span``."""
        return self.tokens[bisect_left(self.starts, span[0]) : bisect_left(self.starts, span[1])]


def join(sentences: Sequence[Told]) -> Passage:
    """The sentences as one passage; an ellipsis stands where others of the article lie between."""
    if len(sentences) == 1:
        (told,) = sentences
        tokens = [t for t in told.tokens if t.start >= told.lead_in] if told.lead_in else told.tokens
        starts = [token.start for token in tokens]
        return Passage(told.sentence.text, tokens, starts, told.quoted, {told.sentence.ref: 0}, told.lead_in)
    text = ""
    tokens, quoted, offsets = [], [], {}
    number = None
    for told in sentences:
        if number is not None:
            text += " " if told.number == number + 1 else " … "
        number, at = told.number, len(text)
        offsets[told.sentence.ref] = at
        tokens += [Token(t.norm, t.start + at, t.end + at) for t in told.tokens if t.start >= told.lead_in]
        quoted += [(start + at, end + at) for start, end in told.quoted]
        text += told.sentence.text
    return Passage(text, tokens, [token.start for token in tokens], quoted, offsets, sentences[0].lead_in)
