"""What may stand between a subject and its verb: adverbs, auxiliaries, times, brackets."""

from __future__ import annotations

import re
from collections.abc import Sequence

from compare.attribution.grammar import BEFORE_TIME_NOUNS, BEFORE_TIMES, TIME_NOUNS, TIMES
from compare.attribution.lexicon import lexicon
from compare.attribution.narration import Piece

_YEAR = re.compile(r"\d{4}")
_SHORT = 4
"""Words of so many letters in -ly are no adverbs: "July", "Lily"."""
_BRACKETED = 14
"""The most pieces of an insertion in brackets."""


def skip_adverbs(pieces: Sequence[Piece], at: int) -> int:
    """The last place up to ``at`` that is no adverb, auxiliary, day or bracketed insertion."""
    lex = lexicon()
    while at >= 0:
        piece = pieces[at]
        if piece.text in {")", "]"}:
            opening = bracket_start(pieces, at)
            if opening == at:
                return at
            at = opening - 1
        elif piece.kind == "word" and (
            piece.lower in lex.adverbs
            or (piece.lower.endswith("ly") and piece.text.islower() and len(piece.text) > _SHORT)
        ):
            at -= 1
        elif (time := _time_before(pieces, at)) is not None:
            at = time
        else:
            return at
    return at


def _time_before(pieces: Sequence[Piece], at: int) -> int | None:
    """The place before an expression of time that ends at ``at``, None where none does."""
    k = at
    if pieces[k].text.isdigit() and k and pieces[k - 1].lower.rstrip(".") in TIMES:
        k -= 1
    elif _YEAR.fullmatch(pieces[k].text) and k and pieces[k - 1].lower == "in":
        return k - 2
    if pieces[k].lower.rstrip(".") in TIMES:
        k -= 1
        while k >= 0 and pieces[k].lower in BEFORE_TIMES:
            k -= 1
        return k
    if pieces[k].lower in TIME_NOUNS and k and pieces[k - 1].lower in BEFORE_TIME_NOUNS:
        return k - 2 - (k > 1 and pieces[k - 2].lower in {"earlier", "late", "later", "early", "in"})
    return None


def bracket_start(pieces: Sequence[Piece], closing: int) -> int:
    """The place of the bracket that the one at ``closing`` closes, or of that itself."""
    near = range(closing - 1, max(-1, closing - _BRACKETED), -1)
    return next((k for k in near if pieces[k].text in "(["), closing)
