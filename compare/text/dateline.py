"""Where a sentence begins once its dateline is read: who reported from where is no part of what it tells."""

from __future__ import annotations

import re

from compare.model import Article, Sentence

_DASH = re.compile(r"\s*(?:--|[-–—:])\s*")
"""What parts a dateline from the lead."""


def lead_in(article: Article, sentence: Sentence) -> int:
    """The length of the dateline, with the dash after it, that opens the sentence; 0 where none does."""
    dateline = article.dateline or ""
    if not dateline or not sentence.text.startswith(dateline):
        return 0
    dash = _DASH.match(sentence.text, len(dateline))
    return dash.end() if dash else len(dateline)
