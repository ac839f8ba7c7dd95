"""Search over full text, without a server: an index of words in small scripts, of which a query loads only what it needs.

Three kinds of files, each a script that hands its data to ``search.js``, so that they work from a disk too:

- ``search/w-N.js``: words with the numbers of the events that have them. A word's file follows from its hash.
- ``search/e-N.js``: what the list shows of the events, ``EVENTS_A_FILE`` each, newest first.
- ``e/<id>/text.js``: an event's sentences, for phrases and for the words around what was found.

``search/filters.js`` has every event's day and outlets, and is loaded where a filter is set.
"""

from __future__ import annotations

import base64
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct

from compare.report.context import EventContext, outlet_name, when
from compare.report.environment import reveal
from compare.report.event_page import EventPage
from compare.report.index_page import Summary
from compare.report.points import ONLY
from compare.report.site import SiteContext
from compare.report.urls import article_page

EVENTS_A_FILE = 50
WORD_FILE_BYTES = 12_000
"""About how large a file of words becomes."""
_WORD = re.compile(r"[^\W_]+")
_HANGUL = re.compile(r"[가-힣]+")
_BLANK = re.compile(r"\s+")
_LONG_ENOUGH = 2
_PLURAL = 3
"""A Latin word longer than this is indexed without a final "s"."""

File = tuple[str, bytes]


class EventWords(Struct, frozen=True):
    """The words of an event's headlines and sentences, each once, sorted, with a space between."""

    words: str


class SearchIndex(NamedTuple):
    """The files of the index, and what the search page must know of them."""

    files: tuple[File, ...]
    events: int
    word_files: int


class _Line(NamedTuple):
    """What the list shows of an event; ``sort`` is its last publication, empty where no date is known."""

    sort: str
    event_id: str
    title: str
    days: str
    outlets: tuple[str, ...]
    alone: bool


def fold(text: str) -> str:
    """The text without case and accents; Hangul stays composed. ``search.js`` does the same."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.category(c).startswith("M"))
    return unicodedata.normalize("NFC", bare).lower()


def index_terms(text: str) -> Iterator[str]:
    """What a text is found by: words without a plural "s"; of Hangul each two syllables in a row, as particles follow.

    ``search.js`` does the same.
    """
    for word in _WORD.findall(fold(text)):
        syllables = _HANGUL.findall(word)
        for run in syllables:
            yield from (run[k : k + 2] for k in range(max(1, len(run) - 1)))
        if not syllables and len(word) >= _LONG_ENOUGH:
            yield word[:-1] if len(word) > _PLURAL and word.endswith("s") and not word.endswith("ss") else word


def write_event(reading: EventContext, page: EventPage, *, full_text: bool) -> tuple[File, EventWords]:
    """The event's sentences as a script, and its words for the index.

    Without ``full_text`` sentences that no other article has are left out of both.
    """
    accounts = []
    terms: set[str] = set()
    for account, article in zip(page.accounts, reading.articles, strict=True):
        told = [
            (one.anchor, one.number, one.sentence.text)
            for one in reading.by_account[account.place]
            if full_text or page.points.states[one.sentence.ref] is not ONLY
        ]
        title = article.headline or ""
        terms.update(index_terms(title))
        for _, _, text in told:
            terms.update(index_terms(text))
        accounts.append([account.label.text, article_page(article.id), title, told])
    return (f"e/{page.id}/text.js", _script(f"t-{page.id}", accounts)), EventWords(" ".join(sorted(terms)))


def write_index(shelf: SiteContext, summaries: Sequence[Summary], words: Mapping[str, EventWords]) -> SearchIndex:
    """The index of all events, newest first whether told by many or by one; ``words`` are each event's, by its id."""
    lines = sorted((*_events(summaries), *_singles(shelf)), key=lambda line: line.event_id)
    lines.sort(key=lambda line: line.sort, reverse=True)
    word_files = tuple(_word_files([words[line.event_id].words if line.event_id in words else "" for line in lines]))
    files = [*word_files, *_event_files(lines), _filters(lines)]
    return SearchIndex(tuple(files), len(lines), len(word_files))


