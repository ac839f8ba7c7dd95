"""The review: what the machine found, beside buttons that write ``overrides.toml``.

Pages are forms that work without script. ``Gate`` decides who may ask, ``choose`` reads what was chosen, ``DecisionFile`` keeps the
file and its undo, ``Review`` answers requests.
"""

from __future__ import annotations

import json
import os
import re
import secrets
from collections.abc import Mapping
from contextlib import suppress
from functools import cached_property
from http.cookies import CookieError, SimpleCookie
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import parse_qs, quote

import msgspec

from compare import curation
from compare.attribution import Quotation, attribute
from compare.curation import overrides
from compare.errors import CompareError, ConfigError, OutputError
from compare.model import RULES, Article, DecisionKind, Event, Rule, named_articles
from compare.report import environment
from compare.serving import review_pages
from compare.serving.live import Built, LiveSite
from compare.serving.review_queue import BATCH, Doubt, list_doubts
from compare.serving.server import Answer, Application, Request, is_loopback, query_of, refusal
from compare.settings import template_folders

if TYPE_CHECKING:
    from jinja2 import Environment


Form = Mapping[str, list[str]]


class Choice(NamedTuple):
    """A decision with who takes it and why."""

    kind: DecisionKind
    rule: Rule
    author: str
    reason: str


def said(form: Form, name: str) -> str:
    """The value of a field, stripped; "" if it is missing."""
    return form.get(name, [""])[0].strip()


def choose(form: Form) -> Choice | None:
    """The decision that a button stands for, or None if the button is not a decision.

    Buttons carry a decision as JSON; a button beside a field names the decision, and the field holds the rest.

    Raises:
        ConfigError: The decision is not complete.
    """
    values = _values(form)
    if values is None:
        return None
    kind = values.pop("kind", None)
    if kind not in RULES:
        raise ConfigError(f"There is no decision of the kind {kind!r}.")
    try:
        rule = msgspec.convert(values, RULES[kind])
    except msgspec.ValidationError as error:
        raise ConfigError(f"The decision is not complete: {error}.", hint="Fill in what it is about.") from error
    return Choice(kind, rule, said(form, "author"), said(form, "reason"))


def _values(form: Form) -> dict[str, Any] | None:
    """The keys and values of the decision, its kind among them."""
    if "decide" in form:
        try:
            found = json.loads(form["decide"][0])
        except ValueError as error:
            raise ConfigError("The button says nothing that can be read.") from error
        return found if isinstance(found, dict) else {}
    if "rename" in form:
        return {"kind": "rename", "event": said(form, "rename"), "title": said(form, "title")}
    if "split" in form:
        return {"kind": "split", "articles": form.get("ticked", [])}
    if "date" in form:
        article = said(form, "date")
        return {"kind": "date", "article": article, "published": said(form, f"published {article}")}
    if "speaker" in form:
        article, _, number = said(form, "speaker").rpartition(" ")
        keys = {"quote": said(form, f"quote {article} {number}"), "speaker": said(form, f"name {article} {number}")}
        return {"kind": "speaker", "article": article, **keys}
    return None


_COOKIE = "outlet-compare-review"
_OPEN = "Open the address that `outlet-compare serve --review` printed."
_FORM = "application/x-www-form-urlencoded"


