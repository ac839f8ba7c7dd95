"""One resolver for an event: which names of its articles mean the same person or body.

Full names come first. Two are one where their spellings agree (``personal_names.agreement`` for persons, acronyms,
spellings and shortened forms for bodies), and a group never holds two names that contradict each other. Short forms
follow: a surname or an acronym belongs to the one group that it can mean, in its article first and in the event
second. A form that two groups could claim is nobody's.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, pairwise
from typing import NamedTuple

from compare.data import read_table
from compare.names.lexicon import Kind
from compare.names.mentions import Mention
from compare.names.personal_names import (
    CONTRADICTS,
    NameParts,
    agreement,
    differs_by_a_letter,
    gender,
    name_parts,
    skeleton,
)
from compare.text.stems import stem, word_idf

_TELLING = 4.5
"""The least background IDF of a word that stands for a longer name which nothing shows to be a person's."""
_RARE = 7.0
"""The least background IDF of a middle name that may stand for the whole."""
_OUTWEIGHS = 3
"""How many times as often as its namesakes together a person is named in full to own the surname alone."""
_SHORTEST_ACRONYM, _LONGEST_ACRONYM = 2, 8
_SAFE_ACRONYM = 3
"""Acronyms of so many letters need no bracket beside the long form."""
_COMPANY = frozenset(
    [
        "corp",
        "corporation",
        "inc",
        "incorporated",
        "co",
        "company",
        "ltd",
        "limited",
        "plc",
        "llc",
        "fm",
        "tv",
        "radio",
        "airlines",
        "hotel",
    ]
)
"""Words that a body's name may leave out at its end."""
_SURE = 0.7
"""The least agreement of two forms of one article."""


class Entity(NamedTuple):
    """A person or body of an event, or something named that is neither for certain.

    ``name`` is the commonest full form, ``forms`` every form with its count, ``mentions`` the places as (article id,
    position), where a position counts in the article's mentions as they were given to ``resolve``.
    """

    name: str
    kind: Kind
    forms: tuple[tuple[str, int], ...]
    mentions: tuple[tuple[str, int], ...]


class Resolution:
    """The entities of an event, and the one that a form in an article means."""

    def __init__(self, entities: Sequence[Entity], by_form: Mapping[tuple[str, str], int]) -> None:
        """Take the ``entities`` and, by article id and normalised form, which of them is meant."""
        self.entities = tuple(entities)
        self._by_form = by_form

    def __iter__(self) -> Iterator[Entity]:
        """The entities, by name."""
        return iter(self.entities)

    def __eq__(self, other: object) -> bool:
        """Two are equal that resolve every form alike."""
        return isinstance(other, Resolution) and self.entities == other.entities and self._by_form == other._by_form

    def __hash__(self) -> int:
        """As the entities."""
        return hash(self.entities)

    def find(self, article_id: str, form: str) -> Entity | None:
        """The entity that an article means by ``form``; None where it is unknown or ambiguous."""
        found = self._by_form.get((article_id, name_parts(form).key))
        return None if found is None else self.entities[found]


class _Form:
    """What one article calls something: its parts, its surfaces with their counts, titles and places."""

    def __init__(self, article: str, parts: NameParts) -> None:
        self.article = article
        self.parts = parts
        self.kinds: Counter[Kind] = Counter()
        self.surfaces: Counter[str] = Counter()
        self.roles: set[str] = {_spelt_out(word) for word in parts.titles}
        self.positions: list[int] = []

    @property
    def single(self) -> bool:
        return len(self.parts.words) == 1 and not self.parts.families


class _EntityForms:
    """Forms that mean one entity."""

    def __init__(self, forms: Iterable[_Form]) -> None:
        self.forms = list(forms)

    @property
    def personal(self) -> bool:
        return not self.body and any(form.kinds["person"] or form.parts.given for form in self.forms)

    @property
    def body(self) -> bool:
        full = [form.parts for form in self.forms if not form.single]
        return any(parts.body for parts in full) and not any(parts.given for parts in full)

    def count(self, article: str | None = None) -> int:
        """How often the group is named in full."""
        return sum(
            sum(form.surfaces.values())
            for form in self.forms
            if not form.single and (article is None or form.article == article)
        )


