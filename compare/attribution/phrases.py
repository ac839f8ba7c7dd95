"""A body as words, marks and whole quotations, and the noun phrases among them that may speak.

Every quotation is one piece of its sentence, so that what is left is the narration. Noun phrases (a name, a role, a
text) are told from the words alone.
"""

from __future__ import annotations

import functools
import itertools
import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Literal, NamedTuple

from compare import names
from compare.attribution.grammar import (
    BEFORE_TIME_NOUNS,
    BEFORE_TIMES,
    BREAKS,
    CONTRACTED,
    DETERMINERS,
    NOT_NAMES,
    PARTICLES,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVE,
    SOME,
    TIME_NOUNS,
    TIMES,
    WRITER,
    lexicon,
)
from compare.text.quotations import spans
from compare.text.sentences import abbreviations

PieceKind = Literal["word", "mark", "quote"]
_PIECE = re.compile(r"(?P<word>[^\W_]+(?:['’.,&-][^\W_]+)*|[&$%@#])|(?P<mark>--+|[^\w\s])")
_INITIALS = re.compile(r"[^\W\d_](?:\.[^\W\d_])*|[DRI]-[A-Z][a-z]*")
"""Initials, dotted letters, and a party with its state."""


class Piece(NamedTuple):
    """A word, a mark or a whole quotation: ``body[start:end]``, with its paragraph."""

    kind: PieceKind
    start: int
    end: int
    text: str
    lower: str
    name: bool = False
    """Whether the word may be part of a name: capitalised, no day, no function word."""
    quotation: int = -1
    """The number of the quotation, -1 for words and marks."""


class Narration(NamedTuple):
    """The pieces of one outer sentence: a quotation of several sentences is one piece, and does not divide it."""

    pieces: tuple[Piece, ...]
    paragraph: int
    opens: bool
    """Whether it is its paragraph's first."""


def read_narration(body: str, cuts: Sequence[int]) -> tuple[list[Narration], list[tuple[int, int]]]:
    """The outer sentences of ``body``, and its quotations; ``cuts`` are the offsets where its sentences start.

    A sentence that starts within a quotation goes on with it.
    """
    quotations = spans(body)
    outer: list[Narration] = []
    for paragraph, (start, end) in enumerate(m.span() for m in re.finditer(r"[^\n]+", body)):
        first = True
        for low, high in _sentences(start, end, cuts, quotations):
            pieces = tuple(_pieces(body, low, high, quotations))
            if pieces:
                outer.append(Narration(pieces, paragraph, first))
                first = False
    return outer, quotations


def _plain(lower: str) -> str:
    """A pronoun without the verb written with it: "he's" is "he"; any other word as it is."""
    first, mark, _ = lower.partition("'")
    return first if mark and first in CONTRACTED else lower


def _may_name(text: str, lower: str) -> bool:
    return text[:3] != lower[:3] and lower not in NOT_NAMES and lower not in TIMES


def _abbreviates(word: Piece, stop: int) -> bool:
    """Whether a full stop at ``stop`` belongs to the ``word`` before it."""
    return word.end == stop and (word.text in abbreviations() or _INITIALS.fullmatch(word.text) is not None)