class Gate(NamedTuple):
    """Access control: the token of this run, and the path ``home`` that it opens."""

    token: str
    home: str

    @classmethod
    def make(cls, home: str) -> Gate:
        """A gate with a random token."""
        return cls(secrets.token_urlsafe(24), home)

    def stop(self, request: Request) -> Answer | None:
        """The refusal to answer with, or None if the request may proceed.

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
        """The refusal to answer with, or None if the form comes from a page of this review."""
        if request.headers.get("origin") != f"http://{request.headers.get('host')}":
            return refusal(
                403, "Another site sent this: a change must come from the review's own page, with its Origin header."
            )
        if request.headers.get("content-type", "").partition(";")[0].strip() != _FORM:
            return refusal(415, "This is no form of ours.")
        if not self._is(form.get("token", [""])[0]):
            return refusal(403, f"The page was loaded before the server restarted. {_OPEN}")
        return None

    def _is(self, token: str) -> bool:
        return secrets.compare_digest(token.encode(errors="replace"), self.token.encode())


def _cookie(request: Request) -> str:
    try:
        found = SimpleCookie(request.headers.get("cookie", "")).get(_COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


class DecisionFile:
    """A file of decisions. Undo takes back the last change of this review, if nobody has changed the file since."""

    def __init__(self, path: Path) -> None:
        """Take the file, which need not exist yet."""
        self.path = path
        self._done: list[tuple[str, str]] = []

    def read(self) -> str:
        """The text of the file with its line ends; "" if there is no file.

        Raises:
            ConfigError: The file exists and cannot be read.
        """
        try:
            return self.path.read_bytes().decode()
        except FileNotFoundError:
            return ""
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigError(f"The decisions cannot be read ({error}).", where=str(self.path)) from error

    def write(self, text: str) -> None:
        """Replace the file atomically and remember its previous text.

        Raises:
            OutputError: The disk refuses; the file is unchanged.
        """
        before = self.read()
        self._replace(text)
        self._done.append((before, text))

    @property
    def changes(self) -> int:
        """How many changes this review can undo."""
        return len(self._done)

    @property
    def undoable(self) -> bool:
        """Whether there is a change to undo."""
        return bool(self._done)

    def before(self) -> str:
        """The text before the last change.

        Raises:
            ConfigError: Nothing was changed, or somebody else has changed the file since.
        """
        if not self._done:
            raise ConfigError("There is nothing to undo.", where=str(self.path))
        before, after = self._done[-1]
        if self.read() != after:
            raise ConfigError(
                "The file was changed by somebody else since.",
                where=str(self.path),
                hint="Withdraw the decision instead.",
            )
        return before

    def undo(self) -> None:
        """Undo the last change.

        Raises:
            ConfigError: See ``before``.
            OutputError: The disk refuses.
        """
        self._replace(self.before())
        self._done.pop()

    def _replace(self, text: str) -> None:
        target = self.path.resolve()  # keep a symbolic link
        staged = target.with_name(f".{target.name}.{os.getpid()}.tmp")
        try:
            staged.write_bytes(text.encode())
            if target.exists():
                staged.chmod(target.stat().st_mode & 0o777)
            staged.replace(target)
        except OSError as error:
            with suppress(OSError):
                staged.unlink()
            problem = f"The decisions cannot be written ({error.strerror or error})."
            raise OutputError(problem, where=str(self.path), hint="The existing file is unchanged.") from error


REVIEW = "/-review/"
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'none'"
    ),
    "Referrer-Policy": "same-origin",  # otherwise the browser would not send the Origin of our own form
}


class Review:
    """The review of a live site: an application in front of the site's own."""

    def __init__(self, live: LiveSite, ledger: DecisionFile, gate: Gate, site: Application) -> None:
        """Review ``live``, write to ``ledger``, let ``gate`` decide who may ask, pass all other requests to ``site``."""
        self._live, self._ledger, self._gate, self._site = live, ledger, gate, site
        self._author = ""
        self._told = ""
        self._queue = ReviewQueue()

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
            if path == f"{REVIEW}queue.js":
                return Answer(200, self._asset("queue.js").encode(), "text/javascript; charset=utf-8")
            if request.method == "POST":
                return self._change(request)
            return self._show(path)

    def _show(self, path: str) -> Answer:
        built = self._live.state.built
        if built is None:
            return self._page("index.html", events=(), standing=(), doubts=0, error=self._live.state.error)
        if path.startswith(f"{REVIEW}queue/"):
            return self._show_queue(built, path.removeprefix(f"{REVIEW}queue/").strip("/"))
        if path == REVIEW:
            standing = review_pages.list_standing(built.corpus.overrides, str(self._ledger.path))
            doubts = len(self._queue.open(built)) or self._queue.waiting(built)
            return self._page("index.html", events=review_pages.list_events(built), standing=standing, doubts=doubts)
        event = _event(built, path.removeprefix(f"{REVIEW}e/").strip("/"))
        if event is None:
            return refusal(404, "There is no such event now.")
        standing = review_pages.list_standing(
            built.corpus.overrides, str(self._ledger.path), built.comparisons[event.id].decisions
        )
        return self._page("event.html", page=review_pages.view_event(built, event), standing=standing)

    def _show_queue(self, built: Built, key: str) -> Answer:
        """The question with this key; the first open one without a key, or with one that is not asked any more."""
        if key == "more":
            self._queue.begin(built)
        open_ = self._queue.open(built)
        if key != "end" and key not in open_:
            first = self._queue.after("", built)
            return refusal(303, "The next question.", {"Location": _question(first)})
        standing = review_pages.list_standing(built.corpus.overrides, str(self._ledger.path))
        keys = self._queue.keys
        before = [k for k in keys[: keys.index(key)] if k in open_] if key != "end" else []
        return self._page(
            "queue.html",
            doubt=open_.get(key),
            place=keys.index(key) + 1 if key != "end" else len(keys),
            total=len(keys),
            answered=sum(k not in open_ for k in keys),
            next=_question(self._queue.after(key, built)),
            previous=_question(before[-1]) if before else None,
            first=_question(next(iter(open_))) if open_ else None,
            waiting=self._queue.waiting(built),
            more=_question("more"),
            standing=standing,
        )

    def _change(self, request: Request) -> Answer:
        form = parse_qs(request.body.decode(errors="replace"), keep_blank_values=True)
        refused = self._gate.refuse_change(request, form)
        if refused is not None:
            return refused
        self._author = said(form, "author")
        about, asked, known = said(form, "about"), said(form, "queue"), self._ledger.changes
        try:
            about = self._carry_out(form) or about
        except CompareError as error:
            self._told = f"Nothing was changed. {error}"
        built = self._live.state.built
        if not asked or built is None:
            return refusal(303, "Done.", {"Location": self._address(about)})
        following = self._queue.follow(asked, built, change=self._ledger.changes - known)
        return refusal(303, "Done.", {"Location": _question(following)})

    def _carry_out(self, form: Form) -> str | None:
        """Carry out what a button says; returns an article that the decision concerns, if any."""
        choice = choose(form)
        if choice is not None:
            text = overrides.add(
                self._ledger.read(), choice.kind, choice.rule, author=choice.author, reason=choice.reason
            )
            self._put(text)
            self._told = f"Written: {choice.kind}."
            if choice.kind in {"split", "exclude"}:
                return None
            return next(iter(named_articles(choice.rule)), None)
        if "withdraw" in form:
            line = said(form, "withdraw")
            self._put(overrides.withdraw(self._ledger.read(), int(line) if line.isdecimal() else 0))
            self._told = "Withdrawn."
        elif "undo" in form:
            built = self._assess(self._ledger.before())
            self._ledger.undo()
            self._live.stand(built)
            self._told = "Undone."
        return None

    def _put(self, text: str) -> None:
        """Write the decisions, after making sure that a site can be built with them."""
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
        """The address of the review of the article's event, or of the list if there is none."""
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


