"""Naming a point by the rarest words that its accounts share, in their surface form."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from compare.background import word_idf
from compare.text import Token

MOST_WORDS = 5
MOST_TERMS = 3
LEAST_IDF = 2.0
"""Words more common than this ("said", "also") name nothing; the background IDF of "police" is about 4."""

Text = tuple[str, Sequence[Token]]

_idf = lru_cache(maxsize=1 << 16)(word_idf)


def name_terms(accounts: Sequence[Text]) -> tuple[str, ...]:
    """Up to three terms, in the order of the first account, that at least two accounts share.

    ``accounts`` holds each account's text with its tokens. The rarest shared words are chosen; chosen words
    that stand side by side make one term ("Osan Air Base"). Empty where nothing telling is shared.
    """
    keys = [{_key(token) for token in tokens} for _, tokens in accounts]
    for position, (text, tokens) in enumerate(accounts):
        others: set[str] = set().union(*keys[:position], *keys[position + 1 :])
        chosen = _rarest([token for token in tokens if _key(token) in others])
        if chosen:
            return tuple(_join(text, tokens, chosen)[:MOST_TERMS])
    return ()


def _rarest(tokens: Sequence[Token]) -> set[str]:
    first: dict[str, Token] = {}
    for token in tokens:
        first.setdefault(_key(token), token)
    telling = [token for key, token in first.items() if _idf(key) >= LEAST_IDF]
    telling.sort(key=lambda token: (-round(_idf(_key(token)), 6), token.start))
    return {_key(token) for token in telling[:MOST_WORDS]}


def _join(text: str, tokens: Sequence[Token], chosen: set[str]) -> list[str]:
    terms: list[str] = []
    start = end = -1
    for token in tokens:
        if _key(token) in chosen:
            chosen = chosen - {_key(token)}
            if start >= 0 and text[end : token.start] == " ":
                end = token.end
                continue
            if start >= 0:
                terms.append(_surface(text[start:end]))
            start, end = token.start, token.end
    terms.append(_surface(text[start:end]))
    return terms


def _key(token: Token) -> str:
    return token.norm.removesuffix("'s")


def _surface(term: str) -> str:
    return term.removesuffix("'s").removesuffix("’s")
