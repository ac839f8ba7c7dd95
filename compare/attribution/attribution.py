"""Whose words a quotation holds: from the reporting clause beside it, or from the quotation that it continues."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from compare.attribution.clauses import Clause
from compare.attribution.grammar import BREAKS, DASHES, PAUSES, PREPOSITIONS, TIMES
from compare.attribution.lexicon import lexicon
from compare.attribution.narration import Narration, Piece
from compare.attribution.phrases import Mention, is_breaking, opening_at

Rule = Literal[
    "after", "before", "trailing", "signature", "colon", "same paragraph", "open quotation", "echo", "person", "none"
]
_STOPS = frozenset("?!….")
_MARKS = "\"”’'»"
_TITLE = 5
"""How many words of a title may stand between a quotation and the name of its speaker."""
_NEAR = 10
"""How many pieces may stand between a verb of naming or acting and the phrase that it takes."""


class Said(NamedTuple):
    """A quotation by its number, its speaker as the text names him beside it, the verb, and the rule that told."""

    quotation: int
    speaker: Mention | None = None
    verb: str | None = None
    rule: Rule = "none"


class _Before(NamedTuple):
    """What was read before a sentence: the last attributed quotation, and a clause that a colon left open."""

    said: Said
    paragraph: int
    open: bool
    colon: Clause | None = None


def attribute(outer: Sequence[Narration], clauses: Sequence[Sequence[Clause]]) -> Iterator[Said]:
    """What is said of each quotation of the ``outer`` sentences, in order; ``clauses`` are those of each sentence."""
    before = _Before(Said(-1), -1, open=False)
    for n, sentence in enumerate(outer):
        for k, piece in enumerate(sentence.pieces):
            if piece.kind == "quote":
                said = (
                    _beside(sentence.pieces, k, clauses[n])
                    or _after_stop(outer, clauses, n, k)
                    or _continued(sentence, k, clauses[n], before)
                )
                yield said
                before = _Before(said, sentence.paragraph, open=piece.text[-1] not in _MARKS)
        before = before._replace(colon=_introduction(sentence, clauses[n]))


def _beside(pieces: Sequence[Piece], k: int, clauses: Sequence[Clause]) -> Said | None:
    """The speaker told in the quotation's own sentence."""
    number = pieces[k].quotation
    following = [c for c in clauses if c.first > k and c.subject is not None]
    for clause in following[:1]:
        if clause.strength == "speech" and _adjacent(pieces, k, clause.first):
            return Said(number, clause.subject, clause.lemma, "after")
    signature = _signature(pieces, k)
    if signature is not None:
        return Said(number, signature, None, "signature")
    governing = _governing([c for c in clauses if c.last < k], k)
    if governing is not None:
        return Said(number, governing.subject, governing.lemma, "before")
    for clause in following:
        if clause.strength == "speech" and _trails(pieces, clause):
            return Said(number, clause.subject, clause.lemma, "trailing")
    return None


def _adjacent(pieces: Sequence[Piece], k: int, first: int) -> bool:
    """Whether nothing but a pause and the words of a title stand between the quotation and the clause."""
    between = pieces[k + 1 : first]
    if between and between[0].text in PAUSES:
        between = between[1:]
    return len(between) <= _TITLE and all(piece.kind == "word" and not is_breaking(piece) for piece in between)


def _governing(leading: Sequence[Clause], k: int) -> Clause | None:
    """The clause before the quotation that reports it: the nearest, but an act yields to speech before it."""
    told = [c for c in leading if c.subject is not None]
    for clause in reversed(told):
        yields = clause.subject is not None and clause.subject.text.lower() == "it"
        near = clause.strength == "naming" and k - clause.last <= _NEAR
        if not yields and (clause.strength == "speech" or near):
            return clause
    return told[-1] if told and k - told[-1].last <= _NEAR else None


def _trails(pieces: Sequence[Piece], clause: Clause) -> bool:
    """Whether a pause or a quotation sets the clause off from what it reports."""
    before = pieces[clause.first - 1]
    return before.text in PAUSES or before.kind == "quote"


def _signature(pieces: Sequence[Piece], k: int) -> Mention | None:
    """The name that a dash sets behind a quotation that is a sentence of its own."""
    if k + 2 >= len(pieces) or pieces[k + 1].text not in DASHES or any(p.kind == "word" for p in pieces[:k]):
        return None
    found = opening_at(pieces, k + 2)
    if found is None or found.form != "name":
        return None
    closed = all(p.kind == "mark" or p.start < found.end for p in pieces[k + 2 :])
    return found if closed else None


def _after_stop(outer: Sequence[Narration], clauses: Sequence[Sequence[Clause]], n: int, k: int) -> Said | None:
    """The speaker in a clause that seems a sentence of its own: '"Why?" Ms. Kim asked.'."""
    here = outer[n].pieces
    last = k == len(here) - 1 and here[k].text.rstrip(_MARKS)[-1:] in _STOPS
    if not last or n + 1 == len(outer) or outer[n + 1].paragraph != outer[n].paragraph or not clauses[n + 1]:
        return None
    following, clause = outer[n + 1].pieces, clauses[n + 1][0]
    closed = clause.verb + 1 == len(following) or _says_no_more(following[clause.verb + 1 :])
    if clause.subject is None or clause.strength == "acting" or not closed:
        return None
    if clause.inverted or clause.subject.start != following[0].start:
        return None
    return Said(here[k].quotation, clause.subject, clause.lemma, "after")


def _says_no_more(rest: Sequence[Piece]) -> bool:
    """Whether nothing that is said follows the verb: at most when and where it was said."""
    first = rest[0]
    circumstance = first.lower in TIMES | PREPOSITIONS or first.lower in lexicon().adverbs
    return first.kind == "mark" or (circumstance and not any(p.kind == "quote" or p.lower in BREAKS for p in rest))


def _introduction(sentence: Narration, clauses: Sequence[Clause]) -> Clause | None:
    """The clause of a sentence that ends with a colon: it introduces what follows."""
    told = [c for c in clauses if c.subject is not None]
    return told[-1] if told and sentence.pieces[-1].text == ":" else None


def _continued(sentence: Narration, k: int, clauses: Sequence[Clause], before: _Before) -> Said:
    """The speaker of what goes before, for a quotation that opens a sentence in which nobody else speaks."""
    number = sentence.pieces[k].quotation
    if k:
        return Said(number)
    if before.colon is not None:
        return Said(number, before.colon.subject, before.colon.lemma, "colon")
    if clauses or before.said.speaker is None:
        return Said(number)
    if sentence.paragraph == before.paragraph:
        return before.said._replace(quotation=number, rule="same paragraph")
    if before.open and sentence.paragraph == before.paragraph + 1:
        return before.said._replace(quotation=number, rule="open quotation")
    return Said(number)
