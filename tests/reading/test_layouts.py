"""Every layout of the known outlets' pages, read to the letter."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from compare.model import Article
from compare.reading import read

PAGES = Path(__file__).parent / "pages"
DEFAULTS: dict[str, Any] = {
    **dict.fromkeys(("outlet", "headline", "deck", "byline", "version", "dateline", "published", "modified")),
    "kind": "news",
    "reason": None,
    "credit": [],
}
EXPECTED = tomllib.loads((PAGES / "expected.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def articles() -> dict[str, Article]:
    corpus = read(sorted(PAGES.glob("*.txt")))
    assert corpus.unreadable == ()
    return {article.id.removesuffix(".txt"): article for article in corpus.articles}


def test_every_page_has_its_expectations(articles: dict[str, Article]) -> None:
    assert set(articles) == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_the_fields_are_told_apart(articles: dict[str, Article], name: str) -> None:
    article, expected = articles[name], EXPECTED[name]
    found: dict[str, Any] = {
        "outlet": article.outlet_id,
        "headline": article.headline,
        "deck": article.deck,
        "byline": article.byline,
        "version": article.version,
        "dateline": article.dateline,
        "published": article.published and article.published.iso,
        "modified": article.modified and article.modified.iso,
        "kind": article.kind,
        "reason": article.kind_reason,
        "credit": list(article.credit),
    }
    assert found == {key: expected.get(key, default) for key, default in DEFAULTS.items()}


@pytest.mark.parametrize("name", EXPECTED)
def test_the_text_is_whole_and_nothing_else(articles: dict[str, Article], name: str) -> None:
    article, expected = articles[name], EXPECTED[name]
    paragraphs = article.body.split("\n")
    assert [p[: len(start)] for p, start in zip(paragraphs, expected["starts"], strict=False)] == expected["starts"]
    assert len(paragraphs) == len(expected["starts"])
    assert article.body.endswith(expected["stops"])


@pytest.mark.parametrize("name", EXPECTED)
@pytest.mark.parametrize("field", ["captions", "notices"])
def test_captions_and_notices_stand_once(articles: dict[str, Article], name: str, field: str) -> None:
    found, expected = getattr(articles[name], field), EXPECTED[name].get(field, [])
    assert [text[: len(start)] for text, start in zip(found, expected, strict=True)] == expected


@pytest.mark.parametrize("name", EXPECTED)
def test_sentences_are_slices_of_the_body(articles: dict[str, Article], name: str) -> None:
    article = articles[name]
    assert all(article.body[s.start : s.end] == s.text for s in article.sentences)
    assert [s.index for s in article.sentences] == list(range(len(article.sentences)))
    assert [s.paragraph for s in article.sentences] == sorted(s.paragraph for s in article.sentences)


def test_a_photo_page_has_captions_and_no_prose(articles: dict[str, Article]) -> None:
    assert {s.role for s in articles["photo"].sentences} == {"caption"}
    assert articles["photo"].prose == ()


def test_hard_wrapped_lines_become_whole_sentences(articles: dict[str, Article]) -> None:
    texts = [s.text for s in articles["yna_wire"].sentences]
    assert '"Fishing boats were there within minutes."' in texts
    assert len(texts) == 6


def test_the_country_before_an_office_is_joined_to_it_and_a_country_at_the_end_is_not(
    articles: dict[str, Article],
) -> None:
    texts = [s.text for s in articles["kh_b"].sentences]
    assert texts[1].endswith("US Sen. Joe Roe.")
    assert texts[2].endswith("left for the US.")


def test_a_byline_by_an_agency_on_its_own_page_is_no_credit() -> None:
    assert all(not EXPECTED[name].get("credit") for name in EXPECTED if name.startswith("yna"))
