"""An account's sentences in one point, joined to one text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from compare.model import SentenceRef
from compare.report.reading import Told
from compare.report.segments import Span
from compare.report.terms import is_telling
from compare.text.tokens import Token


class Words(NamedTuple):
    """Words in the order of their text, and where each begins."""

    tokens: Sequence[Token]
    starts: Sequence[int]

    def within(self, span: Span) -> Sequence[Token]:
        """Those that begin inside ``span``."""
        return self.tokens[bisect_left(self.starts, span[0]) : bisect_left(self.starts, span[1])]

    def count(self, spans: Iterable[Span]) -> int:
        """How many begin inside one of ``spans``, which lie apart."""
        return sum([bisect_left(self.starts, end) - bisect_left(self.starts, start) for start, end in spans])


class Passage(NamedTuple):
    """One text with the words and quotations of its sentences; ``offsets`` say where each sentence begins.

    ``words`` leave out a dateline of ``lead_in`` characters, which says nothing of the event; ``rare`` are the telling ones.
    """

    text: str
    words: Words
    rare: Words
    quoted: Sequence[Span]
    offsets: dict[SentenceRef, int]
    lead_in: int = 0

    @property
    def telling(self) -> str:
        """The text without its dateline."""
        return self.text[self.lead_in :]


def join(sentences: Sequence[Told]) -> Passage:
    """The sentences as one passage; an ellipsis stands where others of the article lie between."""
    if len(sentences) == 1:
        (told,) = sentences
        tokens = [t for t in told.tokens if t.start >= told.lead_in] if told.lead_in else told.tokens
        return _passage(told.sentence.text, tokens, told.quoted, {told.sentence.ref: 0}, told.lead_in)
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
    return _passage(text, tokens, quoted, offsets, sentences[0].lead_in)


def _passage(
    text: str, tokens: Sequence[Token], quoted: Sequence[Span], offsets: dict[SentenceRef, int], lead_in: int
) -> Passage:
    rare = [token for token in tokens if is_telling(token.norm)]
    words, telling = (Words(found, [token.start for token in found]) for found in (tokens, rare))
    return Passage(text, words, telling, quoted, offsets, lead_in)
