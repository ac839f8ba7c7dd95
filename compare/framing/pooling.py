"""An outlet over many events: its rates beside the others', the words it prefers, and the counts that both are pooled from.

Rates have intervals of a paired bootstrap over events; words are compared by log-odds with an informative Dirichlet prior
(Monroe, Colaresi and Quinn 2008), false discoveries controlled by Benjamini and Hochberg (1995).
"""

from __future__ import annotations

import functools
import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from msgspec.structs import replace

from compare.attribution.grammar import TIMES, lexicon
from compare.data import read_table
from compare.framing.accounts import Accounts, ReadAccount
from compare.framing.analysis import Measure, too_few
from compare.framing.hedging import HEDGES
from compare.framing.ordering import LEAD
from compare.framing.quotation import QUOTED_WORDS, SPEAKER
from compare.framing.selection import ONLY_HERE
from compare.model import Comparison, Finding
from compare.names.personal_names import romanised, same_person, surname_keys
from compare.text.sentences import abbreviations
from compare.text.style import wording
from compare.text.tokens import function_words


def count_words(accounts: Accounts) -> dict[str, dict[str, int]]:
    """The narrations' words by outlet, one account for each independent origin; nothing where one outlet has them all."""
    counts: dict[str, Counter[str]] = {}
    for account in accounts.own:
        if account.outlet_id is not None:
            counts.setdefault(account.outlet_id, Counter())
    if len(counts) < 2:  # noqa: PLR2004 - a comparison takes two
        return {}
    for account in accounts.own:
        if account.outlet_id is not None:
            counts[account.outlet_id].update(_narrated_words(account))
    return {outlet: dict(sorted(found.items())) for outlet, found in sorted(counts.items())}


def _narrated_words(account: ReadAccount) -> Iterator[str]:
    """The content words of a narration.

    Names with their titles, numbers, reporting verbs, single letters and house style are left out.
    """
    names = [(m.start - len(m.title) - bool(m.title), m.end) for m in account.mentions]
    k = 0
    for word in account.narration:
        sentence = account.sentences[word.sentence.index]
        place = sentence.start + word.start
        while k < len(names) and names[k][1] <= place:
            k += 1
        if not (k < len(names) and names[k][0] <= place):
            for norm in wording(sentence.text[word.start : word.end]).norms:
                plain = norm.removesuffix("'s")
                if len(plain) > 1 and plain.isalpha() and plain not in _masked():
                    yield plain


@functools.cache
def _masked() -> frozenset[str]:
    """Words that say how a newsroom writes or what surrounds its texts, not how it words an event."""
    short = {norm for form in abbreviations() for norm in (form.casefold(), *wording(f"{form}.").norms)}
    around = frozenset(read_table("house_style")["around"]["words"].split())
    return function_words() | TIMES | lexicon().speech | short | around


class Rate(NamedTuple):
    """A measure that can be pooled: how a finding gives its count and its units, and per how many units the rate is."""

    measure: Measure
    per: float
    hits: Callable[[Finding], float]
    units: Callable[[Finding], float]


def _finding_units(finding: Finding) -> float:
    return float(finding.n or 0)


def _finding_count(finding: Finding) -> float:
    return float(finding.count or 0)


def _leads_too(finding: Finding) -> float:
    """Whether the other account begins with the lead as well."""
    return float(finding.value == 1.0)


def _once(_: Finding) -> float:
    return 1.0


RATES: tuple[Rate, ...] = (
    Rate(ONLY_HERE, 1.0, _finding_count, _finding_units),
    Rate(QUOTED_WORDS, 1.0, _finding_count, _finding_units),
    Rate(LEAD, 1.0, _leads_too, _once),
    Rate(HEDGES, 100.0, _finding_count, _finding_units),
)
"""The measures that are pooled over events."""


