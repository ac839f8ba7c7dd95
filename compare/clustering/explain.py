"""Why two articles are, or are not, one event: every factor, its value, and its share of the log-odds."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from compare.clustering.cluster import Clustered, group_news, probability
from compare.clustering.features import Profile
from compare.clustering.pairs import PAIR_FACTORS, surely_apart
from compare.config import EventsConfig
from compare.model import Article, Factor

_IN_WORDS = {
    "start": "any two articles of this corpus that share rare words start here",
    "lead": "headlines and openings use the same rare words ({value:.2f} of 1)",
    "body": "the whole texts use the same rare words ({value:.2f} of 1)",
    "names": "the names agree ({value:.2f} of 1)",
    "shared": "rare words that both texts have ({value:.2f} of 1)",
    "headline": "headlines are written alike ({value:.2f} of 1)",
    "told": "one opening tells what the other's headline says ({value:.2f} of 1)",
    "strangers": "headlines alike that name different things ({value:.2f} of 1)",
    "outlet": "both are of one outlet, which seldom tells an event twice",
    "length": "how much the shorter text says ({value:.2f} of 1)",
    "company": "what the other articles of their events say",
    "dates": "both dates are sure and months apart",
}


class PairScore(Struct, frozen=True):
    """The verdict on two articles: ``score`` is the probability that they tell one event.

    ``factors`` come strongest first; their shares add up to the log-odds of ``score``. ``sizes`` are those of the events
    into which the grouping of a corpus put the two, ``a``'s first: one where they are together, none where it was not
    asked. ``kept_out`` says of those that it keeps out of events (an editorial, what a person set aside) why, by id.
    """

    a: str
    b: str
    score: float
    same: bool
    factors: tuple[Factor, ...]
    sizes: tuple[int, ...] = ()
    kept_out: dict[str, str] = {}


def explain(a: Article, b: Article, config: EventsConfig | None = None, corpus: Sequence[Article] = ()) -> PairScore:
    """What speaks for and against ``a`` and ``b`` being one event.

    Without ``corpus`` the two are judged as if no other article existed. With it, the score is what ``cluster(corpus)``
    believes: at least the threshold where it puts the two together, less where it does not.
    """
    others = {article.id: article for article in corpus if article.kind == "news"}
    news = [article for _, article in sorted({**others, a.id: a, b.id: b}.items())]
    places = {article.id: place for place, article in enumerate(news)}
    pair = (places[a.id], places[b.id])
    found = group_news(news, config, extra=pair)
    left, right = sorted(found.read.row_of[place] for place in pair)
    odds = found.probabilities().odds(left, right)
    row = int(np.flatnonzero((found.scores.left == left) & (found.scores.right == right))[0])
    return PairScore(a.id, b.id, probability(odds), odds >= found.needed, list_factors(found, row, odds))


def list_factors(found: Clustered, row: int, odds: float) -> tuple[Factor, ...]:
    """The factors of one judged pair whose log-odds are ``odds``, strongest first; the shares add up to them."""
    weights = found.weights
    scale = weights.merge.weights["mean"] + weights.merge.weights["best"]
    a, b = (found.read.profiles[int(ends[row])] for ends in (found.scores.left, found.scores.right))
    shares = {"start": (1.0, weights.merge.intercept + scale * weights.pair.intercept)}
    for name, value in zip(PAIR_FACTORS, found.scores.factors[row].tolist(), strict=True):
        shares[name] = (value, scale * weights.pair.weights[name] * value)
    rest = odds - sum(share for _, share in shares.values())
    shares["dates" if surely_apart(a, b) else "company"] = (1.0 if abs(rest) >= 5e-5 else 0.0, rest)  # noqa: PLR2004 - half a last digit
    ranked = sorted(shares.items(), key=lambda item: (-round(abs(item[1][1]), 4), item[0]))
    return tuple(
        Factor(name, round(value, 4) + 0.0, round(share, 4) + 0.0, in_words(name, value, a, b))  # no -0.0
        for name, (value, share) in ranked
    )


def in_words(name: str, value: float, a: Profile, b: Profile) -> str:
    """One factor of a pair of articles as a short phrase."""
    if name in {"near", "far"}:
        return say_days(a, b)
    if name == "outlet" and not value:
        return "the outlets differ"
    if name == "strangers" and not value:
        return "headlines that do not name different things in the same words"
    return _IN_WORDS[name].format(value=value)


def say_days(a: Profile, b: Profile) -> str:
    """The days between two articles: "63 days apart"."""
    if a.day is None or b.day is None:
        return "no date to compare"
    days = abs(a.day - b.day)
    return "the same day" if days == 0 else f"{days} day{'s' if days > 1 else ''} apart"
