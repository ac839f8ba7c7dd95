"""Whether two figures are of one thing, whether they fit, and whether a sentence has the other's figure already."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from math import isfinite

from compare.differences.amounts import KOREAN_COUNTERS, Amount, lists
from compare.differences.claims import Worded, agree, numbers_of

_LIKE = 0.5
"""That share where no fate of people says what a figure counts."""
_ONE_STATEMENT = 0.9
"""That share where one account counts "people" and the other says which."""
_VERY_LIKE = 0.7
"""That share from which on the sentences are one statement in two wordings."""
_CLAUSE = 0.6
"""Least share of the poorer clause that the other has."""
_TOUCH = 1e-6
"""The relative width of a mere touch: of 6.3, rounded up from 6.25, and 6.2, rounded down from it."""
_CONVERTED = 0.03
"""Relative room for conversion between units."""
_MOST_PARTS, _NEXT = 3, 6
"""How many counts may be parts of a sum, and how many words lie between them at most."""
_ONE_MORE, _REACH = re.compile(r"\band (?:an?|another)\b"), 40
_ANYONE = frozenset({"peopl", "person"})
"""Stems that identify nobody."""
_LEVEL = "."
"""What shows that a bare number is the level of something, an index or a rate."""
_ARREST, _CHARGE = "ideas:arrest", "ideas:charge"
_MARGIN = re.compile(r"\bmargin of (?:sampling )?error\b|표본오차|신뢰수준")
_DESIGNATED = re.compile(
    r"\b\d+(?:\.\d+)?-(?:inch|liter|litre|megapixel|gigabyte|gb|cylinder|speed|bit|core)\b", re.IGNORECASE
)
PAST = re.compile(
    r"\b(?:[Ii]n|[Ss]ince|of) (?:(?:early|late|mid-?) ?)?(?:(?:January|February|March|April|June|July|August|September|October|November|December)\b|(?:18|19|20)\d\d\b)"
    r"|\b(?:last|previous|earlier this|earlier that) (?:year|month|week)\b|\b(?:years?|months?|decades?) (?:ago|earlier)\b|지난해|작년|\d{4}년"
)
"""Words that put a figure into another time than the event's."""


def same_thing(x: Amount, y: Amount, like: float) -> bool:  # noqa: PLR0911 - a measure a line
    """Whether two figures are of one thing; ``like`` is the share of the shorter sentence that the other carries."""
    if x.unit != y.unit or x.scopes != y.scopes or x.part or y.part:
        return False
    if "one" in (x.word, y.word) and x.counted != y.counted:
        return False
    if x.unit in {"age", "days of age"}:
        return like >= _LIKE and _one_person(x.things, y.things)
    if x.unit == "magnitude":
        return like >= _LIKE
    if x.unit == "ordinal":
        return like >= _VERY_LIKE and _one_rank(x, y)
    if (x.fate or y.fate) and not (x.things & y.things and like >= _VERY_LIKE and _charged(x, y)):
        return x.fate == y.fate and (_of_people(x, y) if x.unit in {"", "명"} else _measured(x, y, like))
    if x.unit in KOREAN_COUNTERS and x.counted and y.counted and not x.counted & y.counted:
        return False
    if x.unit or (not x.counted and not y.counted and _LEVEL in (x.word + y.word)):
        return _measured(x, y, like)
    return _counted(x, y, like)


def _counted(x: Amount, y: Amount, like: float) -> bool:
    """Whether two mere counts are of the same things."""
    if x.things & y.things:
        return like >= _LIKE and (_one_clause(x, y) or (like >= _VERY_LIKE and bool((x.clause & y.clause) - x.counted)))
    people = _ANYONE
    apart = (x.things <= people and y.counted & x.clause) or (y.things <= people and x.counted & y.clause)
    return bool(x.counted and y.counted and apart) and like >= _ONE_STATEMENT


def _one_rank(x: Amount, y: Amount) -> bool:
    """Whether two ordinals rank one thing among the same."""
    within = x.counted <= y.counted or y.counted <= x.counted
    shared = len(x.clause & y.clause) >= _VERY_LIKE * max(len(x.clause), len(y.clause))
    return x.said and y.said and bool(x.counted & y.counted) and within and shared


def _charged(x: Amount, y: Amount) -> bool:
    """Whether one tells of those charged, the other of those arrested: the same people, at two steps."""
    return {x.fate, y.fate} == {"", _ARREST} and _CHARGE in x.clause & y.clause


