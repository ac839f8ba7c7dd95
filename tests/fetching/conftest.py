"""A web of our own on this machine: hosts by invented names, every answer and every fault as a test wants it."""

from __future__ import annotations

import datetime as dt
import gzip
import ssl
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import msgspec
import pytest

from compare import fetching
from compare.reading import load_outlets

OUTLETS = """
[outlets.post]
name = "The Example Post"
domains = ["post.example"]
timezone = "Asia/Seoul"

[outlets.wire]
name = "Example Wire"
domains = ["wire.example"]
"""

Handler = Callable[[BaseHTTPRequestHandler], None]


class Web:
    """One server behind all names. ``answers`` maps host and path to what is sent; ``asked`` is what came in."""

    def __init__(self, server: ThreadingHTTPServer) -> None:
        self.server, self.port = server, server.server_address[1]
        self.answers: dict[str, list[Handler]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.connections = 0

    def url(self, place: str) -> str:
        """The address of ``host/path`` here."""
        host, _, path = place.partition("/")
        return f"http://{host}:{self.port}/{path}"

    def on(self, place: str, *handlers: Handler) -> None:
        """Answer ``host/path`` with each handler in turn, then with the last for ever."""
        self.answers[place] = list(handlers)

    def secure(self, context: ssl.SSLContext) -> None:
        """Speak TLS from now on; a failed handshake is the client's affair."""
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True, do_handshake_on_connect=False)
        self.server.handle_error = lambda *_: None  # type: ignore[method-assign]

    def paths(self) -> list[str]:
        """What was asked but for the rules, in order."""
        return [place for place, _ in self.asked if not place.endswith("/robots.txt")]

    def sent(self, place: str) -> dict[str, str]:
        """The headers of the last request for ``place``."""
        return [headers for asked, headers in self.asked if asked == place][-1]

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        place = request.headers["Host"].partition(":")[0] + request.path
        self.asked.append((place, {k.lower(): v for k, v in request.headers.items()}))
        handlers = self.answers.get(place, [reply(404)])
        (handlers.pop(0) if len(handlers) > 1 else handlers[0])(request)


def reply(status: int = 200, body: bytes | str = b"", **headers: str) -> Handler:
    """A whole answer; ``content_type`` and the like are header names."""

    def send(request: BaseHTTPRequestHandler) -> None:
        content = body.encode() if isinstance(body, str) else body
        request.send_response(status)
        for name, value in {"content_type": "text/html; charset=utf-8", **headers}.items():
            request.send_header(name.replace("_", "-"), value)
        request.send_header("Content-Length", str(len(content)))
        request.end_headers()
        request.wfile.write(content)

    return send


def tagged(body: str, etag: str) -> Handler:
    """A page with an ETag, and 304 for who has it."""

    def send(request: BaseHTTPRequestHandler) -> None:
        same = request.headers.get("If-None-Match") == etag
        reply(304 if same else 200, "" if same else body, etag=etag)(request)

    return send


class Time:
    """A clock that moves when somebody waits."""

    def __init__(self) -> None:
        self.seconds = 1000.0
        self.waits: list[float] = []
        self.today = dt.datetime(2021, 5, 3, 12, tzinfo=dt.UTC)

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.pass_by(seconds)

    def pass_by(self, seconds: float) -> None:
        self.seconds += seconds

    def clock(self) -> fetching.Clock:
        return fetching.Clock(self.sleep, lambda: self.seconds, lambda: self.today)


@pytest.fixture
def web() -> Iterator[Web]:
    class Request(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def setup(self) -> None:
            found.connections += 1
            super().setup()

        def do_GET(self) -> None:
            try:
                found.answer(self)
            except ConnectionError:
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Request)
    server.daemon_threads = True
    server.block_on_close = False
    found = Web(server)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield found
    server.shutdown()
    server.server_close()


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    home = tmp_path / "corpus"
    home.mkdir()
    (home / "outlets.toml").write_text(OUTLETS, encoding="utf-8")
    return home


@pytest.fixture
def fetch(folder: Path, time: Time) -> Callable[..., fetching.CrawlSummary]:
    """Run a fetch into ``folder``: named arguments are those of ``Wanted``, ``Terms`` and ``Limits``."""

    def run(*urls: str, **options: Any) -> fetching.CrawlSummary:
        wanted = fetching.Wanted(urls, *(tuple(options.pop(key, ())) for key in ("feeds", "sitemaps", "outlets")))
        limits = {key: options.pop(key) for key in fetching.Limits.__struct_fields__ if key in options}
        terms = {"allow_private": True, "resolve": lambda _host, _port: ["127.0.0.1"], "clock": time.clock(), **options}
        return fetching.fetch(
            wanted, folder, load_outlets([folder]), fetching.FetchTerms(limits=fetching.Limits(**limits), **terms)
        )

    return run


@pytest.fixture
def log(folder: Path) -> Callable[[], list[dict[str, Any]]]:
    """The lines of ``fetched.jsonl``."""

    def read() -> list[dict[str, Any]]:
        path = folder / "fetched.jsonl"
        return [msgspec.json.decode(line) for line in path.read_bytes().splitlines()] if path.exists() else []

    return read


class Answers:
    """The answers a test can give."""

    reply = staticmethod(reply)
    tagged = staticmethod(tagged)

    @staticmethod
    def feed(*items: str, **headers: str) -> Handler:
        """An RSS feed of items as XML."""
        rss = f'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{"".join(items)}</channel></rss>'
        return reply(200, rss, **{"content_type": "application/rss+xml", **headers})

    @staticmethod
    def item(url: str, date: str = "", more: str = "") -> str:
        dated = f"<pubDate>{date}</pubDate>" if date else ""
        return f"<item><title>News</title><link>{url}</link>{dated}{more}</item>"

    @staticmethod
    def urlset(*urls: str) -> str:
        """A sitemap of url elements as XML."""
        return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{"".join(urls)}</urlset>'

    @staticmethod
    def raw(content: bytes) -> Handler:
        """Bytes as they are, then the connection is closed."""

        def send(request: BaseHTTPRequestHandler) -> None:
            request.wfile.write(content)
            request.close_connection = True

        return send

    @staticmethod
    def endless(head: bytes, chunk: bytes, between: Callable[[], object] = lambda: None) -> Handler:
        """``head``, then ``chunk`` again and again until the client has had enough (a bound keeps tests finite)."""

        def send(request: BaseHTTPRequestHandler) -> None:
            request.wfile.write(head)
            for _ in range(1_000_000):
                request.wfile.write(chunk)
                between()
            request.close_connection = True

        return send

    @staticmethod
    def silent(head: bytes, until: threading.Event) -> Handler:
        """``head``, then nothing until the test is over."""

        def send(request: BaseHTTPRequestHandler) -> None:
            request.wfile.write(head)
            until.wait(30)
            request.close_connection = True

        return send

    @staticmethod
    def packed(body: bytes) -> bytes:
        return gzip.compress(body, mtime=0)


@pytest.fixture
def answers() -> type[Answers]:
    return Answers
