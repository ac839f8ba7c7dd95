"""The feed is valid Atom and leads to the events."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from types import ModuleType

import msgspec
import pytest

from compare.config import Config, SiteConfig
from compare.report import render

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
