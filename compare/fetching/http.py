"""One request, one answer: only public addresses, bounded in size and time, redirects not followed.

``Limits`` says what a run may take, ``FetchTerms`` on what terms it asks. A host's name is resolved once and judged by its numeric
addresses, and the connection goes to those: a name that points elsewhere the next moment (DNS rebinding) gains nothing, while
the certificate must still bear the name.
"""

from __future__ import annotations

import datetime as dt
import ipaddress
import re
import socket
import ssl
import time
import zlib
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Any, NamedTuple, Self
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

import httpcore2
from httpcore2 import SOCKET_OPTION, ConnectTimeout, NetworkBackend, NetworkStream, ReadTimeout, SyncBackend
from msgspec import Struct

from compare.model import Outlet
from compare.reading import OutletTable
from compare.reading.html import MAX_MARKUP_BYTES


class FetchError(Exception):
    """A request that failed or whose answer cannot be used; ``str`` says why.

    ``again``: retrying soon may help. ``settled``: not even another run will help, unless the source reports a change.
    ``closed``: the host is not to be asked again in this run.
    """

    def __init__(
        self,
        problem: str,
        *,
        again: bool = False,
        settled: bool = False,
        closed: bool = False,
        status: int | None = None,
        retry_after: str | None = None,
    ) -> None:
        """Keep the problem, and what to do about it; ``retry_after`` is the server's header."""
        self.again, self.settled, self.closed = again, settled, closed
        self.status, self.retry_after = status, retry_after
        super().__init__(problem)


Resolve = Callable[[str, int], list[str]]
"""A host's name and a port to its numeric addresses."""

_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def resolve(host: str, port: int) -> list[str]:
    """The numeric addresses of a host, in the system's order.

    Raises:
        FetchError: There are none.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchError(f"the host {host} is not found", again=True) from error
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def is_public(address: str) -> bool:
    """Whether a numeric address belongs to the public Internet.

    An IPv6 address that stands for an IPv4 one (mapped, 6to4, Teredo, NAT64) is judged by that one too.
    """
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = [ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())]
        if ip in _NAT64:
            inner.append(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF))
        known = [i for i in inner if i is not None]
        if any(not _is_open(i) for i in known):
            return False
        if ip.ipv4_mapped is not None:
            return True
        if ip.is_site_local:
            return False
    return _is_open(ip)


def _is_open(ip: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_link_local or ip.is_unspecified)


class Limits(Struct, frozen=True):
    """Sizes in bytes as unpacked, times in seconds.

    ``total_seconds`` bounds one answer from the connection to its last byte, ``read_seconds`` the silence within it.
    ``longest_wait``: a host that asks for a longer pause is left for another run. ``pages`` are asked for in one run, and ``indexed``
    sitemaps that other sitemaps name.
    """

    page_bytes: int = MAX_MARKUP_BYTES
    feed_bytes: int = 50_000_000
    robots_bytes: int = 500_000
    connect_seconds: float = 10
    read_seconds: float = 20
    total_seconds: float = 120
    redirects: int = 5
    attempts: int = 4
    delay: float = 2
    longest_wait: float = 300
    pages: int = 500
    indexed: int = 200


def _utc_now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


class Clock(NamedTuple):
    """The time of day, and how to sleep; tests replace both."""

    sleep: Callable[[float], None] = time.sleep
    monotonic: Callable[[], float] = time.monotonic
    now: Callable[[], dt.datetime] = _utc_now


class FetchTerms(NamedTuple):
    """How a run asks.

    ``user_agent``: what it calls itself, by default the project's name and version. ``since``: no page of an earlier
    day. ``recheck``: ask for held pages too, whether they have changed. ``allow_private``: addresses that are not of the
    public Internet may be asked. ``clock``, ``resolve`` and ``tls`` are for tests: time, whom names mean, and whose
    certificates are believed.
    """

    user_agent: str = ""
    limits: Limits = Limits()
    since: dt.date | None = None
    recheck: bool = False
    allow_private: bool = False
    clock: Clock = Clock()
    resolve: Resolve = resolve
    tls: ssl.SSLContext | None = None


_LONGEST_URL = 4000
_PORTS = {"http": 80, "https": 443}
_KEPT = "/%:@!$&'()*+,;=~-._?"
_TRACKING = re.compile(r"(?:^|&)utm_\w+=[^&]*")


def normalise(url: str, base: str = "") -> str:
    """``url`` in the form that is requested: absolute, without fragment, all ASCII.

    Raises:
        FetchError: It is no http or https address, carries a name and password, or is longer than 4,000 characters.
    """
    try:
        return _normalise(urljoin(base, url.strip()) if base else url.strip())
    except ValueError as error:
        raise FetchError(f"no address that can be read ({error})", settled=True) from error


def _normalise(url: str) -> str:
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port
    if parts.scheme not in _PORTS:
        raise FetchError("only http and https addresses are asked", settled=True)
    if not host or re.search(r"[^\w.:%~-]", host):
        raise FetchError("the address names no host", settled=True)
    if parts.username is not None or parts.password is not None:
        raise FetchError("the address carries a user name", settled=True)
    name = host if host.isascii() else host.encode("idna").decode("ascii")
    place = f"[{name}]" if ":" in name else name
    if port is not None and port != _PORTS[parts.scheme]:
        place = f"{place}:{port}"
    path = quote(parts.path or "/", safe=_KEPT.replace("?", ""))
    done = urlunsplit((parts.scheme, place, path, quote(parts.query, safe=_KEPT), ""))
    if len(done) > _LONGEST_URL:
        raise FetchError(f"the address is longer than {_LONGEST_URL:,} characters", settled=True)
    return done


def page_key(url: str) -> str:
    """The identity of a page: its address without scheme and campaign parameters (``utm_source``)."""
    parts = urlsplit(url)
    query = _TRACKING.sub("", parts.query).lstrip("&")
    return f"{parts.netloc}{parts.path}" + (f"?{query}" if query else "")


def origin(url: str) -> str:
    """Scheme, host and port: the unit of ``robots.txt`` and of pacing."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def host(url: str) -> str:
    """The host's name, in small letters."""
    return urlsplit(url).hostname or ""


