"""The word lists behind the recognition of names: synonyms of places and bodies, titles, given names."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from compare.data import read_table, read_word_lists

Kind = Literal["person", "place", "organisation", "demonym", "name"]
"""What is named; a demonym is an adjective or the people of a place, a name is none of these for certain."""


class Alias(NamedTuple):
    """What a listed form names; ``metonym`` is the key of what it may refer to instead."""

    key: str
    kind: Kind
    metonym: str | None = None


class Titles(NamedTuple):
    """The word lists of ``data/titles.toml``, which says what each of them is."""

    heads: frozenset[str]
    callings: frozenset[str]
    modifiers: frozenset[str]
    bodies: frozenset[str]
    places: frozenset[str]
    alone: frozenset[str]
    calendar: frozenset[str]
    particles: frozenset[str]
    given: frozenset[str]
    korean: frozenset[str]
    nicknames: dict[str, str]


_WORD = re.compile(r"(?:[A-Za-z]\.){2,}(?:[A-Z]\b(?!\.))?|[^\W_]+(?:['’](?!s\b)[^\W_]+)*")
_SHORTEST_SHOUT = 4
_KINDS: dict[str, Kind] = {"places": "place", "organisations": "organisation", "demonyms": "demonym"}


def pieces(form: str) -> tuple[str, ...]:
    """The words of a name as they are looked up: ``plain_form`` of each part that a hyphen leaves, without 's."""
    return tuple(plain_form(word) for word in _WORD.findall(form))


def plain_form(word: str) -> str:
    """A word without full stops, its apostrophes straight."""
    return word.replace(".", "").replace("’", "'") if "." in word or "’" in word else word


@functools.cache
def small_words() -> frozenset[str]:
    """The words that names are written with in small letters: particles, and what listed forms hold."""
    listed = {word for forms in _forms().values() for form, _ in forms for word in form if word.islower()}
    return titles().particles | listed


def alias_at(words: Sequence[str], start: int) -> tuple[int, Alias] | None:
    """The longest listed form that begins at ``words[start]``, with its length in words; None where none does."""
    for form, alias in _forms().get(words[start], ()):
        if tuple(words[start : start + len(form)]) == form:
            return len(form), alias
    return None


def listed_form(form: str) -> str:
    """A word as the lists write it: one in capitals that they do not know is taken down ("SEOUL")."""
    return form.title() if len(form) >= _SHORTEST_SHOUT and form.isupper() and form not in _forms() else form


def hangul_alias(word: str) -> tuple[int, Alias] | None:
    """The longest listed Hangul form a word begins with (a particle may follow), with its length in characters."""
    for length in range(min(len(word), _longest_hangul()), 1, -1):
        found = _forms().get(word[:length])
        if found and found[-1][0] == (word[:length],):
            return length, found[-1][1]
    return None


@functools.cache
def short_names() -> dict[str, str]:
    """Names such as "the North", which are right only where the text names the place in full."""
    return dict(read_table("aliases")["short"])


@functools.cache
def titles() -> Titles:
    """The word lists around names."""
    lists = dict(read_table("titles"))
    short_forms = {short: full for full, shorts in lists.pop("nicknames").items() for short in (*shorts.split(), full)}
    return Titles(**{name: frozenset(words.split()) for name, words in lists.items()}, nicknames=short_forms)


@functools.cache
def starters() -> frozenset[str]:
    """Words that open sentences, whatever follows."""
    return read_word_lists("abbreviations")["starters"]


@functools.cache
def abbreviated() -> frozenset[str]:
    """Titles that are written with a full stop and do not end a sentence: "Gen.", "Sen."."""
    return read_word_lists("abbreviations")["titles"]


@functools.cache
def _forms() -> dict[str, tuple[tuple[tuple[str, ...], Alias], ...]]:
    """For each first word the forms that begin with it, longest first."""
    table = read_table("aliases")
    found: dict[str, dict[tuple[str, ...], Alias]] = {}
    for section, kind in _KINDS.items():
        for key, forms in table[section].items():
            for form in map(pieces, forms):
                found.setdefault(form[0], {})[form] = Alias(key, kind)
    for name, meant in table["metonyms"].items():
        form = pieces(name)
        known = found.setdefault(form[0], {}).get(form, Alias(name.casefold(), "place"))
        found[form[0]][form] = known._replace(metonym=meant)
    return {
        first: tuple(sorted(forms.items(), key=lambda item: (-len(item[0]), item[0]))) for first, forms in found.items()
    }


@functools.cache
def _longest_hangul() -> int:
    return max(len(first) for first in _forms() if "가" <= first[0] <= "힣")
