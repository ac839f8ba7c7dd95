"""Lines of a page: white space settled, wrapped and broken paragraphs joined, and what each line is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Literal, NamedTuple

from compare.model import Moment
from compare.reading.dates import from_groups, read_date_line
from compare.reading.outlets import LONGEST_MARK, Layout, LineSet

INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
"""Characters that only say where a line may break."""
_ENDING = re.compile(r"[.!?…。！？:][)\]”’\"'»]*$")
_MARKED = re.compile(r"\((?:END|ATTN|Yonhap\)$)|--+$|[•|#]|\S+@\S+$|By [A-Z]|\d\d:\d\d ")
_BRACKETED = re.compile(r"\[.*\]|\(.*\)")
_HYPHENATED = re.compile(r"[a-z]-$")
_WIDEST_WRAP = 100
_NARROWEST_WRAP = 45
_FEWEST_WRAPPED = 4
_MOST_WIDE = 0.05
_LEAST_RUNNING = 0.5


class PageLine(NamedTuple):
    """A line that is not blank: its settled text, 1-based number, indent, and whether a blank line stands before.

    ``linked``: on a web page, it is hardly more than a link.
    """

    text: str
    number: int
    indent: int = 0
    gap: bool = False
    linked: bool = False


def page_lines(text: str) -> list[PageLine]:
    """The lines of ``text`` that are not blank, each run of white space one space; wrapped paragraphs as one line."""
    lines: list[PageLine] = []
    gap = False
    for number, raw in enumerate(INVISIBLE.sub("", text).split("\n"), start=1):
        settled = " ".join(raw.split())
        if settled:
            lines.append(PageLine(settled, number, len(raw) - len(raw.lstrip()), gap))
        gap = not settled
    return unwrap(lines)


def unwrap(lines: list[PageLine]) -> list[PageLine]:
    """``lines`` with the pieces of each hard-wrapped paragraph joined; untouched where the page is not wrapped.

    A page is wrapped where no long line exceeds what a terminal shows and most line ends fall inside a sentence, the
    next line going on in lower case often enough that it is no list of headlines.
    """
    if not _is_wrapped(lines):
        return lines
    joined: list[PageLine] = []
    before: PageLine | None = None
    for line in lines:
        if before is not None and _goes_on(before, line):
            glue = "" if _HYPHENATED.search(before.text) else " "
            joined[-1] = joined[-1]._replace(text=f"{joined[-1].text}{glue}{line.text}")
        else:
            joined.append(line)
        before = line
    return joined


def _is_wrapped(lines: list[PageLine]) -> bool:
    long = [(a, b) for a, b in pairwise(lines) if len(a.text) >= _NARROWEST_WRAP and not b.gap]
    wide = sum(len(line.text) > _WIDEST_WRAP for line in lines)
    if len(long) < _FEWEST_WRAPPED or wide > _MOST_WIDE * len(lines):
        return False
    inside = [b for a, b in long if not _ENDING.search(a.text) and b.indent <= a.indent]
    running = [b for b in inside if not b.text[0].isupper()]
    return len(inside) >= _LEAST_RUNNING * len(long) and len(running) >= _LEAST_RUNNING * len(inside)


def _goes_on(before: PageLine, line: PageLine) -> bool:
    """Whether ``line`` continues the paragraph of ``before``: no gap, no indent, no mark of its own, a filled row."""
    if line.gap or line.indent > before.indent or _MARKED.match(line.text) or _BRACKETED.fullmatch(before.text):
        return False
    return len(before.text) >= _NARROWEST_WRAP


Role = Literal["text", "furniture", "section", "end", "cut", "time", "byline", "credit", "notice"]

_SEPARATORS = re.compile(r"[\s•·|,/:;()\[\]-]*")
_STOP = re.compile(r"(?:[!?…。！？]|(?<![A-Z])\.|(?<=[A-Z]{2})\.)[)\]”’\"'»]*(?:\s*\([^()]{2,40}\))?$")
_YEAR = re.compile(r"\d{4}")
_LONGEST_DATE_LINE = 160
_KOREAN_NAME = re.compile(r"[가-힣]{2,4}")
_REPORTER = re.compile(r"[ ,·/]*(?:(?:(?:선임|인턴|전문)?(?:기자|특파원))|[(\[]?[\w.+-]+@[\w.-]+[)\]]?)[ ,·/]*")
_HANGUL = re.compile(r"[가-힣]")
_LONG = 30
_SHORTEST_SENTENCE = 4


class MarkedLine(NamedTuple):
    """A line with its role, and what the role's pattern captured.

    ``sure`` is false for a date without a label: it may be today's date, printed above the page.
    """

    line: PageLine
    role: Role
    byline: str | None = None
    published: Moment | None = None
    modified: Moment | None = None
    label: str | None = None
    sure: bool = True

    @property
    def text(self) -> str:
        """The line's text."""
        return self.line.text


