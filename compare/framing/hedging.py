"""How often an account holds back from vouching for what it tells."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence

from compare.data import read_table
from compare.framing.accounts import Accounts, ReadAccount, Word
from compare.framing.analysis import ONE_EVENT, Analysis, Measure, too_few
from compare.framing.figures import EventFindings, Figure, FindingTable, make_figure, make_row
from compare.model import Finding, Form, Forms, SpanRef

MINIMUM_WORDS = 100
"""The fewest words of narration for a rate."""


@functools.cache
def _phrases() -> dict[str, tuple[tuple[str, ...], ...]]:
    """The hedges by their first word, longest first."""
    table = read_table("hedges")
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in table["phrases"]:
        parts = tuple(phrase.split())
        found.setdefault(parts[0], []).append(parts)
    return {first: tuple(sorted(several, key=lambda p: (-len(p), p))) for first, several in found.items()}


def hedges(narration: Sequence[Word]) -> tuple[SpanRef, ...]:
    """The hedges among the words of a narration, in order; a phrase lies in one sentence."""
    found: list[SpanRef] = []
    at = 0
    while at < len(narration):
        length = _length_at(narration, at)
        if length:
            first, last = narration[at], narration[at + length - 1]
            found.append(SpanRef(first.sentence, first.start, last.end))
        at += length or 1
    return tuple(found)


def _length_at(narration: Sequence[Word], at: int) -> int:
    for phrase in _phrases().get(narration[at].norm, ()):
        here = narration[at : at + len(phrase)]
        if tuple(w.norm for w in here) == phrase and here[-1].sentence == here[0].sentence:
            return len(phrase)
    return 0


HEDGES = Measure(
    analysis="hedging",
    name="hedges",
    unit="hedges per 100 words of narration",
    definition="Words and phrases of the shipped list of hedges outside quotation marks, for each 100 words outside"
    " quotation marks.",
    minimum=f"{MINIMUM_WORDS} words of narration; below that, the count alone",
    uncertainty="none for one event; over events, a bootstrap over events",
)


def find(accounts: Accounts) -> Iterator[Finding]:
    """Hedges per 100 words of each origin's narration."""
    for account in accounts.own:
        yield from _of(account)


def _of(account: ReadAccount) -> Iterator[Finding]:
    found = hedges([w for w in account.narration if not _is_month(account, w)])
    words = len(account.narration)
    if not words or not account.prose:
        return
    evidence = tuple(dict.fromkeys(span.sentence for span in found)) or tuple(s.ref for s in account.prose)
    shown = [account.sentences[s.sentence.index].text[s.start : s.end].casefold() for s in found]
    enough = words >= MINIMUM_WORDS
    yield Finding(
        **HEDGES.fields,
        subject="narration",
        value=round(100 * len(found) / words, 4) if enough else None,
        uncertainty=ONE_EVENT if enough else too_few(words, MINIMUM_WORDS, "words of narration for a rate"),
        evidence=evidence,
        text=f"{len(found)} in {words} words of narration" + (f": {', '.join(shown)}" if shown else ""),
        outlet_id=account.outlet_id,
        article_id=account.id,
        n=words,
        count=len(found),
        spans=found,
        detail=Forms(tuple(Form(words) for words in shown)),
    )


def _is_month(account: ReadAccount, word: Word) -> bool:
    """Whether "May" is a month or a name: it has a capital and opens no sentence."""
    return word.norm == "may" and word.start > 0 and account.sentences[word.sentence.index].text[word.start].isupper()


def tables(found: EventFindings) -> Iterator[FindingTable]:
    """The hedges of each account's narration."""
    narrations = found.of(HEDGES)
    hedged = [finding for finding in narrations if finding.count]
    yield FindingTable(
        key="hedged",
        title="Where narration hedges",
        head="Outside quotation marks",
        intro="Words by which the narration leaves open whether a thing is so, for each 100 words of it.",
        empty="none found",
        articles=found.articles_of(narrations),
        rows=(make_row(found, "Hedges", "", hedged, _say_hedges),) if hedged else (),
    )


def _say_hedges(finding: Finding) -> str:
    words = [form.text for form in finding.detail.forms] if isinstance(finding.detail, Forms) else []
    return f"{', '.join(words)}; {finding.count} in {finding.n} words ({_rate(finding)})"


def _rate(finding: Finding) -> str:
    return f"{finding.value:.1f} per 100" if finding.value is not None else finding.uncertainty


def figures(found: EventFindings) -> Iterator[Figure]:
    """How often each narration hedges."""
    about = "words of the narration that leave open whether a thing is so"
    plain = Figure("Hedged", about, "hedged", HEDGES.key, {})
    yield make_figure(
        found, plain, found.of(HEDGES), lambda several: f"{several[0].count} in {several[0].n} ({_rate(several[0])})"
    )


ANALYSIS = Analysis(
    name="hedging",
    title="Hedging",
    question="How often does the narration hold back from vouching for what it tells?",
    measures=(HEDGES,),
    find=find,
    tables=tables,
    figures=figures,
)
