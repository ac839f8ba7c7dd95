"""Articles of different events that may be one event after all, or belong near each other, and why."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from compare.clustering.cluster import NEAR_MISS, OFFERS, PERHAPS, Clustered, PairProbabilities, probability
from compare.clustering.explain import list_factors, say_days
from compare.clustering.features import READ, prose
from compare.clustering.pairs import PAIR_FACTORS
from compare.clustering.vocabulary import Terms
from compare.model import Article, Candidate, Factor, Relation, RelationKind
from compare.names import recognise_names

if TYPE_CHECKING:
    from numpy.typing import NDArray

_NAMES_AGREE, _LEADS_AGREE = 0.2, 0.1
"""Least cosine of the names and of the openings of related articles."""
_LONG_AGO, _LIKELY = 180, 0.05
"""Articles more days apart than this are related only where one event has this probability."""
_EACH = 3
"""An article brings so many related ones."""
_NAMES = 3
_REASONS = 3
_SAID = frozenset({"start", "near", "far", "names", "length"})
_RARE = 5.0
_AROUND = 150
_LOOKS = 3
_NAME = re.compile(r" (?<=[a-z,;] )([A-Z][^\W_]*(?:['’.-][^\W_]+)*)")
_ORDER = ("person", "organisation", "place", "name")


def list_perhaps(found: Clustered) -> dict[int, tuple[Candidate, ...]]:
    """For groups, by number, the articles of other groups that may belong to them, likeliest first.

    The articles of the smaller group are offered to the larger, of the later to the earlier; each to its likeliest events.
    """
    needed = min(found.needed, 1e3)
    offers: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for (a, b), believed in sorted(found.linked.between.items()):
        odds = min(believed, needed - 1e-3)
        if probability(odds) >= PERHAPS:
            small, large = sorted((a, b), key=lambda number: (len(found.linked.groups[number]), -number))
            offers[small].append((odds, large))
    rows = {
        pair: row for row, pair in enumerate(zip(found.scores.left.tolist(), found.scores.right.tolist(), strict=True))
    }
    articles = found.articles
    perhaps: dict[int, list[tuple[float, int, Candidate]]] = defaultdict(list)
    for small, chances in offers.items():
        for odds, large in sorted(chances, key=lambda chance: (-chance[0], chance[1]))[:OFFERS]:
            for member in found.linked.groups[small]:
                reasons = _best_pair(found, rows, member, found.linked.groups[large], odds)
                candidate = Candidate(articles[member].id, probability(odds), reasons)
                perhaps[large].append((-odds, member, candidate))
    return {
        group: tuple(candidate for *_, candidate in sorted(listed, key=lambda x: x[:2]))
        for group, listed in perhaps.items()
    }


def _best_pair(
    found: Clustered, rows: dict[tuple[int, int], int], member: int, group: Sequence[int], odds: float
) -> tuple[Factor, ...]:
    """Why a member may belong to a group: the reasons of its likeliest pair there."""
    pairs = [rows[pair] for other in group if (pair := (min(member, other), max(member, other))) in rows]
    if not pairs:
        return ()
    best = max(pairs, key=lambda row: (float(found.scores.odds[row]), -row))
    return tuple(factor for factor in list_factors(found, best, odds) if factor.name not in {"start", "length"})[
        :_REASONS
    ]


def relate(found: Clustered) -> tuple[Relation, ...]:
    """Relations between articles of different groups, likeliest first, each among the three best of one article.

    A near miss has a probability of at least ``NEAR_MISS``; other related articles are about the same rare names.
    """
    names, chances, articles = SharedNames(), found.probabilities(), found.articles
    relations = []
    for row, odds in _choose(found, chances):
        left, right = int(found.scores.left[row]), int(found.scores.right[row])
        a, b = articles[left], articles[right]
        kind: RelationKind = "near miss" if probability(odds) >= NEAR_MISS else "related"
        shared = names.of(a, b, _NAMES)
        if kind == "near miss" or shared:
            relations.append(Relation(a.id, b.id, kind, probability(odds), _reasons(found, row, odds, shared)))
    return tuple(sorted(relations, key=lambda r: (-r.score, r.a, r.b)))


def _choose(found: Clustered, chances: PairProbabilities) -> list[tuple[int, float]]:
    """The likeliest pair of every two groups that are among the best of one of their articles, with the log-odds."""
    scores = found.scores
    group = np.zeros(len(found.read.profiles), dtype=np.intp)
    for number, members in enumerate(found.linked.groups):
        group[list(members)] = number
    apart = np.flatnonzero(group[scores.left] != group[scores.right])
    odds = np.array(
        [chances.odds(a, b) for a, b in zip(scores.left[apart].tolist(), scores.right[apart].tolist(), strict=True)]
    )
    columns = {name: scores.factors[apart, PAIR_FACTORS.index(name)] for name in ("names", "lead")}
    alike = (columns["names"] >= _NAMES_AGREE) & (columns["lead"] >= _LEADS_AGREE)
    days = np.array([np.nan if day is None else float(day) for day in found.read.days])
    gap = np.nan_to_num(np.abs(days[scores.left[apart]] - days[scores.right[apart]]))
    chance = 1.0 / (1.0 + np.exp(-odds)) if len(odds) else odds
    kept = np.flatnonzero((chance >= NEAR_MISS) | (alike & ((gap <= _LONG_AGO) | (chance >= _LIKELY))))
    rows, kept_odds, likeness = apart[kept], odds[kept], columns["names"][kept]
    own = -np.round(scores.odds[rows], 6)
    order = np.lexsort((scores.right[rows], scores.left[rows], -likeness, own, -np.round(kept_odds, 6)))
    ranked, told = [], set[tuple[int, int]]()
    for k in order.tolist():
        one, other = sorted((int(group[scores.left[rows[k]]]), int(group[scores.right[rows[k]]])))
        if (one, other) not in told:  # two events are related once, by their likeliest pair
            told.add((one, other))
            ranked.append((int(rows[k]), float(kept_odds[k])))
    return _cap(scores.left, scores.right, ranked)


def _cap(
    left: NDArray[np.intp], right: NDArray[np.intp], ranked: Sequence[tuple[int, float]]
) -> list[tuple[int, float]]:
    used: Counter[int] = Counter()
    kept = []
    for row, odds in ranked:
        a, b = int(left[row]), int(right[row])
        if used[a] < _EACH or used[b] < _EACH:
            used.update((a, b))
            kept.append((row, odds))
    return kept


def _reasons(found: Clustered, row: int, odds: float, shared: Sequence[RelatedName]) -> tuple[Factor, ...]:
    """What is shared and the days between in words, then the factors that weigh most."""
    factors = list_factors(found, row, odds)
    by_name = {factor.name: factor for factor in factors}
    same = "; ".join(f"same {kind}: {', '.join(written)}" for kind, written in _by_kind(shared).items())
    reasons = [Factor("names", by_name["names"].value, by_name["names"].share, same)] if same else []
    a, b = (found.read.profiles[int(ends[row])] for ends in (found.scores.left, found.scores.right))
    if a.day is not None and b.day is not None:
        share = sum(by_name[name].share for name in ("near", "far"))
        reasons.append(Factor("days", float(abs(a.day - b.day)), round(share, 4), say_days(a, b)))
    return (*reasons, *[factor for factor in factors if factor.name not in _SAID][:_REASONS])


def _by_kind(shared: Sequence[RelatedName]) -> dict[str, list[str]]:
    kinds: dict[str, list[str]] = {}
    for name in shared:
        kinds.setdefault(name.kind, []).append(name.written)
    return kinds


class RelatedName(NamedTuple):
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
        self._known: dict[str, RelatedName] = {}

    def of(self, a: Article, b: Article, most: int) -> list[RelatedName]:
        """At most ``most`` names, persons first, else those that weigh most in both articles.

        A word of a person's name counts only where both articles use the whole name: Choi Jong-kun is not
        Kwon Jong-gun.
        """
        first, second = self._names(a), self._names(b)
        both = [(min(first.rare[key][0], second.rare[key][0]), key) for key in first.rare.keys() & second.rare.keys()]
        ranked = [key for _, key in sorted(both, key=lambda item: (-round(item[0], 9), item[1]))]
        named = [self._look_up(key, first.rare[key][1], a) for key in ranked[: 2 * most]]
        once: dict[str, RelatedName] = {}
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

    def _look_up(self, key: str, word: str, article: Article) -> RelatedName:
        if key not in self._known:
            self._known[key] = _named(word, prose(article)[:READ])
        return self._known[key]


def _named(word: str, text: str) -> RelatedName:
    """What ``word`` names where it first stands in ``text``: a person by this word, anything else by its full name."""
    places = islice(re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", text), _LOOKS)
    found = [_named_at(word, text, place.start()) for place in places]
    return min(found, key=lambda name: _ORDER.index(name.kind), default=RelatedName("name", word))


def _named_at(word: str, text: str, place: int) -> RelatedName:
    start = max(text.rfind("\n", 0, place) + 1, place - _AROUND)
    for mention in recognise_names(text[start : place + _AROUND]):
        if mention.start <= place - start < mention.end:
            if mention.kind == "person":
                return RelatedName("person", word, frozenset(_parts(mention.surface)))
            if mention.kind in {"organisation", "place"}:
                return RelatedName(mention.kind, mention.surface)
    return RelatedName("name", word)


def _parts(name: str) -> list[str]:
    """The words of a name, without possessive and initials."""
    return [part.casefold() for part in re.split(r"[\s-]+", re.sub(r"['’]s$", "", name)) if len(part.rstrip(".")) > 1]
