"""The one route from inputs to a site: read, group, compare, render, write.

Each step first looks in the run's store for a result it has made before (``compare.cache``); without a cache the store keeps
nothing and every step does its work. What a result depends on is listed where its stage is made, and the stage's function is
given nothing else.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from compare import changes, clustering, curation, framing, publish, reading, settings
from compare.cache import Nothing, Run, Stage, decode, encode, key_of, recall, recall_one
from compare.clustering import PairScore
from compare.config import Config, EventsConfig, SiteConfig
from compare.errors import CompareError, CorpusError
from compare.faults import fault_log, note_fault
from compare.model import Article, Comparison, Corpus, Grouping, Unreadable
from compare.pipeline import Case, compare_event, gather_cases
from compare.publish.manifest import Bundle, Packed, hold_packed, pack
from compare.reading.inputs import PART, Found, ReadingTerms, SourceFile, digest_of, read_parts, read_source
from compare.report import Site
from compare.report.environment import Templates, read_templates
from compare.report.neighbours import Neighbours
from compare.report.rendering import Dossier, EventPages, look_around, render_event, render_shared
from compare.report.site import Brief, Imprint, SiteContext, abridge, site_context

READ, GROUP, COMPARE, RENDER, SHARE = "read", "group", "compare", "render", "share"
"""The names of the stages, as ``Run.counts`` has them."""

Tell = Callable[[str], None]
"""Called with the name of each step as it begins."""

Inputs = str | Path | Sequence[str | Path]
"""A folder, a file, or several of them."""

T = TypeVar("T")


def discard(_message: str, /) -> None:
    """Discard progress messages."""


class Made(NamedTuple):
    """A site in memory: its events, the comparison of each, its pages, and the headline or given title of each event.

    ``corpus`` is what it was made of: articles whose event met a fault of the program are among the unreadable there.
    """

    grouping: Grouping
    comparisons: PackedComparisons
    pages: Bundle
    titles: Mapping[str, str | None]
    corpus: Corpus


def build(
    inputs: Inputs,
    output: str | Path,
    *,
    config: Config | None = None,
    templates: Path | None = None,
    tell: Tell = discard,
    run: Run | None = None,
) -> tuple[Corpus, publish.Written]:
    """Build the site of ``inputs`` into the folder ``output``; returns what was read and what was written.

    Raises:
        CompareError: See ``read_corpus`` and ``publish.write``.
    """
    tell("Reading articles")
    corpus = read_corpus(inputs, config, run)
    made = make_site(corpus, templates=templates, tell=tell, run=run)
    tell("Writing the site")
    return made.corpus, publish.write(made.pages, Path(output))


def read_corpus(inputs: Inputs, config: Config | None = None, run: Run | None = None, *, slim: bool = False) -> Corpus:
    """All articles of ``inputs``, what could not be read, and what people decided, with the configuration to use for them.

    ``config`` defaults to the one in the input folders. With ``slim`` no more of a text is kept than grouping reads, from
    the moment it was read: the articles can be grouped and listed, but not compared.

    Raises:
        CorpusError: An input does not exist, nothing at all can be read, or two articles have the same id.
        ConfigError: A folder's ``outlets.toml``, ``overrides.toml`` or configuration cannot be used.
    """
    paths = [Path(inputs)] if isinstance(inputs, str | Path) else [Path(path) for path in inputs]
    return curation.correct(read_articles(paths, config, run, slim=slim), settings.load_overrides(paths))


def read_articles(
    paths: Sequence[Path], config: Config | None = None, run: Run | None = None, *, slim: bool = False
) -> Corpus:
    """``read_corpus`` before any decision of ``overrides.toml`` is applied.

    Raises:
        CorpusError: See ``read_corpus``.
        ConfigError: A folder's ``outlets.toml`` or configuration cannot be used.
    """
    missing = [path for path in paths if not path.exists()]
    if missing:
        raise CorpusError("There is no such file or folder.", where=str(missing[0]), hint="Check the path.")
    config = config or settings.load(paths)
    read_all = partial(_read, run=run or Run())
    kept = clustering.shorten if slim else None
    corpus = reading.read(paths, records=config.records, read_all=read_all, keep=kept)
    if not corpus.articles and not corpus.unreadable:
        raise CorpusError(
            "No article is in here.",
            where=", ".join(map(str, paths)),
            hint="Put saved pages (.html, .txt) or records (.jsonl, .csv) into it.",
        )
    return replace(corpus, config=config)


def group(corpus: Corpus, run: Run | None = None, *, related: bool = True) -> Grouping:
    """The events of a corpus, as found by what the articles say and then as people corrected them.

    Without ``related``, relations between events, which pages need, are not looked for.
    """
    config = corpus.config.events
    stage = Stage(
        GROUP,
        partial(clustering.cluster, config=config, related=related),
        lambda articles: (*map(key_of, articles), config, related),
        Grouping,
    )
    return curation.regroup(recall_one(stage, corpus.articles, run or Run()), corpus)


def compare(cases: Sequence[Case], config: Config, run: Run | None = None) -> PackedComparisons:
    """Every case compared, in order."""
    framing.load_analyses(config.framing)  # here, where an error has a traceback, and not first in a worker process
    relevant = replace(config, site=SiteConfig(), events=EventsConfig())
    analyses = framing.fingerprint(config.framing)
    stage = Stage(
        COMPARE, partial(_compare, config=relevant), lambda case: (case, relevant, analyses), Compared, _is_whole
    )
    found = list(recall(stage, cases, run or Run()))
    _refuse_lost({case.event.id: kept.fault for case, (_, kept) in zip(cases, found, strict=True) if kept.fault})
    return PackedComparisons({case.event.id: kept for case, kept in zip(cases, found, strict=True)})


def make_site(
    corpus: Corpus,
    grouping: Grouping | None = None,
    *,
    templates: Path | None = None,
    tell: Tell = discard,
    run: Run | None = None,
) -> Made:
    """Group (unless ``grouping`` is given), compare and render a corpus; nothing is written.

    Where something unforeseen is raised over an event, its articles are taken out, listed among the unreadable of
    ``Made.corpus``, and the site is made of the others.

    Raises:
        ConfigError: A decision, an analysis or the time zone of the configuration cannot be used.
        TemplateError: A template cannot be rendered.
    """
    run = run or Run()
    tell("Grouping articles by event")
    if grouping is None:
        corpus, grouping = _group_most(corpus, run)
    folders = settings.template_folders(templates)
    while True:
        try:
            tell("Comparing the accounts")
            site = gather_site(corpus, grouping, run)
            tell("Rendering pages")
            pages = render(site, folders, run)
        except EventFaultsError as error:
            corpus, grouping = _without(corpus, grouping, error.faults)
            continue
        comparisons = site.comparisons
        assert isinstance(comparisons, PackedComparisons)  # noqa: S101 - gather_site made them
        return Made(grouping, comparisons, pages, _titles(corpus, comparisons), corpus)


def _group_most(corpus: Corpus, run: Run) -> tuple[Corpus, Grouping]:
    """The grouping, and the corpus without articles that cannot be grouped even by themselves."""
    try:
        return corpus, group(corpus, run)
    except CompareError:
        raise
    except Exception:
        lost = {a.id: problem for a in corpus.articles if (problem := _fault_alone(a, corpus.config.events))}
        if not lost:
            raise
        corpus = _set_aside(corpus, lost)
        return corpus, group(corpus, run)


def _fault_alone(article: Article, config: EventsConfig) -> str:
    try:
        clustering.cluster([article], config)
    except Exception as error:  # noqa: BLE001 - whatever it is, the other articles are grouped
        return note_fault("grouping", error)
    return ""


def _without(corpus: Corpus, grouping: Grouping, faults: Mapping[str, str]) -> tuple[Corpus, Grouping]:
    """What is left when the events of ``faults`` are taken out; their articles are listed with the fault."""
    lost = {i: faults[event.id] for event in grouping.events if event.id in faults for i in event.article_ids}
    left = tuple(event for event in grouping.events if event.id not in faults)
    events = tuple(
        replace(event, perhaps=tuple(p for p in event.perhaps if p.article_id not in lost)) for event in left
    )
    relations = tuple(r for r in grouping.relations if r.a not in lost and r.b not in lost)
    return _set_aside(corpus, lost), replace(grouping, events=events, relations=relations)


def _set_aside(corpus: Corpus, lost: Mapping[str, str]) -> Corpus:
    """The corpus with the articles ``lost`` among what could not be read.

    Raises:
        CorpusError: No article is left.
    """
    kept = tuple(article for article in corpus.articles if article.id not in lost)
    if not kept:
        problem = f"No article is left: {next(iter(lost.values()))}."
        raise CorpusError(problem, hint=f"The tracebacks are in {fault_log()}; please report them.")
    places = [corpus.place_of(article.id) for article in corpus.articles if article.id in lost]
    problems = [lost[article.id] for article in corpus.articles if article.id in lost]
    told = [
        Unreadable(place.file, place.line, problem, "Please report it.")
        for place, problem in zip(places, problems, strict=True)
    ]
    return replace(corpus, articles=kept, unreadable=(*corpus.unreadable, *told))


def gather_site(corpus: Corpus, grouping: Grouping, run: Run | None = None) -> Site:
    """All that pages are rendered from: every event of ``grouping`` compared."""
    cases = gather_cases(corpus, grouping)
    return Site(
        config=corpus.config,
        corpus=corpus,
        grouping=grouping,
        cases=tuple(cases),
        comparisons=compare(cases, corpus.config, run),
        data_versions=_data_versions(),
    )


def render(site: Site, folders: Sequence[str], run: Run | None = None) -> Bundle:
    """Every page of the site, by path. Templates are taken from the first of ``folders`` that has them.

    Raises:
        ConfigError: The site's time zone is not known.
        TemplateError: A template cannot be rendered.
    """
    run, templates = run or Run(), read_templates(folders)
    comparisons = PackedComparisons.of(site.comparisons)
    context = site_context(replace(site, comparisons=comparisons, briefs=comparisons.briefs))
    stage = Stage(
        RENDER, partial(_render, templates=templates), partial(_sheet_key, theme=key_of(templates)), Rendered, _is_whole
    )
    sheets = [
        _Sheet(case, comparisons.key(event_id), comparisons.packed(event_id), *look_around(context, event_id))
        for event_id, case in context.cases.items()
    ]
    events = list(recall(stage, sheets, run))
    _refuse_lost(
        {sheet.case.event.id: made.fault for sheet, (_, made) in zip(sheets, events, strict=True) if made.fault}
    )
    shared = _render_shared(context, events, templates, run)
    pages = [*(page for _, rendered in events for page in rendered.pages), *shared.pages]
    return Bundle((path, hold_packed(packed)) for path, packed in pages)


def describe_changes(corpus: Corpus, made: Made, output: Path) -> changes.Changes:
    """How the site that was made differs from the one that stands in ``output``."""
    before = publish.read_standing(output)
    now = changes.Now(corpus, made.grouping, made.comparisons, made.titles)
    return changes.Changes(1, len(before), len(made.grouping.events), changes.find_changes(before, now))


def explain_pair(pair: Corpus, around: Corpus | None) -> PairScore:
    """Why the two articles of ``pair`` are, or are not, one event, by themselves or among the articles ``around`` them.

    An article of ``pair`` that is not in ``around``, but has the same text as one that is, is judged as that one.
    """
    a, b = pair.articles
    if around is None:
        return clustering.explain(a, b, pair.config.events)
    known = {article.id for article in around.articles}
    same_text = {(x.outlet_id, x.headline, x.body): x for x in around.articles}
    a, b = (x if x.id in known else same_text.get((x.outlet_id, x.headline, x.body), x) for x in (a, b))
    verdict = clustering.explain(a, b, around.config.events, around.articles)
    event_of = {i: event for event in group(around).events for i in event.article_ids}
    if a.id not in event_of or b.id not in event_of:
        return verdict
    homes = dict.fromkeys([event_of[a.id], event_of[b.id]])
    kept_out = {i: reason for i in (a.id, b.id) if (reason := event_of[i].excluded)}
    return replace(verdict, sizes=tuple([len(event.article_ids) for event in homes]), kept_out=kept_out)


class Compared(Struct, frozen=True):
    """A comparison as it is stored: what other events' pages need of it, and the whole, compressed.

    Where a ``fault`` came between there is nothing but that, and it is not stored.
    """

    brief: Brief | None
    whole: bytes
    fault: str = ""


class Rendered(Struct, frozen=True):
    """An event's pages as they are stored: what the shared pages need of them, compressed, and each page by its path."""

    outline: bytes
    pages: tuple[tuple[str, Packed], ...]
    fault: str = ""


