"""A page that does not hold the whole article is said to be none wherever a sentence is missing from it."""

from __future__ import annotations

import json
from types import ModuleType

import msgspec

from compare.builder import render

REASON = "behind a paywall: 61 words are on the page"


def test_what_is_missing_from_part_of_an_article_is_not_held_against_it(harbour: ModuleType, templates: str) -> None:
    articles = (
        harbour.article(
            "a", "wire", "Ferries to run", "2020-07-08", [["The council voted on Monday."], ["It rained."]]
        ),
        msgspec.structs.replace(
            harbour.article("b", "daily", "Ferries", "2020-07-08", [["The council voted on Monday."]]), truncated=REASON
        ),
        harbour.article("c", "ilbo", "Boats", "2020-07-08", [["The council voted on Monday."], ["It rained."]]),
    )
    a, _, c = articles
    links = [[harbour.link(a.sentences[n], c.sentences[n], "same", 1.0)] for n in (0, 1)]
    event = harbour.compare_by_hand(articles, links, title_of="a")
    pages = render(harbour.a_site(articles, (event,)), [templates])
    folder = f"e/{event.event.id}"
    page = pages[f"{folder}/index.html"].decode()
    assert " ".join(page.split()).count(f"not read whole: <bdi>{REASON}</bdi>") == 1
    assert "Not read whole: <bdi>Example Daily</bdi>." in " ".join(page.split())
    assert "1 article not read whole" in " ".join(pages["index.html"].decode().split())
    stated = {a["id"]: a["truncated"] for a in json.loads(pages[f"{folder}/event.json"])["articles"]}
    assert stated == {"a": None, "b": REASON, "c": None}
