"""Which points headlines carry, the words one headline has alone, and what is made of quotations: denied, or lifted out."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from compare import names
from compare.attribution import MINIMUM_WORDS, Quotation
from compare.framing.accounts import Accounts, ReadAccount, Word
from compare.framing.analysis import ONE_EVENT, Analysis, Measure, no_tables
from compare.framing.figures import EventFindings, Figure, make_figure
from compare.model import Finding, Form, Forms, SentenceRef, SpanRef, Speakers
from compare.text.quotations import spans
from compare.text.stems import idea, terms
from compare.text.tokens import HANGUL, Token, function_words, tokens

LEAST = 0.3
"""The least share of a headline's words, weighted by rarity, that one sentence holds if it is to carry its point."""

_MOST_POINTS = 3
_TELLING = 4.0
"""The least background IDF of a word for whose sake the words that a headline has alone are shown."""
_BEGINNING = 5
"""Words that share so many first letters may be forms of one."""
_SYLLABLES = 2
"""The same for Korean words."""
_LONGEST_ACRONYM = 5
_PARTS = re.compile(r"[^\W\d_]+|\d+")

_NEGATIONS = frozenset(
    {"not", "no", "never", "without", "nor", "neither", "cannot", "isn't", "wasn't", "won't", "doesn't"}
)
_REACH = 4
"""How many words after a negation it covers."""
_RARE = 6.0
"""The least background IDF of a word that says what a passage is about."""
_MARKS = "\"'“”‘’«»"
_STOPS = frozenset(',;:.!?—–"“”')


class _Match(NamedTuple):
    share: float
    sentence: SentenceRef


POINT = Measure(
    analysis="headline",
    name="point",
    unit="share of the headline's words, weighted by background IDF",
    definition="The sentence of the account that holds most of the headline's words or their kindred, and the number of"
    " the sentence that is linked to it in every other account; a further sentence where it adds as many words as one"
    f" must hold, up to {_MOST_POINTS}.",
    minimum=f"{LEAST:.0%} of the headline's words in one sentence",
    uncertainty="none: shown as text",
)
ONLY_IN_HEADLINE = Measure(
    analysis="headline",
    name="only in this headline",
    unit="names and words",
    definition="Names and content words of a headline for which no other origin's headline has the same or a kindred word.",
    minimum="two origins with headlines",
    uncertainty="none: a count",
)
DENIED = Measure(
    analysis="headline",
    name="denied",
    unit="quotations that have the word undenied",
    definition="A rare word that headline, deck or a sentence of narration denies (not, no, never, without), where a"
    " quotation in the same article has it undenied; both are shown.",
    minimum="one of each",
    uncertainty="none: shown as text; word order alone tells what a negation covers",
    reprints=True,
)
QUOTED = Measure(
    analysis="headline",
    name="quoted",
    unit="words of the quotation in full",
    definition="Words that the headline or the deck puts in quotation marks, beside the fullest quotation of the article"
    " that has them.",
    minimum="one of each",
    uncertainty="none: shown as text",
    reprints=True,
)


def find(accounts: Accounts) -> Iterator[Finding]:
    """The findings on every origin's headline and deck."""
    for account in accounts.own:
        if account.article.headline and account.prose:
            yield from _point(account, account.article.headline, accounts)
            yield from _words(account, account.article.headline, accounts)
        yield from denied(account)
        yield from quoted_phrases(account)


def ideas(norms: Iterable[str]) -> dict[str, float]:
    """The ideas of content words, each with the background IDF of its rarest word."""
    found: dict[str, float] = {}
    for norm in norms:
        for key, rarity in _meant(norm):
            found[key] = max(rarity, found.get(key, 0.0))
    return found


@functools.lru_cache(maxsize=50_000)
def _meant(norm: str) -> tuple[tuple[str, float], ...]:
    """The ideas of one word's parts with their rarity; none for a function word."""
    return () if norm in function_words() else tuple((idea(term), rarity) for term, rarity in terms(norm))