class EventFaultsError(Exception):
    """Events over which something unforeseen was raised: the problem of each, by event id."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        """Keep the faults; the message is the first."""
        super().__init__(next(iter(faults.values())))
        self.faults = dict(faults)


def _refuse_lost(faults: Mapping[str, str]) -> None:
    if faults:
        raise EventFaultsError(faults)


def _is_whole(_item: Any, made: Compared | Rendered) -> bool:  # noqa: ANN401 - of any stage
    return not made.fault


class SharedPages(Struct, frozen=True):
    """The pages about several events, each by its path."""

    pages: tuple[tuple[str, Packed], ...]


class PackedComparisons(Mapping[str, Comparison]):
    """Comparisons by event id, held compressed and unpacked one at a time."""

    def __init__(self, kept: Mapping[str, tuple[str, Compared]]) -> None:
        """Take each event's cache key and stored comparison."""
        self._kept = kept

    @classmethod
    def of(cls, comparisons: Mapping[str, Comparison]) -> PackedComparisons:
        """The same comparisons, packed if they are not yet; the key of one that came from elsewhere is its digest."""
        if isinstance(comparisons, cls):
            return comparisons
        return cls({event_id: (key_of(found), _store(found)) for event_id, found in comparisons.items()})

    @property
    def briefs(self) -> dict[str, Brief]:
        """What other events' pages need of each comparison."""
        return {event_id: compared.brief for event_id, (_, compared) in self._kept.items() if compared.brief}

    def key(self, event_id: str) -> str:
        """A digest of all that the event's comparison depends on."""
        return self._kept[event_id][0]

    def packed(self, event_id: str) -> bytes:
        """The comparison of one event, compressed."""
        return self._kept[event_id][1].whole

    def __getitem__(self, event_id: str) -> Comparison:
        """The comparison of one event."""
        return _unfold(self.packed(event_id), Comparison)

    def __iter__(self) -> Iterator[str]:
        """The events' ids."""
        return iter(self._kept)

    def __len__(self) -> int:
        """How many events were compared."""
        return len(self._kept)


