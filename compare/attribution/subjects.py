"""Who a verb's subject is, before it or after it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from compare.attribution.adverbials import bracket_start, skip_adverbs
from compare.attribution.grammar import PAUSES, PREPOSITIONS, PRONOUNS, RELATIVE, WRITER
from compare.attribution.lexicon import lexicon
from compare.attribution.narration import Piece
from compare.attribution.phrases import Mention, ending_at, mention, opening_at

_MOST_PARTS = 4
"""How many parts between commas are looked back over."""
_PARTY = re.compile(r"[A-Z]{1,4}-[A-Z]\w*\.?")


def before(pieces: Sequence[Piece], verb: int) -> Mention | None:
    """The subject that stands before the verb at ``verb``, apposition and relative clause passed over."""
    at = skip_adverbs(pieces, verb - 1)
    if at < 0:
        return None
    piece = pieces[at]
    if piece.lower in PRONOUNS:
        return mention("pronoun", pieces, at, at + 1, at)
    if piece.lower in WRITER:
        return mention("writer", pieces, at, at + 1, at)
    if piece.lower in RELATIVE:
        at -= 1
        if at >= 0 and pieces[at].text == ",":
            at -= 1
        return ending_at(pieces, at)
    if piece.text in PAUSES | {")"}:
        return _across_comma(pieces, at)
    return ending_at(pieces, at)


def after(pieces: Sequence[Piece], verb: int) -> Mention | None:
    """The subject that follows the verb at ``verb`` ("said the minister")."""
    at = verb + 1
    while at < len(pieces) and pieces[at].lower in lexicon().adverbs:
        at += 1
    if at < len(pieces) and pieces[at].lower in PRONOUNS:
        return mention("pronoun", pieces, at, at + 1, at)
    return opening_at(pieces, at)


def _across_comma(pieces: Sequence[Piece], comma: int) -> Mention | None:
    """The subject before an apposition or a relative clause that the comma at ``comma`` ends.

    The parts between commas are looked at from right to left: a part is passed over where a name or a role stands
    before its opening comma, and it opens as an explanation does.
    """
    end = comma
    for _ in range(_MOST_PARTS):
        start = _part_start(pieces, end)
        found = ending_at(pieces, end - 1) if end > start and not _aside(pieces, start, end) else None
        comma_before = start - 1 if start and pieces[start - 1].text in PAUSES else None
        if comma_before is None:
            return found if found is not None and _opens_clause(pieces, start, found) else None
        outer = ending_at(pieces, comma_before - 1)
        if found is not None and outer is None and _opens_clause(pieces, start, found):
            return found
        if found is not None and pieces[start].name and found.start == pieces[start].start:
            return found if found.form == "name" else outer
        end = comma_before
    return None


def _opens_clause(pieces: Sequence[Piece], start: int, found: Mention) -> bool:
    """Whether ``found`` can be a subject of the part that starts at ``start``."""
    first = pieces[start]
    return first.lower not in RELATIVE and (found.start <= first.start or first.lower not in PREPOSITIONS)


def _aside(pieces: Sequence[Piece], start: int, end: int) -> bool:
    """Whether a part is a party, an age or a state: it names no one."""
    return end - start == 1 and (pieces[start].text.isdigit() or _PARTY.fullmatch(pieces[start].text) is not None)


def _part_start(pieces: Sequence[Piece], end: int) -> int:
    """Where the words begin that a comma, a quotation or another mark sets off from what is before them."""
    at = end
    while at > 0 and (pieces[at - 1].kind == "word" or pieces[at - 1].text in "-/'’)]"):
        if pieces[at - 1].text in ")]":
            at = bracket_start(pieces, at - 1)
        else:
            at -= 1
    return at