def _sentences(
    start: int, end: int, cuts: Sequence[int], quotations: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    starts = [q[0] for q in quotations]
    inner = [
        c for c in cuts[bisect_right(cuts, start) : bisect_right(cuts, end - 1)] if not _within(c, starts, quotations)
    ]
    edges = [start, *inner, end]
    return [(a, b) for a, b in itertools.pairwise(edges) if a < b]


def _within(place: int, starts: Sequence[int], quotations: Sequence[tuple[int, int]]) -> bool:
    k = bisect_right(starts, place) - 1
    return k >= 0 and quotations[k][0] < place < quotations[k][1]


def _pieces(body: str, start: int, end: int, quotations: Sequence[tuple[int, int]]) -> list[Piece]:
    found: list[Piece] = []
    at = start
    k = bisect_right(quotations, (start, 0))
    if k and quotations[k - 1][1] > start:
        k -= 1
    while at < end:
        stop = min(end, quotations[k][0]) if k < len(quotations) else end
        for match in _PIECE.finditer(body, at, stop):
            text = match.group()
            if text == "." and found and _abbreviates(found[-1], match.start()):
                found[-1] = found[-1]._replace(end=match.end(), text=found[-1].text + ".")
                continue
            if match.lastgroup == "mark":
                found.append(Piece("mark", match.start(), match.end(), text, text))
            else:
                lower = _plain(text.lower().replace("’", "'"))
                found.append(Piece("word", match.start(), match.end(), text, lower, _may_name(text, lower)))
        if k >= len(quotations) or quotations[k][0] >= end:
            break
        low, high = max(start, quotations[k][0]), min(end, quotations[k][1])
        found.append(Piece("quote", low, high, body[low:high], "", quotation=k))
        at, k = high, k + 1
    for place in range(1, len(found) - 1):
        if names.is_family_before(found[place].text, found[place + 1].text) and _sentence_goes_on(found[place - 1]):
            found[place] = found[place]._replace(name=True, lower=f"{found[place].lower}-")  # no word that any list has
    return found


def _sentence_goes_on(before: Piece) -> bool:
    """Whether a sentence in small letters goes on after a piece."""
    return before.kind == "quote" or before.text == "," or before.text.islower()


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


Form = Literal["name", "pronoun", "role", "text", "group", "writer"]
_PERSON_ENDINGS = ("woman", "women", "spokesman", "ologist", "ologists", "analyst", "analysts")
_LONGEST = 10
"""The most words of a noun group."""
_DEEPEST = 4
"""How many phrases within phrases are followed: "an official at the office of the mayor"."""


class NounPhrase(NamedTuple):
    """Words that name a speaker: ``pieces[first:last]``; ``head`` is the word that says who or what."""

    form: Form
    start: int
    end: int
    text: str
    head: str


def is_breaking(piece: Piece) -> bool:
    """Whether a word cannot stand within the titles before a name."""
    return any(piece.lower in words for words in (BREAKS, PREPOSITIONS, PRONOUNS, RELATIVE, WRITER)) or (
        piece.lower in lexicon().lemmas and not is_head(piece.lower)
    )


def opening_at(pieces: Sequence[Piece], at: int) -> NounPhrase | None:
    """The name or role whose first word stands at ``at``."""
    end = at
    while end < len(pieces) and end - at < _LONGEST and _continues(pieces, at, end):
        end += 1
    if end == at:
        return None
    if _modifies(pieces, end - 1, first=end - 1 == at or pieces[end - 2].lower in DETERMINERS):
        return opening_at(pieces, end)
    if pieces[end - 1].lower in SOME and end < len(pieces) and pieces[end].lower == "of":
        return _one_of(pieces, end - 1, opening_at(pieces, end + 1))
    if end + 1 < len(pieces) and pieces[end].lower == "and" and pieces[end + 1].name and pieces[end - 1].name:
        return noun_phrase("group", pieces, at, end, end - 1)
    return _judge(pieces, at, end)


def _modifies(pieces: Sequence[Piece], at: int, *, first: bool) -> bool:
    """Whether an adjective of a country opens the noun group: "the Norwegian striker"."""
    following = pieces[at + 1] if at + 1 < len(pieces) else None
    noun = following is not None and following.kind == "word" and following.text.islower()
    return first and noun and pieces[at].name and not is_breaking(pieces[at + 1]) and _is_demonym(pieces[at].text)


@functools.lru_cache(maxsize=4_000)
def _is_demonym(word: str) -> bool:
    return any(mention.kind == "demonym" and mention.surface == word for mention in names.recognise_names(word))


def _one_of(pieces: Sequence[Piece], first: int, found: NounPhrase | None) -> NounPhrase | None:
    """A role with the words before it that take one or some of several: "one of the sources"."""
    if found is None or found.form != "role":
        return found
    last = next(k for k, piece in enumerate(pieces) if piece.end == found.end)
    return noun_phrase("role", pieces, first, last + 1, last)


def _continues(pieces: Sequence[Piece], start: int, end: int) -> bool:
    piece = pieces[end]
    if piece.kind != "word":
        return piece.text in "-/" and end > start and pieces[end - 1].end == piece.start
    if piece.lower in BREAKS or piece.lower in RELATIVE or piece.lower in PRONOUNS:
        return False
    if piece.lower in PREPOSITIONS and not (end > start and _within_name(pieces, end)):
        return False
    if piece.lower in TIMES or (end > start and _closes(pieces, end)):
        return False
    return end == start or piece.name or not pieces[end - 1].name or _goes_on(pieces, end)


def _closes(pieces: Sequence[Piece], end: int) -> bool:
    """Whether the noun group is complete before ``end``: its role is followed by neither a name nor a role."""
    previous, piece = pieces[end - 1], pieces[end]
    return is_head(previous.lower) and not previous.name and not piece.name and not _role_follows(pieces, end)


def _goes_on(pieces: Sequence[Piece], at: int) -> bool:
    """Whether a lower-case word after a name is a role behind it or a particle within it."""
    following = pieces[at + 1] if at + 1 < len(pieces) else None
    if following is not None and pieces[at].lower in PARTICLES:
        return following.name or following.lower in PARTICLES
    return _role_follows(pieces, at)


def _role_follows(pieces: Sequence[Piece], at: int) -> bool:
    """Whether a lower-case word after a name goes on with it: "Foreign Ministry spokesman"."""
    word = pieces[at].lower
    follows = at + 1 < len(pieces) and is_head(pieces[at + 1].lower)
    return is_head(word) or (follows and word not in lexicon().lemmas)


def _within_name(pieces: Sequence[Piece], k: int) -> bool:
    """Whether the preposition at ``k`` stands within a name ("Department of State")."""
    if pieces[k].lower not in {"of", "for"} or not pieces[k - 1].name or k + 1 >= len(pieces):
        return False
    return pieces[k + 1].name or (pieces[k + 1].lower == "the" and k + 2 < len(pieces) and pieces[k + 2].name)


def ending_at(pieces: Sequence[Piece], at: int, depth: int = 0) -> NounPhrase | None:
    """The noun phrase whose last word stands at ``at``: "a spokesman for the ministry" is a spokesman."""
    at = skip_adverbs(pieces, at)
    if at < 0 or pieces[at].kind != "word" or depth > _DEEPEST:
        return None
    start = _run_start(pieces, at)
    if start and pieces[start - 1].lower == "and" and start > 1 and pieces[start - 2].kind == "word":
        earlier = ending_at(pieces, start - 2, depth + 1)
        if earlier is not None and earlier.form == "name" and pieces[at].name:
            return noun_phrase("group", pieces, start, at + 1, at)
    if start > 1 and pieces[start - 1].lower == "of" and pieces[start - 2].lower in SOME:
        return _one_of(pieces, start - 2, _judge(pieces, start, at + 1))
    if start and pieces[start - 1].lower in PREPOSITIONS - BREAKS and not _names_after_noun(pieces, start, at):
        return _with_object(pieces, _holder(pieces, start - 2, depth), at)
    return _judge(pieces, start, at + 1)


def _names_after_noun(pieces: Sequence[Piece], start: int, at: int) -> bool:
    """Whether a full name stands behind a noun that is no role: "leader of the strikers' camp Ana Duarte" is Duarte."""
    first = at
    while first > start and pieces[first - 1].name:
        first -= 1
    if pieces[at].lower in lexicon().bodies:
        return False
    return at > first > start and pieces[first - 1].text.islower() and not is_head(pieces[first - 1].lower)


def _with_object(pieces: Sequence[Piece], outer: NounPhrase | None, at: int) -> NounPhrase | None:
    """A phrase up to the object that ends at ``at``; a name is shown without it."""
    if outer is None or outer.form == "name":
        return outer
    first = next(k for k, piece in enumerate(pieces) if piece.start == outer.start)
    return noun_phrase(outer.form, pieces, first, at + 1, at)._replace(head=outer.head)


def noun_at(pieces: Sequence[Piece], at: int) -> NounPhrase | None:
    """The noun group whose last word stands at ``at``, whatever preposition is before it."""
    return _judge(pieces, _run_start(pieces, at), at + 1)


def _holder(pieces: Sequence[Piece], at: int, depth: int) -> NounPhrase | None:
    """The phrase that a preposition's object belongs to, over "close", "familiar", "based" and the like."""
    for back in range(3):
        if at - back >= 0 and pieces[at - back].kind == "word":
            found = ending_at(pieces, at - back, depth + 1)
            if found is not None:
                return found
            if pieces[at - back].name or pieces[at - back].lower in PREPOSITIONS:
                return None
    return None


def _run_start(pieces: Sequence[Piece], at: int) -> int:
    """Where the words before ``at`` that may be of its noun group begin: a determiner opens a group."""
    start = at
    while start > 0 and at - start < _LONGEST:
        piece = pieces[start - 1]
        if pieces[start].lower in DETERMINERS and piece.lower not in {
            "the",
            "these",
            "those",
            "all",
            "his",
            "her",
            "their",
        }:
            break
        if piece.kind != "word":
            if piece.text in "-/" and piece.end == pieces[start].start:
                start -= 1
                continue
            break
        if piece.lower in PREPOSITIONS and _within_name(pieces, start - 1):
            start -= 1
            continue
        if piece.lower in PREPOSITIONS or piece.lower in BREAKS or piece.lower in PRONOUNS | RELATIVE:
            break
        if piece.lower in TIMES or (_is_verb(piece) and not (piece.lower == "think" and pieces[start].lower == "tank")):
            break
        start -= 1
    return start


def _is_verb(piece: Piece) -> bool:
    lex = lexicon()
    return (
        piece.text.islower() and (piece.lower in lex.lemmas or piece.lower in lex.adverbs) and not is_head(piece.lower)
    )


def is_head(word: str) -> bool:
    """Whether a lower-case word, in the singular or the plural, may speak as a role, a body or a text."""
    lex = lexicon()
    return any(form in lex.people or form in lex.bodies or form in lex.texts for form in (word, singular(word)))


def singular(word: str) -> str:
    """The singular of a regular plural, and of "-men" and "-women"."""
    return f"{word[:-3]}man" if word.endswith("men") else word.removesuffix("s")


def _judge(pieces: Sequence[Piece], first: int, last: int) -> NounPhrase | None:
    """What the noun group ``pieces[first:last]`` names."""
    lex = lexicon()
    head = last - 1
    piece = pieces[head]
    if piece.kind != "word" or piece.lower.endswith(("'s", "s'")):
        return None
    if piece.name:
        start = head
        while start > first and (pieces[start - 1].name or _joins(pieces, start - 1, first)):
            start -= 1
        if start < head or not is_head(piece.lower):
            return noun_phrase("name", pieces, start, last, head)
    if piece.lower in lex.groups:
        return noun_phrase("group", pieces, first, last, head)
    single = singular(piece.lower)
    if {piece.lower, single} & (lex.people | lex.bodies) or piece.lower.endswith(_PERSON_ENDINGS):
        return noun_phrase("role", pieces, first, last, head)
    if {piece.lower, single} & lex.texts:
        return noun_phrase("text", pieces, first, last, head)
    return None


def _joins(pieces: Sequence[Piece], k: int, first: int) -> bool:
    """Whether a lower-case word or a mark joins two parts of a name: "Karl von der Heide", "Department of State"."""
    piece, following = pieces[k], pieces[k + 1]
    if k <= first:
        return False
    if piece.lower in PARTICLES:
        return following.name or following.lower in PARTICLES
    if not following.name:
        return following.lower == "the" and piece.lower in {"of", "for"} and pieces[k - 1].name
    if piece.kind == "mark":
        return piece.text in "-/" and pieces[k - 1].name
    return (piece.lower in {"of", "for"} and pieces[k - 1].name) or (
        piece.lower == "the" and pieces[k - 1].lower in {"of", "for"} and pieces[k - 2].name
    )


def noun_phrase(form: Form, pieces: Sequence[Piece], first: int, last: int, head: int) -> NounPhrase:
    """The mention that ``pieces[first:last]`` are."""
    words = pieces[first:last]
    text = "".join((" " if k and piece.start > words[k - 1].end else "") + piece.text for k, piece in enumerate(words))
    return NounPhrase(form, words[0].start, words[-1].end, text, pieces[head].text)
