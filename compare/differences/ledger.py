"""The differences of an event: the accounts' claims about one thing side by side, each with its status."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, get_args

from msgspec.structs import replace

from compare.differences.judgement import Times, Verdict, judge
from compare.differences.pairing import pair_sentences
from compare.model import (
    Alignment,
    Article,
    Claim,
    Conflict,
    Difference,
    DifferenceKind,
    DifferenceStatus,
    Link,
    Outlet,
    SentenceRef,
    SpanRef,
)

_STATUSES: tuple[DifferenceStatus, ...] = ("differs", "later", "compare", "scope", "agrees")
"""What an editor looks for first comes first."""
_KINDS: tuple[DifferenceKind, ...] = get_args(DifferenceKind)


class _Edge(NamedTuple):
    """A verdict on two claims, with the addresses of both."""

    a: SpanRef
    b: SpanRef
    verdict: Verdict


def find_differences(
    articles: Sequence[Article], alignment: Alignment, outlets: Mapping[str, Outlet] | None = None
) -> tuple[Difference, ...]:
    """What the accounts of one event tell differently, gravest first, then in the order of the earliest account.

    ``articles`` are those of the event, earliest first. A difference has at most one claim of an account: the one whose
    sentence tells most clearly what the others tell. ``outlets``, by id, tell the time that each keeps. Of two articles
    of one outlet only later figures are told.
    """
    by_id = {article.id: article for article in articles}
    edges = [
        _Edge(SpanRef(pair.a.ref, *verdict.a.span), SpanRef(pair.b.ref, *verdict.b.span), verdict)
        for pair in pair_sentences(articles, alignment)
        for verdict in judge(pair, _times(by_id[pair.a.article_id], by_id[pair.b.article_id], outlets or {}))
    ]
    order = {article.id: place for place, article in enumerate(articles)}
    found = [_difference(group, order) for group in _groups(edges)]

    def rank(difference: Difference) -> tuple[int, int, list[tuple[int, SpanRef]]]:
        places = [(order[claim.at.sentence.article_id], claim.at) for claim in difference.claims]
        return _STATUSES.index(difference.status), _KINDS.index(difference.kind), places

    return tuple(sorted(found, key=rank))


def _times(one: Article, other: Article, outlets: Mapping[str, Outlet]) -> Times:
    known = [outlets.get(article.outlet_id or "") for article in (one, other)]
    zones = tuple(outlet.timezone if outlet else None for outlet in known)
    versions = one.outlet_id is not None and one.outlet_id == other.outlet_id
    return Times(one.published, other.published, versions, (zones[0], zones[1]))


def attach_conflicts(alignment: Alignment, differences: Sequence[Difference]) -> Alignment:
    """The alignment whose links know what of their two sentences cannot both be true."""
    clashes: dict[tuple[SentenceRef, SentenceRef], list[Conflict]] = {}
    for difference in differences:
        if difference.status == "differs":
            for a, b in opposed(difference):
                one, other = sorted((a.at, b.at))
                conflict = Conflict(difference.kind, (one.start, one.end), (other.start, other.end))
                clashes.setdefault((one.sentence, other.sentence), []).append(conflict)
    if not clashes:
        return alignment

    def told(link: Link) -> Link:
        found = clashes.get((link.a, link.b))
        return replace(link, conflicts=tuple(found)) if found else link

    return replace(
        alignment,
        links=tuple(map(told, alignment.links)),
        across=tuple(map(told, alignment.across)),
        beads=tuple(replace(bead, links=tuple(map(told, bead.links))) for bead in alignment.beads),
    )


def opposed(difference: Difference) -> Iterator[tuple[Claim, Claim]]:
    """Every two claims of a difference of which its status was found."""
    return ((difference.claims[i], difference.claims[j]) for i, j in difference.opposed)


def _groups(edges: Sequence[_Edge]) -> Iterator[list[_Edge]]:
    """The verdicts on one thing together: of one kind and status, each sharing a claim with another."""
    homes: dict[tuple[str, str, SpanRef], list[_Edge]] = {}
    for edge in edges:
        keys = [(edge.verdict.kind, edge.verdict.status, at) for at in (edge.a, edge.b)]
        joined = [edge]
        for group in {id(homes[key]): homes[key] for key in keys if key in homes}.values():
            joined = group + joined
        for member in joined:
            for at in (member.a, member.b):
                homes[member.verdict.kind, member.verdict.status, at] = joined
    seen: set[int] = set()
    for group in homes.values():
        if id(group) not in seen:
            seen.add(id(group))
            yield group


def _difference(group: Sequence[_Edge], order: dict[str, int]) -> Difference:
    """One entry of the ledger: of each account the claim that is compared with most, and most surely."""
    best = max(group, key=lambda edge: edge.verdict.weight)
    weights: dict[SpanRef, float] = {}
    sides = {}
    for edge in group:
        for at, side in ((edge.a, edge.verdict.a), (edge.b, edge.verdict.b)):
            weights[at] = weights.get(at, 0.0) + edge.verdict.weight
            sides[at] = side
    chosen: dict[str, SpanRef] = {at.sentence.article_id: at for at in (best.b, best.a)}
    for at in sorted(weights, key=lambda at: (-round(weights[at], 6), at)):
        chosen.setdefault(at.sentence.article_id, at)
    told = sorted(chosen, key=lambda key: order[key])
    claims = tuple(Claim(chosen[key], sides[chosen[key]].value, sides[chosen[key]].cites) for key in told)
    places = {key: place for place, key in enumerate(told)}
    pairs = {tuple(sorted(places[at.sentence.article_id] for at in (edge.a, edge.b))) for edge in group}
    found = sorted((i, j) for i, j in pairs if claims[i].value != claims[j].value)
    return Difference(best.verdict.kind, best.verdict.status, best.verdict.about, claims, tuple(found))