def _point(account: ReadAccount, headline: str, accounts: Accounts) -> Iterator[Finding]:
    """The sentences of the account that hold what the headline says, and where other accounts have them.

    The first holds most of the headline's words; a further one is named where it adds as much as a sentence must hold.
    """
    wanted = ideas(token.norm for token in tokens(headline))
    total = sum(wanted.values())
    if not total:
        return
    held = {s.ref: ideas(word.norm for word in account.words_of[s.index]) for s in account.prose}
    left = dict(wanted)
    for place in range(_MOST_POINTS):
        best = max((_Match(_share(left, has, total), ref) for ref, has in held.items()), key=_rank)
        if place and best.share < LEAST:
            return
        yield _carried(account, headline, best, len(wanted), accounts)
        left = {key: weight for key, weight in left.items() if key not in held[best.sentence]}


def _rank(match: _Match) -> tuple[float, int]:
    return match.share, -match.sentence.index


def _carried(account: ReadAccount, headline: str, best: _Match, n: int, accounts: Accounts) -> Finding:
    carried = best.share >= LEAST
    linked = sorted(
        (x.b if x.a == best.sentence else x.a for x in accounts.links if best.sentence in (x.a, x.b)) if carried else ()
    )
    return Finding(
        **POINT.fields,
        subject=headline,
        value=best.share if carried else None,
        uncertainty=ONE_EVENT if carried else f"too little: {best.share:.0%} of {LEAST:.0%} of the headline's words",
        evidence=(best.sentence, *linked),
        text=_where(account, best, linked, accounts) if carried else "no one sentence carries the headline's words",
        outlet_id=account.outlet_id,
        article_id=account.id,
        n=n,
        quotes=(headline,),
    )


def _share(wanted: Mapping[str, float], held: Mapping[str, float], total: float) -> float:
    return round(sum(weight for key, weight in wanted.items() if key in held) / total, 4)


def _where(account: ReadAccount, best: _Match, linked: list[SentenceRef], accounts: Accounts) -> str:
    places = [f"sentence {account.rank(best.sentence.index) + 1} of {len(account.prose)} here"]
    for other in accounts.own:
        if other is not account:
            there = [other.rank(ref.index) + 1 for ref in linked if ref.article_id == other.id]
            place = f"sentence {min(there)} of {len(other.prose)}" if there else "no matching sentence found"
            places.append(f"{other.outlet}: {place}")
    return "; ".join(places)


def _words(account: ReadAccount, headline: str, accounts: Accounts) -> Iterator[Finding]:
    """The words of a headline that no headline of another origin has, alike, kindred or as another name of the same."""
    others = [a for a in accounts.all if a.origin.id != account.origin.id and a.article.headline]
    headlines = [str(a.article.headline) for a in others]
    if not headlines:
        return
    units = _units(headline)
    heard = _Heard(headlines, accounts)
    own = {token.norm for token in tokens(account.outlet)}
    named = heard.named(headline)
    told = [
        unit
        for unit in units
        if not (heard.has(unit) or own.intersection(unit.norms) or any(a <= unit.start < b for a, b in named))
    ]
    alone = _phrases(headline, told) if any(unit.rarity >= _TELLING for unit in told) else []
    yield Finding(
        **ONLY_IN_HEADLINE.fields,
        subject=headline,
        value=float(len(alone)),
        uncertainty=ONE_EVENT,
        evidence=(),
        text=", ".join(alone) or "nothing that the other headlines lack",
        outlet_id=account.outlet_id,
        article_id=account.id,
        n=len(units),
        count=len(alone),
        quotes=(headline, *headlines),
        detail=Forms(tuple(Form(words) for words in alone)),
    )


class _Unit(NamedTuple):
    """A content word of a headline: its place, the words it is compared by, what they mean, and its rarity."""

    start: int
    end: int
    norms: frozenset[str]
    keys: frozenset[str]
    rarity: float


def _units(headline: str) -> list[_Unit]:
    """The content words of a headline, in order; single letters say nothing.

    A word is compared with the letters and digits that hyphens and full stops part as well ("Maj.Gen.", "2.5million").
    """
    found = []
    for token in tokens(headline):
        meant = _meant(token.norm.removesuffix("'s"))
        surface = headline[token.start : token.end].casefold().removesuffix("'s").removesuffix("’s")
        parts = {_plain(part) for part in _PARTS.findall(surface)}
        if meant and any(len(part) > 1 or not part.isascii() or part.isdigit() for part in parts):
            keys = frozenset(key for key, _ in meant)
            norms = frozenset(parts | {_plain(token.norm)})
            found.append(_Unit(token.start, token.end, norms, keys, max(r for _, r in meant)))
    return found


