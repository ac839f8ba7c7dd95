"""Every account has a page of its own: in its own order, each sentence with its state, its row, its citation."""

from __future__ import annotations

import json
import re
from types import ModuleType
from typing import Any

import msgspec
import pytest

from compare.builder import render
from compare.config import Config, SiteConfig
from compare.report.article_page import cite_all
from compare.report.context import read_event
from compare.report.site import site_context
from compare.report.urls import article_page, at_source


@pytest.fixture(scope="module")
def own_page(pages: dict[str, bytes]) -> Any:
    return lambda article: pages[article_page(article.id)].decode()


@pytest.fixture(scope="module")
def citations(harbour: ModuleType) -> Any:
    """An article of the invented event, and the site's base address -> the citations of its sentences."""

    def cite(article: Any, base: str = "") -> Any:
        site = msgspec.structs.replace(harbour.SITE, config=Config(site=SiteConfig(base_url=base)))
        shelf = site_context(site)
        event = shelf.event_of[article.id]
        reading = read_event(shelf.cases[event.id], shelf.comparison(event.id))
        return cite_all(shelf.imprint, article, reading.by_account[event.article_ids.index(article.id)])

    return cite


def test_the_sentences_stand_in_their_own_order(harbour: ModuleType, own_page: Any) -> None:
    html = own_page(harbour.WIRE)
    places = [html.index(anchor) for anchor in re.findall(r'<li id="(s-[0-9a-f-]+)"', html)]
    assert len(places) == len(harbour.WIRE.sentences)
    assert html.index("landed at Osan") < html.index("Nine cameras") < html.index("Choe Mi-ran had rejected")
    assert html.count(' class="p"') == 5


def test_each_sentence_says_its_state_and_leads_to_its_row(
    harbour: ModuleType, own_page: Any, pages: dict[str, bytes]
) -> None:
    html = own_page(harbour.DAILY)
    rows = re.findall(r'href="\.\./\.\./(e/[0-9a-f]+/index\.html)#(p-[0-9a-f]+)"', html)
    assert len(rows) == 3
    for page, row in rows:
        assert f'id="{row}"' in pages[page].decode()
    assert "Figures differ" in html
    assert html.count(">only here<") == 10


def test_the_event_leads_to_the_sentence_in_its_article(harbour: ModuleType, pages: dict[str, bytes]) -> None:
    html = pages[f"e/{harbour.HARBOUR.event.id}/index.html"].decode()
    links = set(re.findall(r'href="\.\./\.\./(a/[0-9a-f]+/index\.html)#(s-[0-9a-f-]+)"', html))
    assert len(links) == sum(len(a.sentences) for a in (harbour.WIRE, harbour.DAILY, harbour.ILBO, harbour.LATE))
    for page, anchor in links:
        assert f'<li id="{anchor}"' in pages[page].decode()


def test_the_address_does_not_depend_on_the_event(harbour: ModuleType, templates: str) -> None:
    alone = harbour.compare_by_hand((harbour.WIRE,), [], title_of=harbour.WIRE.id)
    page = render(harbour.a_site((harbour.WIRE,), (alone,)), [templates])[article_page(harbour.WIRE.id)].decode()
    assert "Nine cameras" in page
    assert "only here" not in page


def test_a_plain_citation_names_author_headline_outlet_date_sentence_source_and_place_on_this_site(
    harbour: ModuleType, citations: Any
) -> None:
    first = citations(harbour.WIRE, "https://site.example/x/")[1]
    assert first.plain.startswith(
        "Han Bora, “Envoy says capital firmly backs harbour talks”, Example Wire, 8 July 2020, 12:39 UTC+09:00, sentence 2. "
        "https://wire.example/story?a=1&b=2#:~:text=Nine%20cameras%20waited%20outside. Compared at: https://site.example/x/a/"
    )
    assert re.search(r"/index\.html#s-[0-9a-f]{10}$", first.plain)


def test_without_an_address_of_its_own_the_site_is_named(harbour: ModuleType, citations: Any) -> None:
    plain = citations(harbour.LOOSE)[0].plain
    assert plain.startswith(
        "“no headline given”, outlet not given, no date given, sentence 1. Compared at: Outlet Compare, a/"
    )