def _event_files(lines: Sequence[_Line]) -> Iterator[File]:
    for number in range((len(lines) + EVENTS_A_FILE - 1) // EVENTS_A_FILE):
        part = lines[number * EVENTS_A_FILE : (number + 1) * EVENTS_A_FILE]
        rows = [[line.event_id, line.title, line.days, ", ".join(line.outlets), int(line.alone)] for line in part]
        yield f"search/e-{number}.js", _script(f"e-{number}", rows)


def _filters(lines: Sequence[_Line]) -> File:
    names = sorted({name for line in lines for name in line.outlets})
    numbers = {name: number for number, name in enumerate(names)}
    rows = {
        "names": names,
        "days": ",".join(line.sort[:10].replace("-", "") for line in lines),
        "outlets": ",".join(".".join(_base36(numbers[name]) for name in line.outlets) for line in lines),
    }
    return "search/filters.js", _script("filters", rows)


def _word_files(texts: Sequence[str]) -> Iterator[File]:
    """The words of the events, in the events' order, over as many files (a power of two) as their size asks for."""
    places: dict[str, list[int]] = {}
    for place, text in enumerate(texts):
        for term in text.split():
            places.setdefault(term, []).append(place)
    coded = {term: _code(found, len(texts)) for term, found in places.items()}
    size = sum(len(term) + len(code) + 6 for term, code in coded.items())
    number = 1
    while number * WORD_FILE_BYTES < size:
        number *= 2
    files: list[dict[str, str]] = [{} for _ in range(number)]
    for term in sorted(coded):
        files[hash_term(term) % number][term] = coded[term]
    for n, found in enumerate(files):
        yield f"search/w-{n}.js", _script(f"w-{n}", found)


def hash_term(term: str) -> int:
    """A hash of the term's UTF-16 units in 32 bits, as ``search.js`` computes it too."""
    value = 0
    units = term.encode("utf-16-le", errors="surrogatepass")
    for k in range(0, len(units), 2):
        value = (value * 31 + int.from_bytes(units[k : k + 2], "little")) & 0xFFFFFFFF
    return value


def _code(places: Sequence[int], events: int) -> str:
    """The places as the steps between them in base 36, or as a bit for each event, whichever is shorter."""
    steps = ",".join(_base36(place - before) for before, place in zip((0, *places), places, strict=False))
    if len(steps) <= events // 6 + 4:
        return steps
    bits = bytearray((events + 7) // 8)
    for place in places:
        bits[place // 8] |= 1 << (place % 8)
    return "!" + base64.b64encode(bytes(bits)).decode()


def _base36(number: int) -> str:
    digits = ""
    while True:
        number, rest = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[rest] + digits
        if not number:
            return digits


def _events(summaries: Sequence[Summary]) -> Iterator[_Line]:
    for s in summaries:
        title = _plain(s.title.text if s.title else "")
        yield _Line(s.sort, s.id, title, s.days_in_full, tuple(_plain(name.text) for name in s.outlets), alone=False)


def _singles(shelf: SiteContext) -> Iterator[_Line]:
    for event in shelf.site.grouping.events:
        if len(event.article_ids) > 1:
            continue
        article = shelf.articles[event.article_ids[0]]
        yield _Line(
            f"{article.published.instant:%Y-%m-%dT%H:%M:%S}" if article.published else "",
            event.id,
            _plain(article.headline or ""),
            when(shelf.imprint, article),
            (_plain(outlet_name(shelf.imprint, article).text),),
            alone=True,
        )


def _plain(text: str) -> str:
    return _BLANK.sub(" ", text).strip()


def _script(name: str, data: object) -> bytes:
    """A script that hands ``data`` over under its name; text that no page may carry is shown by its numbers."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return b'OUTLET_COMPARE.put("%s",%s);\n' % (name.encode(), reveal(text))
