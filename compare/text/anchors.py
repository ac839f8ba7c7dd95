"""Permanent addresses of articles, events, outlets and sentences: they depend on content, not on position."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable

from compare.model import Article
from compare.text.tokens import Token, tokens

_PLAIN = re.compile(r"(?![0-9a-f]{12}$)[a-z0-9][a-z0-9-]{0,63}")
"""An outlet's id that can be a folder's name, and is not taken for a hash."""


def short_digest(text: str) -> str:
    """The first 48 bits of the text's SHA-256, as 12 hexadecimal digits: the name of an article's page and of an event."""
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:12]


def outlet_folder(outlet_id: str) -> str:
    """The name of the folder of an outlet's page: its id where that is plain, else a hash of it."""
    return outlet_id if _PLAIN.fullmatch(outlet_id) else short_digest(outlet_id)


def tell_apart(ids: Iterable[str], address: Callable[[str], str]) -> dict[str, str]:
    """Another id for each of ``ids`` (but the first in order) whose address is that of one before it: ``x~2``."""
    taken: set[str] = set()
    renamed: dict[str, str] = {}
    known = sorted(ids)
    for id_ in known:
        free, number = id_, 1
        while address(free) in taken:
            number += 1
            free = f"{id_}~{number}"
        taken.add(address(free))
        if free != id_:
            renamed[id_] = free
    return renamed


def sentence_anchors(article_id: str, normalised: Iterable[str]) -> list[str]:
    """An anchor per sentence: ``s-`` and a hash of the article's id and the normalised sentence.

    A sentence that repeats within its article carries its occurrence number from the second on.
    """
    seen: Counter[str] = Counter()
    anchors = []
    for sentence in normalised:
        digest = hashlib.sha256(f"{article_id}\0{sentence}".encode(errors="surrogatepass")).hexdigest()[:10]
        seen[digest] += 1
        anchors.append(f"s-{digest}" + (f"-{seen[digest]}" if seen[digest] > 1 else ""))
    return anchors


def normal_form(words: Iterable[Token]) -> str:
    """A sentence without its punctuation and house style: what its anchor is a hash of."""
    return " ".join([word.norm for word in words])


def anchors_of(article: Article) -> list[str]:
    """The anchors of an article's own sentences, in order."""
    return sentence_anchors(article.id, (normal_form(tokens(sentence.text)) for sentence in article.prose))
