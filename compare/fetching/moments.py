"""Dates as feeds and sitemaps write them, and as addresses carry them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

from compare.model import Moment
from compare.reading.dates import from_groups, from_iso

_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?")
_YEARS = range(1990, 3000)
_LONGEST = 100


def moment_from(text: str | None, zone: str | None, zones: Mapping[str, str] | None = None) -> Moment | None:
    """The moment that a feed's date names: ISO 8601, RFC 822, or digits in a row; None where it is none.

    ``zone`` is the outlet's time zone, for times that carry none; ``zones`` maps abbreviations to offsets.
    """
    written = (text or "").strip()
    if not written or len(written) > _LONGEST:
        return None
    if compact := _COMPACT.fullmatch(written):
        year, month, day, hour, minute, second = compact.groups()
        written = f"{year}-{month}-{day}T{hour}:{minute}:{second or '00'}"
    moment = from_iso(written) or _from_rfc822(written, zones or {})
    if moment is None or moment.day.year not in _YEARS:
        return None
    if moment.precision == "minute" and zone:
        local = dt.datetime.fromisoformat(moment.iso).replace(tzinfo=ZoneInfo(zone))
        return Moment(local.isoformat(timespec="seconds" if local.second else "minutes"))
    return moment


def day_in(text: str, patterns: Sequence[re.Pattern[str]], today: dt.date) -> Moment | None:
    """The day that the first fitting pattern finds in ``text``, addresses of an entry; None for days to come."""
    for pattern in patterns:
        for found in pattern.finditer(text):
            moment = from_groups({**found.groupdict(), "hour": None}, None, {})
            if moment and moment.day.year in _YEARS and moment.day <= today + dt.timedelta(days=1):
                return moment
    return None


def _from_rfc822(text: str, zones: Mapping[str, str]) -> Moment | None:
    """RFC 822, its zone as an offset; a zone that nobody knows is no zone."""
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    offset = "" if moment.tzinfo else zones.get(text.rpartition(" ")[2], "")
    return Moment(moment.isoformat() + offset)
