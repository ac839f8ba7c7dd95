"""What is asked for names a path inside the site, or nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.serving.server import content_type, site_path


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("/", ""),
        ("/index.html", "index.html"),
        ("/e/1/", "e/1/"),
        ("/e/1/?from=2#s-3", "e/1/"),
        ("/e/%EA%B9%80.html", "e/김.html"),
        ("/a%20b.html", "a b.html"),
    ],
)
def test_a_plain_target_names_its_path(target: str, path: str) -> None:
    assert site_path(target) == path


@pytest.mark.parametrize(
    "target",
    [
        "/../secret",
        "/e/../../secret",
        "/%2e%2e/secret",
        "/e/%2E./secret",
        "/..%2fsecret",
        "/..%5csecret",
        "/..\\secret",
        "//etc/passwd",
        "/e//x",
        "/./x",
        "/.git/config",
        "/e/.hidden",
        "/C:/x",
        "/x%00.html",
        "/x%0a.html",
        "/%ff",
        "http://elsewhere.example/",
        "*",
        "",
    ],
)
def test_a_target_that_could_lead_elsewhere_names_nothing(target: str) -> None:
    assert site_path(target) is None


def test_a_path_is_decoded_once() -> None:
    assert site_path("/%252e%252e/x") == "%2e%2e/x"


@given(st.text())
def test_no_target_leads_out(target: str) -> None:
    path = site_path("/" + target)
    assert path is None or not {"..", "."} & set(path.split("/"))
    assert path is None or not path.startswith("/")


def test_content_types_are_the_same_on_every_machine() -> None:
    assert content_type("e/1/index.html") == "text/html; charset=utf-8"
    assert content_type("feed.xml") == "application/atom+xml"
    assert content_type("site.JS") == "text/javascript; charset=utf-8"
    assert content_type("CNAME") == "application/octet-stream"
