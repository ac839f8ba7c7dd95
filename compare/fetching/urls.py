"""Addresses: which are asked at all, what makes two of them one page, whose they are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from compare.fetching.failures import FetchError
from compare.model import Outlet
from compare.reading import OutletTable

_LONGEST = 4000
_PORTS = {"http": 80, "https": 443}
_KEPT = "/%:@!$&'()*+,;=~-._?"
_TRACKING = re.compile(r"(?:^|&)utm_\w+=[^&]*")


def normalise(url: str, base: str = "") -> str:
    """``url`` as it is sent: absolute, without fragment, all ASCII.

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
    if len(done) > _LONGEST:
        raise FetchError(f"the address is longer than {_LONGEST:,} characters", settled=True)
    return done


def page_key(url: str) -> str:
    """What two addresses of one page have in common: scheme and campaign labels (``utm_source``) aside."""
    parts = urlsplit(url)
    query = _TRACKING.sub("", parts.query).lstrip("&")
    return f"{parts.netloc}{parts.path}" + (f"?{query}" if query else "")


def origin(url: str) -> str:
    """Scheme, host and port: what has a ``robots.txt`` of its own, and is asked one thing at a time."""
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
    """The outlet whose domain the address has; an unknown one is named by its host."""
    known = table.find(host(url))
    if known:
        return known
    name = host(url).removeprefix("www.")
    return Outlet(name, name, domains=(name,))
