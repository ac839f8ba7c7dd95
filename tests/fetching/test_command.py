"""``outlet-compare fetch``: what it prints, and how it ends."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from compare import read_corpus
from compare.cli import app


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["fetch", "--delay", "0", *map(str, arguments)])


@pytest.fixture
def local(web: Any, answers: Any) -> str:
    """The address of a page of this machine, by number: the command has no names of its own."""
    web.on("127.0.0.1/a", answers.reply(200, "<html><p>A page.</p></html>"))
    return f"http://127.0.0.1:{web.port}/"


def test_a_page_is_fetched_and_said(local: str, folder: Path) -> None:
    done = run(local + "a", "-o", folder, "--allow-private")
    assert done.exit_code == 0, done.output
    assert done.stdout == f"1 new page, 0 changed, 0 as before; in {folder}\n"
    assert (folder / "fetched.jsonl").exists()
    again = run(local + "a", "-o", folder, "--allow-private")
    assert again.stdout == f"0 new pages, 0 changed, 1 as before; in {folder}\n"


def test_what_was_not_got_is_listed_and_ends_with_3(local: str, folder: Path) -> None:
    done = run(local + "a", local + "b", "-o", folder, "--allow-private")
    assert done.exit_code == 3
    assert done.stderr == f"{local}b: no such page (status 404).\n"
    assert "1 not to be had" in done.stdout
    assert run(local + "b", local + "a", "-o", folder, "--allow-private", "--strict").exit_code == 2


@pytest.mark.parametrize("arguments", [("file:///etc/hostname",), ("http://127.0.0.1:9/a",), ("--feed", "nonsense")])
def test_nothing_got_at_all_ends_with_2(folder: Path, arguments: tuple[str, ...]) -> None:
    done = run(*arguments, "-o", folder)
    assert done.exit_code == 2
    assert arguments[-1] in done.stderr


def test_without_anything_to_fetch_the_mend_is_said(tmp_path: Path) -> None:
    done = run("-o", tmp_path / "new")
    assert done.exit_code == 2
    assert "There is nothing to fetch. Name addresses, --feed" in done.stderr


def test_the_feeds_of_a_table_are_fetched_and_of_the_folders_own_without_being_told(
    web: Any, answers: Any, local: str, tmp_path: Path
) -> None:
    table = f'[outlets.here]\nname = "Here"\ndomains = ["127.0.0.1"]\nfetch.feeds = ["{local}rss"]\n'
    web.on(
        "127.0.0.1/rss",
        answers.feed(answers.item(local + "a", "2021-05-01"), answers.item(local + "old", "2021-04-01")),
    )
    config = tmp_path / "my.toml"
    config.write_text(table, encoding="utf-8")
    options = ("--allow-private", "--since", "2021-05-01", "--user-agent", "Lab")
    done = run("--outlets", config, "-o", tmp_path / "one", *options)
    assert (done.exit_code, done.stdout[:10]) == (0, "1 new page"), done.output
    assert [p.name for p in (tmp_path / "one" / "here").iterdir()] == ["2021-05-01-a.html"]
    (tmp_path / "two").mkdir()
    config.rename(tmp_path / "two" / "outlets.toml")
    assert run("-o", tmp_path / "two", *options).stdout[:10] == "1 new page"
    assert run("-o", tmp_path / "two", "--outlet", "yonha", *options).exit_code == 2


def test_a_configuration_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    (tmp_path / "my.toml").write_text("[outlets.x]\nnam = 1\n", encoding="utf-8")
    done = run("--outlets", tmp_path / "my.toml", "-o", tmp_path / "new")
    assert done.exit_code == 2
    assert "my.toml" in done.stderr


def test_pages_of_a_host_that_closed_end_with_3(web: Any, answers: Any, local: str, folder: Path) -> None:
    web.on("127.0.0.1/rss", answers.feed(answers.item(local + "b")))
    web.on("127.0.0.1/b", answers.reply(429, retry_after="9999"))
    done = run("--feed", local + "rss", "-o", folder, "--allow-private")
    assert done.exit_code == 3
    assert "Left for another run: 1 page" in done.stderr


def test_names_of_hosts_cannot_move_the_cursor(folder: Path) -> None:
    done = run("http://a\x1b[2J/", "-o", folder)
    assert "\x1b" not in done.stderr


def test_the_folder_that_was_fetched_into_is_a_corpus(web: Any, fetch: Any, folder: Path, answers: Any) -> None:
    """The page says neither its date nor whose it is: its line in ``fetched.jsonl`` does."""
    words = "The harbour of Port Hale opened on Monday after nine weeks of repairs, the harbour office said. " * 4
    page = f"<html><head><title>Harbour opens</title></head><body><article><h1>Harbour opens</h1><p>{words}</p></article></body></html>"
    web.on("post.example/rss", answers.feed(answers.item(web.url("post.example/harbour"), "2021-05-01 09:00")))
    web.on("post.example/harbour", answers.reply(200, page))
    fetch(feeds=[web.url("post.example/rss")])
    corpus = read_corpus([folder])
    assert corpus.unreadable == ()
    (article,) = corpus.articles
    assert (article.outlet_id, article.url) == ("post", web.url("post.example/harbour"))
    assert article.published
    assert article.published.iso == "2021-05-01T09:00+09:00"
