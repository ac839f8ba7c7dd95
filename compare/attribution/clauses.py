"""Reporting clauses: a verb of saying, its subject before or after it, and where the clause stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from compare.attribution.grammar import (
    BE,
    BEFORE_BARE_VERBS,
    BEFORE_NOUNS,
    BEFORE_PARTICIPLE,
    DETERMINERS,
    OPENERS,
    PARTIES,
    PAUSES,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVE,
    STATES,
    UNCHANGED,
    WRITER,
    lexicon,
)
from compare.attribution.phrases import (
    NounPhrase,
    Piece,
    bracket_start,
    ending_at,
    noun_at,
    noun_phrase,
    opening_at,
    skip_adverbs,
)
from compare.text.sentences import abbreviations

_LONGEST_OBJECT = 9
"""Within how many pieces of a role the comma stands behind whom it serves."""
_LONGEST_STATED = 24
_STATEMENTS = frozenset(
    [
        "statement",
        "letter",
        "message",
        "tweet",
        "post",
        "speech",
        "interview",
        "email",
        "release",
        "remarks",
        "address",
        "report",
    ]
)
"""Texts through which somebody speaks."""
_MOST_PARTS = 4
"""How many parts between commas are looked back over."""
_PARTY = re.compile(r"[A-Z]{1,4}-[A-Z]\w*\.?")


def subject_before(pieces: Sequence[Piece], verb: int) -> NounPhrase | None:
    """The subject that stands before the verb at ``verb``, apposition and relative clause passed over."""
    at = skip_adverbs(pieces, verb - 1)
    if at < 0:
        return None
    piece = pieces[at]
    if piece.lower in PRONOUNS:
        return noun_phrase("pronoun", pieces, at, at + 1, at)
    if piece.lower in WRITER:
        return noun_phrase("writer", pieces, at, at + 1, at)
    if piece.lower in RELATIVE:
        at -= 1
        if at >= 0 and pieces[at].text == ",":
            at -= 1
        return _explained(pieces, ending_at(pieces, at))
    if piece.text in PAUSES | {")"}:
        return _stated(pieces, at) or _across_comma(pieces, at)
    found = ending_at(pieces, at)
    titled = found is not None and found.form == "role" and found.text.split()[0].lower() not in DETERMINERS
    return _explained(pieces, found) if titled else found


def _stated(pieces: Sequence[Piece], comma: int) -> NounPhrase | None:
    """Who states through another: "Duarte, in a statement by her spokesman, Bo Lind, said"."""
    for k in range(comma - 2, max(0, comma - _LONGEST_STATED), -1):
        if pieces[k].text == "," and pieces[k + 1].lower in {"in", "through", "via"} and k:
            opening = [piece.lower for piece in pieces[k + 2 : k + 5]]
            found = ending_at(pieces, k - 1) if set(opening) & _STATEMENTS else None
            return found if found is not None and found.form in {"name", "role"} else None
    return None


def _explained(pieces: Sequence[Piece], found: NounPhrase | None) -> NounPhrase | None:
    """The name that a role explains ("Kim, a scholar who says so"), or the role itself."""
    if found is None or found.form != "role":
        return found
    first = next(k for k, piece in enumerate(pieces) if piece.start == found.start)
    name = (
        ending_at(pieces, first - 2) if first > 1 and pieces[first - 1].text == "," and pieces[first - 2].name else None
    )
    return name if name is not None and name.form == "name" else found


def subject_after(pieces: Sequence[Piece], verb: int) -> NounPhrase | None:
    """The subject that follows the verb at ``verb`` ("said the minister")."""
    at = verb + 1
    while at < len(pieces) and pieces[at].lower in lexicon().adverbs:
        at += 1
    if at < len(pieces) and pieces[at].lower in PRONOUNS:
        return noun_phrase("pronoun", pieces, at, at + 1, at)
    return _named_behind(pieces, opening_at(pieces, at))


def _named_behind(pieces: Sequence[Piece], found: NounPhrase | None) -> NounPhrase | None:
    """The name behind a role and a comma ("said the play's director, H. Wright,"), or what was found."""
    if found is None or found.form != "role":
        return found
    last = next((k for k, piece in enumerate(pieces) if piece.end == found.end), len(pieces))
    if last + 1 < len(pieces) and pieces[last + 1].lower in {"of", "for", "at"}:  # "the chief of the agency, H. Wright"
        near = range(last + 2, min(len(pieces), last + _LONGEST_OBJECT))
        last = next((k - 1 for k in near if pieces[k].kind != "word"), len(pieces))
    if last + 2 >= len(pieces) or pieces[last + 1].text != "," or not pieces[last + 2].name:
        return found
    name = opening_at(pieces, last + 2)
    if name is None or name.form != "name" or " " not in name.text:
        return found
    behind = next((piece for piece in pieces if piece.start >= name.end), None)
    closed = behind is None or behind.kind == "quote" or behind.text in PAUSES | {".", "("}
    return name if closed else found


def _across_comma(pieces: Sequence[Piece], comma: int) -> NounPhrase | None:
    """The subject before an apposition or a relative clause that the comma at ``comma`` ends.

    The parts between commas are looked at from right to left: a part is passed over where a name or a role stands
    before its opening comma, and it opens as an explanation does.
    """
    end = comma
    for _ in range(_MOST_PARTS):
        start = _part_start(pieces, end)
        found = ending_at(pieces, end - 1) if end > start and not _aside(pieces, start, end) else None
        comma_before = start - 1 if start and pieces[start - 1].text in PAUSES else None
        if comma_before is None:
            return found if found is not None and _opens_clause(pieces, start, found) else None
        outer = ending_at(pieces, comma_before - 1)
        if found is not None and outer is None and _opens_clause(pieces, start, found):
            return found
        if found is not None and pieces[start].name and found.start == pieces[start].start:
            return found if found.form == "name" else outer
        end = comma_before
    return None


def _opens_clause(pieces: Sequence[Piece], start: int, found: NounPhrase) -> bool:
    """Whether ``found`` can be a subject of the part that starts at ``start``."""
    first = pieces[start]
    return first.lower not in RELATIVE and (found.start <= first.start or first.lower not in PREPOSITIONS)


def _aside(pieces: Sequence[Piece], start: int, end: int) -> bool:
    """Whether a part is a party, an age or a state: it names no one."""
    first = pieces[start]
    if end - start == 1:
        state = first.text.endswith(".") and first.text in abbreviations()
        return first.text.isdigit() or state or _PARTY.fullmatch(first.text) is not None or first.text in STATES
    return first.text in PARTIES and pieces[start + 1].lower in {"of", "from", "in"}


def _part_start(pieces: Sequence[Piece], end: int) -> int:
    """Where the words begin that a comma, a quotation or another mark sets off from what is before them."""
    at = end
    while at > 0 and (pieces[at - 1].kind == "word" or pieces[at - 1].text in "-/'’)]"):
        if pieces[at - 1].text in ")]":
            at = bracket_start(pieces, at - 1)
        else:
            at -= 1
    return at


Strength = Literal["speech", "naming", "acting"]
_SOURCES = {"according": 2, "per": 1}
"""Words that name a source without a verb, with how many words the source stands after."""

_OBJECTIVE = {"him": "he", "her": "she"}
_CITED = frozenset({"quoted", "cited", "reported", "recorded", "heard"})
"""Participles whose subject speaks: "he was quoted as saying"."""
_FAR_CITED = 10
"""How many pieces may stand between "quoted" and "as saying"."""
_MARKS = "\"'”’»"
_ADDRESSED = frozenset({"assure", "inform", "notify", "remind", "tell"})
"""Verbs whose object is who hears: "told reporters" says nothing of who spoke."""


class ReportingClause(NamedTuple):
    """A reporting verb at ``pieces[verb]``, its subject, and the places the clause takes."""

    verb: int
    first: int
    last: int
    subject: NounPhrase | None
    strength: Strength
    inverted: bool
    lemma: str
    inserted: bool = False
    """Whether "when" or "as" sets it between another clause and the quotation: "when he talks of"."""


def find_clauses(pieces: Sequence[Piece]) -> list[ReportingClause]:
    """All reporting clauses of a sentence, in order; one without a subject that can be told has None."""
    return list(_find(pieces))


def _find(pieces: Sequence[Piece]) -> Iterator[ReportingClause]:
    lex = lexicon()
    main: NounPhrase | None = None
    for k, piece in enumerate(pieces):
        source = _SOURCES.get(piece.lower)
        if source is not None and k + source < len(pieces) and (source == 1 or pieces[k + 1].lower == "to"):
            subject = _objective(pieces, k + source) or opening_at(pieces, k + source)
            yield _clause(pieces, k, k + source - 1, subject, "speech", "according to", inverted=True)
            continue
        opens = k == 0 and piece.lower.endswith("ing")
        if piece.kind != "word" or not (piece.text.islower() or opens):
            continue
        lemma = lex.lemmas.get(piece.lower)
        if lemma is None:
            continue
        clause = _verb(pieces, k, lemma, main)
        if clause is not None:
            if clause.subject is not None and not clause.inverted:
                main = clause.subject
            yield clause


def _objective(pieces: Sequence[Piece], k: int) -> NounPhrase | None:
    """The pronoun of a source: "according to her"."""
    subject = _OBJECTIVE.get(pieces[k].lower)
    closed = k + 1 == len(pieces) or pieces[k + 1].kind != "word"
    return noun_phrase("pronoun", pieces, k, k + 1, k)._replace(text=subject) if subject and closed else None


def _verb(pieces: Sequence[Piece], k: int, lemma: str, main: NounPhrase | None) -> ReportingClause | None:
    """The clause of the verb at ``k``, None where the word is no verb or nobody says what follows."""
    strength = _strength(pieces, k)
    if _is_noun(pieces, k, lemma):
        return None
    if _passive(pieces, k) and not pieces[k].lower.endswith("ing"):
        return _by(pieces, k, strength, lemma)
    inverted = None if lemma in _ADDRESSED else subject_after(pieces, k)
    if inverted is not None and (_follows_quotation(pieces, k) or _closes_report(pieces, k, inverted)):
        return _clause(pieces, k, k, inverted, strength, lemma, inverted=True)
    subject = _subject(pieces, k, main)
    if subject is None and pieces[k].lower.endswith("s"):
        return None
    return _clause(pieces, k, k, subject, strength, lemma, inverted=False)


def _subject(pieces: Sequence[Piece], k: int, main: NounPhrase | None) -> NounPhrase | None:
    """Who says what the verb at ``k`` reports; ``main`` is the subject of the clause before it."""
    if k == 0:
        return _behind_comma(pieces)
    if k > 1 and pieces[k - 1].lower == "as":
        cited = next((n for n in range(k - 2, max(-1, k - _FAR_CITED), -1) if pieces[n].lower in _CITED), None)
        if cited is not None and _passive(pieces, cited):
            return subject_before(pieces, cited)
    if k > 2 and pieces[k - 1].lower == "to" and pieces[k - 2].name:  # noqa: PLR2004 - "for", a name, "to"
        handed = noun_at(pieces, k - 2)
        first = next((n for n, piece in enumerate(pieces) if handed is not None and piece.start == handed.start), 0)
        if first and pieces[first - 1].lower == "for":
            return handed
    if not _shares_subject(pieces, k):
        return _own_subject(pieces, k)
    planned = _own_subject(pieces, k - 2) if k > 1 and pieces[k - 1].lower == "to" and main is None else None
    return main or planned or _sentence_subject(pieces, k)


def _by(pieces: Sequence[Piece], k: int, strength: Strength, lemma: str) -> ReportingClause | None:
    """The clause of a passive with its agent: "as it was called by Duarte"; None without one, or where another speaks."""
    cited = pieces[k].lower in _CITED and _as_saying(pieces, k)
    if k + 1 >= len(pieces) or pieces[k + 1].lower != "by" or cited:
        return None
    return _clause(pieces, k, k + 1, opening_at(pieces, k + 2), strength, lemma, inverted=True)


def _as_saying(pieces: Sequence[Piece], k: int) -> bool:
    """Whether "as saying" follows shortly: "was quoted by the agency as saying"."""
    near = range(k + 1, min(len(pieces) - 1, k + _FAR_CITED))
    return any(pieces[n].lower == "as" and pieces[n + 1].lower.endswith("ing") for n in near)


def _behind_comma(pieces: Sequence[Piece]) -> NounPhrase | None:
    """The subject of a sentence that opens with a participle: "Calling it a gift, Duarte left."."""
    for k in range(1, len(pieces) - 1):
        if pieces[k].kind == "quote" and pieces[k].text.rstrip(_MARKS).endswith(","):
            return opening_at(pieces, k + 1)
    comma = next((k for k in range(1, len(pieces) - 1) if pieces[k].text == ","), None)
    return None if comma is None else opening_at(pieces, comma + 1)


def _strength(pieces: Sequence[Piece], k: int) -> Strength:
    lex, word = lexicon(), pieces[k].lower
    if word in lex.speech or (word in {"put", "puts"} and k + 1 < len(pieces) and pieces[k + 1].lower == "it"):
        return "speech"
    return "naming" if word in lex.naming else "acting"


def _shares_subject(pieces: Sequence[Piece], k: int) -> bool:
    """Whether the verb is a participle, an infinitive or the second of two verbs: its subject is the main clause's."""
    if pieces[k].lower.endswith("ing") or pieces[k - 1].lower == "to":
        return True
    at = skip_adverbs(pieces, k - 1)
    return at >= 0 and pieces[at].lower in {"and", "but", "then"}


