"""Factors in words."""

from __future__ import annotations

from compare.clustering.profile import Profile
from compare.clustering.scores import Read

_MEASURED = {
    "start": "any two articles that share rare words start here",
    "body": "the whole texts share rare words ({value:.2f} of 1)",
    "lead": "headlines and openings share rare words ({value:.2f} of 1)",
    "names": "names agree ({value:.2f} of 1)",
    "numbers": "numbers agree ({value:.2f} of 1)",
    "template": "the texts are more alike than the names in them (by {value:.2f} of 1)",
    "headline": "headlines are written alike ({value:.2f} of 1)",
    "sure_far": "both dates are sure: the days between count {value:.2f} of 1",
    "sparser": "nearness, beside the nearest article of the one that has few near it ({value:.2f} in logarithms)",
    "denser": "nearness, beside the nearest article of the one that has many near it ({value:.2f} in logarithms)",
    "agree": "near to the same other articles ({value:.2f})",
    "disagree": "near to different other articles ({value:.2f})",
}
_SO_OR_NOT = {
    "slot": "the headlines differ by a name in one place",
    "strangers": "neither opening knows the names in the other's headline",
}


def in_words(name: str, value: float, read: Read, left: int, right: int) -> str:
    """One factor of the pair of rows ``left``, ``right`` as a short phrase."""
    if name in {"near", "far"}:
        return say_days(read.profiles[left], read.profiles[right])
    if name == "alone_far":
        return f"{say_days(read.profiles[left], read.profiles[right])}, and little that connects them"
    if name in _SO_OR_NOT:
        return _SO_OR_NOT[name] if value else f"not so: {_SO_OR_NOT[name]}"
    return _MEASURED[name].format(value=value)


def days_apart(a: Profile, b: Profile) -> int | None:
    """Days between two articles, None where one has no date."""
    return None if a.day is None or b.day is None else abs(a.day - b.day)


def say_days(a: Profile, b: Profile) -> str:
    """The days between two articles: "63 days apart"."""
    days = days_apart(a, b)
    if days is None:
        return "no date to compare"
    return "the same day" if days == 0 else f"{days} day{'s' if days > 1 else ''} apart"
