"""Who speaks in a quotation of Korean news: the subject of the clause that reports it.

    김인철 외교부 대변인은 8일 “...”고 말했다.      “...”고 박서연 시장이 말했다.

Quotations and brackets are masked first, so that nobody inside a quotation can speak. The particle behind a quotation
and a verb of saying make a reporting clause. Its subject is the last word with a topic particle (은, 는) before the
quotation that can speak, else the first with a subject particle (이, 가), else one between quotation and verb.
A sentence without a subject that goes on ("이어") has that of the sentence before. Words are told by endings and by
the lists of ``data/reporting_ko.toml``; where the subject is neither a person, a role nor a body, there is no answer.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from compare import names
from compare.data import read_table
from compare.names.mentions import may_be_hangul_name
from compare.text.stems import korean_idf
from compare.text.tokens import syllable_pairs

_MASK, _BRACKET_MASK = "◇", "\u2060"
"""What blots out quotations, and brackets."""
_BRACKET = re.compile(r"\([^()]{0,60}\)|\[[^\[\]]{0,60}\]")
_WORD = re.compile(r"[^\s,.!?·…‘’“”\"'<>〈〉《》=ㆍ]+")
_TOPIC = re.compile(r"(?P<stem>.+?)(?:께서는|은|는)")
_SUBJECT = re.compile(r"(?P<stem>.+?)(?:께서|이|가)")
_ANY_PARTICLE = re.compile(r"(?P<stem>.+?)(?:께서는|께서|에게|에서|으로|은|는|이|가|을|를|의|와|과|도|로|에)?")
_GIVEN = re.compile(r"[가-힣]{3}")
_NAME_WORD = re.compile(r"[가-힣]{2,5}")
_ADDRESSED = re.compile(r"(?P<name>[가-힣]{1,4}?)씨")
_LATIN = re.compile(r"[A-Za-z]")
_ADNOMINAL = re.compile(
    r".*(?:[은는을를이가의에도로와과며고서던]|했다|한|된|인|할|될|난|간|온|낸|연|끈|른|린|킨|긴|친|선|던|운)"
)
"""What the words of a foreign name do not end with, where a clause or another noun does."""
_ENDING = re.compile(r".+(?:다|다고|다며|다면서|다는|으며|며|면서|고|는데|지만|자|던|한|기도)")
"""How a verb of saying ends: "말레이시아" begins as one does and is none."""
_DIGIT = re.compile(r".*\d")
_SHORT = 2
"""Words of so many syllables are no bodies by their last one: "사실" is a fact."""
_MOST_WORDS = 8
"""The most words of a subject."""
_LONGEST_ROLE = 9
_MEDIA = ("통신", "신문", "방송", "언론", "매체", "일보", "뉴스", "타임스", "포스트", "저널")
"""Bodies that tell what others said."""
_AMONG = ("에선", "에서는", "에서도", "사이에서")
"""Where a quotation was heard, from nobody in particular: "당내에선"."""
_BYLINE = re.compile(r"\s*(?:\([^()]{1,40}\))?\s*(?:\S+\s){1,6}?(?:기자|특파원|통신원)\s*=")
_REPORTED = ("것으로", "뒤", "후", "바")
"""What follows a verb of saying in its attributive form where its subject is the sentence's."""
_TAKEN = ("을", "를", "으로", "로")
"""What ends the stance that a verb of saying takes: "입장을 밝혔다"."""
_NEAR = 6
"""Within how many words of a stance its verb must stand."""
_ACTING = frozenset("하되있없않같르치키오보주")
"""Syllables before 는 in verbs oftener than in names: "방문하는"."""
_BARE = 4.5
"""The least background IDF of every pair of syllables of one word that is a foreign name without a title."""
_LEADS = re.compile(r"(?:이?라?고?|이?라?며|이?라?면서)[\s.…]*")
_LONG = 12
"""The fewest characters of a cut quotation whose speaker the sentence before it tells."""


_FOREIGN = 5.8
"""The least background IDF of every pair of syllables of a foreign family name."""


class ToldSpeaker(NamedTuple):
    """A speaker: the name to show, whether it is a name, the words ``body[start:end]`` that tell it, the verb."""

    name: str
    named: bool
    start: int
    end: int
    verb: str | None


class SentenceUnit(NamedTuple):
    """A sentence, or several that one quotation runs through: where it stands and whether a paragraph begins with it."""

    start: int
    end: int
    opens: bool


class _Word(NamedTuple):
    """A word outside quotations and brackets: its text and its place in the body; ``glued``: no mark parts it from the next."""

    text: str
    start: int
    end: int
    glued: bool


