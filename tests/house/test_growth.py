"""Work grows no faster than the text: calls are counted, not seconds. ``benchmarks/growth.py`` does the same by the clock."""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path
from types import FrameType

import pytest

from compare import builder

pytestmark = pytest.mark.slow

UNITS = (
    '"It is so, number #," said Mayor Ana# Duarte#. ',
    "The harbour office said ferry # left at dawn. ",
    "항만청은 #일 새벽에 여객선 #호가 출항했다고 밝혔다. ",
    "not ",
    '"a" ',
)
SMALL, TIMES, LIMIT = 4_000, 4, 1.25


@pytest.mark.parametrize("unit", UNITS)
def test_the_calls_of_a_build_grow_with_the_text(tmp_path: Path, unit: str) -> None:
    _calls(tmp_path, unit, 500)  # loads what is loaded once
    small, large = (_calls(tmp_path, unit, size) for size in (SMALL, SMALL * TIMES))
    assert math.log(large / small) / math.log(TIMES) < LIMIT


def _calls(folder: Path, unit: str, size: int) -> int:
    text = "".join(unit.replace("#", str(k)) for k in range(size // len(unit)))
    rows = [{"id": o, "outlet": o, "title": "Ferry sails", "published": "2021-09-13", "text": text} for o in ("A", "B")]
    (folder / "a.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    calls = 0

    def count(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        builder.make_site(builder.read_corpus(folder))
    finally:
        sys.setprofile(before)
    return calls
