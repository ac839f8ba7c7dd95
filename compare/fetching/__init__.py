"""Fetching: pages of the outlets, from the web into a folder, politely and as they came."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from compare.errors import OutputError
from compare.fetching.crawl import Crawl, CrawlSummary
from compare.fetching.http import Client, Clock, FetchTerms, Limits
from compare.fetching.sources import Wanted, choose, plan
from compare.fetching.store import FetchedPage, PageFolder
from compare.publish.write import locked
from compare.reading import OutletTable
from compare.reading.inputs import FETCHED

__all__ = ["FETCHED", "Clock", "CrawlSummary", "FetchTerms", "FetchedPage", "Limits", "Wanted", "choose", "fetch"]


def user_agent() -> str:
    """What we call ourselves; a user adds who they are."""
    return f"outlet-compare/{version('outlet-compare')}"


def fetch(
    wanted: Wanted,
    output: Path,
    table: OutletTable,
    terms: FetchTerms | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> CrawlSummary:
    """Fetch what is ``wanted`` into ``output``: ``<outlet>/<date>-<slug>.html``, and a line for each in ``fetched.jsonl``.

    A page that is held is asked for again only where its source says that it has changed, or with ``Terms.recheck``;
    if it has, the new version stands beside the old one. What was kept stays kept whatever ends the run, and the next run
    goes on from there.

    Raises:
        ConfigError: An outlet that is wanted has no feeds in the table.
        CorpusError: A log in the folder has a line that fetch did not write.
        OutputError: The folder cannot be written, or another run holds it.
    """
    terms = terms or FetchTerms()
    agent = terms.user_agent or user_agent()
    tasks = list(plan(wanted, table))
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"Cannot be made ({error.strerror or error}).", where=str(output)) from error
    with locked(output), Client(agent, terms) as client:
        return Crawl(PageFolder(output), table, client, terms._replace(user_agent=agent), tell).run(tasks)
