"""Dates and times as pages and records write them, never more precise than they stand."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

from compare.model import Moment

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NOON = 12
_OLDEST, _NEWEST = 1600, 2999
_DIRECTIVES = {
    "%Y": r"(?P<year>\d{4})",
    "%m": r"(?P<month>\d{1,2})",
    "%d": r"(?P<day>\d{1,2})",
    "%H": r"(?P<hour>\d{1,2})",
    "%M": r"(?P<minute>\d{2})",
    "%S": r"(?P<second>\d{2})",
    "%p": r"(?P<half>[AaPp]\.?[Mm]\.?)",
    "%B": (
        r"(?P<name>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
        r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)\.?"
    ),
    "%Z": r"(?P<zone>[A-Z]{2,5}|Z|[+-]\d{2}:?\d{2})",
}
_FIGURES = re.compile(r"^(\d{4}) ?[./-] ?(\d{1,2}) ?[./-] ?(\d{1,2})(?!\d)\.?[T ]*(?:- )?")
_LONGEST_DATE = 64
_ISO = re.compile(
    r"(\d{4}-?\d{2}-?\d{2})(?:[T ](\d{2}:\d{2})(:\d{2})?(?:[.,]\d+)?\s*(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?",
    re.IGNORECASE,
)


def expand(pattern: str) -> str:
    """A regular expression in which %Y %m %d %H %M %S %p %B %Z became groups; %B is a month's name in any spelling."""
    return re.sub(r"%[YmdHMSpBZ]", lambda m: _DIRECTIVES[m.group()], pattern)


def from_groups(groups: Mapping[str, str | None], zone: str | None, zones: Mapping[str, str]) -> Moment | None:
    """The moment that a pattern's groups name; None where they name none (30 February).

    ``zone`` is the outlet's time zone, for times that carry none; ``zones`` maps abbreviations to offsets. A time that
    is no time (25:61) leaves the date.
    """
    month = groups.get("month") or str(_MONTHS.index((groups.get("name") or "jan")[:3].lower()) + 1)
    try:
        day = dt.date(int(groups.get("year") or 0), int(month), int(groups.get("day") or 0))
    except ValueError:
        return None
    if not _OLDEST <= day.year <= _NEWEST:
        return None
    if groups.get("hour") is None:
        return Moment(day.isoformat())
    try:
        time = dt.time(_hour(groups), int(groups.get("minute") or 0), int(groups.get("second") or 0))
    except ValueError:
        return Moment(day.isoformat())
    timespec = "seconds" if groups.get("second") else "minutes"
    local = dt.datetime.combine(day, time)
    written = groups.get("zone")
    offset = written if written and written[0] in "+-" else zones.get(written or "")
    if offset:
        return Moment(dt.datetime.fromisoformat(f"{local.isoformat()}{offset}").isoformat(timespec=timespec))
    return Moment(local.replace(tzinfo=ZoneInfo(zone) if zone else None).isoformat(timespec=timespec))


def from_iso(text: str) -> Moment | None:
    """The moment that an ISO 8601 date or datetime names, as precise as it stands; None where it is neither."""
    found = _ISO.fullmatch(text.strip())
    if found is None:
        return None
    date, minutes, seconds, zone = found.groups()
    if zone:
        zone = zone.upper().replace("UTC", "+00:00").replace("GMT", "+00:00").replace("Z", "+00:00")
    try:
        if minutes is None:
            day = dt.date.fromisoformat(date)
            return Moment(day.isoformat()) if _OLDEST <= day.year <= _NEWEST else None
        moment = dt.datetime.fromisoformat(f"{date}T{minutes}{seconds or ''}{zone or ''}")
    except ValueError:
        return None
    if not _OLDEST <= moment.year <= _NEWEST:
        return None
    return Moment(moment.isoformat(timespec="seconds" if seconds else "minutes"))


def from_machine(text: str, zone: str | None, zones: Mapping[str, str]) -> Moment | None:
    """The moment in a page's metadata: ISO 8601, RFC 2822, or a date in figures (2020/7/8 12:39).

    A time without a zone is in ``zone``, the outlet's. None where ``text`` is no date.
    """
    settled = _FIGURES.sub(lambda m: f"{m[1]}-{int(m[2]):02}-{int(m[3]):02} ", text.strip()[:_LONGEST_DATE]).strip()
    head, _, abbreviation = settled.rpartition(" ")
    if abbreviation in zones:
        settled = f"{head} {zones[abbreviation].replace(':', '')}"
    moment = from_iso(settled) or _from_mail(settled)
    if moment is None or zone is None or moment.precision != "minute":
        return moment
    local = dt.datetime.fromisoformat(moment.iso).replace(tzinfo=ZoneInfo(zone))
    return Moment(local.isoformat(timespec="seconds" if moment.iso.count(":") > 1 else "minutes"))


def _from_mail(text: str) -> Moment | None:
    """RFC 2822: "Wed, 08 Jul 2020 12:39:00 +0900"."""
    if not text[:1].isalnum() or ":" not in text:
        return None
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return from_iso(moment.isoformat(timespec="seconds"))


def _hour(groups: Mapping[str, str | None]) -> int:
    hour, half = int(groups.get("hour") or 0), (groups.get("half") or "").lower().replace(".", "")
    if half and hour <= _NOON:
        return hour % _NOON + (_NOON if half == "pm" else 0)
    return hour
