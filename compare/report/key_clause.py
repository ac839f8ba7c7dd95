"""The clause that says a point best, verbatim: short, shared by its accounts, and clear when it is read alone."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from compare.report.context import Span, Told, is_korean
from compare.text.stems import canonical, terms, word_idf

LEAST_IDF = 2.0
"""Words more common than this ("said", "also") tell nothing; the background IDF of "police" is about 4."""
FEWEST_WORDS, MOST_WORDS = 5, 26
WHOLE_SENTENCE = 40
"""A whole sentence may have this many words; a clause cut from one, ``MOST_WORDS``."""
BETA_SQUARED = 0.4
"""Precision counts 2.5 times as much as recall: what is shown must be in the other accounts too."""
CLOSE_SCORES = 0.25
USED_PENALTY = 0.1
"""Among clauses whose scores lie this close, the outlet worded from least is preferred, by this much a use."""

_PRONOUN = re.compile(
    r"[\"“‘']?(?:he|she|it|they|we|i|you|this|these|those|his|her|its|their|both|such|here|there)\b", re.IGNORECASE
)
_THAT = re.compile(
    r"[\"“‘']?(?:that|and|but|or|so|then|also|however|meanwhile|still|yet|instead|in addition)\b", re.IGNORECASE
)
_NEGATION = re.compile(r"not?|never|none|nobody|nothing|nor|neither|cannot|without|\w+n['’]t")
_INTRODUCTION = re.compile(
    r"(?:in|on|at|after|as|while|when|although|though|despite|with|following|before|since|by|during|amid|under|for|"
    r"from|because|according to|earlier|later|meanwhile|however|also|[A-Z]?[a-z]+ly)\b",
    re.IGNORECASE,
)
_LATE_START = re.compile(r"\swhen\s(?=(?:an?|the|two|three|[A-Z])\b)")
_SECOND_CLAUSE = re.compile(r",\s(?:and|but|while)\s(?=(?:the|an?)\b)")
_BORDER = re.compile(
    r",\s(?=(?:who|whom|whose|which|as|after|before|while|when|where|although|though|because|since|unless|but|"
    r"(?:and|or)\s(?:he|she|it|they|the|that|there)|[a-z]{3,}ing)\b)"
    r"|\s[—–]\s|\s--\s|—|;\s|\s(?=in order to\b)|\s(?=while\b)"
)
_OWN_PERSON = re.compile(r"\b(?:[Ww]e|[Oo]ur|us|[Mm]y|[Yy]ou|[Yy]our)\b")
_UNNAMED = re.compile(r"[\"”’],?\s+(?:he|she|they|it)\b", re.IGNORECASE)
"""A quotation reported of nobody who is named."""
_MARKS = '"“”‘’«»'
_QUOTES = re.compile(r"[\"“”«»]")


class Carrier(NamedTuple):
    """An account of a point: its sentences there, how well they are linked (0 to 1), how long the account is.

    ``disputed`` are spans of its sentences, by their anchor, in which accounts differ.
    """

    account: int
    sentences: tuple[Told, ...]
    link_score: float
    length: int
    disputed: Mapping[str, Sequence[Span]] = {}


class KeyClause(NamedTuple):
    """A piece of one sentence. ``support`` is the share of its telling words that the other accounts have too.

    ``least_support`` is the share that the account has which has fewest of them; ``disputed`` says that it has words in
    which accounts differ.
    """

    told: Told
    start: int
    end: int
    support: float = 1.0
    least_support: float = 1.0
    score: float = 0.0
    disputed: bool = False

    @property
    def text(self) -> str:
        """The words, verbatim."""
        return self.told.sentence.text[self.start : self.end]

    @property
    def cut_before(self) -> bool:
        """Whether the sentence says more before it; a dateline is no part of what it says."""
        return self.start > self.told.lead_in

    @property
    def cut_after(self) -> bool:
        """Whether the sentence goes on after it."""
        return bool(self.told.sentence.text[self.end :].strip().strip(".,;:"))

    @property
    def stands_alone(self) -> bool:
        """Whether it is clear without the sentence before it: no pronoun leads, no bare quotation, no mere exclamation."""
        text = self.text.strip()
        bare = any(start <= self.start and self.end <= end for start, end in self.told.quoted)
        bare = bare or (text[:1] in _MARKS and text[-1:] in _MARKS)
        unclear = text[:1] not in _MARKS and (_opens_with(_PRONOUN, text) or _opens_with(_THAT, text))
        unclear = (
            unclear
            or _UNNAMED.search(text) is not None
            or self._speaks_of_itself
            or _is_unbalanced(text)
            or text[:1] in "'‘"
        )
        return not (bare or unclear or (len(text.split()) < FEWEST_WORDS and not is_korean(text)))

    @property
    def _speaks_of_itself(self) -> bool:
        """Whether it says "we" or "you" outside quotation marks: a quotation printed without them."""
        outside = [m.start() for m in _OWN_PERSON.finditer(self.text)]
        return any(not _within(self.start + at, self.told.quoted) for at in outside)

    @property
    def stems(self) -> frozenset[str]:
        """The stems of its telling words."""
        return frozenset(stem for at, stem, _ in _placed(self.told) if self.start <= at < self.end)


@lru_cache(maxsize=1 << 16)
def rarity(norm: str) -> float:
    """The background IDF of a normalised word, its possessive ending aside, rounded so that ties are ties.

    A number is telling beside a word, but names nothing alone: it comes last among the telling.
    """
    bare_norm = norm.removesuffix("'s")
    return LEAST_IDF if bare_norm[:1].isdigit() else round(word_idf(bare_norm), 6)


@lru_cache(maxsize=1 << 16)
def is_telling(norm: str) -> bool:
    """Whether a word is rare enough to say what a sentence is about."""
    return rarity(norm) >= LEAST_IDF


def choose_clause(carriers: Sequence[Carrier], used: Mapping[int, int] | None = None) -> KeyClause:
    """The clause that says best what the carriers share; ``used`` counts the clauses worded by each account so far."""
    read = [_read(carrier) for carrier in carriers]
    scored = [clause for one in read for clause in _score_all(one, read)]
    best = max(clause.score for clause in scored)
    close = [clause for clause in scored if clause.score >= best - CLOSE_SCORES]
    counts = used or {}
    return max(
        close,
        key=lambda c: (
            round(c.score - USED_PENALTY * counts.get(c.told.account, 0), 6),
            -c.told.account,
            -c.told.number,
            -c.start,
            c.end,
        ),
    )


def candidates(told: Told) -> Iterator[Span]:
    """The clauses that may be shown of a sentence, each from the start of a clause to a border between clauses; the whole sentence is always included."""
    text, first = told.sentence.text, told.lead_in
    end = len(text.rstrip())
    yield first, end
    if is_korean(text):
        return
    starts = [first, *_late_starts(text, first)]
    borders = [at for m in _BORDER.finditer(text, first) if not _within(at := m.start(), told.quoted)]
    word_starts = [token.start for token in told.tokens]
    for start in starts:
        for stop in (*borders, end):
            words = bisect_left(word_starts, stop) - bisect_left(word_starts, start)
            if FEWEST_WORDS <= words <= MOST_WORDS and (start, stop) != (first, end):
                yield start, stop


def _late_starts(text: str, first: int) -> Iterator[int]:
    """Where a clause may begin within a sentence: after what introduces it, after "when", after ", and the"."""
    comma = text.find(", ", first)
    if comma > 0 and _INTRODUCTION.match(text, first) and not _QUOTES.search(text, first, comma):
        yield comma + 2
    for pattern in (_LATE_START, _SECOND_CLAUSE):
        found = pattern.search(text, first)
        if found and not _QUOTES.search(text, first, found.start()):
            yield found.end()


class _ReadSentence(NamedTuple):
    """A sentence's telling stems, its numbers and its negations, each with the place where its word begins."""

    told: Told
    telling: list[tuple[int, str, float]]
    numbers: list[tuple[int, str]]
    negations: list[int]


