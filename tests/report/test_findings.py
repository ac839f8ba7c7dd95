"""What was measured of the framing stands on the event's page, with how sure it is and the sentences that show it."""

from __future__ import annotations

import html
import re
from types import ModuleType
from typing import Any

import msgspec
import pytest

from compare import framing
from compare.builder import render
from compare.config import Config, SiteConfig
from compare.model import Finding, Form, Forms, SentenceRef, SpanRef, Speakers, Speech, Wordings
from compare.report.urls import article_page

ARTICLES = ("WIRE", "DAILY", "ILBO", "LATE")


@pytest.fixture(scope="module")
def page_of(harbour: ModuleType, templates: str) -> Any:
    """The page of the invented event with these findings, or with all that is measured."""

    def make(*findings: Finding, full_text: bool = True, every: bool = False) -> Any:
        event = msgspec.structs.replace(harbour.HARBOUR, findings=findings) if findings else harbour.HARBOUR
        articles = [getattr(harbour, name) for name in ARTICLES]
        config = Config(site=SiteConfig(full_text=full_text))
        made = render(harbour.a_site(articles, (event,), config=config), [templates])
        return made if every else made[f"e/{event.event.id}/index.html"].decode()

    return make


def sections(page: str) -> dict[str, str]:
    """What stands in each fold of the page, by its id."""
    return dict(re.findall(r'<details class="fold" id="([\w-]+)">(.*?)</details>', page, re.DOTALL))


def words_of(page: str) -> str:
    text = html.unescape(re.sub(r"<[^>]+>", " ", page))
    return re.sub(r" ([.,:;)])", r"\1", " ".join(text.split()))


def finding(
    article: Any, analysis: str, measure: str, subject: str, value: float | None, *places: int, **more: Any
) -> Finding:
    refs = tuple(article.sentences[place].ref for place in places)
    who = {"article_id": article.id, "outlet_id": article.outlet_id}
    return Finding(analysis, subject, value, more.pop("uncertainty", "a count"), refs, measure=measure, **who, **more)


def span(article: Any, place: int, words: str) -> SpanRef:
    text = article.sentences[place].text
    return SpanRef(article.sentences[place].ref, text.index(words), text.index(words) + len(words))


def shares(harbour: ModuleType) -> list[Finding]:
    """The counts that say which accounts were measured."""
    return [
        finding(harbour.WIRE, "quotation", "quoted words", "words inside quotation marks", 0.25, 3, n=160, count=40),
        finding(harbour.DAILY, "quotation", "quoted words", "words inside quotation marks", 0.1, 2, n=200, count=20),
    ]


class TestSpeakers:
    def test_they_stand_by_the_words_they_are_given_with_their_sentences(
        self, harbour: ModuleType, page_of: Any
    ) -> None:
        page = page_of(
            finding(
                harbour.WIRE, "quotation", "speaker", "the mayor", 0.1, 1, n=40, count=4, text="4 of 40 quoted words"
            ),
            finding(
                harbour.WIRE,
                "quotation",
                "speaker",
                "Bo Kim",
                0.5,
                3,
                2,
                n=40,
                count=20,
                detail=Speech(("add", "say"), only="heard"),
            ),
            finding(harbour.DAILY, "quotation", "speaker", "the mayor", 0.25, 2, n=20, count=1, text="1 of 20"),
            *shares(harbour),
        )
        text = words_of(sections(page)["quoted"])
        assert "Bo Kim heard only in Example Wire 20 words: add, say 3 4 – not quoted" in text
        assert "the mayor 4 words 2 1 word 3" in text
        assert "All words inside quotation marks 40 of 160 (25%) 20 of 200 (10%)" in text
        assert "Of several accounts of one source, one is counted." in words_of(page)

    def test_a_bar_shows_how_many_words_each_account_quotes(self, harbour: ModuleType, page_of: Any) -> None:
        page = page_of(
            finding(harbour.WIRE, "quotation", "speaker", "the mayor", 0.1, 1, n=40, count=4),
            finding(
                harbour.WIRE, "quotation", "speaker", "Bo Kim", 0.5, 3, 2, n=40, count=20, detail=Speech(only="heard")
            ),
            finding(harbour.DAILY, "quotation", "speaker", "the mayor", 0.25, 2, n=20, count=1),
            *shares(harbour),
        )
        text = words_of(page.partition('<section id="heard">')[2].partition("</section>")[0])
        assert "Bo Kim heard only in Example Wire 20 words in Example Wire – not quoted" in text
        assert "the mayor 4 words in Example Wire 1 words in Example Daily 8 July" in text
        assert "Example Ilbo, Example Daily (9 July)." in text

    def test_who_cannot_be_told_has_a_row(self, harbour: ModuleType, page_of: Any) -> None:
        page = page_of(
            finding(harbour.WIRE, "quotation", "speaker unknown", "speaker unknown", 0.5, 3, n=40, count=20),
            *shares(harbour),
        )
        assert "Speaker not told the text does not say, or not surely 20 words 4" in words_of(sections(page)["quoted"])

    def test_long_tables_and_long_evidence_say_what_they_leave_out(self, harbour: ModuleType, page_of: Any) -> None:
        many = [
            finding(harbour.DAILY, "quotation", "speaker", f"speaker {n:02}", 0.5, *range(9), n=10, count=5)
            for n in range(15)
        ]
        quoted = sections(page_of(*many, *shares(harbour)))["quoted"]
        assert "3 more rows not listed; all are in findings.csv." in quoted
        assert "and 3 more" in quoted
        assert "speaker 11" in quoted
        assert "speaker 12" not in quoted


