"""What a person may decide, as ``overrides.toml`` spells it: articles by id, sentences by their words or their anchor."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

OVERRIDES_FILE = "overrides.toml"

Kind = Literal["merge", "split", "pin", "forbid", "link", "unlink", "rename", "exclude", "date", "speaker"]
Words = Annotated[str, Meta(min_length=1)]


class Opening(Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence: the ``article`` it stands in and the ``words`` it opens with, as many as tell it from the others."""

    article: str
    words: Words


Place = str | Opening
"""A sentence: its opening, or its anchor on the site ("s-0a1b2c3d4e")."""


class Merge(Struct, frozen=True, forbid_unknown_fields=True):
    """The events of these articles are one event."""

    articles: Annotated[tuple[str, ...], Meta(min_length=2)]


class Split(Struct, frozen=True, forbid_unknown_fields=True):
    """These articles leave the others of their event, and are an event of their own."""

    articles: Annotated[tuple[str, ...], Meta(min_length=1)]


class Pin(Struct, frozen=True, forbid_unknown_fields=True):
    """This article, alone, stands in the event of the article ``to``."""

    article: str
    to: str


class Forbid(Struct, frozen=True, forbid_unknown_fields=True):
    """No two of these articles are in one event."""

    articles: Annotated[tuple[str, ...], Meta(min_length=2)]


class ForceLink(Struct, frozen=True, forbid_unknown_fields=True):
    """These two sentences say the same thing."""

    a: Place
    b: Place


class DropLink(Struct, frozen=True, forbid_unknown_fields=True):
    """These two sentences do not say the same thing."""

    a: Place
    b: Place


class Rename(Struct, frozen=True, forbid_unknown_fields=True):
    """The event of this article, or with this id, bears this title."""

    event: str
    title: Words


class Exclude(Struct, frozen=True, forbid_unknown_fields=True):
    """This article is kept out of events."""

    article: str


class Redate(Struct, frozen=True, forbid_unknown_fields=True):
    """This article was published then: ISO 8601, a day, or a time with or without its zone."""

    article: str
    published: str


class Respeak(Struct, frozen=True, forbid_unknown_fields=True):
    """The quotation of this article that opens with ``quote`` is this speaker's."""

    article: str
    quote: Words
    speaker: Words


Grouped = Merge | Split | Pin | Forbid
Rule = Merge | Split | Pin | Forbid | ForceLink | DropLink | Rename | Exclude | Redate | Respeak

RULES: dict[Kind, type[Rule]] = {
    "merge": Merge,
    "split": Split,
    "pin": Pin,
    "forbid": Forbid,
    "link": ForceLink,
    "unlink": DropLink,
    "rename": Rename,
    "exclude": Exclude,
    "date": Redate,
    "speaker": Respeak,
}


class Override(Struct, frozen=True, kw_only=True):
    """One decision, who took it and why, and where it is written."""

    kind: Kind
    rule: Rule
    author: str | None = None
    reason: str | None = None
    where: str = OVERRIDES_FILE
    line: int | None = None


class Decision(Struct, frozen=True):
    """What a person decided, as the pages it changed say it.

    ``text`` says it in words, ``articles`` are those it is about, ``also`` those that stood beside them without it;
    ``changed`` is false where the result would be the same without it.
    """

    kind: Kind
    text: str
    articles: tuple[str, ...]
    author: str | None = None
    reason: str | None = None
    changed: bool = True
    also: tuple[str, ...] = ()


def named_articles(rule: Rule) -> tuple[str, ...]:
    """The ids of the articles that a rule names, as they are written; sentences given by an anchor name none."""
    match rule:
        case Merge() | Split() | Forbid():
            return rule.articles
        case Pin():
            return (rule.article, rule.to)
        case ForceLink() | DropLink():
            return tuple(place.article for place in (rule.a, rule.b) if isinstance(place, Opening))
        case Rename():
            return (rule.event,)
        case Exclude() | Redate() | Respeak():
            return (rule.article,)
