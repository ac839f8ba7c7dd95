"""Factors in words."""

from __future__ import annotations

from compare.events.profile import Profile
from compare.events.scores import Read

_PHRASES = {
    "start": "where any two articles that share rare words start",
    "body": "the whole texts share {value:.0%} of their rare words",
    "lead": "headlines and openings share {value:.0%} of their rare words",
    "names": "names are {value:.0%} alike",
    "title": "headlines share {value:.0%} of their rare words",
    "numbers": "numbers are {value:.0%} alike",
    "headline": "headlines are written {value:.0%} alike",
    "rank_low": "{value:.0%} as near as the one's nearest articles are",
    "rank_high": "{value:.0%} as near as the other's nearest articles are",
    "best": "{value:.0%} as near as the nearest article is",
    "neighbours": "{value:.0%} of their nearest articles are shared",
}


def in_words(name: str, value: float, read: Read, left: int, right: int) -> str:
    """One factor of the pair of rows ``left``, ``right`` as a short phrase."""
    if name in {"near", "far"}:
        return say_days(read.profiles[left], read.profiles[right])
    return _PHRASES[name].format(value=value)


def days_apart(a: Profile, b: Profile) -> int | None:
    """Days between two articles, None where one has no date."""
    return None if a.day is None or b.day is None else abs(a.day - b.day)


def say_days(a: Profile, b: Profile) -> str:
    """The days between two articles: "63 days apart"."""
    days = days_apart(a, b)
    if days is None:
        return "no date to compare"
    return "the same day" if days == 0 else f"{days} day{'s' if days > 1 else ''} apart"
