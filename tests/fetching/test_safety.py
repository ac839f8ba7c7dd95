"""Nothing but public machines is asked, nothing but the folder is written."""

from __future__ import annotations

import socket
import ssl
import string
from pathlib import Path
from typing import Any

import pytest
import trustme
from hypothesis import given
from hypothesis import strategies as st

from compare.errors import CorpusError, OutputError
from compare.fetching.http import FetchError, is_public, normalise, resolve
from compare.fetching.store import folder_name, page_stem
from compare.publish.write import locked


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",  # noqa: S104
        "224.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:db8::1", "fec0::1",
    ],
)  # fmt: skip
def test_an_address_that_is_not_public_is_known(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "203.248.252.2", "2606:4700:4700::1111", "::ffff:1.1.1.1"])
def test_a_public_address_is_known(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f.1", "127.1", "[::ffff:127.0.0.1]"]
)
def test_this_machine_is_not_asked_however_it_is_written(web: Any, fetch: Any, log: Any, host: str) -> None:
    summary = fetch(f"http://{host}:{web.port}/a", allow_private=False, resolve=resolve)
    assert len(summary.failed) == 1
    assert web.asked == []
    assert log() == []


def test_a_name_that_means_this_machine_is_not_asked(web: Any, fetch: Any, answers: Any) -> None:
    web.on("post.example/a", answers.reply(200, "<p>a"))
    summary = fetch(web.url("post.example/a"), allow_private=False)
    told = "post.example (127.0.0.1) has no public address; --allow-private asks it all the same"
    assert summary.failed == [(web.url("post.example/a"), told)]
    assert web.asked == []


def test_one_private_address_among_public_ones_is_enough(web: Any, fetch: Any) -> None:
    summary = fetch(web.url("post.example/a"), allow_private=False, resolve=lambda *_: ["1.1.1.1", "127.0.0.1"])
    assert "(127.0.0.1) has no public address" in summary.failed[0][1]


def test_a_name_that_changes_its_meaning_gains_nothing(web: Any, fetch: Any, answers: Any) -> None:
    """Names of tests mean nothing to the system, so a connection goes to the numbers that were judged, or nowhere."""
    looked_up: list[str] = []

    def rebinding(host: str, _port: int) -> list[str]:
        looked_up.append(host)
        return ["127.0.0.1"]

    web.on("post.example/a", answers.reply(200, "<p>a"))
    assert len(fetch(web.url("post.example/a"), resolve=rebinding).new) == 1
    assert len(looked_up) == web.connections
    assert "no public address" in fetch(web.url("post.example/b"), resolve=rebinding, allow_private=False).failed[0][1]


@pytest.mark.parametrize(
    "url",
    ["file:///etc/hostname", "ftp://post.example/a", "data:text/html,a", "//post.example/a", "post.example/a", "/etc/hostname",
     "http://", "http://user:secret@post.example/a", "http://post.example:99999/a", "http://[::1/a", "http://a b/", "http://xn--/\ud800", ""],
)  # fmt: skip
def test_an_address_that_is_no_web_page_is_refused(fetch: Any, url: str) -> None:
    summary = fetch(url)
    assert [address for address, _ in summary.failed] == [url]
    assert not summary.got_something


@given(st.text(max_size=200), st.text(max_size=60))
def test_any_text_makes_a_plain_address_or_none(text: str, base: str) -> None:
    try:
        url = normalise(text, base and f"http://post.example/{base}")
    except FetchError:
        return
    assert url.isascii()
    assert url.startswith(("http://", "https://"))
    assert normalise(url) == url


@given(st.text(max_size=300))
def test_any_address_makes_a_file_name_that_stays_in_its_folder(text: str) -> None:
    allowed = set(string.ascii_lowercase + string.digits + "-")
    stem = page_stem("2021-05-03", f"http://post.example/{text}")
    assert set(stem) <= allowed
    assert len(stem) <= 100
    name = folder_name(text)
    assert set(name) <= set(string.ascii_letters + string.digits + "-_.")
    assert name.strip(".")


@pytest.mark.parametrize(
    "path", ["../../x", "%2e%2e%2f%2e%2e%2fx", "..%5c..%5cx", "a%00b", "con", "~root", "%ff%fe", "a" * 900]
)
def test_no_address_writes_outside_the_folder(
    web: Any, fetch: Any, folder: Path, log: Any, answers: Any, path: str
) -> None:
    url = normalise(web.url(f"post.example/{path}"))
    web.on(f"post.example/{url.split('/', 3)[3]}", answers.reply(200, "<p>x"))
    fetch(url)
    (line,) = log()
    assert (folder / line["file"]).resolve().parent == folder / "post"
    assert {p.name for p in folder.parent.iterdir()} == {"corpus"}


