"""Articles become events."""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from compare.clustering.candidates import NEIGHBOURS, Reach, find_candidates
from compare.clustering.features import Features, read_features
from compare.clustering.linkage import NO_PAIR, JoinCandidate, LinkageRules, Linked, Pairs, link_averages, merge_odds
from compare.clustering.pairs import PAIR_FACTORS, Scores, pair_factors, score_pairs, surely_apart
from compare.clustering.weights import EventWeights, shipped_weights
from compare.config import EventsConfig
from compare.model import Article, Candidate, Event, Grouping
from compare.text.anchors import short_digest

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix


UNLIKELY = -4.5
"""A pair with lower log-odds counts as one that is not listed."""
LEAST = -2.5
"""Groups with lower mean log-odds are not worth a judgement."""
PERHAPS = 0.08
"""Least probability of an article that is listed as perhaps of the same event."""
NEAR_MISS = 0.2
"""Least probability of two articles of different events that nearly fell into one."""
OFFERS = 3
"""An article is perhaps of so many events at most."""
_SAMPLE = 5
"""Articles that speak for a group of a story that is too large for all to be compared."""
_LIKELY = 1.0
"""Least mean log-odds between articles of two parts of one story."""
_SLACK = 1.5
"""Two parts of one story are nearly as alike as each is within."""
_ALIKE = Reach(60, 0.3)
"""Parts of one story use much the same words."""
_ROUNDS = 5
"""Each round may join some thirty parts into one."""


class Clustered(NamedTuple):
    """A corpus, grouped: what was read, the judged pairs, and the groups with the merges that made them.

    ``news`` are the articles in the order of their ids; ``read.row_of`` leads from their places to the rows that
    ``scores`` and ``linked`` count in (copies share the row of the first). ``weights`` are those that judged, with the
    prior of this corpus.
    """

    news: Sequence[Article]
    read: Features
    scores: Scores
    linked: Linked
    needed: float
    weights: EventWeights

    @property
    def articles(self) -> list[Article]:
        """The article of each row, the first where several are copies."""
        return [self.news[place] for place in self.read.first]

    def probabilities(self) -> PairProbabilities:
        """How likely each two articles are one event, as the grouping believes."""
        return PairProbabilities(self.linked, self.needed)


class PairProbabilities:
    """The one probability of a pair: that of the merge that brought the two together, or of the merge that did not happen."""

    def __init__(self, linked: Linked, needed: float) -> None:
        """Take a linkage and the log-odds threshold that it was made with."""
        self._needed = needed
        self._between = linked.between
        self._group = {row: number for number, group in enumerate(linked.groups) for row in group}
        self._above: dict[int, tuple[int, float]] = {}
        tops: dict[int, int] = {}
        for number, join in enumerate(linked.joins):
            node = -1 - number
            for side in (join.members_a, join.members_b):
                self._above[tops.get(side[0], side[0])] = (node, join.odds)
            for row in (*join.members_a, *join.members_b):
                tops[row] = node

    def odds(self, a: int, b: int) -> float:
        """The log-odds that the articles of two rows tell one event; below what was asked for where they are apart."""
        one, other = self._group[a], self._group[b]
        if one == other:
            return self._joined_at(a, b)
        return min(self._between.get((min(one, other), max(one, other)), NO_PAIR), self._needed - 1e-3)

    def _joined_at(self, a: int, b: int) -> float:
        path = {}
        while a in self._above:
            a, odds = self._above[a]
            path[a] = odds
        while b in self._above:
            b, odds = self._above[b]
            if b in path:
                return odds
        return max(self._needed, 0.0)


