"""Fits the weights of the grouping, and scores every set with weights that were fitted without it.

Usage: python benchmarks/fit_events.py [--write]   (--write puts the weights fitted on all sets into compare/data)

Two logistic regressions with a ridge: two articles alone, then two groups in the linkage, on what the first one says. Real
streams count in full, the curated sets a little, and streams made of them in between; all candidate pairs are negatives
but the few of one event, as in life. Signs are held to what the factors mean.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np
from event_sets import (
    Labelled,
    PairScore,
    Sets,
    is_neutral,
    left_out_with,
    load_sets,
    made_stream,
    score_b_cubed,
    score_pairs_put,
)
from fit_headlines import fit_headlines
from numpy.typing import NDArray
from scipy.optimize import minimize

from compare.clustering.candidates import NEIGHBOURS, find_candidates
from compare.clustering.cluster import UNLIKELY, group_news
from compare.clustering.features import Features, read_features
from compare.clustering.linkage import (
    MERGE_FACTORS,
    NO_PAIR,
    JoinCandidate,
    LinkageRules,
    Pairs,
    link_averages,
    merge_values,
)
from compare.clustering.pairs import PAIR_FACTORS, pair_factors, prior_shift
from compare.clustering.related import list_perhaps
from compare.clustering.weights import EventWeights, Model

STREAM, CURATED, MADE = 1.0, 0.15, 0.5
"""What a pair of each kind of corpus counts."""
FALSE_MERGE = 1.5
LOWEST = -4.0
"""Mean log-odds of the least likely merges that the fit sees."""
FAR, STRANGERS = -2.0, -5.0
"""Weights that are held at this, at most: the sets hold few templates, and many dates that are a crawler's."""
CAUTION = 0.4
"""Taken from the log-odds of merges: a false event is worse than a missed one."""
SIGNS: dict[str, tuple[float | None, float | None]] = dict.fromkeys(PAIR_FACTORS, (0.0, None)) | {
    "far": (None, FAR),
    "strangers": (None, STRANGERS),
    "outlet": (None, 0.0),
    "length": (None, 0.0),
}
DATA = Path(__file__).resolve().parent.parent / "compare" / "data" / "event_weights.toml"
Table = NDArray[np.float64]


class Case(NamedTuple):
    """A corpus with labels, candidate pairs and their factors; ``used`` leaves out pairs that are not scored."""

    rows: list[Labelled]
    read: Features
    left: NDArray[np.intp]
    right: NDArray[np.intp]
    factors: Table
    same: NDArray[np.bool_]
    used: NDArray[np.bool_]
    weight: Table


def make_case(rows: Sequence[Labelled], importance: float) -> Case:
    """The candidate pairs of a corpus; those of a large event count less each."""
    ordered = sorted((row for row in rows if row.article.kind == "news"), key=lambda row: row.article.id)
    read = read_features([row.article for row in ordered])
    ordered = [ordered[place] for place in read.first]
    left, right = find_candidates(read.vectors.body, read.days)
    sizes = {row.event: sum(other.event == row.event for other in ordered) for row in ordered}
    same, used, weight = [], [], []
    for a, b in zip(left.tolist(), right.tolist(), strict=True):
        one, other = ordered[a], ordered[b]
        same.append(one.event == other.event)
        used.append(not (one.maybe or other.maybe or is_neutral(one, other)))
        weight.append(importance / max(1.0, sizes[one.event] - 1.0) ** 0.5 if same[-1] else importance)
    factors = pair_factors(read, left, right)
    return Case(ordered, read, left, right, factors, np.array(same), np.array(used), np.array(weight))


def regress(
    table: Table,
    same: Table,
    weight: Table,
    names: Sequence[str],
    bounds: Mapping[str, tuple[float | None, float | None]],
) -> Model:
    """A logistic regression with a ridge on standardised factors and bounds on the weights."""
    spread = table.std(axis=0) + 1e-9

    def loss(values: Table) -> tuple[float, Table]:
        odds = table @ values[:-1] + values[-1]
        error = weight * (1 / (1 + np.exp(-odds)) - same)
        ridge = 2.0 * spread * values[:-1]
        total = float((weight * (np.logaddexp(0, odds) - same * odds)).sum() + 0.25 * ridge @ ridge)
        return total / len(same), np.append(table.T @ error + ridge * spread, error.sum()) / len(same)

    limits = [bounds.get(name, (None, None)) for name in names] + [(None, None)]
    start = np.array([low if low is not None else high if high is not None else 0.0 for low, high in limits])
    found = minimize(loss, start, jac=True, bounds=limits, method="L-BFGS-B", options={"maxiter": 3000}).x
    return Model(round(float(found[-1]), 4), {name: round(float(w), 4) for name, w in zip(names, found, strict=False)})


def fit(cases: Sequence[Case], headline: Model) -> EventWeights:
    """The models, one after the other."""
    pair = regress(
        np.concatenate([c.factors[c.used] for c in cases]),
        np.concatenate([c.same[c.used] for c in cases]) * 1.0,
        np.concatenate([c.weight[c.used] for c in cases]),
        PAIR_FACTORS,
        SIGNS,
    )
    weight = np.concatenate([c.weight[c.used] for c in cases])
    likely = np.concatenate([pair.odds(PAIR_FACTORS, c.factors[c.used]) for c in cases]) > 0.0
    usual = round(float(weight @ likely / weight.sum()), 4)
    merges = [row for case in cases for row in right_merges(case, pair, usual)]
    table, same, weight = (np.array(column) for column in zip(*merges, strict=True))
    merge = regress(table, same * 1.0, weight, MERGE_FACTORS, {"mean": (0.0, None)})
    merge = msgspec.structs.replace(merge, intercept=round(merge.intercept - CAUTION, 4))
    return EventWeights(usual, pair, merge, headline)


