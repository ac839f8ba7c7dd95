"""The address of a sentence: it hangs on what the sentence says, not on where it stands."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable

from compare.model import Article
from compare.text.tokens import Token, tokens


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