def _one_person(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether two ages belong to one person, as far as the words show; one name may be the last word of the other."""
    named = [(x.split(), y.split()) for x in ours for y in theirs]
    return any(x == y or (1 in (len(x), len(y)) and x[-1] == y[-1]) for x, y in named)


def _of_people(x: Amount, y: Amount) -> bool:
    """Whether two counts with one fate are of the same people, or of people as such."""
    counted = x.counted & y.counted or (x.things | y.things) & lists().people
    return bool(counted) or not (x.counted and y.counted)


def _measured(x: Amount, y: Amount, like: float) -> bool:
    others = bool(x.names and y.names) and not x.names & y.names
    return not others and bool(x.near & y.near) and like >= _LIKE and _one_clause(x, y)


def _one_clause(x: Amount, y: Amount) -> bool:
    """Whether both clauses tell the same: two ideas shared, or all where there are fewer, and most of the poorer."""
    counted = x.counted & y.counted
    one, other = x.clause - counted, y.clause - counted
    if not one or not other:
        return bool(counted)
    return agree(one, other) and len(one & other) >= _CLAUSE * min(len(one), len(other))


def apart(a: Worded, x: Amount, b: Worded, y: Amount) -> bool:
    """Whether two figures are of another time or of others: a month or year, or a name, that the other lacks."""
    if bool(PAST.search(a.text)) != bool(PAST.search(b.text)) and x.fate:
        return True
    ours, theirs = ({piece.stem for piece in reading.pieces} for reading in (a, b))
    return not x.fate and bool(x.names - theirs) and bool(y.names - ours)


def strange(a: str, b: str) -> bool:
    """Whether the figures of both are of different products, or of a poll's error."""
    designs = [{found.casefold() for found in _DESIGNATED.findall(text)} for text in (a, b)]
    return designs[0] != designs[1] or _MARGIN.search(a) is not None or _MARGIN.search(b) is not None


def known(a: Worded, x: Amount, ours: Sequence[Amount], b: Worded, y: Amount, theirs: Sequence[Amount]) -> bool:
    """Whether the other sentence has either figure, or makes it up of parts."""
    told = _digits(x) in numbers_of(b) or _digits(y) in numbers_of(a)
    if fit(x, y) and x.value != y.value and x.fate and "least" in (x.hedge, y.hedge):
        return told
    return told or fit(x, y) or has(x, theirs) or has(y, ours) or _is_sum(b, x, theirs) or _is_sum(a, y, ours)


def _digits(x: Amount) -> str:
    return f"{x.value:.12g}"


def has(x: Amount, others: Sequence[Amount]) -> bool:
    """Whether another sentence has a figure of the unit that ``x`` fits, other than a mere bound."""
    return any(x.unit == y.unit and fit(x, y) and isfinite(y.high - y.low) for y in others)


def _is_sum(reading: Worded, x: Amount, others: Sequence[Amount]) -> bool:
    """Whether neighbouring counts of the other sentence make ``x``: "two women and one man", "three people"."""
    parts = _without_totals([y for y in others if y.unit == x.unit and y.unit in {"", "명"}])
    for start in range(len(parts)):
        low, high = parts[start].low, parts[start].high
        for before, part in pairwise(parts[start : start + _MOST_PARTS]):
            between = reading.text[before.span[1] : part.span[0]]
            if len(between.split()) > _NEXT or not (", " in between or " and " in between or part.unit):
                break
            low, high = low + part.low, high + part.high
            if x.low <= high and low <= x.high:
                return True
        one_more = _ONE_MORE.search(reading.text[parts[start].span[1] :][:_REACH]) is not None
        rest = sum(y.value for y in parts if y is not parts[start] and parts[start].part)
        if (rest and parts[start].value + rest == x.value) or (
            one_more and x.low <= parts[start].high + 1 and parts[start].low + 1 <= x.high
        ):
            return True
    return False


def _without_totals(parts: Sequence[Amount]) -> list[Amount]:
    """The counts that are no breakdown of the one before them: "three men, one aged 28 and two aged 26"."""
    found: list[Amount] = []
    skip = 0
    for place, part in enumerate(parts):
        if place < skip:
            continue
        found.append(part)
        for stop in range(place + 3, min(place + _MOST_PARTS, len(parts)) + 2):
            if stop <= len(parts) and part.value and sum(y.value for y in parts[place + 1 : stop]) == part.value:
                skip = stop
    return found


def fit(x: Amount, y: Amount) -> bool:
    """Whether both ranges have a value in common; those that merely touch by rounding have none."""
    room = _CONVERTED * max(abs(x.value), abs(y.value)) if x.unit in {"length", "weight"} else 0.0
    gap = max(x.low, y.low) - min(x.high, y.high) - room
    touch = _TOUCH * max(abs(x.value), abs(y.value), 1.0)
    if abs(gap) > touch:
        return gap < 0
    return x.low == x.high or y.low == y.high or not isfinite(x.high - x.low) or not isfinite(y.high - y.low)


def alone(x: Amount, ours: Sequence[Amount], y: Amount, theirs: Sequence[Amount]) -> bool:
    """Whether both are the only figures of their unit in their sentences."""
    return sum(x.unit == q.unit for q in ours) == 1 == sum(y.unit == q.unit for q in theirs)
