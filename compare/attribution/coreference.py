"""The persons and bodies of one article, and whom a surname, a role or a pronoun means.

No answer where the article leaves it open.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from compare import names
from compare.attribution.clauses import ReportingClause, topic
from compare.attribution.grammar import DETERMINERS, PARTICLES, PARTIES, POSSESSIVES, STATES, lexicon
from compare.attribution.phrases import Narration, NounPhrase, Piece

Gender = Literal["female", "male", "unknown"]
_GIVEN_LAST = re.compile(r"[A-Z][a-z]+-[A-Za-z][a-z]+")
_BACK = 3
"""How many sentences back a pronoun may reach."""
_PUBLISHING = frozenset({"report", "publish", "announce", "write", "post", "find", "show", "reveal", "release", "call"})
"""Verbs of newspapers and bodies as much as of persons."""
_LONGEST_NAME = 5
"""More capitalised words in a row are a heading."""
_EXPLANATION = 9
"""How many words after the comma behind a name may tell its role."""
_IDEAS = ("ism", "isms", "ment", "ments", "ness", "ship", "ology", "ocracy")
"""Endings of ideas and acts, which say nothing: "Progressivism", "Amendment"."""
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})


class Appearance(NamedTuple):
    """A name where it stands: its words without titles, the words before them, and its place."""

    words: tuple[str, ...]
    title: tuple[str, ...]
    start: int
    end: int
    body: bool
    """Whether it is a ministry, a company or the like."""


class Member(NamedTuple):
    """Someone or something an article names: the fullest form, and what is known of it."""

    name: str
    surname: str
    person: bool
    gender: Gender
    roles: frozenset[str]


class Cast:
    """All members of one article, and who is meant by a form, a role or a pronoun at a place."""

    def __init__(self, outer: Sequence[Narration], clauses: Sequence[Sequence[ReportingClause]]) -> None:
        """Read the names of the ``outer`` sentences; ``clauses`` are the reporting clauses of each."""
        self.appearances = [a for s in outer for a in _appearances(s.pieces)]
        told = [c.subject for found in clauses for c in found if c.subject is not None and c.strength != "acting"]
        topics = [m for s in outer if (m := topic(s.pieces)) is not None]
        self.subjects = sorted(set(told + topics), key=lambda m: (m.start, m.end))
        speaking = frozenset(
            c.subject.head
            for found in clauses
            for c in found
            if c.subject is not None
            and c.subject.form == "name"
            and c.lemma not in _PUBLISHING
            and c.strength != "acting"
        )
        self.members = _members(self.appearances, _appositions(outer), speaking)
        self._starts = [s.pieces[0].start for s in outer]
        opening = set(self._starts)
        self._inside = {a.words[0] for a in self.appearances if len(a.words) == 1 and a.start not in opening}
        self._bodies = {a.words[-1] for a in self.appearances if a.body}
        self._exact = {member.name: member for member in self.members}
        self._by_surname: dict[str, list[Member]] = {}
        for member in self.members:
            self._by_surname.setdefault(member.surname.lower(), []).append(member)
        self._counts = Counter(" ".join(a.words) for a in self.appearances)
        self.antecedents: dict[NounPhrase, Member | None] = {}
        """Whom the pronouns read so far mean."""

    def named(self, words: Sequence[str]) -> Member | None:
        """The member that a name's ``words`` mean, None where two could be meant alike."""
        plain = _without_titles(words)[1]
        if not plain:
            return None
        full = " ".join(plain)
        if full in self._exact:
            return self._shortest(self._exact[full])
        found = self._by_surname.get(plain[-1].lower(), [])
        if len(plain) > 1:
            found = [m for m in found if m.name.split()[0] == plain[0]] or found
        elif not found:
            found = [m for m in self.members if m.person and plain[0] in m.name.split()]
        return self._likeliest(found, words)

    def may_speak(self, member: Member) -> bool:
        """Whether a member is somebody: not a party of a state, a state, an idea, nor a capital that opens a sentence."""
        words = member.name.split()
        if member.person or member.surname in self._bodies:
            return True
        if words[0] in PARTIES and len(words) > 1:
            return False
        if len(words) > 1:
            return True
        return (
            words[0] not in STATES
            and not words[0].endswith(_IDEAS)
            and (words[0] in self._inside or _is_listed(words[0]))
        )

    def bears(self, words: Sequence[str]) -> bool:
        """Whether several speakers bear the name, so that it is ambiguous."""
        plain = _without_titles(words)[1]
        bearers = self._by_surname.get(plain[0].lower(), []) if len(plain) == 1 else []
        told = {subject.text for subject in self.subjects if subject.form == "name"}
        return sum(any(text.endswith(member.name) for text in told) for member in bearers) > 1

    def _likeliest(self, found: Sequence[Member], words: Sequence[str]) -> Member | None:
        """The member whom the article names most, of those whom the words' title allows; None where two are level."""
        gender = _gender([w.lower().rstrip(".") for w in words])
        fitting = [m for m in found if "unknown" in {gender, m.gender} or m.gender == gender]
        ranked = sorted(fitting, key=lambda m: (-self._counts[m.name], m.name))
        if not ranked or (len(ranked) > 1 and self._counts[ranked[0].name] == self._counts[ranked[1].name]):
            return None
        return ranked[0]

    def near(self, place: int, earlier: int) -> bool:
        """Whether ``earlier`` lies at most ``_BACK`` sentences before ``place``."""
        return bisect_right(self._starts, place) - bisect_right(self._starts, earlier) <= _BACK

    def _shortest(self, member: Member) -> Member:
        """A body's shortest form of two words or more: "US State Department" is the State Department."""
        if member.person:
            return member
        words = member.name.split()
        tails = (" ".join(words[k:]) for k in range(len(words) - 2, 0, -1))
        return next((self._exact[tail] for tail in tails if tail in self._exact), member)


