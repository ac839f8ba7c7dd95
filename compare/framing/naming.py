"""What each account calls a person, a place or an institution that others call otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from compare.framing import divergence
from compare.framing.accounts import Account, Accounts, between
from compare.framing.measures import ONE_EVENT, Analysis, Measure, too_few
from compare.framing.roles import roles
from compare.model import Finding, SpanRef
from compare.text.tokens import tokens

MINIMUM_MENTIONS = 8
"""The fewest mentions on either side for a divergence; below that, counts alone."""
MINIMUM_PLACE = 2
"""The fewest mentions of a place or an institution in an account for its forms to be shown."""
_KINDS = frozenset({"place", "organisation"})


class Label(NamedTuple):
    """One use of a label outside quotation marks: ``key`` is the label without house style."""

    key: str
    surface: str
    spans: tuple[SpanRef, ...]


Labels = dict[str, list[Label]]
"""By article id."""


def find(accounts: Accounts) -> Iterator[Finding]:
    """Names and roles of persons, and names of places and institutions, where two origins differ in them."""
    for person in accounts.persons:
        named = _person_labels(accounts, person.mentions)
        yield from _compare("names", person.name, named, accounts)
        yield from _compare("roles", person.name, _role_labels(accounts, person.mentions), accounts, among=named)
        yield from _divergences(person.name, named, accounts)
    for _, labels in sorted(_other_labels(accounts).items()):
        enough = {article_id: found for article_id, found in labels.items() if len(found) >= MINIMUM_PLACE}
        yield from _compare("names", _commonest(labels), enough, accounts)


def _person_labels(accounts: Accounts, mentions: Sequence[tuple[str, int]]) -> Labels:
    labels: Labels = {}
    for article_id, position in mentions:
        account = accounts.get(article_id)
        if account is not None:
            mention = account.mentions[position]
            _add(labels, account, f"{mention.title} {mention.surface}".strip(), mention.start, mention.end)
    return labels


def _role_labels(accounts: Accounts, mentions: Sequence[tuple[str, int]]) -> Labels:
    labels: Labels = {}
    for article_id, position in mentions:
        account = accounts.get(article_id)
        if account is not None:
            for role in roles(account, account.mentions[position]):
                _add(labels, account, role.text, role.start, role.end)
    return labels


def _other_labels(accounts: Accounts) -> dict[str, Labels]:
    """The labels of places and institutions that two origins name at all, by their key."""
    found: dict[str, Labels] = {}
    for account in accounts.own:
        for mention in account.mentions:
            if mention.kind in _KINDS:
                _add(found.setdefault(mention.key, {}), account, mention.surface, mention.start, mention.end)
    return found


def _commonest(labels: Labels) -> str:
    """The form that all accounts together use most; of forms as common, the longest."""
    counts = Counter(label.surface for found in labels.values() for label in found)
    return min(counts, key=lambda form: (-counts[form], -len(form), form), default="")


def _add(labels: Labels, account: Account, surface: str, start: int, end: int) -> None:
    spans = account.spans(start, end)
    if spans and not account.quoted(start):
        key = " ".join(token.norm.removesuffix("'s") for token in tokens(surface))
        labels.setdefault(account.id, []).append(Label(key, surface, spans))


def _compare(
    measure: str, subject: str, labels: Labels, accounts: Accounts, among: Labels | None = None
) -> Iterator[Finding]:
    """What each origin calls the subject, where two name it and do not call it the same."""
    naming = among if among is not None else labels
    used = {frozenset(label.key for label in labels.get(article_id, [])) for article_id in naming}
    if len(naming) < 2 or len(used) < 2:  # noqa: PLR2004 - two accounts, and two ways
        return
    for account in accounts.own:
        found = labels.get(account.id, [])
        if found:
            fewest = min(len(several) for several in labels.values())
            yield Finding(
                analysis="naming",
                measure=measure,
                subject=subject,
                value=float(len(found)),
                uncertainty=ONE_EVENT
                if measure == "roles" or fewest >= MINIMUM_MENTIONS
                else f"counts only; {too_few(fewest, MINIMUM_MENTIONS, 'mentions a side for a divergence')}",
                evidence=tuple(dict.fromkeys(span.sentence for label in found for span in label.spans)),
                text=_listed(found),
                outlet_id=account.outlet_id,
                article_id=account.id,
                n=len(found),
                count=len(found),
                spans=tuple(span for label in found for span in label.spans),
            )


def _listed(labels: Sequence[Label]) -> str:
    """The labels with their counts, commonest first, each in the form that the account uses most."""
    counts = Counter(label.key for label in labels)
    shown = {key: Counter(x.surface for x in labels if x.key == key).most_common(1)[0][0] for key in counts}
    return "; ".join(f"{shown[key]} ({count})" for key, count in sorted(counts.items(), key=lambda c: (-c[1], c[0])))


def _divergences(subject: str, labels: Labels, accounts: Accounts) -> Iterator[Finding]:
    for pair in accounts.pairs:
        a, b = labels.get(pair.a.id, []), labels.get(pair.b.id, [])
        if min(len(a), len(b)) < MINIMUM_MENTIONS:
            continue
        apart = divergence.compare([label.key for label in a], [label.key for label in b])
        yield Finding(
            analysis="naming",
            measure="divergence",
            subject=subject,
            value=apart.value,
            uncertainty=f"permutation p = {apart.p:.3f}",
            evidence=tuple(sorted({span.sentence for label in (*a, *b) for span in label.spans})),
            text=f"{pair.a.outlet}: {len(a)} mentions; {pair.b.outlet}: {len(b)}",
            n=len(a) + len(b),
            **between(pair.a, pair.b),
        )


ANALYSIS = Analysis(
    name="naming",
    title="Naming",
    question="What is a person, a place or an institution called?",
    measures=(
        Measure(
            name="names",
            unit="mentions outside quotation marks",
            definition="The forms by which an account names somebody or something that another account names otherwise, titles"
            " before the name included. Letter case and full stops in abbreviations make no difference.",
            minimum=f"two origins; {MINIMUM_PLACE} mentions of a place or an institution",
            uncertainty="none: counts",
        ),
        Measure(
            name="roles",
            unit="uses outside quotation marks",
            definition="What an account says a person is: the title or role before the name, and the explanation behind it.",
            minimum="two origins that name the person",
            uncertainty="none: counts",
        ),
        Measure(
            name="divergence",
            unit="Jensen-Shannon divergence in bits, 0 (same labels) to 1 (none shared)",
            definition="How far the distributions of an account's labels for a person are from another account's (Lin 1991).",
            minimum=f"{MINIMUM_MENTIONS} mentions a side",
            uncertainty=f"p of {divergence.PERMUTATIONS} random divisions of all mentions, seeded",
        ),
    ),
    find=find,
)
