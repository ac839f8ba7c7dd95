"""A mention beside a quotation -> the one it means, by the article alone; None where it cannot be told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from compare.attribution.cast import Cast, Member, bare_words
from compare.attribution.grammar import DETERMINERS, POSSESSIVES
from compare.attribution.lexicon import lexicon
from compare.attribution.phrases import Mention

_DEFINITE = POSSESSIVES | {"the"}


class Speaker(NamedTuple):
    """Who speaks: the name or role to show, and whether the article names him."""

    name: str
    named: bool


def resolve(mention: Mention, cast: Cast) -> Speaker | None:
    """The speaker that ``mention`` means."""
    member = identify(mention, cast)
    if member is not None:
        return Speaker(member.name, named=True)
    if mention.form == "name":
        return None if cast.bears(bare_words(mention.text)) else Speaker(mention.text, named=True)
    if mention.form in {"role", "text"}:
        return Speaker(_shown(mention), named=False)
    return None


def _shown(mention: Mention) -> str:
    """A role as it stands, small at its start; a text without its article."""
    first, _, rest = mention.text.partition(" ")
    if first.lower() not in DETERMINERS:
        return mention.text
    return rest if mention.form == "text" and first.lower() in {"a", "an", "the"} else f"{first.lower()} {rest}"


def identify(mention: Mention, cast: Cast) -> Member | None:
    """The member of the cast that ``mention`` means, None where the article does not name him or it cannot be told."""
    if mention.form == "name":
        return cast.named(bare_words(mention.text))
    if mention.form == "pronoun":
        return _antecedent(mention, cast)
    if mention.form == "role":
        return _role(mention, cast)
    return None


def _role(mention: Mention, cast: Cast) -> Member | None:
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


def _varied(mention: Mention, cast: Cast) -> Member | None:
    """Whom "the diplomat" means where nobody was called so: the only person who was a subject shortly before."""
    if mention.head in lexicon().titles:
        return None  # an office is its holder's: "the president" is nobody who was not called so
    if any(s.head == mention.head and s.form == "role" and s.start < mention.start for s in cast.subjects):
        return None
    near = set(_subjects_before(mention.start, cast))
    return near.pop() if len(near) == 1 else None


def _body(mention: Mention, cast: Cast) -> Member | None:
    """The body last named with the mention's head: "the ministry" is the Foreign Ministry."""
    if mention.head.lower() not in lexicon().bodies:
        return None
    for appearance in reversed(cast.appearances):
        if appearance.end <= mention.start and mention.head.lower() in {w.lower() for w in appearance.words}:
            return cast.named(appearance.words)
    return None


def _antecedent(mention: Mention, cast: Cast) -> Member | None:
    """Whom "he" or "she" means: the last fitting subject before it; without one, the only fitting person near."""
    pronoun = mention.text.lower().replace("’", "'").partition("'")[0]
    if pronoun not in {"he", "she"}:
        return None
    for member in _subjects_before(mention.start, cast):
        if member is None:
            return None
        if _fits(pronoun, member):
            return member
    near = [
        cast.named(a.words) for a in cast.appearances if cast.near(mention.start, a.start) and a.end <= mention.start
    ]
    fitting = {member for member in near if member is not None and _fits(pronoun, member)}
    return fitting.pop() if len(fitting) == 1 else None


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


def _is_one(role: Mention) -> bool:
    """Whether a role is that of one person."""
    return role.head.lower() in lexicon().people and not role.head.endswith("s")


def _fits(pronoun: str, member: Member) -> bool:
    return member.person and member.gender in {"unknown", "male" if pronoun == "he" else "female"}
