"""``event.json`` says what the page says, and validates against the published schema."""

from __future__ import annotations

import json
from types import ModuleType
from typing import Any

import jsonschema
import pytest

from compare.report.event_json import SCHEMA_PATH


@pytest.fixture(scope="module")
def schema(pages: dict[str, bytes]) -> Any:
    found = json.loads(pages[SCHEMA_PATH])
    jsonschema.Draft202012Validator.check_schema(found)
    return found


@pytest.fixture(scope="module")
def document(harbour: ModuleType, pages: dict[str, bytes]) -> Any:
    return json.loads(pages[f"e/{harbour.HARBOUR.event.id}/event.json"])


def test_every_document_validates(pages: dict[str, bytes], schema: Any) -> None:
    validator = jsonschema.Draft202012Validator(schema)
    documents = [content for path, content in pages.items() if path.endswith("event.json")]
    assert len(documents) == 3
    for content in documents:
        validator.validate(json.loads(content))


def test_a_document_with_a_state_that_does_not_exist_is_refused(schema: Any, document: Any) -> None:
    wrong = {**document, "points": [{**document["points"][0], "state": "left out"}]}
    assert not jsonschema.Draft202012Validator(schema).is_valid(wrong)


def test_it_carries_the_version_of_its_schema_and_the_counts_of_the_page(document: Any) -> None:
    assert document["schema_version"] == 2
    assert (document["outlets"], document["independent_origins"]) == (3, 2)
    assert document["sentences"] == {"conflict": 3, "reworded": 2, "same": 2, "copied": 4, "also": 1, "only": 13}


def test_its_anchors_are_those_of_the_page(harbour: ModuleType, pages: dict[str, bytes], document: Any) -> None:
    html = pages[f"e/{harbour.HARBOUR.event.id}/index.html"].decode()
    anchors = [sentence["anchor"] for article in document["articles"] for sentence in article["sentences"]]
    assert all(f'id="{anchor}"' in html for anchor in anchors)


def test_conflicts_are_spans_of_the_sentences_given(document: Any) -> None:
    texts = {s["anchor"]: s["text"] for a in document["articles"] for s in a["sentences"]}
    link = document["points"][0]["links"][0]
    (conflict,) = link["conflicts"]
    said = [texts[link[side]][slice(*conflict[side])] for side in ("a", "b")]
    assert said == ["12", "14"]


def test_a_sentence_that_is_linked_in_no_point_has_its_link_beside_the_points(document: Any) -> None:
    states = {s["anchor"]: s["state"] for a in document["articles"] for s in a["sentences"] if "state" in s}
    (link,) = document["see_also"]
    assert (states[link["a"]], states[link["b"]]) == ("also", "same")


def test_a_sentence_and_a_link_take_a_line_each(harbour: ModuleType, pages: dict[str, bytes], document: Any) -> None:
    lines = pages[f"e/{harbour.HARBOUR.event.id}/event.json"].decode().splitlines()
    told = sum(len(article["sentences"]) for article in document["articles"])
    assert sum(line.lstrip().startswith('{"index":') for line in lines) == told
    links = sum(len(point["links"]) for point in document["points"]) + len(document["see_also"])
    assert sum(line.lstrip().startswith('{"a":') for line in lines) == links


def test_articles_left_out_come_with_their_reasons(document: Any) -> None:
    (left_out,) = document["left_out"]
    assert (left_out["kind"], left_out["score"]) == ("related", 0.12)
    assert [reason["text"] for reason in left_out["reasons"]] == ["same name: envoy", "63 days apart"]
