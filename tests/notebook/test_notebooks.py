"""Notebooks: the documented examples hold, and what a cell shows is safe."""

from __future__ import annotations

import doctest
import json
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

import compare
from compare.model import Article, Corpus, Event, Moment, Outlet, Sentence

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
def test_the_documented_examples_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    failed, tried = doctest.testfile(str(ROOT / "docs/notebooks.md"), module_relative=False)
    assert failed == 0
    assert tried > 20


def account(name: str, text: str, headline: str = "Ferry sails again") -> Article:
    sentence = Sentence(name, 0, 0, 0, len(text), text)
    return Article(
        id=name,
        outlet_id=name,
        headline=headline,
        published=Moment("2021-05-03T09:00+09:00"),
        body=text,
        sentences=(sentence,),
    )


EVIL = '<script>alert(1)</script><img src=x onerror="alert(2)">'


@pytest.fixture
def hostile() -> compare.ComparedEvent:
    """An event whose every text would like to be markup."""
    text = f"The ferry to the Sorrel Islands sailed again on Monday {EVIL} after nine weeks \u202e of repairs."
    articles = (account("a", text, EVIL), account("b", text.replace("nine", "ten"), EVIL))
    corpus = Corpus(articles, {"a": Outlet("a", EVIL)})
    grouping = compare.Grouping(events=(Event("e1", ("a", "b"), excluded=EVIL),))
    (event,) = compare.compare_events(corpus, grouping)
    return event


