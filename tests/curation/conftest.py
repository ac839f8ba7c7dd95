"""A small corpus of invented outlets, and its site with some decisions."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from compare import builder

LEAD = "The ferry between Port Hale and the Sorrel Islands resumed on Monday after nine weeks of repairs, the harbour office said."
ROWS: tuple[dict[str, str], ...] = (
    {
        "id": "wire-1",
        "outlet": "Example Wire",
        "title": "Sorrel Islands ferry resumes after nine weeks",
        "published": "2021-09-13T08:00+09:00",
        "text": f"{LEAD} Captain Ida Morrow steered the first crossing with 212 passengers on board. "
        "“The engine has never run so well as it does today,” a mechanic of the yard said.",
    },
    {
        "id": "daily-1",
        "outlet": "Example Daily",
        "title": "Ferry to the Sorrel Islands sails again",
        "published": "2021-09-13T12:30+09:00",
        "text": f"{LEAD} Islanders had waited for the Port Hale ferry since July. "
        "The skipper was a woman from Quillan, and 212 people went with her.",
    },
    {
        "id": "post-1",
        "outlet": "Example Post",
        "title": "Sorrel Islands ferry resumes as repairs end",
        "published": "2021-09-13T15:00+09:00",
        "text": f"{LEAD} Islanders had waited for the Port Hale ferry since July, said mayor Oda Finch.",
    },
    {
        "id": "daily-2",
        "outlet": "Example Daily",
        "title": "Museum in Quillan returns two bronze bells",
        "published": "2021-10-02",
        "text": "The Quillan museum handed two bronze bells back to the monastery of Saint Oda. They were cast in 1684.",
    },
)
Decided = Callable[..., "Site"]


class Site:
    """The pages of a corpus, by path, and where each article's event is."""

    def __init__(self, pages: Mapping[str, bytes]) -> None:
        """Take the pages."""
        self.pages = pages
        documents = [json.loads(page) for path, page in pages.items() if path.endswith("event.json")]
        self.events = {article["id"]: document for document in documents for article in document["articles"]}

    def page(self, article_id: str) -> str:
        """The event page that has the article."""
        return self.pages[f"e/{self.events[article_id]['id']}/index.html"].decode()

    def groups(self) -> set[tuple[str, ...]]:
        """The article ids of each event."""
        return {tuple(article["id"] for article in document["articles"]) for document in self.events.values()}

    def links(self, article_id: str) -> set[tuple[str, int, str, int]]:
        """The links of the article's event."""
        document = self.events[article_id]
        places = {s["anchor"]: (a["id"], s["index"]) for a in document["articles"] for s in a["sentences"]}
        links = (link for point in document["points"] for link in point["links"])
        return {(*places[link["a"]], *places[link["b"]]) for link in links}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "articles.jsonl").write_text("".join(json.dumps(row) + "\n" for row in ROWS), encoding="utf-8")
    return folder


@pytest.fixture
def decided(corpus: Path) -> Decided:
    """The site of the corpus with this ``overrides.toml`` and ``outlet-compare.toml``."""

    def build(overrides: str, configuration: str = "") -> Site:
        (corpus / "overrides.toml").write_text(overrides, encoding="utf-8")
        (corpus / "outlet-compare.toml").write_text(configuration, encoding="utf-8")
        return Site(builder.make_site(builder.read_corpus([corpus])).pages)

    return build