def _plain(norm: str) -> str:
    """A word without accents and a possessive ending."""
    decomposed = unicodedata.normalize("NFD", norm.removesuffix("'s"))
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if not unicodedata.combining(c)))


class _Heard:
    """The words of other headlines, and the names that they stand for."""

    def __init__(self, headlines: Sequence[str], accounts: Accounts) -> None:
        units = [unit for headline in headlines for unit in _units(headline)]
        self._norms = {norm for unit in units for norm in unit.norms}
        self._norms |= {_plain(part) for headline in headlines for part in _PARTS.findall(headline.casefold())}
        self._norms |= {_plain(token.norm) for headline in headlines for token in tokens(headline)}
        self._keys = {key for unit in units for key in unit.keys}
        self._starts = {norm[:length] for norm in self._norms for length in range(2, len(norm) + 1)}
        self._initials = {
            "".join(word[0] for word in words[k : k + length])
            for words in ([_plain(token.norm) for token in tokens(headline)] for headline in headlines)
            for length in range(2, _LONGEST_ACRONYM + 1)
            for k in range(len(words) - length + 1)
        }
        self._names = {word for words in accounts.name_words if not words.isdisjoint(self._norms) for word in words}
        mentions = [m for headline in headlines for m in names.recognise_names(headline)]
        self._meant = {key for m in mentions for key in (m.key, m.metonym) if key}
        self._places = {word for key in self._meant for word in key.split()}

    def named(self, headline: str) -> list[tuple[int, int]]:
        """Where a headline names a place or body that another names in whatever form."""
        return [(m.start, m.end) for m in names.recognise_names(headline) if self._meant & {m.key, m.metonym}]

    def has(self, unit: _Unit) -> bool:
        """Whether another headline has the word, a form, a kindred word or another name of what it names."""
        if unit.norms & (self._norms | self._names | self._places | self._initials) or unit.keys & self._keys:
            return True
        return any(self._alike(norm) for norm in unit.norms)

    def _alike(self, norm: str) -> bool:
        """Whether a word of the other headlines begins as this one does, or is one letter from it."""
        if HANGUL.search(norm):
            return norm[:_SYLLABLES] in self._starts or any(norm[:_SYLLABLES] in other for other in self._norms)
        begins = len(norm) >= _BEGINNING and norm[:_BEGINNING] in self._starts
        return begins or any(
            (len(other) >= _BEGINNING and norm.startswith(other)) or names.differs_by_a_letter(norm, other)
            for other in self._norms
        )


def _phrases(headline: str, units: Sequence[_Unit]) -> list[str]:
    """The words as they stand, neighbouring capitals of a headline in small letters together; each once."""
    capitals = sum(word[0].isupper() for word in headline.split()) * 2 > len(headline.split())
    found: list[tuple[int, int]] = []
    for unit in units:
        name = not capitals and headline[unit.start].isupper()
        if name and found and headline[found[-1][1] : unit.start] == " " and headline[found[-1][0]].isupper():
            found[-1] = (found[-1][0], unit.end)
        else:
            found.append((unit.start, unit.end))
    return list(dict.fromkeys(headline[start:end] for start, end in found))


class _Place(NamedTuple):
    """A passage outside sentences, or a sentence of narration: its text, its words, its span in the latter case."""

    text: str
    words: tuple[Word | Token, ...]
    quoted: tuple[bool, ...]
    span: SpanRef | None


def denied(account: ReadAccount) -> Iterator[Finding]:
    """Words that a headline, deck or sentence denies while a quotation of the article has them undenied."""
    quotations = [(q, _undenied(account, q)) for q in account.quotations if q.words >= MINIMUM_WORDS]
    if not any(stems for _, stems in quotations):
        return
    for place in (*_lines(account), *_sentences(account)):
        for stem, word in sorted(_denied_in(place).items()):
            beside = [q for q, stems in quotations if stem in stems]
            if beside:
                yield _finding(DENIED, word, float(len(beside)), account, place, beside)


def quoted_phrases(account: ReadAccount) -> Iterator[Finding]:
    """Words in quotation marks in headline and deck, beside the fullest quotation of the article that has them."""
    for place in _lines(account):
        for start, end in spans(place.text):
            phrase = _norms(place.text[start:end])
            holding = [q for q in account.quotations if _holds(_norms(_text(account, q)), phrase)]
            if phrase and holding:
                full = max(holding, key=lambda q: (q.words, -q.start))
                yield _finding(QUOTED, place.text[start:end], float(full.words), account, place, [full])


