"""An article -> its quotations, each with the sentences it stands in, its words and its speaker."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from compare.attribution import korean
from compare.attribution.attribution import Rule, Said
from compare.attribution.attribution import attribute as attribute_pieces
from compare.attribution.cast import Cast
from compare.attribution.clauses import find
from compare.attribution.narration import read
from compare.attribution.resolution import resolve
from compare.model import Article, Sentence, SpeakerRule
from compare.text.function_words import function_words
from compare.text.quotations import spans
from compare.text.tokens import WORD, tokens

_MARKS = "\"'”’»"
_STOPS = frozenset("?!….")
_FAR = 200
"""The most characters between a quotation and the words beside it that tell its speaker."""
MINIMUM_WORDS = 3
"""A quotation of fewer words is counted, but given to nobody: a phrase may be a title or a distance."""


class Quotation(Struct, frozen=True, kw_only=True):
    """A passage between quotation marks: ``body[start:end]``, marks included, and the ``sentences`` it stands in.

    ``speaker`` is the fullest form by which the article names him ("Stephen Biegun", "State Department"), or a role as
    it stands ("a spokesman"); None where the quotation is short or its speaker cannot be told. ``named``: the article
    gives a name. ``mention`` are the offsets in the body of the words beside the quotation that tell the speaker,
    ``verb`` is the reporting verb in its base form, ``rule`` says how the speaker was found.
    """

    start: int
    end: int
    words: int
    sentences: tuple[int, ...]
    speaker: str | None = None
    named: bool = False
    verb: str | None = None
    mention: tuple[int, int] | None = None
    rule: Rule = "none"


def attribute(article: Article) -> tuple[Quotation, ...]:
    """The quotations of an article's own sentences, in order.

    Speakers are told for quotations of ``MINIMUM_WORDS`` words and more in English and Korean prose. Captions, credits
    and furniture count for nothing. Time is linear in the body.
    """
    if korean.is_korean(article.body):
        return _attribute_korean(article)
    prose = article.prose
    outer, quoted = read(article.body, [sentence.start for sentence in article.sentences])
    clauses = [find(sentence.pieces) for sentence in outer]
    said = {one.quotation: one for one in attribute_pieces(outer, clauses)}
    cast = Cast(outer, clauses)
    found: list[Quotation] = []
    for number, (start, end) in enumerate(quoted):
        inside = _standing(prose, start, end)
        count = sum(_count(article.body, max(start, s.start), min(end, s.end)) for s in inside)
        if count:
            place = tuple(s.index for s in inside)
            plain = Quotation(start=start, end=end, words=count, sentences=place)
            spoken = count >= MINIMUM_WORDS and not _is_title(article.body[start:end])
            found.append(_spoken(plain, said.get(number), cast) if spoken else plain)
    return _echoes(found, article.body)


def _attribute_korean(article: Article) -> tuple[Quotation, ...]:
    """The quotations of a Korean text: a speaker is told within the quotation's own sentence, or goes on in it."""
    prose, reader = article.prose, korean.Reader(article.body)
    opening = {s.index for k, s in enumerate(prose) if not k or prose[k - 1].paragraph != s.paragraph}
    found: list[Quotation] = []
    for start, end in spans(article.body):
        inside = _standing(prose, start, end)
        count = sum(_count(article.body, max(start, s.start), min(end, s.end)) for s in inside)
        if count:
            plain = Quotation(start=start, end=end, words=count, sentences=tuple(s.index for s in inside))
            last = inside[-1]
            told = reader.read((start, end), (inside[0].start, last.end), opens=inside[0].index in opening)
            found.append(_told(plain, told) if told is not None and count >= MINIMUM_WORDS else plain)
    return tuple(found)


def _told(plain: Quotation, told: korean.Told) -> Quotation:
    near = plain.start <= told.end + _FAR and told.start <= plain.end + _FAR
    return replace(
        plain,
        speaker=told.name,
        named=told.named,
        verb=told.verb,
        mention=(told.start, told.end),
        rule="same paragraph" if not near else "before" if told.start < plain.start else "after",
    )


def retell(quotations: Sequence[Quotation], told: Sequence[SpeakerRule]) -> tuple[Quotation, ...]:
    """The quotations with the speakers that a person told, in place of those that were found."""
    speakers = {rule.start: rule.speaker for rule in told}
    return tuple(
        replace(q, speaker=speakers[q.start], named=True, verb=None, mention=None, rule="person")
        if q.start in speakers
        else q
        for q in quotations
    )


def _standing(prose: Sequence[Sentence], start: int, end: int) -> list[Sentence]:
    first = bisect_right(prose, start, key=lambda s: s.end)
    last = bisect_left(prose, end, key=lambda s: s.start)
    return list(prose[first:last])


def _count(body: str, start: int, end: int) -> int:
    return sum(1 for _ in WORD.finditer(body, start, end))


def _is_title(quoted: str) -> bool:
    """Whether the words are the name of a book, a programme or a day: all capitalised but for small words, no stop."""
    found = WORD.findall(quoted)
    telling = [word for word in found if word.lower() not in function_words()]
    stopped = quoted.rstrip(_MARKS)[-1:] in _STOPS
    return len(telling) > 1 and not stopped and found[0][0].isupper() and all(not w[0].islower() for w in telling)


def _spoken(plain: Quotation, said: Said | None, cast: Cast) -> Quotation:
    """The quotation with its speaker, where the article tells one."""
    if said is None or said.speaker is None:
        return plain
    speaker = resolve(said.speaker, cast)
    if speaker is None:
        return plain
    return replace(
        plain,
        speaker=speaker.name,
        named=speaker.named,
        verb=said.verb,
        mention=(said.speaker.start, said.speaker.end),
        rule=said.rule,
    )


def _echoes(found: Sequence[Quotation], body: str) -> tuple[Quotation, ...]:
    """Quotations without a speaker that repeat words of an earlier one are its speaker's."""
    if all(q.speaker is not None or q.words < MINIMUM_WORDS for q in found):
        return tuple(found)
    heard: list[tuple[str, Quotation]] = []
    answered: list[Quotation] = []
    for quotation in found:
        text = _plain(body[quotation.start : quotation.end])
        source = next((q for words, q in heard if text in words), None)
        if quotation.speaker is None and quotation.words >= MINIMUM_WORDS and source is not None:
            answered.append(
                replace(quotation, speaker=source.speaker, named=source.named, mention=source.mention, rule="echo")
            )
            continue
        if quotation.speaker is not None:
            heard.append((text, quotation))
        answered.append(quotation)
    return tuple(answered)


def _plain(text: str) -> str:
    """The words of a text in a row, with a space at either end, so that whole words are found in it."""
    return f" {' '.join(token.norm for token in tokens(text))} "
