"""The quotations of an article and their speakers.

Whose words a quotation holds is told by the reporting clause beside it, or by the quotation that it continues.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from compare.attribution import korean_speakers as korean
from compare.attribution.clauses import ReportingClause, find_clauses
from compare.attribution.coreference import Cast, resolve_speaker
from compare.attribution.grammar import BE, BREAKS, DASHES, PAUSES, PREPOSITIONS, TIMES, lexicon
from compare.attribution.phrases import Narration, NounPhrase, Piece, is_breaking, opening_at, read_narration
from compare.model import Article, Sentence, SpeakerRule
from compare.text.quotations import spans
from compare.text.tokens import WORD, function_words, tokens

Rule = Literal[
    "after",
    "before",
    "trailing",
    "signature",
    "colon",
    "same paragraph",
    "open quotation",
    "indirect",
    "echo",
    "person",
    "none",
]
_STOPS = frozenset("?!….")
_MARKS = "\"”’'»"
_TITLE = 5
"""How many words of a title may stand between a quotation and the name of its speaker."""
_LONGEST_LABEL = 8
"""Within how many pieces of its start a colon makes the opening words of a sentence a label."""
_BESIDE = 4
"""How many pieces may stand between a clause with "when" or "as" and the phrase that it takes."""
_LABEL_WORDS = 4
_TITLED = frozenset({"titled", "entitled", "headlined", "captioned"})
_NEAR = 10
"""How many pieces may stand between a verb of naming or acting and the phrase that it takes."""


class Said(NamedTuple):
    """A quotation by its number, its speaker as the text names him beside it, the verb, and the rule that told."""

    quotation: int
    speaker: NounPhrase | None = None
    verb: str | None = None
    rule: Rule = "none"


class _Before(NamedTuple):
    """What was read before a sentence: the last quotation, and a clause that a colon or indirect speech left open."""

    said: Said
    paragraph: int
    open: bool
    colon: ReportingClause | None = None
    indirect: ReportingClause | None = None
    """The clause of a paragraph's last sentence that reports without quoting."""


def attribute_pieces(outer: Sequence[Narration], clauses: Sequence[Sequence[ReportingClause]]) -> Iterator[Said]:
    """What is said of each quotation of the ``outer`` sentences, in order; ``clauses`` are those of each sentence."""
    before = _Before(Said(-1), -1, open=False)
    for n, sentence in enumerate(outer):
        for k, piece in enumerate(sentence.pieces):
            if piece.kind == "quote":
                said = (
                    _titled(sentence.pieces, k)
                    or _beside(sentence.pieces, k, clauses[n])
                    or _after_stop(outer, clauses, n, k)
                    or _continued(sentence, k, clauses[n], before)
                )
                yield said
                before = _Before(said, sentence.paragraph, open=piece.text[-1] not in _MARKS)
        last = n + 1 == len(outer) or outer[n + 1].paragraph != sentence.paragraph
        indirect = _reports(sentence, clauses[n]) if last else None
        before = before._replace(colon=_introduction(sentence, clauses[n]), indirect=indirect)


def _titled(pieces: Sequence[Piece], k: int) -> Said | None:
    """Nobody, where the words are what a text is called: "a letter titled “The roof can wait”"."""
    before = [piece.lower for piece in pieces[max(0, k - 2) : k] if piece.kind == "word"]
    return Said(pieces[k].quotation) if before and before[-1] in _TITLED else None


def _beside(pieces: Sequence[Piece], k: int, clauses: Sequence[ReportingClause]) -> Said | None:
    """The speaker told in the quotation's own sentence."""
    number = pieces[k].quotation
    following = [c for c in clauses if c.first > k and c.subject is not None]
    for clause in following[:1]:
        if clause.strength == "speech" and _adjacent(pieces, k, clause.first):
            return Said(number, clause.subject, clause.lemma, "after")
    signature = _signature(pieces, k)
    if signature is not None:
        return Said(number, signature, None, "signature")
    governing = _governing(pieces, [c for c in clauses if c.last < k], k)
    if governing is not None:
        return Said(number, governing.subject, governing.lemma, "before")
    for clause in following:
        if clause.strength == "speech" and _trails(pieces, clause):
            return Said(number, clause.subject, clause.lemma, "trailing")
    label = _label(pieces)
    return Said(number, label, None, "colon") if label is not None else None


