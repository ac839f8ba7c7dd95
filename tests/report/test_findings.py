"""What was measured of the framing stands in tables, each cell with the sentences that show it."""

from __future__ import annotations

import re
from types import ModuleType
from typing import Any

import msgspec
import pytest

from compare.model import Finding, SpanRef
from compare.report import render


@pytest.fixture(scope="module")
def framed(harbour: ModuleType, templates: str) -> Any:
    """The page of the invented event with these findings, and its sections by id."""

    def make(*findings: Finding) -> dict[str, str]:
        event = msgspec.structs.replace(harbour.HARBOUR, findings=findings)
        articles = (harbour.WIRE, harbour.DAILY, harbour.ILBO, harbour.LATE)
        made = render(harbour.a_site(articles, (event,)), [templates])
        html = made[f"e/{event.event.id}/index.html"].decode()
        return dict(re.findall(r'<section id="(\w+)">(.*?)</section>', html, re.DOTALL))

    return make


def finding(
    article: Any, analysis: str, measure: str, subject: str, value: float, *places: int, **more: Any
) -> Finding:
    refs = tuple(article.sentences[place].ref for place in places)
    return Finding(
        analysis,
        subject,
        value,
        "a count",
        refs,
        measure=measure,
        article_id=article.id,
        outlet_id=article.outlet_id,
        **more,
    )


def words_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_speakers_stand_by_the_words_they_are_given_with_their_sentences(harbour: ModuleType, framed: Any) -> None:
    quoted = framed(
        finding(harbour.WIRE, "quotation", "speaker", "the mayor", 0.1, 1, n=40),
        finding(harbour.WIRE, "quotation", "speaker", "the envoy", 0.5, 3, 2, n=40),
        finding(harbour.DAILY, "quotation", "speaker", "the mayor", 0.25, 2, n=20),
        finding(harbour.WIRE, "quotation", "quoted words", "words inside quotation marks", 0.25, 3, n=160),
        finding(harbour.DAILY, "quotation", "quoted words", "words inside quotation marks", 0.1, 2, n=200),
    )["quoted"]
    text = words_of(quoted)
    assert "the envoy A: 20 words 3 4 B: – not quoted the mayor A: 4 words 2 B: 5 words 3" in text
    assert "All words inside quotation marks A: 40 of 160 (25%) B: 20 of 200 (10%)" in text
    assert "Of several articles of one origin one is counted." in text


def test_names_are_shown_where_two_accounts_use_them(harbour: ModuleType, framed: Any) -> None:
    called = framed(
        finding(harbour.WIRE, "naming", "names", "Choe Mi-ran", 2, 2, text="Choe (2)"),
        finding(harbour.WIRE, "naming", "roles", "Choe Mi-ran", 1, 2, text="the minister (1)"),
        finding(harbour.DAILY, "naming", "names", "Choe Mi-ran", 1, 2, text="Choe Mi-ran (1)"),
        finding(harbour.DAILY, "naming", "names", "the mayor", 9, 7, text="the mayor (9)"),
    )["called"]
    assert "Choe Mi-ran A: Choe (2); the minister (1) 3 B: Choe Mi-ran (1) 3" in words_of(called)
    assert "the mayor" not in called


def test_hedges_are_shown_where_there_are_any(harbour: ModuleType, framed: Any) -> None:
    spans = (SpanRef(harbour.WIRE.sentences[0].ref, 0, 3),)
    some = finding(harbour.WIRE, "hedging", "hedges", "narration", 1.0, 0, text="1 in 100 words: may", spans=spans)
    none = finding(harbour.DAILY, "hedging", "hedges", "narration", 0.0, 0, text="0 in 90 words")
    assert "A: 1 in 100 words: may 1 B: – none found" in words_of(framed(some, none)["hedged"])
    assert "hedged" not in framed(none)


def test_long_tables_and_long_evidence_say_what_they_leave_out(harbour: ModuleType, framed: Any) -> None:
    many = [finding(harbour.DAILY, "quotation", "speaker", f"speaker {n:02}", 0.5, *range(9), n=10) for n in range(15)]
    html = framed(*many, finding(harbour.DAILY, "quotation", "quoted words", "all", 0.1, 1, n=100))["quoted"]
    assert "3 more rows not listed." in html
    assert "and 3 more" in html
    assert "speaker 11" in html
    assert "speaker 12" not in html


def test_every_piece_of_evidence_is_on_the_page(harbour: ModuleType, templates: str) -> None:
    found = finding(
        harbour.WIRE,
        "hedging",
        "hedges",
        "narration",
        1.0,
        0,
        1,
        2,
        text="3",
        spans=(SpanRef(harbour.WIRE.sentences[0].ref, 0, 3),),
    )
    event = msgspec.structs.replace(harbour.HARBOUR, findings=(found,))
    site = harbour.a_site((harbour.WIRE, harbour.DAILY, harbour.ILBO, harbour.LATE), (event,))
    html = render(site, [templates])[f"e/{event.event.id}/index.html"].decode()
    links = re.findall(r'class="ev" href="#([^"]+)"', html)
    assert len(links) == 3
    assert all(f' id="{link}"' in html for link in links)