def right_merges(case: Case, pair: Model, usual: float) -> list[tuple[tuple[float, ...], bool, float]]:
    """Factors, outcome and weight of the merges that a linkage looks at which makes the right ones only."""
    found: dict[tuple[tuple[int, ...], tuple[int, ...]], tuple[tuple[float, ...], bool, float]] = {}
    importance = float(case.weight.max()) if len(case.weight) else 1.0

    def is_wrong(merge: JoinCandidate) -> bool:
        one, other = case.rows[merge.members_a[0]], case.rows[merge.members_b[0]]
        same = one.event == other.event
        if one.maybe or other.maybe or is_neutral(one, other):
            return True
        if merge.mean >= LOWEST:
            size = min(len(merge.members_a) * len(merge.members_b), 16) ** 0.5
            key = (tuple(merge.members_a), tuple(merge.members_b))
            found[key] = (merge_values(merge), same, importance * size * (1.0 if same else FALSE_MERGE))
        return not same

    odds = pair.odds(PAIR_FACTORS, case.factors)
    odds += prior_shift(odds, usual)
    ends = np.concatenate([case.left[odds >= 0], case.right[odds >= 0]])
    full = (np.bincount(ends, minlength=len(case.rows)) >= NEIGHBOURS).tolist()
    late = [profile.day is None for profile in case.read.profiles]
    pairs = Pairs(case.left, case.right, odds).at(odds > UNLIKELY)
    rules = LinkageRules(NO_PAIR, is_wrong, full, late)
    link_averages(len(case.rows), pairs, LOWEST, lambda merge: merge.mean, rules)
    return list(found.values())


class Training:
    """Makes the cases of a fit; each corpus is read once."""

    def __init__(self, sets: Sets) -> None:
        """Read all streams and curated sets."""
        self._sets = sets
        self._cases = {name: make_case(rows, STREAM) for name, rows in sets.streams.items()}
        self._cases |= {name: make_case(rows, CURATED) for name, rows in sets.curated.items()}
        self._made: dict[tuple[str, ...], list[Case]] = {}
        self._headline = fit_headlines()

    def fit(self, without: frozenset[str] = frozenset()) -> EventWeights:
        """The weights fitted on all sets but those ``without``."""
        cases = [case for name, case in self._cases.items() if name not in without]
        curated = {name: rows for name, rows in self._sets.curated.items() if name not in without}
        key = tuple(curated)
        if key not in self._made:
            drawn = [made_stream(curated, seed, one_week=True) for seed in range(3)]
            drawn.append(made_stream(curated, 7, one_week=False))
            self._made[key] = [make_case(rows, MADE) for rows in drawn]
        return fit([*cases, *self._made[key]], self._headline)


class Found(NamedTuple):
    """The group of every article id, and for groups the ids of the articles that perhaps belong to them."""

    group: dict[str, str]
    perhaps: dict[str, list[str]]


def group(rows: Sequence[Labelled], weights: EventWeights) -> Found:
    """What the grouping makes of ``rows`` with these weights."""
    news = sorted((row.article for row in rows if row.article.kind == "news"), key=lambda article: article.id)
    found = group_news(news, weights=weights)
    row_of = {article.id: row for article, row in zip(news, found.read.row_of, strict=True)}
    number = {row: str(k) for k, members in enumerate(found.linked.groups) for row in members}
    alone = {row.article.id: f"alone {row.article.id}" for row in rows}
    perhaps = {str(k): [candidate.article_id for candidate in listed] for k, listed in list_perhaps(found).items()}
    return Found(alone | {article_id: number[row] for article_id, row in row_of.items()}, perhaps)


def as_toml(weights: EventWeights) -> str:
    """The weights as the shipped file."""
    parts = [
        "# Weights of the grouping, made by benchmarks/fit_events.py; compare/clustering says what each factor is.\n"
    ]
    parts.append(f"\nusual = {weights.usual}\n")
    models = {"pair": weights.pair, "merge": weights.merge, "headline": weights.headline}
    for name, model in models.items():
        rows = "".join(f"{factor} = {weight}\n" for factor, weight in model.weights.items())
        parts.append(f"\n[{name}]\nintercept = {model.intercept}\n\n[{name}.weights]\n{rows}")
    return "".join(parts)


def report(name: str, rows: Sequence[Labelled], weights: EventWeights) -> PairScore:
    """Print and return the scores of one set."""
    found = group(rows, weights).group
    pairs, b_cubed = score_pairs_put(rows, found), score_b_cubed(rows, found)
    print(
        f"{name:28s} pairs P {pairs.precision:.3f} R {pairs.recall:.3f} ({pairs.right} of {pairs.put} put, {pairs.gold} gold)  "
        f"B3 P {b_cubed[0]:.3f} R {b_cubed[1]:.3f} F {b_cubed[2]:.3f}  beside a stranger {pairs.beside_share:.3f}",
        flush=True,
    )
    return pairs


def main() -> None:
    """Score each set left out of the fit, then fit on all, and write the weights where asked."""
    sets = load_sets()
    training = Training(sets)
    three = PairScore(0, 0, 0, 0, 0)
    for name, rows in sets.every().items():
        score = report(f"{name}, left out", rows, training.fit(left_out_with(name)))
        if name in {"uganda2020", "nigeria2022", "uk2025"}:
            three += score
    print(f"three English streams: P {three.precision:.3f} R {three.recall:.3f} beside {three.beside_share:.3f}")
    weights = training.fit()
    text = as_toml(weights)
    print(text)
    if "--write" in sys.argv:
        DATA.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
