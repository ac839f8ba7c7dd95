"""Dates as pages and tables write them."""

from __future__ import annotations

import datetime as dt

import pytest

from compare.reading.dates import Setting, day_first_in, from_record, is_ambiguous, order_of, read_date, read_date_line

SEOUL = Setting("Asia/Seoul", {"KST": "+09:00", "PDT": "-07:00"}, None)
BERLIN = Setting("Europe/Berlin", {}, day_first=True)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2019년 8월 5일 오전 9시 5분", "2019-08-05T09:05+09:00"),
        ("2019. 8. 5. 오후 12:05", "2019-08-05T12:05+09:00"),
        ("기사입력 2019-08-05 오후 1:05:09", "2019-08-05T13:05:09+09:00"),
        ("입력 2019.08.05 (21:05)", "2019-08-05T21:05+09:00"),
        ("2019年8月5日21時5分", "2019-08-05T21:05+09:00"),
        ("2019年08月05日21:05", "2019-08-05T21:05+09:00"),
        ("Aug 5, 2019 9:05 PM KST", "2019-08-05T21:05+09:00"),
        ("9:05 a.m. PDT, August 5, 2019", "2019-08-05T09:05-07:00"),
        ("Mon Aug 5 2019 09:05:00 GMT+0000", "2019-08-05T09:05:00+00:00"),
        ("5 August 2019", "2019-08-05"),
        ("31/08/2019", "2019-08-31"),
        ("08/31/2019", "2019-08-31"),
        ("05/08/2019", None),
        ("30 February 2019", None),
        ("August 2019", None),
        ("On 5 August 2019 they sailed", None),
    ],
)
def test_a_date_in_any_usual_form(text: str, iso: str | None) -> None:
    found = read_date(text, SEOUL)
    assert (found and found.iso) == iso


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("5. August 2019 um 9.05 Uhr", "2019-08-05T09:05+02:00"),
        ("Stand: 05.08.2019, 09:05 Uhr", "2019-08-05T09:05+02:00"),
        ("Publié le 05/08/2019 à 9h05", "2019-08-05T09:05+02:00"),
        ("5 de agosto de 2019 a las 9:05", "2019-08-05T09:05+02:00"),
        ("lunedì 5 agosto 2019 ore 9:05", "2019-08-05T09:05+02:00"),
        ("1er août 2019", "2019-08-01"),
    ],
)
def test_a_date_in_other_languages(text: str, iso: str) -> None:
    found = read_date(text, BERLIN)
    assert found
    assert found.iso == iso


def test_a_line_may_tell_two_dates_and_a_writer() -> None:
    found = read_date_line("Von Ida Morrow · Veröffentlicht am 5.8.2019 · Aktualisiert: 6.8.2019, 7:00 Uhr", BERLIN)
    assert found
    assert found.published
    assert found.modified
    assert (found.published.iso, found.modified.iso, found.rest, found.labelled) == (
        "2019-08-05",
        "2019-08-06T07:00+02:00",
        "Von Ida Morrow",
        True,
    )


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        (1565000000, "2019-08-05T10:13:20+00:00"),
        ("1565000000000", "2019-08-05T10:13:20+00:00"),
        (43682, "2019-08-05"),
        (43682.5, "2019-08-05T12:00:00+09:00"),
        ("20190805121500", "2019-08-05T12:15:00+09:00"),
        ("20190805T121500Z", "2019-08-05T12:15:00+00:00"),
        (dt.date(2019, 8, 5), "2019-08-05"),
        ("Mon, 05 Aug 2019 12:15:00 +0900", "2019-08-05T12:15:00+09:00"),
        (7, None),
        (True, None),
        (None, None),
        ("", None),
    ],
)
def test_a_value_of_a_table(value: object, iso: str | None) -> None:
    found = from_record(value, SEOUL)
    assert (found and found.iso) == iso


def test_a_column_tells_the_order_of_day_and_month() -> None:
    assert order_of(["05/08/2019", "31/08/2019", None]) is True
    assert order_of(["05/08/2019", "08/31/2019"]) is False
    assert order_of(["05/08/2019"]) is None
    assert order_of(["31/08/2019", "08/31/2019"]) is None
    assert is_ambiguous("05/08/2019")
    assert not any(map(is_ambiguous, ["31/08/2019", "5/5/2019", "2019-08-05", 3]))


def test_where_days_come_first() -> None:
    assert day_first_in("de", None) is True
    assert day_first_in("en-GB", "Europe/London") is True
    assert day_first_in("en", "America/New_York") is False
    assert day_first_in("en", None) is None
