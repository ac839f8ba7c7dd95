"""Which points headlines carry, the words that one headline has alone, and paraphrases beside their quotations."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from compare import names
from compare.framing.accounts import Account, Accounts
from compare.framing.measures import ONE_EVENT, Analysis, Measure
from compare.framing.paraphrases import denied, quoted_phrases
from compare.model import Finding, SentenceRef
from compare.text.stems import terms
from compare.text.synonyms import idea
from compare.text.tokens import function_words, tokens

LEAST = 0.3
"""The least share of a headline's words, weighted by rarity, that one sentence holds if it is to carry its point."""


_MOST_POINTS = 3


class _Match(NamedTuple):
    share: float
    sentence: SentenceRef


def find(accounts: Accounts) -> Iterator[Finding]:
    """The findings on every origin's headline and deck."""
    for account in accounts.own:
        if account.article.headline and account.prose:
            yield from _point(account, account.article.headline, accounts)
            yield from _words(account, account.article.headline, accounts)
        yield from denied(account)
        yield from quoted_phrases(account)


def ideas(norms: Iterable[str]) -> dict[str, float]:
    """The ideas of content words, each with the background IDF of its rarest word."""
    found: dict[str, float] = {}
    for norm in norms:
        for key, rarity in _meant(norm):
            found[key] = max(rarity, found.get(key, 0.0))
    return found


@functools.lru_cache(maxsize=50_000)
def _meant(norm: str) -> tuple[tuple[str, float], ...]:
    """The ideas of one word's parts with their rarity; none for a function word."""
    return () if norm in function_words() else tuple((idea(term), rarity) for term, rarity in terms(norm))


def _point(account: Account, headline: str, accounts: Accounts) -> Iterator[Finding]:
    """The sentences of the account that hold what the headline says, and where other accounts have them.

    The first holds most of the headline's words; a further one is named where it adds as much as a sentence must hold.
    """
    wanted = ideas(token.norm for token in tokens(headline))
    total = sum(wanted.values())
    if not total:
        return
    held = {s.ref: ideas(word.norm for word in account.words_of[s.index]) for s in account.prose}
    left = dict(wanted)
    for place in range(_MOST_POINTS):
        best = max((_Match(_share(left, has, total), ref) for ref, has in held.items()), key=_rank)
        if place and best.share < LEAST:
            return
        yield _carried(account, headline, best, len(wanted), accounts)
        left = {key: weight for key, weight in left.items() if key not in held[best.sentence]}


def _rank(match: _Match) -> tuple[float, int]:
    return match.share, -match.sentence.index


def _carried(account: Account, headline: str, best: _Match, n: int, accounts: Accounts) -> Finding:
    carried = best.share >= LEAST
    linked = sorted(
        (x.b if x.a == best.sentence else x.a for x in accounts.links if best.sentence in (x.a, x.b)) if carried else ()
    )
    return Finding(
        analysis="headline",
        measure="point",
        subject=headline,
        value=best.share if carried else None,
        uncertainty=ONE_EVENT if carried else f"too little: {best.share:.0%} of {LEAST:.0%} of the headline's words",
        evidence=(best.sentence, *linked),
        text=_where(account, best, linked, accounts) if carried else "no one sentence carries the headline's words",
        outlet_id=account.outlet_id,
        article_id=account.id,
        n=n,
        quotes=(headline,),
    )


def _share(wanted: Mapping[str, float], held: Mapping[str, float], total: float) -> float:
    return round(sum(weight for key, weight in wanted.items() if key in held) / total, 4)


def _where(account: Account, best: _Match, linked: list[SentenceRef], accounts: Accounts) -> str:
    places = [f"sentence {account.rank(best.sentence.index) + 1} of {len(account.prose)} here"]
    for other in accounts.own:
        if other is not account:
            there = [other.rank(ref.index) + 1 for ref in linked if ref.article_id == other.id]
            place = f"sentence {min(there)} of {len(other.prose)}" if there else "no matching sentence found"
            places.append(f"{other.outlet}: {place}")
    return "; ".join(places)


def _words(account: Account, headline: str, accounts: Accounts) -> Iterator[Finding]:
    """The names and content words of a headline whose ideas no other origin's headline has."""
    headlines = [a.article.headline for a in accounts.own if a is not account and a.article.headline]
    if not headlines:
        return
    others = {key for other in headlines for unit in _units(other) for key in unit.keys}
    units = _units(headline)
    alone = list(dict.fromkeys(unit.text for unit in units if not others & set(unit.keys)))
    yield Finding(
        analysis="headline",
        measure="only in this headline",
        subject=headline,
        value=float(len(alone)),
        uncertainty=ONE_EVENT,
        evidence=(),
        text=", ".join(alone) or "nothing that the other headlines lack",
        outlet_id=account.outlet_id,
        article_id=account.id,
        n=len(units),
        count=len(alone),
        quotes=(headline, *headlines),
    )


class _Unit(NamedTuple):
    """A name or a content word of a headline, and what it stands for."""

    text: str
    keys: tuple[str, ...]


def _units(headline: str) -> list[_Unit]:
    """The names of a headline, each whole, and its other content words, in order."""
    mentions = names.recognise_names(headline)
    found = [(m.start, _Unit(m.surface, (m.key, *m.key.split()[-1:]))) for m in mentions]
    for token in tokens(headline):
        inside = any(m.start <= token.start < m.end for m in mentions)
        keys = tuple(key for key, _ in _meant(token.norm))
        if not inside and keys:
            found.append((token.start, _Unit(headline[token.start : token.end], keys)))
    return [unit for _, unit in sorted(found)]


ANALYSIS = Analysis(
    name="headline",
    title="Headline",
    question="Which points do the headlines carry, and in whose words?",
    measures=(
        Measure(
            name="point",
            unit="share of the headline's words, weighted by background IDF",
            definition="The sentence of the account that holds most of the headline's words or their kindred, and the number of"
            " the sentence that is linked to it in every other account; a further sentence where it adds as many words as one"
            f" must hold, up to {_MOST_POINTS}.",
            minimum=f"{LEAST:.0%} of the headline's words in one sentence",
            uncertainty="none: shown as text",
        ),
        Measure(
            name="only in this headline",
            unit="names and words",
            definition="Names and content words of a headline for which no other origin's headline has the same or a kindred word.",
            minimum="two origins with headlines",
            uncertainty="none: a count",
        ),
        Measure(
            name="denied",
            unit="quotations that have the word undenied",
            definition="A rare word that headline, deck or a sentence of narration denies (not, no, never, without), where a"
            " quotation in the same article has it undenied; both are shown.",
            minimum="one of each",
            uncertainty="none: shown as text; word order alone tells what a negation covers",
        ),
        Measure(
            name="quoted",
            unit="words of the quotation in full",
            definition="Words that the headline or the deck puts in quotation marks, beside the fullest quotation of the article"
            " that has them.",
            minimum="one of each",
            uncertainty="none: shown as text",
        ),
    ),
    find=find,
)
