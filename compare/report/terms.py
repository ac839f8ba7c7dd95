"""Naming a point by the rarest words that its accounts share, in their surface form."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from compare.text.idf import word_idf
from compare.text.tokens import Token

MOST_SEEDS = 4
MOST_TERMS = 3
LONGEST = 5
LEAST_IDF = 2.0
"""Words more common than this ("said", "also") name nothing; the background IDF of "police" is about 4."""

Text = tuple[str, Sequence[Token]]
Run = tuple[int, int]


@lru_cache(maxsize=1 << 16)
def rarity(norm: str) -> float:
    """The background IDF of a normalised word, its possessive ending aside; rounded, so that ties are ties.

    A number is telling beside a word, but names nothing alone: it comes last among the telling.
    """
    bare_norm = norm.removesuffix("'s")
    return LEAST_IDF if bare_norm[:1].isdigit() else round(word_idf(bare_norm), 6)


@lru_cache(maxsize=1 << 16)
def is_telling(norm: str) -> bool:
    """Whether a word is rare enough to say what a sentence is about."""
    return rarity(norm) >= LEAST_IDF


def name_terms(accounts: Sequence[Text]) -> tuple[str, ...]:
    """Up to three terms, in the order of the first account, that at least two accounts share.

    ``accounts`` holds each account's text with its tokens. The rarest shared words are chosen, each with the
    telling shared words at its side ("Osan Air Base"). Empty where nothing telling is shared.
    """
    keys = [[bare(token) for token in tokens] for _, tokens in accounts]
    for position, (text, tokens) in enumerate(accounts):
        others: set[str] = set().union(*keys[:position], *keys[position + 1 :])
        shared = [key in others and is_telling(key) for key in keys[position]]
        if any(shared):
            runs = _grow(text, tokens, shared, _seeds(keys[position], shared))
            return tuple(_surface(text[tokens[start].start : tokens[end - 1].end]) for start, end in runs)
    return ()


def bare(token: Token) -> str:
    """The normalised word without its possessive ending."""
    return token.norm.removesuffix("'s")


def _seeds(keys: Sequence[str], shared: Sequence[bool]) -> list[int]:
    first: dict[str, int] = {}
    for place, key in enumerate(keys):
        if shared[place]:
            first.setdefault(key, place)
    return sorted(first.values(), key=lambda place: (-rarity(keys[place]), place))[:MOST_SEEDS]


def _grow(text: str, tokens: Sequence[Token], shared: Sequence[bool], seeds: Sequence[int]) -> list[Run]:
    """Runs around the seeds, rarest first, until there are enough; then in the order of the text."""
    runs: list[Run] = []
    free = list(shared)
    for seed in seeds:
        if not free[seed]:
            continue
        start, end = seed, seed + 1
        while end - start < LONGEST and start and free[start - 1] and _joins(text, tokens, start):
            start -= 1
        while end - start < LONGEST and end < len(tokens) and free[end] and _joins(text, tokens, end):
            end += 1
        runs.append((start, end))
        if len(runs) == MOST_TERMS:
            break
        free[start:end] = [False] * (end - start)
    return sorted(runs)


def _joins(text: str, tokens: Sequence[Token], place: int) -> bool:
    """Whether the word at ``place`` follows the one before it with nothing but a space between."""
    return text[tokens[place - 1].end : tokens[place].start] == " "


def _surface(term: str) -> str:
    return term.removesuffix("'s").removesuffix("’s")
