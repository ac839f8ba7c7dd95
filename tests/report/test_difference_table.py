"""Where accounts differ: every entry verbatim, with a few words around it, in the order that matters."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import pytest

from compare.builder import render
from compare.model import Claim, Difference, Finding, SpanRef
from compare.report.difference_table import make_difference_table, surround

ONE = "MOKPO, Oct. 15 (Wire) -- At least 19 people were hurt on Thursday, the Coast Guard said late in the evening."
TWO = "The Coast Guard counted 27 people hurt in the accident."


@pytest.fixture(scope="module")
def event_of(harbour: ModuleType) -> Any:
    """Texts and differences given by their words -> the event."""

    def make(texts: list[str], *differences: tuple[str, str, list[tuple[int, str]]], **more: Any) -> Any:
        articles = [
            harbour.article(str(n), f"o{n}", f"Headline {n}", None, [[text]], dateline="MOKPO, Oct. 15 (Wire)")
            for n, text in enumerate(texts)
        ]
        found = tuple(
            Difference(
                kind,
                status,
                "people hurt",
                tuple(
                    Claim(SpanRef(articles[n].sentences[0].ref, *harbour.span(texts[n], words))) for n, words in claims
                ),
            )
            for kind, status, claims in differences
        )
        comparison = harbour.compare_by_hand(articles, [], differences=found, **more)
        return harbour.read(harbour.a_site(articles, [comparison], outlets={}), comparison), comparison, articles

    return make


def test_words_stand_in_their_clause_without_the_dateline(event_of: Any) -> None:
    event, _, _ = event_of([ONE])
    told = event.by_account[0][0]
    start = ONE.index("19")
    evidence = surround(told, start, start + 2)
    assert (evidence.before, evidence.words, evidence.after) == ("At least ", "19", " people were hurt on Thursday")


def test_what_differs_comes_first_what_agrees_last_and_much_is_folded(event_of: Any) -> None:
    claims = [(0, "19"), (1, "27")]
    rows = [("number", status, claims) for status in ("agrees", "compare", "scope", "later", "differs")]
    event, _, _ = event_of([ONE, TWO], *rows, *[("number", "compare", claims)] * 3)
    figures, agreed = make_difference_table(event).groups
    assert figures.title == "Figures"
    assert [row.status for row in figures.rows] == [
        "differ", "later figures", "may count different things", "compare", "compare",
    ]  # fmt: skip
    assert len(figures.folded) == 2
    assert (agreed.title, agreed.rows, len(agreed.folded)) == ("The same in other words", (), 1)


def test_equal_words_are_one_value_told_by_several(event_of: Any) -> None:
    event, _, _ = event_of([ONE, TWO, ONE], ("number", "differs", [(0, "19"), (1, "27"), (2, "19")]))
    (row,) = make_difference_table(event).groups[0].rows
    assert [(value.shown.words, [one.account for one in value.by]) for value in row.values] == [
        ("19", [0, 2]),
        ("27", [1]),
    ]
    assert [one.words for one in row.cell(2)] == ["19"]
    assert row.cell(1)[0].told.account == 1


def test_a_difference_within_one_account_alone_is_none(event_of: Any) -> None:
    event, _, _ = event_of([ONE, TWO], ("number", "differs", [(0, "19"), (0, "15")]))
    assert make_difference_table(event).groups == ()


@pytest.mark.parametrize("accounts", [2, 5])
def test_each_value_is_a_link_to_its_sentence_and_says_whom_it_cites(
    harbour: ModuleType, templates: str, event_of: Any, accounts: int
) -> None:
    texts = [ONE, TWO, ONE, TWO, ONE][:accounts]
    event, comparison, articles = event_of(texts, ("number", "differs", [(0, "19"), (1, "27")]))
    (difference,) = comparison.differences
    cited = Claim(difference.claims[0].at, cites="the Coast Guard")
    comparison = harbour.compare_by_hand(
        articles, [], differences=(Difference("number", "differs", "people hurt", (cited, difference.claims[1])),)
    )
    page = render(harbour.a_site(articles, [comparison], outlets={}), [templates])
    html = page[f"e/{comparison.event.id}/index.html"].decode()
    anchor = event.by_account[0][0].anchor
    assert f'<a class="evidence" href="#{anchor}"><span class="around">At least </span><b>19</b>' in html
    assert "citing <bdi>the Coast Guard</bdi>" in " ".join(html.split())
    assert "people hurt" in html
    line = page["index.html"].decode()
    assert "Figures differ" in line
    assert 'class="entry o1 o2' in line or "figures" in line


def test_words_and_descriptions_of_one_thing_stand_side_by_side(event_of: Any, harbour: ModuleType) -> None:
    texts = ["The ferry of Noh, the captain, sank.", "The ship of Noh, the skipper of the line, sank."]
    event, _, articles = event_of(texts)

    def span(n: int, words: str) -> SpanRef:
        return SpanRef(articles[n].sentences[0].ref, *harbour.span(texts[n], words))

    words = Finding(
        "wording", "ferry / ship", 1.0, "a count", (), measure="variants", spans=(span(0, "ferry"), span(1, "ship"))
    )
    roles = [
        Finding("naming", "Noh", 1.0, "a count", (), measure="roles", article_id=str(n), spans=(span(n, text),))
        for n, text in ((0, "captain"), (1, "skipper of the line"))
    ]
    event = event._replace(findings={("wording", "variants"): [words], ("naming", "roles"): roles})
    same, described = make_difference_table(event).groups
    assert [value.shown.words for value in same.rows[0].values] == ["ferry", "ship"]
    assert (described.rows[0].about, len(described.rows[0].values)) == ("Noh", 2)


def test_headlines_mark_what_no_other_has_or_what_is_shared_where_that_is_less(harbour: ModuleType) -> None:
    def marked(*headlines: str) -> Any:
        articles = [harbour.article(str(n), f"o{n}", text, None, [["It rained."]]) for n, text in enumerate(headlines)]
        comparison = harbour.compare_by_hand(articles, [])
        found = make_difference_table(
            harbour.read(harbour.a_site(articles, [comparison], outlets={}), comparison)
        ).headlines
        return found.marks_shared, [[s.text for s in h.segments if s.differs] for h in found.marked]

    assert marked("Ferry hits breakwater in fog off Mokpo", "Ferry hits breakwater in fog near Mokpo pier") == (
        False, [[], ["near", "pier"]],
    )  # fmt: skip
    assert marked("Ferry captain questioned", "Island residents demand ferry radar") == (True, [["Ferry"], ["ferry"]])
