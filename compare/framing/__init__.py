"""How each outlet frames an event: measured dimensions, every number with the sentences that prove it.

``ANALYSES`` lists them, one module each; their ``measures`` define every number, for pages and documents alike.
Differences are reported with their evidence; nothing here judges an outlet.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from compare.config import Config, FramingConfig
from compare.framing import headline, hedging, naming, ordering, origins, quotation, selection, wording
from compare.framing.accounts import Accounts
from compare.framing.analysis import Analysis, Measure, fingerprint
from compare.framing.analysis import load_analyses as _load_analyses
from compare.framing.pooling import count_words
from compare.model import Alignment, Article, Finding, Origin, Outlet, SpeakerRule

__all__ = [
    "ANALYSES",
    "Accounts",
    "Analysis",
    "Measure",
    "all_analyses",
    "analyse",
    "count_words",
    "find",
    "fingerprint",
    "load_analyses",
    "read_accounts",
]

ANALYSES: tuple[Analysis, ...] = (
    origins.ANALYSIS,
    selection.ANALYSIS,
    quotation.ANALYSIS,
    naming.ANALYSIS,
    wording.ANALYSIS,
    ordering.ANALYSIS,
    headline.ANALYSIS,
    hedging.ANALYSIS,
)
"""Every analysis of an event, in the order in which pages show them."""


def analyse(
    articles: Sequence[Article],
    outlets: Mapping[str, Outlet],
    alignment: Alignment,
    origins: Sequence[Origin],
    config: Config = Config(),  # noqa: B008 - frozen
    speakers: Sequence[SpeakerRule] = (),
) -> tuple[Finding, ...]:
    """The findings of every analysis on one event: those of ``ANALYSES``, then those that ``config`` adds.

    Copies collapse to their origin first: all analyses but provenance look at one account for each independent origin.
    Every finding has evidence; one below its minimum sample says "too few" in place of a claim. The result depends on
    the event alone, whatever the order of ``articles``. ``speakers`` are those that a person told.
    """
    return find(read_accounts(articles, outlets, alignment, origins, config, speakers), config)


def read_accounts(
    articles: Sequence[Article],
    outlets: Mapping[str, Outlet],
    alignment: Alignment,
    origins: Sequence[Origin],
    config: Config,
    speakers: Sequence[SpeakerRule] = (),
) -> Accounts:
    """The accounts of one event, read once for all that is measured on them."""
    return Accounts(articles, outlets, alignment, origins, config.alignment, speakers)


def load_analyses(config: FramingConfig) -> tuple[Analysis, ...]:
    """The analyses that ``config`` adds to the shipped ones, in its order.

    Raises:
        ConfigError: One cannot be loaded, or has the name of another.
    """
    return _load_analyses(config, [analysis.name for analysis in ANALYSES])


def all_analyses(config: FramingConfig) -> tuple[Analysis, ...]:
    """The shipped analyses, then those that ``config`` adds.

    Raises:
        ConfigError: See ``load_analyses``.
    """
    return (*ANALYSES, *load_analyses(config))


def find(accounts: Accounts, config: Config = Config()) -> tuple[Finding, ...]:  # noqa: B008 - frozen
    """The findings of every analysis, in the order of ``ANALYSES``, then of those that ``config`` adds."""
    return tuple(finding for analysis in all_analyses(config.framing) for finding in analysis.find(accounts))
