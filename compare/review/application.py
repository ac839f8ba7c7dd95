"""The review's pages and what its buttons do."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, quote

from compare import curation
from compare.assemble import template_folders
from compare.errors import CompareError
from compare.live import Built, LiveSite
from compare.model import Event, named_articles
from compare.report import environment
from compare.review import editing, views
from compare.review.choices import Form, choose, said
from compare.review.gate import Gate
from compare.review.ledger import Ledger
from compare.serving import Answer, Application, Request, refusal

if TYPE_CHECKING:
    from jinja2 import Environment

REVIEW = "/-review/"
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "same-origin",  # or the browser would not say that its own page sent the form
}


class Review:
    """The review of a live site: an application that stands before the site's own."""

    def __init__(self, live: LiveSite, ledger: Ledger, gate: Gate, site: Application) -> None:
        """Review ``live``, write into ``ledger``, let in whom ``gate`` lets in, leave all else to ``site``."""
        self._live, self._ledger, self._gate, self._site = live, ledger, gate, site
        self._author = ""
        self._told = ""

    def __call__(self, request: Request) -> Answer:
        """Answer a request."""
        path = request.target.partition("?")[0]
        if not path.startswith(REVIEW):
            return _with_way_back(self._site(request), path)
        stopped = self._gate.stop(request)
        if stopped is not None:
            return stopped
        with self._live.lock:
            if path == f"{REVIEW}review.css":
                return Answer(200, self._asset("review.css").encode(), "text/css; charset=utf-8")
            if request.method == "POST":
                return self._change(request)
            return self._show(path)

    def _show(self, path: str) -> Answer:
        built = self._live.state.built
        if built is None:
            return self._page("index.html", events=(), standing=(), error=self._live.state.error)
        if path == REVIEW:
            standing = views.list_standing(built.corpus.overrides, str(self._ledger.path))
            return self._page("index.html", events=views.list_events(built), standing=standing)
        event = _event(built, path.removeprefix(f"{REVIEW}e/").strip("/"))
        if event is None:
            return refusal(404, "There is no such event now.")
        standing = views.list_standing(
            built.corpus.overrides, str(self._ledger.path), built.comparisons[event.id].decisions
        )
        return self._page("event.html", page=views.view_event(built, event), standing=standing)

    def _change(self, request: Request) -> Answer:
        form = parse_qs(request.body.decode(errors="replace"), keep_blank_values=True)
        refused = self._gate.refuse_change(request, form)
        if refused is not None:
            return refused
        self._author = said(form, "author")
        about = said(form, "about")
        try:
            about = self._carry_out(form) or about
        except CompareError as error:
            self._told = f"Nothing was changed. {error}"
        return refusal(303, "Done.", {"Location": self._address(about)})

    def _carry_out(self, form: Form) -> str | None:
        """Do what a button says; gives an article that the decision is about, where it is about one."""
        choice = choose(form)
        if choice is not None:
            text = editing.add(
                self._ledger.read(), choice.kind, choice.rule, author=choice.author, reason=choice.reason
            )
            self._put(text)
            self._told = f"Written: {choice.kind}."
            if choice.kind in {"split", "exclude"}:
                return None
            return next(iter(named_articles(choice.rule)), None)
        if "withdraw" in form:
            line = said(form, "withdraw")
            self._put(editing.withdraw(self._ledger.read(), int(line) if line.isdecimal() else 0))
            self._told = "Withdrawn."
        elif "undo" in form:
            built = self._assess(self._ledger.before())
            self._ledger.undo()
            self._live.stand(built)
            self._told = "Undone."
        return None

    def _put(self, text: str) -> None:
        """Write a text of decisions, once it is known that a site can be built with it."""
        built = self._assess(text)
        self._ledger.write(text)
        self._live.stand(built)

    def _assess(self, text: str) -> Built:
        standing = self._live.state.built
        if standing is None:
            raise CompareError(self._live.state.error or "Nothing is built yet.")
        where = str(self._ledger.path)
        others = [override for override in standing.corpus.overrides if override.where != where]
        return self._live.assess(standing.raw, [*curation.parse(text, where), *others])

    def _address(self, article_id: str) -> str:
        """The review of the event that an article is in now; the list where there is none."""
        built = self._live.state.built
        events = built.grouping.events if built else ()
        found = next((event.id for event in events if article_id in event.article_ids), None)
        return f"{REVIEW}e/{quote(found)}/" if found else REVIEW

    def _page(self, template: str, **values: Any) -> Answer:  # noqa: ANN401 - what a template gets
        told, self._told = self._told, ""
        error = values.pop("error", None) or self._live.state.error
        body = self._environment.get_template(f"review/{template}").render(
            home=REVIEW,
            token=self._gate.token,
            author=self._author,
            told=told,
            error=error,
            file=str(self._ledger.path),
            undoable=self._ledger.undoable,
            **values,
        )
        shown = environment.reveal(body)
        return Answer(200, shown, "text/html; charset=utf-8", _HEADERS)

    def _asset(self, name: str) -> str:
        return environment.static(self._environment, f"review/{name}")

    @cached_property
    def _environment(self) -> Environment:
        return environment.environment(environment.read_templates(template_folders()))


def _with_way_back(answer: Answer, path: str) -> Answer:
    """A page of the site with a link to the review of what it shows."""
    if not answer.kind.startswith("text/html"):
        return answer
    shown = re.match(r"/e/[0-9a-f]+/", path)
    link = f'<a href="{REVIEW}{shown[0][1:] if shown else ""}">Review</a>\n</nav>'
    return Answer(answer.status, answer.body.replace(b"</nav>", link.encode(), 1), answer.kind, answer.headers)


def _event(built: Built, event_id: str) -> Event | None:
    return next((event for event in built.grouping.events if event.id == event_id), None)
