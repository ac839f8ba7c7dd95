"""Who really wrote each account, and how much of its text is in another's."""

from __future__ import annotations

from collections.abc import Iterator

from compare.framing.accounts import Accounts, ReadAccount
from compare.framing.analysis import ONE_EVENT, Analysis, Measure, no_tables
from compare.framing.figures import EventFindings, Figure, count_with_share, make_figure
from compare.model import Finding, SentenceRef

_SAID = {
    "own": "no sign of another source",
    "wire": "credits {}",
    "reprint": "repeats {}",
    "undecided": "most of its words also stand in an article of {}; which was first is not known",
    "version": "an earlier version of a story of {}",
}

ORIGIN = Measure(
    analysis="provenance",
    name="origin",
    unit="articles of the event with the same origin",
    definition="A byline, dateline or final credit that names an agency; else a near-copy of an earlier account,"
    " or of one that may be earlier.",
    minimum="none: the evidence is shown",
    uncertainty="none: it is what the page says, or the words it shares",
)
COPIED_WORDS = Measure(
    analysis="provenance",
    name="copied words",
    unit="share of the words outside quotation marks",
    definition="Words in passages of at least eight words that stand in the other account in the same order, small"
    " edits passed over, out of all words outside quotation marks.",
    minimum="one such passage",
    uncertainty="none: a count",
)


def find(accounts: Accounts) -> Iterator[Finding]:
    """The origin of every account, with the words that prove it, and the share of words it shares with its source."""
    for account in accounts.all:
        yield from _origin(account, accounts)
        yield from _copied(account, accounts)


def _origin(account: ReadAccount, accounts: Accounts) -> Iterator[Finding]:
    origin = account.origin
    proof = tuple(dict.fromkeys((*origin.evidence, *((account.article.byline,) if account.article.byline else ()))))
    copied = origin.copied
    evidence = tuple(SentenceRef(account.id, i) for i in copied.sentences) if copied else ()
    if not proof and not evidence:
        return
    sharing = sum(1 for other in accounts.all if other.origin.id == origin.id)
    yield Finding(
        **ORIGIN.fields,
        subject=origin.id,
        value=float(sharing),
        uncertainty="what the page itself says, or the words it shares",
        evidence=evidence,
        text=_SAID[origin.kind].format(origin.source or origin.id),
        outlet_id=account.outlet_id,
        article_id=account.id,
        n=len(accounts.all),
        count=sharing,
        quotes=proof,
    )


def _copied(account: ReadAccount, accounts: Accounts) -> Iterator[Finding]:
    copied = account.origin.copied
    if copied is None or not copied.of:
        return
    source = next((other for other in accounts.all if other.id == copied.source_id), None)
    yield Finding(
        **COPIED_WORDS.fields,
        subject=copied.source_id,
        value=round(copied.words / copied.of, 4),
        uncertainty=ONE_EVENT,
        evidence=tuple(SentenceRef(account.id, i) for i in copied.sentences),
        text=f"{copied.text} also stand in {source.outlet if source else copied.source_id}",
        outlet_id=account.outlet_id,
        article_id=account.id,
        n=copied.of,
        count=copied.words,
        other_outlet_id=source.outlet_id if source else None,
        other_article_id=copied.source_id,
    )


def figures(found: EventFindings) -> Iterator[Figure]:
    """How many of an account's words are copied."""
    plain = Figure(
        "Copied words",
        "words outside quotation marks that stand in an earlier account, one that may be earlier, or an agency’s, in passages"
        " of eight words and more",
        "provenance",
        COPIED_WORDS.key,
        {},
        empty="none found",
    )
    yield make_figure(found, plain, found.of(COPIED_WORDS), count_with_share)


ANALYSIS = Analysis(
    name="provenance",
    title="Provenance",
    question="Who wrote it, and how much of it stands in another account?",
    measures=(
        ORIGIN,
        COPIED_WORDS,
    ),
    find=find,
    tables=no_tables,
    figures=figures,
)
