"""The stages of a build, each recalled where it was done before: read, group, compare, render an event and the shared pages.

What a stage's result hangs on is written where the stage is made, and is all that its work is given.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from compare import clustering as events
from compare import framing, pipeline
from compare.bundle import Bundle, Packed, hold_packed, pack
from compare.cache import Run, Stage, decode, encode, key_of, recall, recall_one
from compare.config import Config, EventsConfig, SiteConfig
from compare.model import Article, Comparison, Grouping
from compare.pipeline import Case
from compare.reading.inputs import Found, SourceFile, Terms, digest_of, read_source
from compare.report.dossier import Dossier, EventPages, look_around, render_event
from compare.report.environment import Templates
from compare.report.neighbours import Neighbours
from compare.report.pages import render_shared
from compare.report.site import Brief, Imprint, Site, SiteContext, abridge, site_context

READ, GROUP, COMPARE, RENDER, SHARE = "read", "group", "compare", "render", "share"
"""The names of the stages, as ``Run.counts`` has them."""


class Compared(Struct, frozen=True):
    """A comparison put away: what other events' pages need of it, and the whole, compressed."""

    brief: Brief
    whole: bytes


class Rendered(Struct, frozen=True):
    """An event's pages put away: what the shared pages need of them, compressed, and each page by its path."""

    outline: bytes
    pages: tuple[tuple[str, Packed], ...]


class Shared(Struct, frozen=True):
    """The pages about several events, each by its path."""

    pages: tuple[tuple[str, Packed], ...]


class Comparisons(Mapping[str, Comparison]):
    """Comparisons by event id, each unpacked when it is asked for."""

    def __init__(self, kept: Mapping[str, Compared]) -> None:
        """Take the comparisons as they were put away."""
        self._kept = kept

    def fold(self, event_id: str) -> bytes:
        """The comparison of one event as it was put away."""
        return self._kept[event_id].whole

    def __getitem__(self, event_id: str) -> Comparison:
        """The whole comparison of one event."""
        return _unfold(self._kept[event_id].whole, Comparison)

    def __iter__(self) -> Iterator[str]:
        """The events' ids."""
        return iter(self._kept)

    def __len__(self) -> int:
        """How many events were compared."""
        return len(self._kept)


class Findings(NamedTuple):
    """The comparisons of a corpus, what other pages need of them in ``briefs``, and their ``keys``; all by event id."""

    comparisons: Comparisons
    briefs: dict[str, Brief]
    keys: dict[str, str]


class _Sheet(NamedTuple):
    """A dossier as it travels: its comparison is still put away, under ``key``."""

    case: Case
    key: str
    comparison: bytes
    neighbours: Neighbours
    imprint: Imprint


def read(files: Sequence[SourceFile], terms: Terms, run: Run) -> Iterator[Found]:
    """What each file gives; found if a file of this name and content was read before. The files lie on this machine.

    A file that is changed while it is read is read, and not kept: its digest is taken before and after.
    """
    known = key_of(terms)
    stage = Stage(READ, partial(read_source, terms=terms), partial(_reads, terms=known), Found, _was_still)
    digested = [file._replace(digest=digest_of(file.source)) for file in files]
    return (found for _, found in recall(stage, digested, replace(run, map=run.here)))


def group(articles: Sequence[Article], config: EventsConfig, run: Run) -> Grouping:
    """The events of the articles; found if these very articles were grouped before."""
    stage = Stage(GROUP, partial(_group, config=config), lambda those: (*map(key_of, those), config), Grouping)
    return recall_one(stage, articles, run)


def compare(cases: Sequence[Case], config: Config, run: Run) -> Findings:
    """Every event compared; an event whose articles and outlets were compared before is found."""
    relevant = replace(config, site=SiteConfig(), events=EventsConfig())
    added = framing.fingerprint(config.framing)
    stage = Stage(COMPARE, partial(_compare, config=relevant), lambda case: (case, relevant, added), Compared)
    kept, keys = {}, {}
    for case, (key, compared) in zip(cases, recall(stage, cases, run), strict=True):
        kept[case.event.id], keys[case.event.id] = compared, key
    return Findings(Comparisons(kept), {event_id: compared.brief for event_id, compared in kept.items()}, keys)


def render(site: Site, findings: Findings, templates: Templates, run: Run) -> Bundle:
    """Every page of the site; those of events that were rendered before with all that they show are found."""
    shelf, theme = site_context(site), key_of(templates)
    stage = Stage(RENDER, partial(_render, templates=templates), partial(_hangs_on, theme=theme), Rendered)
    sheets = [_sheet(shelf, event_id, findings) for event_id in shelf.cases]
    found = list(recall(stage, sheets, run))
    shared = _share(shelf, found, templates, run)
    pages = [*(page for _, rendered in found for page in rendered.pages), *shared.pages]
    return Bundle((path, hold_packed(packed)) for path, packed in pages)


def _share(shelf: SiteContext, found: Sequence[tuple[str, Rendered]], templates: Templates, run: Run) -> Shared:
    """The shared pages hang on everything; that so many keys stand for everything makes them cheap to find."""
    site = shelf.site
    corpus = (*map(key_of, site.corpus.articles), site.corpus.outlets, site.corpus.unreadable)
    parts = (*corpus, site.config, site.grouping, site.data_versions, templates, *(key for key, _ in found))
    outlines = [rendered.outline for _, rendered in found]
    stage = Stage(SHARE, partial(_render_shared, shelf, templates), lambda _: parts, Shared)
    return recall_one(stage, outlines, run)


def _sheet(shelf: SiteContext, event_id: str, findings: Findings) -> _Sheet:
    whole = findings.comparisons.fold(event_id)
    return _Sheet(shelf.cases[event_id], findings.keys[event_id], whole, *look_around(shelf, event_id))


def _reads(file: SourceFile, terms: str) -> tuple[object, ...]:
    return file.source.id, file.source.format, file.digest, file.came_from, terms


def _was_still(file: SourceFile, found: Found) -> bool:
    return file.digest is not None and found.digest == file.digest


def _hangs_on(sheet: _Sheet, theme: str) -> tuple[object, ...]:
    """The key of the comparison stands for the event's articles and outlets too."""
    return sheet.key, sheet.neighbours, replace(sheet.imprint, outlets={}), theme


def _group(articles: Sequence[Article], config: EventsConfig) -> Grouping:
    return events.cluster(articles, config)


def _compare(case: Case, config: Config) -> Compared:
    comparison = pipeline.compare_event(case, config)
    return Compared(abridge(comparison), _fold(comparison))


def _render(sheet: _Sheet, templates: Templates) -> Rendered:
    dossier = Dossier(sheet.case, _unfold(sheet.comparison, Comparison), sheet.neighbours, sheet.imprint)
    made = render_event(dossier, templates)
    return Rendered(_fold(replace(made, pages=())), tuple((path, pack(content)) for path, content in made.pages))


def _render_shared(shelf: SiteContext, templates: Templates, outlines: Sequence[bytes]) -> Shared:
    made = [_unfold(outline, EventPages) for outline in outlines]
    return Shared(tuple((path, pack(content)) for path, content in render_shared(shelf, made, templates)))


T = TypeVar("T")


def _fold(value: object) -> bytes:
    return zlib.compress(encode(value), 1)


def _unfold(folded: bytes, kind: type[T]) -> T:
    return decode(zlib.decompress(folded), kind)
