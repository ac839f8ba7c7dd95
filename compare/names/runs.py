"""The words of a text, and the capitalised runs among them that may be names."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from compare.names.lexicon import abbreviated, alias_at, plain_form, small_words, starters, titles
from compare.names.syllables import fold, readings, surnames

_SENTENCE_END = re.compile(r"(?:[.!?…:\n][\"”’')\]]*|--?|—|(?<!,)[\"“])\s*[\"“‘'(\[]*$|[\"“]$")
"""A straight mark after a comma, with a space behind it, closes a quotation in the middle of a sentence."""
_SPACES = frozenset({" ", "\u00a0"})
_HYPHENS = frozenset("-‐‑")
_ADJOINING = frozenset([" ", "\u00a0", "-", "‐", "‑", ", ", "., ", "'", "’", "' ", "’ ", "'s ", "’s "])
_MOST_PARTICLES = 2
_LONGEST_RUN = 30
"""In words: the bound that keeps a text of capitals linear."""


class Word(NamedTuple):
    """A word, or the part of one that a hyphen divides: its place, and its form without full stops."""

    start: int
    end: int
    form: str
    capital: bool


def read_words(text: str) -> list[Word]:
    """The words of ``text`` that may be part of a name: capitalised ones, what a hyphen ties to them, small words of names.

    A hyphenated word comes in parts, "U.S." whole, a possessive 's is left out.
    """
    return [
        Word(match.start(), match.end(), plain_form(form), form[0].isupper() or "가" <= form[0] <= "힣")
        for match in _name_word().finditer(text)
        if (form := match.group())
    ]


@functools.cache
def _name_word() -> re.Pattern[str]:
    small = "|".join(sorted(small_words()))
    capital = r"[^\W\d_a-zà-öø-ÿ\u3040-\uabff\ud7a4-\uffff][^\W_]*(?:[’'](?!s\b)[^\W_]+)*"
    return re.compile(
        rf"(?:\b[A-Za-z]\.){{2,}}(?:[A-Z]\b(?!\.))?|\b{capital}|(?:(?<=\w[-‐‑])|(?<= - ))[^\W_]+|\b(?:{small})\b"
    )


def adjoin(text: str, words: Sequence[Word]) -> bool:
    """Whether nothing but spaces, hyphens and the stops of abbreviations lies between the words."""
    return all(
        gap in _ADJOINING or (gap == ". " and _takes_stop(a.form))
        for a, b in pairwise(words)
        if (gap := text[a.end : b.start]) != " "
    )


def _takes_stop(form: str) -> bool:
    return len(form) == 1 or form in abbreviated()


def opens_sentence(text: str, word: Word) -> bool:
    """Whether the capital of ``word`` may be there because a sentence begins."""
    return word.start == 0 or bool(_SENTENCE_END.search(text[max(0, word.start - 12) : word.start]))


def run_end(text: str, words: Sequence[Word], start: int) -> int:
    """The index after the last word of the capitalised run that begins at ``start``; particles inside it count."""
    end = start + 1
    while end < min(len(words), start + _LONGEST_RUN):
        after = _after_particles(text, words, end)
        if not _joins(text, words[after - 1], words[after]):
            break
        end = after + 1
    return end


def _after_particles(text: str, words: Sequence[Word], end: int) -> int:
    """The index of the capital after at most two particles ("of the"); ``end`` itself where there is none."""
    particles = titles().particles
    after = end
    while after - end < _MOST_PARTICLES and after + 1 < len(words) and words[after].form in particles:
        if text[words[after - 1].end : words[after].start] not in _SPACES:
            return end
        after += 1
    return after if words[after].capital else end


def _joins(text: str, before: Word, after: Word) -> bool:
    """Whether two neighbours belong to one run."""
    gap = text[before.end : after.start]
    if gap in _HYPHENS:
        return _joins_by_hyphen(before.form, after.form)
    if gap == " - ":  # a page with its punctuation set apart
        return _are_syllables(before.form, after.form)
    if not after.capital or (after.form in starters() and text[after.end : after.end + 1] not in _HYPHENS):
        return False
    if gap in _SPACES or gap == " & ":
        return True
    return gap in {". ", ".\u00a0"} and _takes_stop(before.form)


@functools.lru_cache(maxsize=10_000)
def _joins_by_hyphen(before: str, after: str) -> bool:
    """Tell "Jong-un" and "Ocasio-Cortez" from "Seoul-based" and "Korea-US"."""
    if _are_syllables(before, after):
        return True
    listed = alias_at((before,), 0) or alias_at((after,), 0)
    return after[0].isupper() and not listed and fold(after) not in surnames()


def _are_syllables(before: str, after: str) -> bool:
    return bool(readings(fold(before)) and readings(fold(after)))
