"""The search index: small, whole, safe, loaded in pieces; and as ``search.js`` reads it."""

from __future__ import annotations

import base64
import json
import re
from types import ModuleType
from typing import Any

import pytest

from compare.builder import render
from compare.config import Config, SiteConfig
from compare.report.search import WORD_FILE_BYTES, _code, fold, hash_term, index_terms


def data(content: bytes) -> Any:
    script = content.decode()
    body = re.fullmatch(r'OUTLET_COMPARE\.put\("[\w-]+",(.*)\);\n', script, re.DOTALL)
    assert body
    return json.loads(body[1])


def numbers(code: str) -> list[int]:
    """The events of a word, decoded as ``search.js`` does."""
    if code.startswith("!"):
        bits = base64.b64decode(code[1:])
        return [8 * k + bit for k, byte in enumerate(bits) for bit in range(8) if byte >> bit & 1]
    at, found = 0, []
    for step in code.split(","):
        at += int(step, 36)
        found.append(at)
    return found


def find(pages: dict[str, bytes], word: str) -> list[str]:
    """The titles of the events with the word."""
    files = [path for path in pages if path.startswith("search/w-")]
    rows = [row for path in sorted(p for p in pages if p.startswith("search/e-")) for row in data(pages[path])]
    (term,) = index_terms(word)
    code = data(pages[f"search/w-{hash_term(term) % len(files)}.js"]).get(term)
    return [rows[n][1] for n in numbers(code)] if code else []


def test_events_and_lone_articles_are_listed_newest_first_and_undated_last(
    harbour: ModuleType, pages: dict[str, bytes]
) -> None:
    later, first, undated = data(pages["search/e-0.js"])
    outlets = "Example Wire, Example Daily, Example Ilbo"
    assert first == [harbour.HARBOUR.event.id, harbour.WIRE.headline, "8–9 July 2020", outlets, 0]
    assert later[0] == harbour.DEPARTURE.event.id
    assert undated == [harbour.ALONE.event.id, "", "no date given", "outlet not given", 1]
    filters = data(pages["search/filters.js"])
    assert filters["days"] == "20200909,20200708,"
    assert [filters["names"][int(n)] for n in filters["outlets"].split(",")[0].split(".")] == ["Example Post"]


def test_an_event_is_found_by_every_word_of_its_texts_and_headlines(
    harbour: ModuleType, pages: dict[str, bytes]
) -> None:
    assert find(pages, "gulls") == [harbour.WIRE.headline]
    assert find(pages, "firmly") == [harbour.WIRE.headline]
    assert find(pages, "특사") == [harbour.WIRE.headline]
    assert find(pages, "envoy") == [harbour.SEPTEMBER.headline, harbour.WIRE.headline]
    assert find(pages, "submarine") == []


def test_an_events_text_leads_to_its_sentences(harbour: ModuleType, pages: dict[str, bytes]) -> None:
    accounts = data(pages[f"e/{harbour.HARBOUR.event.id}/text.js"])
    assert [account[0] for account in accounts][:2] == ["Example Wire", "Example Daily 8 July"]
    for _, page, _, told in accounts:
        html = pages[page].decode()
        assert all(f'id="{anchor}"' in html for anchor, _, _ in told)


def test_without_full_text_nothing_that_is_not_reprinted_is_found(harbour: ModuleType, templates: str) -> None:
    config = Config(site=SiteConfig(full_text=False))
    made = render(harbour.a_site(harbour.SITE.corpus.articles[:4], (harbour.HARBOUR,), config=config), [templates])
    assert find(made, "gulls") == []
    assert find(made, "delegation") == [harbour.WIRE.headline]
    assert b"Gulls circled" not in made[f"e/{harbour.HARBOUR.event.id}/text.js"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ferries’ harbours pass", ["ferrie", "harbour", "pass"]),
        ("Café U.S. a 12th", ["cafe", "12th"]),
        ("서울에서 열린 회", ["서울", "울에", "에서", "열린", "회"]),
        ("2020년", ["년"]),
    ],
)
def test_words_are_folded_and_hangul_is_parted_by_syllables(text: str, found: list[str]) -> None:
    assert list(index_terms(text)) == found


def test_folding_keeps_hangul_whole() -> None:
    assert fold("İ É 서울 ﬁ") == "i e 서울 fi"


@pytest.mark.parametrize("places", [[0], [3, 4, 90], list(range(100)), list(range(0, 100, 2)), [99]])
def test_places_are_coded_in_little_room_and_read_again(places: list[int]) -> None:
    code = _code(places, 100)
    assert numbers(code) == places
    assert len(code) <= 25


def test_text_cannot_leave_its_script(harbour: ModuleType, templates: str) -> None:
    one = harbour.article("1", "a|b", "Tab\there\nand \u202eturned | </script>", "2020-07-08", [["Gulls."]])
    site = harbour.a_site((one,), (harbour.compare_by_hand((one,), [], title_of="1"),), outlets={})
    made = render(site, [templates])
    assert data(made["search/e-0.js"])[0][1] == "Tab here and ⟦U+202E⟧turned | </script>"


def test_ten_thousand_events_are_parted_so_that_a_query_stays_light() -> None:
    events, words = 10_000, 300
    total = events * words * 2.2
    files = 1
    while files * WORD_FILE_BYTES < total:
        files *= 2
    listed, texts = 8 * 50 * 120, 180_000
    assert 2 * total / files + listed + texts < 300_000


def test_the_scripts_are_small(pages: dict[str, bytes]) -> None:
    assert len(pages["site.js"]) <= 5_000
    assert len(pages["search.js"]) <= 11_000


def test_without_any_article_there_is_nothing_to_find(harbour: ModuleType, templates: str) -> None:
    made: Any = render(harbour.a_site((), ()), [templates])
    assert b"Search" in made["search.html"]
    assert data(made["search/w-0.js"]) == {}
