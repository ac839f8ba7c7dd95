"""The different words that accounts use for what their linked sentences share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from compare.alignment.ideas import idea
from compare.alignment.stems import stem
from compare.alignment.style import wording
from compare.background import word_idf
from compare.framing.accounts import Account, Accounts, between
from compare.framing.measures import ONE_EVENT, Analysis, Measure
from compare.framing.speakers.grammar import TIMES
from compare.framing.speakers.lexicon import lexicon
from compare.framing.words import Word
from compare.function_words import function_words
from compare.model import Finding, Link, SentenceRef, SpanRef

_RARE = 2.5
"""The least background IDF of a word that says something: "also" and "make" have less."""


class Term(NamedTuple):
    """A content word outside quotation marks and names: its stem, how it is written, where it stands."""

    stem: str
    word: str
    span: SpanRef


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


def _terms(account: Account, linked: AbstractSet[SentenceRef]) -> Terms:
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


def _read(account: Account, word: Word) -> Iterator[Term]:
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
    """Words of one idea that stand for each other in linked sentences: "talks" here, "dialogue" there."""
    shown: dict[str, dict[Term, None]] = {}
    pairs: dict[str, set[tuple[SentenceRef, SentenceRef]]] = {}
    for link in accounts.links:
        a, b = _differing(link, terms)
        for one in a:
            for other in b:
                if idea(one.stem) == idea(other.stem) and not _reports(one, other):
                    shown.setdefault(idea(one.stem), {}).update({one: None, other: None})
                    pairs.setdefault(idea(one.stem), set()).add((link.a, link.b))
    for key, found in sorted(shown.items(), key=lambda item: (-len(pairs[item[0]]), item[0])):
        yield _variant(list(found), len(pairs[key]), accounts)


def _reports(one: Term, other: Term) -> bool:
    """Whether both are verbs of saying, which newsrooms vary as a rule."""
    return one.word in lexicon().speech and other.word in lexicon().speech


def _variant(found: Sequence[Term], pairs: int, accounts: Accounts) -> Finding:
    uses = sorted(set(found), key=lambda t: t.span)
    by_outlet = []
    for account in accounts.own:
        words = sorted({t.word for t in uses if t.span.sentence.article_id == account.id})
        if words:
            by_outlet.append(f"{account.outlet}: {', '.join(words)}")
    return Finding(
        analysis="wording",
        measure="variants",
        subject=" / ".join(sorted({t.word for t in uses})),
        value=float(pairs),
        count=pairs,
        uncertainty=ONE_EVENT,
        evidence=tuple(dict.fromkeys(t.span.sentence for t in uses)),
        text="; ".join(by_outlet),
        n=len(accounts.links),
        spans=tuple(t.span for t in uses),
    )


def _pair(link: Link, accounts: Accounts, terms: dict[str, Terms]) -> Iterator[Finding]:
    """The content words that only one of two reworded sentences has."""
    sides = _differing(link, terms)
    ends = (link.a, link.b)
    if not any(sides):
        return
    pair = tuple(accounts.by_id[end.article_id] for end in ends)
    texts = [
        f"only in {account.outlet}: {', '.join(dict.fromkeys(t.word for t in side))}"
        for account, side in zip(pair, sides, strict=True)
        if side
    ]
    yield Finding(
        analysis="wording",
        measure="pair",
        subject=" / ".join(accounts.text(end)[:60].rsplit(" ", 1)[0] + " …" for end in ends),
        value=float(len({t.stem for side in sides for t in side})),
        uncertainty=ONE_EVENT,
        evidence=ends,
        text="; ".join(texts),
        **between(*pair),
        n=len({t.stem for end in ends for t in terms[end.article_id].get(end.index, [])}),
        spans=tuple(t.span for side in sides for t in side),
    )


ANALYSIS = Analysis(
    name="wording",
    title="Wording",
    question="Which words stand for each other where accounts tell the same thing?",
    measures=(
        Measure(
            name="variants",
            unit="linked pairs of sentences that show it",
            definition="Content words of one idea (the shipped lists of kindred words) that differ in linked sentences."
            " Quotations, names, numbers, house style and verbs of saying do not count.",
            minimum="one linked pair",
            uncertainty="none: a count",
        ),
        Measure(
            name="pair",
            unit="content words that one of the two sentences has alone",
            definition="For two reworded sentences, the content words outside quotation marks and names that stand in one only.",
            minimum="one linked pair of the kind reworded",
            uncertainty="none: a count",
        ),
    ),
    find=find,
)
