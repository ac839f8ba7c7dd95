"""Links, beads and nearest sentences of one event's accounts."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import msgspec
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from compare.alignment import align
from compare.alignment.scoring import longest, most_pairs
from compare.config import AlignmentConfig
from compare.model import Alignment, Article, Sentence, SentenceRef

Make = Callable[..., Article]
Ferry = tuple[Article, Article, Article]

WORDS = [
    "ferry",
    "Mokpo",
    "captain",
    "fog",
    "the",
    "of",
    "said",
    "25",
    "hurt",
    "Kim",
    "harbor",
    "“",
    "”",
    ".",
    "not",
    "North",
    "Korea",
]
SENTENCES = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join), max_size=5)


def linked(alignment: Alignment, a: str, b: str) -> set[tuple[int, int]]:
    return {(x.a.index, x.b.index) for x in alignment.links if (x.a.article_id, x.b.article_id) == (a, b)}


def test_accounts_in_other_words_and_orders_are_linked(ferry: Ferry) -> None:
    found = align(ferry)
    assert {(0, 0), (1, 2), (2, 1)} <= linked(found, "herald", "times")
    assert (4, 0) in linked(found, "herald", "post")
    assert not {i for i, _ in linked(found, "herald", "times")} & {3, 4}
    assert not {j for _, j in linked(found, "herald", "post")} & {2}


def test_scores_are_probabilities_at_or_above_the_threshold(ferry: Ferry) -> None:
    assert all(AlignmentConfig().threshold <= link.score <= 1 for link in align(ferry).links)
    lowest = min(link.score for link in align(ferry).links)
    strict = align(ferry, AlignmentConfig(threshold=lowest + 0.0001))
    assert 0 < len(strict.links) < len(align(ferry).links)
    assert {(x.a, x.b) for x in strict.links} <= {(x.a, x.b) for x in align(ferry).links}


def test_kinds_tell_same_words_from_other_words_and_parts(make: Make) -> None:
    said = "The coast guard found the missing fishing boat off Jindo on Tuesday morning."
    one = make(
        "a", [said, "The museum in Jinju will show both bells from the thirteenth century in the spring of next year."]
    )
    other = make(
        "b",
        [
            "The Coast Guard found the missing fishing boat off Jindo on Tuesday morning!",
            "Both bells of the 13th century will be shown in spring of next year by the museum in Jinju.",
        ],
    )
    part = make(
        "c",
        [
            "The bells, which divers had brought to Jinju, will be shown together with drawings, letters and old photographs."
        ],
    )
    kinds = {(link.a.index, link.b.article_id, link.b.index): link.kind for link in align([one, other, part]).links}
    assert kinds[0, "b", 0] == "same"
    assert kinds[1, "b", 1] == "reworded"
    assert kinds.get((1, "c", 0), "partial") == "partial"


def test_boilerplate_and_titles_link_nothing(make: Make) -> None:
    one = make(
        "a", ["The bank did not immediately respond to a request for comment.", "Prime Minister Ada Berg flew home."]
    )
    other = make(
        "b",
        ["The mayor did not immediately respond to a request for comment.", "Prime Minister Ole Dahl bought a dog."],
    )
    assert align([one, other]).links == ()


def test_a_dateline_links_nothing(make: Make) -> None:
    line = "JINJU, South Korea, Oct. 8 (Yonhap)"
    told = "The museum showed two bells that divers had found.", "A bakery in the market will close after forty years."
    apart = [make("a", [told[0]]), make("b", [told[1]])]
    dated = [make(name, [f"{line} -- {text}"], dateline=line) for name, text in zip("ab", told, strict=True)]
    assert align(dated).links == ()
    assert [n.score for n in align(dated).nearest] == [n.score for n in align(apart).nearest]


def test_what_many_lines_share_says_less_than_what_two_do(make: Make) -> None:
    shared = ["The harbor master spoke of the ferry.", "Divers saw the ferry from the quay."]
    one = make("a", ["The ferry has a hole in its hull.", "The ferry was built in Ulsan.", *shared])
    other = make("b", ["A hole was found in the hull of the ferry.", "Tickets for the ferry are cheap.", *shared])
    scores = {(x.a.index, x.b.index): x.score for x in align([one, other], AlignmentConfig(threshold=0.0)).links}
    assert scores[0, 0] > 2 * scores[1, 1]
    assert scores[0, 0] > 2 * scores[0, 1]


def test_the_lead_says_what_an_event_is_about_where_no_headline_does(ferry: Ferry) -> None:
    bare = [msgspec.structs.replace(article, headline=None) for article in ferry]
    assert {(0, 0), (1, 2), (2, 1)} <= linked(align(bare), "herald", "times")


def test_flagged_sentences_are_in_no_link_and_no_bead(make: Make) -> None:
    text = "The ferry struck a breakwater off Mokpo in thick fog on Thursday night."
    one = make("a", [text, text])
    caption = msgspec.structs.replace(one.sentences[1], role="caption")
    flagged = msgspec.structs.replace(one, sentences=(one.sentences[0], caption))
    found = align([flagged, make("b", [text])])
    assert [ref for bead in found.beads for ref in bead.sentences] == [SentenceRef("a", 0), SentenceRef("b", 0)]


def test_one_article_has_beads_and_nothing_else(ferry: Ferry) -> None:
    found = align(ferry[:1])
    assert [bead.sentences for bead in found.beads] == [(s.ref,) for s in ferry[0].sentences]
    assert (found.links, found.across, found.nearest, found.cut) == ((), (), (), ())
    assert align([]) == Alignment((), ())


def test_every_unlinked_sentence_has_its_nearest_in_every_other_article(ferry: Ferry) -> None:
    found = align(ferry)
    for one, other in itertools.permutations(ferry, 2):
        ends = {
            ref
            for link in found.links
            for ref in (link.a, link.b)
            if {link.a.article_id, link.b.article_id} == {one.id, other.id}
        }
        near = {n.sentence for n in found.nearest if n.sentence.article_id == one.id and n.other.article_id == other.id}
        assert near == {s.ref for s in one.sentences} - ends
    assert all(n.score < AlignmentConfig().threshold for n in found.nearest)


def test_the_order_of_articles_does_not_matter(ferry: Ferry) -> None:
    results = {msgspec.json.encode(align(order)) for order in itertools.permutations(ferry)}
    assert len(results) == 1


def test_exchanged_names_mirror_the_result(make: Make) -> None:
    one = ["A ferry struck a breakwater off Mokpo.", "Fishing boats brought everyone ashore within an hour."]
    other = ["Everyone was brought ashore by fishing boats.", "The ferry ran into a breakwater near Mokpo."]
    straight = align([make("a", one), make("b", other)])
    mirrored = align([make("b", one), make("a", other)])
    assert [(x.a.index, x.b.index, x.score, x.kind) for x in straight.links] == sorted(
        (x.b.index, x.a.index, x.score, x.kind) for x in mirrored.links
    )


def test_a_copy_is_linked_sentence_by_sentence(ferry: Ferry, make: Make) -> None:
    copy = make("copy", [s.text for s in ferry[0].sentences])
    found = align([ferry[0], copy])
    assert linked(found, "copy", "herald") == {(k, k) for k in range(5)}
    assert {link.kind for link in found.links} == {"same"}
    assert [len(bead.sentences) for bead in found.beads] == [2] * 5


def test_a_lead_that_differs_by_its_dateline_alone_is_the_same_words(make: Make) -> None:
    lead = "A ferry with 143 passengers struck a breakwater in thick fog off Mokpo on Thursday night."
    plain = make("a", [lead])
    wired = make("b", [f"MOKPO, Oct. 15 (Wire) -- {lead}"], dateline="MOKPO, Oct. 15 (Wire)")
    assert [link.kind for link in align([plain, wired]).links] == ["same"]


def test_the_best_candidate_between_the_thresholds_is_perhaps_a_link(ferry: Ferry) -> None:
    config = AlignmentConfig(threshold=1.0, perhaps=0.2)
    found = align(ferry, config)
    assert found.perhaps == tuple(n for n in found.nearest if n.score >= 0.2)
    assert found.perhaps


def test_what_is_quoted_beside_its_paraphrase_is_linked_to_both(make: Make) -> None:
    quotation = "“We can confirm that the Harlan campaign and the Labour committee got subpoenas for their letters,”"
    one = make(
        "a",
        [
            "Prosecutors in Eastport have sent subpoenas to the Harlan campaign and to the Labour committee.",
            f"{quotation} the lawyer, Mark Ferris, said in an email.",
            "The bridge was open again in October.",
        ],
    )
    other = make(
        "b",
        [
            "Mark Ferris, the lawyer, confirmed that the Harlan campaign and the Labour committee got subpoenas.",
            f"{quotation} he said.",
            "Traffic stood still for four days.",
        ],
    )
    assert {(0, 0), (1, 0), (1, 1)} <= linked(align([one, other]), "a", "b")


def test_what_is_too_long_is_cut_and_said(make: Make, monkeypatch: object) -> None:
    monkeypatch.setattr("compare.alignment.scoring.COMPARED", 20)  # type: ignore[attr-defined]
    one = make("a", [f"Sentence number {n} tells of ferry {n}." for n in range(7)])
    other = make("b", [f"Sentence number {n} tells of ferry {n}." for n in range(4)])
    found = align([one, other])
    assert [(cut.article_id, cut.sentences) for cut in found.cut] == [("a", 2)]
    assert sorted(ref for bead in found.beads for ref in bead.sentences) == [
        s.ref for s in (*one.sentences, *other.sentences)
    ]
    assert all(link.a.index < 5 for link in found.links)


def test_bounds_grow_tight_as_events_grow() -> None:
    assert longest([40, 40, 40]) == 40
    assert longest([2000] * 12) == 426
    assert longest([]) == 0
    assert most_pairs([40, 40, 40]) > 40
    assert most_pairs([100_000, 100_000]) == 4


def test_a_line_keeps_its_likeliest_pairs_when_there_are_many(make: Make, monkeypatch: object) -> None:
    monkeypatch.setattr("compare.alignment.scoring.PAIRS", 10)  # type: ignore[attr-defined]
    texts = [
        f"The {word} of Mokpo was closed on Monday by the mayor."
        for word in ("harbor", "school", "market", "bridge", "museum", "station")
    ]
    found = align([make("a", texts), make("b", texts)])
    assert {(k, k) for k in range(6)} <= linked(found, "a", "b")


def test_accounts_are_multiplied_in_batches_with_the_same_result(ferry: Ferry, monkeypatch: object) -> None:
    whole = align(ferry)
    monkeypatch.setattr("compare.alignment.scoring._CELLS", 1)  # type: ignore[attr-defined]
    assert align(ferry) == whole


@settings(max_examples=60, deadline=None)
@given(st.lists(SENTENCES, max_size=3))
def test_beads_partition_the_prose_and_links_join_two_articles(texts: list[list[str]]) -> None:
    articles = [_article(f"a{k}", sentences) for k, sentences in enumerate(texts)]
    found = align(articles)
    inside = [ref for bead in found.beads for ref in bead.sentences]
    assert sorted(inside) == sorted(s.ref for a in articles for s in a.prose)
    assert len(inside) == len(set(inside))
    assert all(link.a.article_id < link.b.article_id for link in found.links)
    assert sorted(_pairs(found.links)) == sorted(
        _pairs(found.across) + [p for b in found.beads for p in _pairs(b.links)]
    )
    assert align(articles[::-1]) == found


def test_equal_links_go_by_where_their_sentences_stand_before_they_go_by_names() -> None:
    one, other = ["ferry", "captain Mokpo ferry ferry"], ["Mokpo ferry ferry", "captain"]
    straight = align([_article("a", one), _article("b", other)]).beads
    mirrored = align([_article("b", one), _article("a", other)]).beads
    groups = [
        {frozenset((r.article_id == names[0], r.index) for r in bead.sentences) for bead in beads}
        for names, beads in (("ab", straight), ("ba", mirrored))
    ]
    assert groups[0] == groups[1]


@settings(max_examples=60, deadline=None)
@given(SENTENCES, SENTENCES)
def test_any_two_accounts_are_mirrored_when_they_change_names(one: list[str], other: list[str]) -> None:
    straight = align([_article("a", one), _article("b", other)])
    mirrored = align([_article("a", other), _article("b", one)])
    assert [(x.a.index, x.b.index, x.score, x.kind) for x in straight.links] == sorted(
        (x.b.index, x.a.index, x.score, x.kind) for x in mirrored.links
    )
    scores = [link.score for link in straight.links]
    assume(len(set(scores)) == len(scores))  # which of two equal links goes first may hang on the names
    swapped = [{SentenceRef("ab"[r.article_id == "a"], r.index) for r in b.sentences} for b in mirrored.beads]
    assert sorted(map(sorted, swapped)) == sorted(sorted(bead.sentences) for bead in straight.beads)


DISTINCT = st.lists(
    st.lists(
        st.sampled_from([w for w in WORDS if len(w) > 3] + ["museum", "bells", "divers", "hull", "route"]),
        min_size=4,
        max_size=9,
        unique=True,
    ).map(" ".join),
    min_size=1,
    max_size=6,
    unique_by=lambda text: frozenset(text.split()),
)


@settings(max_examples=60, deadline=None)
@given(DISTINCT)
def test_any_copy_is_linked_to_what_it_copies(texts: list[str]) -> None:
    found = align([_article("a", texts), _article("b", texts)]).links
    kinds = {(x.a.index, x.b.index): x.kind for x in found}
    assert {kinds.get((k, k)) for k in range(len(texts))} == {"same"}
    assert not any(x.conflicts for x in found if x.kind == "same")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=80), max_size=4), st.lists(st.text(max_size=80), max_size=4))
def test_any_unicode_is_aligned(one: list[str], other: list[str]) -> None:
    articles = [_article("a", one), _article("b", other)]
    assert align(articles) == align(articles[::-1])


def _article(name: str, texts: list[str]) -> Article:
    found, at = [], 0
    for index, text in enumerate(texts):
        found.append(Sentence(name, index, index, at, at + len(text), text))
        at += len(text) + 1
    return Article(id=name, outlet_id=name, body="\n".join(texts), sentences=tuple(found))


def _pairs(links: object) -> list[tuple[SentenceRef, SentenceRef]]:
    return [(link.a, link.b) for link in links]  # type: ignore[attr-defined]


def test_a_number_that_no_other_line_has_speaks_for_a_pair(make: Make) -> None:
    a = make(
        "a", ["The fund lost 8,431 euros in spring.", "Rain fell all day.", "The mayor went home.", "Nobody was hurt."]
    )
    told = ["It was 8,431 that had gone when auditors looked.", "The sun shone.", "A dog barked.", "All is well."]
    other = ["It was 9,120 that had gone when auditors looked.", *told[1:]]

    def likeness(sentences: list[str]) -> float:
        found = align([a, make("b", sentences)])
        return max(
            [pair.score for pair in found.nearest if (pair.sentence.index, pair.other.index) == (0, 0)]
            + [link.score for link in found.links],
            default=0.0,
        )

    assert likeness(told) > likeness(other)