def mark(line: PageLine, layout: Layout) -> MarkedLine:
    """``line`` with its role. Of several that fit, what is shown or kept goes before what is dropped."""
    text = line.text
    if len(text) > LONGEST_MARK:
        return MarkedLine(line, "text")
    if layout.notices.has(text):
        return MarkedLine(line, "notice")
    known = _time(line, layout) or _byline(line, layout)
    if known is not None:
        return known
    sets: tuple[tuple[Role, LineSet], ...] = (
        ("cut", layout.cuts),
        ("end", layout.ends),
        ("furniture", layout.furniture),
        ("credit", layout.credits),
        ("section", layout.sections),
    )
    return MarkedLine(line, next((role for role, lines in sets if lines.has(text)), "text"))


def is_prose(text: str, layout: Layout, least: int = _SHORTEST_SENTENCE) -> bool:
    """Whether ``text`` is running text: a dateline, a long paragraph, or a sentence of ``least`` words with its stop."""
    if any(pattern.match(text[:LONGEST_MARK]) for pattern in layout.datelines):
        return True
    words = text.count(" ") + 1
    if least <= _SHORTEST_SENTENCE and _HANGUL.search(text):
        least -= 1  # Korean needs fewer
    return words >= _LONG or (words >= least and ends_a_sentence(text))


def ends_a_sentence(text: str) -> bool:
    """Whether ``text`` stops as a sentence does; "talks with U.S." may be a headline."""
    return _STOP.search(text[-80:]) is not None


def find_byline(text: str, layout: Layout) -> str | None:
    """The author that ``text``, a whole line such as "By Kim Ha-na (hana@paper.example)", names."""
    found = _first(layout.bylines, text) if len(text) <= LONGEST_MARK else None
    if found is None:
        return None
    name = found["byline"].strip()
    if _REPORTER.search(name):  # "김하나 기자 hana@paper.example 이두리"
        return " and ".join(n for n in _REPORTER.split(name) if _KOREAN_NAME.fullmatch(n)) or name
    return in_title_case(name)


def in_title_case(name: str) -> str:
    """A name that is written in capitals throughout as names are written: "KIM HA-NA" is "Kim Ha-na"."""
    shouted = name.isupper() and name.isascii() and " " in name
    return " ".join(word.capitalize() for word in name.split()) if shouted else name


def _byline(line: PageLine, layout: Layout) -> MarkedLine | None:
    author = find_byline(line.text, layout)
    return None if author is None else MarkedLine(line, "byline", byline=author)


def _time(line: PageLine, layout: Layout) -> MarkedLine | None:
    """The line as a date line: nothing but separators and labels, or a writer's name, stands beside the dates."""
    if len(line.text) > _LONGEST_DATE_LINE or _YEAR.search(line.text) is None:
        return None
    return _time_by_rules(line, layout) or _time_as_written(line, layout)


def _time_by_rules(line: PageLine, layout: Layout) -> MarkedLine | None:
    published = _first(layout.published, line.text)
    modified = _first(layout.modified, line.text)
    spans = sorted(found.span() for found in (published, modified) if found is not None)
    if not spans:
        return None
    rest = line.text
    for start, end in reversed(spans):
        rest = rest[:start] + rest[end:]
    if _SEPARATORS.fullmatch(rest) is None:
        return None
    groups = published.groupdict() if published else {}
    return MarkedLine(
        line,
        "time",
        published=_moment(published, layout),
        modified=_moment(modified, layout),
        label=(groups.get("label") or "").strip() or None,
    )


def _time_as_written(line: PageLine, layout: Layout) -> MarkedLine | None:
    found = read_date_line(line.text, layout.setting)
    if found is None:
        return None
    if not found.rest:
        labelled = found.modified is not None or found.labelled
        return MarkedLine(line, "time", published=found.published, modified=found.modified, sure=labelled)
    author = find_byline(found.rest, layout)
    if author is None and found.published and "T" in found.published.iso and _KOREAN_NAME.fullmatch(found.rest):
        author = found.rest
    return MarkedLine(line, "byline", author, found.published, found.modified) if author else None


def _first(patterns: tuple[re.Pattern[str], ...], text: str) -> re.Match[str] | None:
    return next((found for pattern in patterns if (found := pattern.search(text)) is not None), None)