def _own_subject(pieces: Sequence[Piece], k: int) -> NounPhrase | None:
    subject = subject_before(pieces, k)
    if subject is not None and subject.form in {"group", "pronoun"}:
        return _document(pieces, subject) or subject
    return subject


def _clause(
    pieces: Sequence[Piece],
    k: int,
    last: int,
    subject: NounPhrase | None,
    strength: Strength,
    lemma: str,
    *,
    inverted: bool,
) -> ReportingClause:
    first = k
    if subject is not None:
        places = [n for n, p in enumerate(pieces) if subject.start <= p.start < subject.end]
        if inverted:
            last = max(last, places[-1])
        elif places[0] < k:
            first = places[0]
    inserted = not inverted and first > 0 and subject is not None and pieces[first - 1].lower in {"when", "as", "while"}
    return ReportingClause(k, first, last, subject, strength, inverted, lemma, inserted=inserted)


def _passive(pieces: Sequence[Piece], k: int) -> bool:
    at = k - 1
    while (
        at >= 0
        and pieces[at].lower not in BE
        and (pieces[at].lower in lexicon().adverbs or pieces[at].lower.endswith("ly") or pieces[at].lower == "not")
    ):
        at -= 1
    return at >= 0 and pieces[at].lower in BE


def _follows_quotation(pieces: Sequence[Piece], k: int) -> bool:
    at = k - 1
    if at >= 0 and pieces[at].text in PAUSES:
        at -= 1
    return at >= 0 and pieces[at].kind == "quote"


