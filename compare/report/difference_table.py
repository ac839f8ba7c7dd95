"""Where accounts differ, side by side: headlines, figures, days, places, names, statements, words and descriptions.

Every entry is verbatim, with a few words around it, and leads to its sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from compare.model import Difference, DifferenceKind, DifferenceStatus
from compare.report.context import EventContext, Span, Told
from compare.report.key_clause import is_telling
from compare.report.marking import KIND_NAMES, Segment, cut
from compare.report.voices import Used, Variant, list_descriptions, list_variants
from compare.text.tokens import Token, tokens

STATUSES: dict[DifferenceStatus, str] = {
    "differs": "differ",
    "later": "later figures",
    "scope": "may count different things",
    "compare": "compare",
    "agrees": "the same in other words",
}
"""What is said of a difference. Two accounts that agree are listed apart from those that differ."""
_RANK: dict[DifferenceStatus, int] = {"differs": 0, "later": 1, "scope": 2, "compare": 3, "agrees": 4}
MOST_OPEN = 5
"""Rows of one kind that stand open; the rest are folded."""
MOST_VARIANTS, MOST_DESCRIPTIONS = 4, 2
_WORDS_BEFORE, _WORDS_AFTER = 7, 5
_BORDER = re.compile(r"[,;:—–]\s|\s--\s|[\"“”]")


class Evidence(NamedTuple):
    """Words of a sentence with a few around them; ``cites`` is whom the account has them from."""

    told: Told
    before: str
    words: str
    after: str
    cites: str = ""

    @property
    def account(self) -> int:
        """The place of the account that has them."""
        return self.told.account


class Value(NamedTuple):
    """What one or more accounts say alike: the first one's words, and every account's evidence."""

    shown: Evidence
    by: tuple[Evidence, ...]


class ComparedThing(NamedTuple):
    """One thing on which accounts differ. ``about`` says what in an account's words, ``status`` how they differ."""

    about: str
    status: str
    differs: bool
    values: tuple[Value, ...]

    @property
    def accounts(self) -> set[int]:
        """The accounts that say something of it."""
        return {one.account for value in self.values for one in value.by}

    def cell(self, account: int) -> tuple[Evidence, ...]:
        """What the account says of it, each value once."""
        return tuple(next(one for one in v.by if one.account == account) for v in self.values if _has(v, account))


class DifferenceGroup(NamedTuple):
    """The rows of one kind; those in ``folded`` come after the ``rows`` that stand open."""

    title: str
    rows: tuple[ComparedThing, ...]
    folded: tuple[ComparedThing, ...] = ()


class Headline(NamedTuple):
    """An account's headline as marked segments; None where it has none."""

    account: int
    segments: tuple[Segment, ...] | None


class Headlines(NamedTuple):
    """All headlines. ``marks_shared``: the marked words are those that another headline uses too, being the fewer."""

    marks_shared: bool
    marked: tuple[Headline, ...]

    @property
    def any_marked(self) -> bool:
        """Whether any word is marked at all."""
        return any(segment.differs for headline in self.marked for segment in headline.segments or ())


class DifferenceTable(NamedTuple):
    """Where the accounts differ: headlines first, then the groups that have a row."""

    headlines: Headlines
    groups: tuple[DifferenceGroup, ...]


def make_difference_table(event: EventContext) -> DifferenceTable:
    """The ledger of an event; a group without a row is left out."""
    groups = [_group(event, kind) for kind in KIND_NAMES]
    groups += [DifferenceGroup("Words for the same thing", tuple(_word_rows(event))), _description_group(event)]
    agreed = _rows(event, [d for d in event.comparison.differences if d.status == "agrees"])
    groups.append(DifferenceGroup("The same in other words", (), tuple(agreed)))
    return DifferenceTable(mark_headlines(event), tuple(group for group in groups if group.rows or group.folded))


def surround(told: Told, start: int, end: int, cites: str = "") -> Evidence:
    """The words of a sentence with a few words before and after them, as far as their clause goes."""
    text = told.sentence.text
    before, after = text[told.lead_in : start], text[end:]
    borders = [m.end() for m in _BORDER.finditer(before)]
    near = before[borders[-1] :] if borders else before
    words = near.split()
    kept = near.lstrip() if len(words) <= _WORDS_BEFORE else " ".join(words[-_WORDS_BEFORE:]) + _tail(near)
    border = _BORDER.search(after)
    later = after[: border.start()] if border else after
    rest = later.split()
    if len(rest) > _WORDS_AFTER:
        later = _lead(later) + " ".join(rest[:_WORDS_AFTER])
    return Evidence(told, kept, text[start:end], later.rstrip().rstrip("."), cites)