class _Subject(NamedTuple):
    """The words of a subject without its particle, and where they stand."""

    words: tuple[str, ...]
    start: int
    end: int


class _SpeakerLists(NamedTuple):
    """The lists of ``data/reporting_ko.toml``, which says what each is."""

    particles: tuple[str, ...]
    verbs: tuple[str, ...]
    stances: frozenset[str]
    roles: tuple[str, ...]
    bodies: tuple[str, ...]
    times: frozenset[str]
    pronouns: frozenset[str]
    modifiers: frozenset[str]
    links: frozenset[str]
    adjectives: frozenset[str]


@functools.cache
def _lists() -> _SpeakerLists:
    words = {key: str(text).split() for key, text in read_table("reporting_ko").items()}
    by_length = {key: tuple(sorted(set(found), key=lambda w: (-len(w), w))) for key, found in words.items()}
    return _SpeakerLists(
        particles=by_length["particles"],
        verbs=by_length["verbs"],
        stances=frozenset(words["stances"]),
        roles=by_length["roles"],
        bodies=by_length["bodies"],
        times=frozenset(words["times"]),
        pronouns=frozenset(words["pronouns"]),
        modifiers=frozenset(words["modifiers"]),
        links=frozenset(words["links"]),
        adjectives=frozenset(words["adjectives"]),
    )


def is_korean(text: str) -> bool:
    """Whether a text is written in Hangul rather than in Latin letters."""
    hangul = sum("가" <= c <= "힣" for c in text)
    return hangul > len(_LATIN.findall(text))


