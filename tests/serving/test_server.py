"""The server on a real socket."""

from __future__ import annotations

import http.client
import socket
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from compare.errors import ServerError
from compare.serving.server import Answer, Request, is_loopback, open_server, url_of

asked: list[Request] = []


def echo(request: Request) -> Answer:
    asked.append(request)
    return Answer(200, b"ok:" + request.body)


@pytest.fixture
def port() -> Iterator[int]:
    asked.clear()
    with open_server(echo, port=0) as address:
        yield urlsplit(address).port or 0


def send(port: int, raw: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=30) as wire:
        wire.sendall(raw)
        wire.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: wire.recv(65536), b""))


def test_a_request_reaches_the_application_as_it_was_sent(port: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("POST", "/a/../b?c=d", body=b"text", headers={"X-Odd": "1"})
    answer = connection.getresponse()
    assert (answer.status, answer.read()) == (200, b"ok:text")
    assert answer.getheader("Server") == "outlet-compare"
    connection.request("HEAD", "/")  # the connection is kept
    assert connection.getresponse().read() == b""
    connection.close()
    first = asked[0]
    assert (first.method, first.target, first.headers["x-odd"], first.client) == (
        "POST",
        "/a/../b?c=d",
        "1",
        "127.0.0.1",
    )


@pytest.mark.parametrize(
    "raw",
    [
        b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
        b"POST / HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n",
    ],
)
def test_a_body_of_unclear_length_is_refused_unread(port: int, raw: bytes) -> None:
    assert send(port, raw).startswith(b"HTTP/1.1 413 ")
    assert not asked


@pytest.mark.parametrize("raw", [b"", b"nonsense\r\n\r\n", b"GET /" + b"x" * 70000 + b" HTTP/1.1\r\n\r\n"])
def test_nonsense_reaches_nobody(port: int, raw: bytes) -> None:
    assert b"200 OK" not in send(port, raw)
    assert not asked


def test_a_port_that_was_asked_for_and_is_taken_is_an_error(port: int) -> None:
    with pytest.raises(ServerError, match=rf"127.0.0.1:{port}: .*--port"), open_server(echo, port=port):
        pass


def test_without_a_port_a_taken_one_is_stepped_over(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compare.serving.server.DEFAULT_PORT", port)
    with open_server(echo) as address:
        assert urlsplit(address).port not in {None, port}


@pytest.mark.parametrize(("host", "port"), [("203.0.113.7", 0), ("no such host", 0), ("127.0.0.1", 70000)])
def test_an_address_that_is_not_ours_is_an_error(host: str, port: int) -> None:
    with pytest.raises(ServerError), open_server(echo, host, port):
        pass


def test_an_error_of_ours_is_shown_and_ends_one_request_alone(capfd: pytest.CaptureFixture[str]) -> None:
    def application(request: Request) -> Answer:
        return Answer(200, b"ok") if request.target == "/" else Answer(1 // 0, b"")

    with open_server(application, port=0) as address:
        port = urlsplit(address).port or 0
        assert send(port, b"GET /x HTTP/1.1\r\n\r\n") == b""
        assert send(port, b"GET / HTTP/1.1\r\n\r\n").endswith(b"ok")
    assert "ZeroDivisionError" in capfd.readouterr().err


def test_only_loopback_is_loopback() -> None:
    assert all(is_loopback(host) for host in ("127.0.0.1", "127.1.2.3", "::1", "localhost"))
    assert not any(is_loopback(host) for host in ("0.0.0.0", "::", "192.0.2.1", "localhost.example", "desk"))  # noqa: S104


def test_the_address_is_one_a_browser_opens() -> None:
    assert url_of("0.0.0.0", 80) == "http://127.0.0.1:80/"  # noqa: S104
    assert url_of("::1", 80) == "http://[::1]:80/"