def within(url: str, domains: Iterable[str]) -> bool:
    """Whether the address lies in one of the domains or below it."""
    name = host(url)
    return any(name == d or name.endswith(f".{d}") for d in (domain.casefold() for domain in domains))


def outlet_of(url: str, table: OutletTable) -> Outlet:
    """The outlet of the address's domain; an unknown outlet is named by its host."""
    known = table.find(host(url))
    if known:
        return known
    name = host(url).removeprefix("www.")
    return Outlet(name, name, domains=(name,))


_GZIP = 31  # wbits: a gzip header and trailer
GZIP_MAGIC = b"\x1f\x8b"


def read_plain(chunks: Iterable[bytes], most: int) -> bytes:
    """The bytes of ``chunks``.

    Raises:
        FetchError: They are more than ``most``.
    """
    body = bytearray()
    for chunk in chunks:
        body += chunk
        if len(body) > most:
            raise too_large(most)
    return bytes(body)


_SLICE = 4_096
"""Bytes unpacked at once: each end of a member copies what is left of them, and a member may have twenty."""


def read_gzip(chunks: Iterable[bytes], most: int) -> bytes:
    """What ``chunks``, a gzip stream of one or several members, unpack to.

    Never holds more than ``most`` bytes unpacked, nor reads more than ``most`` packed.

    Raises:
        FetchError: More than ``most`` bytes on either side, no gzip, or cut short.
    """
    body, read, member, done = bytearray(), 0, zlib.decompressobj(_GZIP), False
    try:
        for chunk in chunks:
            read += len(chunk)
            for start in range(0, len(chunk), _SLICE):
                left = chunk[start : start + _SLICE]
                while left:
                    if member.eof:
                        member = zlib.decompressobj(_GZIP)
                    body += member.decompress(left, most - len(body) + 1)
                    if len(body) > most or read > most:
                        raise too_large(most)
                    left = member.unused_data if member.eof else b""
                    done = done or member.eof
    except zlib.error as error:
        if done:  # what follows a whole member is padding
            return bytes(body)
        raise FetchError("the body is damaged: not the gzip it is said to be", again=True) from error
    if not member.eof:
        raise FetchError("the body was cut short", again=True)
    return bytes(body)


def too_large(most: int) -> FetchError:
    """The body is larger than ``most`` bytes."""
    size = f"{most / 1_000_000:g} MB" if most >= 1_000_000 else f"{most:,} bytes"  # noqa: PLR2004 - a million
    return FetchError(f"larger than {size}", settled=True)


