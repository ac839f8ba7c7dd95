from __future__ import annotations

import json
from pathlib import Path

from compare import read_corpus
from compare.cli.common import notes


def test_of_many_notes_alike_one_stands_for_all(tmp_path: Path) -> None:
    rows = [{"id": str(n), "text": "It rained.", "published": f"the {n}th"} for n in range(9)]
    (tmp_path / "r.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    (note,) = notes(read_corpus(tmp_path))
    assert note.startswith("r.jsonl:1: published: 'the 0th' is no")
    assert note.endswith("(8 more like this.)")


def test_a_few_notes_alike_are_all_shown(tmp_path: Path) -> None:
    (tmp_path / "r.jsonl").write_text("1\n2\n" + json.dumps({"id": "a", "text": "It rained."}), encoding="utf-8")
    assert [note.split(": ")[0] for note in notes(read_corpus(tmp_path))] == ["r.jsonl:1", "r.jsonl:2"]
