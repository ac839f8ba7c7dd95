"""What an article itself says of who wrote it: byline, dateline, credit lines, tail. Photo credits do not count."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from compare.model import Article
from compare.origins.agencies import forms

_LEAD = 400
"""Where a dateline may stand: so many characters from the start of the prose."""
_BY = re.compile(r"(?:by|from|source|credit)\b\s*:?\s*", re.IGNORECASE)
_DIVIDERS = re.compile(r"\s*(?:,|/|;|\||&|\band\b|\bvia\b|·)\s*")
_TAIL = re.compile(r"[\(\[]\s*([^()\[\]]{2,40})\s*[\)\]]\s*$")
_STAMP = re.compile(r"\d\d:\d\d\s*\Z")
"""A time of publication, after which a credit may end the line."""
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"


class Credit(NamedTuple):
    """An agency that an article credits, and the words that do, verbatim."""

    agency: str
    evidence: str


@functools.cache
def _dateline() -> re.Pattern[str]:
    """A place, perhaps a day, and an agency in brackets, set off by a dash; or the brackets alone before a dash."""
    names = "|".join(re.escape(form) for form in sorted(forms(), key=lambda form: (-len(form), form)))
    word = r"[A-Z](?:[a-z]{0,3}\.|[\w'’-]*)"
    place = rf"{word}(?:[ ,/]+{word}){{0,6}}"
    day = rf"(?:,?\s+(?:{_MONTH}\s+\d{{1,2}}|\d{{1,2}}\s+{_MONTH}))?"
    return re.compile(
        rf"(?:(?P<place>{place}{day},?\s+)|^|(?<=[\s.:”\"]))[\(\[](?P<agency>{names})[\)\]](?P<dash>\s*[-–—―]+\s?)?"
    )


def find(article: Article) -> tuple[Credit, ...]:
    """The agencies that ``article`` credits as its source, surest first; the same agency may come twice."""
    found = [*_lines(article), *_in_dateline(article), *_in_tail(article)]
    return tuple(dict.fromkeys(found))


def _lines(article: Article) -> list[Credit]:
    lines = ([article.byline] if article.byline else []) + list(article.credit)
    return [Credit(agency, line.strip()) for line in lines if (agency := _credited(line)) is not None]


def _credited(line: str) -> str | None:
    """The agency of a credit line that names agencies and their writers alone, or None."""
    text = _BY.sub("", line.strip(), count=1) if _BY.match(line.strip()) else line.strip()
    text = text.strip(" ()[]-–—.")
    if text in forms():
        return forms()[text]
    parts = [part for part in _DIVIDERS.split(text) if part]
    agencies = [forms()[part] for part in parts if part in forms()]
    return agencies[-1] if agencies and len(parts) > 1 else None


def _in_dateline(article: Article) -> list[Credit]:
    if article.dateline:
        match = re.search(r"[\(\[]([^()\[\]]+)[\)\]]", article.dateline)
        name = "" if match is None else match.group(1).rpartition("=")[2].strip()  # "(Seoul=Yonhap)", as in Korean
        if name in forms():
            return [Credit(forms()[name], article.dateline.strip())]
    prose = article.prose
    if not prose:
        return []
    head = article.body[prose[0].start : prose[0].start + _LEAD]
    for match in _dateline().finditer(head):
        opens = match.start() == 0 or head[match.start() - 1] == "\n"
        closes = head[match.end() : match.end() + 1] == "\n" and _STAMP.search(head, 0, match.start()) is not None
        if match.group("dash") or closes or (opens and match.group("place")):
            return [Credit(forms()[match.group("agency")], match.group().strip(" -–—―"))]
    return []


def _in_tail(article: Article) -> list[Credit]:
    for sentence in reversed(article.prose[-2:]):
        match = _TAIL.search(sentence.text)
        if match is not None and match.group(1) in forms():
            return [Credit(forms()[match.group(1)], match.group().strip())]
    return []
