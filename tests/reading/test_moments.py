"""Dates keep the precision they were written with."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.reading.dates import expand, from_groups, from_iso

ZONES = {"KST": "+09:00", "EDT": "-04:00"}


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2020-07-08", "2020-07-08"),
        ("20200708", "2020-07-08"),
        ("2020-07-08T12:39", "2020-07-08T12:39"),
        ("2020-07-08 12:39:05", "2020-07-08T12:39:05"),
        ("2020-07-08T12:39:05.250Z", "2020-07-08T12:39:05+00:00"),
        ("2020-07-08T12:39+0900", "2020-07-08T12:39+09:00"),
        ("2020-07-08T12:39 +09", "2020-07-08T12:39+09:00"),
        (" 2020-07-08 12:39 GMT ", "2020-07-08T12:39+00:00"),
        ("2020-07-08t12:39z", "2020-07-08T12:39+00:00"),
    ],
)
def test_iso_dates(text: str, iso: str) -> None:
    moment = from_iso(text)
    assert moment is not None
    assert moment.iso == iso


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "2020",
        "2020-13-01",
        "2020-02-30",
        "2020-07-08T25:00",
        "0001-01-01",
        "0001-01-01T00:00+09:00",
        "9999-12-31T23:59-09:00",
    ],
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert from_iso(text) is None


@given(st.text(alphabet="0123456789-T:+Z. ", max_size=30))
def test_every_date_that_is_read_has_an_instant(text: str) -> None:
    moment = from_iso(text)
    assert moment is None or moment.instant


def read(pattern: str, text: str, zone: str | None = None) -> str | None:
    found = re.fullmatch(expand(pattern), text)
    assert found is not None
    moment = from_groups(found.groupdict(), zone, ZONES)
    return moment and moment.iso


@pytest.mark.parametrize("month", ["Sept.", "Sept", "Sep", "September", "SEP"])
def test_months_in_any_spelling(month: str) -> None:
    assert read("%B %d, %Y", f"{month} 9, 2020") == "2020-09-09"


@pytest.mark.parametrize(
    ("pattern", "text", "zone", "iso"),
    [
        ("%H:%M %B %d, %Y", "12:39 July 08, 2020", "Asia/Seoul", "2020-07-08T12:39+09:00"),
        ("%H:%M %B %d, %Y", "12:39 July 08, 2020", None, "2020-07-08T12:39"),
        ("%Y-%m-%d %H:%M %Z", "2020-07-08 12:39 EDT", "Asia/Seoul", "2020-07-08T12:39-04:00"),
        ("%Y-%m-%d %H:%M %Z", "2020-07-08 12:39 +05:30", "Asia/Seoul", "2020-07-08T12:39+05:30"),
        ("%Y-%m-%d %H:%M %Z", "2020-07-08 12:39 ABC", "Asia/Seoul", "2020-07-08T12:39+09:00"),
        ("%Y-%m-%d %H:%M:%S", "2020-07-08 12:39:07", "Europe/London", "2020-07-08T12:39:07+01:00"),
        ("%d %B %Y %H:%M %p", "8 July 2020 12:05 a.m.", None, "2020-07-08T00:05"),
        ("%d %B %Y %H:%M %p", "8 July 2020 4:05 PM", None, "2020-07-08T16:05"),
        ("%d %B %Y %H:%M", "8 July 2020 25:05", "Asia/Seoul", "2020-07-08"),
        ("%d %B %Y", "31 June 2020", "Asia/Seoul", None),
        ("%d %B %Y", "31 May 0020", "Asia/Seoul", None),
        ("%H:%M %B %d", "12:39 July 08", "Asia/Seoul", None),
    ],
)
def test_dates_as_pages_write_them(pattern: str, text: str, zone: str | None, iso: str | None) -> None:
    assert read(pattern, text, zone) == iso
