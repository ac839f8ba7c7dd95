"""An event's sentences become points with a state, wordings and marks, or stand alone."""

from __future__ import annotations

import re
import tomllib
from types import ModuleType
from typing import Any

import msgspec
import pytest

from compare.builder import render
from compare.model import Claim, Conflict, Cut, Difference, SpanRef
from compare.report.points import (
    ALSO,
    CONFLICT,
    COPIED,
    ONLY,
    PERHAPS,
    REWORDED,
    SAME,
    count_states,
    find_points,
    state_of,
)


@pytest.fixture(scope="module")
def read(harbour: ModuleType) -> Any:
    """Articles and groups of links -> the reading of their event."""

    def read_by_hand(articles: Any, groups: Any, **more: Any) -> Any:
        comparison = harbour.compare_by_hand(articles, groups, **more)
        return harbour.read(harbour.a_site(articles, [comparison]), comparison)

    return read_by_hand


@pytest.fixture(scope="module")
def harbour_points(harbour: ModuleType) -> Any:
    return find_points(harbour.read(harbour.SITE, harbour.HARBOUR))


def accounts(point: Any) -> Any:
    return [wording.accounts for wording in point.wordings]


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ({"articles": 1, "origins": 1, "wordings": 0}, ONLY),
        ({"articles": 1, "origins": 1, "wordings": 0, "linked": True}, ALSO),
        ({"articles": 1, "origins": 1, "wordings": 0, "perhaps": True}, PERHAPS),
        ({"articles": 1, "origins": 1, "wordings": 0, "linked": True, "perhaps": True}, ALSO),
        ({"articles": 2, "origins": 2, "wordings": 1}, SAME),
        ({"articles": 2, "origins": 2, "wordings": 2}, REWORDED),
        ({"articles": 2, "origins": 2, "wordings": 2, "linked": True}, REWORDED),
        ({"articles": 2, "origins": 1, "wordings": 1}, COPIED),
        ({"articles": 2, "origins": 1, "wordings": 2, "conflicts": ("12 / 14",)}, CONFLICT),
    ],
)
def test_the_state_follows_from_articles_origins_wordings_conflicts_and_links_outside(facts: Any, state: Any) -> None:
    assert state_of(**{"conflicts": (), "linked": False, **facts}) is state


def test_what_most_accounts_tell_comes_first_then_what_is_told_early(harbour_points: Any) -> None:
    ranked = [(len(point.carriers), point.earliness) for point in harbour_points.shared]
    assert ranked == sorted(ranked, reverse=True)
    assert harbour_points.shared[0].carriers == (0, 1, 3)


def test_a_sentence_perhaps_told_elsewhere_is_in_no_list_of_what_one_account_alone_tells(
    harbour: ModuleType, read: Any
) -> None:
    one = harbour.article("1", "wire", None, None, [["Gulls circled.", "Rain fell."]])
    two = harbour.article("2", "daily", None, None, [["Birds flew round.", "Boats left."]])
    perhaps = (harbour.Nearest(one.sentences[0].ref, two.sentences[0].ref, 0.25),)
    points = find_points(read((one, two), [], perhaps=perhaps))
    assert [[lone.told.sentence.text for lone in found.sentences] for found in points.alone] == [
        ["Rain fell."],
        ["Boats left."],
    ]
    assert [[told.account for told in found.sentences[0].perhaps] for found in points.perhaps] == [[1], [0]]


def test_claims_that_differ_are_marked_where_the_accounts_tell_them(harbour: ModuleType, read: Any) -> None:
    one = harbour.article("1", "wire", None, None, [["Five boats left on Monday."]])
    two = harbour.article("2", "daily", None, None, [["Six boats left on Monday."]])
    a, b = one.sentences[0], two.sentences[0]
    claims = tuple(Claim(SpanRef(s.ref, *harbour.span(s.text, w))) for s, w in ((a, "Five"), (b, "Six")))
    reading = read((one, two), [[harbour.link(a, b)]], differences=(Difference("number", "differs", "boats", claims),))
    (point,) = find_points(reading).shared
    assert (point.state, point.flag) == (CONFLICT, "Figures differ")
    assert [[s.text for s in wording.segments if s.clash] for wording in point.wordings] == [["Five"], ["Six"]]


