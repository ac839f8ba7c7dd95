"""The rare names that two articles share, and what they name."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice
from typing import NamedTuple

from compare.clustering.profile import READ, prose
from compare.clustering.terms import Terms
from compare.model import Article
from compare.names import recognise_names

_RARE = 5.0
_AROUND = 150
_LOOKS = 3
_NAME = re.compile(r" (?<=[a-z,;] )([A-Z][^\W_]*(?:['’.-][^\W_]+)*)")
_ORDER = ("person", "organisation", "place", "name")


class Named(NamedTuple):
    """A name: what kind of thing it names, how it is written, and the words of a person's whole name."""

    kind: str
    written: str
    whole: frozenset[str] = frozenset()


class _Names(NamedTuple):
    """An article's rare names by term, each with its weight and spelling, and all words of its names."""

    rare: dict[str, tuple[float, str]]
    words: frozenset[str]


class SharedNames:
    """Finds the rare names that pairs of articles share; an article is read once, a name is looked up once."""

    def __init__(self) -> None:
        """Start with nothing read."""
        self._terms = Terms()
        self._read: dict[str, _Names] = {}
        self._known: dict[str, Named] = {}

    def of(self, a: Article, b: Article, most: int) -> list[Named]:
        """At most ``most`` names, persons first, else those that weigh most in both articles.

        A word of a person's name counts only where both articles use the whole name: Choi Jong-kun is not
        Kwon Jong-gun.
        """
        first, second = self._names(a), self._names(b)
        both = [(min(first.rare[key][0], second.rare[key][0]), key) for key in first.rare.keys() & second.rare.keys()]
        ranked = [key for _, key in sorted(both, key=lambda item: (-round(item[0], 9), item[1]))]
        named = [self._look_up(key, first.rare[key][1], a) for key in ranked[: 2 * most]]
        once: dict[str, Named] = {}
        for name in named:
            told = any(name.written.casefold() in other.whole for other in once.values())
            if not told and name.whole <= first.words & second.words:
                once[name.written] = name
        return sorted(once.values(), key=lambda name: _ORDER.index(name.kind))[:most]

    def _names(self, article: Article) -> _Names:
        if article.id not in self._read:
            counts = Counter(_NAME.findall(prose(article)[:READ]))
            rare: dict[str, tuple[float, str]] = {}
            for word, count in sorted(counts.items()):
                key = " ".join(self._terms[word])
                idf = self._terms.idf(key)
                if idf >= _RARE:
                    rare[key] = (count**0.5 * idf, re.sub(r"['’]s$", "", word))
            self._read[article.id] = _Names(rare, frozenset(part for word in counts for part in _parts(word)))
        return self._read[article.id]

    def _look_up(self, key: str, word: str, article: Article) -> Named:
        if key not in self._known:
            self._known[key] = _named(word, prose(article)[:READ])
        return self._known[key]


def _named(word: str, text: str) -> Named:
    """What ``word`` names where it first stands in ``text``: a person by this word, anything else by its full name."""
    places = islice(re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", text), _LOOKS)
    found = [_named_at(word, text, place.start()) for place in places]
    return min(found, key=lambda name: _ORDER.index(name.kind), default=Named("name", word))


def _named_at(word: str, text: str, place: int) -> Named:
    start = max(text.rfind("\n", 0, place) + 1, place - _AROUND)
    for mention in recognise_names(text[start : place + _AROUND]):
        if mention.start <= place - start < mention.end:
            if mention.kind == "person":
                return Named("person", word, frozenset(_parts(mention.surface)))
            if mention.kind in {"organisation", "place"}:
                return Named(mention.kind, mention.surface)
    return Named("name", word)


def _parts(name: str) -> list[str]:
    """The words of a name, without possessive and initials."""
    return [part.casefold() for part in re.split(r"[\s-]+", re.sub(r"['’]s$", "", name)) if len(part.rstrip(".")) > 1]
