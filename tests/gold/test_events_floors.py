"""Grouping on labelled news, where the labels are beside the checkout: never worse than the floor."""

from __future__ import annotations

import importlib.util
import json
import sys
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

FLOORS = json.loads((Path(__file__).parent / "floors.json").read_text(encoding="utf-8"))["events"]


@cache
def quality() -> ModuleType:
    """The benchmark that knows the cases and the measures."""
    path = Path(__file__).resolve().parents[2] / "benchmarks" / "quality_events.py"
    spec = importlib.util.spec_from_file_location("quality_events", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("case", FLOORS)
def test_grouping_stays_above_the_floor(shared: Path, case: str) -> None:
    measure, floor = quality(), FLOORS[case]
    cases = [records for name, records in measure.cases(measure.load_gold(shared / "gold")) if name.startswith(case)]
    assert cases
    scores, merged = zip(*(measure.measure(records) for records in cases), strict=True)
    assert sum(score.f1 for score in scores) / len(scores) >= floor["f1"]
    assert sum(score.precision for score in scores) / len(scores) >= floor["precision"]
    assert max(len(topics) for topics in merged) <= floor["merged_topics"]
