"""Fits the weights of the grouping on the gold sets beside the checkout, and reports each set when it was left out.

Usage: python benchmarks/fit_events.py [--write]   (--write puts the weights into compare/data/event_weights.toml)

Four logistic regressions with a ridge, in order, each on what the one before says: a pair alone, a pair among its
neighbours, two groups in the linkage, two headlines. Every set is also taken with some or all of its events cut to one
to four articles, since real feeds are mostly small events. Signs are held to what the factors mean, dates far apart
count against a pair at least as much as ``FAR`` says, and ``ALONE_FAR`` where no third article connects the two
(the crawl dates in the gold sets would teach otherwise), a shared template at least as much as ``TEMPLATE``, and a pair
or merge that would be false weighs more than one that would be missed.
"""

from __future__ import annotations

import collections
import random
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np
from fit_headlines import fit_headlines
from numpy.typing import NDArray
from quality_events import Record, as_one, b_cubed, cut_half, load_gold, merged_topics
from scipy.optimize import minimize

from compare.clustering.candidates import SHIPPED, Reach, find_candidates
from compare.clustering.clashes import clash_factors
from compare.clustering.cluster import LEAST, as_graph
from compare.clustering.factors import PAIR_FACTORS, pair_factors
from compare.clustering.linkage import Merge, link_averages
from compare.clustering.merging import MERGE_FACTORS, merge_factors, merge_probability
from compare.clustering.profile import Profile, read_profile
from compare.clustering.relative import FLOOR, GROUP_FACTORS, group_factors
from compare.clustering.scores import Read, Scores, log_odds, read_profiles
from compare.clustering.weights import Model

FAR, ALONE_FAR = 0.0, -7.0
TEMPLATE = -20.0
SLOT, STRANGERS, SURE_FAR = -6.0, -2.0, -6.0
FALSE_MERGE = 2.6
WIDE = Reach(150, 0.03)
"""The fit sees more wrong pairs than the grouping looks at: they teach what no event is."""
CUTS = (0.5, 0.5, 0.5, 0.9, 0.9, 1.0, 1.0)
UNDATED_CUTS = (0.5, 0.9, 1.0)
SIZES = (1, 1, 1, 2, 3, 4)
DATA = Path(__file__).resolve().parent.parent / "compare" / "data" / "event_weights.toml"
Table = NDArray[np.float64]


class Case(NamedTuple):
    """A corpus with its labels, vectors, candidate pairs and their factors."""

    records: list[Record]
    read: Read
    left: NDArray[np.intp]
    right: NDArray[np.intp]
    pair: Table
    same: NDArray[np.bool_]


class Fitted(NamedTuple):
    """The three models of the grouping."""

    pair: Model
    group: Model
    merge: Model


class Reader:
    """Makes cases; an article is read once."""

    def __init__(self) -> None:
        """Start with nothing read."""
        self._profiles: dict[tuple[str | None, str, str | None], Profile] = {}

    def case(self, records: Sequence[Record], reach: Reach = SHIPPED) -> Case:
        """The records as a corpus."""
        ordered = sorted(records, key=lambda r: r.id)
        profiles = [self._profile(r) for r in ordered]
        read = read_profiles(profiles)
        left, right = find_candidates(read.vectors.full, [p.day for p in profiles], reach)
        events = np.array([r.event for r in ordered])
        return Case(
            ordered,
            read,
            left,
            right,
            pair_factors(read.profiles, read.vectors, left, right),
            events[left] == events[right],
        )

    def _profile(self, record: Record) -> Profile:
        key = (record.title, record.text, record.published)
        if key not in self._profiles:
            self._profiles[key] = read_profile(record.article())
        return self._profiles[key]


def cut_events(records: Sequence[Record], seed: int, share: float) -> list[Record]:
    """A share of the events cut to a few articles, all drawn by ``seed``."""
    rng = random.Random(seed)
    shuffled = sorted(records, key=lambda r: r.id)
    rng.shuffle(shuffled)
    events = sorted({r.event for r in shuffled})
    left = {event: rng.choice(SIZES) for event in rng.sample(events, int(len(events) * share))}
    kept = []
    for record in shuffled:
        if left.get(record.event, 1) > 0:
            kept.append(record)
        if record.event in left:
            left[record.event] -= 1
    return kept