def bare_words(text: str) -> list[str]:
    """The words of a name without possessive endings."""
    return [_bare(word) for word in text.split()]


def _appearances(pieces: Sequence[Piece]) -> Iterator[Appearance]:
    k = 0
    while k < len(pieces):
        if not pieces[k].name:
            k += 1
            continue
        end = k + 1
        while end < len(pieces) and (pieces[end].name or _joins(pieces, end)) and not _possessive(pieces[end - 1]):
            end += 1
        words = tuple(_bare(p.text) for p in pieces[k:end] if p.kind == "word")
        title, plain = _without_titles(words)
        if len(plain) > 2 and k > 1 and _possessive(pieces[k - 1]) and pieces[k - 2].lower == "of":  # noqa: PLR2004
            title, plain = (*title, *plain[:-2]), plain[-2:]  # "Minister of Women's Affairs" and a name of two words
        lead = _role_before(pieces, k)
        if plain and len(plain) <= _LONGEST_NAME:
            body = any(w.lower() in lexicon().bodies for w in plain)
            yield Appearance(plain, (*lead, *title), pieces[k].start, pieces[end - 1].end, body)
        k = end


def _possessive(piece: Piece) -> bool:
    return piece.lower.endswith(("'s", "s'"))


def _bare(word: str) -> str:
    return word.removesuffix("'s").removesuffix("’s")


def _joins(pieces: Sequence[Piece], k: int) -> bool:
    if k + 1 >= len(pieces):
        return False
    if pieces[k].lower in PARTICLES:
        return pieces[k + 1].name or pieces[k + 1].lower in PARTICLES
    return pieces[k].lower in {"of", "for"} and pieces[k + 1].name and pieces[k - 1].name


