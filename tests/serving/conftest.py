"""A review of the small corpus of the curation tests."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

import pytest

from compare.serving.live import LiveSite, SiteSource, live_application
from compare.serving.review import REVIEW, DecisionFile, Gate, Review
from compare.serving.server import Answer, Application, Request, guarded
from tests.curation.conftest import ROWS

UNSURE = {
    "daily-1": " More than two hundred passengers crossed on the first day.",
    "post-1": " The engine runs better than it has for years, said a mechanic from the yard. "
    "About 200 people were on the first boat with Captain Morrow.",
    "daily-2": " Captain Ida Morrow and a mechanic carried them aboard the ferry at Port Hale for mayor Oda Finch.",
}
"""Sentences that may or may not say the same as the others' do."""
REVIEWED = tuple(row | {"text": row["text"] + UNSURE.get(row["id"], "")} for row in ROWS)
HOST = "127.0.0.1:8000"
Ask = Callable[..., Answer]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "articles.jsonl").write_text("".join(json.dumps(row) + "\n" for row in REVIEWED), encoding="utf-8")
    return folder


@pytest.fixture
def gate() -> Gate:
    return Gate("the-token", REVIEW)


@pytest.fixture
def application(corpus: Path, gate: Gate) -> Application:
    live = LiveSite(SiteSource([corpus]))
    live.rebuild()
    return guarded(
        Review(live, DecisionFile(corpus / "overrides.toml"), gate, live_application(live, reload=False)), loopback=True
    )


@pytest.fixture
def ask(application: Application) -> Ask:
    """A request of a reviewer's own browser; named headers replace or take away (None) what it sends."""

    def send(
        target: str, form: dict[str, str] | None = None, client: str = "127.0.0.1", **changed: str | None
    ) -> Answer:
        headers: dict[str, str | None] = {"host": HOST, "cookie": "outlet-compare-review=the-token"}
        if form is not None:
            headers |= {"origin": f"http://{HOST}", "content-type": "application/x-www-form-urlencoded"}
        headers |= {name.replace("_", "-"): value for name, value in changed.items()}
        sent = {name: value for name, value in headers.items() if value is not None}
        body = urlencode({"token": "the-token", **form}).encode() if form is not None else b""
        return application(Request("GET" if form is None else "POST", target, sent, body, client))

    return send
