"""A point in time, as precise as it is known."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from msgspec import Struct

_FURTHEST_ZONE = dt.timedelta(hours=14)
Precision = Literal["date", "minute", "zone"]


class Moment(Struct, frozen=True, order=True, gc=False):
    """A point in time, exactly as precise as its source was.

    ``iso`` is ISO 8601: ``2020-07-08`` (date), ``2020-07-08T12:39`` (minute, zone unknown) or
    ``2020-07-08T12:39+09:00`` (zone known). Seconds are kept where the source gave them.
    """

    iso: str

    @property
    def precision(self) -> Precision:
        """How much of the moment is known."""
        if "T" not in self.iso:
            return "date"
        return "minute" if dt.datetime.fromisoformat(self.iso).tzinfo is None else "zone"

    @property
    def day(self) -> dt.date:
        """The calendar day, in the zone of the source."""
        return dt.date.fromisoformat(self.iso[:10])

    def is_before(self, other: Moment) -> bool | None:
        """Whether it comes before the other; None where that cannot be told.

        Of two moments of one day it cannot where one is a day alone; nor where the zone of one is known and the other's,
        which may be half a day off, is not; nor of two that are the same.
        """
        if "date" in (self.precision, other.precision):
            return None if self.day == other.day else self.day < other.day
        gap = other.instant - self.instant
        if not gap or (self.precision != other.precision and abs(gap) < _FURTHEST_ZONE):
            return None
        return gap > dt.timedelta()

    @property
    def instant(self) -> dt.datetime:
        """A UTC instant to sort and subtract by; an unknown time is midnight, an unknown zone is UTC."""
        moment = dt.datetime.fromisoformat(self.iso)
        return (moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)).astimezone(dt.UTC)
