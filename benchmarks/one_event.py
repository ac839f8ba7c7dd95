"""Made-up accounts of one event, sentence by sentence, to measure alignment, analyses and pages on.

An event has facts: sentences of words drawn by their frequency, with names, numbers and quotations. An account tells some
of the facts in words of its own, in an order of its own, and adds sentences that nobody else has.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import accumulate

from compare.model import Article, Moment, Outlet, Sentence
from compare.text.stems import word_table

WORDS_A_SENTENCE = 24
SHARED, REPLACED, QUOTED = 0.6, 0.3, 0.25
NAMES = ("Duarte", "Lindqvist", "Prado", "Haruna", "Castell", "Whitlock", "Brenford", "Tarnow", "Quillon", "Marrick")


def make_event(outlets: int, sentences: int, seed: int = 1) -> tuple[list[Article], dict[str, Outlet]]:
    """``outlets`` articles of ``sentences`` sentences each, and their outlets by id; the same for the same arguments."""
    dice = random.Random(seed)
    words = _Words()
    facts = [words.sentence(dice) for _ in range(sentences)]
    articles = [_account(f"account-{seed}-{k}", f"outlet-{k}", facts, words, dice) for k in range(outlets)]
    return articles, {f"outlet-{k}": Outlet(f"outlet-{k}", f"Outlet {k}") for k in range(outlets)}


class _Words:
    """The background's 20,000 commonest words, drawn by rank as Zipf has it."""

    def __init__(self) -> None:
        self.words = sorted(word_table(), key=lambda word: (word_table()[word], word))[:20_000]
        self.weights = list(accumulate(1 / (rank + 2) for rank in range(len(self.words))))

    def draw(self, dice: random.Random, count: int) -> list[str]:
        return dice.choices(self.words, cum_weights=self.weights, k=count)

    def sentence(self, dice: random.Random) -> list[str]:
        words = self.draw(dice, max(8, round(dice.gauss(WORDS_A_SENTENCE, 6))))
        words[dice.randrange(len(words))] = dice.choice(NAMES)
        words[dice.randrange(len(words))] = str(dice.randrange(2, 900))
        return words


def _account(name: str, outlet: str, facts: Sequence[Sequence[str]], words: _Words, dice: random.Random) -> Article:
    told = sorted(range(len(facts)), key=lambda k: k + dice.gauss(0, len(facts) / 8))
    texts = [
        _sentence(_retold(facts[k], words, dice) if dice.random() < SHARED else words.sentence(dice), dice)
        for k in told
    ]
    body = "\n".join(texts)
    sentences, at = [], 0
    for index, text in enumerate(texts):
        sentences.append(Sentence(name, index, index, at, at + len(text), text))
        at += len(text) + 1
    headline = " ".join(facts[0][:8]).capitalize()
    return Article(
        id=name,
        outlet_id=outlet,
        headline=headline,
        published=Moment("2024-05-02T09:00+00:00"),
        body=body,
        sentences=tuple(sentences),
    )


def _retold(fact: Sequence[str], words: _Words, dice: random.Random) -> list[str]:
    return [words.draw(dice, 1)[0] if dice.random() < REPLACED else word for word in fact]


def _sentence(words: Sequence[str], dice: random.Random) -> str:
    if dice.random() >= QUOTED:
        return " ".join(words).capitalize() + "."
    half = len(words) // 2
    return f"“{' '.join(words[:half]).capitalize()},” {dice.choice(NAMES)} said, {' '.join(words[half:])}."