def resolve(
    mentions: Mapping[str, Sequence[Mention]], speakers: Mapping[str, Iterable[str]] | None = None
) -> Resolution:
    """The entities that the articles of one event name; ``mentions`` are each article's, by id, from ``recognise_names``.

    ``speakers`` are further names of persons by article id, such as those beside quotations. The result does not
    depend on the order of the articles; entities come by name. Places and demonyms are left out.
    """
    forms = _read_forms(mentions, speakers or {})
    full = [form for form in forms if not form.single]
    single = [form for form in forms if form.single]
    groups = _merge(full)
    definitions = _definitions(mentions)
    _attach(groups, single, definitions)
    return _resolution(groups)


def _read_forms(mentions: Mapping[str, Sequence[Mention]], speakers: Mapping[str, Iterable[str]]) -> list[_Form]:
    """One form for each article and normalised name, in the order of article ids and names."""
    found: dict[tuple[str, str], _Form] = {}
    for article in sorted(mentions):
        for position, mention in enumerate(mentions[article]):
            if mention.kind not in {"place", "demonym"}:
                form = _form(found, article, _listed_name(mention))
                form.kinds[mention.kind] += 1
                form.surfaces[mention.surface] += 1
                form.roles.update(_spelt_out(word.rstrip(".")) for word in mention.title.casefold().split())
                form.positions.append(position)
    for article in sorted(speakers):
        for name in speakers[article]:
            form = _form(found, article, name)
            if not form.parts.body:
                form.kinds["person"] += 1
            if not form.surfaces:
                form.surfaces[name] += 1
    return [found[key] for key in sorted(found) if found[key].parts.words]


def _spelt_out(title: str) -> str:
    """A title in full: "governor" for "gov"."""
    folded: dict[str, str] = read_table("house_style")["fold"]
    return folded.get(title, title)


def _listed_name(mention: Mention) -> str:
    """The name that the lists have for a body, or the name as it stands."""
    plain = mention.surface.replace(".", "").replace("’", "'").casefold()
    return mention.key.title() if mention.kind == "organisation" and mention.key != plain else mention.surface


def _form(found: dict[tuple[str, str], _Form], article: str, surface: str) -> _Form:
    parts = name_parts(surface)
    return found.setdefault((article, parts.key), _Form(article, parts))


def _merge(forms: Sequence[_Form]) -> list[_EntityForms]:
    """Join full names: equal ones at once, the others surest first, never across a contradiction."""
    by_key: dict[str, _EntityForms] = {}
    for form in forms:
        by_key.setdefault(form.parts.key, _EntityForms([])).forms.append(form)
    _trim(by_key)
    groups = [by_key[key] for key in sorted(by_key)]
    scores = {(i, j): score for i, j in _candidates(groups) if (score := _agreement(groups[i], groups[j]))}
    _prefer_shared_roles(groups, scores)
    owner = list(range(len(groups)))
    members = {i: {i} for i in owner}
    ambiguous = _ambiguous(len(groups), scores)
    for (i, j), _ in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
        mine, other = owner[i], owner[j]
        if scores[i, j] <= 0 or mine == other or {i, j} & ambiguous:
            continue
        crossing = [(min(a, b), max(a, b)) for a in members[mine] for b in members[other]]
        if all(scores.get(pair, 0.0) >= 0 for pair in crossing):
            members[mine] |= members.pop(other)
            for k in members[mine]:
                owner[k] = mine
    return [_EntityForms(form for k in sorted(part) for form in groups[k].forms) for _, part in sorted(members.items())]


