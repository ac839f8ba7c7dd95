"""One request, one answer: bounded in size and time, redirects not followed."""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from contextlib import AbstractContextManager
from types import TracebackType
from typing import NamedTuple, Self

import httpcore2

from compare.fetching.bodies import read_gzip, read_plain, too_large
from compare.fetching.connecting import CheckedBackend, Deadline
from compare.fetching.failures import FetchError
from compare.fetching.limits import Limits
from compare.fetching.terms import Terms

OK = 200


class Answer(NamedTuple):
    """What came back: header names in small letters; the body, unpacked, where the status is 200."""

    status: int
    headers: Mapping[str, str]
    body: bytes = b""


class Client(AbstractContextManager["Client"]):
    """Asks servers of the public Internet; keeps connections open between requests."""

    def __init__(
        self,
        user_agent: str,
        terms: Terms,
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
    ) -> Answer:
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

    def _get(self, url: str, most: int, types: frozenset[str] | None, headers: Mapping[str, str]) -> Answer:
        seconds = {"connect": self._limits.connect_seconds, "read": self._limits.read_seconds}
        sent = {"User-Agent": self._user_agent, "Accept-Encoding": "gzip", "Accept": "*/*", **headers}
        with self._pool.stream(
            "GET", url, headers=list(sent.items()), extensions={"timeout": {**seconds, "write": seconds["read"]}}
        ) as response:
            got = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
            if response.status != OK:
                return Answer(response.status, got)
            _refuse_type(got, types)
            if got.get("content-length", "").isdecimal() and int(got["content-length"]) > most:
                raise too_large(most)
            return Answer(response.status, got, _read(response, got.get("content-encoding", ""), most))


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
