"""The feed is valid Atom and leads to the events."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections import Counter
from types import ModuleType

import msgspec
import pytest

from compare.builder import render
from compare.config import Config, SiteConfig

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def feed(pages: dict[str, bytes]) -> ET.Element:
    return ET.fromstring(pages["feed.xml"])  # noqa: S314 - our own


def texts(element: ET.Element, name: str) -> list[str]:
    return [found.text or "" for found in element.iter(f"{ATOM}{name}")]


def test_it_has_what_atom_requires(feed: ET.Element) -> None:
    for element in (feed, *feed.iter(f"{ATOM}entry")):
        for required in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{required}")) == 1
    assert texts(feed, "name") == ["Outlet Compare"]
    assert all(found.startswith("urn:uuid:") for found in texts(feed, "id"))


RULES = {  # RFC 4287, sections 4.1.1 and 4.1.2: how often each child may stand there
    "feed": {"id": (1, 1), "title": (1, 1), "updated": (1, 1), "author": (1, 99), "link": (1, 99), "entry": (1, 50)},
    "entry": {"id": (1, 1), "title": (1, 1), "updated": (1, 1), "link": (1, 99), "summary": (0, 1)},
    "author": {"name": (1, 1)},
}
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


def broken_rules(feed: ET.Element) -> list[str]:
    """What the feed does against RFC 4287."""
    broken = []
    for element in feed.iter():
        name = element.tag.removeprefix(ATOM)
        if name in RULES:
            found = Counter(child.tag.removeprefix(ATOM) for child in element)
            broken += [f"{child} in {name}" for child in found if child not in RULES[name]]
            broken += [
                f"{n} {child} in {name}"
                for child, (low, high) in RULES[name].items()
                if not low <= (n := found[child]) <= high
            ]
        elif len(element):
            broken.append(f"children of {name}")
        if name == "updated" and not RFC_3339.fullmatch(element.text or ""):
            broken.append(f"updated {element.text}")
        if name == "link" and not element.get("href"):
            broken.append("link without href")
        if name in {"title", "name", "id"} and not (element.text or "").strip():
            broken.append(f"empty {name}")
    for holder in (feed, *feed.iter(f"{ATOM}entry")):
        kinds = Counter(
            (link.get("rel"), link.get("type"), link.get("hreflang")) for link in holder.findall(f"{ATOM}link")
        )
        broken += [f"{kind} twice" for kind, times in kinds.items() if times > 1]
    ids = Counter(entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry"))
    return broken + [f"{name} twice" for name, times in ids.items() if times > 1]


def test_it_keeps_the_rules_of_atom(feed: ET.Element, hostile: dict[str, bytes], large_pages: dict[str, bytes]) -> None:
    assert broken_rules(feed) == []
    for made in (hostile, large_pages):
        assert broken_rules(ET.fromstring(made["feed.xml"])) == []  # noqa: S314 - our own


def test_a_feed_that_breaks_them_is_found_out() -> None:
    wrong = "<feed xmlns='http://www.w3.org/2005/Atom'><id/><title>x</title><updated>8 July</updated><entry/></feed>"
    broken = broken_rules(ET.fromstring(wrong))  # noqa: S314 - our own
    assert {"empty id", "updated 8 July", "0 author in feed", "0 id in entry"} <= set(broken)


def test_an_entry_is_dated_by_its_last_publication_in_utc(feed: ET.Element) -> None:
    assert texts(feed, "updated") == ["2020-07-08T22:00:00Z"] * 2


def test_an_entry_counts_and_carries_the_notices(harbour: ModuleType, feed: ET.Element) -> None:
    (summary,) = texts(feed, "summary")
    assert summary.startswith(
        "3 outlets, 2 independent origins: Example Wire, Example Daily, Example Ilbo. 3 may conflict"
    )
    assert harbour.WIRE.notices[0] in summary


def test_addresses_are_absolute_where_the_site_knows_its_own(harbour: ModuleType, templates: str) -> None:
    config = Config(site=SiteConfig(base_url="https://news.example/compare"))
    made = render(msgspec.structs.replace(harbour.SITE, config=config), [templates])
    links = [link.get("href") for link in ET.fromstring(made["feed.xml"]).iter(f"{ATOM}link")]  # noqa: S314 - our own
    assert f"https://news.example/compare/e/{harbour.HARBOUR.event.id}/index.html" in links
    assert all(link and link.startswith("https://news.example/compare/") for link in links)


def test_without_a_dated_event_there_is_no_feed_and_no_link_to_one(harbour: ModuleType, templates: str) -> None:
    made = render(harbour.a_site((harbour.LOOSE,), (harbour.ALONE,)), [templates])
    assert "feed.xml" not in made
    assert b"feed.xml" not in made["index.html"]


def test_hostile_text_does_not_break_it(harbour: ModuleType, templates: str) -> None:
    pair = [
        harbour.article(str(n), outlet, "</title>\x00 & <b> \ud83d", "2020-07-08", [["Gulls."]])
        for n, outlet in enumerate(("wire", "post"))
    ]
    made = render(harbour.a_site(pair, [harbour.compare_by_hand(pair, [], title_of="0")]), [templates])
    assert "</title>⟦U+0000⟧ & <b> ⟦U+D83D⟧" in texts(ET.fromstring(made["feed.xml"]), "title")  # noqa: S314 - our own
