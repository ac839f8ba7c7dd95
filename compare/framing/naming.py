"""What each account calls a person, a place or an institution that others call otherwise."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from compare.framing.accounts import Accounts, ReadAccount, between
from compare.framing.analysis import ONE_EVENT, Analysis, Measure, too_few
from compare.framing.figures import MOST_ROWS, EventFindings, Figure, FindingTable, make_row, rank_subjects
from compare.framing.roles import roles
from compare.model import Finding, Form, Forms, SpanRef
from compare.text.tokens import tokens

MINIMUM_MENTIONS = 8
"""The fewest mentions on either side for a divergence; below that, counts alone."""
MINIMUM_PLACE = 2
"""The fewest mentions of a place or an institution in an account for its forms to be shown."""
_KINDS = frozenset({"place", "organisation"})
PERMUTATIONS = 499
_SEED = 20200708


class LabelDivergence(NamedTuple):
    """Jensen-Shannon divergence in bits, 0 (same) to 1 (no label shared), and its permutation p."""

    value: float
    p: float


def jensen_shannon(a: Mapping[str, int], b: Mapping[str, int]) -> float:
    """The Jensen-Shannon divergence of two counts, in bits (Lin 1991)."""
    sum_a, sum_b = sum(a.values()), sum(b.values())
    total = 0.0
    for label in sorted({*a, *b}):
        p, q = a.get(label, 0) / sum_a, b.get(label, 0) / sum_b
        middle = (p + q) / 2
        total += sum(x * math.log2(x / middle) for x in (p, q) if x) / 2
    return round(min(1.0, max(0.0, total)), 6)


def compare_labels(a: Sequence[str], b: Sequence[str]) -> LabelDivergence:
    """The divergence of two lists of labels; p is the share of shuffles that part them at least as far, plus one.

    Seeded: the same lists, in whatever order, give the same p.
    """
    observed = jensen_shannon(Counter(a), Counter(b))
    small, large = sorted((sorted(a), sorted(b)), key=lambda side: (len(side), side))
    pool = sorted([*small, *large])
    draw = random.Random(_SEED)  # noqa: S311 - a permutation test, not a secret
    at_least = 0
    for _ in range(PERMUTATIONS):
        draw.shuffle(pool)
        at_least += jensen_shannon(Counter(pool[: len(small)]), Counter(pool[len(small) :])) >= observed
    return LabelDivergence(observed, (at_least + 1) / (PERMUTATIONS + 1))


class Use(NamedTuple):
    """One use of a name or role outside quotation marks: ``key`` is it without house style."""

    key: str
    surface: str
    spans: tuple[SpanRef, ...]


Labels = dict[str, list[Use]]
"""The uses in each article, by its id."""

NAMES = Measure(
    analysis="naming",
    name="names",
    unit="mentions outside quotation marks",
    definition="The forms by which an account names somebody or something that another account names otherwise, titles"
    " before the name included. Letter case and full stops in abbreviations make no difference.",
    minimum=f"two origins; {MINIMUM_PLACE} mentions of a place or an institution",
    uncertainty="none: counts",
)
ROLES = Measure(
    analysis="naming",
    name="roles",
    unit="uses outside quotation marks",
    definition="What an account says a person is: the title or role before the name, and the explanation behind it.",
    minimum="two origins that name the person",
    uncertainty="none: counts",
)
DIVERGENCE = Measure(
    analysis="naming",
    name="divergence",
    unit="Jensen-Shannon divergence in bits, 0 (same labels) to 1 (none shared)",
    definition="How far the distributions of an account's labels for a person are from another account's (Lin 1991).",
    minimum=f"{MINIMUM_MENTIONS} mentions a side",
    uncertainty=f"p of {PERMUTATIONS} random divisions of all mentions, seeded",
)


def find(accounts: Accounts) -> Iterator[Finding]:
    """Names and roles of persons, and names of places and institutions, where two origins differ in them."""
    for person in accounts.persons:
        named = _person_labels(accounts, person.mentions)
        yield from _compare(NAMES, person.name, named, accounts)
        yield from _compare(ROLES, person.name, _role_labels(accounts, person.mentions), accounts, among=named)
        yield from _divergences(person.name, named, accounts)
    for _, labels in sorted(_other_labels(accounts).items()):
        enough = {article_id: found for article_id, found in labels.items() if len(found) >= MINIMUM_PLACE}
        yield from _compare(NAMES, _commonest(labels), enough, accounts)


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


def _add(labels: Labels, account: ReadAccount, surface: str, start: int, end: int) -> None:
    spans = account.spans(start, end)
    if spans and not account.quoted(start):
        key = " ".join(token.norm.removesuffix("'s") for token in tokens(surface))
        labels.setdefault(account.id, []).append(Use(key, surface, spans))


def _compare(
    measure: Measure, subject: str, labels: Labels, accounts: Accounts, among: Labels | None = None
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
            forms = _forms(found)
            yield Finding(
                **measure.fields,
                subject=subject,
                value=float(len(found)),
                uncertainty=ONE_EVENT
                if measure is ROLES or fewest >= MINIMUM_MENTIONS
                else f"counts only; {too_few(fewest, MINIMUM_MENTIONS, 'mentions a side for a divergence')}",
                evidence=tuple(dict.fromkeys(span.sentence for label in found for span in label.spans)),
                text="; ".join(f"{form.text} ({form.count})" for form in forms),
                outlet_id=account.outlet_id,
                article_id=account.id,
                n=len(found),
                count=len(found),
                spans=tuple(span for label in found for span in label.spans),
                detail=Forms(forms),
            )


def _forms(labels: Sequence[Use]) -> tuple[Form, ...]:
    """The labels with their counts, most frequent first, each in the form that the account uses most."""
    counts = Counter(label.key for label in labels)
    shown = {key: Counter(x.surface for x in labels if x.key == key).most_common(1)[0][0] for key in counts}
    return tuple(Form(shown[key], count) for key, count in sorted(counts.items(), key=lambda c: (-c[1], c[0])))


def _divergences(subject: str, labels: Labels, accounts: Accounts) -> Iterator[Finding]:
    for pair in accounts.pairs:
        a, b = labels.get(pair.a.id, []), labels.get(pair.b.id, [])
        if min(len(a), len(b)) < MINIMUM_MENTIONS:
            continue
        apart = compare_labels([label.key for label in a], [label.key for label in b])
        yield Finding(
            **DIVERGENCE.fields,
            subject=subject,
            value=apart.value,
            uncertainty=f"permutation p = {apart.p:.3f}",
            evidence=tuple(sorted({span.sentence for label in (*a, *b) for span in label.spans})),
            text=f"{pair.a.outlet}: {len(a)} mentions; {pair.b.outlet}: {len(b)}",
            n=len(a) + len(b),
            **between(pair.a, pair.b),
        )


def tables(found: EventFindings) -> Iterator[FindingTable]:
    """What persons, organisations and places are called, where at least two accounts name them."""
    names = found.of(NAMES, ROLES)
    ranked = [s for s in rank_subjects(names) if len({f.article_id for f in names if f.subject == s}) > 1]
    rows = []
    for subject in ranked[:MOST_ROWS]:
        own = [f for f in names if f.subject == subject]
        rows.append(make_row(found, subject, _apart(found, own, subject), own, _say_forms))
    yield FindingTable(
        key="called",
        title="What they are called",
        head="Subject",
        intro="The names and descriptions, outside quotation marks, of a person, organisation or place that accounts name in"
        " different ways; how often is in brackets. Divergence: 0 where they use the same forms alike, 1 where they share none.",
        empty="not named",
        articles=found.articles_of(names),
        rows=tuple(rows),
        more=max(0, len(ranked) - MOST_ROWS),
    )


def _say_forms(finding: Finding) -> str:
    return f"described as {finding.text}" if (finding.analysis, finding.measure) == ROLES.key else finding.text


def _apart(found: EventFindings, own: Sequence[Finding], subject: str) -> str:
    """How far the accounts' labels for a subject are apart where there are enough of them, else that there are too few."""
    apart = sorted(
        (f for f in found.of(DIVERGENCE) if f.subject == subject), key=lambda f: (-(f.value or 0), f.uncertainty)
    )
    if apart:
        furthest = apart[0]
        pair = " and ".join(found.pair(furthest))
        several = f"divergence {apart[-1].value:.2f} to {furthest.value:.2f} in {len(apart)} pairs, most between {pair}"
        one = f"divergence between {pair} {furthest.value:.2f}"
        return f"{several if len(apart) > 1 else one}, {furthest.uncertainty}"
    fewest = min((f.count or 0 for f in own if (f.analysis, f.measure) == NAMES.key), default=0)
    few = f"divergence: too few mentions, {fewest} of {MINIMUM_MENTIONS} needed"
    return few if 0 < fewest < MINIMUM_MENTIONS else ""


def figures(found: EventFindings) -> Iterator[Figure]:
    """How many subjects an account names as no other does."""
    by_article = found.by_article(found.of(NAMES, ROLES))
    cells = {article_id: str(len({f.subject for f in by_article.get(article_id, ())})) for article_id in found.names}
    about = "persons, organisations and places that another account names in another way"
    yield Figure("Named otherwise", about, "called", NAMES.key, cells)


ANALYSIS = Analysis(
    name="naming",
    title="Naming",
    question="What is a person, a place or an institution called?",
    measures=(
        NAMES,
        ROLES,
        DIVERGENCE,
    ),
    find=find,
    tables=tables,
    figures=figures,
)
