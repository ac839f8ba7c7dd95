"""Saved web pages of the known outlets, and of one nobody knows, read to the letter."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from compare.model import Article
from compare.reading import read

PAGES = Path(__file__).parent / "webpages"
EXPECTED = tomllib.loads((PAGES / "expected.toml").read_text(encoding="utf-8"))
FIELDS = ("outlet_id", "language", "url", "headline", "version", "deck", "byline", "dateline", "kind", "truncated")


@pytest.fixture(scope="module")
def articles() -> dict[str, Article]:
    corpus = read(sorted(p for p in PAGES.iterdir() if p.suffix != ".toml"))
    assert corpus.unreadable == ()
    return {article.id: article for article in corpus.articles}


def test_every_page_has_its_expectations(articles: dict[str, Article]) -> None:
    assert set(articles) == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_the_fields_are_exact(articles: dict[str, Article], name: str) -> None:
    article, expected = articles[name], EXPECTED[name]
    found: dict[str, Any] = {field: getattr(article, field) for field in FIELDS}
    found |= {
        "published": article.published and article.published.iso,
        "modified": article.modified and article.modified.iso,
        "credit": list(article.credit),
        "captions": list(article.captions),
        "notices": list(article.notices),
    }
    missing = {"kind": "news", "credit": [], "captions": [], "notices": []}
    assert found == {key: expected.get(key, missing.get(key)) for key in found}


@pytest.mark.parametrize("name", EXPECTED)
def test_the_sentences_are_those_of_the_article_and_no_others(articles: dict[str, Article], name: str) -> None:
    article = articles[name]
    assert [s.text for s in article.sentences] == EXPECTED[name]["sentences"]
    assert {s.role for s in article.sentences} == {"text"}
    assert all(article.body[s.start : s.end] == s.text for s in article.sentences)
