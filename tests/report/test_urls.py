"""Addresses hang on what is said, not on where it stands."""

from __future__ import annotations

import pytest

from compare.report.urls import body_digest, web_address
from compare.text.anchors import sentence_anchors


def test_an_anchor_survives_a_sentence_put_before_it() -> None:
    assert sentence_anchors("a", ["new", "old"])[1] == sentence_anchors("a", ["old"])[0]


def test_the_same_sentence_in_two_articles_has_two_anchors() -> None:
    assert sentence_anchors("a", ["old"]) != sentence_anchors("b", ["old"])


def test_a_sentence_that_repeats_is_numbered_from_the_second_on() -> None:
    first, second, third = sentence_anchors("a", ["old", "old", "old"])
    assert (second, third) == (f"{first}-2", f"{first}-3")
    assert first.startswith("s-")


def test_text_that_is_not_unicode_proper_still_has_an_address() -> None:
    assert sentence_anchors("a", ["\ud800"])
    assert len(body_digest("\ud800")) == 64


@pytest.mark.parametrize("url", ["https://example.org/a?b=1", "http://example.org"])
def test_pages_of_the_web_become_links(url: str | None) -> None:
    assert web_address(url) == url


@pytest.mark.parametrize(
    "url", [None, "", "javascript:alert(1)", "data:text/html,x", "//example.org", "https:", "http://[", "a.txt"]
)
def test_nothing_else_becomes_a_link(url: str | None) -> None:
    assert web_address(url) is None
