"""Builders of articles and events for the analyses; every text is invented."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import pytest

from compare import align
from compare.config import Config
from compare.framing import analyse
from compare.model import Article, Finding, Moment, Origin, Outlet, Sentence
from compare.text.sentences import split

Build = Callable[..., Article]
Analyse = Callable[..., tuple[Finding, ...]]


def build(text: str, article_id: str = "a", **fields: object) -> Article:
    """An article whose lines are paragraphs; its outlet is named after it."""
    sentences: list[Sentence] = []
    for paragraph, line in enumerate(re.finditer(r"[^\n]+", text)):
        for start, end in split(line.group()):
            low, high = line.start() + start, line.start() + end
            sentences.append(Sentence(article_id, len(sentences), paragraph, low, high, text[low:high]))
    known = {"outlet_id": f"outlet-{article_id}", **fields}
    if isinstance(known.get("published"), str):
        known["published"] = Moment(str(known["published"]))
    return Article(id=article_id, body=text, sentences=tuple(sentences), **known)  # type: ignore[arg-type]


def outlets_of(articles: Sequence[Article]) -> dict[str, Outlet]:
    ids = {a.outlet_id for a in articles if a.outlet_id}
    return {i: Outlet(i, i.removeprefix("outlet-").upper()) for i in ids}


def run(*articles: Article, origins: Sequence[Origin] | None = None) -> tuple[Finding, ...]:
    """All findings on one event; every account is its own origin unless ``origins`` says otherwise."""
    outlets = outlets_of(articles)
    found = origins if origins is not None else [Origin(a.id, a.id, "own", a.outlet_id) for a in articles]
    return analyse(articles, outlets, align(articles), found, Config())


@pytest.fixture(scope="session")
def make() -> Build:
    return build


@pytest.fixture(scope="session")
def findings() -> Analyse:
    return run
