"""The different words that accounts use for what their linked sentences share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import Indel

from compare.attribution.grammar import TIMES, lexicon
from compare.framing.accounts import Accounts, ReadAccount, Word, between
from compare.framing.analysis import ONE_EVENT, Analysis, Measure
from compare.framing.figures import (
    MOST_ROWS,
    EventFindings,
    Figure,
    FindingCell,
    FindingRow,
    FindingTable,
    counted,
)
from compare.model import Finding, Link, SentenceRef, SpanRef, Wordings
from compare.text.stems import idea, stem, word_idf
from compare.text.style import wording
from compare.text.tokens import function_words

_RARE = 2.5
"""The least background IDF of a word that says something: "also" and "make" have less."""


_CONTEXT = 2
"""The fewest words on either side of a differing one that show it to stand in one place."""


class Term(NamedTuple):
    """A content word outside quotation marks and names: its stem, how it is written, where it stands."""

    stem: str
    word: str
    span: SpanRef


VARIANTS = Measure(
    analysis="wording",
    name="variants",
    unit="linked pairs of sentences that show it",
    definition="Content words that stand for each other in linked sentences: of one idea (the shipped lists of kindred"
    f" words), or the only words that differ between the same words, {_CONTEXT} on either side. Words exchanged for"
    " one another, directly or through a third, are one group. Quotations, names, numbers, house style, roles of persons"
    " and reporting verbs do not count.",
    minimum="one linked pair",
    uncertainty="none: a count",
)
PAIR = Measure(
    analysis="wording",
    name="pair",
    unit="content words that one of the two sentences has alone",
    definition="For two reworded sentences, the content words outside quotation marks and names that stand in one only.",
    minimum="one linked pair of the kind reworded",
    uncertainty="none: a count",
    opening=True,
)


def find(accounts: Accounts) -> Iterator[Finding]:
    """Words for one idea that differ in linked sentences, and what only one side of a reworded pair says."""
    linked = {end for link in accounts.links for end in (link.a, link.b)}
    terms = {account.id: _terms(account, linked) for account in accounts.own}
    yield from _variants(accounts, terms)
    for link in accounts.links:
        if link.kind == "reworded":
            yield from _pair(link, accounts, terms)


Terms = dict[int, list[Term]]
"""The terms of each sentence of an account, by index."""


def _terms(account: ReadAccount, linked: AbstractSet[SentenceRef]) -> Terms:
    """The terms of the linked sentences."""
    names = [(m.start, m.end) for m in account.mentions]
    found: Terms = {}
    k = 0
    for index in sorted(index for index, sentence in account.sentences.items() if sentence.ref in linked):
        found[index] = []
        for word in account.words_of[index]:
            place = account.sentences[index].start + word.start
            while k < len(names) and names[k][1] <= place:
                k += 1
            if not word.quoted and not (k < len(names) and names[k][0] <= place):
                found[index].extend(_read(account, word))
    return found


def _read(account: ReadAccount, word: Word) -> Iterator[Term]:
    """The content words of one written word, house style folded; numbers are none."""
    surface = account.sentences[word.sentence.index].text[word.start : word.end]
    read = wording(surface)
    for folded, (start, end) in zip(read.norms, read.spans, strict=True):
        plain = folded.removesuffix("'s")
        if plain.isalpha() and plain not in function_words() | TIMES and word_idf(plain) >= _RARE:
            yield Term(stem(plain), plain, SpanRef(word.sentence, word.start + start, word.start + end))


def _differing(link: Link, terms: dict[str, Terms]) -> tuple[list[Term], list[Term]]:
    a, b = (terms[end.article_id].get(end.index, []) for end in (link.a, link.b))
    stems_a, stems_b = {t.stem for t in a}, {t.stem for t in b}
    return [t for t in a if t.stem not in stems_b], [t for t in b if t.stem not in stems_a]


def _variants(accounts: Accounts, terms: dict[str, Terms]) -> Iterator[Finding]:
    """Words that stand for each other in linked sentences, in groups: "talks" here, "dialogue" and "negotiations" there."""
    pairs = [(link, one, other) for link in accounts.links for one, other in _exchanged(link, accounts, terms)]
    groups = _IdeaGroups()
    for _, one, other in pairs:
        groups.join(idea(one.stem), idea(other.stem))
    shown: dict[str, dict[Term, None]] = {}
    links: dict[str, set[tuple[SentenceRef, SentenceRef]]] = {}
    for link, one, other in pairs:
        key = groups.of(idea(one.stem))
        shown.setdefault(key, {}).update({one: None, other: None})
        links.setdefault(key, set()).add((link.a, link.b))
    for key, found in sorted(shown.items(), key=lambda item: (-len(links[item[0]]), item[0])):
        yield _variant(list(found), len(links[key]), accounts)


class _IdeaGroups:
    """Ideas that were exchanged for each other, directly or through a third."""

    def __init__(self) -> None:
        self._first: dict[str, str] = {}

    def of(self, key: str) -> str:
        """The least of the ideas in the group of ``key``."""
        while (first := self._first.get(key, key)) != key:
            key = first
        return key

    def join(self, a: str, b: str) -> None:
        """Put two ideas into one group."""
        low, high = sorted((self.of(a), self.of(b)))
        self._first[high] = low


def _exchanged(link: Link, accounts: Accounts, terms: dict[str, Terms]) -> Iterator[tuple[Term, Term]]:
    """Pairs of differing words of one idea, or that alone differ between the same words."""
    a, b = _differing(link, terms)
    places = set(_in_one_place(link, accounts)) if a and b else set()
    for one in a:
        for other in b:
            alike = idea(one.stem) == idea(other.stem)
            if (alike and not _reports(one, other)) or (
                (one.span, other.span) in places and not _told_apart(one, other)
            ):
                yield one, other


def _in_one_place(link: Link, accounts: Accounts) -> Iterator[tuple[SpanRef, SpanRef]]:
    """Words that alone differ between two runs of the same words."""
    sides = [accounts.by_id[end.article_id].words_of[end.index] for end in (link.a, link.b)]
    a, b = (tuple(word.norm for word in side) for side in sides)
    turned = b < a  # so that exchanging the accounts exchanges the result
    blocks = Indel.opcodes(*((b, a) if turned else (a, b))).as_matching_blocks()
    runs = [(m.b, m.a, m.size) if turned else (m.a, m.b, m.size) for m in blocks]
    for left, right in pairwise(runs):
        i, j = left[0] + left[2], left[1] + left[2]
        alone = right[0] - i == 1 and right[1] - j == 1
        if alone and min(left[2], right[2]) >= _CONTEXT:
            one, other = sides[0][i], sides[1][j]
            yield SpanRef(one.sentence, one.start, one.end), SpanRef(other.sentence, other.start, other.end)


def _told_apart(one: Term, other: Term) -> bool:
    """Whether two words in one place say two things rather than one in two ways: roles of persons, reporting verbs."""
    lex = lexicon()
    return any(term.word in lex.people or term.word in lex.titles or term.word in lex.speech for term in (one, other))


def _reports(one: Term, other: Term) -> bool:
    """Whether both are reporting verbs, which newsrooms vary as a rule."""
    return one.word in lexicon().speech and other.word in lexicon().speech


def _variant(found: Sequence[Term], pairs: int, accounts: Accounts) -> Finding:
    uses = sorted(set(found), key=lambda t: t.span)
    forms = {stem: _form([t.word for t in uses if t.stem == stem]) for stem in {t.stem for t in uses}}
    by_outlet, by_article = [], []
    for account in accounts.own:
        own = [t for t in uses if t.span.sentence.article_id == account.id]
        if own:
            by_outlet.append(f"{account.outlet}: {', '.join(sorted({forms[t.stem] for t in own}))}")
            by_article.append((account.id, tuple(dict.fromkeys(_as_printed(account, t) for t in own))))
    return Finding(
        **VARIANTS.fields,
        subject=" / ".join(sorted(set(forms.values()))),
        value=float(pairs),
        count=pairs,
        uncertainty=ONE_EVENT,
        evidence=tuple(dict.fromkeys(t.span.sentence for t in uses)),
        text="; ".join(by_outlet),
        n=len(accounts.links),
        spans=tuple(t.span for t in uses),
        detail=Wordings(tuple(by_article)),
    )


def _as_printed(account: ReadAccount, term: Term) -> str:
    return account.sentences[term.span.sentence.index].text[term.span.start : term.span.end].lower()


def _form(words: Sequence[str]) -> str:
    """The form by which words of one stem are called: the commonest, the shortest of those."""
    counts = Counter(words)
    return min(counts, key=lambda word: (-counts[word], len(word), word))


def _pair(link: Link, accounts: Accounts, terms: dict[str, Terms]) -> Iterator[Finding]:
    """The content words that only one of two reworded sentences has."""
    sides = _differing(link, terms)
    ends = (link.a, link.b)
    if not any(sides):
        return
    pair = tuple(accounts.by_id[end.article_id] for end in ends)
    alone = [(account, tuple(dict.fromkeys(t.word for t in side))) for account, side in zip(pair, sides, strict=True)]
    texts = [f"only in {account.outlet}: {', '.join(words)}" for account, words in alone if words]
    yield Finding(
        **PAIR.fields,
        subject=" / ".join(accounts.text(end)[:60].rsplit(" ", 1)[0] + " …" for end in ends),
        value=float(len({t.stem for side in sides for t in side})),
        uncertainty=ONE_EVENT,
        evidence=ends,
        text="; ".join(texts),
        **between(*pair),
        n=len({t.stem for end in ends for t in terms[end.article_id].get(end.index, [])}),
        spans=tuple(t.span for side in sides for t in side),
        detail=Wordings(tuple((account.id, words) for account, words in alone if words)),
    )


def tables(found: EventFindings) -> Iterator[FindingTable]:
    """Which words stand for each other, the most often exchanged first."""
    variants = found.of(VARIANTS)
    used = {ref.article_id for finding in variants for ref in finding.evidence}
    yield FindingTable(
        key="worded",
        title="Which words stand for each other",
        head="Words",
        intro="Where two accounts tell the same thing, the different words that they use for it; quotations, names and house"
        " style aside.",
        empty="other words",
        articles=tuple(article_id for article_id in found.names if article_id in used),
        rows=tuple(_row(finding) for finding in variants[:MOST_ROWS]),
        more=max(0, len(variants) - MOST_ROWS),
    )


def _row(finding: Finding) -> FindingRow:
    words = finding.detail.by_article if isinstance(finding.detail, Wordings) else ()
    cells = {
        article_id: FindingCell(", ".join(own), tuple(r for r in finding.evidence if r.article_id == article_id))
        for article_id, own in words
    }
    return FindingRow(finding.subject, f"in {counted(finding.count or 0, 'linked pair')} of sentences", cells)


def figures(found: EventFindings) -> Iterator[Figure]:
    """For how many ideas an account's linked sentences have words of their own."""
    groups: dict[str, set[str]] = {}
    for finding in found.of(VARIANTS):
        for ref in finding.evidence:
            groups.setdefault(ref.article_id, set()).add(finding.subject)
    cells = {article_id: str(len(groups.get(article_id, ()))) for article_id in found.names}
    about = "ideas for which linked sentences use different words"
    sure = f"a count in {counted(found.links, 'linked pair')} of sentences"
    yield Figure("Worded otherwise", about, "worded", VARIANTS.key, cells, sure)


ANALYSIS = Analysis(
    name="wording",
    title="Wording",
    question="Which words stand for each other where accounts tell the same thing?",
    measures=(
        VARIANTS,
        PAIR,
    ),
    find=find,
    tables=tables,
    figures=figures,
)