def _trim(by_key: dict[str, _EntityForms]) -> None:
    """Give a long run that ends with a person's full name of the event to that person: "Rovers Goalkeeper Ann Lowell"."""
    for key in sorted(by_key, key=lambda key: (-key.count(" "), key)):
        words = by_key[key].forms[0].parts.words
        if by_key[key].body or len(words) < 3:  # noqa: PLR2004 - a word before a full name
            continue
        tails = (" ".join(words[k:]) for k in range(1, len(words) - 1))
        full = next((tail for tail in tails if tail in by_key and by_key[tail].personal), None)
        if full is not None:
            by_key[full].forms += by_key.pop(key).forms


def _candidates(groups: Sequence[_EntityForms]) -> list[tuple[int, int]]:
    """The pairs of groups that share a word, a spelling of one, or a Korean reading."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for number, group in enumerate(groups):
        parts = group.forms[0].parts
        shared = {*parts.words, skeleton(parts.words[0]), skeleton(parts.words[-1]), "".join(parts.words)}
        for block in shared | parts.families:
            blocks[block].append(number)
    return sorted({pair for block in blocks.values() for pair in combinations(block, 2)})


def _prefer_shared_roles(groups: Sequence[_EntityForms], scores: dict[tuple[int, int], float]) -> None:
    """Where a name agrees with two that contradict each other, keep the one with which alone it shares a title."""
    roles = [{role for form in group.forms for role in form.roles} for group in groups]
    for k in sorted(_ambiguous(len(groups), scores)):
        friends = sorted(pair for pair, score in scores.items() if k in pair and score > 0)
        sharing = [pair for pair in friends if roles[pair[0]] & roles[pair[1]]]
        if len(sharing) == 1:
            for pair in friends:
                if pair not in sharing:
                    scores[pair] = CONTRADICTS


def _agreement(a: _EntityForms, b: _EntityForms) -> float:
    """How surely two groups of equal names are one entity; ``CONTRADICTS`` where they are two."""
    one, other = a.forms[0].parts, b.forms[0].parts
    score = _body_agreement(one, other) if a.body or b.body else agreement(one, other, known=a.personal or b.personal)
    together = {form.article for form in a.forms} & {form.article for form in b.forms}
    return CONTRADICTS if together and 0 < score < _SURE else score


def _body_agreement(one: NameParts, other: NameParts) -> float:
    """How surely two names of several words are one body's: spelling, or a beginning that one leaves out."""
    a, b = one.words, other.words
    if "".join(a) == "".join(b):
        return 1.0
    if len(a) == len(b):
        apart = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
        alike = len(apart) == 1 and (differs_by_a_letter(*apart[0]) or stem(apart[0][0]) == stem(apart[0][1]))
        return 0.8 if alike else 0.0
    owned = max(one.owned, other.owned)
    short, long = sorted((a, b), key=len)
    if len(short) > max(1, owned) and long[-len(short) :] == short:
        return 0.75
    return 0.75 if long[: len(short)] == short and set(long[len(short) :]) <= _COMPANY else 0.0


def _ambiguous(count: int, scores: Mapping[tuple[int, int], float]) -> set[int]:
    """The names that agree with two others which contradict each other, such as "George Bush"."""
    friends: dict[int, set[int]] = defaultdict(set)
    for (i, j), score in scores.items():
        if score > 0:
            friends[i].add(j)
            friends[j].add(i)
    return {
        k
        for k in range(count)
        if any(scores.get(pair, 0.0) < 0 for pair in combinations(sorted(friends.get(k, ())), 2))
    }


def _definitions(mentions: Mapping[str, Sequence[Mention]]) -> dict[tuple[str, str], str]:
    """By article and acronym, the key of the long form that it stands behind in brackets."""
    found: dict[tuple[str, str], str] = {}
    for article, listed in mentions.items():
        for before, after in pairwise(listed):
            acronym = after.surface.replace(".", "")
            if after.start - before.end == len(" (") and " " not in acronym and " " in before.surface:
                letters = iter(before.surface.casefold())
                if acronym[0] == before.surface[0] and all(c in letters for c in acronym.casefold()):
                    found.setdefault((article, name_parts(acronym).key), name_parts(before.surface).key)
    return found


