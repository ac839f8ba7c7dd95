"""Every kind of decision, from ``overrides.toml`` to the page that it changed."""

from __future__ import annotations

import pytest

from tests.curation.conftest import Decided

FERRY = ("wire-1", "daily-1", "post-1")
BELLS = ("daily-2",)
WHO = 'author = "R. Ames"\nreason = "I was there."\n'


def test_without_decisions_the_machine_decides(decided: Decided) -> None:
    site = decided("# nothing yet\n")
    assert site.groups() == {FERRY, BELLS}
    assert "by people</summary>" not in site.page("wire-1")
    assert site.events["wire-1"]["decisions"] == []


def test_a_decision_is_shown_with_who_and_why(decided: Decided) -> None:
    site = decided(f'[[split]]\narticles = ["post-1"]\n{WHO}')
    for article_id in ("post-1", "wire-1"):
        page = site.page(article_id)
        assert "1 decision by people" in page
        assert "R. Ames" in page
        assert "I was there." in page
    assert site.events["post-1"]["decisions"] == [
        {
            "kind": "split",
            "text": "This article is apart from the others of its event.",
            "articles": ["post-1"],
            "author": "R. Ames",
            "reason": "I was there.",
            "changed": True,
        }
    ]
    assert "by people</summary>" not in site.page("daily-2")


def test_nobody_needs_to_give_a_name(decided: Decided) -> None:
    assert "a person who gave no name" in decided('[[exclude]]\narticle = "post-1"\n').page("post-1")


def test_merge_makes_one_event_of_two(decided: Decided) -> None:
    site = decided('[[merge]]\narticles = ["daily-2", "post-1"]\n')
    assert site.groups() == {(*FERRY, *BELLS)}
    assert "These articles are one event." in site.page("daily-2")


def test_split_makes_two_events_of_one(decided: Decided) -> None:
    site = decided('[[split]]\narticles = ["wire-1", "post-1"]\n')
    assert site.groups() == {("wire-1", "post-1"), ("daily-1",), BELLS}


def test_pin_moves_one_article_and_leaves_the_others(decided: Decided) -> None:
    site = decided('[[pin]]\narticle = "post-1"\nto = "daily-2"\n')
    assert site.groups() == {("wire-1", "daily-1"), ("post-1", "daily-2")}
    assert "stands in the event of the second" in site.page("post-1")


def test_forbid_parts_the_later_of_two(decided: Decided) -> None:
    site = decided('[[forbid]]\narticles = ["post-1", "wire-1"]\n')
    assert site.groups() == {("wire-1", "daily-1"), ("post-1",), BELLS}
    assert "No two of these articles are in one event." in site.page("post-1")


def test_a_forbidden_article_takes_along_what_people_tied_to_it(decided: Decided) -> None:
    site = decided('[[forbid]]\narticles = ["post-1", "wire-1"]\n[[merge]]\narticles = ["daily-1", "post-1"]\n')
    assert site.groups() == {("wire-1",), ("daily-1", "post-1"), BELLS}


def test_a_decision_that_the_machine_agrees_with_says_so(decided: Decided) -> None:
    site = decided('[[merge]]\narticles = ["wire-1", "post-1"]\n[[forbid]]\narticles = ["wire-1", "daily-2"]\n')
    assert site.groups() == {FERRY, BELLS}
    assert "The machine finds the same." in site.page("wire-1")
    assert [d["changed"] for d in site.events["wire-1"]["decisions"]] == [False, False]


def test_link_joins_two_sentences_that_share_no_words(decided: Decided) -> None:
    pair = ("daily-1", 2, "wire-1", 1)
    assert pair not in decided("").links("wire-1")
    site = decided(
        '[[link]]\na = { article = "wire-1", words = "Captain Ida Morrow steered" }\n'
        'b = { article = "daily-1", words = "the skipper was a" }\n'
    )
    assert pair in site.links("wire-1")
    page = site.page("wire-1")
    assert "Linked by a person" in page
    assert "Linked: sentence 3 of the first and sentence 2 of the second of these articles." in page
    nearest = [link for point in site.events["wire-1"]["points"] for link in point["links"] if link.get("forced")]
    assert [link["kind"] for link in nearest] == ["partial"]