def _label(pieces: Sequence[Piece]) -> NounPhrase | None:
    """The speaker whose name and a colon open the sentence: "Mayor Ann Lowell: “We will wait”"."""
    colon = next((k for k, piece in enumerate(pieces[:_LONGEST_LABEL]) if piece.text == ":"), None)
    if not colon or any(piece.kind != "word" for piece in pieces[:colon]):
        return None
    start = 2 if pieces[0].lower == "and" and pieces[1].lower == "from" else int(pieces[0].lower == "from")
    found = opening_at(pieces, start)
    if found is None or found.form != "name" or found.end != pieces[colon - 1].end:
        return None
    shouted = any(len(piece.text) > 1 and piece.text.isupper() for piece in pieces[start:colon])
    return None if shouted or found.text.count(" ") >= _LABEL_WORDS else found


def _adjacent(pieces: Sequence[Piece], k: int, first: int) -> bool:
    """Whether nothing but a pause and the words of a title stand between the quotation and the clause."""
    between = pieces[k + 1 : first]
    if between and between[0].text in PAUSES:
        between = between[1:]
    return len(between) <= _TITLE and all(piece.kind == "word" and not is_breaking(piece) for piece in between)


def _governing(pieces: Sequence[Piece], leading: Sequence[ReportingClause], k: int) -> ReportingClause | None:
    """The clause before the quotation that reports it: the nearest, but an act yields to speech before it."""
    told = [c for c in leading if c.subject is not None]
    for clause in reversed(told):
        yields = clause.subject is not None and clause.subject.text.lower() == "it"
        if clause.strength == "naming" and _is_reduced(pieces, clause, k):
            continue
        near = (clause.strength == "naming" and k - clause.last <= _NEAR) or (
            clause.inserted and k - clause.last <= _BESIDE
        )
        if not yields and (clause.strength == "speech" or near):
            return clause
    return told[-1] if told and k - told[-1].last <= _NEAR else None


def _is_reduced(pieces: Sequence[Piece], clause: ReportingClause, k: int) -> bool:
    """Whether a participle introduces a name for its noun: "a service once called “...” is dear"."""
    named = clause.subject is not None and clause.subject.form in {"name", "pronoun"}
    return not named and k + 1 < len(pieces) and pieces[k + 1].lower in BE | {"has", "have", "had", "will"}


def _trails(pieces: Sequence[Piece], clause: ReportingClause) -> bool:
    """Whether a pause or a quotation sets the clause off from what it reports."""
    before = pieces[clause.first - 1]
    return before.text in PAUSES or before.kind == "quote"


def _signature(pieces: Sequence[Piece], k: int) -> NounPhrase | None:
    """The name that a dash sets behind a quotation that is a sentence of its own."""
    signed = _signed(pieces, k + 1)  # looked at first: it fails at once, and few quotations have a dash behind them
    return None if signed is None or any(p.kind == "word" for p in pieces[:k]) else signed


def _signed(pieces: Sequence[Piece], dash: int) -> NounPhrase | None:
    """The name between a dash and the sentence's end."""
    if dash + 1 >= len(pieces) or pieces[dash].text not in DASHES | {"-"}:
        return None
    found = opening_at(pieces, dash + 1)
    if found is None or found.form != "name":
        return None
    closed = all(p.kind == "mark" or p.start < found.end for p in pieces[dash + 1 :])
    return found if closed else None


def _after_stop(
    outer: Sequence[Narration], clauses: Sequence[Sequence[ReportingClause]], n: int, k: int
) -> Said | None:
    """The speaker in a clause that seems a sentence of its own: '"Why?" Ms. Kim asked.'."""
    here = outer[n].pieces
    last = k == len(here) - 1 and here[k].text.rstrip(_MARKS)[-1:] in _STOPS
    if not last or n + 1 == len(outer) or outer[n + 1].paragraph != outer[n].paragraph:
        return None
    signature = _signed(outer[n + 1].pieces, 0)
    if signature is not None and not any(p.kind == "word" for p in here[:k]):
        return Said(here[k].quotation, signature, None, "signature")
    if not clauses[n + 1]:
        return None
    following, told = outer[n + 1].pieces, clauses[n + 1]
    clause = next((c for c in told if c.strength != "acting"), told[0])
    closed = clause.verb + 1 == len(following) or _says_no_more(following[clause.verb + 1 :])
    if clause.subject is None or clause.strength == "acting" or not closed:
        return None
    if clause.inverted or clause.subject.start != following[0].start:
        return None
    return Said(here[k].quotation, clause.subject, clause.lemma, "after")


