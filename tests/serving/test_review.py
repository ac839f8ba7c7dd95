"""Every button of the review, from the page to the file and back to the page."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import Any

import pytest

from compare.curation import parse
from compare.model import Opening
from compare.serving.review import REVIEW
from compare.serving.server import Answer
from tests.serving.conftest import Ask

BUTTON = re.compile(r'<button[^>]*name="decide" value="([^"]*)"')


def event_page(ask: Ask, article: str) -> str:
    """The review of the event that has the article."""
    index = ask(REVIEW).body.decode()
    pages = (ask(f"{REVIEW}e/{found}/").body.decode() for found in re.findall(r'href="/-review/e/(\w+)/"', index))
    return next(page for page in pages if f'<span class="mono"><bdi>{article}</bdi>' in page)


def buttons(page: str, kind: str) -> list[dict[str, Any]]:
    found = [json.loads(html.unescape(value)) for value in BUTTON.findall(page)]
    return [decision for decision in found if decision["kind"] == kind]


def decide(ask: Ask, decision: object, **fields: str) -> str:
    """Press a button; gives the page that follows."""
    return follow(ask, ask(REVIEW, {"decide": json.dumps(decision), **fields}))


def follow(ask: Ask, answer: Answer) -> str:
    assert answer.status == 303
    return ask(answer.headers["Location"]).body.decode()


def standing(corpus: Path) -> list[tuple[object, ...]]:
    found = parse((corpus / "overrides.toml").read_text(), "x")
    return [(override.kind, override.rule, override.author, override.reason) for override in found]


def test_the_list_has_every_event_with_its_title_and_outlets(ask: Ask) -> None:
    index = ask(REVIEW).body.decode()
    assert "Museum in Quillan returns two bronze bells" in index
    assert "Example Wire, Example Daily, Example Post" in index
    assert "None yet." in index


def test_an_article_that_does_not_belong_is_split_off(ask: Ask, corpus: Path) -> None:
    page = event_page(ask, "post-1")
    choice = next(b for b in buttons(page, "split") if b["articles"] == ["post-1"])
    after = decide(ask, choice, author="R. Ames", reason="Another crossing.", about="wire-1")
    assert "Written: split." in after
    assert "2 articles of this event" in after
    assert "Another crossing." in after
    assert standing(corpus)[0][0::2] == ("split", "R. Ames")
    assert "1 article of this event" in event_page(ask, "post-1")


def test_ticked_articles_are_split_off_together(ask: Ask, corpus: Path) -> None:
    page = follow(ask, ask(REVIEW, {"split": "1", "ticked": "daily-1", "about": "wire-1"}))
    assert "2 articles of this event" in page
    assert "Nothing was changed." in follow(ask, ask(REVIEW, {"split": "1", "about": "wire-1"}))
    assert len(standing(corpus)) == 1


def test_a_right_grouping_is_confirmed(ask: Ask) -> None:
    (choice,) = buttons(event_page(ask, "wire-1"), "merge")[:1]
    assert choice["articles"] == ["wire-1", "daily-1", "post-1"]
    assert "3 articles of this event" in decide(ask, choice)


def test_an_article_of_another_event_is_brought_in_and_kept_out(ask: Ask) -> None:
    page = event_page(ask, "wire-1")
    merge = next(b for b in buttons(page, "merge") if "daily-2" in b["articles"])
    (forbid,) = [b for b in buttons(page, "forbid") if "daily-2" in b["articles"]]
    assert "4 articles of this event" in decide(ask, merge)
    refused = decide(ask, forbid)
    assert "Nothing was changed." in refused
    assert "contradicts" in refused


def test_a_link_is_rejected_by_the_words_of_its_sentences(ask: Ask, corpus: Path) -> None:
    page = event_page(ask, "wire-1")
    choice = buttons(page, "unlink")[0]
    before = len(buttons(page, "unlink"))
    after = decide(ask, choice)
    assert len(buttons(after, "unlink")) == before - 1
    rule = standing(corpus)[0][1]
    assert isinstance(rule.a, Opening)  # type: ignore[attr-defined]
    assert len(rule.a.words.split()) >= 6  # type: ignore[attr-defined]


def test_a_pair_without_a_link_is_linked(ask: Ask) -> None:
    page = event_page(ask, "wire-1").split('id="unlinked"')[1]
    (choice, *_) = buttons(page, "link")
    assert "linked by a person" in decide(ask, choice)


def test_a_title_a_date_and_a_speaker_are_corrected(ask: Ask, corpus: Path) -> None:
    page = follow(ask, ask(REVIEW, {"rename": "wire-1", "title": "The ferry is back"}))
    assert '<h1 dir="auto">The ferry is back</h1>' in page
    page = follow(ask, ask(REVIEW, {"date": "post-1", "published post-1": "2021-09-12"}))
    assert 'value="2021-09-12"' in page
    key = re.search(r'name="speaker" value="(wire-1 \d+)"', page)
    assert key
    quote = re.search(rf'name="quote {key[1]}" value="([^"]*)"', page)
    assert quote
    form = {"speaker": key[1], f"quote {key[1]}": quote[1], f"name {key[1]}": "Ida Morrow"}
    page = follow(ask, ask(REVIEW, form))
    assert "Ida Morrow" in page
    assert [kind for kind, *_ in standing(corpus)] == ["rename", "date", "speaker"]


def test_undo_takes_back_the_last_change_and_only_that(ask: Ask, corpus: Path) -> None:
    (corpus / "overrides.toml").write_text("# ours\n")
    decide(ask, {"kind": "exclude", "article": "post-1"})
    decide(ask, {"kind": "exclude", "article": "daily-1"})
    assert "Undone." in follow(ask, ask(REVIEW, {"undo": "1"}))
    assert [rule.article for _, rule, *_ in standing(corpus)] == ["post-1"]  # type: ignore[attr-defined]
    follow(ask, ask(REVIEW, {"undo": "1"}))
    assert (corpus / "overrides.toml").read_text() == "# ours\n"
    assert "There is nothing to undo." in follow(ask, ask(REVIEW, {"undo": "1"}))


def test_a_decision_in_force_is_withdrawn(ask: Ask, corpus: Path) -> None:
    decide(ask, {"kind": "exclude", "article": "post-1"})
    page = ask(REVIEW).body.decode()
    assert 'name="withdraw" value="1"' in page
    assert "Withdrawn." in follow(ask, ask(REVIEW, {"withdraw": "1"}))
    assert standing(corpus) == []
    assert "Nothing was changed." in follow(ask, ask(REVIEW, {"withdraw": "7"}))
    assert "Nothing was changed." in follow(ask, ask(REVIEW, {"withdraw": "x"}))


def test_the_name_is_kept_from_one_decision_to_the_next(ask: Ask) -> None:
    assert 'name="author" value="R. Ames"' in follow(ask, ask(REVIEW, {"remember": "1", "author": "R. Ames"}))


@pytest.mark.parametrize(
    "form",
    [
        {"decide": "{"},
        {"decide": "[]"},
        {"decide": '{"kind": "burn"}'},
        {"decide": '{"kind": "exclude"}'},
        {"decide": '{"kind": "exclude", "article": "nobody"}'},
        {"rename": "wire-1", "title": " "},
        {"date": "post-1", "published post-1": "soon"},
    ],
)
def test_what_cannot_be_done_changes_nothing_and_is_said(ask: Ask, corpus: Path, form: dict[str, str]) -> None:
    assert "Nothing was changed." in follow(ask, ask(REVIEW, form))
    assert not (corpus / "overrides.toml").exists()


def test_the_site_stands_beside_the_review_and_leads_to_it(ask: Ask) -> None:
    assert 'href="/-review/">Review</a>' in ask("/").body.decode()
    event = re.search(r'href="/-review/e/(\w+)/"', ask(REVIEW).body.decode())
    assert event
    assert f'href="/-review/e/{event[1]}/">Review</a>' in ask(f"/e/{event[1]}/").body.decode()
    assert ask(f"{REVIEW}e/none/").status == 404
    assert ask(f"{REVIEW}review.css").kind.startswith("text/css")


def test_a_corpus_that_cannot_be_built_says_so(ask: Ask, corpus: Path) -> None:
    (corpus / "overrides.toml").write_text("[[merge]\n")
    assert "Nothing was changed." in decide(ask, {"kind": "exclude", "article": "post-1"})
