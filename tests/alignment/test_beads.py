"""Beads do not chain."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from compare.alignment.beads import group
from compare.model import Bead, Link, SentenceRef


def ref(name: str) -> SentenceRef:
    return SentenceRef(name[0], int(name[1:]))


def link(a: str, b: str, score: float = 0.8) -> Link:
    one, other = sorted((ref(a), ref(b)))
    return Link(one, other, "partial", score)


def beads(*links: Link, alone: str = "") -> list[set[str]]:
    refs = {end for x in links for end in (x.a, x.b)} | {ref(name) for name in alone.split()}
    found, _ = group(links, sorted(refs))
    return [{f"{r.article_id}{r.index}" for r in bead.sentences} for bead in found]


def test_three_accounts_that_all_agree_are_one_bead() -> None:
    assert beads(link("A0", "B0"), link("B0", "C0"), link("A0", "C0")) == [{"A0", "B0", "C0"}]


def test_a_chain_is_no_bead() -> None:
    links = (link("A0", "B0", 0.9), link("B0", "C0", 0.8))
    assert beads(*links) == [{"A0", "B0"}, {"C0"}]
    _, across = group(links, [ref("A0"), ref("B0"), ref("C0")])
    assert across == (links[1],)


def test_a_sentence_stands_with_the_two_that_another_makes_of_it() -> None:
    assert beads(link("A0", "B0"), link("A0", "B1")) == [{"A0", "B0", "B1"}]


def test_a_lead_that_touches_everything_gathers_little() -> None:
    sizes = sorted(len(bead) for bead in beads(*(link("A0", f"B{k}", 0.5 + k / 20) for k in range(6))))
    assert sizes[-1] == 3


def test_pairs_of_two_accounts_do_not_chain() -> None:
    assert beads(link("A0", "B0", 0.9), link("B0", "A1", 0.6), link("A1", "B1", 0.9)) == [{"A0", "B0"}, {"A1", "B1"}]


def test_four_accounts_hold_together_with_most_links() -> None:
    links = [link(f"{a}0", f"{b}0") for a, b in itertools.combinations("ABCD", 2)]
    assert beads(*links[:-1]) == [{"A0", "B0", "C0", "D0"}]


def test_unlinked_sentences_are_beads_in_order() -> None:
    assert beads(link("A1", "B0"), alone="A0 B1") == [{"A0"}, {"A1", "B0"}, {"B1"}]


NAMES = [f"{a}{k}" for a in "ABC" for k in range(3)]
PAIRS = [(a, b) for a, b in itertools.combinations(NAMES, 2) if a[0] != b[0]]


@given(st.dictionaries(st.sampled_from(PAIRS), st.integers(4, 10).map(lambda n: n / 10), max_size=15))
def test_beads_are_a_partition_whatever_the_links_and_their_order(scores: dict[tuple[str, str], float]) -> None:
    links = [link(a, b, score) for (a, b), score in scores.items()]
    refs = [ref(name) for name in NAMES]
    found, across = group(links, refs)
    assert sorted(r for bead in found for r in bead.sentences) == refs
    assert {x for bead in found for x in bead.links} | set(across) == set(links)
    again = group(links[::-1], refs)
    assert [bead.sentences for bead in again[0]] == [bead.sentences for bead in found]
    assert all(_holds(bead) for bead in found)


def _holds(bead: Bead) -> bool:
    """Every sentence of a bead is linked to one of the others at least."""
    ends = {end for x in bead.links for end in (x.a, x.b)}
    return len(bead.sentences) == 1 or ends == set(bead.sentences)
