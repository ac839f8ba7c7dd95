"""An article's own credits: byline, dateline, credit lines, tail; and the agencies it may name.

Photo credits do not count.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from typing import NamedTuple

from compare.data import read_table
from compare.model import Article, Outlet


class Agency(NamedTuple):
    """An agency as the data file has it."""

    id: str
    name: str
    forms: tuple[str, ...]


@functools.cache
def agencies() -> tuple[Agency, ...]:
    """All known agencies, by id."""
    table = read_table("agencies")
    return tuple(Agency(key, row["name"], tuple(row["forms"])) for key, row in sorted(table.items()))


@functools.cache
def forms() -> dict[str, str]:
    """Every form in which an agency is credited, and the agency's id."""
    return {form: agency.id for agency in agencies() for form in (agency.name, *agency.forms)}


def agency_name(source: str) -> str | None:
    """The full name of the agency with the id ``source``, None for any other source."""
    return next((agency.name for agency in agencies() if agency.id == source), None)


def newsroom(outlet_id: str | None, outlets: Mapping[str, Outlet]) -> str | None:
    """The id of the newsroom behind an outlet: an agency's own pages belong to the agency, whatever their id."""
    if outlet_id is None:
        return None
    outlet = outlets.get(outlet_id)
    if outlet is not None and outlet.name in forms():
        return forms()[outlet.name]
    return outlet_id


_LEAD = 400
"""Where a dateline may stand: so many characters from the start of the prose."""
_SHORT = 90
"""The longest line that may be nothing but a credit."""
_BY = re.compile(r"(?:by|from|source|credit)\b\s*:?\s*", re.IGNORECASE)
_DIVIDERS = re.compile(r"\s*(?:,|/|;|\||&|\band\b|\bvia\b|·)\s*|\s+[-–—]\s+")
_TAIL = re.compile(r"[\(\[]\s*([^()\[\]]{2,40})\s*[\)\]]\s*$")
_STAMP = re.compile(r"\d\d:\d\d\s*\Z")
"""A time of publication, after which a credit may end the line."""
_STAMPED = re.compile(r"\s*[|·]?\s*(?:Updated|Published|Posted)\b.*")
_RIGHTS = re.compile(r"(?:Copyright|©|\(c\))\s*(?:\d{4})?\s*(?:by\s+)?")
"""What stands before the owner of a text."""
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"


class Credit(NamedTuple):
    """An agency that an article credits, and the words that do, verbatim."""

    agency: str
    evidence: str


@functools.cache
def _names() -> str:
    return "|".join(re.escape(form) for form in sorted(forms(), key=lambda form: (-len(form), form)))


@functools.cache
def _dateline() -> re.Pattern[str]:
    """A place, perhaps a day, and an agency in brackets, set off by a dash; or the brackets alone before a dash."""
    word = r"[A-Z](?:[a-z]{0,3}\.|[\w'’-]*)"
    place = rf"{word}(?:[ ,/]+{word}){{0,6}}"
    day = rf"(?:,?\s+(?:{_MONTH}\s+\d{{1,2}}|\d{{1,2}}\s+{_MONTH})(?:,\s+\d{{4}})?)?"
    return re.compile(
        rf"(?:(?P<place>{place}{day},?\s+)|^|(?<=[\s.:”\"]))[\(\[](?:[\w .]+-)?(?P<agency>{_names()})[\)\]]"
        r"(?P<dash>[.\s]*[-–—―]+\s?)?"
    )


@functools.cache
def _marked() -> re.Pattern[str]:
    """Datelines without brackets around the agency alone: "/TASS/", "Tokyo, Japan | AFP |", "(서울=연합뉴스)"."""
    return re.compile(
        rf"[A-Z]{{3}}[\w ,.]{{0,40}}/(?P<slashed>{_names()})/\.|[A-Z][\w ,.]{{2,40}}\| (?P<barred>{_names()}) \|"
        rf"|\([가-힣·]+=(?P<korean>{_names()})\)"
    )


def find(article: Article) -> tuple[Credit, ...]:
    """The agencies that ``article`` credits as its source, surest first; the same agency may come twice."""
    found = [*_lines(article), *_in_dateline(article), *_at_the_ends(article)]
    return tuple(dict.fromkeys(found))


def _lines(article: Article) -> list[Credit]:
    lines = ([article.byline] if article.byline else []) + list(article.credit)
    return [Credit(agency, line.strip()) for line in lines if (agency := _credited(line)) is not None]


def _credited(line: str) -> str | None:
    """The agency of a credit line that names agencies and their writers alone, or None."""
    opening = _BY.match(line.strip())
    text = line.strip()[opening.end() if opening else 0 :].strip(" ()[]-–—.")
    if text in forms():
        return forms()[text]
    parts = [part for part in _DIVIDERS.split(text) if part]
    agencies = [forms()[part] for part in parts if part in forms()]
    if agencies and len(parts) > 1:
        return agencies[-1]
    signed = re.fullmatch(rf"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+)+ (?P<agency>{_names()})", text) if opening else None
    return forms()[signed["agency"]] if signed else None


def _alone(line: str) -> str | None:
    """The agency of a line of prose that is nothing but a credit: all its parts are agencies, or it says "By"."""
    parts = [part for part in _DIVIDERS.split(line.strip().strip(" ()[]-–—.")) if part]
    return _credited(line) if _BY.match(line.strip()) or all(part in forms() for part in parts) else None


def _in_dateline(article: Article) -> list[Credit]:
    if article.dateline:
        match = re.search(r"[\(\[]([^()\[\]]+)[\)\]]", article.dateline)
        if match is not None and match.group(1).strip() in forms():
            return [Credit(forms()[match.group(1).strip()], article.dateline.strip())]
    prose = article.prose
    if not prose:
        return []
    head = article.body[prose[0].start : prose[0].start + _LEAD]
    marked = _marked().match(head)
    if marked is not None:
        return [Credit(forms()[next(name for name in marked.groups() if name)], marked.group().strip(" |"))]
    for match in _dateline().finditer(head):
        opens = match.start() == 0 or head[match.start() - 1] == "\n"
        closes = head[match.end() : match.end() + 1] == "\n" and _STAMP.search(head, 0, match.start()) is not None
        if match.group("dash") or closes or (opens and _is_shouted(match.group("place"))):
            return [Credit(forms()[match.group("agency")], match.group().strip(" -–—―"))]
    return []


def _is_shouted(place: str | None) -> bool:
    """Whether a place is in capitals, as it is where no dash follows: not "The Agency (KCNA) said"."""
    return place is not None and place.split(",")[0].strip().isupper()


def _at_the_ends(article: Article) -> list[Credit]:
    """Credits that stand as lines of their own before or after the text, at its tail, or in a note of rights."""
    prose = article.prose
    ends = list(dict.fromkeys([*prose[:2], *reversed(prose[-2:])]))
    found = []
    for sentence in ends:
        line = _STAMPED.sub("", sentence.text)
        tail = _TAIL.search(sentence.text) if sentence in prose[-2:] else None
        if len(line) <= _SHORT and (agency := _alone(line)) is not None:
            found.append(Credit(agency, sentence.text.strip()))
        elif tail is not None and tail.group(1) in forms():
            found.append(Credit(forms()[tail.group(1)], tail.group().strip()))
        elif (owner := re.search(_RIGHTS.pattern + rf"(?P<agency>{_names()})(?![\w/])", sentence.text)) is not None:
            found.append(Credit(forms()[owner["agency"]], owner.group().strip()))
    return found
