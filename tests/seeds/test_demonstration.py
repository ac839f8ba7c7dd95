"""The demonstration corpus, end to end: what is read, grouped, linked and traced."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

import pytest

from compare import cluster, read_corpus
from compare.builder import gather_site
from compare.model import Article, Comparison, Corpus, Grouping, Origin

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


class Expected(NamedTuple):
    """What a reader sees on the page; ``event`` is our name for it, None where it belongs to none."""

    outlet: str
    headline: str
    published: str | None
    kind: str
    event: str | None
    byline: str | None
    captions: int
    version: str | None


PAGES = {
    "2020-07-08_hankyoreh_refusal-to-meet.txt": Expected(
        "hankyoreh",
        "N. Korea again rules out talks with US as Biegun lands in S. Korea",
        "2020-07-08T17:26+09:00",
        "news",
        "biegun-visit",
        "Yoon Ha-neul, Washington correspondent, and Seo Min-jae, staff reporter",
        1,
        None,
    ),
    "2020-07-08_koreaherald_biegun-no-meeting-sought.txt": Expected(
        "korea-herald",
        "Biegun backs inter-Korean projects, says he sought no meeting with NK",
        "2020-07-08T16:32+09:00",
        "news",
        "biegun-visit",
        "Jang Yu-ri",
        1,
        None,
    ),
    "2020-07-08_yonhap_biegun-cooperation.txt": Expected(
        "yonhap",
        "Biegun voices 'strong' backing for cross-border cooperation after Seoul talks",
        "2020-07-08T13:12+09:00",
        "news",
        "biegun-visit",
        "Han Seo-jun",
        1,
        None,
    ),
    "2020-09-09_koreaherald_choi-heads-to-washington.txt": Expected(
        "korea-herald",
        "Vice FM Choi heads to Washington for talks on peace process, alliance",
        "2020-09-09T10:41+09:00",
        "news",
        "choi-departure",
        "Yonhap",
        1,
        None,
    ),
    "2020-09-09_yonhap_choi-heads-to-washington.txt": Expected(
        "yonhap",
        "Vice FM Choi heads to Washington to discuss peace process, alliance",
        "2020-09-09T09:58+09:00",
        "news",
        "choi-departure",
        "Han Seo-jun",
        1,
        None,
    ),
    "2020-10-15_koreaherald_mokpo-ferry.txt": Expected(
        "korea-herald",
        "25 injured as ferry strikes breakwater in fog near Mokpo",
        "2020-10-15T18:20+09:00",
        "news",
        "mokpo-ferry",
        "Cha Eun-sol",
        1,
        None,
    ),
    "2020-10-15_yonhap_mokpo-ferry-2nd-lead.txt": Expected(
        "yonhap",
        "27 hurt as ferry hits breakwater in fog off Mokpo",
        "2020-10-15T16:47+09:00",
        "news",
        "mokpo-ferry",
        None,
        1,
        "2nd LD",
    ),
    "2020-10-15_yonhap_mokpo-ferry-lead.txt": Expected(
        "yonhap",
        "19 hurt as ferry hits breakwater in fog off Mokpo",
        "2020-10-15T10:24+09:00",
        "news",
        "mokpo-ferry",
        None,
        0,
        "LEAD",
    ),
    "2020-10-15_yonhap_news-summary.txt": Expected(
        "yonhap", "Yonhap News Summary", "2020-10-15T20:01+09:00", "summary", None, None, 0, None
    ),
    "2020-10-20_yonhap_editorial-coastal-times.txt": Expected(
        "yonhap", "Light on the breakwater", "2020-10-20T07:09+09:00", "editorial", None, None, 0, None
    ),
    "2020-11-19_hankyoreh_goryeo-bells.txt": Expected(
        "hankyoreh",
        "A photo in an old catalog brings two Goryeo bells back to Jinju",
        "2020-11-19T18:03+09:00",
        "news",
        "goryeo-bells",
        "Ma Seung-hui, staff reporter",
        1,
        None,
    ),
    "2020-11-19_koreaherald_goryeo-bells.txt": Expected(
        "korea-herald",
        "Two Goryeo bells to come home from Sweden",
        "2020-11-19T15:42+09:00",
        "news",
        "goryeo-bells",
        "Ryu Da-in",
        1,
        None,
    ),
    "2020-11-19_yonhap_goryeo-bells.txt": Expected(
        "yonhap",
        "Swedish museum to return 2 Goryeo-era bronze bells to Korean temple",
        None,
        "news",
        "goryeo-bells",
        "Nam Ki-tae",
        0,
        None,
    ),
    "2021-03-16_koreaherald_pohang-quake.txt": Expected(
        "korea-herald",
        "Minor quake shakes sea off Pohang, no damage",
        "2021-03-16T09:14+09:00",
        "news",
        "pohang-quake",
        "Cha Eun-sol",
        1,
        None,
    ),
    "2021-03-16_yonhap_pohang-quake.txt": Expected(
        "yonhap",
        "2.9 magnitude earthquake hits waters off Pohang; no damage reported",
        "2021-03-16T07:31+09:00",
        "news",
        "pohang-quake",
        None,
        0,
        None,
    ),
    "2021-03-19_yonhap_taean-quake.txt": Expected(
        "yonhap",
        "2.6 magnitude earthquake hits waters off Taean; no damage reported",
        "2021-03-19T22:48+09:00",
        "news",
        "taean-quake",
        None,
        0,
        None,
    ),
    "2021-03-20_hankyoreh_taean-quake.txt": Expected(
        "hankyoreh",
        "Light quake off Taean goes almost unnoticed",
        "2021-03-20T10:22+09:00",
        "news",
        "taean-quake",
        "Gong Da-hee, staff reporter",
        1,
        None,
    ),
    "2021-10-15_hankyoreh_mokpo-fog-station.txt": Expected(
        "hankyoreh",
        "Islanders get a fog warning station, a year after Mokpo ferry accident",
        "2021-10-15T18:12+09:00",
        "news",
        "mokpo-fog-station",
        "Gong Da-hee, Mokpo correspondent",
        1,
        None,
    ),
    "2021-10-15_yonhap_mokpo-fog-station.txt": Expected(
        "yonhap",
        "Mokpo opens fog warning station one year after ferry accident",
        "2021-10-15T14:05+09:00",
        "news",
        "mokpo-fog-station",
        None,
        0,
        None,
    ),
}
NOT_RELATED_TO_EACH_OTHER = [
    ("choi-departure", "biegun-visit"),
    ("mokpo-fog-station", "mokpo-ferry"),
    ("taean-quake", "pohang-quake"),
]


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return read_corpus([SEEDS])


@pytest.fixture(scope="module")
def grouping(corpus: Corpus) -> Grouping:
    return cluster(corpus.articles)


@pytest.fixture(scope="module")
def comparisons(corpus: Corpus, grouping: Grouping) -> dict[str, Comparison]:
    """The comparison of each event, by our name for the event."""
    found = gather_site(corpus, grouping).comparisons
    return {PAGES[c.event.article_ids[0]].event or c.event.id: c for c in found.values()}


@pytest.fixture(scope="module")
def origins(comparisons: dict[str, Comparison]) -> dict[str, Origin]:
    return {origin.article_id: origin for c in comparisons.values() for origin in c.origins}


def test_every_page_is_read(corpus: Corpus) -> None:
    assert {a.id for a in corpus.articles} == set(PAGES)
    assert corpus.unreadable == ()


@pytest.mark.parametrize("name", PAGES)
def test_headline_outlet_date_byline_captions_version_and_kind_are_told_apart(corpus: Corpus, name: str) -> None:
    (article,) = (a for a in corpus.articles if a.id == name)
    expected = PAGES[name]
    assert (article.outlet_id, article.headline, article.kind) == (expected.outlet, expected.headline, expected.kind)
    assert (article.published.iso if article.published else None) == expected.published
    assert article.version == expected.version
    if expected.event:
        assert (article.byline, len(article.captions)) == (expected.byline, expected.captions)


def test_every_page_says_that_it_is_a_demonstration(corpus: Corpus) -> None:
    for article in corpus.articles:
        assert [n for n in article.notices if n.startswith("[Demonstration text written for outlet-compare")], (
            article.id
        )


def test_sentences_stand_in_the_body_where_they_say_and_hold_no_furniture(corpus: Corpus) -> None:
    for article in corpus.articles:
        for sentence in article.sentences:
            assert article.body[sentence.start : sentence.end] == sentence.text
        prose = " ".join(s.text for s in article.prose)
        for furniture in (
            "Demonstration text",
            "Send Feedback",
            "Go to Contents",
            "Link copied",
            "Back To Top",
            "heraldcorp.com",
            "(END)",
        ):
            assert furniture not in prose, article.id


def test_a_sentence_broken_after_an_abbreviation_is_whole_again(corpus: Corpus) -> None:
    (article,) = (a for a in corpus.articles if a.id.startswith("2020-09-09_koreaherald"))
    assert [
        s
        for s in article.prose
        if "hold talks with US. Deputy Secretary of State Stephen Biegun in Washington" in s.text
    ]


def test_the_events_are_these_and_no_others(grouping: Grouping) -> None:
    expected: dict[str, set[str]] = defaultdict(set)
    for name, page in PAGES.items():
        expected[page.event or name].add(name)
    assert {frozenset(e.article_ids) for e in grouping.events} == {frozenset(names) for names in expected.values()}


def test_summary_and_editorial_stay_out_with_the_reason(grouping: Grouping) -> None:
    excluded = {e.article_ids[0]: e.excluded for e in grouping.events if e.excluded}
    assert set(excluded) == {name for name, page in PAGES.items() if page.event is None}


@pytest.mark.parametrize(("later", "earlier"), NOT_RELATED_TO_EACH_OTHER)
def test_look_alikes_are_related_with_reasons(grouping: Grouping, later: str, earlier: str) -> None:
    found = [r for r in grouping.relations if {PAGES[r.a].event, PAGES[r.b].event} == {later, earlier}]
    assert found
    assert all(relation.reasons for relation in found)


def test_a_reprint_is_traced_to_the_agency_and_shares_its_origin(origins: dict[str, Origin]) -> None:
    reprint, source = (
        origins["2020-09-09_koreaherald_choi-heads-to-washington.txt"],
        origins["2020-09-09_yonhap_choi-heads-to-washington.txt"],
    )
    assert reprint.kind in {"wire", "reprint"}
    assert "By Yonhap" in reprint.evidence
    assert reprint.id == source.id
    assert reprint.copied
    assert reprint.copied.words > 0.9 * reprint.copied.of


def test_two_versions_of_one_story_are_one_origin_and_another_outlet_is_another(origins: dict[str, Origin]) -> None:
    first, second = (
        origins["2020-10-15_yonhap_mokpo-ferry-lead.txt"],
        origins["2020-10-15_yonhap_mokpo-ferry-2nd-lead.txt"],
    )
    assert first.id == second.id
    assert "version" in {first.kind, second.kind}
    assert origins["2020-10-15_koreaherald_mokpo-ferry.txt"].id != first.id


def test_choe_son_huis_rejection_is_linked_across_all_three_accounts(
    corpus: Corpus, comparisons: dict[str, Comparison]
) -> None:
    prose = {s.ref: s.text for a in corpus.articles for s in a.prose}
    links = comparisons["biegun-visit"].alignment.links
    rejection = {
        frozenset({x.a.article_id, x.b.article_id})
        for x in links
        if all("Choe" in prose[end] and "talks" in prose[end] for end in (x.a, x.b))
    }
    assert rejection


def test_every_sentence_is_in_exactly_one_bead(corpus: Corpus, comparisons: dict[str, Comparison]) -> None:
    told: dict[str, Article] = {a.id: a for a in corpus.articles}
    for comparison in comparisons.values():
        placed = [ref for bead in comparison.alignment.beads for ref in bead.sentences]
        assert sorted(placed) == sorted(s.ref for i in comparison.event.article_ids for s in told[i].prose)
