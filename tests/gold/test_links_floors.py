"""Sentence links on labelled events, where the labels are beside the checkout: never worse than the floor."""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path

import numpy as np
import pytest

from compare.alignment import align
from compare.model import Article
from compare.reading import read

HERE = Path(__file__).resolve().parent
FLOORS = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))["links"]


def scores(found: list[np.ndarray]) -> dict[str, float]:
    right, wrong, missing = np.sum(found, axis=0).tolist()
    return {
        "precision": right / (right + wrong),
        "recall": right / (right + missing),
        "f1": 2 * right / (2 * right + wrong + missing),
    }


@pytest.fixture(scope="module")
def table(shared: Path) -> dict[str, dict[str, float]]:
    sys.path.insert(0, str(HERE.parents[1] / "benchmarks"))
    try:
        benchmark = importlib.import_module("quality_links")
    finally:
        sys.path.pop(0)
    _, ways = benchmark.table(shared / "gold" / "align")
    return {name: scores(found) for name, found in ways.items()}


@pytest.mark.parametrize("way", FLOORS)
def test_links_stay_above_the_floor(table: dict[str, dict[str, float]], way: str) -> None:
    assert {name: value for name, value in table[way].items() if value < FLOORS[way][name]} == {}


@pytest.fixture(scope="module")
def seeds(shared: Path) -> tuple[Article, ...]:
    return read([shared / "seeds"]).articles


def test_the_july_accounts_share_the_rejection_and_nothing_that_was_not_labelled(
    shared: Path, seeds: tuple[Article, ...]
) -> None:
    gold = json.loads((shared / "gold" / "align" / "seeds.links.json").read_text(encoding="utf-8"))
    texts = {s.ref: s.text for article in seeds for s in article.sentences}
    july = [article for article in seeds if article.id in {gold["a"], gold["b"]}]
    links = [(texts[link.a], texts[link.b]) for link in align(july).links]
    labelled = [(link["a"], link["b"]) for link in gold["links"]]
    assert all(any(a.startswith(x) and b.startswith(y) for x, y in labelled) for a, b in links)
    assert any("Choe Son-hui" in a and "Choe Son-hui" in b for a, b in links)
    assert len(align(seeds).links) <= 6
