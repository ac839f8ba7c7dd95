"""Connections: made to an address that was judged a moment before, and ended when the time is over.

The name is resolved here, once, and the connection goes to the numbers that were judged: a name that means another
machine the next moment (DNS rebinding) gains nothing. What the server's certificate must say is still the name.
"""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterable
from typing import Any

import httpcore2
from httpcore2 import SOCKET_OPTION, ConnectTimeout, NetworkBackend, NetworkStream, ReadTimeout, SyncBackend

from compare.fetching.addresses import Resolve, is_public
from compare.fetching.failures import FetchError


class Deadline:
    """When the answer that is being read must be there; one at a time."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        """Begin without an end."""
        self._monotonic = monotonic
        self._end = float("inf")

    def set(self, seconds: float) -> None:
        """Let it be ``seconds`` from now."""
        self._end = self._monotonic() + seconds

    def left(self, most: float | None) -> float:
        """The seconds that a single step may take: what is left, at most ``most``; negative where it is over."""
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
    """A connection whose every step ends by the deadline, so that dripping bytes hold nobody."""

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