class TestNames:
    def test_are_shown_where_two_accounts_use_them(self, harbour: ModuleType, page_of: Any) -> None:
        page = page_of(
            finding(harbour.WIRE, "naming", "names", "Choe Mi-ran", 2, 2, count=2, text="Choe (2)"),
            finding(harbour.WIRE, "naming", "roles", "Choe Mi-ran", 1, 2, count=1, text="the minister (1)"),
            finding(harbour.DAILY, "naming", "names", "Choe Mi-ran", 1, 2, count=1, text="Choe Mi-ran (1)"),
            finding(harbour.DAILY, "naming", "names", "the mayor", 9, 7, count=9, text="the mayor (9)"),
        )
        text = words_of(sections(page)["called"])
        assert "Choe (2); described as the minister (1) 3 Choe Mi-ran (1) 3" in text
        assert "divergence: too few mentions, 1 of 8 needed" in text
        assert "the mayor" not in text

    def test_with_enough_mentions_the_distance_is_said(self, harbour: ModuleType, page_of: Any) -> None:
        apart = finding(
            harbour.WIRE,
            *("naming", "divergence", "Choe", 0.83, 2),
            uncertainty="permutation p = 0.002",
            other_article_id=harbour.DAILY.id,
        )
        names = [
            finding(a, "naming", "names", "Choe", 9, 2, count=9, text="x (9)") for a in (harbour.WIRE, harbour.DAILY)
        ]
        text = words_of(sections(page_of(apart, *names))["called"])
        assert "divergence between Example Wire and Example Daily (8 July) 0.83, permutation p = 0.002" in text
        assert "too few" not in text

    def test_of_many_pairs_the_furthest_is_named(self, harbour: ModuleType, page_of: Any) -> None:
        pairs = [
            finding(
                harbour.WIRE,
                *("naming", "divergence", "Choe", value, 2),
                uncertainty=f"permutation p = {p}",
                other_article_id=other.id,
            )
            for value, p, other in ((0.1, 0.5, harbour.LATE), (0.9, 0.002, harbour.ILBO))
        ]
        names = [
            finding(a, "naming", "names", "Choe", 9, 2, count=9, text="x (9)") for a in (harbour.WIRE, harbour.DAILY)
        ]
        text = words_of(sections(page_of(*pairs, *names))["called"])
        assert (
            "divergence 0.10 to 0.90 in 2 pairs, most between Example Wire and Example Ilbo, permutation p = 0.002"
            in text
        )


def test_words_that_stand_for_each_other_are_shown_by_account(harbour: ModuleType, page_of: Any) -> None:
    spans = (span(harbour.WIRE, 2, "talks"), span(harbour.DAILY, 2, "talks"), span(harbour.DAILY, 2, "need"))
    variants = Finding(
        *("wording", "need / talks", 2.0, "a count", tuple(s.sentence for s in spans)),
        measure="variants",
        count=2,
        spans=spans,
        detail=Wordings(((harbour.WIRE.id, ("talks",)), (harbour.DAILY.id, ("talks", "need")))),
    )
    text = words_of(sections(page_of(variants))["worded"])
    assert "need / talks in 2 linked pairs of sentences talks 3 talks, need 3" in text