def _closes_report(pieces: Sequence[Piece], k: int, subject: NounPhrase) -> bool:
    """Whether the verb and the subject behind it close a report without marks: "It was late, said Kim, a guard."."""
    if pieces[k - 1].text != "," or pieces[k].lower not in lexicon().speech or subject.form == "pronoun":
        return False
    following = next((piece for piece in pieces[k + 1 :] if piece.start >= subject.end), None)
    return following is None or following.text in {",", ".", "(", "who"}


def _is_noun(pieces: Sequence[Piece], k: int, lemma: str) -> bool:
    """Whether the word is rather a noun: "the reports", "her support", "Clinton's claims"."""
    word = pieces[k].lower
    if k == 0:
        return not word.endswith("ing") or _is_verbless(pieces)
    previous = pieces[k - 1]
    if previous.lower in BEFORE_NOUNS or previous.lower.endswith(("'s", "s'")):
        return True
    if word.endswith("ing") and pieces[k - 1].kind == "word":
        return previous.lower not in BEFORE_PARTICIPLE
    if word != lemma or word in UNCHANGED:
        return False
    return not (previous.lower in BEFORE_BARE_VERBS or (previous.lower.endswith("s") and previous.kind == "word"))


def _is_verbless(pieces: Sequence[Piece]) -> bool:
    """Whether a sentence that opens with a form in -ing has no comma behind which a subject could follow."""
    return _behind_comma(pieces) is None


