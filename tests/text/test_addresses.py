"""Addresses that last, and what happens where two would be one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from compare import read_corpus
from compare.text.anchors import outlet_folder, short_digest, tell_apart


def test_the_first_keeps_its_id_and_the_others_are_told_apart() -> None:
    assert tell_apart(["c", "a", "b"], lambda id_: id_[-1]) == {}
    meeting = {"y": "x", "z": "x"}
    assert tell_apart(["z", "x", "y", "b"], lambda id_: meeting.get(id_, id_)) == {"y": "y~2", "z": "z~2"}
    crowded = {**meeting, "z~2": "y~2"}
    assert tell_apart(["z", "x", "y"], lambda id_: crowded.get(id_, id_)) == {"y": "y~2", "z": "z~3"}


def test_an_id_that_is_free_is_not_taken_by_one_that_was_told_apart() -> None:
    renamed = tell_apart(["x", "y", "y~2"], lambda id_: {"y": "x"}.get(id_, id_))
    assert renamed == {"y": "y~2", "y~2": "y~2~2"}


@pytest.mark.parametrize("name", ["0123456789ab", "ddacd87d7a7d"])
def test_an_outlet_named_like_a_hash_has_no_other_outlets_page(name: str) -> None:
    assert outlet_folder(name) == short_digest(name) != name


def test_articles_whose_pages_would_meet_are_told_apart_and_say_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("compare.reading.inputs.short_digest", lambda id_: "same" if len(id_) == 1 else id_)
    rows = [
        {"id": id_, "outlet": "Gazette", "title": f"The {id_} ferry sails", "text": f"The {id_} ferry sailed at dawn."}
        for id_ in ("b", "a", "cc")
    ]
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)))
    corpus = read_corpus([path])
    assert [article.id for article in corpus.articles] == ["b~2", "a", "cc"]
    told = corpus.articles[0]
    assert {sentence.article_id for sentence in told.sentences} == {"b~2"}
    assert told.remarks == (
        "id: 'b' is read as 'b~2', since its page would have the address of another's. Give it another.",
    )
    assert set(corpus.places) == {"b~2", "a", "cc"}