def _says_no_more(rest: Sequence[Piece]) -> bool:
    """Whether nothing that is said follows the verb: at most when and where it was said."""
    first = rest[0]
    circumstance = first.lower in TIMES | PREPOSITIONS or first.lower in lexicon().adverbs
    return first.kind == "mark" or (circumstance and not any(p.kind == "quote" or p.lower in BREAKS for p in rest))


def _introduction(sentence: Narration, clauses: Sequence[ReportingClause]) -> ReportingClause | None:
    """The clause of a sentence that ends with a colon: it introduces what follows."""
    told = [c for c in clauses if c.subject is not None]
    if sentence.pieces[-1].text != ":":
        return None
    label = _label(sentence.pieces)
    if label is not None and not told:
        return ReportingClause(0, 0, len(sentence.pieces) - 1, label, "speech", inverted=False, lemma="")
    return told[-1] if told else None


def _reports(sentence: Narration, clauses: Sequence[ReportingClause]) -> ReportingClause | None:
    """The main clause of a sentence that tells in the paper's own words what somebody said."""
    told = next((c for c in clauses if c.strength == "speech"), None)
    quoted = any(piece.kind == "quote" for piece in sentence.pieces)
    speaks = told is not None and told.subject is not None and told.subject.form in {"name", "role", "pronoun"}
    return told if speaks and not quoted else None


def _continued(sentence: Narration, k: int, clauses: Sequence[ReportingClause], before: _Before) -> Said:
    """The speaker of the quotation before, for one that opens a sentence without another speaker."""
    number = sentence.pieces[k].quotation
    if not k and before.colon is not None:
        return Said(number, before.colon.subject, before.colon.lemma or None, "colon")
    if k or clauses:
        return Said(number)
    alone = all(piece.kind == "quote" for piece in sentence.pieces)
    if before.indirect is not None and sentence.opens and alone:
        return Said(number, before.indirect.subject, before.indirect.lemma, "indirect")
    rule = _carried(sentence, before) if before.said.speaker is not None else None
    return before.said._replace(quotation=number, rule=rule) if rule is not None else Said(number)


def _carried(sentence: Narration, before: _Before) -> Rule | None:
    """How a quotation goes on with the one before it, None where it does not."""
    if sentence.paragraph == before.paragraph:
        return "same paragraph"
    alone = len(sentence.pieces) == 1 and sentence.pieces[0].text[-1] not in _MARKS
    return "open quotation" if (before.open or alone) and sentence.paragraph == before.paragraph + 1 else None


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
    outer, quoted = read_narration(article.body, [sentence.start for sentence in article.sentences])
    clauses = [find_clauses(sentence.pieces) for sentence in outer]
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
    """The quotations of a Korean text, with their speakers."""
    prose, quoted = article.prose, spans(article.body)
    opening = {s.index for k, s in enumerate(prose) if not k or prose[k - 1].paragraph != s.paragraph}
    units = korean.read_units([(s.start, s.end, s.index in opening) for s in prose], quoted)
    reader = korean.Reader(article.body, quoted, list(units))
    found: list[Quotation] = []
    for start, end in quoted:
        inside = _standing(prose, start, end)
        count = sum(_count(article.body, max(start, s.start), min(end, s.end)) for s in inside)
        if count:
            plain = Quotation(start=start, end=end, words=count, sentences=tuple(s.index for s in inside))
            told = reader.read((start, end)) if count >= MINIMUM_WORDS else None
            found.append(_told(plain, told) if told is not None else plain)
    return tuple(found)


def _told(plain: Quotation, told: korean.ToldSpeaker) -> Quotation:
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
    speaker = resolve_speaker(said.speaker, cast)
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
