"""Findings as tidy rows."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from compare.framing.export import COLUMNS, Row, event_rows, pooled_rows, to_csv, to_jsonl
from compare.framing.pooling import Habits, Pooled, PreferredWord
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
    count=2,
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
    count=24,
    value=0.3,
    n=80,
    uncertainty="95% interval",
    events=("e1", "e2"),
    low=0.2,
    high=0.4,
    others=0.25,
    difference=0.05,
    low_difference=-0.1,
    high_difference=0.2,
)


def read_back(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def habits(*rates: Pooled, words: tuple[PreferredWord, ...] = (), few: tuple[Pooled, ...] = ()) -> Habits:
    return Habits((), rates, words, few)


def test_the_columns_are_the_rows_fields() -> None:
    assert tuple(COLUMNS) == Row.__struct_fields__


def test_csv_reads_back_with_empty_cells_for_what_is_missing() -> None:
    (found,) = read_back(to_csv(event_rows(EVENT)))
    assert found["subject"] == 'a speaker, "so called"'
    assert (found["event"], found["value"], found["low"], found["count"], found["n"]) == ("e1", "0.25", "", "2", "8")
    assert found["evidence"].split() == ["b%20c.txt#3", "b%20c.txt#4"]
    assert found["quotes"].splitlines() == ["Headline", "By line"]


def test_json_lines_keep_lists_and_nulls() -> None:
    (line,) = to_jsonl(event_rows(EVENT)).splitlines()
    found = json.loads(line)
    assert list(found) == list(COLUMNS)
    assert (found["low"], found["evidence"]) == (None, ["b%20c.txt#3", "b%20c.txt#4"])


def test_sentences_may_be_named_by_the_caller() -> None:
    (found,) = event_rows(EVENT, name=lambda ref: f"s-{ref.index}")
    assert found.evidence == ("s-3", "s-4")


def test_a_number_on_two_accounts_names_both() -> None:
    pair = replace(FINDING, other_outlet_id="other", other_article_id="d.txt")
    (found,) = event_rows(replace(EVENT, findings=(pair,)))
    assert (found.outlet, found.article, found.other_outlet, found.other_article) == (
        "outlet",
        "b c.txt",
        "other",
        "d.txt",
    )


def test_a_number_over_events_has_its_difference_in_a_row_of_its_own() -> None:
    habit, difference = pooled_rows(habits(HABIT))
    assert (habit.event, habit.article, habit.evidence) == ("", "", ("e1", "e2"))
    assert (habit.value, habit.low, habit.high, habit.count, habit.n) == (0.3, 0.2, 0.4, 24, 80)
    assert habit.text == "the others in the same events: 0.25"
    assert (difference.measure, difference.value) == ("quoted words: difference", 0.05)
    assert (difference.low, difference.high) == (-0.1, 0.2)


def test_words_have_their_z_and_their_false_discovery_rate() -> None:
    word = PreferredWord(
        outlet_id="o", word="regime", log_odds=1.5, z=4.2, q=0.001, count=9, others=1, events=("e1", "e2")
    )
    (row,) = pooled_rows(habits(words=(word,)))
    assert (row.analysis, row.measure, row.subject, row.value) == ("wording", "words", "regime", 4.2)
    assert (row.count, row.n, row.uncertainty) == (9, 10, "false discovery rate q = 0.001")


def test_too_few_events_have_counts_alone() -> None:
    few = Pooled(
        outlet_id="o",
        analysis="a",
        measure="m",
        subject="s",
        count=3,
        n=9,
        uncertainty="too few: 1 of 9 events",
        events=("e1",),
    )
    (row,) = pooled_rows(habits(few=(few,)))
    assert (row.value, row.low, row.count, row.n, row.text) == (None, None, 3, 9, "")


def test_no_rows_are_a_header_and_no_lines() -> None:
    assert to_csv([]) == (",".join(COLUMNS) + "\n").encode()
    assert to_csv([], header=False) == to_jsonl([]) == b""


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "'=1", "＝1", "'strongly'"])
def test_no_cell_opens_as_a_formula_does(text: str) -> None:
    (found,) = read_back(to_csv(event_rows(replace(EVENT, findings=(replace(FINDING, subject=text),)))))
    assert found["subject"] == f"'{text}"


def test_numbers_are_left_as_they_are() -> None:
    (found,) = read_back(to_csv(event_rows(replace(EVENT, findings=(replace(FINDING, value=-0.25),)))))
    assert found["value"] == "-0.25"


@given(st.text(st.characters(codec="utf-8", exclude_characters="\r\0"), min_size=1))
def test_one_apostrophe_taken_away_gives_every_text_back(text: str) -> None:
    (found,) = read_back(to_csv(event_rows(replace(EVENT, findings=(replace(FINDING, subject=text),)))))
    assert found["subject"].removeprefix("'") == text
    assert not found["subject"].startswith(tuple("=+-@\t"))


def test_half_a_surrogate_pair_is_written_escaped() -> None:
    odd = replace(EVENT, findings=(replace(FINDING, subject="half \ud83d"),))
    assert json.loads(to_jsonl(event_rows(odd)))["subject"] == "half \ud83d"
    assert b"half \\ud83d" in to_csv(event_rows(odd))
