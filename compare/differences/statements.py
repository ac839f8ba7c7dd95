"""Quotations that two accounts give alike but for one word."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from rapidfuzz.distance import Indel
from rapidfuzz.fuzz import ratio

from compare.differences.claims import Span
from compare.text.quotations import spans as quoted_spans
from compare.text.stems import terms
from compare.text.style import wording
from compare.text.tokens import HANGUL, function_words

_CLOSING = frozenset("\"”’'」』")
_FLANK = 3
"""Words that must be the same on either side of the one that differs."""
_SHORT = 3
"""Letters of an abbreviation: "Mt" of "Mount"."""
_SPELLING = 75.0
"""Likeness of letters, of 100, from which on two words are spellings or forms of one."""


def misquotes(a: str, b: str) -> Iterator[tuple[Span, Span]]:
    """The one word of a quotation that the other account, which has the rest word for word, gives as another."""
    one, other = wording(a), wording(b)
    ours, theirs = _closed(a), _closed(b)
    found: list[tuple[Span, Span]] = []
    blocks = [(0, 0, 0), *((m.a, m.b, m.size) for m in Indel.opcodes(one.norms, other.norms).as_matching_blocks())]
    for (i, j, size), (k, m, length) in pairwise(blocks):
        if (k - i - size, m - j - size) == (1, 1) and min(size, length) >= _FLANK:
            found.append((one.spans[k - 1], other.spans[m - 1]))
    inside = [
        (x, y) for x, y in found if (_within(x, ours) and _within(y, theirs)) or (_is_named(a, x) and _is_named(b, y))
    ]
    if len(inside) == 1 and _other_word(a[slice(*inside[0][0])], b[slice(*inside[0][1])]):
        yield inside[0]


def _is_named(text: str, span: Span) -> bool:
    """Whether a word is part of a longer name: it is capitalised, and so is its neighbour."""
    after = text[span[1] : span[1] + 2]
    mixed = text[slice(*span)].istitle() and not text.isupper()
    return span[0] > 0 and mixed and after[:1] == " " and after[1:].isupper()


def _within(span: Span, quotations: list[Span]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in quotations)


def _closed(text: str) -> list[Span]:
    """The quotations of a sentence that end in a mark, or open in one and go on in the next sentence."""
    return [(start, end) for start, end in quoted_spans(text) if text[end - 1] in _CLOSING]


def _other_word(x: str, y: str) -> bool:
    """Whether two words are no forms or spellings of one, and no numbers, which are compared as figures."""
    ours, theirs = ({term for term, _ in terms(word.casefold())} for word in (x, y))
    short, long = sorted((x, y), key=len)
    abbreviated = len(short) <= _SHORT and short[0] == long[0]
    telling = (
        not abbreviated and not function_words().intersection((x.casefold(), y.casefold())) and min(len(x), len(y)) > 1
    )
    if HANGUL.search(x + y):
        telling = telling and bool(HANGUL.match(x) and HANGUL.match(y)) and x[0] != y[0] and x[-1] == y[-1]
    digits = any(sign.isdigit() for sign in x + y)
    return telling and not digits and not ours & theirs and ratio(x.casefold(), y.casefold()) < _SPELLING
