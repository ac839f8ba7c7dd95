"""A site answers with its pages, from a folder or from memory, and with nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from compare.config import MANIFEST
from compare.serving.server import (
    Answer,
    Application,
    Request,
    guarded,
    in_folder,
    is_site,
    site_application,
)

PAGES = {"index.html": b"<p>Index", "e/1/index.html": b"<p>Event", "style.css": b"p {}"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    site = tmp_path / "site"
    for path, content in PAGES.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes(content)
    (tmp_path / "secret.txt").write_text("secret")
    return site


@pytest.fixture(params=["folder", "memory"])
def application(request: pytest.FixtureRequest, folder: Path) -> Application:
    find = in_folder(folder) if request.param == "folder" else PAGES.get
    return guarded(site_application(find), loopback=True)


def ask(application: Application, target: str, method: str = "GET", host: str = "localhost:8000") -> Answer:
    return application(Request(method, target, {"host": host}))


def test_pages_come_with_their_types(application: Application) -> None:
    index = ask(application, "/")
    assert (index.status, index.body, index.kind) == (200, b"<p>Index", "text/html; charset=utf-8")
    assert ask(application, "/e/1/").body == b"<p>Event"
    assert ask(application, "/style.css?v=1").kind == "text/css; charset=utf-8"


def test_a_folder_without_its_slash_leads_to_it(application: Application) -> None:
    found = ask(application, "/e/1")
    assert (found.status, found.headers["Location"]) == (301, "/e/1/")


@pytest.mark.parametrize("target", ["/none.html", "/../secret.txt", "/%2e%2e/secret.txt", "/e/", "/e", "//x"])
def test_what_is_not_there_is_not_found(application: Application, target: str) -> None:
    assert ask(application, target).status == 404


def test_a_site_is_only_read(application: Application) -> None:
    assert ask(application, "/", "HEAD").status == 200
    refused = ask(application, "/", "POST")
    assert (refused.status, refused.headers["Allow"]) == (405, "GET, HEAD")


def test_every_answer_bears_the_strict_headers(application: Application) -> None:
    for target in ("/", "/none"):
        headers = ask(application, target).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert headers["Cache-Control"] == "no-store"
    assert ask(application, "/").headers["Content-Security-Policy"].startswith("default-src 'none'")


@pytest.mark.parametrize("host", ["rebound.example:8000", "127.0.0.1.example", "", "localhost:8000.example"])
def test_a_name_that_leads_here_from_elsewhere_is_refused(application: Application, host: str) -> None:
    assert ask(application, "/", host=host).status == 421


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8000", "[::1]:8000", "LOCALHOST:1"])
def test_this_machine_has_several_names(application: Application, host: str) -> None:
    assert ask(application, "/", host=host).status == 200


def test_an_open_address_answers_to_any_name() -> None:
    application = guarded(site_application(PAGES.get), loopback=False)
    assert ask(application, "/", host="desk.example").status == 200


def test_no_link_leads_out_of_the_folder(folder: Path) -> None:
    (folder / "leak.txt").symlink_to(folder.parent / "secret.txt")
    (folder / "up").symlink_to(folder.parent)
    (folder / "loop").symlink_to("loop")
    (folder / "inside.html").symlink_to("index.html")
    find = in_folder(folder)
    assert find("leak.txt") is None
    assert find("up/secret.txt") is None
    assert find("loop") is None
    assert find("e") is None
    assert find("inside.html") == b"<p>Index"


def test_a_folder_that_a_build_replaces_shows_the_new_site(folder: Path) -> None:
    find = in_folder(folder)
    folder.rename(folder.with_name("old"))
    assert find("index.html") is None
    folder.mkdir()
    (folder / "index.html").write_bytes(b"new")
    assert find("index.html") == b"new"


def test_a_site_is_known_by_its_manifest(folder: Path) -> None:
    assert not is_site(folder)
    (folder / MANIFEST).write_text("{}")
    assert is_site(folder)
