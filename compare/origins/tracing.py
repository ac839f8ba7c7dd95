"""Credits, copies and versions -> one origin an article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from compare.config import OriginsConfig
from compare.model import Article, Copied, Origin, Outlet
from compare.origins.agencies import agency_name, newsroom
from compare.origins.credits import Credit
from compare.origins.credits import find as find_credits
from compare.origins.passages import Reading, copied, read

_LABELLED = 0.5
"""What a label such as "2nd LD" makes of the share that two versions must have in common."""


class _Account(NamedTuple):
    article: Article
    newsroom: str
    credits: tuple[Credit, ...]
    reading: Reading

    @property
    def agency(self) -> str | None:
        """The agency it credits, unless that is the newsroom itself."""
        found = [credit.agency for credit in self.credits]
        return None if not found or self.newsroom in found else found[0]


def trace(
    articles: Sequence[Article],
    outlets: Mapping[str, Outlet],
    config: OriginsConfig = OriginsConfig(),  # noqa: B008 - frozen
) -> tuple[Origin, ...]:
    """One origin for each of ``articles``, in their order; those of one independent origin share ``Origin.id``.

    ``wire``: the article credits an agency that is not its own newsroom. ``version``: a later article of the same
    newsroom has most of its words. ``reprint``: most of its words stand in another newsroom's article that was
    there first. ``own``: no sign of another source. ``copied`` names the article of another origin, or the later
    version, that holds most of its words outside quotation marks.
    """
    accounts = {article.id: _account(article, outlets) for article in articles}
    order = sorted(accounts.values(), key=_precedence)
    origins: dict[str, Origin] = {}
    for place, account in enumerate(order):
        origins[account.article.id] = _origin(account, order[:place], order[place + 1 :], origins, config)
    return tuple(origins[article.id] for article in articles)


def _account(article: Article, outlets: Mapping[str, Outlet]) -> _Account:
    room = newsroom(article.outlet_id, outlets) or f"article:{article.id}"
    return _Account(article, room, find_credits(article), read(article))


def _precedence(account: _Account) -> tuple[bool, bool, bool, str, str]:
    """Whose text may be the source of whose: uncredited before credited, an agency's first, then earlier, then by id."""
    published = account.article.published
    instant = published.instant.isoformat() if published else ""
    wire = agency_name(account.newsroom) is not None
    return (account.agency is not None, not wire, published is None, instant, account.article.id)


def _origin(
    account: _Account,
    before: Sequence[_Account],
    after: Sequence[_Account],
    known: Mapping[str, Origin],
    config: OriginsConfig,
) -> Origin:
    article = account.article
    later = _most(account, [other for other in after if other.newsroom == account.newsroom])
    if later is not None and account.agency is None and _share(later) >= _least_of_version(account, after, config):
        evidence = ((article.version,) if article.version else ()) + (_said(later),)
        return Origin(account.newsroom, article.id, "version", account.newsroom, evidence, later)
    source = _most(account, [other for other in before if other.newsroom != account.newsroom])
    if account.agency is not None:
        proof = _proof([credit for credit in account.credits if credit.agency == account.agency])
        return Origin(account.agency, article.id, "wire", account.agency, proof, source)
    if source is not None and _share(source) >= config.reprint:
        origin = known[source.source_id]
        return Origin(origin.id, article.id, "reprint", origin.id, (_said(source),), source)
    proof = _proof(account.credits)
    return Origin(account.newsroom, article.id, "own", article.outlet_id, proof, source)


def _least_of_version(account: _Account, after: Sequence[_Account], config: OriginsConfig) -> float:
    """The share of words from which a later text is a version of an earlier: less where one says that it is."""
    said = [other.article.version for other in (account, *after) if other.newsroom == account.newsroom]
    return config.reprint * _LABELLED if any(said) else config.reprint


def _proof(found: Sequence[Credit]) -> tuple[str, ...]:
    """The words of credit lines, once each; "Yonhap" says nothing beside "By Yonhap"."""
    lines = list(dict.fromkeys(credit.evidence for credit in found))
    return tuple(line for line in lines if not any(line != other and line in other for other in lines))


def _most(account: _Account, others: Sequence[_Account]) -> Copied | None:
    """The other account that holds most of its narration; None where no passage is shared."""
    narration = [k for k, quoted in enumerate(account.reading.quoted) if not quoted]
    found = []
    for other in others:
        places = copied(account.reading, other.reading).intersection(narration)
        if places:
            sentences = sorted({account.reading.sentence[k] for k in places})
            found.append(Copied(other.article.id, len(places), len(narration), tuple(sentences)))
    return min(found, key=lambda c: (-c.words, c.source_id)) if found else None


def _share(found: Copied) -> float:
    return round(found.words / found.of, 6)


def _said(found: Copied) -> str:
    return f"{found.words} of {found.of} words outside quotation marks"
