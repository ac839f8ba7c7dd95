"""Numerals and number words as one canonical form: "3,700", "thirteenth", "13th" and "13"."""

from __future__ import annotations

import functools
import re

_SMALL = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
_TENS = {
    word: 10 * value
    for value, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
_ORDINALS = {
    word: value
    for value, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
        ],
        start=1,
    )
}
_WORDS = _SMALL | _TENS
_DIGITS = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?:st|nd|rd|th)?")


@functools.lru_cache(maxsize=100_000)
def canonical(word: str) -> str | None:
    """The digits that a normalised word stands for, None where it is no number.

    Ordinals give their cardinal; "twenty-five" gives "25"; trailing zeros after the point are dropped.
    """
    if word.isascii() and word[:1].isdigit():
        match = _DIGITS.fullmatch(word)
        if match is None:
            return None
        whole, fraction = match.group(1).replace(",", ""), (match.group(2) or "").rstrip("0").rstrip(".")
        return (whole.lstrip("0") or "0") + fraction
    value = _WORDS.get(word, _ORDINALS.get(word))
    if value is None and "-" in word:
        tens, _, ones = word.partition("-")
        unit = _SMALL.get(ones, _ORDINALS.get(ones, 0))
        value = _TENS[tens] + unit if tens in _TENS and 0 < unit < 10 else None  # noqa: PLR2004
    return None if value is None else str(value)