def _without_titles(words: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A name's words, divided into titles ("US Deputy Secretary of State") and the name itself."""
    lex = lexicon()
    cut = 0
    for k, word in enumerate(words):
        if word.lower().rstrip(".") in lex.titles or (word.lower() in lex.people and k + 1 < len(words)):
            cut = k + 1
    rest = list(words[cut:])
    if cut and rest and rest[0] in {"of", "for"}:
        rest = rest[-2:] if len(rest) > 3 else []  # noqa: PLR2004 - "of State" and a name of two words
    while rest and rest[-1].lower().rstrip(".") in _SUFFIXES:
        rest.pop()
    title = tuple(words[: len(words) - len(rest)])
    return title, tuple(rest)


def _role_before(pieces: Sequence[Piece], k: int) -> tuple[str, ...]:
    """The lower-case role right before a name: "spokesman", "nuclear envoy"."""
    if not k or pieces[k - 1].lower not in lexicon().people or pieces[k - 1].name:
        return ()
    start = k - 1
    while start > 0 and pieces[start - 1].kind == "word" and k - start < 4 and pieces[start - 1].text.islower():  # noqa: PLR2004
        if pieces[start - 1].lower in {"the", "a", "an", "and", "of", "by", "to"}:
            break
        start -= 1
    return tuple(p.lower for p in pieces[start:k])


def _appositions(outer: Sequence[Narration]) -> dict[int, tuple[str, ...]]:
    """For the end of a name, the role that a comma sets behind it: "Kim, a spokesman of the ministry"."""
    found: dict[int, tuple[str, ...]] = {}
    for sentence in outer:
        pieces = sentence.pieces
        for k in range(1, len(pieces) - 1):
            if pieces[k].text == "," and pieces[k - 1].name:
                words = _explanation(pieces, k + 1)
                if words:
                    found[pieces[k - 1].end] = words
    return found


def _explanation(pieces: Sequence[Piece], start: int) -> tuple[str, ...]:
    """The words of the role that opens at ``start``, perhaps after "who is also"; empty where none does."""
    words: list[str] = []
    for piece in pieces[start : start + _EXPLANATION]:
        if piece.kind != "word" or piece.lower in {"of", "for", "at", "in", "on", "with"}:
            break
        words.append(piece.lower)
    while words and words[-1] not in lexicon().people:
        words.pop()
    return tuple(w for w in words if w not in {"the", "a", "an", "who", "is", "was", "also"})


def _members(
    appearances: Sequence[Appearance], appositions: dict[int, tuple[str, ...]], speaking: frozenset[str]
) -> list[Member]:
    """One member for each full name; a single word that is the last of a full name is no member of its own."""
    grouped: dict[str, list[Appearance]] = {}
    for appearance in appearances:
        grouped.setdefault(" ".join(appearance.words), []).append(appearance)
    full = [form.split() for form in grouped if " " in form]
    bearers = Counter(_surname(words) for words in full)
    members: list[Member] = []
    apart: set[str] = set()
    for words in full:
        places, alone = grouped[" ".join(words)], grouped.get(_surname(words), [])
        own = _member(words, places, appositions, speaking)
        if bearers[_surname(words)] == 1 and not _is_another(own, places, alone):
            members.append(_member(words, [*places, *alone], appositions, speaking))
        else:
            members.append(own)
            apart.update([_surname(words)] if bearers[_surname(words)] == 1 else [])
    inner = Counter(word for member in members if member.person for word in set(member.name.split()))
    for form, places in grouped.items():
        called = form not in bearers and inner[form] == 1 and not _is_listed(form)  # by the first or a middle name
        if " " not in form and not called and (form not in bearers or form in apart):
            members.append(_member([form], places, appositions, speaking))
    return members


def _is_another(own: Member, places: Sequence[Appearance], alone: Sequence[Appearance]) -> bool:
    """Whether a surname alone is another person's than its one full form: "Mr. Trump" beside Melania Trump.

    It is where its titles tell the other gender, or give it an office before the full form, which has none, comes.
    """
    titles = {w.lower().rstrip(".") for a in alone for w in a.title}
    gender = _gender(sorted(titles))
    if "unknown" not in {gender, own.gender} and gender != own.gender:
        return True
    first = min(a.start for a in places)
    earlier = {w.lower().rstrip(".") for a in alone if a.start < first for w in a.title}
    office = earlier & lexicon().titles - lexicon().female - lexicon().male
    return bool(office) and not office & {role.rstrip(".") for role in own.roles}


def _member(
    words: Sequence[str],
    places: Sequence[Appearance],
    appositions: dict[int, tuple[str, ...]],
    speaking: frozenset[str],
) -> Member:
    """What all appearances together tell of one name; its surname alone counts as an appearance."""
    surname = _surname(words)
    roles = frozenset(w.lower() for a in places for w in (*_own_title(a.title), *appositions.get(a.end, ())))
    korean = _GIVEN_LAST.fullmatch(words[-1]) is not None
    given = words[-1] if korean else words[0]
    gender = _gender([given.lower(), *sorted(r.rstrip(".") for r in roles)])
    titled = bool(roles & (lexicon().titles | lexicon().people))
    speaks = len(words) > 1 and surname in speaking
    acronym = len(words) == 1 and gender == "unknown" and (len(words[0]) > 1 and words[0].isupper())
    acronym = acronym or any(c.isdigit() for c in words[0])
    body = acronym or any(a.body for a in places) or (speaks and _is_listed(" ".join(words)))
    person = not body and (titled or gender != "unknown" or speaks or korean)
    return Member(" ".join(words), surname, person, gender, roles)


def _own_title(title: Sequence[str]) -> Sequence[str]:
    """A title without whom it serves: "Assistant" of "Assistant to the President"."""
    served = next((k for k, word in enumerate(title) if word.lower() in {"to", "of", "for"}), len(title))
    return title[:served]


def _surname(words: Sequence[str]) -> str:
    """The last word, but the first of a Korean or Chinese name with a hyphenated given name."""
    if len(words) == 2 and _GIVEN_LAST.fullmatch(words[1]) and "-" not in words[0]:  # noqa: PLR2004
        return words[0]
    if len(words) == 3 and names.romanised(" ".join(words)):  # noqa: PLR2004 - Kim Jong Un
        return words[0]
    return words[-1]


@functools.lru_cache(maxsize=20_000)
def _is_listed(name: str) -> bool:
    """Whether a name is a place's or a body's in the lists of names: "North Korea" speaks, but is no person."""
    return any(m.kind not in {"person", "name"} and m.surface == name for m in names.recognise_names(name))


def _gender(words: Iterable[str]) -> Gender:
    lex = lexicon()
    signs = {("female" if w in lex.female else "male") for w in words if w in lex.female or w in lex.male}
    if len(signs) != 1:
        return "unknown"
    return "female" if "female" in signs else "male"


_DEFINITE = POSSESSIVES | {"the"}


class Speaker(NamedTuple):
    """Who speaks: the name or role to show, and whether the article names him."""

    name: str
    named: bool


def resolve_speaker(mention: NounPhrase, cast: Cast) -> Speaker | None:
    """The speaker that ``mention`` means."""
    member = identify(mention, cast)
    if member is not None:
        return Speaker(member.name, named=True) if cast.may_speak(member) else None
    if mention.form == "name":
        return None if cast.bears(bare_words(mention.text)) else Speaker(mention.text, named=True)
    if mention.form in {"role", "text"}:
        return Speaker(_shown(mention), named=False)
    return None


def _shown(mention: NounPhrase) -> str:
    """A role as it stands, small at its start; a text without its article."""
    first, _, rest = mention.text.partition(" ")
    if first.lower() not in DETERMINERS:
        return mention.text
    return rest if mention.form == "text" and first.lower() in {"a", "an", "the"} else f"{first.lower()} {rest}"


def identify(mention: NounPhrase, cast: Cast) -> Member | None:
    """The member of the cast that ``mention`` means, None where the article does not name him or it cannot be told."""
    if mention.form == "name":
        return cast.named(bare_words(mention.text))
    if mention.form == "pronoun":
        return _antecedent(mention, cast)
    if mention.form == "role":
        return _role(mention, cast)
    return None


def _role(mention: NounPhrase, cast: Cast) -> Member | None:
    """Whom "the envoy" means: the one member with that title, else the one of them who was last a subject."""
    words = mention.text.split()
    if words[0].lower() not in _DEFINITE or words[-1] != mention.head:
        return None
    wanted = {w.lower() for w in words[1:] if w.islower()}
    heard = [m for m in _subjects_before(mention.start, cast, everywhere=True) if m is not None]
    fitting = [m for m in cast.members if wanted <= m.roles and m in heard]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        return heard[0] if heard[0] in fitting else None
    return _varied(mention, cast) if mention.head in lexicon().people else _body(mention, cast)


def _varied(mention: NounPhrase, cast: Cast) -> Member | None:
    """Whom "the diplomat" means where no one has that title: the only person who was a subject shortly before."""
    if mention.head in lexicon().titles:
        return None  # an office is its holder's: "the president" is nobody who was not called so
    if any(s.head == mention.head and s.form == "role" and s.start < mention.start for s in cast.subjects):
        return None
    near = set(_subjects_before(mention.start, cast))
    return near.pop() if len(near) == 1 else None


def _body(mention: NounPhrase, cast: Cast) -> Member | None:
    """The body last named with the mention's head: "the ministry" is the Foreign Ministry."""
    if mention.head.lower() not in lexicon().bodies:
        return None
    for appearance in reversed(cast.appearances):
        if appearance.end <= mention.start and mention.head.lower() in {w.lower() for w in appearance.words}:
            return cast.named(appearance.words)
    return None


def _antecedent(mention: NounPhrase, cast: Cast) -> Member | None:
    """Whom "he" or "she" means: the last fitting subject before it; without one, the only fitting person near."""
    pronoun = mention.text.lower().replace("’", "'").partition("'")[0]
    if pronoun not in {"he", "she"}:
        return None
    if mention not in cast.antecedents:
        cast.antecedents[mention] = _meant(pronoun, mention, cast)
    return cast.antecedents[mention]


def _meant(pronoun: str, mention: NounPhrase, cast: Cast) -> Member | None:
    for member in _subjects_before(mention.start, cast):
        if member is None:
            return None
        if _fits(pronoun, member):
            return member
    near = [
        cast.named(a.words) for a in cast.appearances if cast.near(mention.start, a.start) and a.end <= mention.start
    ]
    fitting = {member for member in near if member is not None and _fits(pronoun, member)}
    if fitting:
        return fitting.pop() if len(fitting) == 1 else None
    earlier = [s for s in cast.subjects if s.end <= mention.start and s.text.lower() == pronoun]
    chained = earlier[-1] if earlier and cast.near(mention.start, earlier[-1].start) else None
    return None if chained is None else identify(chained, cast)


def _subjects_before(start: int, cast: Cast, *, everywhere: bool = False) -> Iterator[Member | None]:
    """The persons who were subjects shortly before ``start``, last first; None for one that cannot be told."""
    for subject in reversed(cast.subjects):
        if subject.end <= start and (everywhere or cast.near(start, subject.start)):
            if subject.form == "name":
                member = cast.named(bare_words(subject.text))
                if member is None or member.person:
                    yield member
            elif subject.form == "role" and _is_one(subject) and not everywhere:
                yield _role(subject, cast)


def _is_one(role: NounPhrase) -> bool:
    """Whether a role is that of one person."""
    return role.head.lower() in lexicon().people and not role.head.endswith("s")


def _fits(pronoun: str, member: Member) -> bool:
    return member.person and member.gender in {"unknown", "male" if pronoun == "he" else "female"}
