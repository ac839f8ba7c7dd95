"""What is said of headlines on labelled events, where these are beside the checkout: never false, and often enough said."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
import Stemmer

from compare.config import AlignmentConfig
from compare.framing import headline
from compare.framing.accounts import Accounts
from compare.model import Alignment, Article, Finding, Forms, Origin, Sentence
from compare.text.sentences import split

FILES = [
    "events_newswcl50.jsonl",
    "events_g5w.jsonl",
    "streams/uganda2020.jsonl",
    "streams/nigeria2022.jsonl",
    "streams/uk2025.jsonl",
    "streams/korea2025_ko.jsonl",
    "streams/bilingual_dev.jsonl",
]


def events(path: Path) -> Iterator[list[Article]]:
    """The labelled events of a file with more than one article."""
    found: dict[str, dict[str, Article]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row.get("event"):
            body, sentences = row["text"], []
            for paragraph, text in enumerate(re.finditer(r"[^\n]+", body)):
                for start, end in split(text.group()):
                    low, high = text.start() + start, text.start() + end
                    sentences.append(Sentence(row["id"], len(sentences), paragraph, low, high, body[low:high]))
            article = Article(id=row["id"], headline=row["title"], body=body, sentences=tuple(sentences))
            found.setdefault(str(row["event"]), {})[row["id"]] = article
    yield from (list(articles.values()) for articles in found.values() if len(articles) > 1)


def lines(articles: list[Article]) -> list[Finding]:
    """What the words that a headline has alone are said to be; every article is an origin of its own."""
    origins = [Origin(article.id, article.id, "own", None) for article in articles]
    accounts = Accounts(articles, {}, Alignment((), ()), origins, AlignmentConfig())
    return [f for f in headline.find(accounts) if f.measure == headline.ONLY_IN_HEADLINE.name]


def words(text: str) -> set[str]:
    """Stems of a text's words without case and accents, told without the analysis' own means."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))
    stem = Stemmer.Stemmer("english").stemWord
    return {stem(re.sub(r"['’]s$", "", word)) for word in re.findall(r"[^\W_]+(?:['’][^\W_]+)?", plain)}


@pytest.mark.parametrize("name", FILES)
def test_no_other_headline_has_the_words_of_a_line(shared: Path, name: str) -> None:
    path = shared / "gold" / name
    if not path.is_file():
        pytest.skip(f"no {path}")
    two = told = 0
    for articles in events(path):
        headlines = {article.id: words(article.headline or "") for article in articles}
        for line in lines(articles):
            assert isinstance(line.detail, Forms)
            others = set().union(*(found for article_id, found in headlines.items() if article_id != line.article_id))
            assert not [form.text for form in line.detail.forms if words(form.text) & others], line.quotes
            two += len(articles) == 2
            told += len(articles) == 2 and bool(line.detail.forms)
    assert told >= two / 2
