"""Evaluation of files: labels and articles from disk, answers from the tool, scores."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from pathlib import Path

import msgspec

from compare.alignment import align
from compare.config import Config
from compare.errors import CorpusError
from compare.evaluation import tasks
from compare.model import Article, Corpus
from compare.reading import labels, read


def evaluate_events(inputs: Sequence[Path], config: Config) -> tasks.EventsReport:
    """The grouping of ``inputs``, records with an ``event`` field, against those events.

    Raises:
        CorpusError: No record has an event.
    """
    articles = read(inputs).articles
    if not any(article.given_event for article in articles):
        raise CorpusError("No record here has an `event`.", where=str(inputs[0]), hint="Give each labelled record one.")
    return tasks.evaluate_events(articles, config.events)


def evaluate_headlines(files: Sequence[Path]) -> tasks.HeadlinesReport:
    """Pairs of headlines, judged by the headlines alone, against their labels.

    Raises:
        CorpusError: A line is no labelled pair.
    """
    pairs = [pair for file in files for pair in labels.read_headline_pairs(file)]
    return tasks.evaluate_headlines((pair.a, pair.b, bool(pair.label)) for pair in pairs)


def evaluate_names(files: Sequence[Path]) -> tasks.NamesReport:
    """Every pair of spellings in JSON files of ``{person: [spelling, ...]}``, called one person or two.

    Raises:
        CorpusError: A file holds no such object.
    """
    people = {
        f"{n}:{person}": names for n, file in enumerate(files) for person, names in labels.read_spellings(file).items()
    }
    return tasks.evaluate_names(people)


def evaluate_quotes(files: Sequence[Path]) -> tasks.QuotesReport:
    """The speakers of labelled quotations.

    Raises:
        CorpusError: A line is no text with attributions.
    """
    rows = []
    for file in files:
        found = labels.read_attributions(file)
        try:
            texts = msgspec.convert(found, list[tasks.LabelledText])
        except msgspec.ValidationError as error:
            hint = "`source`, `cue` and `content` are lists of [start, end]."
            raise CorpusError(f"Not texts with attributions: {error}.", where=str(file), hint=hint) from error
        outside = next((text for text in texts if not tasks.lies_within(text)), None)
        if outside is not None:
            problem = f"An offset of the text {outside.id!r} lies outside it."
            raise CorpusError(
                problem, where=str(file), hint="Offsets count characters of `text`, [start, end), from 0."
            )
        rows += found
    return tasks.evaluate_quotes(rows)


def evaluate_links(files: Sequence[Path], config: Config) -> tasks.LinksReport:
    """The links found in each labelled event against its labels; ``X.labels.json`` lies beside its ``X.jsonl``.

    Raises:
        CorpusError: A file is missing or holds no labels.
    """
    gold, found = {}, {}
    for file in files:
        coded = labels.read_link_labels(file)
        articles = _labelled_articles(file).articles
        _check_ends(coded, articles, file)
        linked = align(articles, config.alignment).links
        gold[coded.event] = (
            {x.ends for x in coded.links if not x.optional},
            {x.ends for x in coded.links if x.optional},
        )
        named = {ref.article_id for link in coded.links for ref in link.ends}
        ends = {frozenset({link.a, link.b}) for link in linked if {link.a.article_id, link.b.article_id} <= named}
        found[coded.event] = ends
    return tasks.evaluate_links(gold, found)


def compare_coders(first: Path, second: Path) -> tasks.CoderAgreement:
    """How far two coders' link labels for one event agree, over all its pairs of sentences.

    Raises:
        CorpusError: A file is missing or holds no labels.
    """
    links = [{link.ends for link in labels.read_link_labels(file).links} for file in (first, second)]
    sizes = [len(a.prose) for a in _labelled_articles(first).articles]
    pairs = sum(one * other for one, other in itertools.combinations(sizes, 2))
    return tasks.compare_coders(links[0], links[1], pairs)


def _check_ends(coded: labels.LinkLabels, articles: Sequence[Article], file: Path) -> None:
    """Refuse labels of sentences that are not there: a slip in an id must not look like a bad tool."""
    known = {s.ref for article in articles for s in article.sentences}
    for link in coded.links:
        for ref in sorted(link.ends - known):
            problem = f"A link names sentence {ref.index} of {ref.article_id!r}, which is not there."
            raise CorpusError(problem, where=str(file), hint="Sentences count from 0; articles are named by their id.")


def _labelled_articles(file: Path) -> Corpus:
    return read([file.with_name(file.name.removesuffix(".json").removesuffix(".labels") + ".jsonl")])
