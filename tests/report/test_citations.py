"""A citation is read by the programs that researchers use, whatever its headline holds."""

from __future__ import annotations

import json
from types import ModuleType
from typing import Any
from urllib.parse import unquote

import pytest
from pybtex.database import parse_string

from compare.report.article_page import cite_all
from compare.report.site import site_context

TITLES = [
    "Envoy says capital firmly backs harbour talks",
    "특사, 항만 회담 지지 밝혀",
    "Ødegård & Müller: 50% of «all» costs #1 $2 ~3 ^4 _5",
    "An open { brace, a closed } one, \\ and both {}",
    'He said: "no", she said: “yes”',
]
ALLOWED = {"id", "type", "title", "author", "container-title", "issued", "URL", "language", "note"}
"""Of the variables of CSL 1.0.2, those that we fill."""


@pytest.fixture
def cite(harbour: ModuleType) -> Any:
    """The headline, byline, date and address of an article -> the citation of its only sentence."""

    def made(headline: Any, byline: Any = "By Han Bora", published: Any = "2020-07-08T23:30+09:00", **more: Any) -> Any:
        article = harbour.article(
            "a", "wire", headline, published, [["Gulls - or terns - circled, 50% of them; lamps were lit."]],
            byline=byline, **more,
        )  # fmt: skip
        comparison = harbour.compare_by_hand((article,), [])
        site = harbour.a_site((article,), (comparison,))
        return cite_all(site_context(site).imprint, article, harbour.read(site, comparison).by_account[0])[0]

    return made


@pytest.mark.parametrize("title", TITLES)
def test_bibtex_is_parsed_to_one_entry_with_all_fields(cite: Any, title: str) -> None:
    (entry,) = parse_string(cite(title, url="https://wire.example/a?b={c}&d=%7B").bibtex, "bibtex").entries.values()
    assert entry.type == "misc"
    assert set(entry.fields) == {"title", "howpublished", "year", "month", "day", "note", "url"}
    assert (entry.fields["year"], entry.fields["month"], entry.fields["day"]) == ("2020", "July", "8")
    assert [str(person) for person in entry.persons["author"]] == ["{Han Bora}"]
    assert not set("{}\\") & set(entry.fields["url"])


def test_a_key_begins_with_a_letter_and_is_the_sentences_own(cite: Any) -> None:
    (key,) = parse_string(cite("Gulls").bibtex, "bibtex").entries
    assert key[0].isalpha()
    assert key.endswith("-1")
    assert json.loads(cite("Gulls").csl)[0]["id"] == key


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("published", [None, "2020-07-08", "2020-07-08T12:39+09:00"])
def test_csl_is_a_list_of_one_item_of_known_variables(cite: Any, title: str, published: Any) -> None:
    (item,) = json.loads(cite(title, published=published).csl)
    assert set(item) <= ALLOWED
    assert (item["type"], item["title"]) == ("article-newspaper", title)
    assert item["author"] == [{"literal": "Han Bora"}]
    if published:
        (parts,) = item["issued"]["date-parts"]
        assert parts == [int(part) for part in published[:10].split("-")]


def test_the_fragment_holds_nothing_that_would_end_it(cite: Any) -> None:
    source = cite("Gulls", url="https://wire.example/a").source
    address, _, fragment = source.partition("#:~:text=")
    assert address == "https://wire.example/a"
    assert not set("-&") & set(fragment)
    assert fragment.count(",") <= 1
    first, last = map(unquote, fragment.split(","))
    assert "Gulls - or terns - circled, 50% of them; lamps were lit.".startswith(first)
    assert "Gulls - or terns - circled, 50% of them; lamps were lit.".endswith(last)