def cluster(articles: Sequence[Article], config: EventsConfig | None = None, *, related: bool = True) -> Grouping:
    """The events that ``articles`` tell, earliest first, and, if ``related``, the relations between articles of different events.

    Every article is in exactly one event; one that is no news stands alone with the reason. The result does not
    depend on the order of ``articles``. Cost and memory grow about linearly with their number.
    """
    from compare.clustering.related import list_perhaps, relate  # noqa: PLC0415 - they need what stands here

    ordered = sorted(articles, key=lambda article: article.id)
    found = group_news([article for article in ordered if article.kind == "news"], config)
    perhaps = list_perhaps(found)
    events = _form_events(found, perhaps)
    events += [form_event([a], excluded=a.kind_reason or a.kind) for a in ordered if a.kind != "news"]
    by_id = {article.id: article for article in ordered}
    events.sort(key=lambda event: earliness(by_id[event.article_ids[0]]))
    return Grouping(tuple(events), relate(found) if related else ())


def group_news(
    news: Sequence[Article],
    config: EventsConfig | None = None,
    weights: EventWeights | None = None,
    extra: tuple[int, int] | None = None,
) -> Clustered:
    """The same as rows and groups; ``extra`` are places of two articles whose pair is judged in any case."""
    weights = weights or shipped_weights()
    needed = log_odds((config or EventsConfig()).threshold)
    read = read_features(news, extra or ())
    asked = sorted(read.row_of[place] for place in extra or ())
    scores, weights = score_pairs(read, weights, (asked[0], asked[1]) if asked else None)
    linked = _link(read, scores, weights, needed)
    return Clustered(news, read, scores, linked, needed, weights)


def log_odds(probability: float) -> float:
    """The logarithm of the odds; infinite where the probability is 0 or 1, or no probability."""
    if probability <= 0.0 or probability >= 1.0:
        return math.copysign(math.inf, probability - 0.5)
    return math.log(probability / (1.0 - probability))


def probability(odds: float) -> float:
    """The inverse of ``log_odds``, to six digits."""
    return round(1.0 / (1.0 + math.exp(-odds)), 6)


def _form_events(found: Clustered, perhaps: Mapping[int, tuple[Candidate, ...]]) -> list[Event]:
    copies: dict[int, list[int]] = defaultdict(list)
    for place, row in enumerate(found.read.row_of):
        copies[row].append(place)
    return [
        form_event([found.news[place] for row in group for place in copies[row]], perhaps=perhaps.get(number, ()))
        for number, group in enumerate(found.linked.groups)
    ]


def _link(read: Features, scores: Scores, weights: EventWeights, needed: float) -> Linked:
    likely = scores.odds >= 0.0
    ends = np.concatenate([scores.left[likely], scores.right[likely]])
    full = (np.bincount(ends, minlength=len(read.profiles)) >= NEIGHBOURS).tolist()
    profiles = read.profiles

    def judge(merge: JoinCandidate) -> float:
        return merge_odds(weights.merge, merge)

    def dates_part(merge: JoinCandidate) -> bool:
        return any(surely_apart(profiles[a], profiles[b]) for a, b in product(merge.members_a, merge.members_b))

    pairs = Pairs(scores.left, scores.right, scores.odds).at(scores.odds > UNLIKELY)
    late = [profile.day is None for profile in profiles]
    linked = link_averages(len(profiles), pairs, LEAST, judge, LinkageRules(needed, dates_part, full, late))
    return linked if math.isinf(needed) else join_parts(read, linked, full, weights)


def join_parts(read: Features, linked: Linked, full: Sequence[bool], weights: EventWeights) -> Linked:
    """The groups, those joined that are parts of a story so large that no article was compared with all others.

    Only groups of which most members are ``full``, that is have more likely neighbours than a search lists, can be
    parts. Five articles of each speak for it. Two parts join (average linkage over all judged pairs of groups) where these
    are, in the mean, likely to tell one event and about as alike as within each part.
    """
    for _ in range(_ROUNDS):
        dense = [k for k, group in enumerate(linked.groups) if 2 * sum(full[m] for m in group) > len(group) > 1]
        joined = _join_once(read, [linked.groups[k] for k in dense], weights)
        if len(joined) == len(dense):
            break
        chosen = set(dense)
        rest = [group for k, group in enumerate(linked.groups) if k not in chosen]
        groups = sorted([*joined, *rest])
        place = {member: number for number, group in enumerate(groups) for member in group}
        between: dict[tuple[int, int], float] = {}
        for (a, b), odds in linked.between.items():
            one, other = sorted((place[linked.groups[a][0]], place[linked.groups[b][0]]))
            if one != other:
                between[one, other] = max(odds, between.get((one, other), NO_PAIR))
        linked = Linked(groups, linked.joins, between)
    return linked