class EventCounts(Struct, frozen=True):
    """The counts of one event, each by outlet id.

    ``rates`` has, for each of ``RATES`` in order, the count and the units of each outlet; ``heard`` the words quoted of each
    speaker that has a full name; ``words`` the words of the narrations: quotations, names, numbers and house style masked.
    """

    event_id: str
    rates: tuple[dict[str, tuple[float, float]], ...] = ()
    heard: dict[str, dict[str, int]] = {}
    words: dict[str, dict[str, int]] = {}

    def compares(self, outlet_id: str) -> bool:
        """Whether the outlet has an account of its own here, and another outlet has too."""
        outlets = {outlet for rate in self.rates for outlet in rate}
        return outlet_id in outlets and len(outlets) > 1


def count_event(comparison: Comparison) -> EventCounts:
    """The counts of an event that was compared."""
    return EventCounts(
        event_id=comparison.event.id,
        rates=tuple(_count_rate(rate, comparison.findings) for rate in RATES),
        heard=_heard(comparison.findings),
        words=comparison.words,
    )


def _count_rate(rate: Rate, findings: Sequence[Finding]) -> dict[str, tuple[float, float]]:
    """The count and the units of every outlet in one event; its accounts are added."""
    found: dict[str, tuple[float, float]] = {}
    for finding in findings:
        outlet, units = finding.outlet_id, rate.units(finding)
        if outlet is not None and units and (finding.analysis, finding.measure) == rate.measure.key:
            before = found.get(outlet, (0.0, 0.0))
            found[outlet] = (before[0] + rate.hits(finding), before[1] + units)
    return found


