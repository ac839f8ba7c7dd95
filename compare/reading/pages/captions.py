"""Picture captions, told from prose by their credit, by standing twice, or by a bar before them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from compare.reading.layout import Layout

_TAIL = 200
_MOST_WORDS = 90
_LEAST_REPEATED = 8
_LEAST_COMMON = 30
_LEAST_SHARE = 0.5
_ANY_CREDIT = re.compile(r"\S\s*\([A-Z가-힣][^()\d]{1,60}\)$")
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