class TestHedges:
    def test_are_shown_where_there_are_any(self, harbour: ModuleType, page_of: Any) -> None:
        some = finding(
            harbour.WIRE,
            *("hedging", "hedges", "narration", 1.0, 0),
            detail=Forms((Form("may"),)),
            spans=(span(harbour.WIRE, 0, "The"),),
            count=1,
            n=100,
        )
        none = finding(harbour.DAILY, "hedging", "hedges", "narration", 0.0, 0, text="0 in 190 words", count=0, n=190)
        page = page_of(some, none)
        assert "may; 1 in 100 words (1.0 per 100) 1 – none found" in words_of(sections(page)["hedged"])
        assert "hedged" not in sections(page_of(none))

    def test_below_the_minimum_no_rate_is_given(self, harbour: ModuleType, page_of: Any) -> None:
        few = finding(
            harbour.WIRE,
            *("hedging", "hedges", "narration", None, 0),
            uncertainty="too few: 20 of 100 words of narration for a rate",
            detail=Forms((Form("may"),)),
            count=1,
            n=20,
        )
        text = words_of(sections(page_of(few, *shares(harbour)))["figures"])
        assert "1 in 20 (too few: 20 of 100 words of narration for a rate)" in text


class TestFigures:
    def test_every_dimension_has_a_line_that_says_how_sure_it_is(self, page_of: Any) -> None:
        page = page_of()
        text = words_of(sections(page)["figures"])
        for title in (
            *(
                "Copied",
                "Told here alone",
                "Quoted",
                "Heard",
                "Named otherwise",
                "Worded otherwise",
                "Lead",
                "Headline",
            ),
            "Hedged",
        ):
            assert re.search(rf"{title} [a-z]", text), title
        assert "with looser and stricter matching" in text
        assert "order: too few links in" in text

    def test_every_line_leads_to_its_evidence_and_to_its_definition(
        self, page_of: Any, pages: dict[str, bytes]
    ) -> None:
        page = page_of()
        figures = sections(page)["figures"]
        assert all(f'id="{target}"' in page for target in re.findall(r'href="#([^"]+)"', figures))
        method = pages["method.html"].decode()
        defined = re.findall(r"method\.html#([^\"]+)", page)
        assert len(set(defined)) > 8
        assert all(f'id="{target}"' in method for target in defined)

    def test_one_account_alone_has_none(self, pages: dict[str, bytes], harbour: ModuleType) -> None:
        assert "figures" not in sections(pages[f"e/{harbour.DEPARTURE.event.id}/index.html"].decode())


