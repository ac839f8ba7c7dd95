"""Which sentences of two accounts may speak of one thing: linked ones, what stands beside those, and the leads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product
from typing import Literal, NamedTuple

from compare.model import Alignment, Article, Link, Sentence, SentenceRef

Nearness = Literal["linked", "perhaps", "beside", "lead"]
"""How two sentences came to be compared, surest first."""
_LEADS = 3
"""The sentences of an account that tell what the event is about, its first ones."""
_SURE = 0.5
"""The least score of a link whose sentences surely tell the same."""


class SentencePair(NamedTuple):
    """Two sentences of different accounts that are looked at for differences."""

    a: Sentence
    b: Sentence
    nearness: Nearness
    score: float
    """The score of their link or of the nearest miss, 0 where none is known."""

    @property
    def sure(self) -> bool:
        """Whether both tell the same thing, wholly or in part."""
        return self.nearness == "linked" and self.score >= _SURE


def pair_sentences(articles: Sequence[Article], alignment: Alignment) -> list[SentencePair]:
    """The pairs of sentences worth comparing, each once, article pair by article pair in the order of ``articles``.

    The articles of one outlet are paired too: the later is an update of the earlier.
    """
    links: dict[tuple[str, str], list[Link]] = {}
    for link in alignment.links:
        links.setdefault((link.a.article_id, link.b.article_id), []).append(link)
    perhaps = {(n.sentence, n.other): n.score for n in alignment.perhaps}
    return [
        pair
        for one, other in combinations(articles, 2)
        for pair in _between(one, other, _linked(one, other, links), perhaps)
    ]


def _linked(
    one: Article, other: Article, links: Mapping[tuple[str, str], Sequence[Link]]
) -> dict[tuple[SentenceRef, SentenceRef], float]:
    straight = {(link.a, link.b): link for link in links.get((one.id, other.id), ())}
    turned = {(link.b, link.a): link for link in links.get((other.id, one.id), ())}
    return {ends: 1.0 if link.forced else link.score for ends, link in (straight | turned).items()}


def _between(
    one: Article,
    other: Article,
    linked: Mapping[tuple[SentenceRef, SentenceRef], float],
    perhaps: Mapping[tuple[SentenceRef, SentenceRef], float],
) -> Iterator[SentencePair]:
    found: dict[tuple[int, int], tuple[Nearness, float]] = {}
    ours, theirs = one.prose, other.prose
    rows = {sentence.ref: place for place, sentence in enumerate(ours)}
    columns = {sentence.ref: place for place, sentence in enumerate(theirs)}
    for (a, b), score in linked.items():
        found[rows[a], columns[b]] = "linked", score
    for (a, b), score in perhaps.items():
        ends = (a, b) if a in rows and b in columns else (b, a)
        if ends[0] in rows and ends[1] in columns:
            found.setdefault((rows[ends[0]], columns[ends[1]]), ("perhaps", score))
    for i, j in [place for place, (nearness, _) in found.items() if nearness == "linked"]:
        for down, right in product((-1, 0, 1), repeat=2):
            if 0 <= i + down < len(rows) and 0 <= j + right < len(columns):
                found.setdefault((i + down, j + right), ("beside", 0.0))
    for i, j in product(range(min(_LEADS, len(rows))), range(min(_LEADS, len(columns)))):
        found.setdefault((i, j), ("lead", 0.0))
    for (i, j), (nearness, score) in sorted(found.items()):
        yield SentencePair(ours[i], theirs[j], nearness, score)
