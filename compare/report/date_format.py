"""Moments as readers see them, exactly as precise as their source.

``timezone`` is everywhere the IANA name of the clock to show, or empty for the clock of the source itself.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from compare.errors import ConfigError
from compare.model import Moment, Outlet
from compare.text.tokens import MONTHS

SHORT_MONTHS = ("Jan.", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")


@lru_cache(maxsize=32)
def zone(name: str) -> ZoneInfo:
    """The time zone of that name.

    Raises:
        ConfigError: no such zone is known.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ConfigError(
            f"time zone {name!r} is not known.", where="site.timezone", hint='Give an IANA name such as "Asia/Seoul".'
        ) from error


def clock_of(outlet: Outlet | None, timezone: str) -> str:
    """The clock of an outlet's articles: the site's ``timezone`` where one is set, else the outlet's own where known."""
    return timezone or (outlet.timezone if outlet else None) or ""


def local(moment: Moment, timezone: str) -> dt.datetime:
    """The moment on that clock, without its zone; a date or a time without a zone stays as it was printed."""
    return _on_clock(moment, timezone).replace(tzinfo=None)


def printed(moment: Moment, timezone: str) -> str:
    """``8 July 2020, 12:39 KST``; without what the source did not give."""
    clock = printed_time(moment, timezone)
    return day(local(moment, timezone).date()) + (f", {clock}" if clock else "")


def printed_time(moment: Moment, timezone: str) -> str:
    """``12:39 KST``; empty where only the day is known."""
    if moment.precision == "date":
        return ""
    stamp = local(moment, timezone)
    suffix = _abbreviation(moment, timezone) if moment.precision == "zone" else "(zone not given)"
    return f"{stamp:%H:%M} {suffix}"


def day(date: dt.date) -> str:
    """``8 July 2020``."""
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def short_day(date: dt.date) -> str:
    """``8 July``, ``9 Sept.``: for tight places."""
    return f"{date.day} {SHORT_MONTHS[date.month - 1]}"


def month(date: dt.date) -> str:
    """``July 2020``."""
    return f"{MONTHS[date.month - 1]} {date.year}"


def days(dates: Iterable[dt.date], *, tight: bool = False) -> str:
    """The days from the first to the last: ``7–8 July 2020``; empty without dates.

    ``tight`` shortens the months and leaves out the year: ``9 Sept.``.
    """
    ordered = sorted(dates)
    if not ordered:
        return ""
    first, last = ordered[0], ordered[-1]
    end = short_day(last) if tight else day(last)
    if first == last:
        return end
    if first.year != last.year:
        return f"{day(first)} – {day(last)}"
    if first.month != last.month:
        return f"{short_day(first) if tight else day(first).removesuffix(f' {first.year}')} – {end}"
    return f"{first.day}–{end}"


def apart(first: Moment, second: Moment) -> str:
    """How much later the second is: ``63 days later``, ``3 hours earlier``, ``the same day``."""
    gap = second.instant - first.instant
    word = "later" if gap >= dt.timedelta(0) else "earlier"
    if "date" in (first.precision, second.precision) or abs(gap) >= dt.timedelta(days=1):
        count, unit = abs((second.day - first.day).days), "day"
    else:
        count, unit = round(abs(gap).total_seconds() / 3600), "hour"
    if not count:
        return "the same day" if unit == "day" else "within the hour"
    return f"{count} {unit}{'' if count == 1 else 's'} {word}"


def _abbreviation(moment: Moment, timezone: str) -> str:
    name = _on_clock(moment, timezone).tzname() or ""
    return f"UTC{name}" if name[:1] in "+-" else name


def _on_clock(moment: Moment, timezone: str) -> dt.datetime:
    stamp = dt.datetime.fromisoformat(moment.iso)
    return stamp.astimezone(zone(timezone)) if timezone and stamp.tzinfo else stamp
