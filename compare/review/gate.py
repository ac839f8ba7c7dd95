"""Who may ask the review: a browser on this machine that was given the address with this start's token, and no other site."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie
from typing import NamedTuple
from urllib.parse import parse_qs

from compare.serving import Answer, Request, is_loopback, query_of, refusal

_COOKIE = "outlet-compare-review"
_OPEN = "Open the address that `outlet-compare serve --review` printed."
_FORM = "application/x-www-form-urlencoded"


class Gate(NamedTuple):
    """The token of this start; ``home`` is the folder that it opens."""

    token: str
    home: str

    @classmethod
    def make(cls, home: str) -> Gate:
        """A gate with a token that nobody can guess."""
        return cls(secrets.token_urlsafe(24), home)

    def stop(self, request: Request) -> Answer | None:
        """What to answer in place of a page, or None for one who may see and decide.

        A request must come from this machine and from no other site (Sec-Fetch-Site). The address that the terminal
        printed sets a cookie that other sites' requests never carry (SameSite=Strict); without it nothing is shown, not
        even to another user of this machine.
        """
        if not is_loopback(request.client):
            return refusal(403, "The review answers to this machine alone.")
        if request.headers.get("sec-fetch-site", "none") not in {"none", "same-origin"}:
            return refusal(403, f"Another site asked for this. {_OPEN}")
        if self._is(parse_qs(query_of(request.target)).get("token", [""])[0]) and request.method == "GET":
            cookie = f"{_COOKIE}={self.token}; Path={self.home}; HttpOnly; SameSite=Strict"
            return refusal(303, "Come in.", {"Location": self.home, "Set-Cookie": cookie})
        if not self._is(_cookie(request)):
            return refusal(403, f"{_OPEN} The browser must take its cookie, and come from no other site.")
        return None

    def refuse_change(self, request: Request, form: Mapping[str, list[str]]) -> Answer | None:
        """What to answer in place of a change, or None where this page's own form sent it."""
        if request.headers.get("origin") != f"http://{request.headers.get('host')}":
            return refusal(
                403, "Another site sent this: a change must come from the review's own page, with its Origin header."
            )
        if request.headers.get("content-type", "").partition(";")[0].strip() != _FORM:
            return refusal(415, "This is no form of ours.")
        if not self._is(form.get("token", [""])[0]):
            return refusal(403, f"The page is of another start. {_OPEN}")
        return None

    def _is(self, token: str) -> bool:
        return secrets.compare_digest(token.encode(errors="replace"), self.token.encode())


def _cookie(request: Request) -> str:
    try:
        found = SimpleCookie(request.headers.get("cookie", "")).get(_COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""