class Tags(HTMLParser):
    """The elements of a fragment, and whether each was closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.seen.add(tag)
        assert {name for name, _ in attrs} <= {"class", "style", "dir"}

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def tags(html: str) -> set[str]:
    parser = Tags()
    parser.feed(html)
    parser.close()
    assert parser.open == []
    return parser.seen


def test_a_card_holds_no_markup_of_an_article(hostile: compare.ComparedEvent) -> None:
    card = hostile._repr_html_()
    assert tags(card) <= {"div", "p", "strong", "span", "table", "thead", "tbody", "tr", "th", "td", "bdi", "u"}
    assert "&lt;script&gt;" in card
    assert "\u202e" not in card
    assert "http" not in card


def test_a_card_says_headlines_counts_and_the_words_that_differ(hostile: compare.ComparedEvent) -> None:
    card = hostile._repr_html_()
    assert "<bdi>b</bdi>" in card  # an outlet that no table knows goes by its id
    assert "Kept out of grouping" in card
    assert "1 independent origin" in card
    assert "<u>ten</u>" in card or "<u>ten" in card


def test_articles_corpora_and_events_show_themselves_safely(hostile: compare.ComparedEvent) -> None:
    corpus = Corpus(hostile.articles, {"a": Outlet("a", EVIL)}, unreadable=())
    for shown in (corpus, hostile.articles[0], hostile.event):
        html = shown._repr_html_()
        assert tags(html) <= {"div", "strong", "table", "tr", "td"}
        assert "<script" not in html
    assert "2 articles" in corpus._repr_html_()


def test_cards_set_no_colour_of_their_own(hostile: compare.ComparedEvent) -> None:
    """So they are as light or dark as the notebook."""
    for html in (hostile._repr_html_(), hostile.event._repr_html_()):
        assert "background" not in html
        assert html.count("color:") == html.count("color:inherit")


def test_accounts_of_one_outlet_are_told_apart() -> None:
    first, second = (account(name, "The ferry sailed again on Monday, the harbour office said.") for name in "ab")
    articles = tuple(
        Article(**{f: getattr(a, f) for f in a.__struct_fields__} | {"outlet_id": "post"}) for a in (first, second)
    )
    corpus = Corpus(articles, {"post": Outlet("post", "Post")})
    (event,) = compare.compare_events(corpus, compare.Grouping(events=(Event("e1", ("a", "b")),)))
    card = event._repr_html_()
    assert "Post (1)" in card
    assert "Post (2)" in card


def test_a_sentence_that_is_not_there_is_an_error(hostile: compare.ComparedEvent) -> None:
    with pytest.raises(KeyError):
        hostile.sentence(compare.model.SentenceRef("a", 9))
    with pytest.raises(KeyError):
        hostile.sentence(compare.model.SentenceRef("z", 0))


def test_an_event_has_its_articles_links_origins_and_findings(hostile: compare.ComparedEvent) -> None:
    assert (hostile.id, hostile.title) == ("e1", EVIL)
    assert len(hostile.origins) == 2
    assert [link.a.article_id for link in hostile.links] == ["a"]
    assert hostile.findings


@pytest.mark.parametrize("given", [str, Path, lambda p: [p], lambda p: [str(p)], lambda p: (p,)])
def test_a_corpus_is_read_from_one_place_or_several_however_written(given: type, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "One."}\n', encoding="utf-8")
    assert len(compare.read_corpus(given(tmp_path)).articles) == 1


def test_a_site_is_built_from_places_written_as_text(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.jsonl").write_text('{"text": "One."}\n', encoding="utf-8")
    corpus, written = compare.build(str(tmp_path / "in"), str(tmp_path / "out"))
    assert len(corpus.articles) == 1
    assert "index.html" in written.written
    assert (tmp_path / "out/index.html").exists()


def test_importing_loads_nothing_heavy_and_names_are_offered() -> None:
    code = "import sys, compare; print([m for m in ('numpy', 'pandas', 'sklearn', 'jinja2') if m in sys.modules], dir(compare))"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said.startswith("[] ['Article'")
    assert "read_corpus" in said


def test_the_package_says_that_it_is_typed() -> None:
    assert (Path(compare.__file__).parent / "py.typed").exists()


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'nonsense'"):
        _ = compare.nonsense


class TestLikeTheCommandLine:
    """What Python is given is what ``outlet-compare build`` shows of the same folder."""

    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        told = {
            "a": "The ferry to the Sorrel Islands sailed again on Monday after nine weeks of repairs, the harbour office said.",
            "b": "After nine weeks of repairs, the Sorrel Islands ferry sailed on Monday. 212 passengers were on board.",
        }
        lines = [
            {"id": name, "outlet": name, "title": "Sorrel ferry sails again", "text": text, "published": "2021-09-13"}
            for name, text in told.items()
        ]
        (tmp_path / "ferry.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
        return tmp_path

    def test_the_threshold_of_the_folder_holds(self, folder: Path) -> None:
        assert len(compare.cluster(compare.read_corpus(folder)).events) == 1
        (folder / "outlet-compare.toml").write_text("[events]\nthreshold = 1.0\n")
        corpus = compare.read_corpus(folder)
        assert corpus.config.events.threshold == 1.0
        assert len(compare.cluster(corpus).events) == 2
        assert len(compare.compare_events(corpus)) == 2
        assert len(compare.compare_events(corpus, config=compare.Config())) == 1

    def test_decisions_of_the_folder_hold(self, folder: Path) -> None:
        (folder / "overrides.toml").write_text('[[split]]\narticles = ["b"]\n')
        corpus = compare.read_corpus(folder)
        assert [event.article_ids for event in compare.cluster(corpus).events] == [("a",), ("b",)]
        assert len(compare.compare_events(corpus)) == 2

    def test_a_renamed_event_has_its_new_title_everywhere(self, folder: Path) -> None:
        (folder / "overrides.toml").write_text('[[rename]]\nevent = "a"\ntitle = "The ferry is back"\n')
        compared = compare.compare_events(compare.read_corpus(folder))
        assert [event.title for event in compared] == ["The ferry is back"]
        assert "The ferry is back" in compared[0]._repr_html_()
        assert set(compare.frames.events(compared).title) == {"The ferry is back"}

    def test_what_is_printed_is_short(self, folder: Path) -> None:
        corpus = compare.read_corpus(folder)
        grouping = compare.cluster(corpus)
        (event,) = compare.compare_events(corpus, grouping)
        many = Event("e1", tuple(f"article-{n}" for n in range(500)))
        for shown in (corpus, grouping, event, event.event, event.comparison, many):
            assert len(repr(shown)) < 200
        assert repr(event.event) == f"Event({event.id}: 2 articles: a, b)"
        assert "Sorrel ferry sails again" in repr(event)