class Reader:
    """Reads one article's quotations in order, and remembers who was named and who spoke last."""

    def __init__(self, body: str, quotations: Sequence[tuple[int, int]], units: Sequence[SentenceUnit]) -> None:
        """Take the text, the spans of all its quotations, and its sentences."""
        self._masked = _mask(body, quotations)
        self._units = units
        self._known = _full_names(_words(self._masked, 0, len(body)))
        self._told: dict[int, ToldSpeaker | None] = {}

    def read(self, quotation: tuple[int, int]) -> ToldSpeaker | None:
        """The speaker of a quotation; None where it cannot be told."""
        place = next((k for k, u in enumerate(self._units) if u.start <= quotation[0] < u.end), None)
        if place is None:
            return None
        unit = self._units[place]
        verb = self._reporting_verb(quotation, unit)
        if verb is None:
            return self._cut_off(quotation, unit, place)
        nearest = _words(self._masked, unit.start, quotation[0])[-1:]
        if nearest and nearest[0].text.endswith(_AMONG):
            return None
        subject = self._subject(quotation, unit, verb)
        if subject is not None:
            found = self._name(subject, place)
            return found and found._replace(verb=verb.text)
        before = self._going_on(place)
        return before and before._replace(verb=verb.text)

    def _reporting_verb(self, quotation: tuple[int, int], unit: SentenceUnit) -> _Word | None:
        """The verb of saying that follows a quotation and its particle; None where none does."""
        tail = self._masked[quotation[1] : unit.end].replace(_BRACKET_MASK, "")
        particle = next((p for p in _lists().particles if re.match(rf"{p}(?![가-힣])|{p}도?(?=\s)", tail)), None)
        if particle is None:
            return None
        words = _words(self._masked, quotation[1], unit.end)[1:]
        if particle.endswith("는"):
            takes = words and words[0].text.endswith(_TAKEN) and _strip(words[0].text) in _lists().stances
            words = words[1:_NEAR] if takes else []
        found = ((k, w) for k, w in enumerate(words) if w.text.startswith(_lists().verbs) and _ENDING.fullmatch(w.text))
        place, verb = next(found, (0, None))
        if verb is not None and verb.text.endswith(("한", "던")):
            # "반박한 합참을": another's words, unless "주장한 것으로 전해졌다"
            reported = place + 1 < len(words) and words[place + 1].text.startswith(_REPORTED)
            return verb if reported else None
        return verb

    def _cut_off(self, quotation: tuple[int, int], unit: SentenceUnit, place: int) -> ToldSpeaker | None:
        """The topic before a quotation with which a text breaks off, as leads do."""
        size = quotation[1] - quotation[0]
        if size < _LONG or not _LEADS.fullmatch(self._masked, quotation[1]):
            return None
        subject = _topic(_words(self._masked, unit.start, quotation[0]))
        return None if subject is None else self._name(subject, place)

    def _subject(self, quotation: tuple[int, int], unit: SentenceUnit, verb: _Word) -> _Subject | None:
        """The subject of the clause between the last clause that ended and the verb."""
        before = _words(self._masked, unit.start, quotation[0])
        cut = _last_end(before)
        if cut is not None:
            found = _topic(before[cut + 1 :]) or _first_subject(before[cut + 1 :])
            if found is not None:
                return found
            before = before[:cut]
        between = [w for w in _words(self._masked, quotation[1], unit.end)[1:] if w.start < verb.start]
        topic = _topic(before)
        if topic is not None and topic.words[-1].endswith(_MEDIA):
            told = _first_subject([w for w in before if w.start > topic.end])
            topic = told if told is not None and not _is_body(told.words[-1]) else topic
        return topic or _topic(between) or _first_subject(before) or _first_subject(between)

    def _going_on(self, place: int) -> ToldSpeaker | None:
        """Who spoke in the sentence before, where this one goes on with it."""
        unit = self._units[place]
        first = next(iter(_words(self._masked, unit.start, unit.end)), None)
        goes_on = not unit.opens or (first is not None and first.text in _lists().links)
        return self._speaker_of(place - 1) if place and goes_on else None

    def _speaker_of(self, place: int) -> ToldSpeaker | None:
        """The person or body that a sentence is about: its own topic, or that of the sentence it goes on with."""
        if place not in self._told:
            self._told[place] = None
            unit = self._units[place]
            words = _words(self._masked, unit.start, unit.end)
            cut = _last_end(words)
            own = (_topic(words[cut + 1 :]) if cut is not None else None) or _topic(words) or _first_subject(words)
            self._told[place] = self._name(own, place) if own is not None else self._going_on(place)
        return self._told[place]

    def _name(self, subject: _Subject, place: int) -> ToldSpeaker | None:
        words = [word for word in subject.words if word not in _lists().modifiers]
        if words[-1] in _lists().pronouns:
            last = self._speaker_of(place - 1) if place else None
            return last._replace(start=subject.start, end=subject.end) if last and last.named else None
        person = _personal(words) or self._fuller(words) or self._foreign(words)
        if person is not None:
            return ToldSpeaker(person, named=True, start=subject.start, end=subject.end, verb=None)
        if _is_body(words[-1]):
            return ToldSpeaker(
                " ".join(_body_words(words)), named=True, start=subject.start, end=subject.end, verb=None
            )
        if _role(words[-1]) is not None:
            return ToldSpeaker(
                " ".join(_role_words(words)), named=False, start=subject.start, end=subject.end, verb=None
            )
        return None

    def _foreign(self, words: Sequence[str]) -> str | None:
        """One word of a foreign name, before a role or often in the text."""
        word = words[-2] if len(words) > 1 and _role(words[-1]) is not None else words[-1]
        plain = word not in _lists().adjectives and _NAME_WORD.fullmatch(word) is not None
        if not plain or _is_body(word) or _role(word) is not None or not _is_foreign(word):
            return None
        rare = min(map(korean_idf, syllable_pairs(word)), default=0.0) >= _BARE
        if not rare or (word == words[-1] and self._masked.count(word) <= 1):
            return None
        return word if word == words[-1] else f"{word} {words[-1]}"

    def _fuller(self, words: Sequence[str]) -> str | None:
        """The full name of somebody named before, whom a surname with a role, or one word of a foreign name, means."""
        last = words[-1]
        short = words[-2] if len(words) > 1 and _role(last) is not None else last
        address = _ADDRESSED.fullmatch(last)
        if address is not None:
            short = address["name"]
            if len(short) == 3 and _is_given(short):  # noqa: PLR2004 - family name and two syllables
                return short
        role = _role(last) or ""
        surname = len(short) == 1
        meant = {
            name
            for name, roles in self._known.items()
            if (surname and name.startswith(short) and " " not in name and (role in roles or address is not None))
            or (len(short) > 1 and short in name.split())
        }
        return meant.pop() if len(meant) == 1 else None


def _mask(body: str, quotations: Sequence[tuple[int, int]]) -> str:
    """The body with its quotations and brackets blotted out, as long as it is."""
    characters = list(body)
    for start, end in quotations:
        characters[start:end] = _MASK * (end - start)
    masked = "".join(characters)
    byline = _BYLINE.match(masked)
    if byline is not None:
        masked = _BRACKET_MASK * byline.end() + masked[byline.end() :]
    return _BRACKET.sub(lambda m: _BRACKET_MASK * len(m.group()), masked)


