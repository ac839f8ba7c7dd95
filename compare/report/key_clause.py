"""The clause that says a point best, verbatim: short, shared by its accounts, and clear when it is read alone."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from compare.report.context import Span, Told, is_korean
from compare.text.idf import word_idf
from compare.text.stems import canonical, terms

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
        return frozenset(stem for stem, _ in _telling(self.told, self.start, self.end))


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
    scored = [clause for carrier in carriers for clause in _score_all(carrier, carriers)]
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
    """The clauses that may be shown of a sentence, each from a start to a border of clauses; the whole is always one."""
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


def _score_all(carrier: Carrier, carriers: Sequence[Carrier]) -> Iterator[KeyClause]:
    others = [one for one in carriers if one.account != carrier.account]
    shared = [_weights(one) for one in others]
    numbers = [_numbers(one) for one in others]
    negated = [_negates(token.norm for told in one.sentences for token in told.tokens) for one in others]
    everything = _weights(carrier)
    for told in carrier.sentences:
        for start, end in candidates(told):
            own = _telling(told, start, end)
            support, least, agreement = _agreement(own, everything, shared)
            score = agreement + 0.7 * carrier.link_score
            score += 0.12 * (1 - (told.number - 1) / max(1, carrier.length))
            score -= _penalties(told, start, end, numbers, negated)
            disputed = _is_disputed(told, start, end, carrier)
            score -= 0.35 if disputed else 0
            yield KeyClause(told, start, end, round(support, 4), round(least, 4), round(score, 6), disputed)


def _agreement(
    own: Sequence[tuple[str, float]], everything: Mapping[str, float], shared: Sequence[Mapping[str, float]]
) -> tuple[float, float, float]:
    """How much of the clause the others have, at least each, and the F score of that with how much it has of what is shared."""
    if not shared:
        return 1.0, 1.0, 0.0
    share = {stem: sum(stem in other for other in shared) / len(shared) for stem in everything}
    weights = dict(own)
    total = sum(weights.values())
    common = sum(weight * share.get(stem, 0) for stem, weight in weights.items())
    wanted = sum(weight * share[stem] for stem, weight in everything.items())
    if not total or not common or not wanted:
        return 0.0, 0.0, 0.0
    least = min(sum(weight for stem, weight in weights.items() if stem in other) for other in shared) / total
    precision, recall = common / total, common / wanted
    return precision, least, (1 + BETA_SQUARED) * precision * recall / (BETA_SQUARED * precision + recall)


def _penalties(told: Told, start: int, end: int, numbers: Sequence[frozenset[str]], negated: Sequence[bool]) -> float:
    """What speaks against showing a clause: what it leaves unclear, and what others do not have."""
    text = told.sentence.text[start:end]
    words = [token for token in told.tokens if start <= token.start < end]
    penalty = 0.004 * max(0, len(words) - 14) + (0.3 if len(words) > WHOLE_SENTENCE else 0)
    penalty += 0.18 if text[:1] in _MARKS else 0
    penalty += 0.3 if len(words) < FEWEST_WORDS and not is_korean(text) else 0
    penalty += 0.3 if _opens_with(_PRONOUN, text) else 0.4 if _opens_with(_THAT, text) else 0
    penalty += 0.25 if _is_unbalanced(text) else 0
    own = {number for token in words if (number := canonical(token.norm)) is not None}
    if own and numbers:
        penalty += 0.3 * sum(not own <= other for other in numbers) / len(numbers)
    if negated and _negates(token.norm for token in words):
        penalty += 0.3 * (1 - sum(negated) / len(negated))
    return penalty


def _is_disputed(told: Told, start: int, end: int, carrier: Carrier) -> bool:
    """Whether the piece has words in which accounts differ."""
    return any(start < stop and first < end for first, stop in carrier.disputed.get(told.anchor, ()))


def _weights(carrier: Carrier) -> dict[str, float]:
    return {stem: weight for told in carrier.sentences for stem, weight in _telling(told, told.lead_in, None)}


def _telling(told: Told, start: int, end: int | None) -> list[tuple[str, float]]:
    """The stems of the telling words that begin in a piece of the sentence, with their rarity."""
    stop = len(told.sentence.text) if end is None else end
    return [
        (stem, weight)
        for token in told.tokens
        if start <= token.start < stop
        for stem, weight in terms(token.norm)
        if weight >= LEAST_IDF
    ]


def _numbers(carrier: Carrier) -> frozenset[str]:
    found = (canonical(token.norm) for told in carrier.sentences for token in told.tokens)
    return frozenset(number for number in found if number is not None)


def _negates(norms: Iterator[str]) -> bool:
    return any(_NEGATION.fullmatch(norm) for norm in norms)


def _opens_with(pattern: re.Pattern[str], text: str) -> bool:
    return pattern.match(text) is not None


def _is_unbalanced(text: str) -> bool:
    """Whether a quotation begins or ends outside the piece."""
    return text.count("“") != text.count("”") or text.count('"') % 2 == 1


def _within(at: int, spans: Sequence[Span]) -> bool:
    place = bisect_right(spans, (at, len(spans) and spans[-1][1] + 1)) - 1
    return place >= 0 and spans[place][0] <= at < spans[place][1]