def _join_once(read: Features, groups: list[list[int]], weights: EventWeights) -> list[list[int]]:
    if not groups[1:]:
        return groups
    left, right = find_candidates(
        _centroids(read.vectors.body, groups), [_day(read, group) for group in groups], _ALIKE
    )
    if not len(left):
        return groups
    speakers = [_spread(group) for group in groups]
    pairs = list(zip(left.tolist(), right.tolist(), strict=True))
    paired = np.unique([*left, *right]).tolist()
    within = np.zeros(len(groups))
    means = _means(read, speakers, [(k, k) for k in paired] + pairs, weights)
    within[paired], between = np.split(means, [len(paired)])
    margin = between - np.maximum(_LIKELY, np.minimum(within[left], within[right]) - _SLACK)
    parts = link_averages(
        len(groups), Pairs(left, right, margin), 0.0, lambda merge: merge.mean, LinkageRules(full=[True] * len(groups))
    ).groups
    return [sorted(member for k in part for member in groups[k]) for part in parts]


def _centroids(body: csr_matrix, groups: Sequence[Sequence[int]]) -> csr_matrix:
    """A unit row a group: the sum of its articles' vectors."""
    from scipy.sparse import csr_matrix as matrix  # noqa: PLC0415 - start-up stays short

    members = [member for group in groups for member in group]
    ends = np.concatenate([[0], np.cumsum([len(group) for group in groups])])
    sums = matrix((np.ones(len(members)), members, ends), shape=(len(groups), body.shape[0])) @ body
    lengths = np.sqrt(np.asarray(sums.multiply(sums).sum(axis=1)).ravel())
    return matrix(sums.multiply(1.0 / np.maximum(lengths, 1e-9)[:, None]))


def _day(read: Features, group: Sequence[int]) -> int | None:
    """The middle day of a group."""
    days = sorted(day for member in group if (day := read.profiles[member].day) is not None)
    return days[len(days) // 2] if days else None


def _spread(group: Sequence[int]) -> list[int]:
    """A few members, evenly spread over the group."""
    count = min(_SAMPLE, len(group))
    return [group[k * len(group) // count] for k in range(count)]


def _means(
    read: Features, speakers: Sequence[Sequence[int]], pairs: Sequence[tuple[int, int]], weights: EventWeights
) -> NDArray[np.float64]:
    """For each pair of groups, or a group with itself, the mean log-odds over pairs of different articles that speak for them."""
    ends = [(number, x, y) for number, (a, b) in enumerate(pairs) for x in speakers[a] for y in speakers[b] if x != y]
    if not ends:
        return np.zeros(len(pairs))
    number, left, right = (np.array(column, dtype=np.intp) for column in zip(*ends, strict=True))
    factors = pair_factors(read, np.minimum(left, right), np.maximum(left, right))
    odds = np.clip(weights.pair.odds(PAIR_FACTORS, factors), NO_PAIR, -NO_PAIR)
    counts = np.maximum(np.bincount(number, minlength=len(pairs)), 1)
    mean: NDArray[np.float64] = np.bincount(number, odds, len(pairs)) / counts
    return np.round(mean, 9)


_NEVER = dt.datetime.max.replace(tzinfo=dt.UTC)


def earliness(article: Article) -> tuple[dt.datetime, str]:
    """A key that sorts articles earliest first; those without a date come last, ties go by id."""
    return (article.published.instant if article.published else _NEVER, article.id)


def form_event(articles: Sequence[Article], *, excluded: str | None = None, perhaps: Sequence[Candidate] = ()) -> Event:
    """The event of exactly these articles, named by the hash of the earliest one's id."""
    members = tuple(article.id for article in sorted(articles, key=earliness))
    return Event(short_digest(members[0]), members, excluded, tuple(perhaps))
