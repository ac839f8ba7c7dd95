"""Every number is defined once: the method page and docs/method.md say the same words."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from compare.config import AlignmentConfig, Config
from compare.framing import ANALYSES
from compare.framing.export import COLUMNS
from compare.framing.pooling import MEASURES, RATES
from compare.report.method import KNOWN_FAILURES, NOT_CLAIMED, STATES, define_counts, define_framing, to_markdown
from compare.report.points import STATES as ALL_STATES

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_the_method_document_is_what_the_definitions_say(request: pytest.FixtureRequest) -> None:
    document = DOCS / "method.md"
    if request.config.getoption("--update-golden"):
        document.write_text(to_markdown(Config()), encoding="utf-8")
        pytest.skip("docs/method.md written")
    assert document.read_text(encoding="utf-8") == to_markdown(Config())


def test_the_method_page_says_every_definition(pages: dict[str, bytes]) -> None:
    page = html.unescape(re.sub(r"<[^>]+>", "", pages["method.html"].decode()))
    told = [d.text for d in (*define_counts(Config()), *STATES)]
    told += [d.measure.definition for dimension in define_framing() for d in dimension.measures]
    assert [text for text in (*told, *NOT_CLAIMED, *KNOWN_FAILURES) if text not in page] == []


def test_every_measure_has_an_anchor_of_its_own(pages: dict[str, bytes]) -> None:
    anchors = [d.anchor for dimension in define_framing() for d in dimension.measures]
    assert len(anchors) == len(set(anchors)) == sum(len(a.measures) for a in ANALYSES) + len(MEASURES)
    page = pages["method.html"].decode()
    assert all(f'id="{anchor}"' in page for anchor in anchors)


def test_the_thresholds_are_those_of_the_site() -> None:
    told = define_counts(Config(alignment=AlignmentConfig(threshold=0.77)))
    assert any("0.77" in d.text for d in told)


def test_every_state_is_defined_in_its_place() -> None:
    assert [d.term for d in STATES] == [state.word for state in ALL_STATES]


def test_the_guide_to_the_data_names_every_column_and_every_measure() -> None:
    guide = (DOCS / "findings.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `(\w+)` \| (.*) \|$", guide, re.MULTILINE) == list(COLUMNS.items())
    assert {rate.measure for rate in RATES} <= {m for a in ANALYSES for m in a.measures}