def _attach(groups: list[_EntityForms], singles: Sequence[_Form], definitions: Mapping[tuple[str, str], str]) -> None:
    """Give each name of one word to the one group that it can mean, or make it a group apart."""
    by_key = {form.parts.key: group for group in groups for form in group.forms}
    full = list(groups)
    apart: dict[str, list[_Form]] = {}
    titled = [form for form in singles if form.kinds["person"]]
    for round_ in (titled, [form for form in singles if not form.kinds["person"]]):
        bearers = _bearers(full, titled=round_ is titled)
        spelled = _by_spelling(bearers)
        owners = [(form, _defined(form, definitions, by_key) or _owner(form, bearers, spelled)) for form in round_]
        elsewhere: dict[str, list[_EntityForms]] = defaultdict(list)
        for form, group in owners:
            if group is not None and not any(group is other for other in elsewhere[form.parts.key]):
                elsewhere[form.parts.key].append(group)
        for form, told in owners:
            others = elsewhere[form.parts.key]
            group = others[0] if told is None and len(others) == 1 and _allows(others[0], form) else told
            if group is not None:
                group.forms.append(form)
            elif any(group.personal for group in bearers.get(form.parts.key, ())):
                groups.append(_EntityForms([form]))
            else:
                apart.setdefault(form.parts.key, []).append(form)
    groups.extend(_EntityForms(forms) for _, forms in sorted(apart.items()))


def _bearers(groups: Sequence[_EntityForms], *, titled: bool) -> dict[str, list[_EntityForms]]:
    """By single word, the groups that it may mean; a title before the word shows that its bearer is a person."""
    bearers: dict[str, list[_EntityForms]] = defaultdict(list)
    for group in groups:
        full = [form for form in group.forms if not form.single]
        for word in sorted({word for form in full for word in _short_forms(form, group, titled=titled)}):
            bearers[word].append(group)
    return bearers


def _short_forms(form: _Form, group: _EntityForms, *, titled: bool) -> Iterator[str]:
    """The single words by which a full name may be called."""
    parts = form.parts
    if set(parts.words[1:]) <= _COMPANY:
        yield parts.words[0]
    yield "".join(parts.words)
    if group.body:
        yield from _acronyms(parts)
        if parts.words[-1].endswith("s") and not parts.owned and word_idf(parts.words[-1]) >= _TELLING:
            yield parts.words[-1]
    elif group.personal or parts.families:
        yield from parts.surnames
        yield parts.words[0]
        yield from (word for word in parts.words[1:-1] if word_idf(word) >= _RARE)
        if parts.families:
            yield from sorted(parts.families)
    else:
        yield from _acronyms(parts)
        if not parts.owned and (titled or word_idf(parts.words[-1]) >= _TELLING):
            yield parts.words[-1]


def _acronyms(parts: NameParts) -> Iterator[str]:
    """The initials of a name's words, with and without the small ones."""
    plain = tuple(word for word in parts.with_small if word not in {"of", "for", "the", "and", "in", "on", "a"})
    for words in sorted({parts.words, parts.with_small, plain}):
        initials = "".join(word[0] for word in words)
        if _SAFE_ACRONYM <= len(initials) <= _LONGEST_ACRONYM:
            yield initials.upper()


def _defined(
    form: _Form, definitions: Mapping[tuple[str, str], str], by_key: Mapping[str, _EntityForms]
) -> _EntityForms | None:
    """The group of the long form beside which an article sets the acronym in brackets; another article's serves too."""
    key = form.parts.key
    own = definitions.get((form.article, key))
    meant = {own} if own is not None else {long for (_, short), long in definitions.items() if short == key}
    found = [by_key[long] for long in sorted(meant) if long in by_key]
    return found[0] if found and all(group is found[0] for group in found) else None


