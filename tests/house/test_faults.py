"""Something unforeseen in one article or one event: the site is made of the others, and the loss is named."""

from __future__ import annotations

import json
import pkgutil
from pathlib import Path
from typing import Any

import msgspec
import pytest
from typer.testing import CliRunner

from compare import faults
from compare.cli import app

pytestmark = pytest.mark.slow

TEXTS = {
    "One": (
        "Ferry sails to the islands",
        "The ferry left Port Hale at dawn on Monday, the harbour office said. It was full.",
    ),
    "Two": (
        "Ferry leaves for islands",
        "At dawn on Monday the ferry left Port Hale, said the harbour office. Nobody was hurt.",
    ),
    "Bad": (
        "POISON quake shakes valley",
        "A quake of magnitude four shook the POISON valley on Tuesday, officials said.",
    ),
}
STAGES = (
    "compare.pipeline.provenance.trace",
    "compare.pipeline.align",
    "compare.pipeline.find_differences",
    "compare.pipeline.attach_conflicts",
    "compare.pipeline.framing.read_accounts",
    "compare.pipeline.framing.find",
    "compare.pipeline.framing.count_words",
    "compare.pipeline.choose_title",
    "compare.builder.abridge",
    "compare.builder.compare_event",
    "compare.builder.render_event",
    "compare.report.rendering.read_event",
    "compare.report.rendering.view_event",
    "compare.report.rendering.write_event",
    "compare.report.rendering.encode_event",
    "compare.report.rendering.view_articles",
    "compare.report.rendering.tell",
    "compare.report.rendering.count_event",
    "compare.report.rendering.write_lines",
    "compare.report.event_page.find_points",
    "compare.report.rendering._articles",
    "compare.report.event_page.choose_shared",
    "compare.report.event_page.make_difference_table",
    "compare.report.event_page.list_voices",
    "compare.report.event_page.view_framing",
    "compare.report.event_page.find_revisions",
    "compare.report.event_page.trace",
    "compare.report.event_page.offer",
    "compare.report.event_page.introduce",
    "compare.report.event_page.headline",
    "compare.report.article_page.cite_all",
    "compare.reading.tables.read_record",
    "compare.reading.record.read_text",
    "compare.reading.record.find_kind",
    "compare.reading.record.finish",
    "compare.reading.draft.assemble_body",
    "compare.reading.draft.split_version",
    "compare.reading.draft.find_dateline",
    "compare.reading.draft.language_of",
    "compare.builder.clustering.cluster",
)
FAULTS = (ValueError("no such thing"), RecursionError("too deep"), ZeroDivisionError())


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: type(fault).__name__)
@pytest.mark.parametrize("stage", STAGES)
def test_a_fault_costs_one_article_and_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stage: str, fault: Exception
) -> None:
    folder, name = stage.rsplit(".", 1)
    target: Any = pkgutil.resolve_name(folder)
    right = getattr(target, name)

    def broken(*args: Any, **more: Any) -> Any:
        held = repr(args) + _text(args)
        if "POISON" in held or '"Bad"' in held:
            raise fault
        return right(*args, **more)

    monkeypatch.setattr(target, name, broken)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    corpus = tmp_path / "in"
    corpus.mkdir()
    for outlet, (title, text) in TEXTS.items():
        row = {"id": outlet, "outlet": outlet, "title": title, "published": "2021-09-13", "text": text}
        (corpus / f"{outlet}.jsonl").write_text(json.dumps(row), encoding="utf-8")
    done = CliRunner().invoke(app, ["build", str(corpus), "-o", str(tmp_path / "site")])
    assert done.exit_code == 3, done.output
    assert "Bad.jsonl:1: a fault of the program" in done.output
    assert str(faults.fault_log()) in done.output
    assert type(fault).__name__ in faults.fault_log().read_text(encoding="utf-8")
    index = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert "Ferry" in index
    assert "a fault of the program" in index
    assert str(tmp_path) not in index


def _text(value: object, depth: int = 3) -> str:
    """Everything that the value holds, as text."""
    if isinstance(value, str | Path) or not depth:
        return str(value)
    if isinstance(value, list | tuple):
        return " ".join(_text(item, depth - 1) for item in value)
    try:
        return msgspec.json.encode(value).decode()
    except (TypeError, ValueError):
        return " ".join(_text(getattr(value, name, ""), depth - 1) for name in dir(value) if not name.startswith("__"))