class Deadline:
    """The time by which the present answer must be complete."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        """Start without a deadline."""
        self._monotonic = monotonic
        self._end = float("inf")

    def set(self, seconds: float) -> None:
        """Set the deadline to ``seconds`` from now."""
        self._end = self._monotonic() + seconds

    def left(self, most: float | None) -> float:
        """The seconds that a single step may take, at most ``most``; negative if the deadline has passed."""
        left = self._end - self._monotonic()
        return left if most is None else min(left, most)


class CheckedBackend(NetworkBackend):
    """Opens connections to public addresses alone, unless ``allow_private``."""

    def __init__(self, deadline: Deadline, resolve: Resolve, *, allow_private: bool = False) -> None:
        """``resolve`` is asked once a connection."""
        self._deadline, self._resolve, self._allow_private = deadline, resolve, allow_private
        self._sockets = SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SOCKET_OPTION] | None = None,
    ) -> NetworkStream:
        """A connection to the first address of ``host`` that answers.

        Raises:
            FetchError: One of its addresses is private, loopback, link-local or otherwise not of the public Internet.
            httpcore2.ConnectError: None answers.
        """
        addresses = self._resolve(host, port)
        if not self._allow_private and (closed := [a for a in addresses if not is_public(a)]):
            named = host if host == closed[0] else f"{host} ({closed[0]})"
            raise FetchError(f"{named} has no public address; --allow-private asks it all the same", closed=True)
        problem: Exception = httpcore2.ConnectError(f"{host} has no address")
        for address in addresses:
            seconds = self._deadline.left(timeout)
            if seconds <= 0:
                raise ConnectTimeout
            try:
                made = self._sockets.connect_tcp(address, port, seconds, local_address, socket_options)
            except (httpcore2.ConnectError, ConnectTimeout) as error:
                problem = error
            else:
                return _TimedStream(made, self._deadline)
        raise problem


class _TimedStream(NetworkStream):
    """A connection whose every step ends by the deadline, so that a slow trickle of bytes cannot hold it."""

    def __init__(self, stream: NetworkStream, deadline: Deadline) -> None:
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> NetworkStream:
        secured = self._stream.start_tls(ssl_context, server_hostname, self._left(timeout))
        return _TimedStream(secured, self._deadline)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - as in the class above
        return self._stream.get_extra_info(info)

    def _left(self, timeout: float | None) -> float:
        seconds = self._deadline.left(timeout)
        if seconds <= 0:
            raise ReadTimeout
        return seconds


OK = 200


class Response(NamedTuple):
    """An HTTP response: header names in lower case; the unpacked body if the status is 200."""

    status: int
    headers: Mapping[str, str]
    body: bytes = b""


class Client(AbstractContextManager["Client"]):
    """An HTTP client for the public Internet that keeps connections open between requests."""

    def __init__(
        self,
        user_agent: str,
        terms: FetchTerms,
    ) -> None:
        """``user_agent`` is sent with every request."""
        self._user_agent, self._limits = user_agent, terms.limits
        self._deadline = Deadline(terms.clock.monotonic)
        self._pool = httpcore2.ConnectionPool(
            ssl_context=terms.tls,
            max_connections=8,
            keepalive_expiry=30,
            network_backend=CheckedBackend(self._deadline, terms.resolve, allow_private=terms.allow_private),
        )

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the connections."""
        self._pool.close()

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def get(
        self, url: str, most: int, *, types: frozenset[str] | None = None, headers: Mapping[str, str] | None = None
    ) -> Response:
        """The answer to GET ``url``, its body at most ``most`` bytes; ``types`` are the content types that are wanted.

        Raises:
            FetchError: No answer in time, a cut or overlong body, another content type, an address that is not public.
        """
        self._deadline.set(self._limits.total_seconds)
        try:
            return self._get(url, most, types, headers or {})
        except httpcore2.TimeoutException as error:
            raise FetchError(_waited(error, self._limits), again=True) from error
        except httpcore2.LocalProtocolError as error:
            raise FetchError(f"the address cannot be asked ({error})", settled=True) from error
        except httpcore2.ProtocolError as error:
            cut = "without sending complete" in str(error)
            raise FetchError(
                "the connection was cut" if cut else f"no HTTP as it should be ({error})", again=True
            ) from error
        except (httpcore2.NetworkError, ssl.SSLError, OSError) as error:
            raise FetchError(f"the connection failed ({str(error) or type(error).__name__})", again=True) from error

    def _get(self, url: str, most: int, types: frozenset[str] | None, headers: Mapping[str, str]) -> Response:
        seconds = {"connect": self._limits.connect_seconds, "read": self._limits.read_seconds}
        sent = {"User-Agent": self._user_agent, "Accept-Encoding": "gzip", "Accept": "*/*", **headers}
        with self._pool.stream(
            "GET", url, headers=list(sent.items()), extensions={"timeout": {**seconds, "write": seconds["read"]}}
        ) as response:
            got = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
            if response.status != OK:
                return Response(response.status, got)
            _refuse_type(got, types)
            if got.get("content-length", "").isdecimal() and int(got["content-length"]) > most:
                raise too_large(most)
            return Response(response.status, got, _read(response, got.get("content-encoding", ""), most))


def _read(response: httpcore2.Response, encoding: str, most: int) -> bytes:
    match encoding.strip().casefold():
        case "" | "identity":
            return read_plain(response.iter_stream(), most)
        case "gzip" | "x-gzip":
            return read_gzip(response.iter_stream(), most)
        case other:
            raise FetchError(f"packed as {other[:40]!r}, which was not asked for", settled=True)


def _refuse_type(headers: Mapping[str, str], types: frozenset[str] | None) -> None:
    kind = headers.get("content-type", "").partition(";")[0].strip().casefold()
    if types is not None and kind and kind not in types:
        raise FetchError(f"no page but {kind[:60]}", settled=True)


def _waited(error: httpcore2.TimeoutException, limits: Limits) -> str:
    if isinstance(error, httpcore2.ConnectTimeout):
        return f"no connection within {limits.connect_seconds:g} seconds"
    return f"too slow: silent for {limits.read_seconds:g} seconds, or not whole after {limits.total_seconds:g}"
