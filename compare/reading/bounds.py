"""How much of one article, and of one file of records, is read: what no newspaper prints is cut, and said.

What comes after reading may therefore rely on short headlines and sentences, on an article of at most ``TEXT``
characters, and on a sentence told few times. ``docs/security.md`` lists these bounds beside those of files
(``decode.MAX_PAGE_BYTES``, ``html.MAX_SAVED_BYTES``, ``formats.MAX_UNPACKED``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

HEADLINE, DECK, LINE, LINES = 500, 2_000, 500, 200
"""Characters of a headline, of a deck, of any other line about an article, and the captions and credits it may have."""
NAME = 300
"""Characters of an id, an outlet's name or a given event."""
TEXT = 60_000
"""Characters of an article: about 10,000 words, the longest that magazines print."""
SENTENCE = 1_500
"""Characters of a sentence; a longer one, such as a transcript without full stops, is compared in parts."""
REPEATS = 20
"""How often one sentence counts in an article; a chorus or a bot says it more often."""
ARTICLE = 1_000_000
"""Characters beyond which a text is no article at all, and is refused unread."""
SCRAP, SCRAPS = 24, 200
"""A record of fewer characters in title and text holds no article; after so many in a row a file is not read on."""
NAMESPACE = 1_000
"""Characters of an XML namespace; parsers copy it into every name."""
FEED, ENTRIES = 5_000_000, 2_000
"""Bytes of a feed, and the entries at its start that are read; newest come first."""


def clip(text: str | None, most: int) -> str | None:
    """``text`` where it has at most ``most`` characters, else its beginning with an ellipsis."""
    return text if text is None or len(text) <= most else f"{text[: most - 2].rstrip()} …"


def parts(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The spans of ``text``, each longer than ``SENTENCE`` cut at its last blank before that."""
    for first, end in spans:
        start = first
        while end - start > SENTENCE:
            blank = text.rfind(" ", start + SENTENCE // 2, start + SENTENCE)
            cut = blank if blank > 0 else start + SENTENCE
            yield start, cut
            start = cut + (blank > 0)
            while start < end and text[start].isspace():
                start += 1
        if start < end:
            yield start, end


_NAMESPACE = re.compile(rb"xmlns[^=<>]{0,100}=\s*[\"'][^\"'<>]{%d}" % NAMESPACE)
_ENTRY_END = re.compile(rb"</(?:\w{1,20}:)?(item|entry)\s*>")
_AROUND = {b"item": rb"</(?:rss|channel|(?:\w{1,20}:)?RDF)\s*>", b"entry": rb"</(?:\w{1,20}:)?feed\s*>"}


def has_long_namespace(data: bytes) -> bool:
    """Whether an XML document declares a namespace that no vocabulary has."""
    return _NAMESPACE.search(data) is not None


def first_entries(data: bytes) -> bytes:
    """A feed with the entries beyond the first ``ENTRIES`` left out; what closes it is kept."""
    found = next(islice(_ENTRY_END.finditer(data), ENTRIES - 1, None), None)
    if found is None:
        return data
    closing = re.search(_AROUND[found[1]], data[-1_000:])
    return data[: found.end()] + (data[-1_000:][closing.start() :] if closing else b"")


def repeated(sentences: Sequence[str]) -> list[bool]:
    """For each sentence whether the same words stood before it ``REPEATS`` times."""
    seen: Counter[str] = Counter()
    found = []
    for sentence in sentences:
        key = " ".join(sentence.split()).casefold()
        seen[key] += 1
        found.append(seen[key] > REPEATS)
    return found
