from __future__ import annotations

import json
from pathlib import Path

from compare import read_corpus
from compare.cli.common import how_read, notes


def test_of_many_notes_alike_one_stands_for_all(tmp_path: Path) -> None:
    rows = [{"id": str(n), "text": "It rained.", "published": f"the {n}th"} for n in range(9)]
    (tmp_path / "r.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    (note,) = notes(read_corpus(tmp_path))
    assert note.startswith("r.jsonl:1: published: 'the 0th' is no")
    assert note.endswith("(8 more like this.)")


def test_a_few_notes_alike_are_all_shown(tmp_path: Path) -> None:
    (tmp_path / "r.jsonl").write_text("1\n2\n" + json.dumps({"id": "a", "text": "It rained."}), encoding="utf-8")
    assert [note.split(": ")[0] for note in notes(read_corpus(tmp_path))] == ["r.jsonl:1", "r.jsonl:2"]


def test_many_articles_without_a_date_are_said_after_a_build(tmp_path: Path) -> None:
    rows = [{"id": str(n), "text": "It rained all day in the harbour."} for n in range(4)]
    (tmp_path / "r.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert next(how_read(read_corpus(tmp_path))).startswith("No date: 4 of 4 articles")