def test_of_many_wordings_the_clause_and_those_that_differ_stand_open(harbour: ModuleType, read: Any) -> None:
    articles = [harbour.article(f"{n:02d}", f"o{n}", None, None, [[f"Gull number {n} circled."]]) for n in range(8)]
    links = [harbour.link(articles[0].sentences[0], other.sentences[0]) for other in articles[1:]]
    links[3] = harbour.link(
        articles[0].sentences[0], articles[4].sentences[0], "reworded", 0.7, Conflict("number", (12, 13), (12, 13))
    )
    (point,) = find_points(read(articles, [links])).shared
    opened, folded = point.split_wordings()
    assert (len(opened), len(folded)) == (3, 5)
    assert point.clause.told.account in opened[0].accounts
    assert {0, 4} <= {account for wording in opened for account in wording.accounts}


def test_conflicts_that_meet_in_a_sentence_are_one_told_by_three(harbour_points: Any) -> None:
    (clash,) = harbour_points.shared[0].clashes
    assert (clash.kind, clash.said) == ("number", ("12", "14", "13"))
    assert harbour_points.shared[0].flag == "Figures differ"
    marked = [[s.text for s in wording.segments if s.clash] for wording in harbour_points.shared[0].wordings]
    assert marked == [["12"], ["14"], ["13"]]


def test_conflicts_of_two_kinds_are_two_with_marks_of_their_own(harbour: ModuleType, read: Any) -> None:
    one = harbour.article("1", "wire", None, None, [["Five boats left on Monday."]])
    two = harbour.article("2", "daily", None, None, [["Six boats left on Sunday."]])
    a, b = one.sentences[0], two.sentences[0]
    both = harbour.link(
        a, b, "reworded", 0.9, harbour.clash("date", a, "Monday", b, "Sunday"), Conflict("number", (0, 4), (0, 3))
    )
    (point,) = find_points(read((one, two), [[both]])).shared
    assert [(clash.mark, clash.kind, clash.said) for clash in point.clashes] == [
        ("1", "number", ("Five", "Six")),
        ("2", "date", ("Monday", "Sunday")),
    ]
    assert point.flag == "Figures and days differ"


def test_accounts_with_the_same_words_share_a_wording(harbour: ModuleType, read: Any) -> None:
    texts = ("The ferry left at noon.", "At noon, the ferry left.", "The ferry left at noon.")
    one, two, three = (
        harbour.article(str(n), outlet, None, None, [[text]])
        for n, (outlet, text) in enumerate(zip(("wire", "daily", "post"), texts, strict=True))
    )
    links = [
        harbour.link(one.sentences[0], two.sentences[0]),
        harbour.link(one.sentences[0], three.sentences[0], "same", 1.0),
    ]
    (point,) = find_points(read((one, two, three), [links])).shared
    assert accounts(point) == [(0, 2), (1,)]
    assert point.state is REWORDED


def test_house_style_makes_no_wording_of_its_own(harbour: ModuleType, read: Any) -> None:
    one = harbour.article("1", "wire", None, None, [["“The U.S. agreed,” he said."]])
    two = harbour.article("2", "daily", None, None, [['"The US agreed," he said.']])
    (point,) = find_points(read((one, two), [[harbour.link(one.sentences[0], two.sentences[0], "same", 1.0)]])).shared
    assert point.state is SAME
    assert len(point.wordings) == 1


def test_words_of_one_wording_alone_are_marked_and_listed_without_mere_function_words(
    harbour: ModuleType, read: Any
) -> None:
    one = harbour.article("1", "wire", None, None, [["The old ferry left the harbour at noon."]])
    two = harbour.article("2", "daily", None, None, [["A ferry left the harbour at dawn."]])
    (point,) = find_points(read((one, two), [[harbour.link(one.sentences[0], two.sentences[0])]])).shared
    assert [wording.only for wording in point.wordings] == [("old", "noon"), ("dawn",)]
    assert [s.text for s in point.wordings[1].segments if s.differs] == ["A", "dawn"]


def test_a_partial_point_greys_what_is_not_compared_and_marks_nothing_there(harbour_points: Any) -> None:
    point = next(point for point in harbour_points.shared if point.partial)
    wire, daily = point.wordings
    assert "".join(s.text for s in daily.segments if not s.aside) == "Choe Mi-ran rejected talks: "
    assert not any(s.aside and s.differs for s in (*wire.segments, *daily.segments))


