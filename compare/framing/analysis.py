"""What an analysis is: the definition of its numbers, how they are found, and how an event's page shows them."""

from __future__ import annotations

import hashlib
import importlib
import inspect
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple, TypedDict

from compare.config import FramingConfig
from compare.errors import ConfigError
from compare.framing.accounts import Accounts
from compare.framing.figures import EventFindings, Figure, FindingTable, tabulate
from compare.model import Finding

_HINT = "docs/extending.md has an example; the module must be installed, or its folder named in PYTHONPATH."

ONE_EVENT = "a count of one event: no interval"
"""The uncertainty of a number that says what stands in the texts, and estimates nothing."""


class Named(TypedDict):
    """The fields by which a finding names its measure."""

    analysis: str
    measure: str


class Measure(NamedTuple):
    """The definition of a number: pages and the method text show these very words.

    ``minimum`` says the least data below which no claim is made, ``uncertainty`` how sure the number is. ``analysis`` is the
    name of the analysis it belongs to; only code that looks its findings up needs it. ``opening`` says that a finding's
    subject is the first words of a sentence, ``reprints`` that its quotes are words of the article other than headline
    and credits: a site that does not reprint texts leaves both out of its data.
    """

    name: str
    unit: str
    definition: str
    minimum: str
    uncertainty: str
    analysis: str = ""
    opening: bool = False
    reprints: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """The pair that its findings are looked up by."""
        return (self.analysis, self.name)

    @property
    def fields(self) -> Named:
        """The fields by which a finding names this measure: ``Finding(**MEASURE.fields, ...)``."""
        return Named(analysis=self.analysis, measure=self.name)


class Analysis(NamedTuple):
    """One dimension of framing: ``find`` gives its findings on one event's accounts, in a fixed order.

    ``tables`` and ``figures`` say how the event's page shows them. Without them an analysis has a plain table: a row for
    each subject, a column for each account.
    """

    name: str
    title: str
    question: str
    measures: tuple[Measure, ...]
    find: Callable[[Accounts], Iterable[Finding]]
    tables: Callable[[EventFindings], Iterable[FindingTable]] | None = None
    figures: Callable[[EventFindings], Iterable[Figure]] | None = None


def no_tables(_: EventFindings) -> tuple[FindingTable, ...]:
    """No table at all: for an analysis whose findings stand with the sentences, headlines or sources they are about."""
    return ()


def show_tables(found: EventFindings, analyses: Sequence[Analysis]) -> tuple[FindingTable, ...]:
    """The tables of an event: those of ``analyses`` in order, then a plain one for each further analysis that has findings."""
    known = {analysis.name for analysis in analyses}
    others = dict.fromkeys(f.analysis for f in found.findings if f.analysis not in known)
    tables = [
        *(table for analysis in analyses for table in _tables(found, analysis)),
        *(tabulate(found, name, name[:1].upper() + name[1:]) for name in others),
    ]
    return tuple(table for table in tables if table.rows)


def _tables(found: EventFindings, analysis: Analysis) -> Iterable[FindingTable]:
    if analysis.tables is not None:
        return analysis.tables(found)
    return (tabulate(found, analysis.name, analysis.title, analysis.question),)


def show_figures(found: EventFindings, analyses: Sequence[Analysis]) -> tuple[Figure, ...]:
    """The figures of an event, a row each, in the order of ``analyses``."""
    return tuple(figure for analysis in analyses if analysis.figures for figure in analysis.figures(found))


def too_few(n: int, minimum: int, what: str) -> str:
    """The words for a sample below its minimum."""
    return f"too few: {n} of {minimum} {what}"


def load_analyses(config: FramingConfig, shipped: Collection[str]) -> tuple[Analysis, ...]:
    """The analyses that ``config`` adds to those called ``shipped``, in its order; ``module:NAME`` says where each is.

    A name is carried, not the analysis, so that it travels to other processes and machines with the configuration.

    Raises:
        ConfigError: There is no such module or name, it is no Analysis, or two analyses have one name.
    """
    return _load(config.analyses, frozenset(shipped))


def fingerprint(config: FramingConfig) -> tuple[str, ...]:
    """The digests of the modules that ``config`` names: cached results are of no use once one has changed.

    Only the named modules' own files are read, not what they import in turn.
    """
    return tuple(_digest(place) for place in config.analyses)


@lru_cache(maxsize=8)
def _load(places: tuple[str, ...], shipped: frozenset[str]) -> tuple[Analysis, ...]:
    found = tuple(_find(place) for place in places)
    taken = set(shipped)
    for analysis, place in zip(found, places, strict=True):
        if analysis.name in taken:
            raise ConfigError(f"There are two analyses called {analysis.name!r}.", hint=f"Give {place!r} another name.")
        taken.add(analysis.name)
    return found


def _find(place: str) -> Analysis:
    module, _, name = place.partition(":")
    try:
        analysis = getattr(importlib.import_module(module), name or "ANALYSIS")
    except (ImportError, AttributeError, ValueError) as error:
        raise ConfigError(f"The analysis {place!r} cannot be loaded: {error}.", hint=_HINT) from error
    if not isinstance(analysis, Analysis):
        raise ConfigError(f"{place!r} is a {type(analysis).__name__}, not an Analysis.", hint=_HINT)
    return analysis


def _digest(place: str) -> str:
    module = importlib.import_module(place.partition(":")[0])
    try:
        source = inspect.getsource(module)
    except (OSError, TypeError):
        return place
    return hashlib.sha256(source.encode(errors="surrogatepass")).hexdigest()
