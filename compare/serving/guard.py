"""Who may ask: a page of another site must not read this one through the reader's browser."""

from __future__ import annotations

import re

from compare.serving.exchange import Answer, Application, Request, refusal

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
    """``application`` with the headers every answer bears.

    On ``loopback`` the Host must be this machine's: a name that someone else's DNS points here (rebinding) is refused.
    """

    def answer(request: Request) -> Answer:
        if loopback and not is_local_host(request):
            found = refusal(421, "This server answers to localhost alone.")
        else:
            found = application(request)
        return Answer(found.status, found.body, found.kind, {**_ALWAYS, **found.headers})

    return answer


def is_local_host(request: Request) -> bool:
    """Whether the request names this machine as the one it asks."""
    return bool(_LOCAL_HOST.fullmatch(request.headers.get("host", "")))
