"""Links -> beads: the sentences that say the same thing, without chains of resemblance."""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterable, Sequence

from compare.model import Bead, Link, SentenceRef

_SAME_ARTICLE = 0.5
"""What two sentences of one article count against a merge: half of what two unlinked accounts do."""


class _Groups:
    """Disjoint groups of sentences, and the links between any two groups."""

    def __init__(self, links: Sequence[Link], apart: Collection[tuple[SentenceRef, SentenceRef]]) -> None:
        self.apart = apart
        self.members: dict[int, list[SentenceRef]] = {}
        self.between: dict[int, dict[int, list[float]]] = {}
        number: dict[SentenceRef, int] = {}
        for link in links:
            for ref in (link.a, link.b):
                if ref not in number:
                    number[ref] = len(number)
                    self.members[number[ref]] = [ref]
                    self.between[number[ref]] = {}
            i, j = number[link.a], number[link.b]
            self.between[i][j] = self.between[j][i] = [link.score]
        for link in links:
            if link.forced:
                self._join(link.a, link.b)

    def strength(self, i: int, j: int) -> float:
        """The share of linked pairs between two groups if it is more than a half, plus their mean score; else 0."""
        scores = self.between[i].get(j, [])
        pairs = len(self.members[i]) * len(self.members[j])
        apart = sum(a.article_id == b.article_id for a in self.members[i] for b in self.members[j])
        if self.apart and any(self._parted(a, b) for a in self.members[i] for b in self.members[j]):
            return 0.0
        if 2 * len(scores) <= pairs - apart + _SAME_ARTICLE * apart:
            return 0.0
        return round(sum(scores) / (pairs - apart + _SAME_ARTICLE * apart), 6)

    def places(self, i: int, j: int) -> tuple[int, ...]:
        """Where the sentences of two groups stand in their articles: ties do not go by the articles' names."""
        return tuple(sorted(ref.index for k in (i, j) for ref in self.members[k]))

    def size(self, i: int, j: int) -> int:
        """How many sentences two groups have."""
        return len(self.members[i]) + len(self.members[j])

    def _parted(self, a: SentenceRef, b: SentenceRef) -> bool:
        return (min(a, b), max(a, b)) in self.apart

    def _join(self, a: SentenceRef, b: SentenceRef) -> None:
        i, j = sorted(next(k for k, refs in self.members.items() if ref in refs) for ref in (a, b))
        if i != j:
            self.merge(i, j)

    def merge(self, i: int, j: int) -> None:
        """Make ``j`` part of ``i``."""
        self.members[i] = sorted(self.members[i] + self.members.pop(j))
        for other, scores in self.between.pop(j).items():
            del self.between[other][j]
            if other != i:
                joined = self.between[i].get(other, []) + scores
                self.between[i][other] = self.between[other][i] = joined


def group(
    links: Sequence[Link], sentences: Iterable[SentenceRef], apart: Collection[tuple[SentenceRef, SentenceRef]] = ()
) -> tuple[tuple[Bead, ...], tuple[Link, ...]]:
    """Beads that hold every one of ``sentences`` once, in order of their first sentence, and the links across beads.

    Groups merge strongest first, while more than half of the sentence pairs between them are links (pairs within
    one article, which cannot be linked, count half): so A~B and B~C make no bead of A, B and C unless A~C,
    a sentence may stand beside the two that another account makes of it, and a lead that touches everything
    gathers nothing. Sentences of a forced link are in one bead whatever else; the pairs ``apart`` bring no two groups
    together.
    """
    groups = _Groups(sorted(links, key=lambda link: (link.a, link.b)), apart)
    queue = [
        (
            -groups.strength(i, j),
            groups.places(i, j),
            groups.members[i][0],
            groups.members[j][0],
            i,
            j,
            groups.size(i, j),
        )
        for i, others in groups.between.items()
        for j in others
        if i < j
    ]
    heapq.heapify(queue)
    while queue:
        *_, i, j, size = heapq.heappop(queue)
        if i not in groups.members or j not in groups.members:
            continue
        if groups.size(i, j) != size or not groups.strength(i, j):
            continue
        groups.merge(i, j)
        for other in groups.between[i]:
            strength = groups.strength(i, other)
            if strength:
                first, second = sorted((i, other), key=lambda k: groups.members[k][0])
                entry = (
                    -strength,
                    groups.places(first, second),
                    groups.members[first][0],
                    groups.members[second][0],
                    first,
                    second,
                    groups.size(i, other),
                )
                heapq.heappush(queue, entry)
    return _beads(list(groups.members.values()), links, sentences)


def _beads(
    groups: list[list[SentenceRef]], links: Sequence[Link], sentences: Iterable[SentenceRef]
) -> tuple[tuple[Bead, ...], tuple[Link, ...]]:
    home = {ref: k for k, refs in enumerate(groups) for ref in refs}
    inside: list[list[Link]] = [[] for _ in groups]
    across: list[Link] = []
    for link in links:
        (inside[home[link.a]] if home[link.a] == home[link.b] else across).append(link)
    beads = [Bead(tuple(refs), tuple(found)) for refs, found in zip(groups, inside, strict=True)]
    beads += [Bead((ref,)) for ref in sentences if ref not in home]
    return tuple(sorted(beads, key=lambda bead: bead.sentences)), tuple(across)