def _heard(findings: Sequence[Finding]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for finding in findings:
        spoken = (finding.analysis, finding.measure) == SPEAKER.key
        if spoken and finding.outlet_id is not None and _is_full_name(finding.subject):
            words = found.setdefault(finding.outlet_id, {})
            words[finding.subject] = words.get(finding.subject, 0) + (finding.count or 0)
    return found


def _is_full_name(subject: str) -> bool:
    """Whether a speaker's name can mean the same one in two events: "the mayor" and a surname cannot."""
    words = subject.split()
    return len(words) > 1 and words[0][0].isupper() and words[-1][0].isupper()


MINIMUM_EVENTS = 9
"""The fewest events for an interval: about ten points either side of a share; five points take 34 to 57."""
RESAMPLES = 2000
_SEED = 20200708
_LEVEL = (2.5, 97.5)

Floats = npt.NDArray[np.float64]


class Pooled(Struct, frozen=True, kw_only=True):
    """One number of an outlet over ``events``, which are its evidence.

    ``count`` of ``n`` units is what stands in the outlet's own accounts, ``value`` the rate, ``others`` the rate of the
    other outlets in the same events, ``difference`` the first less the second; ``low`` and ``high``, ``low_difference``
    and ``high_difference`` are the ends of 95% intervals of a bootstrap over events, events drawn in pairs. Below the
    minimum sample, ``needed`` events, there are the counts alone and ``uncertainty`` says "too few: n of m events".
    """

    outlet_id: str
    analysis: str
    measure: str
    subject: str
    count: int
    n: int
    uncertainty: str
    events: tuple[str, ...]
    needed: int = 0
    value: float | None = None
    low: float | None = None
    high: float | None = None
    others: float | None = None
    difference: float | None = None
    low_difference: float | None = None
    high_difference: float | None = None


RATE = Measure(
    analysis="pooled",
    name="rate over events",
    unit="the measure's own, over all units of the outlet's accounts; for leads, the share of other accounts that begin"
    " with the same sentence",
    definition="The count over the units, both summed over the events in which another outlet has an account of its own"
    " too. The other outlets' rate is that of the same events.",
    minimum=f"{MINIMUM_EVENTS} events; below that, the counts alone",
    uncertainty=f"95% percentile interval of a bootstrap over events ({RESAMPLES:,} draws, seeded); none where the rate is"
    " the same in every event",
)
DIFFERENCE = Measure(
    analysis="pooled",
    name="difference",
    unit="the measure's own: the outlet's rate less the others'",
    definition="The outlet's rate over events less the rate of all other outlets in the same events.",
    minimum=f"{MINIMUM_EVENTS} events",
    uncertainty=f"95% interval of a paired bootstrap: both sides of an event are drawn together ({RESAMPLES:,} draws, seeded)."
    " An interval that contains 0 shows no difference",
)
HEARD = Measure(
    analysis="pooled",
    name="heard",
    unit="words quoted",
    definition="Words of the quotations given to a speaker with a full name, summed over the events in which another outlet"
    " has an account of its own too, beside those of each other outlet of the same events, on average. One person in"
    " several spellings is one; two persons of one name are added.",
    minimum="none: counts",
    uncertainty="none: counts",
)
WORDS = Measure(
    analysis="wording",
    name="words",
    unit="z of the difference of log-odds",
    definition="Words of the narration that an outlet uses more or less than the others in the same events: log-odds with an"
    " informative Dirichlet prior (Monroe, Colaresi and Quinn 2008), for words that differ within the events as well, uses of one event"
    " counted twice at most. Quotations, names with titles, numbers, reporting verbs, single letters and house style (Mr., Sen.) are masked.",
    minimum="30 events of the outlet; five events in which the side uses the word that uses it more",
    uncertainty="the share of false discoveries is held at 5% (Benjamini and Hochberg 1995)",
)
MEASURES: tuple[Measure, ...] = (RATE, DIFFERENCE, HEARD, WORDS)
"""The definitions of the numbers over events."""


def pool(events: Sequence[EventCounts]) -> tuple[Pooled, ...]:
    """Every outlet's rates over the events in which another outlet has an account of its own too.

    Pairing by event keeps the subject matter the same on both sides. Seeded: the same events give the same
    intervals, in whatever order they come.
    """
    ordered = sorted(events, key=lambda event: event.event_id)
    return tuple(pooled for place, rate in enumerate(RATES) for pooled in _pool(rate, place, ordered))


class _Sums(NamedTuple):
    """For each event the counts and units of one outlet, and of all others."""

    events: tuple[str, ...]
    hits: Floats
    units: Floats
    other_hits: Floats
    other_units: Floats


def _pool(rate: Rate, place: int, events: Sequence[EventCounts]) -> Iterator[Pooled]:
    totals = [(event.event_id, event.rates[place]) for event in events if event.rates]
    for outlet_id in sorted({outlet for _, by_outlet in totals for outlet in by_outlet}):
        rows = [(event, by[outlet_id], by) for event, by in totals if outlet_id in by and len(by) > 1]
        if rows:
            others = [
                tuple(sum(side) for side in zip(*(v for k, v in by.items() if k != outlet_id), strict=True))
                for _, _, by in rows
            ]
            own = np.array([mine for _, mine, _ in rows], dtype=float)
            other = np.array(others, dtype=float)
            sums = _Sums(tuple(event for event, _, _ in rows), own[:, 0], own[:, 1], other[:, 0], other[:, 1])
            yield _estimate(rate, outlet_id, sums)


def _estimate(rate: Rate, outlet_id: str, sums: _Sums) -> Pooled:
    """The rate with its intervals, or the counts alone."""
    counts = Pooled(
        outlet_id=outlet_id,
        **rate.measure.fields,
        subject="all events",
        count=int(sums.hits.sum()),
        n=int(sums.units.sum()),
        uncertainty=too_few(len(sums.events), MINIMUM_EVENTS, "events"),
        needed=MINIMUM_EVENTS,
        events=sums.events,
    )
    return counts if len(sums.events) < MINIMUM_EVENTS else _with_intervals(counts, rate, sums)


def _with_intervals(counts: Pooled, rate: Rate, sums: _Sums) -> Pooled:
    events = len(sums.events)
    drawn = np.random.default_rng(_SEED).integers(0, events, (RESAMPLES, events))
    own = rate.per * sums.hits[drawn].sum(axis=1) / sums.units[drawn].sum(axis=1)
    other = rate.per * sums.other_hits[drawn].sum(axis=1) / sums.other_units[drawn].sum(axis=1)
    value = rate.per * float(sums.hits.sum() / sums.units.sum())
    others = rate.per * float(sums.other_hits.sum() / sums.other_units.sum())
    low_difference, high_difference = _interval(own - other)
    found = replace(
        counts,
        uncertainty=f"95% interval of {RESAMPLES} draws of {events} events",
        value=round(value, 4),
        others=round(others, 4),
        difference=round(value - others, 4),
        low_difference=low_difference,
        high_difference=high_difference,
    )
    if np.ptp(sums.hits / sums.units) == 0:
        return replace(found, uncertainty=f"no interval: the rate is the same in all {events} events")
    low, high = _interval(own)
    return replace(found, low=low, high=high)


def _interval(values: Floats) -> tuple[float, float]:
    """The percentile interval (Efron and Tibshirani 1993)."""
    low, high = np.percentile(values, _LEVEL)
    return round(float(low), 4), round(float(high), 4)


MINIMUM_EVENTS_OF_WORDS = 30
MINIMUM_WORD_EVENTS = 5
"""The fewest events of a word: one story's subject is no habit."""
FALSE_DISCOVERIES = 0.05
_LEAST_WITHIN = 1.96
"""The least z within events of a word that is called a habit."""
_TOGETHER = 0.75
"""The share of their events from which words are taken for parts of one repeated passage."""
_SAME_PERSON = 0.75
"""The least certainty that two spellings, in different events, are one person's."""
_PRIOR = 500.0
"""The weight of the prior, in words: the frequencies of all outlets together."""


class PreferredWord(Struct, frozen=True, kw_only=True):
    """A word that ``outlet_id`` uses more (``z`` > 0) or less than the others in the same events.

    ``log_odds`` is the difference of log-odds, ``z`` that in standard deviations, ``q`` the least share of false
    discoveries at which it is called one; ``count`` and ``others`` are its occurrences, ``events`` those it stands in.
    """

    outlet_id: str
    word: str
    log_odds: float
    z: float
    q: float
    count: int
    others: int
    events: tuple[str, ...]


def pool_words(events: Sequence[EventCounts]) -> tuple[tuple[PreferredWord, ...], tuple[Pooled, ...]]:
    """The words of every outlet that pass, strongest first, and for outlets with too few events a line that says so."""
    ordered = sorted(events, key=lambda event: event.event_id)
    words: list[PreferredWord] = []
    few: list[Pooled] = []
    for outlet_id in sorted({outlet for event in ordered for outlet in event.words}):
        shared = [event for event in ordered if outlet_id in event.words and len(event.words) > 1]
        if len(shared) < MINIMUM_EVENTS_OF_WORDS:
            few.append(_too_few_events(outlet_id, shared))
        else:
            words.extend(_prefer(outlet_id, shared))
    return tuple(words), tuple(few)


def _too_few_events(outlet_id: str, shared: Sequence[EventCounts]) -> Pooled:
    count = sum(sum(event.words[outlet_id].values()) for event in shared)
    return Pooled(
        outlet_id=outlet_id,
        **WORDS.fields,
        subject="narration",
        count=count,
        n=count,
        uncertainty=too_few(len(shared), MINIMUM_EVENTS_OF_WORDS, "events"),
        needed=MINIMUM_EVENTS_OF_WORDS,
        events=tuple(event.event_id for event in shared),
    )


def _prefer(outlet_id: str, shared: Sequence[EventCounts]) -> Iterator[PreferredWord]:
    own: Counter[str] = Counter()
    other: Counter[str] = Counter()
    places: dict[str, list[str]] = {}
    for event in shared:
        for outlet, counts in event.words.items():
            (own if outlet == outlet_id else other).update(counts)
        for word in sorted({word for counts in event.words.values() for word in counts}):
            places.setdefault(word, []).append(event.event_id)
    tested = sorted(word for word, found in places.items() if len(found) >= MINIMUM_WORD_EVENTS)
    scores = {word: log_odds(word, own, other) for word in tested}
    adjusted = benjamini_hochberg([math.erfc(abs(scores[word][1]) / math.sqrt(2)) for word in tested])
    rejected = [(word, q) for word, q in zip(tested, adjusted, strict=True) if q <= FALSE_DISCOVERIES]
    habits = [(word, q) for word, q in rejected if _is_habit(word, scores[word][1], outlet_id, shared)]
    repeated = _words_of_passages({word: _events_with(word, outlet_id, shared) for word, _ in habits})
    passing = [(word, q) for word, q in habits if word not in repeated]
    for word, q in sorted(passing, key=lambda found: (-abs(scores[found[0]][1]), found[0])):
        yield PreferredWord(
            outlet_id=outlet_id,
            word=word,
            log_odds=scores[word][0],
            z=scores[word][1],
            q=round(q, 6),
            count=own[word],
            others=other[word],
            events=tuple(places[word]),
        )


def _is_habit(word: str, z: float, outlet_id: str, shared: Sequence[EventCounts]) -> bool:
    """Whether a preference shows within events too, in several of them, and not because of one other outlet alone.

    Who uses the word more must use it in five events at least; what the outlet uses less must be used less than by the
    others without the one of them that uses it most.
    """
    if z > 0:
        events = len(_events_with(word, outlet_id, shared))
        return events >= MINIMUM_WORD_EVENTS and _within(word, outlet_id, shared) >= _LEAST_WITHIN
    uses = Counter(other for event in shared for other, counts in event.words.items() if word in counts)
    del uses[outlet_id]
    judged = [shared]
    others = {other for event in shared for other in event.words} - {outlet_id}
    if len(others) > 1:
        most = min(uses, key=lambda other: (-uses[other], other), default="")
        judged += [[EventCounts(e.event_id, words={o: c for o, c in e.words.items() if o != most}) for e in shared]]
        del uses[most]
    return uses.total() >= MINIMUM_WORD_EVENTS and all(_within(word, outlet_id, e) <= -_LEAST_WITHIN for e in judged)


def _events_with(word: str, outlet_id: str, shared: Sequence[EventCounts]) -> frozenset[str]:
    """The events in which the outlet uses the word."""
    return frozenset(event.event_id for event in shared if word in event.words[outlet_id])


def _within(word: str, outlet_id: str, shared: Sequence[EventCounts]) -> float:
    """How far the outlet's uses of a word, at most two an event and outlet, are from its share of the event's words, as z.

    That is the test of Mantel and Haenszel (1959) over events: the subject of one long story moves it little.
    """
    seen = expected = variance = 0.0
    for event in shared:
        size = sum(map(sum, (counts.values() for counts in event.words.values())))
        share = sum(event.words[outlet_id].values()) / size if size else 0.0
        uses = {outlet: min(2, counts[word]) for outlet, counts in event.words.items() if word in counts}
        total = sum(uses.values())
        seen, expected = seen + uses.get(outlet_id, 0), expected + total * share
        variance += total * share * (1 - share)
    return (seen - expected) / math.sqrt(variance) if variance else 0.0


def _words_of_passages(events: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The words that stand in nearly the same events as two others: a passage that a newsroom repeats, no choice of words."""

    def together(a: str, b: str) -> bool:
        return len(events[a] & events[b]) >= _TOGETHER * max(1, len(events[a] | events[b]))

    return frozenset(word for word in events if sum(together(word, other) for other in events) > 2)  # noqa: PLR2004 - itself, two


def log_odds(word: str, own: Mapping[str, int], other: Mapping[str, int]) -> tuple[float, float]:
    """The difference of a word's log-odds between two counts, and its z (Monroe et al. 2008, equations 16, 20 and 22).

    The prior are the frequencies of both counts together, with the weight of 500 words.
    """
    sum_own, sum_other = sum(own.values()), sum(other.values())
    prior = _PRIOR * (own.get(word, 0) + other.get(word, 0)) / (sum_own + sum_other)
    a, b = own.get(word, 0) + prior, other.get(word, 0) + prior
    difference = math.log(a / (sum_own + _PRIOR - a)) - math.log(b / (sum_other + _PRIOR - b))
    return round(difference, 6), round(difference / math.sqrt(1 / a + 1 / b), 6)


def benjamini_hochberg(p: Sequence[float]) -> list[float]:
    """The adjusted p of each hypothesis: the least false discovery rate at which it is rejected."""
    order = sorted(range(len(p)), key=lambda k: (-p[k], -k))
    adjusted = [1.0] * len(p)
    least = 1.0
    for passed, k in enumerate(order):
        least = min(least, p[k] * len(p) / (len(p) - passed))
        adjusted[k] = least
    return adjusted


class QuotedSpeaker(NamedTuple):
    """A speaker whom ``outlet_id`` quotes: its words, and ``others``, those of each other outlet of the same events on average."""

    outlet_id: str
    name: str
    words: int
    others: float
    events: tuple[str, ...]


def pool_voices(events: Sequence[EventCounts]) -> tuple[QuotedSpeaker, ...]:
    """Everyone with a full name whom an outlet quotes in events that it shares, by outlet, most words first.

    A person in several spellings is one.
    """
    one_name = unify_names(name for event in events for heard in event.heard.values() for name in heard)
    own: dict[tuple[str, str], int] = {}
    others: dict[tuple[str, str], float] = {}
    places: dict[tuple[str, str], dict[str, None]] = {}
    for event in events:
        outlets = sorted({outlet for rate in event.rates for outlet in rate})
        for outlet, teller in product(outlets, outlets if len(outlets) > 1 else ()):
            for spelling, words in event.heard.get(teller, {}).items():
                key = (outlet, one_name[spelling])
                if teller == outlet:
                    own[key] = own.get(key, 0) + words
                    places.setdefault(key, {})[event.event_id] = None
                else:
                    others[key] = others.get(key, 0.0) + words / (len(outlets) - 1)
    ranked = sorted(own, key=lambda key: (key[0], -own[key], key[1]))
    return tuple(QuotedSpeaker(*key, own[key], round(others.get(key, 0.0), 4), tuple(places[key])) for key in ranked)


def unify_names(spellings: Iterable[str]) -> dict[str, str]:
    """One name for all spellings of a person: the longest of them; two who may be two stay apart.

    Spellings are joined the surest first, and only where every spelling of the one side may be every one of the other.
    """
    known = sorted(set(spellings))
    blocks: dict[str, list[str]] = {}
    for name in known:
        for key in {romanised(name) or "", *surname_keys(name)} - {""}:
            blocks.setdefault(key, []).append(name)
    pairs = {
        (-same_person(a, b), a, b) for block in blocks.values() for k, a in enumerate(block) for b in block[k + 1 :]
    }
    group_of = {name: [name] for name in known}
    for score, a, b in sorted(pairs):
        mine, other = group_of[a], group_of[b]
        if -score < _SAME_PERSON:
            break
        if mine is not other and all(same_person(x, y) >= _SAME_PERSON for x, y in product(mine, other)):
            joined = [*mine, *other]
            group_of.update(dict.fromkeys(joined, joined))
    return {name: min(group, key=lambda form: (-len(form), form)) for name, group in group_of.items()}


class Habits(NamedTuple):
    """The ``rates``, ``voices`` and preferred ``words`` of all outlets.

    ``few`` has a line for each outlet with too few events for words.
    """

    counts: tuple[EventCounts, ...]
    rates: tuple[Pooled, ...]
    words: tuple[PreferredWord, ...]
    few: tuple[Pooled, ...]
    voices: tuple[QuotedSpeaker, ...] = ()


def pool_events(events: Sequence[EventCounts]) -> Habits:
    """The numbers over ``events``, whatever order they come in."""
    ordered = tuple(sorted(events, key=lambda event: event.event_id))
    words, few = pool_words(ordered)
    return Habits(ordered, pool(ordered), words, few, pool_voices(ordered))
