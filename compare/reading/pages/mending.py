"""Paragraphs that a dump broke inside a sentence, put together again."""

from __future__ import annotations

import re
from collections.abc import Iterable

_COUNTRIES = ("US.", "U.S.", "UN.", "U.N.", "UK.", "U.K.", "EU.")
_TITLES = tuple(
    f"{title}."
    for title in [
        "Mr",
        "Mrs",
        "Ms",
        "Dr",
        "Gen",
        "Lt",
        "Col",
        "Maj",
        "Capt",
        "Sgt",
        "Adm",
        "Sen",
        "Rep",
        "Gov",
        "Amb",
        "Prof",
        "Rev",
    ]
)
_COUNTRY = re.compile(rf"(?P<before>\w+|[“\"‘(])[\s-]*(?:{'|'.join(map(re.escape, _COUNTRIES))})$")
_ARTICLES = frozenset({"the", "The", "and", "or"})
_TITLE = re.compile(rf"(?<![\w.])(?:{'|'.join(map(re.escape, _TITLES))})$")
_NUMBERED = re.compile(r"\b(?:No|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\.$")
_ABBREVIATED = re.compile(r"\b(?:[A-Z]\.)*[A-Z]+\.$|\b[A-Z][a-z]{0,4}\.$")
_STOPPED = re.compile(r"[.!?…。！？:;][)\]”’\"'»]*$")
_FIRST_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_GLUED = re.compile(r"(?<=[a-z]{2}[.!?])(?=[A-Z][a-z]+ [a-z])")
_LEAST_GLUED = 2


def rejoin(paragraphs: Iterable[str], attributive: frozenset[str]) -> list[str]:
    """``paragraphs``, those that only together are a sentence joined by a space.

    A paragraph is taken to go on in the next one where
    - the next begins in lower case, and this one has no stop or ends in an abbreviation ("the U.S." + "government");
    - it ends in a title and the next begins with a capital ("Lt. Gen." + "Kim"), or in a month and the next with a number;
    - it ends in "US." without the article that the country has as a noun, and the next begins with an office or a body
      (``attributive``): "is scheduled to meet US." + "Deputy Secretary". "left for the US." + "Deputy ..." stays apart.
    """
    joined: list[str] = []
    for paragraph in paragraphs:
        if joined and _goes_on(joined[-1], paragraph, attributive):
            joined[-1] = f"{joined[-1]} {paragraph}"
        else:
            joined.append(paragraph)
    return joined


def unglue(paragraphs: list[str]) -> list[str]:
    """``paragraphs`` with a space between sentences, where a dump lost it throughout ("said.The ministry")."""
    if sum(len(_GLUED.findall(p)) for p in paragraphs) < _LEAST_GLUED:
        return paragraphs
    return [_GLUED.sub(" ", p) for p in paragraphs]


def _goes_on(before: str, after: str, attributive: frozenset[str]) -> bool:
    tail, first = before[-60:], after[0]
    if first.islower():
        return _STOPPED.search(tail) is None or _ABBREVIATED.search(tail) is not None
    if first.isdigit():
        return _NUMBERED.search(tail) is not None
    if not first.isupper() or not tail.endswith(_TITLES + _COUNTRIES):
        return False
    if _TITLE.search(tail):
        return True
    country, word = _COUNTRY.search(tail), _FIRST_WORD.match(after)
    return (
        country is not None and word is not None and country["before"] not in _ARTICLES and word.group() in attributive
    )