def test_several_sentences_of_an_account_are_one_wording_with_an_ellipsis_between(
    harbour: ModuleType, read: Any
) -> None:
    one = harbour.article("1", "wire", None, None, [["Gulls circled.", "Rain fell.", "The bell rang."]])
    two = harbour.article("2", "daily", None, None, [["Gulls circled and the bell rang."]])
    links = [harbour.link(one.sentences[0], two.sentences[0]), harbour.link(one.sentences[2], two.sentences[0])]
    points = find_points(read((one, two), [links]))
    assert "".join(s.text for s in points.shared[0].wordings[0].segments) == "Gulls circled. … The bell rang."
    assert [lone.told.sentence.text for lone in points.alone[0].sentences] == ["Rain fell."]


def test_an_account_without_the_point_is_named_with_its_nearest_sentence(harbour_points: Any) -> None:
    (absence,) = harbour_points.shared[0].absences
    assert (absence.account, absence.nearest.score, absence.nearest.number) == (2, "0.12", 1)


def test_links_between_points_are_seen_also(harbour_points: Any) -> None:
    same = next(point for point in harbour_points.shared if point.state is SAME)
    assert [told.sentence.text[:10] for told in same.see_also] == ['"We firmly']


def test_a_sentence_that_is_linked_outside_every_point_is_not_alone_and_names_what_it_matches(
    harbour_points: Any,
) -> None:
    (wire,) = harbour_points.also
    assert wire.account == 0
    assert [(lone.told.number, [told.number for told in lone.see_also]) for lone in wire.sentences] == [(4, [1])]
    assert harbour_points.states[wire.sentences[0].told.sentence.ref] is ALSO
    assert not [lone for found in harbour_points.alone for lone in found.sentences if lone.see_also]


def test_no_account_is_said_to_lack_a_point_that_one_of_its_sentences_is_linked_to(
    harbour: ModuleType, read: Any
) -> None:
    texts = ("The ferry left at noon.", "At noon, the ferry left.", "It left late, at noon.")
    one, two, three = (
        harbour.article(str(n), outlet, None, None, [[text]])
        for n, (outlet, text) in enumerate(zip(("wire", "daily", "post"), texts, strict=True))
    )
    beside = harbour.link(two.sentences[0], three.sentences[0])
    reading = read((one, two, three), [[harbour.link(one.sentences[0], two.sentences[0])]], across=[beside])
    points = find_points(reading)
    (point,) = points.shared
    assert [told.account for told in point.see_also] == [2]
    assert not point.absences
    assert point.near_accounts == (2,)


def test_sentences_of_accounts_too_long_to_compare_are_said_to_be_compared_with_nothing(
    harbour: ModuleType, templates: str
) -> None:
    one, two = (
        harbour.article(name, name, None, None, [["Gulls circled.", "Rain fell."]]) for name in ("wire", "daily")
    )
    comparison = harbour.compare_by_hand((one, two), [])
    alignment = msgspec.structs.replace(comparison.alignment, cut=(Cut(two.id, 1),))
    comparison = msgspec.structs.replace(comparison, alignment=alignment)
    site = harbour.a_site((one, two), [comparison])
    assert find_points(harbour.read(site, comparison)).uncompared == ((1, 1),)
    page = render(site, [templates])[f"e/{comparison.event.id}/index.html"].decode()
    notice = r"The event is too large to be compared whole: the last 1 sentence of\s<bdi>[^<]+</bdi> were compared with"
    assert re.search(notice, page)


def test_every_sentence_is_counted_in_exactly_one_state(harbour_points: Any) -> None:
    assert count_states(harbour_points.states.values()) == {
        "conflict": 3,
        "reworded": 2,
        "same": 2,
        "copied": 4,
        "also": 1,
        "only": 13,
    }
    assert len(harbour_points.states) == 25


def test_captions_and_furniture_among_given_sentences_are_not_counted(harbour: ModuleType, read: Any) -> None:
    one = harbour.article("1", "wire", None, None, [["Gulls circled.", "Photo: a gull."]])
    flagged = msgspec.structs.replace(one.sentences[1], role="caption")
    one = msgspec.structs.replace(one, sentences=(one.sentences[0], flagged))
    reading = read((one,), [])
    assert [told.sentence.text for told in reading.by_account[0]] == ["Gulls circled."]