def _words(masked: str, start: int, end: int) -> list[_Word]:
    """The words of a masked text; a particle behind a bracket belongs to the word before it."""
    found = []
    for match in _WORD.finditer(masked, start, end):
        text = match.group().replace(_BRACKET_MASK, "")
        following = masked[match.end() : match.end() + 1]
        if text:
            found.append(_Word(text, match.start(), match.end(), glued=following in {" ", "·", ""}))
    return found


def _last_end(words: Sequence[_Word]) -> int | None:
    """The place of the last verb of saying that ends a clause about a quotation ("“...”고 말했고,"); None without one."""
    first = next((k for k, word in enumerate(words) if _MASK in word.text), len(words))
    return next((k for k in range(len(words) - 1, first, -1) if _ends_clause(words[k])), None)


def _ends_clause(word: _Word) -> bool:
    says = word.text.startswith(_lists().verbs) and word.text.endswith(("고", "지만", "는데", "으나", "자"))
    return says and not word.text.endswith(("다고", "라고")) and len(word.text) > 1


def _topic(words: Sequence[_Word]) -> _Subject | None:
    """The last word with a topic particle that can speak."""
    for k in range(len(words) - 1, -1, -1):
        match = _TOPIC.fullmatch(words[k].text)
        if match is not None and _speaks(match["stem"], words, k):
            return _reach(words, k, match["stem"])
    return None


def _first_subject(words: Sequence[_Word]) -> _Subject | None:
    """The first word with a subject particle that can speak: later ones are of clauses inside."""
    for k, word in enumerate(words):
        match = _SUBJECT.fullmatch(word.text)
        if match is not None and _speaks(match["stem"], words, k):
            return _reach(words, k, match["stem"])
    return None


def _speaks(stem: str, words: Sequence[_Word], k: int) -> bool:
    """Whether a word without its particle can end a subject that speaks."""
    if stem in _lists().times or _DIGIT.match(stem) or _MASK in stem:
        return False
    bare = k == 0 or not _belongs(words, k - 1)
    address = _ADDRESSED.fullmatch(stem) is not None
    acting = stem[-1] in _ACTING and words[k].text.endswith("는")
    name = not acting and (_is_given(stem) or (2 <= len(stem) <= 5 and bare and _is_foreign(stem)))  # noqa: PLR2004 - the length of names
    return _role(stem) is not None or stem in _lists().pronouns or address or _is_body(stem) or (bare and name)


def _is_foreign(stem: str) -> bool:
    """Whether a word may be one word of a foreign name; only one that the text names in full is taken."""
    return re.fullmatch("[가-힣]+", stem) is not None and _ADNOMINAL.fullmatch(stem) is None


def _reach(words: Sequence[_Word], k: int, stem: str) -> _Subject:
    """The words that belong to the subject which ends at ``k``."""
    first = k
    while first > 0 and k - first < _MOST_WORDS and _belongs(words, first - 1):
        first -= 1
    return _Subject((*(word.text for word in words[first:k]), stem), words[first].start, words[k].start + len(stem))


def _belongs(words: Sequence[_Word], k: int) -> bool:
    """Whether a word can stand within a subject: a plain noun that nothing parts from the next."""
    word, lists = words[k], _lists()
    if not word.glued or word.text in lists.times or word.text in lists.links or _DIGIT.match(word.text):
        return False
    if _MASK in word.text:
        return False
    if word.text in lists.modifiers or len(word.text) == 1 or _role(word.text) is not None or _is_given(word.text):
        return True
    return _is_body(word.text) or _ADNOMINAL.fullmatch(word.text) is None


def _full_names(words: Sequence[_Word]) -> dict[str, frozenset[str]]:
    """Everyone whom the text names with a role, each with the roles."""
    found: dict[str, set[str]] = {}
    for k, word in enumerate(words):
        match = _ANY_PARTICLE.fullmatch(word.text)
        for stem in dict.fromkeys([word.text, match["stem"] if match else word.text]):
            role = _role(stem)
            if role is not None and k:
                plain = [w for w in _reach(words, k, stem).words if w not in _lists().modifiers]
                name = _personal(plain)
                if name is not None:
                    found.setdefault(name, set()).add(role)
                break
            address = _ADDRESSED.fullmatch(stem)
            if address is not None and _is_given(address["name"]):
                found.setdefault(address["name"], set()).add("씨")
    return {name: frozenset(roles) for name, roles in found.items()}


