"""The event's figures in one table: a row a measure, a column an account, and how sure each is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from compare.model import Finding
from compare.report.context import EventContext
from compare.report.urls import measure_anchor
from compare.report.views.framing.evidence import by_place, of, percent


class Figure(NamedTuple):
    """One measure across the accounts: its name, what it counts, where it is shown, and how sure it is.

    ``cells`` are empty where an account has nothing to count; ``measure`` is the anchor of its definition.
    """

    title: str
    about: str
    anchor: str
    sure: str = "a count"
    measure: str = ""
    cells: tuple[str, ...] = ()


class Figures(NamedTuple):
    """The figures of an event; ``accounts`` are those that stand for an origin of their own."""

    accounts: tuple[int, ...]
    rows: tuple[Figure, ...]


def list_figures(reading: EventContext) -> Figures | None:
    """The table of an event; None where fewer than two accounts were measured."""
    shares = of(reading, "quotation", "quoted words")
    accounts = tuple(sorted(by_place(reading, shares)))
    if len(accounts) < 2:  # noqa: PLR2004 - a comparison takes two
        return None
    rows = (_copied, _alone, _quoted, _speakers, _named, _worded, _lead, _headline, _hedged)
    return Figures(accounts, tuple(row(reading) for row in rows))


def _figure(
    reading: EventContext,
    measure: tuple[str, str],
    plain: Figure,
    say: Callable[[Sequence[Finding]], str],
    empty: str = "",
) -> Figure:
    """The ``plain`` figure with its definition's anchor and a cell for each account."""
    found = by_place(reading, of(reading, *measure))
    cells = tuple(say(found[place]) if place in found else empty for place in range(len(reading.articles)))
    return plain._replace(measure=measure_anchor(*measure), cells=cells)


def _one_of(found: Sequence[Finding]) -> str:
    """The count with its share: "119 of 292 (41%)"."""
    count, n = sum(f.count or 0 for f in found), sum(f.n or 0 for f in found)
    return f"{count} of {n} ({percent(count, n)}%)"


def _copied(reading: EventContext) -> Figure:
    about = "words outside quotation marks that stand in an earlier account, one that may be earlier, or an agency’s, in passages of eight words and more"
    measure = ("provenance", "copied words")
    return _figure(reading, measure, Figure("Copied words", about, "provenance"), _one_of, "none found")


def _alone(reading: EventContext) -> Figure:
    found = of(reading, "selection", "only here")
    lows, highs = [f.low for f in found if f.low is not None], [f.high for f in found if f.high is not None]
    spread = f"; {percent(min(lows), 1)}–{percent(max(highs), 1)}% with looser and stricter matching" if lows else ""
    about = "sentences without a match in an account of another origin"
    plain = Figure("Told here alone", about, "alone", f"a count{spread}")
    return _figure(reading, ("selection", "only here"), plain, _one_of)


def _quoted(reading: EventContext) -> Figure:
    about = "words inside quotation marks, whoever speaks"
    return _figure(reading, ("quotation", "quoted words"), Figure("Quoted", about, "quoted"), _one_of)


def _speakers(reading: EventContext) -> Figure:
    heard: dict[str, set[str | None]] = {}
    for finding in of(reading, "quotation", "speaker"):
        heard.setdefault(finding.subject, set()).add(finding.article_id)

    def say(found: Sequence[Finding]) -> str:
        alone = sum(len(heard[f.subject]) == 1 for f in found)
        return f"{len(found)} ({alone} here alone)" if alone else f"{len(found)}"

    about = "speakers of quotations of three words and more"
    sure = "a count; quotations whose speaker cannot be told are left out"
    return _figure(reading, ("quotation", "speaker"), Figure("Heard", about, "quoted", sure), say, "0")


def _named(reading: EventContext) -> Figure:
    names = (*of(reading, "naming", "names"), *of(reading, "naming", "roles"))
    found = by_place(reading, names)
    counts = tuple(str(len({f.subject for f in found.get(place, ())})) for place in range(len(reading.articles)))
    about = "persons, organisations and places that another account names in another way"
    return Figure("Named otherwise", about, "called", measure=measure_anchor("naming", "names"), cells=counts)


def _worded(reading: EventContext) -> Figure:
    groups: dict[str, set[str]] = {}
    for finding in of(reading, "wording", "variants"):
        for span in finding.spans:
            groups.setdefault(span.sentence.article_id, set()).add(finding.subject)
    counts = tuple(str(len(groups.get(article.id, ()))) for article in reading.articles)
    about = "ideas for which linked sentences use different words"
    pairs = len(reading.comparison.alignment.links)
    sure = f"a count in {pairs} linked pair{'' if pairs == 1 else 's'} of sentences"
    return Figure("Worded otherwise", about, "worded", sure, measure_anchor("wording", "variants"), counts)


def _lead(reading: EventContext) -> Figure:
    def say(found: Sequence[Finding]) -> str:
        return f"in {sum(f.value is not None for f in found)} of {len(found)}"

    about = "other accounts that have a match for the first sentence, anywhere"
    taus = of(reading, "order", "tau")
    few = sum(f.value is None for f in taus)
    sure = (
        f"order: too few links in {few} of {len(taus)} pair{'' if len(taus) == 1 else 's'} of accounts" if few else ""
    )
    plain = Figure("Lead", about, "order-notes", sure or "as sure as the links")
    return _figure(reading, ("order", "lead"), plain, say)


def _headline(reading: EventContext) -> Figure:
    def say(found: Sequence[Finding]) -> str:
        numbers = [str(reading.told[f.evidence[0]].number) for f in found if f.value is not None]
        return f"in sentence {', '.join(numbers)}" if numbers else "in no one sentence"

    about = "where the account has what its headline says"
    sure = "the sentence with most of the headline’s words"
    return _figure(reading, ("headline", "point"), Figure("Headline", about, "headlines", sure), say, "no headline")


def _hedged(reading: EventContext) -> Figure:
    def say(found: Sequence[Finding]) -> str:
        (one,) = found[:1]
        rate = f"{one.value:.1f} per 100" if one.value is not None else one.uncertainty
        return f"{one.count} in {one.n} ({rate})"

    about = "words of the narration that leave open whether a thing is so"
    return _figure(reading, ("hedging", "hedges"), Figure("Hedged", about, "hedged"), say)