def test_bibtex_escapes_what_latex_would_read(harbour: ModuleType) -> None:
    article = msgspec.structs.replace(harbour.WIRE, headline="50% of {all} costs & \\more_", byline=None)
    shelf = site_context(msgspec.structs.replace(harbour.SITE, config=Config()))
    reading = read_event(shelf.cases[harbour.HARBOUR.event.id], harbour.HARBOUR)
    bibtex = cite_all(shelf.imprint, article, reading.by_account[0])[0].bibtex
    assert r"title = {{50\% of \textbraceleft{}all\textbraceright{} costs \& \textbackslash{}more\_}}" in bibtex
    assert "author" not in bibtex
    assert bibtex.count("{") == bibtex.count("}")
    assert "year = {2020},\n  month = jul,\n  day = {8}" in bibtex


def test_csl_is_json_with_only_what_is_known(harbour: ModuleType, citations: Any) -> None:
    (full,) = json.loads(citations(harbour.WIRE)[0].csl)
    assert full["author"] == [{"literal": "Han Bora"}]
    assert full["issued"] == {"date-parts": [[2020, 7, 8]]}
    assert full["container-title"] == "Example Wire"
    (bare,) = json.loads(citations(harbour.LOOSE)[0].csl)
    assert set(bare) == {"id", "type", "title", "container-title", "note"}


def test_a_long_sentence_is_found_by_its_ends_and_special_characters_are_escaped() -> None:
    assert at_source("https://a.example/#top", "A well-known man, he said") == (
        "https://a.example/#top:~:text=A%20well%2Dknown%20man%2C%20he%20said"
    )
    long = "one two three four five six seven eight nine ten eleven"
    assert at_source("https://a.example/", long) == (
        "https://a.example/#:~:text=one%20two%20three%20four%20five,seven%20eight%20nine%20ten%20eleven"
    )


@pytest.fixture(scope="module")
def extracts(harbour: ModuleType, templates: str) -> dict[str, str]:
    """The invented site without full texts."""
    config = Config(site=SiteConfig(full_text=False))
    made = render(msgspec.structs.replace(harbour.SITE, config=config), [templates])
    return {path: content.decode() for path, content in made.items()}


def test_without_full_text_no_sentence_without_a_match_stands_anywhere(extracts: dict[str, str]) -> None:
    lone = [
        "Nine cameras",
        "He left on Thursday",
        "A bell rang twice",
        "특사는 화요일",
        "No date was set",
        "A loose note",
        "She will meet",
    ]
    assert [(path, text) for path, html in extracts.items() for text in lone if text in html] == []


def test_without_full_text_linked_extracts_and_every_address_stay(
    harbour: ModuleType, extracts: dict[str, str], pages: dict[str, bytes]
) -> None:
    own = extracts[article_page(harbour.DAILY.id)]
    assert "A delegation of 14" in own
    assert "10 sentences without a match are not reprinted" in " ".join(own.split())
    for path in (article_page(harbour.DAILY.id), f"e/{harbour.HARBOUR.event.id}/index.html"):
        ids = re.findall(r' id="(s-[0-9a-f-]+)"', pages[path].decode())
        assert ids
        assert [i for i in ids if f'id="{i}"' not in extracts[path]] == []
    record = json.loads(extracts[f"e/{harbour.HARBOUR.event.id}/event.json"])
    assert ["text" in s for s in record["articles"][0]["sentences"]] == [True, False, True, True, True, True, True]


def test_a_very_long_article_has_several_pages(harbour: ModuleType, templates: str) -> None:
    long = harbour.article("long", "wire", "Long", "2020-07-08", [[f"Sentence number {n}." for n in range(150)]])
    event = harbour.compare_by_hand((long,), [], title_of="long")
    pages = render(harbour.a_site((long,), (event,)), [templates])
    first, second = (pages[article_page("long", n)].decode() for n in (1, 101))
    assert "Sentence number 99." in first
    assert "Sentence number 100." not in first
    assert "Sentence number 149." in second
    assert 'href="index-2.html"' in first
    assert 'href="index.html" rel="prev"' in second
    assert f"{article_page('long', 101)}#s-" in second
