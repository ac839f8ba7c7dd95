"""Makes the shipped background IDF tables from the word frequency lists of wordfreq (a development dependency).

Usage: python benchmarks/background_idf.py [FOLDER]   (default compare/data)

The IDF of a form is that of an article of ``LENGTH`` words: ``-ln(1 - exp(-LENGTH * frequency))``, the negative log
of the probability that such an article holds it at least once. Values are rounded to a tenth and forms of one value
share a line, so the files are small and a change to them can be read. Words are keyed by ``compare.text.tokens.normalise``;
Korean, which writes particles onto its words, by pairs of syllables.
"""

from __future__ import annotations

import collections
import itertools
import math
import sys
from pathlib import Path

import wordfreq

from compare.text.tokens import WORD, normalise

LENGTH = 400
ENGLISH_FORMS = 80_000
KOREAN_PAIRS = 8_000
NOTICE = """\
# Background IDF of {what}: how surprising it is to meet one in an article of 400 words.
# A line: the IDF, a tab, its forms in alphabetical order. Made by benchmarks/background_idf.py.
# Derived from wordfreq 3.1 (Robyn Speer, https://doi.org/10.5281/zenodo.7199437), whose data come from Wikipedia,
# OpenSubtitles (http://opensubtitles.org), the SUBTLEX lists (Marc Brysbaert and others; freely available),
# Google Books Ngrams (http://books.google.com/ngrams), the Leeds Internet Corpus, ParaCrawl, and others.
# Licence of this file: CC BY-SA 4.0, https://creativecommons.org/licenses/by-sa/4.0/
"""


def english() -> dict[str, float]:
    """The frequencies of the commonest English forms; "us" the pronoun keeps its share, "u.s" its own."""
    frequencies: dict[str, float] = collections.defaultdict(float)
    for form in wordfreq.iter_wordlist("en", wordlist="large"):
        if WORD.fullmatch(form) and not any(character.isdigit() for character in form):
            frequencies["u.s" if form in {"u.s", "u.s.a", "usa"} else normalise(form)] += wordfreq.word_frequency(
                form, "en", wordlist="large"
            )
        if len(frequencies) == ENGLISH_FORMS:
            break
    return frequencies


def korean() -> dict[str, float]:
    """The frequencies of the commonest pairs of neighbouring Korean syllables inside a word."""
    frequencies: dict[str, float] = collections.defaultdict(float)
    for form, frequency in wordfreq.get_frequency_dict("ko").items():
        for first, second in itertools.pairwise(form):
            if "가" <= first <= "힣" and "가" <= second <= "힣":
                frequencies[first + second] += frequency
    commonest = sorted(frequencies.items(), key=lambda item: (-item[1], item[0]))[:KOREAN_PAIRS]
    return dict(commonest)


def table(frequencies: dict[str, float], what: str) -> str:
    """The file's text: a notice, then one line for each rounded IDF, commonest first."""
    lines: dict[float, list[str]] = collections.defaultdict(list)
    for form, frequency in frequencies.items():
        lines[round(-math.log(-math.expm1(-LENGTH * frequency)), 1)].append(form)
    rows = [f"{idf:.1f}\t{' '.join(sorted(forms))}\n" for idf, forms in sorted(lines.items())]
    return NOTICE.format(what=what) + "".join(rows)


def main() -> None:
    """Write both tables."""
    folder = Path(sys.argv[1] if sys.argv[1:] else "compare/data")
    (folder / "background_idf.tsv").write_text(table(english(), "English words"), encoding="utf-8", newline="\n")
    (folder / "background_idf_ko.tsv").write_text(
        table(korean(), "pairs of Korean syllables"), encoding="utf-8", newline="\n"
    )


if __name__ == "__main__":
    main()