def topic(pieces: Sequence[Piece]) -> NounPhrase | None:
    """The subject of a sentence's main clause, told from its opening; None where that cannot be told."""
    return _sentence_subject(pieces, len(pieces))


def _sentence_subject(pieces: Sequence[Piece], verb: int) -> NounPhrase | None:
    """The subject of the sentence's main clause, for a participle: its first name, pronoun or role."""
    starts = [0, *(k + 1 for k in range(verb - 1) if pieces[k].text == ",")]
    for k in starts:
        if pieces[k].lower in PRONOUNS:
            return noun_phrase("pronoun", pieces, k, k + 1, k)
        found = opening_at(pieces, k)
        explains = k > 1 and pieces[k - 2].lower in lexicon().people and not pieces[k - 2].name
        if found is not None and found.form in {"name", "role", "text"} and not explains:
            return found
        if not explains and not _introduces(pieces[k]):
            return None
    return None


def _document(pieces: Sequence[Piece], subject: NounPhrase) -> NounPhrase | None:
    """The text in which a subject speaks: "a communique in which the two governments promised"."""
    k = next(n for n, piece in enumerate(pieces) if piece.start == subject.start)
    if k < 3 or pieces[k - 1].lower != "which" or pieces[k - 2].lower != "in":  # noqa: PLR2004 - a text, "in", "which"
        return None
    found = noun_at(pieces, k - 3)
    return found if found is not None and found.form == "text" else None


def _introduces(piece: Piece) -> bool:
    """Whether a part that opens with this word stands before the subject: "In a letter, ..."."""
    return (
        piece.lower in PREPOSITIONS
        or piece.lower.endswith("ing")
        or piece.lower in lexicon().adverbs
        or piece.lower in OPENERS
    )
