"""Dates are printed as precisely as their source gave them, on the site's clock, the outlet's or the source's."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from compare.errors import ConfigError
from compare.model import Moment, Outlet
from compare.report.date_format import apart, clock_of, day, days, local, month, printed, printed_time, short_day

SEOUL = "Asia/Seoul"


@pytest.mark.parametrize(
    ("iso", "shown"),
    [
        ("2020-07-08", "8 July 2020"),
        ("2020-07-08T12:39", "8 July 2020, 12:39 (zone not given)"),
        ("2020-07-08T12:39+09:00", "8 July 2020, 12:39 KST"),
        ("2020-07-07T23:30-04:00", "8 July 2020, 12:30 KST"),
    ],
)
def test_a_moment_is_shown_with_what_is_known_of_it(iso: str, shown: str) -> None:
    assert printed(Moment(iso), SEOUL) == shown


def test_a_zone_without_an_abbreviation_is_named_by_its_offset() -> None:
    assert printed_time(Moment("2020-07-08T12:00+00:00"), "America/Sao_Paulo") == "09:00 UTC-03"


@pytest.mark.parametrize(
    ("iso", "shown"),
    [
        ("2020-07-08T12:39Z", "8 July 2020, 12:39 UTC"),
        ("2020-07-08T12:39-04:00", "8 July 2020, 12:39 UTC-04:00"),
        ("2020-07-08T12:39", "8 July 2020, 12:39 (zone not given)"),
    ],
)
def test_without_a_zone_to_show_a_moment_keeps_the_clock_of_its_source(iso: str, shown: str) -> None:
    assert printed(Moment(iso), clock_of(None, "")) == shown


def test_the_site_s_zone_goes_before_the_outlet_s() -> None:
    london = Outlet("gazette", "The Gazette", timezone="Europe/London")
    moment = Moment("2020-07-08T12:39Z")
    assert printed(moment, clock_of(london, "")) == "8 July 2020, 13:39 BST"
    assert printed(moment, clock_of(london, SEOUL)) == "8 July 2020, 21:39 KST"


def test_an_unknown_zone_is_refused_with_the_mend() -> None:
    with pytest.raises(ConfigError, match=r"site\.timezone: time zone 'Mars/Olympus' is not known\. Give an IANA name"):
        printed(Moment("2020-07-08T12:39+09:00"), "Mars/Olympus")


@pytest.mark.parametrize(
    ("isos", "shown", "tight"),
    [
        ((), "", ""),
        (("2020-07-08", "2020-07-08T12:39+09:00"), "8 July 2020", "8 July"),
        (("2020-09-09", "2020-09-07"), "7–9 September 2020", "7–9 Sept."),
        (("2020-07-08", "2020-09-09"), "8 July – 9 September 2020", "8 July – 9 Sept."),
        (("2020-12-31", "2021-01-01"), "31 December 2020 – 1 January 2021", "31 December 2020 – 1 January 2021"),
    ],
)
def test_the_days_of_an_event_run_from_the_first_to_the_last(isos: Any, shown: str, tight: Any) -> None:
    dates = [local(Moment(iso), SEOUL).date() for iso in isos]
    assert days(dates) == shown
    assert days(dates, tight=True) == tight


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("2020-07-08T12:39+09:00", "2020-09-09T10:50+09:00", "63 days later"),
        ("2020-09-09", "2020-07-08", "63 days earlier"),
        ("2020-07-08", "2020-07-09", "1 day later"),
        ("2020-07-08", "2020-07-08T23:00+09:00", "the same day"),
        ("2020-07-08T12:00+09:00", "2020-07-08T15:10+09:00", "3 hours later"),
        ("2020-07-08T12:00+09:00", "2020-07-08T11:00+09:00", "1 hour earlier"),
        ("2020-07-08T12:00+09:00", "2020-07-08T12:20+09:00", "within the hour"),
    ],
)
def test_distance_in_time_is_said_in_days_or_hours(first: str, second: str, said: str) -> None:
    assert apart(Moment(first), Moment(second)) == said


def test_months_and_days_have_a_long_and_a_short_form() -> None:
    date = dt.date(2020, 9, 9)
    assert (day(date), short_day(date), month(date)) == ("9 September 2020", "9 Sept.", "September 2020")
