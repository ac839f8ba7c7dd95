"""Credits, copies and versions -> one origin an article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from compare.config import OriginsConfig
from compare.model import Article, Copied, Origin, OriginKind, Outlet
from compare.provenance.credits import Credit, agency_name, newsroom
from compare.provenance.credits import find as find_credits
from compare.provenance.passages import Reading, copied, read

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
    there first. ``undecided``: most of its words are in an article that may or may not be earlier.
    ``own``: no sign of another source. ``copied`` names the article of another origin, or the other version, that holds
    most of its words outside quotation marks.
    """
    order = sorted((_account(article, outlets) for article in articles), key=_precedence)
    found = {account.article.id: _find(account, order, config) for account in order}
    return tuple(_origin(found[article.id], found) for article in articles)


def _account(article: Article, outlets: Mapping[str, Outlet]) -> _Account:
    room = newsroom(article.outlet_id, outlets) or f"article:{article.id}"
    return _Account(article, room, find_credits(article), read(article))


def _precedence(account: _Account) -> tuple[tuple[bool, bool], bool, str, str]:
    """An order in which to look at the accounts: by rank, then earlier, then by id."""
    published = account.article.published
    instant = published.instant.isoformat() if published else ""
    return (_rank(account), published is None, instant, account.article.id)


def _rank(account: _Account) -> tuple[bool, bool]:
    """Whose text may be the source of whose, whenever they were published: uncredited before credited, an agency's first."""
    return (account.agency is not None, agency_name(account.newsroom) is None)


def _goes_before(one: _Account, other: _Account) -> bool | None:
    """Whether one may be the source of the other; None where it is not known which was first."""
    if _rank(one) != _rank(other):
        return _rank(one) < _rank(other)
    first, second = one.article.published, other.article.published
    return None if first is None or second is None else first.is_before(second)


class _Found(NamedTuple):
    """What an account is; ``parent`` is the article whose origin it shares, where that is not its own."""

    account: _Account
    kind: OriginKind
    evidence: tuple[str, ...]
    copied: Copied | None
    parent: str | None = None


def _find(account: _Account, order: Sequence[_Account], config: OriginsConfig) -> _Found:
    firsts = [(other, _goes_before(other, account)) for other in order if other is not account]
    own = [(other, first) for other, first in firsts if other.newsroom == account.newsroom]
    foreign = [(other, first) for other, first in firsts if other.newsroom != account.newsroom]
    least = _least_of_version(account, [other for other, first in own if not first], config)
    later = _most(account, [other for other, first in own if first is False])
    if later is not None and account.agency is None and _share(later) >= least:
        evidence = ((account.article.version,) if account.article.version else ()) + (later.text,)
        return _Found(account, "version", evidence, later)
    source = _most(account, [other for other, first in foreign if first])
    open_ = _most(account, [other for other, first in foreign if first is None])
    copied_ = min(filter(None, (source, open_)), key=_most_words, default=None)
    if account.agency is not None:
        proof = _proof([credit for credit in account.credits if credit.agency == account.agency])
        return _Found(account, "wire", proof, copied_)
    if source is not None and _share(source) >= config.reprint:
        return _Found(account, "reprint", (source.text,), source, source.source_id)
    if open_ is not None and _share(open_) >= config.reprint:
        return _Found(account, "undecided", (open_.text,), open_, open_.source_id)
    twin = _most(account, [other for other, first in own if first is None])
    if twin is not None and _share(twin) >= least:
        return _Found(account, "undecided", (twin.text,), twin)
    return _Found(account, "own", _proof(account.credits), copied_)


def _origin(found: _Found, all_: Mapping[str, _Found]) -> Origin:
    id_, article = _root(found, all_), found.account.article
    source: str | None = id_
    if found.kind == "own":
        source = article.outlet_id
    elif found.kind == "undecided" and found.copied:
        source = all_[found.copied.source_id].account.article.outlet_id
    return Origin(id_, article.id, found.kind, source, found.evidence, found.copied)


def _root(found: _Found, all_: Mapping[str, _Found]) -> str:
    """The origin that an account shares with those it copied, or that copied it; of texts in a ring the first one's."""
    path = [found]
    while (parent := path[-1].parent) is not None:
        if all_[parent] in path:
            ring = path[path.index(all_[parent]) :]
            return min(ring, key=lambda each: _precedence(each.account)).account.newsroom
        path.append(all_[parent])
    return path[-1].account.agency or path[-1].account.newsroom


def _least_of_version(account: _Account, others: Sequence[_Account], config: OriginsConfig) -> float:
    """The share of words from which one text is a version of another: less where one says that it is."""
    said = [other.article.version for other in (account, *others)]
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
    return min(found, key=_most_words, default=None)


def _most_words(found: Copied) -> tuple[int, str]:
    return (-found.words, found.source_id)


def _share(found: Copied) -> float:
    return round(found.words / found.of, 6)
