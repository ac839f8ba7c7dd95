"""A live site in the browser: its pages reload when it changes, and say why when it cannot be built."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from compare.live.site import LiveSite, State
from compare.report import environment
from compare.serving import Answer, Application, Request, query_of, site_application
from compare.settings import template_folders

if TYPE_CHECKING:
    from jinja2 import Environment

_SCRIPT, _ASK, _STYLE = "/-live/live.js", "/-live/changed.js", "/-live/live.css"
_FAILED = 500


def live_application(live: LiveSite, *, reload: bool) -> Application:
    """The pages of ``live``; with ``reload`` each asks every second whether there is a newer one.

    The page asks by loading a script, which the site's own policy allows; the static site carries nothing of this.
    """
    pages = site_application(live.find)

    def answer(request: Request) -> Answer:
        state, path = live.state, request.target.partition("?")[0]
        if path == _ASK:
            return _script(_changed(request, state))
        if path == _SCRIPT:
            return _script(asset("live.js"))
        if path == _STYLE:
            return Answer(200, asset("live.css").encode(), "text/css; charset=utf-8")
        found = pages(request)
        if state.error and (found.status != 200 or found.kind.startswith("text/html")):  # noqa: PLR2004 - HTTP
            found = Answer(_FAILED, error_page(state.error), "text/html; charset=utf-8")
        if reload and found.kind.startswith("text/html"):
            found = _with_script(found, state)
        return found

    return answer


def error_page(error: str) -> bytes:
    """A plain page that says what is wrong."""
    return _environment().get_template("live/error.html").render(error=error).encode()


@cache
def asset(name: str) -> str:
    """A file that only the live site delivers."""
    environment_ = _environment()
    assert environment_.loader  # noqa: S101 - it was made with one
    return environment_.loader.get_source(environment_, f"live/{name}")[0]


@cache
def _environment() -> Environment:
    return environment.environment(environment.read_templates(template_folders()))


def _changed(request: Request, state: State) -> str:
    known = parse_qs(query_of(request.target)).get("version", [""])[0]
    return "" if known == state.version else "location.reload();"


def _with_script(found: Answer, state: State) -> Answer:
    tag = f"<script src={json.dumps(_SCRIPT)} data-version={json.dumps(state.version)} defer></script>\n</head>"
    return Answer(found.status, found.body.replace(b"</head>", tag.encode(), 1), found.kind, found.headers)


def _script(text: str) -> Answer:
    return Answer(200, text.encode(), "text/javascript; charset=utf-8")
