"""When a page was published: by its metadata, its text and its address."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from compare.model import Moment
from compare.reading.dates import find_dates, from_groups, from_iso, from_machine
from compare.reading.html import Selector, Selectors, text_of
from compare.reading.html_metadata import Claims
from compare.reading.outlets import Layout
from compare.reading.page_lines import MarkedLine, PageLine, ends_a_sentence, is_prose, mark

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_IN_ADDRESS = re.compile(r"/(?P<year>(?:19|20)\d\d)[/-]?(?P<month>\d\d)[/-]?(?P<day>\d\d)(?=[/_.-]|$)")
_ABOVE, _BELOW = 6, 40
"""Lines above and below the headline among which date lines are looked for."""
_LONG_SENTENCE, _LONGEST_BESIDE = 10, 80
_REVISED = re.compile(r"updat|modif|revis|edited|수정|최종", re.IGNORECASE)
_APART = frozenset({"aside", "nav", "footer"})


class Dates(NamedTuple):
    """The moments of a page; either may be unknown."""

    published: Moment | None = None
    modified: Moment | None = None

    def settled(self) -> Dates:
        """Without a change that is no later than the publication, or is not known to be."""
        published, modified = self
        known = not (published and modified) or (modified.precision != "date" and modified.instant > published.instant)
        return self if known else Dates(published)


def choose_dates(
    root: HtmlElement,
    lines: Sequence[PageLine],
    headline: str | None,
    claims: Claims,
    selectors: Selectors,
    layout: Layout,
) -> Dates:
    """The dates that the page claims or prints: claims first, then the outlet's selectors, then date lines.

    Date lines are looked for where readers look: between the headline and the text. Where the first source gives a day
    alone, a later one that gives a time of that day goes before it.
    """
    claimed = [m for text in claims.published if (m := from_machine(text, layout.setting))]
    changed = [m for text in claims.modified if (m := from_machine(text, layout.setting))]
    own = list(_selected(root, selectors.published, layout))
    revised = list(_selected(root, selectors.modified, layout))
    printed = [*own, *revised] or list(_marks(below_headline(lines, headline, layout), layout))
    published = _most_precise([*claimed, *(m.published for m in printed if m.published and m not in revised)])
    later = [m.published for m in revised if m.published]
    modified = _most_precise([*changed, *later, *(m.modified for m in printed if m.modified)])
    return Dates(published, modified).settled()


def date_beside_words(texts: Iterable[str], layout: Layout) -> Moment | None:
    """The one date of a short line that has other words too ("Ferries 06.11.2023 13:30 Ida"), where no other line tells."""
    for text in texts:
        if len(text) <= _LONGEST_BESIDE and not ends_a_sentence(text):
            found = find_dates(text, layout.setting)
            if len(found) == 1:
                return found[0].moment
    return None


def below_headline(lines: Sequence[PageLine], headline: str | None, layout: Layout) -> Iterator[str]:
    """The lines from a little above the headline to the second paragraph of the text."""
    heads = [at for at, line in enumerate(lines) if headline and headline in line.text] or [0]
    for head in heads:
        start, prose = max(0, head - _ABOVE), 0
        for at in range(start, min(len(lines), head + _BELOW)):
            prose += at > head and is_prose(lines[at].text, layout, _LONG_SENTENCE)
            if prose > 1:
                yield from (line.text for line in lines[start : at + 1])
                return
    yield from (line.text for line in lines[max(0, heads[0] - _ABOVE) : heads[0] + _BELOW])


def date_in_address(address: str | None) -> Moment | None:
    """The day that a path such as ``/2020/0708/`` or ``/2020/07/08/`` names."""
    found = _IN_ADDRESS.search(address or "")
    return from_groups(found.groupdict(), None, {}) if found else None


def refine(moment: Moment, root: HtmlElement, layout: Layout) -> Moment:
    """The moment with its time of day, where it is a day alone and a ``<time>`` of the page has that day's time.

    Times that the page calls those of a change, and those of its margins, are passed over.
    """
    found = (
        from_machine(element.get("datetime") or "", layout.setting)
        for element in root.iter("time")
        if not _is_elsewhere(element)
    )
    return _most_precise([moment, *(m for m in found if m)]) or moment


def _is_elsewhere(element: HtmlElement) -> bool:
    """Whether a ``<time>`` dates a change, by its attributes or the words before it, or is in the page's margins."""
    before, parent = element.getprevious(), element.getparent()
    lead = before.tail if before is not None else parent.text if parent is not None else None
    names = (element.get("class"), element.get("id"), element.get("itemprop"), lead)
    return any(name and _REVISED.search(name) for name in names) or any(
        e.tag in _APART for e in element.iterancestors()
    )


def guess_date(root: HtmlElement, address: str | None) -> Moment | None:
    """The day that htmldate finds in markup it knows; None where it would have to guess from numbers in the text."""
    from htmldate import find_date  # noqa: PLC0415 - a page with a plain date does not pay for it

    logging.getLogger("htmldate").setLevel(logging.CRITICAL)  # a page without a date is said to have none
    try:
        found = find_date(root, extensive_search=False, original_date=True, url=address)
    except Exception:  # noqa: BLE001 - a library's guess at odd markup must not end the run
        return None
    return from_iso(found) if found else None


def _selected(root: HtmlElement, selectors: tuple[Selector, ...], layout: Layout) -> Iterator[MarkedLine]:
    """What the outlet's selectors find: an attribute, or the date lines of an element or of its children."""
    for selector in selectors:
        for element in selector.find(root):
            if selector.attribute:
                moment = from_machine(element.get(selector.attribute) or "", layout.setting)
                found = [MarkedLine(PageLine("", 0), "time", published=moment)] if moment else []
            else:
                found = list(_marks([text_of(element), *_texts(element)], layout))
            yield from found


def _texts(element: HtmlElement) -> Iterator[str]:
    """The texts of the element's own children, for date lines that stand side by side."""
    return (text_of(child) for child in element if isinstance(child.tag, str))


def _marks(texts: Iterable[str], layout: Layout) -> Iterator[MarkedLine]:
    marks = (mark(PageLine(text, 0), layout) for text in texts if text)
    return (m for m in marks if m.published or m.modified)


def _most_precise(found: Sequence[Moment]) -> Moment | None:
    if not found:
        return None
    first = found[0]
    return next((m for m in found if first.precision == "date" and m.day == first.day and "T" in m.iso), first)
