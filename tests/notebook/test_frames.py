"""pandas in and out."""

from __future__ import annotations

import builtins
import datetime as dt
from typing import Any

import pandas as pd
import pytest

import compare
from compare import frames
from compare.errors import CompareError, CorpusError

FERRY = "The ferry between Port Hale and the Sorrel Islands resumed on Monday after nine weeks of repairs, the harbour office said."


def one(**row: object) -> compare.Article:
    """The article of a frame of one row."""
    (article,) = frames.read_frame(pd.DataFrame([row])).articles
    return article


def test_columns_of_the_fields_own_names_need_no_mapping() -> None:
    article = one(
        id="x",
        outlet="Yonhap",
        title="Ferry",
        text=FERRY,
        url="https://post.example/a",
        byline="By Ida Morrow",
        event=3,
    )
    assert (article.id, article.outlet_id, article.headline, article.byline) == ("x", "yonhap", "Ferry", "Ida Morrow")
    assert article.given_event == "3"


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("2021-05-03T09:00+09:00", "2021-05-03T09:00+09:00"),
        (pd.Timestamp("2021-05-03"), "2021-05-03"),
        (pd.Timestamp("2021-05-03 09:30"), "2021-05-03T09:30:00"),
        (pd.Timestamp("2021-05-03 00:00", tz="Asia/Seoul"), "2021-05-03T00:00:00+09:00"),
        (dt.date(2021, 5, 3), "2021-05-03"),
        (None, None),
        (float("nan"), None),
        (pd.NaT, None),
        (pd.NA, None),
    ],
)
def test_dates_are_as_precise_as_they_were(value: object, iso: str | None) -> None:
    published = one(text=FERRY, published=value).published
    assert (published.iso if published else None) == iso


def test_midnight_among_times_is_a_time() -> None:
    table = pd.DataFrame(
        {"text": [FERRY, FERRY], "published": pd.to_datetime(["2021-05-03 00:00", "2021-05-03 09:30"])}
    )
    first, _ = frames.read_frame(table).articles
    assert first.published
    assert first.published.iso == "2021-05-03T00:00:00"


def test_sentences_are_kept_as_given() -> None:
    assert [s.text for s in one(sentences=["One thing.", "Another. And more."]).sentences] == [
        "One thing.",
        "Another. And more.",
    ]


def test_ids_that_pandas_made_floats_of_are_whole_again() -> None:
    table = pd.DataFrame({"id": [7, None], "text": [FERRY, FERRY]})
    assert [a.id for a in frames.read_frame(table).articles] == ["7", "frame#2"]


def test_rows_without_text_are_listed_and_the_rest_goes_on() -> None:
    found = frames.read_frame(pd.DataFrame({"text": [None, FERRY, "  "]}))
    assert [a.id for a in found.articles] == ["frame#2"]
    assert [(u.path, u.line, u.problem) for u in found.unreadable] == [
        ("frame", 1, "the record has no text"),
        ("frame", 3, "the record has no text"),
    ]


def test_an_empty_frame_is_an_empty_corpus() -> None:
    assert frames.read_frame(pd.DataFrame({"text": []})).articles == ()


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ({"body": "text"}, "There is no field 'body'. Fields: id, outlet"),
        ({"text": "body"}, "The frame has no column 'body'. Fields"),
        ({"title": "text", "text": "nothing"}, "no column 'nothing'"),
    ],
)
def test_a_mapping_that_does_not_fit_is_named(columns: dict[str, str], told: str) -> None:
    with pytest.raises(CorpusError, match=told):
        frames.read_frame(pd.DataFrame({"text": [FERRY]}), columns)


def test_a_frame_without_text_and_equal_ids_are_errors() -> None:
    with pytest.raises(CorpusError, match="no column of text"):
        frames.read_frame(pd.DataFrame({"body": [FERRY]}))
    with pytest.raises(CorpusError, match="frame:2: The id 'x' is given twice"):
        frames.read_frame(pd.DataFrame({"id": ["x", "x"], "text": [FERRY, FERRY]}))


@pytest.fixture
def compared() -> list[compare.ComparedEvent]:
    rows = pd.DataFrame(
        {
            "id": ["a", "b", "c"],
            "outlet": ["Wire", "Daily", "Daily"],
            "title": [
                "Sorrel Islands ferry resumes",
                "Ferry to the Sorrel Islands sails again",
                "Museum returns bells",
            ],
            "published": ["2021-09-13", "2021-09-13", "2021-10-02"],
            "text": [
                FERRY,
                f"{FERRY} Islanders were glad.",
                "The Quillan museum handed two bronze bells back on Saturday.",
            ],
        }
    )
    return compare.compare_events(frames.read_frame(rows))


def test_events_have_a_row_an_article(compared: list[compare.ComparedEvent]) -> None:
    table = frames.events(compared)
    assert sorted(table.article) == ["a", "b", "c"]
    assert table.groupby("event").size().tolist() == [2, 1] or table.event.nunique() == 2
    assert set(table.origin_kind) <= {"own", "wire", "reprint", "undecided", "version"}


def test_links_carry_both_sentences(compared: list[compare.ComparedEvent]) -> None:
    table = frames.links(iter(compared))
    assert table[["a", "i", "b", "j", "kind"]].to_numpy().tolist() == [["a", 0, "b", 0, "same"]]
    assert table.text_a[0] == table.text_b[0] == FERRY


def test_findings_are_the_rows_of_the_export(compared: list[compare.ComparedEvent]) -> None:
    table = frames.findings(compared)
    assert set(table.event) <= {event.id for event in compared}
    assert "provenance" in set(table.analysis)


def test_tables_of_nothing_have_their_columns() -> None:
    nothing = compare.Corpus((), {})
    for table in (
        frames.articles(nothing),
        frames.sentences(nothing),
        frames.events([]),
        frames.links([]),
        frames.findings([]),
    ):
        assert len(table) == 0
        assert len(table.columns) > 7


def test_what_goes_out_comes_in_again(compared: list[compare.ComparedEvent]) -> None:
    corpus = compare.Corpus(tuple(a for event in compared for a in event.articles), {})
    again = frames.read_frame(frames.articles(corpus), {"id": "article"})
    assert [(a.id, a.headline, a.body, a.published) for a in again.articles] == [
        (a.id, a.headline, a.body, a.published) for a in corpus.articles
    ]


def test_without_pandas_the_mend_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def refuse(name: str, *rest: Any) -> Any:
        if name == "pandas":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(CompareError, match="pip install pandas"):
        frames.events([])
