"""Who speaks in a quotation of Korean news: the subject of its sentence, where a particle and a verb of saying follow.

    김인철 외교부 대변인은 8일 “...”고 말했다.      “...”고 박서연 시장이 말했다.

Words are told by their endings and by short lists (``data/reporting_ko.toml``), without a parser; where the subject is
neither a role, a name with a role, nor a body, there is no answer.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from compare import names
from compare.data import read_table

_WORD = re.compile(r"[^\s,.!?()\[\]“”‘’\"'·…]+")
_SUBJECT = re.compile(r"(?P<stem>.+?)(?:께서는|께서|은|는|이|가)")
_WITH_PARTICLE = re.compile(r"(?P<stem>.+?)(?:께서는|께서|에게|에서|은|는|이|가|을|를|의|와|과|도|로)")
_GIVEN = re.compile(r"[가-힣]{3}")
_FAMILY = re.compile(r"[가-힣]")
_LATIN = re.compile(r"[A-Za-z]")
_POSTPOSITION = re.compile(r".+(?:에서|에게|에는|으로|까지|부터|처럼|대해|관련|통해|위해|[을를에의와과도고며])")
_ENDING = re.compile(r".+(?:다|다고|다며|다면서|다는|으며|며|면서|고|는데|지만|자)")
"""How a verb ends: "말레이시아" begins as one does and is none."""
_DIGIT = re.compile(r".*\d")
_SHORT = 2
"""Words of so many syllables are no bodies by their last one: "사실" is a fact."""
_MOST_WORDS = 7
"""The most words of a subject."""


class Told(NamedTuple):
    """A speaker: the name to show, whether it is a name, the words ``body[start:end]`` that tell it, the verb."""

    name: str
    named: bool
    start: int
    end: int
    verb: str | None


class Phrase(NamedTuple):
    """A subject: its words without particle, and where it stands."""

    words: tuple[str, ...]
    start: int
    end: int


class _Lists(NamedTuple):
    particles: tuple[str, ...]
    verbs: tuple[str, ...]
    roles: frozenset[str]
    bodies: tuple[str, ...]
    times: frozenset[str]
    pronouns: frozenset[str]


@functools.cache
def _lists() -> _Lists:
    words = {key: text.split() for key, text in read_table("reporting_ko").items()}
    return _Lists(
        particles=tuple(sorted(words["particles"], key=lambda word: (-len(word), word))),
        verbs=tuple(sorted(words["verbs"])),
        roles=frozenset(words["roles"]),
        bodies=tuple(words["bodies"]),
        times=frozenset(words["times"]),
        pronouns=frozenset(words["pronouns"]),
    )


class Reader:
    """Reads one article's quotations in order, and remembers who was named."""

    def __init__(self, body: str) -> None:
        """Take the text of the article."""
        self._body = body
        self._known = list(_persons(list(_WORD.finditer(body))))
        self._last: Told | None = None
        self._sentence = (-1, -1)

    def read(self, quotation: tuple[int, int], sentence: tuple[int, int], *, opens: bool) -> Told | None:
        """The speaker of a quotation in a ``sentence``; ``opens`` says that a paragraph begins with the sentence."""
        goes_on = sentence == self._sentence
        if opens and not goes_on:
            self._last = self._last and self._last._replace(verb=None)
        before = self._last if goes_on or not opens else None
        self._sentence = sentence
        found = self._tell(quotation, sentence, before)
        if found is not None:
            self._last = found
        return found

    def _tell(self, quotation: tuple[int, int], sentence: tuple[int, int], before: Told | None) -> Told | None:
        tail = self._body[quotation[1] : sentence[1]]
        particle = next((p for p in _lists().particles if tail.startswith(p)), None)
        verb = _verb(self._body[quotation[1] : sentence[1]])
        if particle is None or verb is None:
            return None
        after = quotation[1] + len(particle)
        phrase = _first_subject(self._body, after, verb[0] + quotation[1]) or _last_subject(
            self._body, sentence[0], quotation[0]
        )
        if phrase is None:
            return before._replace(verb=verb[1]) if before is not None else None
        return self._name(phrase, verb[1])

    def _name(self, phrase: Phrase, verb: str) -> Told | None:
        lists = _lists()
        if phrase.words[-1] in lists.pronouns:
            last = self._last
            return last._replace(start=phrase.start, end=phrase.end, verb=verb) if last and last.named else None
        full = self._fullest(phrase)
        if full is not None:
            return Told(full, True, phrase.start, phrase.end, verb)  # noqa: FBT003 - a field
        text = " ".join(phrase.words)
        if phrase.words[-1] in lists.roles:
            return Told(text, False, phrase.start, phrase.end, verb)  # noqa: FBT003 - a field
        if _is_body(phrase.words[-1]):
            return Told(text, True, phrase.start, phrase.end, verb)  # noqa: FBT003 - a field
        return None

    def _fullest(self, phrase: Phrase) -> str | None:
        """The name of a person: as the phrase has it, or as an earlier one had whose short form it is."""
        name = _personal(phrase.words)
        if name is not None or len(phrase.words) == 1:
            return name
        first, role = phrase.words[0], phrase.words[-1]
        family = _FAMILY.fullmatch(first) is not None
        meant = {
            _personal(known.words)
            for known in self._known
            if known.words[-1] == role and (first in known.words[:-1] or (family and known.words[0].startswith(first)))
        }
        return meant.pop() if len(meant) == 1 else None


