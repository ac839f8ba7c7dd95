"""Facts about the framing of a real event, where its pages are present beside the checkout; no text of theirs stands here."""

from __future__ import annotations

from pathlib import Path

import pytest

from compare import align, read_corpus
from compare import provenance as origins
from compare.attribution import MINIMUM_WORDS, attribute
from compare.config import Config
from compare.framing import analyse
from compare.model import Article, Finding

YONHAP, HANKYOREH, HERALD = "000_1fe18b862148bb35.txt", "003_c38b366ce459e934.txt", "004_8b88b2245cffbe5e.txt"


@pytest.fixture(scope="module")
def articles(shared: Path) -> dict[str, Article]:
    return {a.id: a for a in read_corpus([shared / "seeds"]).articles}


@pytest.fixture(scope="module")
def july(shared: Path, articles: dict[str, Article]) -> tuple[Finding, ...]:
    outlets = read_corpus([shared / "seeds"]).outlets
    event, config = [articles[YONHAP], articles[HANKYOREH]], Config()
    return analyse(event, outlets, align(event, config.alignment), origins.trace(event, outlets), config)


def of(found: tuple[Finding, ...], measure: str, article_id: str) -> list[Finding]:
    return [f for f in found if f.measure == measure and f.article_id == article_id]


def test_the_share_of_quoted_words(july: tuple[Finding, ...]) -> None:
    (wire,), (daily,) = of(july, "quoted words", YONHAP), of(july, "quoted words", HANKYOREH)
    assert wire.text.startswith("119 of 292 words inside quotation marks")
    assert daily.text.startswith("186 of 662 words inside quotation marks")
    assert (round(wire.value, 2), round(daily.value, 2)) == (0.41, 0.28)


def test_every_yonhap_quotation_is_biegun(july: tuple[Finding, ...], articles: dict[str, Article]) -> None:
    assert [f.subject for f in of(july, "speaker", YONHAP)] == ["Stephen Biegun"]
    spoken = [q.speaker for q in attribute(articles[YONHAP]) if q.words >= MINIMUM_WORDS]
    assert spoken == ["Stephen Biegun"] * 5


def test_hankyoreh_hears_five_others_and_never_biegun(july: tuple[Finding, ...], articles: dict[str, Article]) -> None:
    heard = {f.subject for f in of(july, "speaker", HANKYOREH)}
    assert heard == {"State Department", "Kim In-cheol", "Choe Son-hui", "Kwon Jong-gun", "joint communique"}
    only = {
        f.subject for f in of(july, "speaker", HANKYOREH) if f.text.endswith(("heard only here", "quoted only here"))
    }
    assert only >= {"Kwon Jong-gun", "joint communique"}
    assert not of(july, "speaker unknown", HANKYOREH)
    communique = attribute(articles[HANKYOREH])[-1]
    assert communique.sentences == (next(s.index for s in articles[HANKYOREH].prose if "2000" in s.text) + 1,)


def test_biegun_and_choe_bear_other_titles(july: tuple[Finding, ...]) -> None:
    roles = {(f.subject, f.article_id): f.text.casefold() for f in july if f.measure == "roles"}
    wire, daily = roles["Stephen Biegun", YONHAP], roles["Stephen Biegun", HANKYOREH]
    assert "deputy secretary of state" in wire
    assert "top nuclear envoy" in wire
    assert "special representative for north korea" in daily
    assert "deputy secretary" not in daily
    assert roles["Choe Son-hui", YONHAP].startswith("first vice foreign minister")
    assert roles["Choe Son-hui", HANKYOREH].startswith("vice foreign minister")


def test_the_headlines_share_no_act(july: tuple[Finding, ...]) -> None:
    (wire,), (daily,) = of(july, "only in this headline", YONHAP), of(july, "only in this headline", HANKYOREH)
    assert {"supports", "cooperation"} <= {w.removeprefix("inter-Korean ") for w in wire.text.split(", ")}
    assert {"reiterates", "refusal", "meet"} <= set(daily.text.split(", "))


def test_the_denied_word_stands_beside_the_release_that_has_it(july: tuple[Finding, ...]) -> None:
    denied = [f for f in of(july, "denied", HANKYOREH) if f.quotes]
    assert [f.subject for f in denied] == ["denuclearization"]
    assert denied[0].text == "quoted without a denial: State Department"


def test_talks_and_dialogue_stand_for_each_other(july: tuple[Finding, ...]) -> None:
    assert "dialogue / talks" in {f.subject for f in july if f.measure == "variants"}


ONLY_YONHAP = ["Lee Do-hoon", "supporting the government", "Trump"]
ONLY_HANKYOREH = ["press release", "Cho Sei-young", "Hong Kong", "June 30", "Hanoi", "Jo Myong-rok"]


@pytest.mark.parametrize(
    ("article_id", "words"), [(YONHAP, w) for w in ONLY_YONHAP] + [(HANKYOREH, w) for w in ONLY_HANKYOREH]
)
def test_points_that_one_outlet_has_alone(
    july: tuple[Finding, ...], articles: dict[str, Article], article_id: str, words: str
) -> None:
    texts = {s.ref: s.text for s in articles[article_id].prose}
    alone = {texts[f.evidence[0]] for f in of(july, "containment", article_id)}
    assert any(words in text for text in alone)


def test_the_copy_of_september_quotes_choi_alone(articles: dict[str, Article]) -> None:
    found = attribute(articles[HERALD])
    assert {q.speaker for q in found if q.words >= MINIMUM_WORDS} == {"Choi Jong-kun"}
