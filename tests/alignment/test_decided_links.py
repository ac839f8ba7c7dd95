"""Links that a person forced or dropped."""

from __future__ import annotations

from compare.alignment import align
from compare.alignment.beads import group
from compare.model import Article, Link, LinkRule, Sentence, SentenceRef

A, B, C = SentenceRef("a", 0), SentenceRef("b", 0), SentenceRef("c", 0)


def article(id_: str, *texts: str) -> Article:
    body, sentences, at = " ".join(texts), [], 0
    for index, text in enumerate(texts):
        sentences.append(Sentence(id_, index, 0, at, at + len(text), text))
        at += len(text) + 1
    return Article(id=id_, outlet_id=id_, body=body, sentences=tuple(sentences))


ONE = article("a", "The ferry to the Sorrel Islands resumed on Monday.", "Captain Ida Morrow steered it.")
TWO = article("b", "The ferry to the Sorrel Islands resumed on Monday.", "A woman from Quillan was at the helm.")


def pairs(*rules: LinkRule) -> dict[tuple[SentenceRef, SentenceRef], Link]:
    return {(link.a, link.b): link for link in align([TWO, ONE], rules=rules).links}


def test_a_dropped_link_is_gone_and_its_score_with_it() -> None:
    assert (A, B) in pairs()
    found = align([ONE, TWO], rules=[LinkRule(A, B, together=False)])
    assert not found.links
    assert all(len(bead.sentences) == 1 for bead in found.beads)
    nearest = {n.sentence: n for n in found.nearest}
    assert nearest[A].score < 0.5


def test_a_forced_link_stands_whatever_its_score() -> None:
    a, b = SentenceRef("a", 1), SentenceRef("b", 1)
    assert (a, b) not in pairs()
    found = align([ONE, TWO], rules=[LinkRule(a, b, together=True)])
    link = next(link for link in found.links if link.a == a)
    assert link.forced
    assert link.score < 0.32
    assert link.kind == "partial"
    assert (a, b) in [bead.sentences for bead in found.beads]
    assert not {a, b} & {n.sentence for n in found.nearest}


def test_forcing_what_is_found_only_says_that_a_person_did() -> None:
    plain, forced = pairs()[A, B], pairs(LinkRule(A, B, together=True))[A, B]
    assert (forced.score, forced.kind, forced.forced, plain.forced) == (plain.score, plain.kind, True, False)


def test_forced_links_are_in_one_bead_and_dropped_pairs_bring_none_together() -> None:
    sure, weak = Link(A, C, "same", 0.9), Link(A, B, "partial", 0.0, forced=True)
    beads, across = group([sure, weak], [A, B, C])
    assert (A, B) in [bead.sentences for bead in beads]
    assert across == (sure,)
    D = SentenceRef("d", 0)  # noqa: N806
    links = [Link(A, B, "same", 0.9), Link(A, D, "same", 0.9), Link(B, D, "same", 0.9), Link(C, B, "same", 0.8)]
    links += [Link(C, D, "same", 0.8)]
    together, _ = group(links, [A, B, C, D])
    assert [bead.sentences for bead in together] == [(A, B, C, D)]
    parted, _ = group(links, [A, B, C, D], apart={(A, C)})
    assert sorted(bead.sentences for bead in parted) == [(A, B, D), (C,)]