def regress(
    table: Table, same: Table, weight: Table, names: Sequence[str], bounds: dict[str, tuple[float | None, float | None]]
) -> Model:
    """A logistic regression with a unit ridge on standardised factors and bounds on some weights."""
    weight = weight / weight.mean()
    spread = table.std(axis=0) + 1e-9

    def loss(values: Table) -> tuple[float, Table]:
        odds = table @ values[:-1] + values[-1]
        error = weight * (1 / (1 + np.exp(-odds)) - same) / len(same)
        ridge = spread * values[:-1]
        total = float((weight * (np.logaddexp(0, odds) - same * odds)).mean() + 0.5 * ridge @ ridge / len(same))
        return total, np.append(table.T @ error + ridge * spread / len(same), error.sum())

    limits = [bounds.get(name, (None, None)) for name in names] + [(None, None)]
    start = np.array([low if low is not None else high if high is not None else 0.0 for low, high in limits])
    found = minimize(loss, start, jac=True, bounds=limits, method="L-BFGS-B", options={"maxiter": 3000}).x
    return Model(round(float(found[-1]), 4), {name: round(float(w), 4) for name, w in zip(names, found, strict=False)})


def fit(cases: Sequence[Case]) -> Fitted:
    """The three models, one after the other."""
    positive = dict.fromkeys((*PAIR_FACTORS, *GROUP_FACTORS), (0.0, None)) | {
        "far": (None, FAR),
        "alone_far": (None, ALONE_FAR),
        "template": (None, TEMPLATE),
        "slot": (None, SLOT),
        "strangers": (None, STRANGERS),
        "sure_far": (None, SURE_FAR),
    }
    tables, same, weight = zip(*[(c.pair, c.same, _even(c)) for c in cases], strict=True)
    pair = regress(np.concatenate(tables), np.concatenate(same) * 1.0, np.concatenate(weight), PAIR_FACTORS, positive)
    scored = [_score(c, pair) for c in cases]
    group = regress(
        np.concatenate([s.group for s, _ in scored]),
        np.concatenate([c.same[kept] for c, (_, kept) in zip(cases, scored, strict=True)]) * 1.0,
        np.concatenate([_even(c)[kept] for c, (_, kept) in zip(cases, scored, strict=True)]),
        GROUP_FACTORS,
        positive,
    )
    merges = [row for c, (s, _) in zip(cases, scored, strict=True) for row in _merges(c, _with_group(s, group))]
    table, outcome, size = (np.array(column) for column in zip(*merges, strict=True))
    merge = regress(
        table,
        outcome * 1.0,
        size * np.where(outcome, 1.0, FALSE_MERGE),
        MERGE_FACTORS,
        {"mean": (0.0, None), "best": (0.0, None), "openings": (0.0, None)},
    )
    return Fitted(pair, group, merge)


def link(case: Case, fitted: Fitted, threshold: float = 0.5) -> dict[str, str]:
    """The group of every record, named by its first member."""
    scores = _with_group(_score(case, fitted.pair)[0], fitted.group)
    nodes, pairs = as_graph(case.read, scores)
    groups = link_averages(nodes, pairs, LEAST, lambda m: merge_probability(fitted.merge, m) >= threshold)
    return {case.records[k].id: case.records[g[0]].id for g in groups for k in g}


def _even(case: Case) -> Table:
    """Weights that let an article with many candidates count little more than one with few."""
    degree = np.bincount(np.concatenate([case.left, case.right]), minlength=len(case.records))
    even: Table = 1.0 / np.sqrt(degree[case.left] * degree[case.right])
    return even