def test_an_outlets_folder_that_is_a_link_out_is_refused(web: Any, fetch: Any, folder: Path, answers: Any) -> None:
    outside = folder.parent / "outside"
    outside.mkdir()
    (folder / "post").symlink_to(outside)
    web.on("post.example/a", answers.reply(200, "<p>a"))
    with pytest.raises(OutputError, match="leads out"):
        fetch(web.url("post.example/a"))
    assert list(outside.iterdir()) == []


def test_an_outlets_name_cannot_lead_out(web: Any, fetch: Any, folder: Path, log: Any, answers: Any) -> None:
    with (folder / "outlets.toml").open("a") as table:
        table.write('\n[outlets."../../evil"]\nname = "E"\ndomains = ["evil.example"]\n')
    web.on("evil.example/a", answers.reply(200, "<p>a"))
    fetch(web.url("evil.example/a"))
    assert [line["file"] for line in log()] == ["evil/2021-05-03-a.html"]


def test_a_file_where_a_folder_should_be_is_said(fetch: Any, folder: Path, web: Any, answers: Any) -> None:
    web.on("post.example/a", answers.reply(200, "<p>a"))
    (folder / "post").write_text("in the way")
    with pytest.raises(OutputError, match="Cannot be written"):
        fetch(web.url("post.example/a"))


def test_a_log_that_somebody_changed_is_named_with_its_line(fetch: Any, folder: Path, web: Any) -> None:
    (folder / "fetched.jsonl").write_text('{"file": 1}\n{"file": "b"}\n{}\n')
    with pytest.raises(CorpusError, match=r"fetched\.jsonl:1: not a line that fetch writes"):
        fetch(web.url("post.example/a"))


def test_two_runs_at_once_are_refused(fetch: Any, folder: Path, web: Any) -> None:
    with locked(folder), pytest.raises(OutputError, match="Another run"):
        fetch(web.url("post.example/a"))


@pytest.mark.parametrize(("name", "fine"), [("post.example", True), ("other.example", False)])
def test_a_certificate_must_bear_the_name_that_was_asked_not_the_number(
    web: Any, fetch: Any, answers: Any, name: str, *, fine: bool
) -> None:
    authority = trustme.CA()
    server, client = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), ssl.create_default_context()
    authority.issue_cert(name).configure_cert(server)
    authority.configure_trust(client)
    web.secure(server)
    web.on("post.example/a", answers.reply(200, "<p>a"))
    summary = fetch(web.url("post.example/a").replace("http:", "https:"), tls=client, attempts=1)
    assert len(summary.new) == fine
    assert bool(summary.failed) != fine


def test_a_certificate_of_nobody_is_not_believed(web: Any, fetch: Any, answers: Any) -> None:
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("post.example").configure_cert(server)
    web.secure(server)
    web.on("post.example/a", answers.reply(200, "<p>a"))
    summary = fetch(web.url("post.example/a").replace("http:", "https:"), attempts=1)
    assert "certificate verify failed" in summary.failed[0][1]


def test_an_address_without_end_is_refused(fetch: Any) -> None:
    assert fetch("http://post.example/" + "a" * 5000).failed[0][1] == "the address is longer than 4,000 characters"


def test_a_host_that_the_system_does_not_know_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(FetchError, match=r"the host nowhere\.example is not found"):
        resolve("nowhere.example", 80)


def test_the_time_for_an_answer_holds_for_its_connection_too(web: Any, fetch: Any, time: Any) -> None:
    def slow(_host: str, _port: int) -> list[str]:
        time.pass_by(500)
        return ["127.0.0.1"]

    assert "no connection within" in fetch(web.url("post.example/a"), resolve=slow, attempts=1).failed[0][1]


def test_a_folder_that_is_a_file_is_said(fetch: Any, folder: Path, web: Any) -> None:
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    folder.write_text("a file")
    with pytest.raises(OutputError, match="Cannot be made"):
        fetch(web.url("post.example/a"))


def test_logs_and_copies_that_are_folders_are_said(fetch: Any, folder: Path, web: Any, answers: Any) -> None:
    web.on("post.example/rss", answers.feed())
    fetch(feeds=[web.url("post.example/rss")])
    (copy,) = folder.glob(".fetch/*.source")
    copy.unlink()
    copy.mkdir()
    with pytest.raises(OutputError, match="Cannot be written"):
        fetch(feeds=[web.url("post.example/rss")])
    (folder / ".fetch/asked.jsonl").unlink()
    (folder / ".fetch/asked.jsonl").mkdir()
    with pytest.raises(CorpusError, match=r"asked\.jsonl: cannot be read"):
        fetch(feeds=[web.url("post.example/rss")])
