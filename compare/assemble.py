"""Wires the rooms together; the only module that knows every other."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from compare import changes as changes_
from compare import clustering as events
from compare import curation, framing, pipeline, publish, report, settings, stages
from compare import reading as corpus
from compare.bundle import Bundle
from compare.cache import Run
from compare.config import Config
from compare.errors import CorpusError, OutputError
from compare.model import Article, Comparison, Corpus, Grouping

Told = Callable[[str], None]
"""Called with the name of each stage as it begins."""

Inputs = str | Path | Sequence[str | Path]
"""A folder, a file, or several of them."""


def _quiet(_stage: str, /) -> None:
    """Tell nobody."""


def read_corpus(inputs: Inputs, config: Config | None = None, run: Run | None = None) -> Corpus:
    """All articles of ``inputs`` (a folder, a file, or several of them), with what could not be read and what people decided.

    ``config`` defaults to the one in the folders; it says which columns of records hold what.

    Raises:
        CorpusError: An input does not exist, nothing at all can be read, or two articles have one id.
        ConfigError: A folder's ``outlets.toml``, ``overrides.toml`` or configuration cannot be used.
    """
    paths = _paths(inputs)
    return curation.correct(read_articles(paths, config, run), settings.load_overrides(paths))


def read_articles(paths: Sequence[Path], config: Config | None = None, run: Run | None = None) -> Corpus:
    """All articles as they are, whatever people decided.

    Raises:
        CorpusError: See ``read_corpus``.
        ConfigError: A folder's ``outlets.toml`` cannot be used.
    """
    missing = [path for path in paths if not path.exists()]
    if missing:
        raise CorpusError("There is no such file or folder.", where=str(missing[0]), mend="Check the path.")
    chosen = config or settings.load(paths)
    found = corpus.read(paths, records=chosen.records, read_all=partial(stages.read, run=run or Run()))
    if not found.articles and not found.unreadable:
        raise CorpusError(
            "No article is in here.",
            where=", ".join(map(str, paths)),
            mend="Put saved pages (.html, .txt) or records (.jsonl, .csv) into it.",
        )
    return found


def compare_corpus(
    found: Corpus, grouping: Grouping, config: Config, run: Run | None = None
) -> Mapping[str, Comparison]:
    """Every event of ``grouping`` compared, by event id."""
    return _compare(found, grouping, config, run or Run()).comparisons


def gather(found: Corpus, grouping: Grouping) -> list[pipeline.Case]:
    """Every event of ``grouping`` with what it takes to compare it, and what people decided about it."""
    return curation.curate(pipeline.gather(grouping.events, found.articles, found.outlets), found, grouping)


class Made(NamedTuple):
    """A site that was made: its events, what was found out about each, and its pages."""

    grouping: Grouping
    findings: stages.Findings
    pages: Bundle


def render(
    found: Corpus, config: Config, templates: Path | None = None, tell: Told = _quiet, run: Run | None = None
) -> Bundle:
    """The pages of the site, path to content: group, compare, render."""
    return make(found, config, templates, tell, run).pages


def make(
    found: Corpus, config: Config, templates: Path | None = None, tell: Told = _quiet, run: Run | None = None
) -> Made:
    """The site of a corpus: group, compare, render."""
    run = run or Run()
    tell("Grouping articles by event")
    return make_grouping(found, group(found, config, run), config, templates, tell, run)


def render_grouping(
    found: Corpus, grouping: Grouping, config: Config, templates: Path | None = None, tell: Told = _quiet
) -> Bundle:
    """The pages of a site over a given grouping."""
    return make_grouping(found, grouping, config, templates, tell).pages


def make_grouping(
    found: Corpus,
    grouping: Grouping,
    config: Config,
    templates: Path | None = None,
    tell: Told = _quiet,
    run: Run | None = None,
) -> Made:
    """The site of a corpus over a given grouping."""
    run = run or Run()
    tell("Comparing the accounts")
    compared = _compare(found, grouping, config, run)
    tell("Rendering pages")
    sources = report.read_templates(template_folders(templates))
    return Made(grouping, compared, stages.render(_site(found, grouping, config, compared), compared, sources, run))


def render_single(found: Corpus, grouping: Grouping, config: Config, templates: Path | None = None) -> bytes:
    """The page of the one event of ``grouping`` as a file that needs nothing beside it."""
    site = _site(found, grouping, config, _compare(found, grouping, config, Run()))
    return report.render_single(site, grouping.events[0], template_folders(templates))


def _compare(found: Corpus, grouping: Grouping, config: Config, run: Run) -> stages.Findings:
    framing.load_analyses(config.framing)  # here rather than in some other process, where an error would be far away
    return stages.compare(gather(found, grouping), config, run)


def _site(found: Corpus, grouping: Grouping, config: Config, compared: stages.Findings) -> report.Site:
    """All that pages are rendered from."""
    return report.Site(
        config=config,
        corpus=found,
        grouping=grouping,
        comparisons=compared.comparisons,
        briefs=compared.briefs,
        data_versions=_data_versions(),
    )


def _data_versions() -> dict[str, str]:
    """Each data file that ships, with the start of its SHA-256: what results depend on beside the inputs."""
    folder = Path(__file__).parent / "data"
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()[:12]
        for path in sorted(folder.iterdir())
        if path.is_file() and path.suffix != ".py"
    }


def build(
    inputs: Inputs,
    output: str | Path,
    *,
    config: Config | None = None,
    templates: Path | None = None,
    tell: Told = _quiet,
    run: Run | None = None,
) -> tuple[Corpus, publish.Written]:
    """Build the site of ``inputs`` into ``output``; returns what was read and what was written.

    Raises:
        CompareError: See ``read_corpus``, ``settings.load``, ``publish.write``.
    """
    tell("Reading articles")
    paths = _paths(inputs)
    chosen = config or settings.load(paths)
    found = read_corpus(paths, chosen, run)
    return found, write_site(found, Path(output), chosen, templates, tell, run)


def _paths(inputs: Inputs) -> list[Path]:
    return [Path(inputs)] if isinstance(inputs, str | Path) else [Path(path) for path in inputs]


def write_site(
    found: Corpus,
    output: Path,
    config: Config,
    templates: Path | None = None,
    tell: Told = _quiet,
    run: Run | None = None,
    changes: Path | None = None,
) -> publish.Written:
    """The site of a corpus, rendered and written into ``output``; and what it changed there, into ``changes``."""
    made = make(found, config, templates, tell, run)
    report_of_changes = describe_changes(found, made, output, config, changes) if changes else b""
    tell("Writing the site")
    written = publish.write(made.pages, output)
    if changes:
        write_page(report_of_changes, changes)
    return written


def describe_changes(found: Corpus, made: Made, output: Path, config: Config, target: Path) -> bytes:
    """How the site that was made differs from the one that stands in ``output``, as the ending of ``target`` says."""
    before = publish.read_standing(output)
    now = changes_.Now(found, made.grouping, made.findings.comparisons, _titles(found, made))
    told = changes_.Changes(1, len(before), len(made.grouping.events), changes_.find_changes(before, now))
    return changes_.to_json(told) if target.suffix == ".json" else changes_.to_markdown(told, config.site.base_url)


def _titles(found: Corpus, made: Made) -> dict[str, str | None]:
    """The title of each event: the one that a person gave, else the headline that was chosen."""
    headlines = {article.id: article.headline for article in found.articles}
    return {
        event_id: brief.title or (headlines[brief.title_of] if brief.title_of else None)
        for event_id, brief in made.findings.briefs.items()
    }


def write_page(page: bytes, output: Path) -> None:
    """Write one page, whole or not at all.

    Raises:
        OutputError: The disk refuses; what stood there is unchanged.
    """
    staged = output.with_name(f"{output.name}.tmp")
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        staged.write_bytes(page)
        staged.replace(output)
    except OSError as error:
        with suppress(OSError):
            staged.unlink()
        problem = f"The page cannot be written ({error.strerror or error})."
        raise OutputError(problem, where=str(output), mend="What stood there is unchanged.") from error


def group(found: Corpus, config: Config, run: Run | None = None) -> Grouping:
    """The events of a corpus, found by what the articles say, and as people corrected them."""
    return curation.regroup(stages.group(found.articles, config.events, run or Run()), found)


def explain_pair(pair: Corpus, around: Corpus | None, config: Config) -> events.PairScore:
    """Why the two articles of ``pair`` are, or are not, one event among those ``around`` them, and how these are grouped.

    An article that is not one of ``around``, but has the same text as one of them, is judged as that one.
    """
    a, b = pair.articles
    if around is None:
        return events.explain(a, b, config.events)
    known = {article.id for article in around.articles}
    same_text = {(x.outlet_id, x.headline, x.body): x for x in around.articles}
    a, b = (x if x.id in known else same_text.get((x.outlet_id, x.headline, x.body), x) for x in (a, b))
    verdict = events.explain(a, b, config.events, around.articles)
    event_of = {i: event for event in group(around, config).events for i in event.article_ids}
    if a.id not in event_of or b.id not in event_of:
        return verdict
    holding = dict.fromkeys([event_of[a.id], event_of[b.id]])
    apart = {i: reason for i in (a.id, b.id) if (reason := event_of[i].excluded)}
    return replace(verdict, sizes=tuple([len(event.article_ids) for event in holding]), kept_out=apart)


def given_events(articles: Sequence[Article]) -> Grouping:
    """The grouping that the records brought along; an article without one stays alone."""
    groups: dict[tuple[bool, str], list[Article]] = {}
    for article in articles:
        groups.setdefault((article.given_event is None, article.given_event or article.id), []).append(article)
    return Grouping(events=tuple(events.form_event(members) for members in groups.values()))


def given_labels(found: Corpus, grouping: Grouping) -> dict[str, str]:
    """For each event id, the label that the records gave the event, or the id itself."""
    labels = {a.id: a.given_event for a in found.articles}
    return {event.id: labels[event.article_ids[0]] or event.id for event in grouping.events}


def single_event(articles: Sequence[Article]) -> Grouping:
    """A grouping that holds exactly ``articles`` as one event, whatever they tell."""
    return Grouping(events=(events.form_event(articles),))


def template_folders(own: Path | None = None) -> list[str]:
    """Where templates are looked for, first match wins: the user's, the package's, the checkout's."""
    package = Path(__file__).parent
    folders = [own, package / "templates", package.parent / "templates"]
    return [str(folder) for folder in folders if folder and folder.is_dir()]


def outlet_names(found: Corpus) -> Mapping[str | None, str]:
    """Each outlet id with the name that people know; None is where none is given."""
    return {None: "outlet not given", **{key: outlet.name for key, outlet in found.outlets.items()}}
