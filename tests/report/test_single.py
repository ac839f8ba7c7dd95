"""An event as one file: whole, with nothing beside it, and no link that leads nowhere."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path
from types import ModuleType

import pytest

from compare.errors import OutputError
from compare.publish import write_page
from compare.report import render_single


@pytest.fixture(scope="module")
def page(harbour: ModuleType, templates: str) -> str:
    return render_single(harbour.SITE, harbour.HARBOUR.event, [templates]).decode()


def test_the_style_is_inside_and_the_policy_allows_it_by_its_hash_alone(page: str) -> None:
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"content=\"default-src 'none'; style-src 'sha256-{digest}'\"" in page
    assert "<script" not in page
    assert "<link" not in page


def test_every_link_stays_on_the_page_or_leads_to_a_page_as_published(page: str) -> None:
    ids = set(re.findall(r' id="([^"]+)"', page))
    links = set(re.findall(r' href="([^"]+)"', page))
    assert {link for link in links if not link.startswith("#")} == {"https://wire.example/story?a=1&amp;b=2"}
    assert {link[1:] for link in links if link.startswith("#")} <= ids
    assert not re.search(r' src="', page)


def test_all_of_the_event_is_there(page: str, pages: dict[str, bytes], harbour: ModuleType) -> None:
    of_site = pages[f"e/{harbour.HARBOUR.event.id}/index.html"].decode()
    for anchor in re.findall(r' id="([sp]-[0-9a-f-]+)"', of_site):
        assert f' id="{anchor}"' in page


def test_the_page_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "new" / "page.html"
    write_page(b"one", target)
    write_page(b"two", target)
    assert target.read_bytes() == b"two"
    assert list(target.parent.iterdir()) == [target]
    with pytest.raises(OutputError, match=r"page\.html"):
        write_page(b"three", target / "page.html")