def _by_spelling(words: Iterable[str]) -> dict[str, list[str]]:
    """The words by each spelling that lacks one of their letters, or none: words a letter apart share one (SymSpell)."""
    found: dict[str, list[str]] = defaultdict(list)
    for word in words:
        for spelling in _shortened(word):
            found[spelling].append(word)
    return found


def _shortened(word: str) -> set[str]:
    return {word, *(word[:k] + word[k + 1 :] for k in range(len(word)))}


def _owner(
    form: _Form, bearers: Mapping[str, Sequence[_EntityForms]], spelled: Mapping[str, Sequence[str]]
) -> _EntityForms | None:
    """The one group that a word means: of its article's first, of the event's second; None where two could be meant."""
    word = form.parts.key
    upper = any(surface.replace(".", "").isupper() for surface in form.surfaces)
    known = [*((bearers.get(word.upper(), ()) if upper else ()) or bearers.get(word, ()))] or [
        group
        for other in sorted({other for spelling in _shortened(word) for other in spelled.get(spelling, ())})
        if differs_by_a_letter(word, other)
        for group in bearers[other]
        if any(other in full.parts.surnames for full in group.forms if full.kinds["person"])
    ]
    known = [group for group in known if _allows(group, form)]
    surname = [group for group in known if any(word in other.parts.surnames for other in group.forms)] or known
    elders = [group for group in surname if not all(other.parts.junior for other in group.forms)]
    surname = elders or surname
    here = [group for group in surname if any(other.article == form.article for other in group.forms)]
    for candidates in (here, surname if not here else []):
        if len(candidates) == 1:
            return candidates[0]
        shared = [group for group in candidates if any(form.roles & other.roles for other in group.forms)]
        if len(shared) == 1:
            return shared[0]
        ranked = sorted(candidates, key=lambda group: -group.count())
        if ranked and ranked[0].count() >= _OUTWEIGHS * sum(group.count() for group in ranked[1:]):
            return ranked[0]
    return None


def _allows(group: _EntityForms, form: _Form) -> bool:
    """Whether titles do not forbid that a word means the group: "Mrs. Obama" is not Barack."""
    if form.parts.key in {"jr", "sr"} or (form.kinds["person"] and group.body):
        return False
    given = {gender([other.parts.words[0], *sorted(other.roles)]) for other in group.forms if not other.single}
    told = gender(sorted(form.roles))
    return told == "unknown" or given <= {told, "unknown"}


def _resolution(groups: Sequence[_EntityForms]) -> Resolution:
    made = sorted(((_entity(group), group) for group in groups), key=lambda pair: pair[0])
    by_form = {(form.article, form.parts.key): number for number, (_, group) in enumerate(made) for form in group.forms}
    return Resolution([entity for entity, _ in made], by_form)


def _entity(group: _EntityForms) -> Entity:
    places = sorted((form.article, position) for form in group.forms for position in form.positions)
    counts: Counter[str] = Counter()
    for form in group.forms:
        counts.update(form.surfaces)
    kinds: Counter[Kind] = Counter()
    for form in group.forms:
        kinds.update(form.kinds)
    kind: Kind = "person" if group.personal or (kinds["person"] and not group.body) else "name"
    if kind == "name" and (group.body or kinds["organisation"]):
        kind = "organisation"
    name = _shown(group, kind, counts)
    return Entity(name, kind, tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0]))), tuple(places))


def _shown(group: _EntityForms, kind: Kind, counts: Mapping[str, int]) -> str:
    """The form by which an entity is shown: a person's commonest full name, a body's shortest of several words."""
    plain = {surface for form in group.forms for surface in form.surfaces if not form.single and not form.parts.titles}
    if kind == "organisation" and plain:
        return min(plain, key=lambda surface: (len(surface), surface))
    return max(counts, key=lambda surface: (surface in plain, counts[surface], len(surface), surface))
