"""What leads, what is pushed down: the order in which accounts tell the same things."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from compare.framing.accounts import AccountPair, Accounts, ReadAccount, between
from compare.framing.analysis import ONE_EVENT, Analysis, Measure, no_tables, too_few
from compare.framing.figures import EventFindings, Figure, counted, make_figure
from compare.model import Finding, Link, SentenceRef

MINIMUM_LINKS = 4
"""The fewest linked sentences for a rank correlation."""

TAU = Measure(
    analysis="order",
    name="tau",
    unit="Kendall's tau-b, from -1 (reverse order) to 1 (same order)",
    definition="The rank correlation of the places that linked sentences have in two accounts.",
    minimum=f"{MINIMUM_LINKS} links",
    uncertainty="none for one event",
)
DISPLACEMENT = Measure(
    analysis="order",
    name="displacement",
    unit="places among the linked sentences",
    definition="How many places further down the second account a sentence stands, counted among the sentences that"
    " both accounts share, each paired by its best link.",
    minimum="two links",
    uncertainty="none: a count",
    opening=True,
)
LEAD = Measure(
    analysis="order",
    name="lead",
    unit="the sentence's number in the other account; none where no matching sentence was found",
    definition="Where another account has the sentence with which this one begins.",
    minimum="two origins",
    uncertainty="that of the link",
    opening=True,
)


def find(accounts: Accounts) -> Iterator[Finding]:
    """Kendall's tau and the displaced sentences of every pair of origins, and where each lead stands in the others."""
    for pair in accounts.pairs:
        if pair.links:
            yield _correlation(pair)
            yield from _displaced(pair)
    linked: dict[SentenceRef, list[SentenceRef]] = defaultdict(list)
    for link in accounts.links:
        linked[link.a].append(link.b)
        linked[link.b].append(link.a)
    for account in accounts.own:
        for other in accounts.own:
            if other is not account and account.prose and other.prose:
                yield _lead(account, other, linked.get(account.prose[0].ref, ()))


def tau(ranks: Sequence[tuple[int, int]]) -> float | None:
    """Kendall's tau-b of pairs of ranks, None where either side has but one rank (Kendall 1945)."""
    agree = ties_a = ties_b = 0
    for k, (a, b) in enumerate(ranks):
        for c, d in ranks[k + 1 :]:
            ties_a += a == c
            ties_b += b == d
            agree += ((a > c) - (a < c)) * ((b > d) - (b < d))
    pairs = len(ranks) * (len(ranks) - 1) // 2
    scale = ((pairs - ties_a) * (pairs - ties_b)) ** 0.5
    return agree / scale if scale else None


def _ranks(pair: AccountPair) -> list[tuple[int, int]]:
    return [(pair.a.rank(x.a.index), pair.b.rank(x.b.index)) for x in pair.links]


def _correlation(pair: AccountPair) -> Finding:
    ranks = _ranks(pair)
    value = tau(ranks)
    few = too_few(len(ranks), MINIMUM_LINKS, "links") if len(ranks) < MINIMUM_LINKS else ""
    none = "" if value is not None else "no order: all links lead to one sentence"
    value = None if few else value
    return Finding(
        **TAU.fields,
        subject=f"{pair.a.outlet} and {pair.b.outlet}",
        value=round(value, 4) if value is not None else None,
        uncertainty=few or none or ONE_EVENT,
        evidence=tuple(sorted({end for x in pair.links for end in (x.a, x.b)})),
        text=f"order of {len(ranks)} linked pairs of sentences",
        n=len(ranks),
        **between(pair.a, pair.b),
    )


def _displaced(pair: AccountPair) -> Iterator[Finding]:
    """Linked sentences that stand at other places among the linked ones, furthest first; each once, by its best link."""
    links = _best(pair.links)
    places_a = {ref: k for k, ref in enumerate(sorted(x.a for x in links))}
    places_b = {ref: k for k, ref in enumerate(sorted(x.b for x in links))}
    moved = [(places_b[x.b] - places_a[x.a], x) for x in links]
    for by, link in sorted(moved, key=lambda m: (-abs(m[0]), m[1].a, m[1].b)):
        if by:
            yield Finding(
                **DISPLACEMENT.fields,
                subject=_opening(pair.a, link.a),
                value=float(by),
                uncertainty=ONE_EVENT,
                evidence=(link.a, link.b),
                text=f"{places_a[link.a] + 1} of {len(links)} linked sentences in {pair.a.outlet},"
                f" {places_b[link.b] + 1} in {pair.b.outlet}",
                n=len(links),
                **between(pair.a, pair.b),
            )


def _best(links: Sequence[Link]) -> list[Link]:
    """The links that pair each sentence with one other, highest score first."""
    taken: set[SentenceRef] = set()
    kept: list[Link] = []
    for link in sorted(links, key=lambda x: (-round(x.score, 4), x.a, x.b)):
        if taken.isdisjoint((link.a, link.b)):
            taken.update((link.a, link.b))
            kept.append(link)
    return kept


def _lead(account: ReadAccount, other: ReadAccount, linked: Sequence[SentenceRef]) -> Finding:
    """Where the other account has what this one begins with; ``linked`` are the sentences linked to its first."""
    lead = account.prose[0].ref
    there = sorted({ref for ref in linked if ref.article_id == other.id})
    count = len(other.prose)
    place = other.rank(there[0].index) + 1 if there else 0
    return Finding(
        **LEAD.fields,
        subject=_opening(account, lead),
        value=float(place) if there else None,
        uncertainty=ONE_EVENT,
        evidence=(lead, *there),
        text=f"sentence {place} of {count} in {other.outlet}"
        if there
        else f"no matching sentence found in {other.outlet}",
        n=count,
        **between(account, other),
    )


def _opening(account: ReadAccount, ref: SentenceRef) -> str:
    """The first words of a sentence, by which it is called."""
    words = account.sentences[ref.index].text.split()
    return " ".join(words[:8]) + (" …" if len(words) > 8 else "")  # noqa: PLR2004 - eight words


def figures(found: EventFindings) -> Iterator[Figure]:
    """In how many other accounts the first sentence has a match."""

    def say(several: Sequence[Finding]) -> str:
        return f"in {sum(f.value is not None for f in several)} of {len(several)}"

    about = "other accounts that have a match for the first sentence, anywhere"
    taus = found.of(TAU)
    few = sum(f.value is None for f in taus)
    sure = f"order: too few links in {few} of {counted(len(taus), 'pair')} of accounts" if few else "that of the links"
    yield make_figure(found, Figure("Lead", about, "order-notes", LEAD.key, {}, sure), found.of(LEAD), say)


ANALYSIS = Analysis(
    name="order",
    title="Order",
    question="What leads, and what is pushed down?",
    measures=(
        TAU,
        DISPLACEMENT,
        LEAD,
    ),
    find=find,
    tables=no_tables,
    figures=figures,
)