class _ReadCarrier(NamedTuple):
    """A carrier with what all its clauses are scored by."""

    carrier: Carrier
    sentences: list[_ReadSentence]
    weights: dict[str, float]
    numbers: frozenset[str]
    negates: bool


def _read(carrier: Carrier) -> _ReadCarrier:
    sentences = [
        _ReadSentence(
            told,
            _placed(told),
            [(token.start, number) for token in told.tokens if (number := canonical(token.norm)) is not None],
            [token.start for token in told.tokens if _NEGATION.fullmatch(token.norm)],
        )
        for told in carrier.sentences
    ]
    return _ReadCarrier(
        carrier,
        sentences,
        {stem: weight for one in sentences for at, stem, weight in one.telling if at >= one.told.lead_in},
        frozenset(number for one in sentences for _, number in one.numbers),
        any(one.negations for one in sentences),
    )


def _score_all(read: _ReadCarrier, every: Sequence[_ReadCarrier]) -> Iterator[KeyClause]:
    carrier = read.carrier
    others = [one for one in every if one.carrier.account != carrier.account]
    common = _share(read.weights, [one.weights for one in others])
    for sentence in read.sentences:
        told = sentence.told
        for start, end in candidates(told):
            own = {stem: weight for at, stem, weight in sentence.telling if start <= at < end}
            support, least, agreement = _agreement(own, common)
            score = agreement + 0.7 * carrier.link_score
            score += 0.12 * (1 - (told.number - 1) / max(1, carrier.length))
            score -= _unclear(told, start, end) + _unsupported(sentence, start, end, others)
            disputed = _is_disputed(told, start, end, carrier)
            score -= 0.35 if disputed else 0
            yield KeyClause(told, start, end, round(support, 4), round(least, 4), round(score, 6), disputed)


