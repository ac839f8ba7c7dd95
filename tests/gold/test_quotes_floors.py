"""Speakers of quotations on labelled news, where the labels are beside the checkout: never worse than the floor."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from compare.evaluation.tasks import evaluate_quotes

FLOORS = json.loads((Path(__file__).parent / "floors.json").read_text(encoding="utf-8"))["quotes"]


@pytest.mark.parametrize("name", FLOORS)
def test_speakers_stay_above_the_floor(shared: Path, name: str) -> None:
    lines = (shared / "gold" / name).read_text(encoding="utf-8").splitlines()
    report = evaluate_quotes(json.loads(line) for line in lines)
    assert report.spans > 700
    assert report.precision >= FLOORS[name]["precision"]
    assert report.share >= FLOORS[name]["share"]
