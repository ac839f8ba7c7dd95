"""A site shown in a browser on this machine: requests and answers as values, a site as a function between them.

The standard library's server talks HTTP: it is one small class, needs no dependency, and everything that decides (paths,
headers, who may ask) is a pure function around it.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import quote, unquote_to_bytes, urlsplit

from msgspec import Struct

from compare.config import MANIFEST
from compare.errors import ServerError


class Request(Struct, frozen=True):
    """What a browser asks: ``target`` as it was sent ("/e/1/?x=y"), ``headers`` by lower-case name, the ``client``'s address."""

    method: str
    target: str
    headers: Mapping[str, str] = {}
    body: bytes = b""
    client: str = "127.0.0.1"


class Answer(Struct, frozen=True):
    """What it gets: a status, a body with its content type, and further headers."""

    status: int
    body: bytes
    kind: str = "text/plain; charset=utf-8"
    headers: Mapping[str, str] = {}


Application = Callable[[Request], Answer]
"""A site, or anything else that answers; called from several threads at once."""


def refusal(status: int, text: str, headers: Mapping[str, str] | None = None) -> Answer:
    """An answer with one plain line that gives the reason."""
    return Answer(status, f"{text}\n".encode(), headers=headers or {})


_LOCAL_HOST = re.compile(r"(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?", re.IGNORECASE)

_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def guarded(application: Application, *, loopback: bool) -> Application:
    """``application`` with the security headers that every answer carries.

    On ``loopback`` the Host header must name this machine; other names that resolve here (DNS rebinding) are refused.
    """

    def answer(request: Request) -> Answer:
        if loopback and not is_local_host(request):
            found = refusal(421, "This server answers to localhost alone.")
        else:
            found = application(request)
        return Answer(found.status, found.body, found.kind, {**_ALWAYS, **found.headers})

    return answer


def is_local_host(request: Request) -> bool:
    """Whether the Host header names this machine."""
    return bool(_LOCAL_HOST.fullmatch(request.headers.get("host", "")))


_KINDS = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "jsonl": "application/x-ndjson",
    "csv": "text/csv; charset=utf-8",
    "xml": "application/xml",
    "txt": "text/plain; charset=utf-8",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
    "ico": "image/x-icon",
    "woff2": "font/woff2",
}
"""Content types by ending: our own, because the system's table differs from machine to machine."""


def site_path(target: str) -> str | None:
    """The path that ``target`` ("/e/1/index.html?x=y") names inside a site, "" for its root, or None if it is not a valid path.

    Decoded once. A path with "..", ".", an empty or a hidden part, a backslash, a colon or a control character is none:
    no page of a site is called so, and on some system one of them leads out of it.
    """
    if not target.startswith("/"):
        return None
    raw = target.partition("#")[0].partition("?")[0][1:]
    try:
        path = unquote_to_bytes(raw).decode()
    except UnicodeDecodeError:
        return None
    if not path.isprintable() or "\\" in path or ":" in path:
        return None
    parts = path.removesuffix("/").split("/")
    return path if not path or all(part and not part.startswith(".") for part in parts) else None


def content_type(path: str) -> str:
    """The content type of a file by its suffix; ``application/octet-stream`` if that is unknown."""
    name = path.rpartition("/")[2]
    if name == "feed.xml":
        return "application/atom+xml"
    return _KINDS.get(name.rpartition(".")[2].lower(), "application/octet-stream")


def query_of(target: str) -> str:
    """The query string."""
    try:
        return urlsplit(target).query
    except ValueError:
        return ""


Find = Callable[[str], bytes | None]
"""The content at a path inside the site ("e/1/index.html"), or None."""

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


def is_site(folder: Path) -> bool:
    """Whether the folder is a built site."""
    return (folder / MANIFEST).is_file()


def in_folder(folder: Path) -> Find:
    """Look up files in ``folder`` at each request: regular files only, and nothing that a link leads to outside it."""

    def find(path: str) -> bytes | None:
        # The root is resolved anew each time: a build puts another folder in its place.
        try:
            root = folder.resolve(strict=True)
            found = (root / path).resolve(strict=True)
            return found.read_bytes() if found.is_relative_to(root) and found.is_file() else None
        except (OSError, ValueError, RuntimeError):  # RuntimeError: a loop of links, before Python 3.13
            return None

    return find