def is_korean(text: str) -> bool:
    """Whether a text is written in Hangul rather than in Latin letters."""
    hangul = sum("가" <= c <= "힣" for c in text)
    return hangul > len(_LATIN.findall(text))


def _verb(tail: str) -> tuple[int, str] | None:
    """Where the verb of saying stands in what follows a quotation, and the verb; the first word that is one."""
    found = (m for m in _WORD.finditer(tail) if m.group().startswith(_lists().verbs) and _ENDING.fullmatch(m.group()))
    return next(((m.start(), m.group()) for m in found), None)


def _first_subject(body: str, start: int, end: int) -> Phrase | None:
    """The subject between a quotation's particle and its verb: "“...”고 박서연 시장이 말했다"."""
    if start >= end or any(mark in body[start:end] for mark in "“\"‘'"):
        return None
    return _subject(list(_WORD.finditer(body, start, end)))


def _last_subject(body: str, start: int, end: int) -> Phrase | None:
    """The subject before a quotation, nearest to it; what stands before an earlier quotation counts too."""
    return _subject(list(_WORD.finditer(body, start, end)))


def _subject(found: Sequence[re.Match[str]]) -> Phrase | None:
    for k in range(len(found) - 1, -1, -1):
        match = _SUBJECT.fullmatch(found[k].group())
        if match is None or match["stem"] in _lists().times or not _speaks(match["stem"], found, k):
            continue
        return _phrase(found, k, match["stem"])
    return None


def _persons(found: Sequence[re.Match[str]]) -> Iterator[Phrase]:
    """Everyone whom the text names with a role behind the name."""
    for k, word in enumerate(found):
        match = _WITH_PARTICLE.fullmatch(word.group())
        stem = match["stem"] if match and match["stem"] in _lists().roles else word.group()
        if k and stem in _lists().roles:
            phrase = _phrase(found, k, stem)
            if _personal(phrase.words) is not None:
                yield phrase


def _phrase(found: Sequence[re.Match[str]], k: int, stem: str) -> Phrase:
    """The words that belong to the one at ``k``, which is ``stem`` without its particle."""
    first = k
    while first > 0 and k - first < _MOST_WORDS and _belongs(found, first - 1):
        first -= 1
    words = (*(m.group() for m in found[first:k]), stem)
    return Phrase(words, found[first].start(), found[k].start() + len(stem))


def _speaks(stem: str, found: Sequence[re.Match[str]], k: int) -> bool:
    """Whether a word can end a subject that speaks."""
    lists = _lists()
    name = k == 0 or not _belongs(found, k - 1)
    return stem in lists.roles or stem in lists.pronouns or _is_body(stem) or (name and _is_given(stem))


def _belongs(found: Sequence[re.Match[str]], k: int) -> bool:
    """Whether a word can stand within a subject: no particle ends it, nothing parts it from the next."""
    word, following = found[k], found[k + 1]
    if following.start() - word.end() != 1 or word.group() in _lists().times or _DIGIT.match(word.group()):
        return False
    plain = _POSTPOSITION.fullmatch(word.group()) is None and _SUBJECT.fullmatch(word.group()) is None
    return plain or word.group() in _lists().roles or _is_given(word.group()) or _is_listed(word.group())


def _personal(words: Sequence[str]) -> str | None:
    """The personal name in a subject: what is left before the role without bodies and places; None without one."""
    if len(words) == 1:
        return words[0] if _is_given(words[0]) and not _is_body(words[0]) else None
    if words[-1] not in _lists().roles:
        return None
    if _is_given(words[0]) and (len(words) == 2 or _is_body(words[1])):  # noqa: PLR2004 - name and role
        return words[0]
    left = list(words[:-1])
    while left and (left[-1] in _lists().roles or _is_body(left[-1])):
        left.pop()
    return " ".join(left) if len(left) > 1 and not any(_is_listed(word) for word in left) else None


def _is_given(word: str) -> bool:
    """Whether a word is a Korean personal name in Hangul, family name first."""
    return _GIVEN.fullmatch(word) is not None and names.romanised(word) is not None and not _is_listed(word)


def _is_body(word: str) -> bool:
    lists = _lists()
    if word in lists.roles:
        return False
    ends = any(word.endswith(body) and (len(body) > 1 or len(word) > _SHORT) for body in lists.bodies)
    return ends or _is_listed(word)


@functools.lru_cache(maxsize=20_000)
def _is_listed(word: str) -> bool:
    """Whether a word is a place or a body in the lists of names."""
    return any(m.surface == word for m in names.recognise_names(word))
