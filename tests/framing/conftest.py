"""Builders of articles and events for the analyses; every text is invented."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from compare import align
from compare.config import Config
from compare.framing import analyse
from compare.model import Article, Finding, Origin, Outlet

Analyse = Callable[..., tuple[Finding, ...]]


def outlets_of(articles: Sequence[Article]) -> dict[str, Outlet]:
    ids = {a.outlet_id for a in articles if a.outlet_id}
    return {i: Outlet(i, i.removeprefix("outlet-").upper()) for i in ids}


def run(*articles: Article, origins: Sequence[Origin] | None = None) -> tuple[Finding, ...]:
    """All findings on one event; every account is its own origin unless ``origins`` says otherwise."""
    outlets = outlets_of(articles)
    found = origins if origins is not None else [Origin(a.id, a.id, "own", a.outlet_id) for a in articles]
    return analyse(articles, outlets, align(articles), found, Config())


@pytest.fixture(scope="session")
def findings() -> Analyse:
    return run
