"""Factors in words."""

from __future__ import annotations

from compare.events.profile import Profile
from compare.events.scores import Read

_PHRASES = {
    "start": "where any two articles that share rare words start",
    "body": "the whole texts are alike to {value:.2f} of 1 in their rare words",
    "lead": "headlines and openings are alike to {value:.2f} of 1 in their rare words",
    "names": "names are alike to {value:.2f} of 1",
    "numbers": "numbers are alike to {value:.2f} of 1",
    "template": "the texts are {value:.2f} more alike than the names in them",
    "headline": "headlines are written alike to {value:.2f} of 1",
    "slot": "the headlines differ by a name in one place: {value:.0f}",
    "strangers": "neither lead knows the names in the other's headline: {value:.0f}",
    "sparser": "{value:.2f} in log nearness beside the nearest of the article with few near it",
    "denser": "{value:.2f} in log nearness beside the nearest of the article with many near it",
    "agree": "near to the same third articles: {value:.2f}",
    "disagree": "near to different third articles: {value:.2f}",
}


def in_words(name: str, value: float, read: Read, left: int, right: int) -> str:
    """One factor of the pair of rows ``left``, ``right`` as a short phrase."""
    if name in {"near", "far"}:
        return say_days(read.profiles[left], read.profiles[right])
    if name == "sure_far":
        return f"{say_days(read.profiles[left], read.profiles[right])}, by dates that are sure: {value:.2f}"
    if name == "alone_far":
        return f"{say_days(read.profiles[left], read.profiles[right])}, and little that connects them"
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
