"""The search index: small, whole, safe, and without a sentence of any article."""

from __future__ import annotations

import json
import re
from types import ModuleType
from typing import Any

import pytest

from compare.builder import render
from compare.report import search


def entries(pages: dict[str, bytes]) -> list[list[str]]:
    found = []
    for path in sorted(path for path in pages if re.fullmatch(r"search-\d+\.js", path)):
        script = pages[path].decode()
        body = re.fullmatch(r"\(window\.OUTLET_COMPARE \|\|= \[\]\)\.push\((.*)\);\n", script)
        assert body, path
        found += [line.split("\t") for line in json.loads(body[1]).split("\n")]
    return found


def test_there_is_a_line_for_every_event_and_lone_article_newest_first_and_undated_last(
    harbour: ModuleType, pages: dict[str, bytes]
) -> None:
    later, first, undated = entries(pages)
    assert first[:5] == [
        harbour.HARBOUR.event.id,
        "2020-07-08",
        "8–9 July 2020",
        "Example Wire|Example Daily|Example Ilbo",
        harbour.WIRE.headline,
    ]
    assert "Envoy leaves" in first[5]
    assert "Osan Air Base" in first[5]
    assert [later[0], later[1]] == [harbour.DEPARTURE.event.id, "2020-09-09"]
    assert undated == [harbour.ALONE.event.id, "", "no date given", "outlet not given", "", "", "alone"]
    assert [first[6], later[6]] == ["", "alone"]


def test_no_sentence_is_in_it(harbour: ModuleType, pages: dict[str, bytes]) -> None:
    text = pages["search-1.js"].decode()
    assert [s.text for a in harbour.SITE.corpus.articles for s in a.sentences if s.text in text] == []


def test_what_parts_the_fields_or_turns_the_text_is_made_harmless(harbour: ModuleType, templates: str) -> None:
    one = harbour.article("1", "a|b", "Tab\there\nand \u202eturned | </script>", "2020-07-08", [["Gulls."]])
    site = harbour.a_site((one,), (harbour.compare_by_hand((one,), [], title_of="1"),), outlets={})
    (line,) = entries(render(site, [templates]))
    assert line[3:] == ["a b", "Tab here and ⟦U+202E⟧turned </script>", "", "alone"]


def test_a_long_index_is_parted(
    harbour: ModuleType, templates: str, monkeypatch: pytest.MonkeyPatch, pages: dict[str, bytes]
) -> None:
    monkeypatch.setattr(search, "PER_FILE", 2)
    parted = render(harbour.SITE, [templates])
    assert {"search-1.js", "search-2.js"} <= parted.keys()
    assert entries(parted) == entries(pages)
    assert b'<script src="search-2.js">' in parted["search.html"]


def test_the_script_is_small(pages: dict[str, bytes]) -> None:
    assert len(pages["site.js"]) <= 10_000


def test_without_any_article_there_is_nothing_to_find(harbour: ModuleType, templates: str) -> None:
    made: Any = render(harbour.a_site((), ()), [templates])
    assert b"Search" in made["search.html"]
    assert entries(made) == [[""]]