class _Sheet(NamedTuple):
    """What an event's pages are rendered from, as it travels to a worker: the comparison packed, with its ``key``."""

    case: Case
    key: str
    comparison: bytes
    neighbours: Neighbours
    imprint: Imprint


def _read(files: Sequence[SourceFile], terms: ReadingTerms, run: Run) -> Iterator[Found]:
    """What each file gives, found if a file of this name and content was read before. Files are read on this machine.

    A file that changes while it is read is not kept: its digest is taken before and after. Where nothing is kept and one
    process reads, a large file comes in parts, so that it is never in memory as a whole.
    """
    if isinstance(run.store, Nothing) and run.here is map:
        return chain.from_iterable(read_parts(file, terms, PART) for file in files)
    known = key_of(terms)
    stage = Stage(READ, partial(read_source, terms=terms), partial(_source_key, terms=known), Found, _was_unchanged)
    digested = [file._replace(digest=digest_of(file.source)) for file in files]
    return (found for _, found in recall(stage, digested, replace(run, map=run.here)))


def _source_key(file: SourceFile, terms: str) -> tuple[object, ...]:
    return file.source.id, file.source.format, file.digest, file.came_from, terms


def _was_unchanged(file: SourceFile, found: Found) -> bool:
    return file.digest is not None and found.digest == file.digest


