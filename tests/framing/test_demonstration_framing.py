"""The framing of the demonstration corpus's events, as its pages must show it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from compare import align, read_corpus
from compare import provenance as origins
from compare.attribution import MINIMUM_WORDS, attribute
from compare.config import Config
from compare.framing import analyse
from compare.model import Article, Corpus, Finding

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
YONHAP = "2020-07-08_yonhap_biegun-cooperation.txt"
HERALD = "2020-07-08_koreaherald_biegun-no-meeting-sought.txt"
HANKYOREH = "2020-07-08_hankyoreh_refusal-to-meet.txt"


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return read_corpus([SEEDS])


@pytest.fixture(scope="module")
def event(corpus: Corpus) -> Callable[[str], tuple[Finding, ...]]:
    def measured(day: str) -> tuple[Finding, ...]:
        articles = [a for a in corpus.articles if a.id.startswith(day)]
        traced = origins.trace(articles, corpus.outlets)
        return analyse(articles, corpus.outlets, align(articles, Config().alignment), traced, Config())

    return measured


@pytest.fixture(scope="module")
def july(event: Callable[[str], tuple[Finding, ...]]) -> tuple[Finding, ...]:
    return event("2020-07-08")


def of(found: tuple[Finding, ...], measure: str, article_id: str) -> list[Finding]:
    return [f for f in found if f.measure == measure and f.article_id == article_id]


def test_speakers_of_every_quotation_are_told(corpus: Corpus) -> None:
    def heard(article: Article) -> list[str | None]:
        return [q.speaker for q in attribute(article) if q.words >= MINIMUM_WORDS]

    told = [speaker for article in corpus.articles for speaker in heard(article)]
    assert len(told) > 25
    assert sum(speaker is None for speaker in told) <= 1


def test_who_is_heard_where(july: tuple[Finding, ...]) -> None:
    assert [f.subject for f in of(july, "speaker", YONHAP)] == ["Stephen Biegun"]
    heard = {f.subject for f in of(july, "speaker", HANKYOREH)}
    assert "Kwon Jong-gun" in heard
    assert "Stephen Biegun" not in heard
    assert any(subject.endswith("State Department") for subject in heard)


def test_shares_of_quoted_words(july: tuple[Finding, ...]) -> None:
    texts = {f.article_id: f.text.partition(",")[0] for f in july if f.measure == "quoted words"}
    assert texts == {
        YONHAP: "8 of 259 words inside quotation marks",
        HERALD: "7 of 279 words inside quotation marks",
        HANKYOREH: "23 of 383 words inside quotation marks",
    }


def test_titles_differ(july: tuple[Finding, ...]) -> None:
    roles = {(f.subject, f.article_id): f.text for f in july if f.measure == "roles"}
    assert "Deputy Secretary of State" in roles["Stephen Biegun", YONHAP]
    assert "Washington's top nuclear envoy" in roles["Stephen Biegun", YONHAP]
    assert roles["Stephen Biegun", HANKYOREH] == "US special representative for North Korea (1)"
    assert "first vice foreign minister" in roles["Choe Son-hui", YONHAP]
    assert roles["Choe Son-hui", HANKYOREH] == "Vice Foreign Minister (1)"


def test_headlines_are_contrasted(july: tuple[Finding, ...]) -> None:
    alone = {f.article_id: set(f.text.split(", ")) for f in july if f.measure == "only in this headline"}
    assert {"voices", "cross-border"} <= alone[YONHAP]
    assert "rules" in alone[HANKYOREH]


def test_points_that_one_outlet_has_alone(july: tuple[Finding, ...], corpus: Corpus) -> None:
    texts = {s.ref: s.text for a in corpus.articles for s in a.prose}
    alone = {key: [texts[f.evidence[0]] for f in of(july, "containment", key)] for key in (YONHAP, HANKYOREH)}
    assert any("Jo Myong-rok" in text for text in alone[HANKYOREH])
    assert any("Hong Kong" in text for text in alone[HANKYOREH])
    assert any("uneasy" in text for text in alone[YONHAP])


def test_the_reprint_has_no_voice_of_its_own(event: Callable[[str], tuple[Finding, ...]]) -> None:
    found = event("2020-09-09")
    reprint = [f for f in found if f.article_id == "2020-09-09_koreaherald_choi-heads-to-washington.txt"]
    assert {f.analysis for f in reprint} == {"provenance"}
    assert "By Yonhap" in next(f for f in reprint if f.measure == "origin").quotes
    assert not [f for f in found if f.analysis == "selection"]


def test_an_event_of_its_own_compares_two_injury_counts_without_a_score(
    event: Callable[[str], tuple[Finding, ...]],
) -> None:
    found = event("2020-10-15")
    (tau,) = [f for f in found if f.measure == "tau"]
    assert tau.n is not None
    assert ("too few" in tau.uncertainty) == (tau.n < 4)