def _moment(found: re.Match[str] | None, layout: Layout) -> Moment | None:
    return None if found is None else from_groups(found.groupdict(), layout.setting.zone, layout.setting.zones)


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
        if joined and _continues_in(joined[-1], paragraph, attributive):
            joined[-1] = f"{joined[-1]} {paragraph}"
        else:
            joined.append(paragraph)
    return joined


def unglue(paragraphs: list[str]) -> list[str]:
    """``paragraphs`` with a space between sentences, where a dump lost it throughout ("said.The ministry")."""
    if sum(len(_GLUED.findall(p)) for p in paragraphs) < _LEAST_GLUED:
        return paragraphs
    return [_GLUED.sub(" ", p) for p in paragraphs]


def _continues_in(before: str, after: str, attributive: frozenset[str]) -> bool:
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


_TAIL = 200
_MOST_WORDS = 90
_LEAST_REPEATED = 8
_LEAST_COMMON = 30
_LEAST_SHARE = 0.5
_ANY_CREDIT = re.compile(r"\S\s*\([A-Z가-힣][^()\d]{1,60}\)$")
_KOREAN_CREDIT = re.compile(
    r"[다요]\. ?(?:\d{4}\. ?\d{1,2}\. ?\d{1,2}\.?)? ?(?:/ ?|사진[ =:/]{1,2})?(?:연합뉴스|뉴시스|뉴스1|로이터|신화|타스|교도|AP|AFP|EPA|UPI"
    r"|게티이미지\S{0,9}|(?:사진)?공동취재(?:단|사진)?|자료 ?사진|[가-힣A-Za-z0-9·&]{1,12}(?: [가-힣A-Za-z0-9·&]{1,12})? (?:제공|갈무리|캡처|캡쳐))"
    r"(?: ?[/·] ?(?:연합뉴스|뉴시스|뉴스1|AP|AFP))?(?: ?© ?.{0,30})?$"
)
"""How Korean captions end: the picture's source after the last stop, without brackets."""
_BAR = re.compile(r"^[|│▲△▶◀]\s*")


def caption(text: str, layout: Layout, *, above: bool) -> str | None:
    """``text`` as a caption, once and without its bar; None where it is none.

    ``above`` the article's text any name in brackets credits a picture; inside, only the layout's own words do.
    """
    if _BAR.match(text):
        return halved(_BAR.sub("", text))
    single = halved(text)
    twice = single != text and (above or len(single) >= _LEAST_COMMON)
    if twice or is_credited(single, layout) or (above and _has_any_credit(single)):
        return single
    return None


def is_credited(text: str, layout: Layout) -> bool:
    """Whether ``text`` ends in a picture credit and is short enough for a caption."""
    tail = text[-_TAIL:]
    if _KOREAN_CREDIT.search(tail) and text.count(" ") < _MOST_WORDS:
        return True
    bracket = tail.rfind("(")
    if layout.captions is None or bracket < 0 or (tail[-1] != ")" and ")" in tail[bracket:]):
        return False
    return text.count(" ") < _MOST_WORDS and layout.captions.search(tail) is not None


def halved(text: str) -> str:
    """``text`` once, where it is the same words twice (the second time perhaps cut off)."""
    head = text[: max(_LEAST_REPEATED, min(_LEAST_COMMON, len(text) // 3))]
    again = text.find(head, max(1, len(text) // 3)) if len(text) >= 2 * _LEAST_REPEATED else -1
    if again < 0:
        return text
    first, second = text[:again].strip(), text[again:].strip()
    return longer_of(first, second) or text


def longer_of(first: str, second: str) -> str | None:
    """The fuller of two copies of one caption, one of them perhaps cut off; None where they are not copies."""
    longer, shorter = (first, second) if len(first) >= len(second) else (second, first)
    if longer == shorter:
        return longer if len(longer) >= _LEAST_REPEATED else None
    cut = shorter.rstrip(".… ")
    if len(cut) >= max(_LEAST_COMMON, _LEAST_SHARE * len(longer)) and longer.startswith(cut):
        return longer
    return None


def distinct(captions: Iterable[str]) -> tuple[str, ...]:
    """``captions`` in order, each once: where one stands again, perhaps cut off, the fuller copy."""
    kept: list[str] = []
    for text in captions:
        fuller = ((at, found) for at, old in enumerate(kept) if (found := longer_of(old, text)) is not None)
        at, found = next(fuller, (len(kept), text))
        kept[at : at + 1] = [found]
    return tuple(kept)


def _has_any_credit(text: str) -> bool:
    return text.count(" ") < _MOST_WORDS and _ANY_CREDIT.search(text[-_TAIL:]) is not None
