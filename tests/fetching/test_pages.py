"""Pages are kept as they came, once, and each version beside the other."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest

from compare.errors import OutputError


def test_a_page_is_kept_byte_for_byte_with_a_line_that_says_where_it_came_from(
    web: Any, fetch: Any, folder: Path, log: Any, answers: Any
) -> None:
    page = "<html>항구가 열렸다</html>".encode("cp949")
    web.on(
        "post.example/news/harbour-opens.html",
        answers.reply(200, page, content_type="text/html; charset=euc-kr", etag='"1"'),
    )
    summary = fetch(web.url("post.example/news/harbour-opens.html"))
    assert (folder / "post/2021-05-03-news-harbour-opens.html").read_bytes() == page
    assert log() == [
        {
            "file": "post/2021-05-03-news-harbour-opens.html",
            "url": web.url("post.example/news/harbour-opens.html"),
            "requested": web.url("post.example/news/harbour-opens.html"),
            "fetched": "2021-05-03T12:00:00+00:00",
            "status": 200,
            "content_type": "text/html; charset=euc-kr",
            "outlet": "post",
            "feed_date": None,
            "sha256": hashlib.sha256(page).hexdigest(),
            "etag": '"1"',
            "last_modified": None,
            "feed_changed": None,
        }
    ]
    assert summary.line() == "1 new page, 0 changed, 0 as before"


def test_a_second_run_asks_for_nothing_that_is_held(web: Any, fetch: Any, answers: Any) -> None:
    web.on("post.example/a", answers.reply(200, "<p>a"))
    fetch(web.url("post.example/a"))
    web.asked.clear()
    summary = fetch(web.url("post.example/a"))
    assert web.asked == []
    assert (summary.held, summary.new) == (1, [])


def test_a_changed_page_becomes_a_new_version_and_the_old_one_stays(
    web: Any, fetch: Any, folder: Path, log: Any, answers: Any
) -> None:
    web.on("post.example/a", answers.tagged("<p>one", '"1"'))
    fetch(web.url("post.example/a"))
    web.on("post.example/a", answers.tagged("<p>two", '"2"'))
    summary = fetch(web.url("post.example/a"), recheck=True)
    assert web.sent("post.example/a")["if-none-match"] == '"1"'
    assert [line["file"] for line in log()] == ["post/2021-05-03-a.html", "post/2021-05-03-a.v2.html"]
    assert (folder / "post/2021-05-03-a.html").read_text() == "<p>one"
    assert (folder / "post/2021-05-03-a.v2.html").read_text() == "<p>two"
    assert len(summary.changed) == 1
    web.on("post.example/a", answers.tagged("<p>three", '"3"'))
    fetch(web.url("post.example/a"), recheck=True)
    assert (folder / "post/2021-05-03-a.v3.html").read_text() == "<p>three"


@pytest.mark.parametrize("with_tag", [True, False])
def test_a_page_that_has_not_changed_makes_no_version(
    web: Any, fetch: Any, folder: Path, log: Any, answers: Any, *, with_tag: bool
) -> None:
    web.on("post.example/a", answers.tagged("<p>one", '"1"') if with_tag else answers.reply(200, "<p>one"))
    fetch(web.url("post.example/a"))
    summary = fetch(web.url("post.example/a"), recheck=True)
    assert (summary.unchanged, len(log()), len(list(folder.glob("post/*")))) == (1, 1, 1)


def test_last_modified_is_asked_with_where_there_is_no_tag(web: Any, fetch: Any, answers: Any) -> None:
    when = "Mon, 03 May 2021 10:00:00 GMT"
    web.on("post.example/a", answers.reply(200, "<p>a", last_modified=when), answers.reply(304))
    fetch(web.url("post.example/a"))
    assert fetch(web.url("post.example/a"), recheck=True).unchanged == 1
    assert web.sent("post.example/a")["if-modified-since"] == when


def test_a_page_whose_file_was_lost_is_asked_for_whole(web: Any, fetch: Any, folder: Path, answers: Any) -> None:
    web.on("post.example/a", answers.tagged("<p>one", '"1"'))
    fetch(web.url("post.example/a"))
    (folder / "post/2021-05-03-a.html").unlink()
    fetch(web.url("post.example/a"), recheck=True)
    assert "if-none-match" not in web.sent("post.example/a")
    assert [p.read_text() for p in folder.glob("post/*")] == ["<p>one"]


def test_two_addresses_with_one_name_make_two_files(web: Any, fetch: Any, folder: Path, answers: Any) -> None:
    for path in ("a!b", "a-b"):
        web.on(f"post.example/{path}", answers.reply(200, path))
    fetch(web.url("post.example/a!b"), web.url("post.example/a-b"))
    assert sorted(p.read_text() for p in folder.glob("post/*.html")) == ["a!b", "a-b"]


def test_a_file_that_stands_there_already_is_never_overwritten(
    web: Any, fetch: Any, folder: Path, answers: Any
) -> None:
    (folder / "post").mkdir()
    (folder / "post/2021-05-03-a.html").write_text("mine")
    web.on("post.example/a", answers.reply(200, "<p>theirs"))
    fetch(web.url("post.example/a"))
    assert (folder / "post/2021-05-03-a.html").read_text() == "mine"
    assert sorted(p.read_text() for p in folder.glob("post/*.html")) == ["<p>theirs", "mine"]


def test_a_page_written_before_a_stop_that_came_ahead_of_its_line_is_taken_up(
    web: Any, fetch: Any, folder: Path, log: Any, answers: Any
) -> None:
    (folder / "post").mkdir()
    (folder / "post/2021-05-03-a.html").write_text("<p>a")
    web.on("post.example/a", answers.reply(200, "<p>a"))
    fetch(web.url("post.example/a"))
    assert [line["file"] for line in log()] == ["post/2021-05-03-a.html"]
    assert len(list(folder.glob("post/*"))) == 1


def test_a_line_that_a_stop_cut_short_is_mended(web: Any, fetch: Any, folder: Path, log: Any, answers: Any) -> None:
    for path in ("a", "b"):
        web.on(f"post.example/{path}", answers.reply(200, path))
    fetch(web.url("post.example/a"))
    with (folder / "fetched.jsonl").open("ab") as file:
        file.write(b'{"file": "post/2021-05-03-b.ht')
    fetch(web.url("post.example/b"))
    assert [line["url"][-1] for line in log()] == ["a", "b"]


def test_a_whole_last_line_without_its_end_is_kept(web: Any, fetch: Any, folder: Path, log: Any, answers: Any) -> None:
    for path in ("a", "b"):
        web.on(f"post.example/{path}", answers.reply(200, path))
    fetch(web.url("post.example/a"))
    whole = (folder / "fetched.jsonl").read_bytes()
    (folder / "fetched.jsonl").write_bytes(whole.rstrip(b"\n"))
    fetch(web.url("post.example/b"))
    assert [line["url"][-1] for line in log()] == ["a", "b"]


def test_campaign_labels_make_no_second_page(web: Any, fetch: Any, log: Any, answers: Any) -> None:
    web.on("post.example/a", answers.reply(200, "<p>a"))
    web.on("post.example/a?utm_source=rss", answers.reply(200, "<p>a"))
    fetch(web.url("post.example/a"), web.url("post.example/a?utm_source=rss"), web.url("post.example/a#part"))
    assert len(log()) == 1


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (404, "no such page"),
        (410, "gone"),
        (403, "refused"),
        (401, "asks for a password"),
        (451, "barred by law"),
        (418, "status 418"),
    ],
)
def test_a_page_that_is_not_to_be_had_is_named_with_the_reason(
    web: Any, fetch: Any, log: Any, answers: Any, status: int, words: str
) -> None:
    web.on("post.example/a", answers.reply(status))
    web.on("post.example/b", answers.reply(200, "<p>b"))
    summary = fetch(web.url("post.example/a"), web.url("post.example/b"))
    assert [url for url, _ in summary.failed] == [web.url("post.example/a")]
    assert words in summary.failed[0][1]
    assert web.paths().count("post.example/a") == 1
    assert len(log()) == 1


@pytest.mark.parametrize("kind", ["application/pdf", "image/jpeg", "text/plain", "application/json"])
def test_what_is_no_page_is_not_kept(web: Any, fetch: Any, log: Any, answers: Any, kind: str) -> None:
    web.on("post.example/a", answers.reply(200, "%PDF", content_type=kind))
    summary = fetch(web.url("post.example/a"))
    assert summary.failed == [(web.url("post.example/a"), f"no page but {kind}")]
    assert log() == []


def test_an_unknown_outlet_is_named_by_its_host(web: Any, fetch: Any, log: Any, answers: Any) -> None:
    web.on("www.gazette.example/a", answers.reply(200, "<p>a"))
    fetch(web.url("www.gazette.example/a"))
    assert [(line["outlet"], line["file"]) for line in log()] == [
        ("gazette.example", "gazette.example/2021-05-03-a.html")
    ]


def test_the_user_agent_names_the_project_or_whoever_the_user_says(web: Any, fetch: Any, answers: Any) -> None:
    web.on("post.example/a", answers.reply(200, "<p>a"))
    fetch(web.url("post.example/a"))
    assert web.sent("post.example/a")["user-agent"].startswith("outlet-compare/")
    fetch(web.url("post.example/a"), recheck=True, user_agent="Lab/1 (lab@example.org)")
    assert web.sent("post.example/a")["user-agent"] == "Lab/1 (lab@example.org)"


def test_a_link_that_leads_nowhere_is_not_written_through(
    web: Any, fetch: Any, folder: Path, log: Any, answers: Any
) -> None:
    (folder / "post").mkdir()
    (folder / "post/2021-05-03-a.html").symlink_to(folder.parent / "outside.html")
    web.on("post.example/a", answers.reply(200, "<p>a"))
    fetch(web.url("post.example/a"))
    assert not (folder.parent / "outside.html").exists()
    assert (folder / log()[0]["file"]).read_text() == "<p>a"


def test_a_file_system_without_hard_links_will_do(
    web: Any, fetch: Any, folder: Path, answers: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr("os.link", refuse)
    web.on("post.example/a", answers.reply(200, "<p>a"))
    fetch(web.url("post.example/a"))
    assert (folder / "post/2021-05-03-a.html").read_text() == "<p>a"
    assert not list(folder.glob(".fetch/*.tmp"))


def test_a_disk_that_refuses_is_said_and_what_was_kept_stays(
    web: Any, fetch: Any, log: Any, answers: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in ("a", "b"):
        web.on(f"post.example/{path}", answers.reply(200, path))
    fetch(web.url("post.example/a"))

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OutputError, match="No space left on device"):
        fetch(web.url("post.example/b"))
    assert [line["url"][-1] for line in log()] == ["a"]