def test_quotations_are_counted_in_words_wherever_a_sentence_ends_inside_one(harbour: ModuleType, read: Any) -> None:
    one = harbour.article("1", "wire", None, None, [["He said: “We came.", "We saw.” Then he left."]])
    first, second = read((one,), []).by_account[0]
    assert (first.quoted_words, second.quoted_words) == (2, 2)
    assert (first.words, second.words) == (4, 5)


def test_a_conflict_found_in_a_later_account_of_a_wording_is_marked_in_the_text_that_is_shown(
    harbour: ModuleType, read: Any
) -> None:
    texts = ("“Twelve gulls” sat there.", 'So it is: "Twelve gulls" sat there.', "Nine gulls sat there.")
    one, two, three = (
        harbour.article(str(n), outlet, None, None, [[text]])
        for n, (outlet, text) in enumerate(
            zip(("wire", "daily", "post"), (texts[0], texts[1][10:], texts[2]), strict=True)
        )
    )
    a, b, c = (article.sentences[0] for article in (one, two, three))
    links = [
        harbour.link(a, b, "same", 1.0),
        harbour.link(b, c, "reworded", 0.8, harbour.clash("number", b, "Twelve", c, "Nine")),
    ]
    (point,) = find_points(read((one, two, three), [links])).shared
    assert accounts(point) == [(0, 1), (2,)]
    assert [s.text for s in point.wordings[0].segments if s.clash] == ["Twelve"]


def test_of_several_nearest_sentences_the_closest_is_named(harbour: ModuleType) -> None:
    one = harbour.article("1", "wire", None, None, [["Gulls circled."]])
    two = harbour.article("2", "daily", None, None, [["Boats left.", "Gulls slept."]])
    comparison = harbour.compare_by_hand((one, two), [])
    nearest = tuple(
        harbour.Nearest(one.sentences[0].ref, other.ref, score)
        for other, score in zip(two.sentences, (0.1, 0.3), strict=True)
    )
    for order in (nearest, nearest[::-1]):
        alignment = msgspec.structs.replace(comparison.alignment, nearest=order)
        made = msgspec.structs.replace(comparison, alignment=alignment)
        reading = harbour.read(harbour.a_site((one, two), [made]), made)
        assert find_points(reading).alone[0].sentences[0].nearest.number == 2


def test_where_little_is_shared_the_shared_words_are_marked_instead(harbour: ModuleType, read: Any) -> None:
    one = harbour.article(
        "1", "wire", None, None, [["Under rainy skies the ferry Dolphin crept slowly towards the harbour."]]
    )
    two = harbour.article(
        "2", "daily", None, None, [["Officials said seventeen passengers aboard the Dolphin needed treatment."]]
    )
    (point,) = find_points(read((one, two), [[harbour.link(one.sentences[0], two.sentences[0])]])).shared
    assert point.few_shared
    assert [(wording.common, wording.only) for wording in point.wordings] == [(("Dolphin",), ())] * 2
    assert [s.text for s in point.wordings[0].segments if s.shared] == ["Dolphin"]
    assert not any(s.differs for wording in point.wordings for s in wording.segments)


def test_words_that_stand_elsewhere_are_marked_apart(harbour: ModuleType, read: Any) -> None:
    one = harbour.article("1", "wire", None, None, [["On Thursday the harbour ferry Dolphin left Mokpo for Jeju."]])
    two = harbour.article("2", "daily", None, None, [["The harbour ferry Dolphin left Mokpo for Jeju on Thursday."]])
    points = find_points(read((one, two), [[harbour.link(one.sentences[0], two.sentences[0])]]))
    assert points.shared[0].wordings[0].only == ()
    assert [s.text for s in points.shared[0].wordings[0].segments if s.moved] == ["On Thursday"]


def test_a_negation_is_said_even_where_it_is_all_that_differs(harbour: ModuleType, read: Any) -> None:
    one = harbour.article("1", "wire", None, None, [["The minister will meet the harbour envoy."]])
    two = harbour.article("2", "daily", None, None, [["The minister will not meet the harbour envoy."]])
    (point,) = find_points(read((one, two), [[harbour.link(one.sentences[0], two.sentences[0])]])).shared
    assert [wording.only for wording in point.wordings] == [(), ("not",)]


def test_what_is_offered_to_drop_a_link_says_into_which_file_it_goes_and_is_toml(harbour_points: Any) -> None:
    offered = harbour_points.shared[0].unlink
    assert offered.startswith("# Not the same? Into overrides.toml in the corpus folder")
    assert list(tomllib.loads(offered)) == ["unlink"]
