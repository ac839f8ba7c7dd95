"""The server: an address, a port, and threads that hand requests to an application."""

from __future__ import annotations

import ipaddress
import socket
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from compare.errors import ServerError
from compare.serving.exchange import Application, Request, refusal

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
    """The address that a browser on this machine opens."""
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
            mend="Choose another --port, or an address of this machine.",
        ) from error
    except OverflowError as error:
        raise ServerError(f"There is no port {port}.", mend="Choose one from 0 to 65535.") from error


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, application: Application, host: str, port: int) -> None:
        self.application = application
        self.address_family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        super().__init__((host, port), _Handler)

    def server_bind(self) -> None:
        """Bind without asking a name service who we are, which the parent does and which can take seconds."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = str(self.server_address[0]), self.server_address[1]

    def handle_error(self, *_: object) -> None:
        """Show an error of ours; a browser that leaves early, or says nothing, is none."""
        error = sys.exception()
        if not isinstance(error, (ConnectionError, TimeoutError)):
            traceback.print_exc()


class _Handler(BaseHTTPRequestHandler):
    """Between the wire and the application; decides nothing."""

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
        """The body, as long as it says it is; None where it does not say so plainly, or is too long."""
        said = self.headers.get_all("Content-Length", ["0"])
        if "Transfer-Encoding" in self.headers or len(said) > 1 or not said[0].isdecimal():
            return None
        length = int(said[0])
        return self.rfile.read(length) if length <= _LARGEST_BODY else None

    def version_string(self) -> str:
        """Name the program, not the versions of what it is made of."""
        return "outlet-compare"

    def log_message(self, *_: object) -> None:
        """Keep the terminal quiet."""
