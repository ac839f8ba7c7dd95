"""Versions of one story: what was changed, added, taken out, word by word, and nothing else."""

from __future__ import annotations

import re
from types import ModuleType
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.builder import render
from compare.config import Config, SiteConfig
from compare.model import Origin
from compare.report.account_sources import changes


def side(before: str, after: str, fate: str) -> str:
    return "".join(piece.text for piece in changes(before, after) if piece.fate in ("kept", fate))


def test_a_changed_word_is_struck_and_written_anew() -> None:
    assert [tuple(c) for c in changes("At least 19 people were hurt.", "At least 27 people were hurt.")] == [
        ("At least ", "kept"),
        ("19 ", "out"),
        ("27 ", "in"),
        ("people were hurt.", "kept"),
    ]


def test_white_space_is_no_change() -> None:
    assert {c.fate for c in changes("Two  ships\nmet.", "Two ships met.")} == {"kept"}


def test_a_lone_function_word_between_changes_belongs_to_them() -> None:
    found = changes("He spoke calmly of rain yesterday.", "He spoke angrily of snow yesterday.")
    assert [c.text for c in found if c.fate != "kept"] == ["calmly of rain ", "angrily of snow "]


@given(
    st.lists(st.sampled_from(["the", "of", "ship", "sank", ",", ".", "19", "27"]), max_size=12).map(" ".join), st.data()
)
def test_both_versions_can_be_read_out_of_the_changes(before: str, data: Any) -> None:
    after = data.draw(
        st.lists(st.sampled_from(["the", "of", "ship", "sank", ",", ".", "19", "27"]), max_size=12).map(" ".join)
    )
    assert "".join(side(before, after, "out").split()) == "".join(before.split())
    assert "".join(side(before, after, "in").split()) == "".join(after.split())


@pytest.fixture
def versions(harbour: ModuleType, templates: str) -> Any:
    """Two versions of one story, and the page of their event."""

    def make(times: tuple[str, str] = ("T09:00+09:00", "T12:00+09:00"), **site: Any) -> str:
        first = harbour.article(
            "first", "wire", "Ferry hits pier", f"2020-07-08{times[0]}",
            [["At least 19 people were hurt.", "The cause is unknown.", "Fog lay over the bay.", "The pier is old."]],
        )  # fmt: skip
        second = harbour.article(
            "second", "wire", "Ferry hits pier", f"2020-07-08{times[1]}",
            [["At least 27 people were hurt.", "The captain was questioned.", "Fog lay over the bay."]], version="2nd LD",
        )  # fmt: skip
        f, s = first.sentences, second.sentences
        groups = [
            [harbour.link(f[0], s[0]), harbour.link(f[3], s[0], "partial", 0.4)],
            [harbour.link(f[2], s[2], "same", 1.0)],
        ]
        origins = (Origin("first", "first", "own", "wire"), Origin("first", "second", "version", "wire"))
        event = harbour.compare_by_hand((first, second), groups, title_of="first", origins=origins)
        made = render(harbour.a_site((first, second), (event,), config=Config(site=SiteConfig(**site))), [templates])
        html = made[f"e/{event.event.id}/index.html"].decode()
        return html.partition('id="changes-2">')[2].partition("</details>")[0]

    return make


def test_the_changes_stand_in_order_and_are_counted(versions: Any) -> None:
    html = versions()
    said = " ".join(html.split())
    assert "1 sentence changed, 1 sentence added, 2 sentences taken out, 1 sentence unchanged." in said
    assert re.findall(r"<(ins|del)>(.*?)</", html)[2:] == [
        ("del", "19"),
        ("ins", "27"),
        ("ins", "The captain was questioned."),
        ("del", "The cause is unknown."),
        ("del", "The pier is old."),
    ]
    assert "Fog lay" not in html
    assert "What Example Wire (12:00) changed since Example Wire (09:00) (2nd LD)" in said


def test_without_full_text_what_came_and_went_is_counted_only(versions: Any) -> None:
    html = versions(full_text=False)
    assert "captain" not in html
    assert "cause" not in html
    assert html.count("not reprinted here") == 2
    assert "<del>19</del> <ins>27</ins> people" in html


def test_an_event_without_versions_has_no_such_section(harbour: ModuleType, templates: str) -> None:
    own = msgspec.structs.replace(harbour.HARBOUR, origins=())
    site = harbour.a_site((harbour.WIRE, harbour.DAILY, harbour.ILBO, harbour.LATE), (own,))
    assert b'id="changes-' not in render(site, [templates])[f"e/{own.event.id}/index.html"]


@pytest.mark.parametrize("times", [("", "T12:00+09:00"), ("", ""), ("T12:00+09:00", "T12:00+09:00")])
def test_versions_whose_order_is_not_known_are_not_told_as_changes(versions: Any, times: tuple[str, str]) -> None:
    assert versions(times) == ""
