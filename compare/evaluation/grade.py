"""Evaluation of files: labels and articles from disk, answers from the tool, scores."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from compare.alignment import align
from compare.config import Config
from compare.errors import CorpusError
from compare.evaluation import tasks
from compare.model import Article, Corpus, SentenceRef
from compare.reading import read

T = TypeVar("T")


class HeadlinePair(msgspec.Struct, frozen=True):
    """Two headlines; ``label`` is 1 where they tell one event."""

    a: str
    b: str
    label: bool | int


class GoldLink(msgspec.Struct, frozen=True):
    """A labelled link between sentence ``i`` of article ``a`` and ``j`` of ``b``; an optional one counts for nothing."""

    a: str
    i: int
    b: str
    j: int
    optional: bool = False

    @property
    def ends(self) -> frozenset[SentenceRef]:
        """Both sentences, in no order."""
        return frozenset({SentenceRef(self.a, self.i), SentenceRef(self.b, self.j)})


class LinkLabels(msgspec.Struct, frozen=True):
    """All labelled links of one event."""

    event: str
    links: tuple[GoldLink, ...]


def read_headline_pairs(path: Path) -> list[HeadlinePair]:
    """The pairs in a JSONL file of ``{"a", "b", "label"}``.

    Raises:
        CorpusError: A line is no such object; the message names it.
    """
    lines = enumerate(_read(path).splitlines(), start=1)
    return [_decode(path, line, HeadlinePair, number) for number, line in lines if line.strip()]


def read_attributions(path: Path) -> list[dict[str, Any]]:
    """The texts in a JSONL file of ``{"id", "text", "attributions": [{"source", "cue", "content"}]}``.

    Raises:
        CorpusError: A line is no such object; the message names it.
    """
    lines = enumerate(_read(path).splitlines(), start=1)
    rows = [(_decode(path, line, dict[str, Any], number), number) for number, line in lines if line.strip()]
    for row, number in rows:
        if not {"id", "text", "attributions"} <= row.keys():
            raise CorpusError(
                "Not a text with attributions.", where=str(path), line=number, hint="See `evaluate --help`."
            )
    return [row for row, _ in rows]


def read_link_labels(path: Path) -> LinkLabels:
    """The links in a JSON file of ``{"event", "links": [{"a", "i", "b", "j", "optional"}]}``.

    Raises:
        CorpusError: The file is no such object.
    """
    return _decode(path, _read(path), LinkLabels)


def read_spellings(path: Path) -> dict[str, list[str]]:
    """The spellings of each person in a JSON file of ``{person: [spelling, ...]}``.

    Raises:
        CorpusError: The file is no such object.
    """
    return _decode(path, _read(path), dict[str, list[str]])


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CorpusError(f"The labels cannot be read ({error.strerror}).", where=str(path)) from error


def _decode(path: Path, content: bytes, kind: type[T], line: int | None = None) -> T:
    try:
        return msgspec.json.decode(content, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise CorpusError(
            f"Not the labels of this task: {error}.", where=str(path), line=line, hint="See `evaluate --help`."
        ) from error


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
    pairs = [pair for file in files for pair in read_headline_pairs(file)]
    return tasks.evaluate_headlines((pair.a, pair.b, bool(pair.label)) for pair in pairs)


def evaluate_names(files: Sequence[Path]) -> tasks.NamesReport:
    """Every pair of spellings in JSON files of ``{person: [spelling, ...]}``, called one person or two.

    Raises:
        CorpusError: A file holds no such object.
    """
    people = {f"{n}:{person}": names for n, file in enumerate(files) for person, names in read_spellings(file).items()}
    return tasks.evaluate_names(people)


def evaluate_quotes(files: Sequence[Path]) -> tasks.QuotesReport:
    """The speakers of labelled quotations.

    Raises:
        CorpusError: A line is no text with attributions.
    """
    rows = []
    for file in files:
        found = read_attributions(file)
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
        coded = read_link_labels(file)
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
    links = [{link.ends for link in read_link_labels(file).links} for file in (first, second)]
    sizes = [len(a.prose) for a in _labelled_articles(first).articles]
    pairs = sum(one * other for one, other in itertools.combinations(sizes, 2))
    return tasks.compare_coders(links[0], links[1], pairs)


def _check_ends(coded: LinkLabels, articles: Sequence[Article], file: Path) -> None:
    """Refuse labels of sentences that are not there: a slip in an id must not look like a bad tool."""
    known = {s.ref for article in articles for s in article.sentences}
    for link in coded.links:
        for ref in sorted(link.ends - known):
            problem = f"A link names sentence {ref.index} of {ref.article_id!r}, which is not there."
            raise CorpusError(problem, where=str(file), hint="Sentences count from 0; articles are named by their id.")


def _labelled_articles(file: Path) -> Corpus:
    return read([file.with_name(file.name.removesuffix(".json").removesuffix(".labels") + ".jsonl")])
