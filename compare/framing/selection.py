"""What an account tells that no other origin does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from compare.config import AlignmentConfig
from compare.framing.accounts import Accounts, ReadAccount, Word
from compare.framing.analysis import Analysis, Measure, no_tables
from compare.framing.figures import EventFindings, Figure, count_with_share, make_figure, percent
from compare.model import Finding, Sentence, SentenceRef
from compare.text.stems import terms
from compare.text.tokens import function_words

MINIMUM_ORIGINS = 2
_OPENING = 8

Scores = Mapping[SentenceRef, Mapping[str, float]]
"""For each sentence the score of its best match in every other account, by article id."""

ONLY_HERE = Measure(
    analysis="selection",
    name="only here",
    unit="share of the sentences",
    definition="Sentences without a link into an account of another origin, and without a sentence there that perhaps tells"
    " the same. An account that was finished before a fact was known cannot tell it.",
    minimum=f"{MINIMUM_ORIGINS} origins",
    uncertainty="low and high are the shares where half as likely a match counts too, and where links alone count",
)
CONTAINMENT = Measure(
    analysis="selection",
    name="containment",
    unit="share of the sentence's content words, weighted by their background IDF",
    definition="How much of the words of a sentence that is found in one origin only stands somewhere in the others.",
    minimum=f"{MINIMUM_ORIGINS} origins",
    uncertainty="none: it compares words, not statements",
    opening=True,
)


def find(accounts: Accounts) -> Iterator[Finding]:
    """The share of sentences with no match in another origin, and each such sentence with what of it is found elsewhere."""
    if len(accounts.own) < MINIMUM_ORIGINS:
        return
    scores = _scores(accounts)
    weights = {s.ref: _weights(account.words_of[s.index]) for account in accounts.own for s in account.prose}
    for account in accounts.own:
        others = {stem for ref, found in weights.items() if ref.article_id != account.id for stem in found}
        if account.prose:
            yield _share(account, scores, accounts)
            for sentence in account.prose:
                if _alone(sentence.ref, scores, accounts.thresholds.threshold):
                    yield _sentence(account, sentence, weights[sentence.ref], others)


def thresholds(config: AlignmentConfig) -> tuple[float, float, float]:
    """Half the score of what is perhaps told elsewhere, that score, and that of a link."""
    chosen = min(config.perhaps, config.threshold)
    return chosen / 2, chosen, config.threshold


def _scores(accounts: Accounts) -> Scores:
    found: dict[SentenceRef, dict[str, float]] = {}
    ends = [(x.a, x.b, x.score) for x in accounts.links] + [(x.b, x.a, x.score) for x in accounts.links]
    ends += [(x.sentence, x.other, x.score) for x in accounts.alignment.nearest]
    for ref, other, score in ends:
        if accounts.get(ref.article_id) and accounts.get(other.article_id):
            best = found.setdefault(ref, {})
            best[other.article_id] = max(score, best.get(other.article_id, 0.0))
    return found


def _alone(ref: SentenceRef, scores: Scores, threshold: float) -> bool:
    return all(score < threshold for score in scores.get(ref, {}).values())


def _share(account: ReadAccount, scores: Scores, accounts: Accounts) -> Finding:
    prose = account.prose
    loose, chosen, strict = (
        [s.ref for s in prose if _alone(s.ref, scores, t)] for t in thresholds(accounts.thresholds)
    )
    return Finding(
        **ONLY_HERE.fields,
        subject="sentences without a match in another origin",
        value=round(len(chosen) / len(prose), 4),
        uncertainty=f"{len(loose)}, {len(chosen)} or {len(strict)} sentences at three thresholds"
        f" ({', '.join(f'{t:.2f}' for t in thresholds(accounts.thresholds))})",
        evidence=tuple(chosen) or tuple(s.ref for s in prose),
        text=f"{len(chosen)} of {len(prose)} sentences",
        outlet_id=account.outlet_id,
        article_id=account.id,
        n=len(prose),
        count=len(chosen),
        low=round(len(loose) / len(prose), 4),
        high=round(len(strict) / len(prose), 4),
    )


def _sentence(account: ReadAccount, sentence: Sentence, weights: Mapping[str, float], others: set[str]) -> Finding:
    total = sum(weights.values())
    shared = sum(weight for stem, weight in weights.items() if stem in others)
    words = sentence.text.split()
    return Finding(
        **CONTAINMENT.fields,
        subject=" ".join(words[:_OPENING]) + (" …" if len(words) > _OPENING else ""),
        value=round(shared / total, 4) if total else 0.0,
        uncertainty="the words are found elsewhere, not the statement",
        evidence=(sentence.ref,),
        text="no matching sentence found in another origin",
        outlet_id=account.outlet_id,
        article_id=account.id,
        n=len(weights),
    )


def _weights(words: Sequence[Word]) -> dict[str, float]:
    """The content words of a sentence as stems, each with its background IDF."""
    common = function_words()
    return dict(term for word in words if word.norm not in common for term in terms(word.norm))


class Spread(NamedTuple):
    """How many of an account's sentences have no match at half the chosen threshold, at it, and at that of a link."""

    article_id: str
    loose: int
    chosen: int
    strict: int
    sentences: int


def list_spreads(found: EventFindings) -> tuple[Spread, ...]:
    """The spread of every account of an origin of its own, in the order of the page."""
    return tuple(
        Spread(
            article_id,
            round((finding.low or 0) * (finding.n or 0)),
            finding.count or 0,
            round((finding.high or 0) * (finding.n or 0)),
            finding.n or 0,
        )
        for article_id, several in found.by_article(found.of(ONLY_HERE)).items()
        for finding in several
    )


def figures(found: EventFindings) -> Iterator[Figure]:
    """How many of an account's sentences have no match elsewhere."""
    alone = found.of(ONLY_HERE)
    lows, highs = [f.low for f in alone if f.low is not None], [f.high for f in alone if f.high is not None]
    spread = f"; {percent(min(lows), 1)}–{percent(max(highs), 1)}% with looser and stricter matching" if lows else ""
    about = "sentences without a match in an account of another origin"
    plain = Figure("Told here alone", about, "alone", ONLY_HERE.key, {}, f"a count{spread}")
    yield make_figure(found, plain, alone, count_with_share)


ANALYSIS = Analysis(
    name="selection",
    title="Selection",
    question="What does one account tell that no other does?",
    measures=(
        ONLY_HERE,
        CONTAINMENT,
    ),
    find=find,
    tables=no_tables,
    figures=figures,
)