def test_unlink_drops_a_link_and_its_row(decided: Decided) -> None:
    before = decided("")
    pair = ("daily-1", 1, "post-1", 1)
    assert pair in before.links("post-1")
    sentences = {article["id"]: article["sentences"] for article in before.events["post-1"]["articles"]}
    a, b = sentences["daily-1"][1]["anchor"], sentences["post-1"][1]["anchor"]
    site = decided(f'[[unlink]]\na = "{a}"\nb = "{b}"\n')
    assert pair not in site.links("post-1")
    assert len(site.events["post-1"]["points"]) == len(before.events["post-1"]["points"]) - 1
    assert "Not linked: sentence 2 of the first and sentence 2 of the second of these articles." in site.page("post-1")


def test_the_snippet_of_a_row_is_a_decision_that_drops_it(decided: Decided) -> None:
    page = decided("", '[site]\ndetail = "research"\n').page("wire-1")
    snippet = page.split("how to correct them</summary>")[1].split("<pre>")[1].split("</pre>")[0].replace("&#34;", '"')
    points = len(decided("").events["wire-1"]["points"])
    assert len(decided(snippet).events["wire-1"]["points"]) < points


def test_the_snippet_of_a_page_is_made_of_decisions(decided: Decided) -> None:
    page = decided("").page("wire-1")
    snippet = page.split("and build again.</p>\n<pre>")[1].split("</pre>")[0].replace("&#34;", '"')
    tables = [f"[[{part}" for part in snippet.split("[[")[1:]]
    assert [table.partition("]]")[0] for table in tables] == ["[[rename", "[[split", "[[merge", "[[exclude"]
    for table in tables:
        pages = decided(table).pages.values()
        assert any(b"by people</summary>" in content for content in pages), table


def test_rename_gives_the_event_a_title_that_is_no_headline(decided: Decided) -> None:
    site = decided(f'[[rename]]\nevent = "post-1"\ntitle = "The Sorrel ferry <returns>"\n{WHO}')
    assert '<h1 dir="auto">The Sorrel ferry &lt;returns&gt;</h1>' in site.page("wire-1")
    assert "Title given by a person" in site.page("wire-1")
    assert site.events["wire-1"]["title"] == "The Sorrel ferry <returns>"
    assert site.events["wire-1"]["title_of"] is None
    assert "The Sorrel ferry" in site.pages["index.html"].decode()
    event_id = site.events["wire-1"]["id"]
    assert decided(f'[[rename]]\nevent = "{event_id}"\ntitle = "By id"\n').events["wire-1"]["title"] == "By id"


def test_exclude_keeps_an_article_out_of_events(decided: Decided) -> None:
    site = decided(f'[[exclude]]\narticle = "post-1"\n{WHO}')
    assert site.groups() == {("wire-1", "daily-1"), ("post-1",), BELLS}
    assert "excluded by R. Ames: I was there" in site.page("post-1")


@pytest.mark.parametrize("written", ['"2021-09-12T07:00+09:00"', "2021-09-12T07:00:00+09:00"])
def test_date_corrects_when_an_article_was_published(decided: Decided, written: str) -> None:
    site = decided(f'[[date]]\narticle = "post-1"\npublished = {written}\n')
    assert site.groups() == {("post-1", "wire-1", "daily-1"), BELLS}
    assert site.events["post-1"]["articles"][0]["published"].startswith("2021-09-12T07:00")
    assert "Date corrected: 2021-09-13T15:00+09:00 → 2021-09-12T07:00" in site.page("post-1")
    article = site.pages[site.events["post-1"]["articles"][0]["page"]].decode()
    assert "Date corrected" in article


def test_speaker_says_whose_words_a_quotation_is(decided: Decided) -> None:
    before = decided("")
    assert "Ida Morrow" not in _speakers(before.page("wire-1"))
    site = decided('[[speaker]]\narticle = "wire-1"\nquote = "The engine has never"\nspeaker = "Ida Morrow"\n')
    assert "Ida Morrow" in _speakers(site.page("wire-1"))
    assert "Speaker of the quotation that opens “The engine has never”: Ida Morrow." in site.page("wire-1")


def _speakers(page: str) -> str:
    """What the page says about who is quoted."""
    return page.split('id="quoted"')[1].split("</section>", maxsplit=1)[0]