class ReviewQueue:
    """Where a reviewer is in the queue: a batch of the least sure questions, whose order no decision changes.

    A question that a decision answers, or that a new grouping does not raise any more, counts as answered. Questions that
    come up meanwhile wait for the next batch.
    """

    def __init__(self) -> None:
        """Nothing is asked yet."""
        self.keys: list[str] = []
        self._answered: list[str] = []
        self._listed: tuple[Built, dict[str, Doubt]] | None = None
        self._quotations: dict[str, tuple[Article, tuple[Quotation, ...]]] = {}

    def open(self, built: Built) -> dict[str, Doubt]:
        """The open questions of the batch by key, in its order."""
        found = self._all(built)
        if not self.keys:
            self.begin(built)
        return {key: found[key] for key in self.keys if key in found}

    def begin(self, built: Built) -> None:
        """Make a batch of the questions that are open now."""
        self.keys, self._answered = list(self._all(built))[:BATCH], []

    def waiting(self, built: Built) -> int:
        """How many open questions are not in the batch."""
        return len(self._all(built).keys() - set(self.keys))

    def _all(self, built: Built) -> dict[str, Doubt]:
        """Every open question by key, least sure first; worked out once for a build."""
        if self._listed is None or self._listed[0] is not built:
            self._listed = built, {doubt.key: doubt for doubt in list_doubts(built, self._attribute)}
        return self._listed[1]

    def after(self, key: str, built: Built) -> str:
        """The next open question behind ``key`` ("": the first one); "end" where there is none."""
        open_ = self.open(built)
        rest = self.keys[self.keys.index(key) + 1 :] if key in self.keys else [] if key == "end" else self.keys
        return next((k for k in rest if k in open_), "end")

    def follow(self, asked: str, built: Built, *, change: int) -> str:
        """Where to go from the question ``asked``: on after a decision, back to what was undone, else nowhere."""
        open_ = self.open(built)
        if change > 0:
            self._answered.append(asked)
            return self.after(asked, built)
        if change < 0 and self._answered:
            return self._answered.pop()
        return asked if asked in open_ else self.after(asked, built)

    def _attribute(self, article: Article) -> tuple[Quotation, ...]:
        """The quotations of an article, found once for each of its versions."""
        known = self._quotations.get(article.id)
        if known is None or known[0] is not article:
            known = self._quotations[article.id] = (article, tuple(attribute(article)))
        return known[1]


def _question(key: str) -> str:
    """The address of a question of the queue."""
    return f"{REVIEW}queue/{quote(key)}/"


def _with_way_back(answer: Answer, path: str) -> Answer:
    """A page of the site with a link to the review added."""
    if not answer.kind.startswith("text/html"):
        return answer
    shown = re.match(r"/e/[0-9a-f]+/", path)
    link = f'<a href="{REVIEW}{shown[0][1:] if shown else ""}">Review</a>\n</nav>'
    return Answer(answer.status, answer.body.replace(b"</nav>", link.encode(), 1), answer.kind, answer.headers)


def _event(built: Built, event_id: str) -> Event | None:
    return next((event for event in built.grouping.events if event.id == event_id), None)
