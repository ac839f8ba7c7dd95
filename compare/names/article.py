"""The names of one article, each judged by the whole of its text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from compare.names.hangul import persons
from compare.names.lexicon import short_names
from compare.names.mentions import Mention, scan
from compare.names.persons import is_junior, romanised, same_person, surname_keys
from compare.names.runs import Word, opens_sentence, read_words


class _Context(NamedTuple):
    """What the whole text says: the persons named in full by surname, how words are written, the places it names."""

    persons: dict[str, list[str]]
    inside: frozenset[str]
    places: frozenset[str]


def find(text: str) -> tuple[Mention, ...]:
    """The names in ``text``, in order and apart from each other; offsets are code points.

    Give a whole body: a surname alone ("Biegun") gets its person's key where the text names one such person in full, a
    capital at a sentence's start is a name only where the text bears it out, and "the North" needs a "North Korea".
    """
    words = read_words(text)
    found = _with_hangul(text, list(scan(text, words)))
    context = _context(text, found)
    return tuple(_settle(text, found, context))


def _with_hangul(text: str, found: list[Mention]) -> list[Mention]:
    """The mentions with those of persons in Hangul, none of which lies in a listed form."""
    taken = {place for mention in found for place in range(mention.start, mention.end)}
    people = [
        Mention(start, end, text[start:end], text[start:end], "person", title=title)
        for start, end, title in persons(text)
        if taken.isdisjoint(range(start, end))
    ]
    return sorted(found + people) if people else found


def _context(text: str, found: Sequence[Mention]) -> _Context:
    persons: dict[str, list[str]] = {}
    named = [mention for mention in found if mention.kind == "person"]
    for mention in sorted(named, key=lambda mention: is_junior(mention.surface)):
        for surname in surname_keys(mention.surface):
            known = persons.setdefault(surname, [])
            if not any(_one_in_text(mention.key, key) for key in known):
                known.append(mention.key)
    inside = frozenset(
        m.surface for m in found if not opens_sentence(text, Word(m.start, m.end, m.surface, capital=True))
    )
    return _Context(persons, inside, frozenset(m.key for m in found if m.kind in {"place", "demonym"}))


def _one_in_text(a: str, b: str) -> bool:
    """Whether one text may call one person both: short forms and initials, but no second romanisation."""
    return a == b or (romanised(a) is None and same_person(a, b) > 0)


def _settle(text: str, found: Sequence[Mention], context: _Context) -> Iterator[Mention]:
    for mention in found:
        if mention.surface in short_names():
            place = short_names()[mention.surface]
            if place in context.places and text[max(0, mention.start - 4) : mention.start].casefold() == "the ":
                yield mention._replace(key=place, kind="place")
        elif " " in mention.key or mention.kind in {"place", "demonym", "organisation"}:
            yield mention
        else:
            yield from _settle_single(text, mention, context)


def _settle_single(text: str, mention: Mention, context: _Context) -> Iterator[Mention]:
    """A name of one word: a person's surname, or a name only if its capital is not its place's."""
    persons = context.persons.get(mention.key, [])
    if persons:
        yield mention._replace(key=persons[0] if len(persons) == 1 else mention.key, kind="person")
    elif mention.kind == "person":
        yield mention
    else:
        first = opens_sentence(text, Word(mention.start, mention.end, mention.surface, capital=True))
        if not first or (mention.surface in context.inside and f" {mention.surface.casefold()} " not in text):
            yield mention
