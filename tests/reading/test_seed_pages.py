"""The worked example: three real pages beside the checkout."""

from __future__ import annotations

from pathlib import Path

import pytest

from compare.model import Article
from compare.reading import read
from compare.text.tokens import words

WORDS_IN_YONHAP, WORDS_IN_HANKYOREH = 292, 662


@pytest.fixture(scope="module")
def seeds(shared: Path) -> dict[str | None, Article]:
    corpus = read([shared / "seeds"])
    assert corpus.unreadable == ()
    return {article.outlet_id: article for article in corpus.articles}


def test_the_outlets_are_recognised_by_content(seeds: dict[str | None, Article]) -> None:
    assert set(seeds) == {"yonhap", "hankyoreh", "korea-herald"}


@pytest.mark.parametrize(
    ("outlet", "published"),
    [
        ("yonhap", "2020-07-08T12:39+09:00"),
        ("hankyoreh", "2020-07-08T17:08+09:00"),
        ("korea-herald", "2020-09-09T10:50+09:00"),
    ],
)
def test_dates_keep_their_precision_and_zone(seeds: dict[str | None, Article], outlet: str, published: str) -> None:
    moment = seeds[outlet].published
    assert moment is not None
    assert moment.iso == published


@pytest.mark.parametrize(("outlet", "count"), [("yonhap", WORDS_IN_YONHAP), ("hankyoreh", WORDS_IN_HANKYOREH)])
def test_the_text_has_exactly_its_words(seeds: dict[str | None, Article], outlet: str, count: int) -> None:
    assert sum(len(words(sentence.text)) for sentence in seeds[outlet].prose) == count


def test_headline_byline_deck_and_captions_are_told_apart(seeds: dict[str | None, Article]) -> None:
    yonhap, hankyoreh, herald = seeds["yonhap"], seeds["hankyoreh"], seeds["korea-herald"]
    assert (yonhap.headline or "").startswith("Biegun says U.S.")
    assert (yonhap.byline, yonhap.deck, yonhap.dateline) == ("Song Sang-ho", None, "SEOUL, July 8 (Yonhap)")
    assert [c[-22:] for c in yonhap.captions] == [" (Pool photo) (Yonhap)"]
    assert (hankyoreh.headline or "").endswith("arrival in S. Korea")
    assert (hankyoreh.deck or "").startswith("US says goal of")
    assert hankyoreh.byline == "Hwang Joon-bum, Washington correspondent, and Gil Yun-hyung, staff reporter"
    assert [c[-13:] for c in hankyoreh.captions] == ["(Yonhap News)"]
    assert (herald.headline or "").startswith("Vice FM Choi leaves")
    assert (herald.byline, herald.deck, herald.captions) == ("Yonhap", None, ("(Yonhap)",))


def test_credits_are_kept_as_evidence_and_are_no_sentences(seeds: dict[str | None, Article]) -> None:
    herald = seeds["korea-herald"]
    assert herald.credit == ("By Yonhap", "(Yonhap)")
    assert herald.body.endswith("held their first phone talks.")


def test_no_furniture_is_a_sentence(seeds: dict[str | None, Article]) -> None:
    texts = [sentence.text for article in seeds.values() for sentence in article.sentences]
    dropped = (
        "Feedback",
        "Link copied",
        "Go to Contents",
        "Related stories",
        "Please direct",
        "button that",
        "Posted on",
    )
    assert not [text for text in texts if any(word in text for word in dropped)]
    assert not [text for text in texts if text.startswith(("By ", "(Yonhap"))]


def test_the_sentence_broken_after_the_country_is_one(seeds: dict[str | None, Article]) -> None:
    texts = [sentence.text for sentence in seeds["korea-herald"].sentences]
    (found,) = [text for text in texts if "scheduled to meet US." in text]
    assert "meet US. Deputy Secretary of State Stephen Biegun on Thursday local time" in found
    assert found.endswith("defense cost-sharing talks.")
