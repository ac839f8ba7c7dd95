"""Addresses that last: a sentence's anchor and an article's page hang on what they say, not where they stand."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from urllib.parse import urlsplit

_PLAIN = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")


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


def body_digest(body: str) -> str:
    """SHA-256 of an article's body in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(body.encode(errors="surrogatepass")).hexdigest()


def outlet_page_id(outlet_id: str) -> str:
    """The folder of an outlet's page: its id where that is plain, else a hash of it."""
    return (
        outlet_id
        if _PLAIN.fullmatch(outlet_id)
        else hashlib.sha256(outlet_id.encode(errors="surrogatepass")).hexdigest()[:12]
    )


def web_address(url: str | None) -> str | None:
    """``url`` where it is a link that a page may carry (http or https, with a host), else None."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.netloc else None
