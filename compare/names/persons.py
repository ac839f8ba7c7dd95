"""The persons of an event: what several articles call one human being."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from compare.names.mentions import Mention
from compare.names.personal_names import is_junior, person_key, same_person, surname_keys

_ROLE_BONUS = 0.1
_SPELLING_BONUS = 0.2
"""What a shared title word and the very same spelling add: they decide between namesakes that are equally alike."""


class Person(NamedTuple):
    """One human being: the commonest full form, every form with its count, the mentions as (article id, position).

    A position counts in the article's mentions as they were given to ``resolve``.
    """

    name: str
    forms: tuple[tuple[str, int], ...]
    mentions: tuple[tuple[str, int], ...]


class _Form(NamedTuple):
    """What one article calls one person: its key there, its fullest surface, its title words, its mentions."""

    article: str
    key: str
    surface: str
    roles: frozenset[str]
    positions: tuple[int, ...]


def resolve(mentions: Mapping[str, Sequence[Mention]]) -> tuple[Person, ...]:
    """The persons that the articles of one event name; ``mentions`` are each article's, by article id, from ``find``.

    A surname alone belongs to the one person of its article, else of the event, who bears it; where two do, it stays
    apart. Two forms that one article uses for two persons never become one, however alike they are. The result does
    not depend on the order of the articles; persons come by name.
    """
    forms = [form for article in sorted(mentions) for form in _forms(article, mentions[article])]
    full = [form for form in forms if surname_keys(form.surface)]
    groups = _merge(full)
    _attach(groups, [form for form in forms if not surname_keys(form.surface)])
    return tuple(sorted(_person(group, mentions) for group in groups))


def _forms(article: str, mentions: Sequence[Mention]) -> Iterator[_Form]:
    by_key: dict[str, list[int]] = {}
    for position, mention in enumerate(mentions):
        if mention.kind == "person":
            by_key.setdefault(mention.key, []).append(position)
    for key, positions in sorted(by_key.items()):
        surface = max((mentions[i].surface for i in positions), key=lambda s: (person_key(s) == key, len(s), s))
        roles = frozenset(word for i in positions for word in mentions[i].title.casefold().split())
        yield _Form(article, key, surface, roles, tuple(positions))


def _merge(forms: Sequence[_Form]) -> list[list[_Form]]:
    """Join forms of different articles, the surest pairs first, never two forms of one article."""
    pairs = []
    for (i, a), (j, b) in combinations(enumerate(forms), 2):
        score = same_person(a.surface, b.surface) if a.article != b.article else 0.0
        if score:
            bonus = _ROLE_BONUS * bool(a.roles & b.roles) + _SPELLING_BONUS * (a.key == b.key)
            pairs.append((-round(score + bonus, 3), i, j))
    group_of = {i: [form] for i, form in enumerate(forms)}
    for _, i, j in sorted(pairs):
        mine, other = group_of[i], group_of[j]
        if mine is not other and {form.article for form in mine}.isdisjoint(form.article for form in other):
            mine.extend(other)
            group_of |= {k: mine for k, group in group_of.items() if group is other}
    return [group for i, group in group_of.items() if group[0] is forms[i]]


def _attach(groups: list[list[_Form]], surnames: Sequence[_Form]) -> None:
    """Give each surname alone to the one person who bears it, or make it a person apart."""
    bearers: dict[str, list[list[_Form]]] = {}
    for group in groups:
        for surname in sorted({surname for form in group for surname in surname_keys(form.surface)}):
            bearers.setdefault(surname, []).append(group)
    apart: dict[str, list[_Form]] = {}
    for form in surnames:
        candidates = bearers.get(form.key, [])
        elders = [group for group in candidates if not all(is_junior(other.surface) for other in group)]
        candidates = elders or candidates
        shared = [group for group in candidates if any(form.roles & other.roles for other in group)]
        candidates = shared if len(candidates) > 1 else candidates
        if len(candidates) == 1:
            candidates[0].append(form)
        elif bearers.get(form.key):
            groups.append([form])
        else:
            apart.setdefault(form.key, []).append(form)
    groups.extend(apart.values())


def _person(group: Sequence[_Form], mentions: Mapping[str, Sequence[Mention]]) -> Person:
    places = sorted((form.article, position) for form in group for position in form.positions)
    counts = Counter(mentions[article][position].surface for article, position in places)
    name = max(counts, key=lambda surface: (bool(surname_keys(surface)), counts[surface], len(surface), surface))
    return Person(name, tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0]))), tuple(places))
