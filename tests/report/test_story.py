"""What all tell and what only one tells are chosen by rule, verbatim, and never claim more than was found."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import pytest

from compare.model import Finding, Nearest, Origin, SpanRef, Speech
from compare.report.points import find_points
from compare.report.story import choose_only, choose_shared
from compare.report.voices import list_voices

FACTS = [
    "A ferry hit the breakwater of Mokpo in thick fog on Thursday morning.",
    "The captain surnamed Noh was questioned by investigators later that day.",
    "Garam Island has some nine hundred residents and one pier of concrete.",
    "Visibility at the harbour mouth was below two hundred metres, officers said.",
    "The company cancelled all sailings until the weekend because of damage.",
    "Divers inspected the bow of the vessel and found a dent near the keel.",
    "A patrol boat carried mail and medicine to the islanders in the meantime.",
]


@pytest.fixture(scope="module")
def read(harbour: ModuleType) -> Any:
    """Texts of each account, and groups of (account, sentence) that tell the same -> the event and its points."""

    def make(texts: list[list[str]], groups: list[list[tuple[int, int]]], **more: Any) -> Any:
        articles = [harbour.article(str(n), f"o{n}", None, None, [own]) for n, own in enumerate(texts)]
        links = []
        for group in groups:
            first, *others = [articles[a].sentences[s] for a, s in group]
            links.append([harbour.link(first, other) for other in others])
        comparison = harbour.compare_by_hand(articles, links, **more)
        event = harbour.read(harbour.a_site(articles, [comparison], outlets={}), comparison)
        return event, find_points(event)

    return make


def texts_of(points: Any) -> list[str]:
    return [point.clause.text for point in points]


def test_what_every_account_tells_comes_first_and_is_filled_up_with_what_most_tell(read: Any) -> None:
    groups = [[(k, n) for k in range(3)] for n in range(2)] + [[(k, n) for k in range(2)] for n in range(2, 6)]
    _, points = read([FACTS[:6], FACTS[:6], FACTS[:2]], groups)
    story = choose_shared(points, 3)
    assert texts_of(story.all_tell) == FACTS[:2]
    assert texts_of(story.most_tell) == FACTS[2:4]
    assert story.more == 2


def test_at_most_five_are_shown_that_all_tell(read: Any) -> None:
    _, points = read([FACTS, FACTS], [[(0, n), (1, n)] for n in range(7)])
    story = choose_shared(points, 2)
    assert len(story.all_tell) == 5
    assert story.most_tell == ()
    assert story.more == 2


def test_a_second_point_in_the_same_words_is_passed_over(read: Any) -> None:
    again = "A ferry hit the breakwater of Mokpo in fog on Thursday."
    _, points = read([[FACTS[0], again], [FACTS[0], again]], [[(0, 0), (1, 0)], [(0, 1), (1, 1)]])
    assert len(choose_shared(points, 2).all_tell) == 1


def test_accounts_that_repeat_one_source_agree_on_nothing(read: Any) -> None:
    origins = (Origin("0", "0", "own"), Origin("0", "1", "reprint", "o0"))
    _, points = read([FACTS[:2], FACTS[:2]], [[(0, 0), (1, 0)]], origins=origins)
    assert choose_shared(points, 2).points == ()


def test_of_many_accounts_half_must_have_it_else_it_is_told_by_some(read: Any) -> None:
    texts = [FACTS[:2] for _ in range(8)]
    wide = [[(k, 0) for k in range(4)]]
    _, points = read(texts, wide)
    assert texts_of(choose_shared(points, 8).most_tell) == FACTS[:1]
    _, points = read(texts, [[(k, 0) for k in range(3)]])
    story = choose_shared(points, 8)
    assert (story.most_tell, texts_of(story.some_tell)) == ((), FACTS[:1])


def test_a_clause_of_words_that_the_others_lack_does_not_stand_for_them(read: Any) -> None:
    one = "Investigators questioned a shipping executive about unpaid invoices for the ferry."
    other = "The ferry Dolphin drifted past lighthouses until tugboats towed the wreck ashore."
    _, points = read([[one], [other]], [[(0, 0), (1, 0)]])
    assert choose_shared(points, 2).points == ()


def test_of_what_one_account_alone_tells_names_and_figures_come_before_asides(read: Any) -> None:
    own = [
        FACTS[0],
        "It was not the first such occasion in recent memory there.",
        "The number of injured rose to 27 after eight passengers saw a doctor in Mokpo.",
        "They went home.",
        "Rain fell on the quay for most of the afternoon and evening.",
        "The county of Sinan will pay 300 million won for a new radar station.",
    ]
    event, points = read([own, FACTS[:1]], [[(0, 0), (1, 0)]])
    (found,) = choose_only(event, points, list_voices(event))
    shown = [tell.text for tell in found.tells]
    assert own[2] in shown
    assert own[5] in shown
    assert own[3] not in shown
    assert [tell.told.number for tell in found.tells] == sorted(tell.told.number for tell in found.tells)
    assert found.total == 5


def test_a_voice_heard_in_one_account_alone_is_named_where_the_sentence_does_not(read: Any) -> None:
    own = [FACTS[0], "Oh Mal-sun, 71, was on deck.", "“There was a bang, and everyone standing fell,” she said later."]
    event, points = read([own, FACTS[:1]], [[(0, 0), (1, 0)]])
    ref = event.by_account[0][2].sentence.ref
    heard = Finding(
        *("quotation", "Oh Mal-sun", 1.0, "a count", (ref,)),
        measure="speaker", article_id="0", count=7, spans=(SpanRef(ref, 0, 45),), detail=Speech(only="heard"),
    )  # fmt: skip
    event = event._replace(findings={("quotation", "speaker"): [heard]})
    (found,) = choose_only(event, points, list_voices(event))
    assert [(tell.told.number, tell.speaker) for tell in found.tells] == [(3, "Oh Mal-sun")]
    assert [voice.name for voice in found.voices] == ["Oh Mal-sun"]


def test_a_sentence_perhaps_told_elsewhere_is_never_shown_as_the_only_one(read: Any) -> None:
    event, points = read([FACTS[:3], [FACTS[0], FACTS[5]]], [[(0, 0), (1, 0)]])
    refs = [event.by_account[0][1].sentence.ref, event.by_account[1][1].sentence.ref]
    event, points = read([FACTS[:3], [FACTS[0], FACTS[5]]], [[(0, 0), (1, 0)]], perhaps=(Nearest(*refs, 0.25),))
    found = choose_only(event, points, list_voices(event))
    assert [[tell.text for tell in one.tells] for one in found] == [[FACTS[2]]]


def test_fragments_posts_and_running_quotations_are_not_shown(read: Any) -> None:
    own = [FACTS[0], "Share this:", "Read more at www.example.com/harbour and tell us what you think.", "They left."]
    event, points = read([own, FACTS[:1]], [[(0, 0), (1, 0)]])
    (found,) = choose_only(event, points, list_voices(event))
    assert found.tells == () or all("Share" not in tell.text and "They" not in tell.text for tell in found.tells)
