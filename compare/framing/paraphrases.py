"""What headline, deck and narration make of a quotation: words they deny, and words they lift out of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from compare.attribution import MINIMUM_WORDS, Quotation
from compare.framing.accounts import Account
from compare.framing.measures import ONE_EVENT
from compare.framing.words import Word
from compare.model import Finding, SpanRef
from compare.text.quotations import spans
from compare.text.stems import terms
from compare.text.tokens import Token, function_words, tokens

_NEGATIONS = frozenset(
    {"not", "no", "never", "without", "nor", "neither", "cannot", "isn't", "wasn't", "won't", "doesn't"}
)
_REACH = 4
"""How many words after a negation it covers."""
_RARE = 6.0
"""The least background IDF of a word that says what a passage is about."""
_MARKS = "\"'“”‘’«»"
_STOPS = frozenset(',;:.!?—–"“”')


class _Place(NamedTuple):
    """A passage outside sentences, or a sentence of narration: its text, its words, its span in the latter case."""

    text: str
    words: tuple[Word | Token, ...]
    quoted: tuple[bool, ...]
    span: SpanRef | None


def denied(account: Account) -> Iterator[Finding]:
    """Words that a headline, deck or sentence denies while a quotation of the article has them undenied."""
    quotations = [(q, _undenied(account, q)) for q in account.quotations if q.words >= MINIMUM_WORDS]
    if not any(stems for _, stems in quotations):
        return
    for place in (*_lines(account), *_sentences(account)):
        for stem, word in sorted(_denied_in(place).items()):
            beside = [q for q, stems in quotations if stem in stems]
            if beside:
                yield _finding("denied", word, float(len(beside)), account, place, beside)


def quoted_phrases(account: Account) -> Iterator[Finding]:
    """Words in quotation marks in headline and deck, beside the fullest quotation of the article that has them."""
    for place in _lines(account):
        for start, end in spans(place.text):
            phrase = _norms(place.text[start:end])
            holding = [q for q in account.quotations if _holds(_norms(_text(account, q)), phrase)]
            if phrase and holding:
                full = max(holding, key=lambda q: (q.words, -q.start))
                yield _finding("quoted", place.text[start:end], float(full.words), account, place, [full])


def _finding(
    measure: str, subject: str, value: float, account: Account, place: _Place, beside: list[Quotation]
) -> Finding:
    found = [span for q in beside for span in account.spans(q.start, q.end)]
    said = ", ".join(dict.fromkeys(q.speaker or "speaker not told" for q in beside))
    own = (place.span,) if place.span is not None else ()
    return Finding(
        analysis="headline",
        measure=measure,
        subject=subject,
        value=value,
        uncertainty=ONE_EVENT,
        evidence=tuple(dict.fromkeys(span.sentence for span in (*own, *found))),
        text=f"quoted in full: {said}" if measure == "quoted" else f"quoted without a denial: {said}",
        outlet_id=account.outlet_id,
        article_id=account.id,
        n=len(beside),
        spans=(*own, *found),
        quotes=() if own else (place.text,),
    )


def _lines(account: Account) -> Iterator[_Place]:
    """Headline and deck."""
    for line in (account.article.headline, account.article.deck):
        if line:
            yield _line(line)


def _line(text: str) -> _Place:
    quoted = spans(text)
    words = tuple(tokens(text))
    return _Place(text, words, tuple(any(a <= w.start < b for a, b in quoted) for w in words), None)


def _sentences(account: Account) -> Iterator[_Place]:
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


def _undenied(account: Account, quotation: Quotation) -> frozenset[str]:
    """The rare words of a quotation that no negation within it covers."""
    place = _line(_text(account, quotation).strip(_MARKS))
    return frozenset(stem for word in place.words for stem in _rare(word.norm)) - _denied_in(place).keys()


def _text(account: Account, quotation: Quotation) -> str:
    return account.article.body[quotation.start : quotation.end]


def _norms(text: str) -> tuple[str, ...]:
    return tuple(token.norm for token in tokens(text))


def _holds(whole: tuple[str, ...], part: tuple[str, ...]) -> bool:
    return any(whole[k : k + len(part)] == part for k in range(len(whole) - len(part) + 1))
