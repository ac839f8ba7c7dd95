"""Noun phrases told from the words alone: a name, a role or a text that may speak, and its head."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from compare.attribution.adverbials import skip_adverbs
from compare.attribution.grammar import (
    BREAKS,
    DETERMINERS,
    PARTICLES,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVE,
    SOME,
    TIMES,
    WRITER,
)
from compare.attribution.lexicon import lexicon
from compare.attribution.narration import Piece

Form = Literal["name", "pronoun", "role", "text", "group", "writer"]
_PERSON_ENDINGS = ("woman", "women", "spokesman", "ologist", "ologists", "analyst", "analysts")
_LONGEST = 10
"""The most words of a noun group."""
_DEEPEST = 4
"""How many phrases within phrases are followed: "an official at the office of the mayor"."""


class Mention(NamedTuple):
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


def opening_at(pieces: Sequence[Piece], at: int) -> Mention | None:
    """The name or role whose first word stands at ``at``."""
    end = at
    while end < len(pieces) and end - at < _LONGEST and _continues(pieces, at, end):
        end += 1
    if end == at:
        return None
    if pieces[end - 1].lower in SOME and end < len(pieces) and pieces[end].lower == "of":
        return opening_at(pieces, end + 1)
    if end + 1 < len(pieces) and pieces[end].lower == "and" and pieces[end + 1].name and pieces[end - 1].name:
        return mention("group", pieces, at, end, end - 1)
    return _judge(pieces, at, end)


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


def ending_at(pieces: Sequence[Piece], at: int, depth: int = 0) -> Mention | None:
    """The noun phrase whose last word stands at ``at``: "a spokesman for the ministry" is a spokesman."""
    at = skip_adverbs(pieces, at)
    if at < 0 or pieces[at].kind != "word" or depth > _DEEPEST:
        return None
    start = _run_start(pieces, at)
    if start and pieces[start - 1].lower == "and" and start > 1 and pieces[start - 2].kind == "word":
        earlier = ending_at(pieces, start - 2, depth + 1)
        if earlier is not None and earlier.form == "name" and pieces[at].name:
            return mention("group", pieces, start, at + 1, at)
    if start and pieces[start - 1].lower in PREPOSITIONS - BREAKS and not _names_after_noun(pieces, start, at):
        return _with_object(pieces, _holder(pieces, start - 2, depth), at)
    return _judge(pieces, start, at + 1)


def _names_after_noun(pieces: Sequence[Piece], start: int, at: int) -> bool:
    """Whether a full name stands behind a noun that is no role: "leader of the strikers' camp Ana Duarte" is Duarte."""
    first = at
    while first > start and pieces[first - 1].name:
        first -= 1
    return at > first > start and pieces[first - 1].text.islower() and not is_head(pieces[first - 1].lower)


def _with_object(pieces: Sequence[Piece], outer: Mention | None, at: int) -> Mention | None:
    """A phrase up to the object that ends at ``at``; a name is shown without it."""
    if outer is None or outer.form == "name":
        return outer
    first = next(k for k, piece in enumerate(pieces) if piece.start == outer.start)
    return mention(outer.form, pieces, first, at + 1, at)._replace(head=outer.head)


def noun_at(pieces: Sequence[Piece], at: int) -> Mention | None:
    """The noun group whose last word stands at ``at``, whatever preposition is before it."""
    return _judge(pieces, _run_start(pieces, at), at + 1)


def _holder(pieces: Sequence[Piece], at: int, depth: int) -> Mention | None:
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
        if piece.lower in TIMES or _is_verb(piece):
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


def _judge(pieces: Sequence[Piece], first: int, last: int) -> Mention | None:
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
            return mention("name", pieces, start, last, head)
    if piece.lower in lex.groups:
        return mention("group", pieces, first, last, head)
    single = singular(piece.lower)
    if {piece.lower, single} & (lex.people | lex.bodies) or piece.lower.endswith(_PERSON_ENDINGS):
        return mention("role", pieces, first, last, head)
    if {piece.lower, single} & lex.texts:
        return mention("text", pieces, first, last, head)
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


def mention(form: Form, pieces: Sequence[Piece], first: int, last: int, head: int) -> Mention:
    """The mention that ``pieces[first:last]`` are."""
    words = pieces[first:last]
    text = "".join((" " if k and piece.start > words[k - 1].end else "") + piece.text for k, piece in enumerate(words))
    return Mention(form, words[0].start, words[-1].end, text, pieces[head].text)
