"""What ``evaluate`` says of labels of one's own."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from compare.cli import app
from compare.evaluation import tasks
from compare.model import SentenceRef

SENTENCES = [
    "The north pier reopened on Monday.",
    "Storm Ida had closed it in March.",
    "Two ferries called there at noon.",
]


def ends(i: int, j: int) -> frozenset[SentenceRef]:
    return frozenset({SentenceRef("a", i), SentenceRef("b", j)})


@pytest.fixture
def evaluate() -> Callable[..., Result]:
    return lambda *arguments: CliRunner().invoke(app, ["evaluate", *map(str, arguments)])


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    """Two accounts of one event and one of another, with a coder's links."""
    rows = [
        {
            "id": "a",
            "outlet": "A",
            "title": "North pier reopens",
            "published": "2021-05-03",
            "sentences": SENTENCES,
            "event": "pier",
        },
        {
            "id": "b",
            "outlet": "B",
            "title": "North pier open again",
            "published": "2021-05-03",
            "sentences": SENTENCES[:2],
            "event": "pier",
        },
        {
            "id": "c",
            "outlet": "C",
            "title": "Museum buys a clock",
            "published": "2021-08-01",
            "sentences": ["The Quillan museum bought a tower clock."],
            "event": "clock",
        },
    ]
    (tmp_path / "pier.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    links = [{"a": "a", "i": 0, "b": "b", "j": 0}, {"a": "b", "i": 1, "b": "a", "j": 1, "optional": True}]
    (tmp_path / "pier.labels.json").write_text(json.dumps({"event": "pier", "links": links}))
    return tmp_path


def test_events_are_scored_against_the_records_own(evaluate: Callable[..., Result], labelled: Path) -> None:
    (report,) = map(json.loads, evaluate(labelled / "pier.jsonl", "--format", "jsonl").stdout.splitlines())
    assert report["scores"]["b3_f1"] == 1.0
    assert (report["merges"], report["splits"]) == ([], [])
    shown = evaluate(labelled / "pier.jsonl").stdout
    assert "b3_f1\t1.0000" in shown
    assert "Calibration: Brier score" in shown


def test_the_worst_mistakes_name_events_by_a_headline(evaluate: Callable[..., Result], labelled: Path) -> None:
    source = labelled / "pier.jsonl"
    rows = [json.loads(line) for line in source.read_text().splitlines()]
    rows[1]["event"], rows[2]["event"] = "opening", "pier"
    source.write_text("".join(json.dumps(row) + "\n" for row in rows))
    shown = evaluate(source).stdout
    merges, _, splits = shown.partition("Worst splits")
    headline = rows[0]["title"]
    assert f"“{headline}”\t1\topening (1); pier (1)" in merges
    assert f"“{headline}” (1)" in splits
    assert f"“{rows[2]['title']}” (1)" in splits


def test_events_without_a_label_are_refused(evaluate: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "plain.jsonl").write_text('{"id": "a", "text": "The pier reopened."}\n')
    result = evaluate(tmp_path / "plain.jsonl")
    assert (result.exit_code, "No record here has an `event`" in result.stderr) == (2, True)


def test_links_are_scored_event_by_event(evaluate: Callable[..., Result], labelled: Path) -> None:
    shown = evaluate(labelled / "pier.labels.json", "--task", "links").stdout.splitlines()
    assert "pier\t1.0000\t1.0000\t1.0000\t1" in shown
    assert "all\t1.0000\t1.0000\t1.0000\t1" in shown


def test_two_coders_agreement(evaluate: Callable[..., Result], labelled: Path) -> None:
    second = labelled / "second.json"
    second.write_text(json.dumps({"event": "pier", "links": [{"a": "a", "i": 0, "b": "b", "j": 0}]}))
    shown = evaluate(labelled / "pier.labels.json", "--task", "links", "--against", second).stdout
    pairs = 3 * 2 + 3 * 1 + 2 * 1
    expected = (2 * 1 + (pairs - 2) * (pairs - 1)) / pairs**2
    kappa = ((pairs - 1) / pairs - expected) / (1 - expected)
    assert f"{pairs}\t{2 / 3:.4f}\t{kappa:.4f}" in shown


def test_headlines_are_judged_by_themselves(evaluate: Callable[..., Result], tmp_path: Path) -> None:
    pairs = [
        {
            "a": "Ferry to the Sorrel Islands sails again",
            "b": "Sorrel Islands ferry sails again after repairs",
            "label": 1,
        },
        {"a": "Ferry to the Sorrel Islands sails again", "b": "Museum in Quillan returns two bronze bells", "label": 0},
    ]
    (tmp_path / "pairs.jsonl").write_text("\n".join(json.dumps(pair) for pair in pairs) + "\n\n")
    assert "all\t1.0000\t1.0000\t1.0000\t1" in evaluate(tmp_path / "pairs.jsonl", "--task", "headlines").stdout


def test_names_are_judged_pair_by_pair(evaluate: Callable[..., Result], tmp_path: Path) -> None:
    people = {"one": ["Han Seo-yeon", "Han Seo Yeon"], "other": ["Oh Tae-gyu"]}
    (tmp_path / "names.json").write_text(json.dumps(people))
    assert "all\t1.0000\t1.0000\t1.0000\t1" in evaluate(tmp_path / "names.json", "--task", "names").stdout


def test_speakers_are_judged_quotation_by_quotation(evaluate: Callable[..., Result], tmp_path: Path) -> None:
    text = 'Ida Morrow, the harbour master, said: "The pier will open on Monday morning."'
    quotation, source = text.index('"'), (0, len("Ida Morrow, the harbour master"))
    row = {
        "id": "a",
        "text": text,
        "attributions": [{"source": [source], "cue": [], "content": [(quotation, len(text))]}],
    }
    (tmp_path / "quotes.jsonl").write_text(json.dumps(row) + "\n")
    assert "1\t1\t1.0000\t1.0000" in evaluate(tmp_path / "quotes.jsonl", "--task", "quotes").stdout


@pytest.mark.parametrize("task", ["headlines", "links", "names", "quotes"])
def test_labels_of_another_kind_are_an_error_with_the_file(
    evaluate: Callable[..., Result], tmp_path: Path, task: str
) -> None:
    (tmp_path / "labels.json").write_text('["nothing of the sort"]\n')
    result = evaluate(tmp_path / "labels.json", "--task", task)
    assert (result.exit_code, "labels.json" in result.stderr) == (2, True)
    assert evaluate(tmp_path / "nowhere.json", "--task", task).exit_code == 2


def test_links_of_sentences_that_are_not_there_are_an_error(evaluate: Callable[..., Result], labelled: Path) -> None:
    slip = {"event": "pier", "links": [{"a": "a", "i": 99, "b": "zz", "j": 0}]}
    (labelled / "pier.labels.json").write_text(json.dumps(slip))
    result = evaluate(labelled / "pier.labels.json", "--task", "links")
    assert (result.exit_code, "which is not there" in result.stderr) == (2, True)


def test_attributions_of_another_shape_are_an_error(evaluate: Callable[..., Result], tmp_path: Path) -> None:
    row = {"id": "a", "text": "He said yes.", "attributions": [{"source": [0, 2], "cue": [3, 7], "content": [8, 11]}]}
    (tmp_path / "quotes.jsonl").write_text(json.dumps(row) + "\n")
    result = evaluate(tmp_path / "quotes.jsonl", "--task", "quotes")
    assert (result.exit_code, "quotes.jsonl" in result.stderr) == (2, True)


def test_attributions_outside_their_text_are_an_error(evaluate: Callable[..., Result], tmp_path: Path) -> None:
    row = {"id": "a", "text": "He said yes.", "attributions": [{"source": [[0, 2]], "cue": [], "content": [[8, 99]]}]}
    (tmp_path / "quotes.jsonl").write_text(json.dumps(row) + "\n")
    result = evaluate(tmp_path / "quotes.jsonl", "--task", "quotes")
    assert result.exit_code == 2
    assert "An offset of the text 'a' lies outside it." in result.stderr


def test_optional_links_neither_help_nor_hurt() -> None:
    gold = {"pier": ({ends(0, 0)}, {ends(1, 1)})}
    with_it = tasks.evaluate_links(gold, {"pier": {ends(0, 0), ends(1, 1)}})
    without = tasks.evaluate_links(gold, {"pier": {ends(0, 0)}})
    assert with_it == without
    assert tasks.evaluate_links(gold, {}).all.recall == 0.0


def test_a_wrong_pair_of_spellings_is_listed() -> None:
    report = tasks.evaluate_names({"one": ["Han Seo-yeon", "Oh Tae-gyu"]})
    assert report.split == (("Han Seo-yeon", "Oh Tae-gyu"),)
    report = tasks.evaluate_names({"one": ["Han Seo-yeon"], "other": ["Han Seo Yeon"]})
    assert report.merged == (("Han Seo Yeon", "Han Seo-yeon"),)


def test_agreement_by_chance_alone_has_no_kappa_and_too_few_pairs_are_an_error() -> None:
    assert tasks.compare_coders({ends(0, 0)}, {ends(1, 1)}, 2).kappa == -1.0
    assert tasks.compare_coders(set(), set(), 0).kappa == 1.0
    with pytest.raises(ValueError, match="2 links in 1 pairs"):
        tasks.compare_coders({ends(0, 0)}, {ends(1, 1)}, 1)