def mark_headlines(event: EventContext) -> Headlines:
    """The event's headlines with their shared or their differing words marked, whichever are fewer.

    Words so common that they tell nothing are left out of the count and never marked.
    """
    texts = [article.headline or "" for article in event.articles]
    telling = [[token for token in tokens(text) if is_telling(token.norm)] for text in texts]
    keys = [{_bare(token) for token in found} for found in telling]
    shared: list[list[Span]] = []
    differing: list[list[Span]] = []
    for place, found in enumerate(telling):
        others: set[str] = set().union(*keys[:place], *keys[place + 1 :])
        shared.append([(token.start, token.end) for token in found if _bare(token) in others])
        differing.append([(token.start, token.end) for token in found if _bare(token) not in others])
    marks_shared = 0 < sum(map(len, shared)) <= sum(map(len, differing))
    compared = sum(bool(text) for text in texts) > 1
    marks = (shared if marks_shared else differing) if compared else [[] for _ in texts]
    marked = (cut(text, differing=spans) if text else None for text, spans in zip(texts, marks, strict=True))
    return Headlines(marks_shared, tuple(Headline(place, segments) for place, segments in enumerate(marked)))


def _bare(token: Token) -> str:
    """The normalised word without its possessive ending."""
    return token.norm.removesuffix("'s")


def _group(event: EventContext, kind: DifferenceKind) -> DifferenceGroup:
    """The differences of one kind, those that differ first."""
    found = [d for d in event.comparison.differences if d.kind == kind and d.status != "agrees"]
    found.sort(key=lambda d: _RANK[d.status])  # stable: in the order in which they were found
    rows = tuple(_rows(event, found))
    return DifferenceGroup(KIND_NAMES[kind].heading, rows[:MOST_OPEN], rows[MOST_OPEN:])


def _rows(event: EventContext, differences: Iterable[Difference]) -> Iterator[ComparedThing]:
    for difference in differences:
        values: dict[str, list[Evidence]] = {}
        for claim in difference.claims:
            told = event.told.get(claim.at.sentence)
            if told is not None:
                evidence = surround(told, claim.at.start, claim.at.end, claim.cites or "")
                alike = claim.value or " ".join(evidence.words.casefold().split())
                values.setdefault(alike, []).append(evidence)
        row = ComparedThing(
            difference.about,
            STATUSES[difference.status],
            difference.status == "differs",
            tuple(Value(found[0], _one_an_account(found)) for found in values.values()),
        )
        if len(row.accounts) > 1:
            yield row


def _word_rows(event: EventContext) -> Iterator[ComparedThing]:
    for variant in list_variants(event, MOST_VARIANTS):
        yield ComparedThing("", "", differs=False, values=_values(variant))


def _description_group(event: EventContext) -> DifferenceGroup:
    found = list_descriptions(event, MOST_DESCRIPTIONS)
    rows = tuple(ComparedThing(subject, "", differs=False, values=_values(variant)) for subject, variant in found)
    return DifferenceGroup("Described as", rows)


def _values(variant: Variant) -> tuple[Value, ...]:
    def evidence(used: Used) -> Evidence:
        return surround(used.told, used.start, used.end)

    return tuple(
        Value(evidence(found[0]), _one_an_account([evidence(used) for used in found]))
        for found in variant.forms.values()
        if found
    )


def _one_an_account(found: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The first of each account, in the accounts' order."""
    firsts: dict[int, Evidence] = {}
    for evidence in sorted(found, key=lambda e: (e.account, e.told.number)):
        firsts.setdefault(evidence.account, evidence)
    return tuple(firsts.values())


def _has(value: Value, account: int) -> bool:
    return any(one.account == account for one in value.by)


def _tail(text: str) -> str:
    """The white space at the end of a text."""
    return text[len(text.rstrip()) :]


def _lead(text: str) -> str:
    """The white space at the beginning of a text."""
    return text[: len(text) - len(text.lstrip())]