def _personal(words: Sequence[str]) -> str | None:
    """The full name in a subject: right before the role, or at its beginning; None without one."""
    if len(words) == 1:
        return words[0] if _is_given(words[0]) else None
    if _role(words[-1]) is None:
        return words[-1] if _is_given(words[-1]) else None
    if _is_given(words[-2]):
        return words[-2]
    given = next((k for k, word in enumerate(words[:-1]) if _is_given(word)), None)
    if given is not None and not (given == len(words) - 3 and _is_rare(words[given + 1])):
        return words[given]
    if len(words) > 2 and _is_short_name(words[0]) and _is_body(words[1]):  # noqa: PLR2004 - "조현 외교부 장관"
        return words[0]
    left = list(words[:-1])
    while left and (_role(left[-1]) is not None or _is_body(left[-1])):
        left.pop()
    while left and (_is_body(left[0]) or _role(left[0]) is not None or _ADNOMINAL.fullmatch(left[0])):
        left.pop(0)
    foreign = 2 <= len(left) <= 3 and all(_is_foreign(w) or len(w) == 1 for w in left)  # noqa: PLR2004 - first and last name
    return " ".join(left) if foreign and not any(_is_listed(word) for word in left) else None


def _is_short_name(word: str) -> bool:
    """Whether a word may be a family name with one syllable."""
    return len(word) == 2 and names.romanised(word) is not None and not _is_listed(word) and not _is_body(word)  # noqa: PLR2004 - see above


def _is_rare(word: str) -> bool:
    """Whether a word behind a first name is a foreign family name rather than a body or a place."""
    if _is_body(word) or _role(word) is not None:
        return False
    return min(map(korean_idf, syllable_pairs(word)), default=0.0) >= _FOREIGN


def _role_words(words: Sequence[str]) -> list[str]:
    """A role with what stands before it of bodies, adjectives and a surname; no clause and no adverb."""
    first = len(words) - 1
    while first and (
        len(words[first - 1]) == 1 or _is_body(words[first - 1]) or words[first - 1] in _lists().adjectives
    ):
        first -= 1
    return list(words[first:])


def _body_words(words: Sequence[str]) -> list[str]:
    """A body with the place or body before it: "일본 정부"."""
    first = len(words) - 1
    while first and (_is_listed(words[first - 1]) or (_is_body(words[first - 1]) and len(words[first - 1]) > 1)):
        first -= 1
    return list(words[first:])


@functools.lru_cache(maxsize=20_000)
def _role(word: str) -> str | None:
    """The role that a word is or ends with ("한미연합사령관"), in the plural too; None for other words."""
    plain = word.removesuffix("들")
    for role in _lists().roles:
        if plain == role or (
            len(role) > 1 and plain.endswith(role) and len(plain) <= _LONGEST_ROLE and not _is_given(plain)
        ):
            return role
    return None


@functools.lru_cache(maxsize=20_000)
def _is_given(word: str) -> bool:
    """Whether a word is a Korean personal name in Hangul, family name first."""
    if _GIVEN.fullmatch(word) is None or word in _lists().roles or word in _lists().times or _is_listed(word):
        return False
    ends = any(len(body) > 1 and word.endswith(body) for body in (*_lists().bodies, *_lists().roles))
    return not ends and may_be_hangul_name(word)


@functools.lru_cache(maxsize=20_000)
def _is_body(word: str) -> bool:
    lists = _lists()
    if word in lists.roles or _ADDRESSED.fullmatch(word):
        return False
    ends = any(word.endswith(body) and (len(body) > 1 or len(word) > _SHORT) for body in lists.bodies)
    several = any(len(body) > 1 and word.endswith(body) for body in lists.bodies)
    person = _GIVEN.fullmatch(word) is not None and may_be_hangul_name(word) and not several
    return (ends and not person) or _is_listed(word)


@functools.lru_cache(maxsize=20_000)
def _is_listed(word: str) -> bool:
    """Whether a word is a place or a body in the lists of names."""
    return any(m.surface == word for m in names.recognise_names(word))


def _strip(word: str) -> str:
    match = _ANY_PARTICLE.fullmatch(word)
    return match["stem"] if match else word


def read_units(
    sentences: Sequence[tuple[int, int, bool]], quotations: Sequence[tuple[int, int]]
) -> Iterator[SentenceUnit]:
    """The sentences as units: those that one quotation runs through are one."""
    current: SentenceUnit | None = None
    for start, end, opens in sentences:
        if current is not None and any(low < current.end and start < high for low, high in quotations):
            current = current._replace(end=end)
        else:
            if current is not None:
                yield current
            current = SentenceUnit(start, end, opens)
    if current is not None:
        yield current