class TestInPlace:
    def test_a_sentence_says_whom_it_quotes_and_what_it_hedges(self, harbour: ModuleType, page_of: Any) -> None:
        page = page_of(
            finding(
                harbour.WIRE, *("quotation", "speaker", "Bo Kim", 1.0, 3), spans=(span(harbour.WIRE, 3, "We firmly"),)
            ),
            finding(
                harbour.DAILY,
                *("hedging", "hedges", "narration", 1.0, 3, 3),
                spans=(span(harbour.DAILY, 3, "Traffic"), span(harbour.DAILY, 3, "held")),
            ),
            finding(harbour.DAILY, "selection", "containment", "Traffic …", 0.256, 3),
            *shares(harbour),
            every=True,
        )
        assert "quotes Bo Kim" in words_of(page[article_page(harbour.WIRE.id)].decode())
        text = words_of(page[article_page(harbour.DAILY.id)].decode())
        assert "hedged: traffic, held 26% of its content words stand elsewhere" in text

    def test_a_headline_says_which_sentence_tells_it_and_where_others_have_that(
        self, harbour: ModuleType, page_of: Any
    ) -> None:
        point = finding(harbour.WIRE, "headline", "point", "Envoy", 0.7, 0)
        there = msgspec.structs.replace(point, evidence=(*point.evidence, harbour.DAILY.sentences[1].ref))
        text = words_of(sections(page_of(there, *shares(harbour)))["headline-notes"])
        assert "What it says stands in sentence 1 of 7. Example Daily (8 July): sentence 2 of 13" in text
        alone = words_of(sections(page_of(point, *shares(harbour)))["headline-notes"])
        assert "What it says stands in sentence 1 of 7. Example Daily (8 July): no matching sentence found" in alone
        nowhere = msgspec.structs.replace(point, value=None)
        assert "What it says" not in page_of(nowhere, *shares(harbour))

    def test_a_headline_stands_beside_what_it_makes_of_a_quotation(self, harbour: ModuleType, page_of: Any) -> None:
        quoted = finding(
            harbour.WIRE,
            *("headline", "quoted", "firmly", 7.0, 3),
            detail=Speakers(("Bo Kim",)),
            spans=(span(harbour.WIRE, 3, '"We firmly support the harbour talks,"'),),
            quotes=("Envoy",),
        )
        denied = msgspec.structs.replace(quoted, measure="denied", subject="harbour")
        text = words_of(sections(page_of(quoted, denied))["headline-notes"])
        assert 'Takes firmly from Bo Kim: "We firmly support the harbour talks," 4' in text
        assert "Denies harbour, which stands undenied in a quotation of Bo Kim" in text

    def test_without_full_text_no_quotation_is_reprinted_beside_a_headline(
        self, harbour: ModuleType, page_of: Any
    ) -> None:
        quoted = finding(
            harbour.WIRE,
            *("headline", "quoted", "firmly", 7.0, 3),
            detail=Speakers(("Bo Kim",)),
            spans=(span(harbour.WIRE, 3, "We firmly support the harbour talks"),),
            quotes=("Envoy",),
        )
        page = page_of(quoted, full_text=False)
        headlines = sections(page)["headline-notes"]
        assert "Takes firmly from Bo Kim" in words_of(headlines)
        assert "We firmly support" not in headlines

    def test_order_says_where_leads_stand_how_far_orders_agree_and_what_is_moved(
        self, harbour: ModuleType, page_of: Any
    ) -> None:
        other = {"other_article_id": harbour.DAILY.id}
        lead = finding(harbour.WIRE, "order", "lead", "The envoy", 2.0, 0, **other)
        lead = msgspec.structs.replace(lead, evidence=(*lead.evidence, harbour.DAILY.sentences[1].ref))
        moved = finding(harbour.WIRE, "order", "displacement", "The envoy", -3.0, 0, n=5, **other)
        moved = msgspec.structs.replace(moved, evidence=(*moved.evidence, harbour.DAILY.sentences[1].ref))
        page = page_of(
            lead,
            msgspec.structs.replace(lead, value=None, evidence=lead.evidence[:1], other_article_id=harbour.LATE.id),
            moved,
            finding(harbour.WIRE, "order", "tau", "x", 0.333, 0, n=9, **other),
            finding(harbour.DAILY, "order", "tau", "x", None, 0, uncertainty="too few: 1 of 4 links", **other),
        )
        text = words_of(sections(page)["order"])
        assert "First sentence of Example Wire. Example Daily (8 July): sentence 2 of 13" in text
        assert "Example Daily (9 July): no matching sentence found" in text
        assert "Example Wire and Example Daily 8 July: tau 0.33 over 9 links" in text
        assert "too few: 1 of 4 links" in text
        assert (
            "sentence 1 stands 3 places further up among the 5 shared ones in Example Daily 8 July, as sentence 2"
            in text
        )


def test_every_piece_of_evidence_is_on_the_page(page_of: Any) -> None:
    page = page_of()
    links = re.findall(r'class="ev" href="#([^"]+)"', page)
    assert links
    assert all(f' id="{link}"' in page for link in links)


def test_the_invented_event_has_findings_of_all_dimensions_but_naming(harbour: ModuleType) -> None:
    found = {f.analysis for f in harbour.HARBOUR.findings}
    assert found >= {a.name for a in framing.ANALYSES} - {"naming"}


def test_the_data_name_every_sentence_by_an_address_that_leads_to_it(pages: dict[str, bytes]) -> None:
    rows = [msgspec.json.decode(line) for line in pages["findings.jsonl"].splitlines()]
    assert rows
    for row in rows:
        assert row["evidence"] or row["quotes"]
        for address in row["evidence"] if row["event"] else ():
            path, _, anchor = address.partition("#")
            assert f' id="{anchor}"' in pages[path].decode()
        if not row["event"]:
            assert all(f"e/{event}/index.html" in pages for event in row["evidence"])


def test_a_sentence_that_was_not_read_is_no_evidence(harbour: ModuleType, page_of: Any) -> None:
    lost = SpanRef(SentenceRef(harbour.WIRE.id, 99), 0, 3)
    hedge = finding(
        harbour.WIRE,
        "hedging",
        "hedges",
        "narration",
        1.0,
        0,
        count=1,
        n=120,
        spans=(lost,),
        detail=Forms((Form("may"),)),
    )
    quoted = finding(
        harbour.WIRE, "headline", "quoted", "firmly", 7.0, 3, detail=Speakers(("b",)), spans=(lost,), quotes=("x",)
    )
    assert "Takes firmly from b" in words_of(page_of(hedge, quoted))