def _compare(case: Case, config: Config) -> Compared:
    try:
        return _store(compare_event(case, config))
    except CompareError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, the other events are compared
        return Compared(None, b"", note_fault("comparing", error))


def _store(comparison: Comparison) -> Compared:
    return Compared(abridge(comparison), _fold(comparison))


def _sheet_key(sheet: _Sheet, theme: str) -> tuple[object, ...]:
    """The key of the comparison covers the event's articles and outlets too."""
    return sheet.key, sheet.neighbours, replace(sheet.imprint, outlets={}), theme


def _render(sheet: _Sheet, templates: Templates) -> Rendered:
    dossier = Dossier(sheet.case, _unfold(sheet.comparison, Comparison), sheet.neighbours, sheet.imprint)
    try:
        made = render_event(dossier, templates)
    except CompareError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, the other events are rendered
        return Rendered(b"", (), note_fault("rendering", error))
    return Rendered(_fold(replace(made, pages=())), _packed(made.pages))


def _render_shared(
    context: SiteContext, events: Sequence[tuple[str, Rendered]], templates: Templates, run: Run
) -> SharedPages:
    """The pages about several events, which depend on everything: the keys of all parts stand for the parts."""
    site = context.site
    corpus = (*map(key_of, site.corpus.articles), site.corpus.outlets, site.corpus.unreadable)
    parts = (*corpus, site.config, site.grouping, site.data_versions, templates, *(key for key, _ in events))

    def work(outlines: Sequence[bytes]) -> SharedPages:
        made = [_unfold(outline, EventPages) for outline in outlines]
        return SharedPages(_packed(render_shared(context, made, templates)))

    return recall_one(
        Stage(SHARE, work, lambda _: parts, SharedPages), [rendered.outline for _, rendered in events], run
    )


def _packed(pages: Iterable[tuple[str, bytes]]) -> tuple[tuple[str, Packed], ...]:
    return tuple((path, pack(content)) for path, content in pages)


def _titles(corpus: Corpus, comparisons: PackedComparisons) -> dict[str, str | None]:
    """The title of each event: the one a person gave, else the headline that was chosen."""
    headlines = {article.id: article.headline for article in corpus.articles}
    return {
        event_id: brief.title or (headlines[brief.title_of] if brief.title_of else None)
        for event_id, brief in comparisons.briefs.items()
    }


def _data_versions() -> dict[str, str]:
    """The start of the SHA-256 of each data file that ships: what results depend on beside the inputs."""
    folder = Path(__file__).parent / "data"
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()[:12]
        for path in sorted(folder.iterdir())
        if path.is_file() and path.suffix != ".py"
    }


def _fold(value: object) -> bytes:
    return zlib.compress(encode(value), 1)


def _unfold(folded: bytes, kind: type[T]) -> T:
    return decode(zlib.decompress(folded), kind)