def site_application(find: Find) -> Application:
    """Answer GET and HEAD with what ``find`` finds; redirect a folder without its slash."""

    def answer(request: Request) -> Answer:
        if request.method not in {"GET", "HEAD"}:
            return refusal(405, "A site is only read.", {"Allow": "GET, HEAD"})
        path = site_path(request.target)
        if path is None:
            return refusal(404, "There is no such page.")
        name = f"{path}index.html" if not path or path.endswith("/") else path
        content = find(name)
        if content is not None:
            return Answer(200, content, content_type(name), {"Content-Security-Policy": POLICY})
        if find(f"{path}/index.html") is not None:
            return refusal(301, "The page is a folder's.", {"Location": f"/{quote(path)}/"})
        return refusal(404, "There is no such page.")

    return answer


LOOPBACK = "127.0.0.1"
DEFAULT_PORT = 8000
_LARGEST_BODY = 1 << 20


@contextmanager
def open_server(application: Application, host: str = LOOPBACK, port: int | None = None) -> Iterator[str]:
    """Serve ``application`` until the block ends; gives the address to open ("http://127.0.0.1:8000/").

    Without a ``port`` it is 8000, or a free one where that is taken; 0 is any free port.

    Raises:
        ServerError: the address is not this machine's, or the port asked for is taken.
    """
    server = _bind(application, host, port)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
    thread.start()
    try:
        yield url_of(host, server.server_address[1])
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach ``host``."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def url_of(host: str, port: int) -> str:
    """The address for a browser on this machine."""
    if host in {"0.0.0.0", "::"}:  # noqa: S104 - told, not bound here
        host = LOOPBACK
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def _bind(application: Application, host: str, port: int | None) -> _Server:
    try:
        return _Server(application, host, DEFAULT_PORT if port is None else port)
    except OSError as error:
        if port is None and not isinstance(error, socket.gaierror):
            return _bind(application, host, 0)
        raise ServerError(
            f"The address cannot be served ({error.strerror or error}).",
            where=f"{host}:{port or DEFAULT_PORT}",
            hint="Choose another --port, or an address of this machine.",
        ) from error
    except OverflowError as error:
        raise ServerError(f"There is no port {port}.", hint="Choose one from 0 to 65535.") from error


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, application: Application, host: str, port: int) -> None:
        self.application = application
        self.address_family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        super().__init__((host, port), _Handler)

    def server_bind(self) -> None:
        """Bind without the reverse DNS look-up of the parent class, which can take seconds."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = str(self.server_address[0]), self.server_address[1]

    def handle_error(self, *_: object) -> None:
        """Print a traceback, except for broken or idle connections."""
        error = sys.exception()
        if not isinstance(error, (ConnectionError, TimeoutError)):
            traceback.print_exc()


class _Handler(BaseHTTPRequestHandler):
    """Translates between HTTP and the application."""

    protocol_version = "HTTP/1.1"
    timeout = 60
    server: _Server

    def handle_one_request(self) -> None:
        """Read one request of any method, let the application answer it."""
        self.raw_requestline = self.rfile.readline(65537)
        if not self.raw_requestline or len(self.raw_requestline) > 65536 or not self.parse_request():  # noqa: PLR2004
            self.close_connection = True
            return
        body = self._read_body()
        if body is None:
            found = refusal(413, "The request's body cannot be read.")
            self.close_connection = True
        else:
            headers = {name.lower(): value for name, value in self.headers.items()}
            found = self.server.application(Request(self.command, self.path, headers, body, self.client_address[0]))
        self.send_response(found.status)
        for name, value in {"Content-Type": found.kind, **found.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(found.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(found.body)
        self.wfile.flush()

    def _read_body(self) -> bytes | None:
        """The body; None if its length is missing, ambiguous or too large."""
        said = self.headers.get_all("Content-Length", ["0"])
        if "Transfer-Encoding" in self.headers or len(said) > 1 or not said[0].isdecimal():
            return None
        length = int(said[0])
        return self.rfile.read(length) if length <= _LARGEST_BODY else None

    def version_string(self) -> str:
        """The program's name, without versions."""
        return "outlet-compare"

    def log_message(self, *_: object) -> None:
        """Keep the terminal quiet."""