def _finding(
    measure: Measure, subject: str, value: float, account: ReadAccount, place: _Place, beside: list[Quotation]
) -> Finding:
    found = [span for q in beside for span in account.spans(q.start, q.end)]
    speakers = tuple(dict.fromkeys(q.speaker for q in beside))
    said = ", ".join(speaker or "speaker unknown" for speaker in speakers)
    own = (place.span,) if place.span is not None else ()
    return Finding(
        **measure.fields,
        subject=subject,
        value=value,
        uncertainty=ONE_EVENT,
        evidence=tuple(dict.fromkeys(span.sentence for span in (*own, *found))),
        text=f"quoted in full: {said}" if measure is QUOTED else f"quoted without a denial: {said}",
        outlet_id=account.outlet_id,
        article_id=account.id,
        n=len(beside),
        spans=(*own, *found),
        quotes=() if own else (place.text,),
        detail=Speakers(speakers),
    )


def _lines(account: ReadAccount) -> Iterator[_Place]:
    """Headline and deck."""
    for line in (account.article.headline, account.article.deck):
        if line:
            yield _line(line)


def _line(text: str) -> _Place:
    quoted = spans(text)
    words = tuple(tokens(text))
    return _Place(text, words, tuple(any(a <= w.start < b for a, b in quoted) for w in words), None)


def _sentences(account: ReadAccount) -> Iterator[_Place]:
    for sentence in account.prose:
        words = account.words_of[sentence.index]
        whole = SpanRef(sentence.ref, 0, len(sentence.text))
        yield _Place(sentence.text, words, tuple(word.quoted for word in words), whole)


def _denied_in(place: _Place) -> dict[str, str]:
    """The rare words that a negation outside quotation marks covers, by stem."""
    found: dict[str, str] = {}
    for k, word in enumerate(place.words):
        if word.norm in _NEGATIONS and not place.quoted[k]:
            for at in _covered(place, k):
                covered = place.words[at]
                if not place.quoted[at]:
                    found.update(dict.fromkeys(_rare(covered.norm), place.text[covered.start : covered.end]))
    return found


def _covered(place: _Place, k: int) -> Iterator[int]:
    """The places of the words after a negation, up to a pause."""
    for at in range(k + 1, min(k + 1 + _REACH, len(place.words))):
        previous, word = place.words[at - 1], place.words[at]
        if not _STOPS.isdisjoint(place.text[previous.end : word.start]) or word.norm in {"but", "and"}:
            return
        yield at


def _rare(norm: str) -> list[str]:
    if norm in function_words():
        return []
    return [stem for stem, rarity in terms(norm) if rarity >= _RARE and not stem.isdigit()]


def _undenied(account: ReadAccount, quotation: Quotation) -> frozenset[str]:
    """The rare words of a quotation that no negation within it covers."""
    place = _line(_text(account, quotation).strip(_MARKS))
    return frozenset(stem for word in place.words for stem in _rare(word.norm)) - _denied_in(place).keys()


def _text(account: ReadAccount, quotation: Quotation) -> str:
    return account.article.body[quotation.start : quotation.end]


def _norms(text: str) -> tuple[str, ...]:
    return tuple(token.norm for token in tokens(text))


def _holds(whole: tuple[str, ...], part: tuple[str, ...]) -> bool:
    return any(whole[k : k + len(part)] == part for k in range(len(whole) - len(part) + 1))


def figures(found: EventFindings) -> Iterator[Figure]:
    """In which sentence each account has what its headline says."""

    def say(several: Sequence[Finding]) -> str:
        numbers = [str(found.numbers[f.evidence[0]]) for f in several if f.value is not None]
        return f"in sentence {', '.join(numbers)}" if numbers else "in no one sentence"

    about = "where the account has what its headline says"
    sure = "the sentence with most of the headline’s words"
    plain = Figure("Headline", about, "headlines", POINT.key, {}, sure, "no headline")
    yield make_figure(found, plain, found.of(POINT), say)


ANALYSIS = Analysis(
    name="headline",
    title="Headline",
    question="Which points do the headlines carry, and in whose words?",
    measures=(
        POINT,
        ONLY_IN_HEADLINE,
        DENIED,
        QUOTED,
    ),
    find=find,
    tables=no_tables,
    figures=figures,
)
