"""Findings as tidy rows."""

from __future__ import annotations

import csv
import io
import json

from compare.framing.export import COLUMNS, Row, rows, to_csv, to_jsonl
from compare.framing.pooled import Pooled
from compare.model import Alignment, Comparison, Event, Finding, SentenceRef

FINDING = Finding(
    "quotation",
    'a speaker, "so called"',
    0.25,
    "a count",
    (SentenceRef("b c.txt", 3), SentenceRef("b c.txt", 4)),
    measure="speaker",
    outlet_id="outlet",
    article_id="b c.txt",
    n=8,
    quotes=("Headline", "By line"),
)
EVENT = Comparison(
    event=Event("e1", ("b c.txt",)), title_of=None, origins=(), alignment=Alignment((), ()), findings=(FINDING,)
)
HABIT = Pooled(
    outlet_id="outlet",
    analysis="quotation",
    measure="quoted words",
    subject="all events",
    value=0.3,
    n=80,
    uncertainty="95% interval",
    events=("e1", "e2"),
    low=0.2,
    high=0.4,
    others=0.25,
    low_difference=-0.1,
    high_difference=0.2,
)


def test_the_columns_are_the_rows_fields() -> None:
    assert tuple(COLUMNS) == Row.__struct_fields__


def test_csv_reads_back_with_empty_cells_for_what_is_missing() -> None:
    (found,) = csv.DictReader(io.StringIO(to_csv(rows([EVENT]))))
    assert found["subject"] == 'a speaker, "so called"'
    assert (found["event"], found["value"], found["low"], found["n"]) == ("e1", "0.25", "", "8")
    assert found["evidence"].split() == ["b%20c.txt#3", "b%20c.txt#4"]
    assert found["quotes"].splitlines() == ["Headline", "By line"]


def test_json_lines_keep_lists_and_nulls() -> None:
    (line,) = to_jsonl(rows([EVENT])).splitlines()
    found = json.loads(line)
    assert list(found) == list(COLUMNS)
    assert (found["low"], found["evidence"]) == (None, ["b%20c.txt#3", "b%20c.txt#4"])


def test_sentences_may_be_named_by_the_caller() -> None:
    (found,) = rows([EVENT], name=lambda ref: f"s-{ref.index}")
    assert found.evidence == ("s-3", "s-4")


def test_pooled_numbers_come_last_with_their_events() -> None:
    event, habit = rows([EVENT], [HABIT])
    assert event.event == "e1"
    assert (habit.event, habit.article, habit.evidence) == ("", "", ("e1", "e2"))
    assert (habit.low, habit.high) == (0.2, 0.4)
    assert habit.text == "others in the same events: 0.25; difference -0.1 to 0.2"


def test_a_bare_count_has_no_words() -> None:
    few = Pooled(
        outlet_id="o", analysis="a", measure="m", subject="s", value=3.0, n=9, uncertainty="too few", events=("e1",)
    )
    (row,) = rows([], [few])
    assert (row.text, row.low) == ("", None)


def test_no_rows_are_a_header_and_no_lines() -> None:
    assert to_csv([]) == ",".join(COLUMNS) + "\n"
    assert to_jsonl([]) == ""
