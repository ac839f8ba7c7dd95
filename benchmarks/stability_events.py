"""What a further day of articles changes in the events of the days before: every pair that it parts or joins, by name.

Usage: python benchmarks/stability_events.py [COUNT]   (default 20000 synthetic articles, the last day added)

A pair is two older articles that are in one event before or after. The gold sets beside the checkout, as one corpus, are
measured too: the articles of the latest twentieth of the dates are added.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from itertools import combinations

from quality_events import GOLD, as_one, load_gold
from synthetic import make_articles

from compare.clustering import cluster
from compare.model import Article, Grouping


def pairs(grouping: Grouping, old: frozenset[str]) -> set[tuple[str, str]]:
    """The pairs of old articles that are in one event."""
    return {pair for event in grouping.events for pair in combinations(sorted(old.intersection(event.article_ids)), 2)}


def split_by_day(articles: Sequence[Article], share: float | None = None) -> tuple[list[Article], list[Article]]:
    """The articles before and from a day on: the last day, or the one after which ``share`` of the dated ones lie."""
    days = sorted(a.published.day for a in articles if a.published)
    first = days[-1] if share is None else days[int(len(days) * (1 - share))]
    new = [a for a in articles if a.published and a.published.day >= first]
    chosen = {a.id for a in new}
    return [a for a in articles if a.id not in chosen], new


def cases(count: int) -> Iterator[tuple[str, list[Article], list[Article]]]:
    """Old and new articles by name."""
    yield f"synthetic {count}", *split_by_day(list(make_articles(count)))
    if GOLD.is_dir():
        yield "gold as one", *split_by_day([r.article() for r in as_one(load_gold())], 0.05)


def main() -> None:
    """Print the share of pairs that changed, and the pairs."""
    for name, old, new in cases(int(sys.argv[1]) if sys.argv[1:] else 20_000):
        ids = frozenset(a.id for a in old)
        before, after = pairs(cluster(old), ids), pairs(cluster([*old, *new]), ids)
        changed = sorted(before ^ after)
        every = len(before | after)
        of_all = len(changed) / (len(old) * (len(old) - 1) / 2)
        print(
            f"{name}: {len(new)} added to {len(old)}; {len(changed)} of {every} pairs of one event changed"
            f" ({len(changed) / every:.3%}; {of_all:.4%} of all pairs)"
        )
        for a, b in changed:
            print(f"  {'parted' if (a, b) in before else 'joined'}  {a}  {b}")


if __name__ == "__main__":
    main()