def _score(case: Case, pair: Model) -> tuple[Scores, NDArray[np.bool_]]:
    alone = log_odds(pair, PAIR_FACTORS, case.pair)
    kept = alone >= FLOOR
    left, right, alone = case.left[kept], case.right[kept], alone[kept]
    clashes = clash_factors(case.read.profiles, case.read.names, left, right, case.pair[kept])
    group = group_factors(len(case.records), left, right, alone, case.pair[kept][:, PAIR_FACTORS.index("far")], clashes)
    return Scores(left, right, case.pair[kept], alone, group, alone, alone), kept


def _with_group(scores: Scores, group: Model) -> Scores:
    return scores._replace(odds=log_odds(group, GROUP_FACTORS, scores.group))


def _merges(case: Case, scores: Scores) -> list[tuple[tuple[float, ...], bool, float]]:
    """Factors, outcome and weight of every merge of two groups that are mostly of one event each."""
    found = []

    def watch(merge: Merge) -> bool:
        common = [
            collections.Counter(case.records[k].event for k in members).most_common(1)[0]
            for members in (merge.members_a, merge.members_b)
        ]
        sizes = len(merge.members_a), len(merge.members_b)
        if all(n >= 0.75 * size for (_, n), size in zip(common, sizes, strict=True)):
            weight = 2.0 * sizes[0] * sizes[1] / sum(sizes)
            found.append((merge_factors(merge), common[0][0] == common[1][0], weight))
        return True

    link_averages(*as_graph(case.read, scores), LEAST, watch)
    return found


def training(reader: Reader, sets: dict[str, list[Record]], *, mixed: bool) -> list[Case]:
    """Every set whole and cut, with and without its dates, and where ``mixed`` all of them as one, cut."""
    cases = []
    for records in sets.values():
        undated = [msgspec.structs.replace(r, published=None) for r in records]
        cases += [reader.case(records, WIDE), reader.case(undated, WIDE)]
        cases += [reader.case(cut_events(records, 100 + 7 * k, share), WIDE) for k, share in enumerate(CUTS)]
        cases += [reader.case(cut_events(undated, 300 + 7 * k, share), WIDE) for k, share in enumerate(UNDATED_CUTS)]
    if mixed:
        cases += [reader.case(cut_events(as_one(sets), 200 + 7 * k, share), WIDE) for k, share in enumerate((0.5, 0.9))]
    return cases


def report(name: str, case: Case, fitted: Fitted) -> tuple[float, float]:
    """Print and return the precision and F1 of one case."""
    found = link(case, fitted)
    score = b_cubed({r.id: r.event for r in case.records}, found)
    print(
        f"{name:26s} P {score.precision:.3f} R {score.recall:.3f} F {score.f1:.3f}  {len(merged_topics(case.records, found))} merged",
        flush=True,
    )
    return score.precision, score.f1


def as_toml(models: dict[str, Model]) -> str:
    """The weights as the shipped file."""
    parts = [
        "# Weights of the grouping, made by benchmarks/fit_events.py; what each factor is stands in compare/clustering.\n"
    ]
    for name, model in models.items():
        rows = "".join(f"{factor} = {weight}\n" for factor, weight in model.weights.items())
        parts.append(f"\n[{name}]\nintercept = {model.intercept}\n\n[{name}.weights]\n{rows}")
    return "".join(parts)


def main() -> None:
    """Report each set left out, then all, and write the weights where asked."""
    sets, reader = load_gold(), Reader()
    for name in sets:
        others = {n: records for n, records in sets.items() if n != name}
        report(f"{name}, left out", reader.case(sets[name]), fit(training(reader, others, mixed=False)))
    fitted = fit(training(reader, sets, mixed=True))
    for name, records in sets.items():
        report(name, reader.case(records), fitted)
    whole = as_one(sets)
    report("all as one", reader.case(whole), fitted)
    halves = [report(f"half singletons {k}", reader.case(cut_half(whole, k)), fitted) for k in range(5)]
    print("half singletons, mean      P {:.3f} F {:.3f}".format(*np.mean(halves, axis=0)))
    text = as_toml({"pair": fitted.pair, "group": fitted.group, "merge": fitted.merge, "headline": fit_headlines()})
    print(text)
    if "--write" in sys.argv:
        DATA.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
