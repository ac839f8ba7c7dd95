"""What no newspaper prints is cut or refused, and said; nothing takes time that grows with the square."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from compare.reading import bounds, read


def _record(folder: Path, **fields: str) -> Path:
    base = {"id": "1", "outlet": "One", "title": "Ferry sails", "published": "2021-09-13", "text": "It sailed at dawn."}
    (folder / "a.jsonl").write_text(json.dumps(base | fields), encoding="utf-8")
    return folder


def test_a_long_headline_and_deck_are_cut_with_an_ellipsis(tmp_path: Path) -> None:
    (article,) = read([_record(tmp_path, title='"so" ' * 9_000, deck='"so" ' * 9_000)]).articles
    assert len(article.headline or "") <= bounds.HEADLINE
    assert len(article.deck or "") <= bounds.DECK
    assert (article.headline or "").endswith("…")


def test_a_text_longer_than_any_article_is_read_to_the_bound_and_said_to_go_on(tmp_path: Path) -> None:
    text = " ".join(f"The harbour counted {k} boats that day." for k in range(9_000))
    (article,) = read([_record(tmp_path, text=text)]).articles
    assert len(article.body) <= bounds.TEXT
    assert f"of {len(text):,} characters" in (article.truncated or "")


def test_a_sentence_without_an_end_is_compared_in_parts(tmp_path: Path) -> None:
    (article,) = read([_record(tmp_path, text="The mayor did " + "not " * 8_000 + "go.")]).articles
    assert max(len(sentence.text) for sentence in article.prose) <= bounds.SENTENCE
    assert all(article.body[s.start : s.end] == s.text for s in article.prose)
    assert article.body.split() == [word for s in article.prose for word in s.text.split()]


def test_a_sentence_said_over_and_over_counts_some_times_and_stays_in_the_text(tmp_path: Path) -> None:
    (article,) = read([_record(tmp_path, text="The ferry left at dawn. " * 300)]).articles
    assert len(article.prose) == bounds.REPEATS
    assert article.body.count("ferry") == 300
    assert any("280 sentences are not compared" in remark for remark in article.remarks)


def test_a_text_that_is_no_article_is_refused(tmp_path: Path) -> None:
    (bad,) = read([_record(tmp_path, text="harbour " * 200_000)]).unreadable
    assert "characters of text" in bad.problem


@pytest.mark.parametrize(("name", "row"), [("a.jsonl", "{}\n"), ("a.csv", "1,2\n"), ("a.jsonl", '{"title": "a"}\n')])
def test_a_file_of_scraps_is_not_read_to_its_end(tmp_path: Path, name: str, row: str) -> None:
    (tmp_path / name).write_text("title,text\n" * name.endswith("csv") + row * 50_000, encoding="utf-8")
    corpus = read([tmp_path])
    assert len(corpus.unreadable) + len(corpus.articles) == bounds.SCRAPS + 1
    assert "the rest of the file is not read" in corpus.unreadable[-1].problem


def test_scraps_between_articles_end_nothing(tmp_path: Path) -> None:
    whole = json.dumps({"title": "Ferry sails to the islands", "text": "It sailed at dawn on Monday.", "outlet": "One"})
    (tmp_path / "a.jsonl").write_text(("{}\n" * 150 + whole + "\n") * 3, encoding="utf-8")
    assert len(read([tmp_path]).articles) == 3


@pytest.mark.parametrize(
    ("markup", "problem"),
    [
        ("<div " + " ".join(f"a{k}='b'" for k in range(30_000)) + ">x</div>", "attributes"),
        ("<div " + " ".join(f"a{k}" for k in range(30_000)) + ">x</div>", "attributes"),
        ("<p>x<b>" * 200_000, "elements"),
    ],
)
def test_a_page_that_would_take_the_parser_minutes_is_refused_before(tmp_path: Path, markup: str, problem: str) -> None:
    (tmp_path / "a.html").write_text(f"<html><body>{markup}</body></html>", encoding="utf-8")
    (bad,) = read([tmp_path]).unreadable
    assert problem in bad.problem


def test_a_long_value_is_not_many_attributes(tmp_path: Path) -> None:
    story = "<p>The ferry left at dawn on Monday, the harbour office said, with all on board.</p>" * 3
    page = f"<html><body><div data-x='{'a b ' * 9_000}'><h1>Ferry sails</h1>{story}</div></body></html>"
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    assert len(read([tmp_path]).articles) == 1


def test_of_a_long_feed_the_first_entries_are_read() -> None:
    entry = b"<item><title>Ferry</title></item>"
    feed = b"<rss><channel>" + entry * (bounds.ENTRIES + 50) + b"</channel></rss>"
    cut = bounds.first_entries(feed)
    assert cut.count(b"<item>") == bounds.ENTRIES
    assert cut.endswith(b"</channel></rss>")
    assert bounds.first_entries(cut) == cut


def test_a_namespace_that_no_vocabulary_has_is_seen() -> None:
    assert bounds.has_long_namespace(b'<rss xmlns:a="' + b"x" * 2_000 + b'">')
    assert not bounds.has_long_namespace(b'<rss xmlns:a="http://www.w3.org/2005/Atom">' + b"x" * 2_000)
