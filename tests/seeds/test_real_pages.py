"""Facts about three real pages, where they are present beside the checkout; no text of theirs stands here."""

from __future__ import annotations

from pathlib import Path

import pytest

from compare import align, cluster, read_corpus
from compare.builder import gather_site
from compare.model import Alignment, Article, Corpus, Grouping
from compare.text.quotations import spans
from compare.text.tokens import WORD, words

pytestmark = pytest.mark.slow

YONHAP, HANKYOREH, HERALD = "000_1fe18b862148bb35.txt", "003_c38b366ce459e934.txt", "004_8b88b2245cffbe5e.txt"


@pytest.fixture(scope="module")
def corpus(shared: Path) -> Corpus:
    return read_corpus([shared / "seeds"])


@pytest.fixture(scope="module")
def articles(corpus: Corpus) -> dict[str, Article]:
    return {a.id: a for a in corpus.articles}


@pytest.fixture(scope="module")
def grouping(corpus: Corpus) -> Grouping:
    return cluster(corpus.articles)


@pytest.fixture(scope="module")
def july(articles: dict[str, Article]) -> Alignment:
    return align([articles[YONHAP], articles[HANKYOREH]])


def sentence(article: Article, opening: str) -> int:
    (found,) = [s.index for s in article.prose if s.text.startswith(opening)]
    return found


def test_dates_carry_their_zone(articles: dict[str, Article]) -> None:
    dates = [articles[i].published for i in (YONHAP, HANKYOREH, HERALD)]
    assert [d.iso for d in dates if d] == ["2020-07-08T12:39+09:00", "2020-07-08T17:08+09:00", "2020-09-09T10:50+09:00"]


def test_headline_byline_deck_and_captions_are_told_apart(articles: dict[str, Article]) -> None:
    wire, daily, herald = (articles[i] for i in (YONHAP, HANKYOREH, HERALD))
    assert [a.outlet_id for a in (wire, daily, herald)] == ["yonhap", "hankyoreh", "korea-herald"]
    assert (wire.headline or "").startswith("Biegun says U.S.")
    assert (daily.headline or "").startswith("N. Korea reiterates")
    assert (herald.headline or "").startswith("Vice FM Choi leaves")
    assert "Song Sang-ho" in (wire.byline or "")
    assert "Hwang Joon-bum" in (daily.byline or "")
    assert (daily.deck or "").startswith("US says goal")
    assert wire.deck is None
    assert [len(a.captions) for a in (wire, daily)] == [1, 1]


def test_no_furniture_caption_or_credit_is_a_sentence(articles: dict[str, Article]) -> None:
    for article in articles.values():
        for s in article.prose:
            for stray in (
                "Send Feedback",
                "Pool photo",
                "Yonhap News)",
                "By Yonhap",
                "Link copied",
                "Please direct",
                "button that",
                "Related stories",
            ):
                assert stray not in s.text


def test_a_sentence_broken_after_us_is_one(articles: dict[str, Article]) -> None:
    text = articles[HERALD].prose[sentence(articles[HERALD], "Choi, who took office")].text
    assert "scheduled to meet US. Deputy Secretary of State Stephen Biegun on Thursday" in text


@pytest.mark.parametrize(("name", "quoted", "of"), [(YONHAP, 119, 292), (HANKYOREH, 186, 662)])
def test_words_inside_quotation_marks(articles: dict[str, Article], name: str, quoted: int, of: int) -> None:
    article = articles[name]
    inside = spans(article.body)
    starts = [s.start + m.start() for s in article.prose for m in WORD.finditer(s.text)]
    assert sum(len(words(s.text)) for s in article.prose) == of
    assert sum(any(a <= start < b for a, b in inside) for start in starts) == quoted


def test_the_july_accounts_are_one_event_and_the_september_one_is_another(grouping: Grouping) -> None:
    assert sorted(e.article_ids for e in grouping.events) == [(YONHAP, HANKYOREH), (HERALD,)]


def test_the_september_account_is_related_by_the_same_person_and_its_distance_is_said(grouping: Grouping) -> None:
    relations = [r for r in grouping.relations if HERALD in {r.a, r.b}]
    assert relations
    said = " ".join(reason.text for r in relations for reason in r.reasons)
    assert "Biegun" in said
    assert "63 days" in said


def test_the_september_account_is_a_yonhap_copy_by_its_credits(corpus: Corpus, grouping: Grouping) -> None:
    comparisons = gather_site(corpus, grouping).comparisons
    (origin,) = [o for c in comparisons.values() for o in c.origins if o.article_id == HERALD]
    assert (origin.kind, origin.source) == ("wire", "yonhap")
    assert "By Yonhap" in origin.evidence


def test_choe_son_huis_rejection_is_linked(articles: dict[str, Article], july: Alignment) -> None:
    ends = {
        (YONHAP, sentence(articles[YONHAP], "Apparently referring to North Korea's First Vice")),
        (HANKYOREH, sentence(articles[HANKYOREH], "Biegun’s counterpart, North Korean Vice Foreign")),
    }
    assert [link for link in july.links if {(r.article_id, r.index) for r in (link.a, link.b)} == ends]


def test_nothing_is_linked_beside_what_two_readers_linked(
    articles: dict[str, Article], july: Alignment, shared: Path
) -> None:
    import msgspec  # noqa: PLC0415

    labels = msgspec.json.decode((shared / "gold" / "align" / "seeds.links.json").read_bytes())["links"]
    wire, daily = articles[YONHAP], articles[HANKYOREH]
    allowed = {
        (s.index, t.index)
        for label in labels
        for s in wire.prose
        for t in daily.prose
        if s.text.startswith(label["a"]) and t.text.startswith(label["b"])
    }
    found = {tuple(r.index for r in sorted((link.a, link.b))) for link in july.links}
    assert found <= allowed


def test_all_three_as_one_event_have_six_links_at_most(articles: dict[str, Article]) -> None:
    assert len(align(list(articles.values())).links) <= 6