class _Shared(NamedTuple):
    """What other accounts have of an account's stems: the share of them that has each, and the stems' total weight."""

    others: Sequence[Mapping[str, float]]
    share: Mapping[str, float]
    weight: float


def _share(everything: Mapping[str, float], others: Sequence[Mapping[str, float]]) -> _Shared:
    share = {stem: sum(stem in other for other in others) / len(others) for stem in everything} if others else {}
    return _Shared(others, share, sum(everything[stem] * part for stem, part in share.items()))


def _agreement(own: Mapping[str, float], shared: _Shared) -> tuple[float, float, float]:
    """How much of the clause the others have, at least each, and the F score of that with how much it has of what is shared."""
    if not shared.others:
        return 1.0, 1.0, 0.0
    total = sum(own.values())
    common = sum(weight * shared.share.get(stem, 0) for stem, weight in own.items())
    if not total or not common or not shared.weight:
        return 0.0, 0.0, 0.0
    least = min(sum(weight for stem, weight in own.items() if stem in other) for other in shared.others) / total
    precision, recall = common / total, common / shared.weight
    return precision, least, (1 + BETA_SQUARED) * precision * recall / (BETA_SQUARED * precision + recall)


def _unclear(told: Told, start: int, end: int) -> float:
    """What speaks against showing a clause in itself: its length, and what it leaves unclear."""
    text = told.sentence.text[start:end]
    words = sum(start <= token.start < end for token in told.tokens)
    penalty = 0.004 * max(0, words - 14) + (0.3 if words > WHOLE_SENTENCE else 0)
    penalty += 0.18 if text[:1] in _MARKS else 0
    penalty += 0.3 if words < FEWEST_WORDS and not is_korean(text) else 0
    penalty += 0.3 if _opens_with(_PRONOUN, text) else 0.4 if _opens_with(_THAT, text) else 0
    return penalty + (0.25 if _is_unbalanced(text) else 0)


def _unsupported(sentence: _ReadSentence, start: int, end: int, others: Sequence[_ReadCarrier]) -> float:
    """What speaks against showing a clause beside the others: numbers and negations that they do not have."""
    if not others:
        return 0.0
    penalty = 0.0
    own = {number for at, number in sentence.numbers if start <= at < end}
    if own:
        penalty += 0.3 * sum(not own <= other.numbers for other in others) / len(others)
    if any(start <= at < end for at in sentence.negations):
        penalty += 0.3 * (1 - sum(other.negates for other in others) / len(others))
    return penalty


def _is_disputed(told: Told, start: int, end: int, carrier: Carrier) -> bool:
    """Whether the piece has words in which accounts differ."""
    return any(start < stop and first < end for first, stop in carrier.disputed.get(told.anchor, ()))


def _placed(told: Told) -> list[tuple[int, str, float]]:
    """The stems of a sentence's telling words: where the word begins, the stem, its rarity."""
    return [
        (token.start, stem, weight)
        for token in told.tokens
        for stem, weight in terms(token.norm)
        if weight >= LEAST_IDF
    ]


def _opens_with(pattern: re.Pattern[str], text: str) -> bool:
    return pattern.match(text) is not None


def _is_unbalanced(text: str) -> bool:
    """Whether a quotation begins or ends outside the piece."""
    return text.count("“") != text.count("”") or text.count('"') % 2 == 1


def _within(at: int, spans: Sequence[Span]) -> bool:
    place = bisect_right(spans, (at, len(spans) and spans[-1][1] + 1)) - 1
    return place >= 0 and spans[place][0] <= at < spans[place][1]
