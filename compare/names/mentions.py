"""Names of people, places and bodies in a text.

Words and capitalised runs are read first, then each run is judged by itself (titles, given names, listed forms), and
last by the whole text: a surname alone needs a full name, a capital at a sentence's start needs the word elsewhere.
Korean text has persons where a title follows a name in Hangul.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from compare.data import read_word_lists
from compare.names import romanisation as korean
from compare.names.lexicon import (
    Alias,
    Kind,
    abbreviated,
    alias_at,
    hangul_alias,
    listed_form,
    plain_form,
    short_names,
    small_words,
    starters,
    titles,
)
from compare.names.personal_names import is_junior, person_key, romanised, same_person, surname_keys
from compare.names.romanisation import fold, readings, surnames
from compare.text.stems import korean_idf
from compare.text.tokens import HANGUL, noun_stem, syllable_pairs

_SENTENCE_END = re.compile(r"(?:[.!?…:\n][\"”’')\]]*|--?|—|(?<!,)[\"“])\s*[\"“‘'(\[]*$|[\"“]$")
"""A straight mark after a comma, with a space behind it, closes a quotation in the middle of a sentence."""
_SPACES = frozenset({" ", "\u00a0"})
_HYPHENS = frozenset("-‐‑")
_ADJOINING = frozenset([" ", "\u00a0", "-", "‐", "‑", ", ", "., ", "'", "’", "' ", "’ ", "'s ", "’s "])
_MOST_PARTICLES = 2
_LONGEST_RUN = 30
"""In words: the bound that keeps a text of capitals linear."""


_VERBS = "said|says|told|tells|added|adds|wrote|tweeted|explained|noted|stated|argued|insisted|asked|replied|recalled|warned|admitted"
_SAYS = re.compile(rf"(?:['’]s)? (?:also |later |then )?(?:{_VERBS})\b")
_SAID = re.compile(rf"(?:{_VERBS}|Mr\.?|Ms\.?|Mrs\.?) $")
_AGED = re.compile(r", (?:\d\d\b|who\b)|,? \(\d\d\)")
_ROLE_BEFORE = re.compile(r"\b([a-z][a-z-]+),? $")
_LOCATED = re.compile(r"\b(?:in|at|near|outside|around|across) $")
_MOSTLY = 3
"""A name of one word is a place's where something is in it once in so many times."""


class NameWord(NamedTuple):
    """A word, or the part of one that a hyphen divides: its place, and its form without full stops."""

    start: int
    end: int
    form: str
    capital: bool


def read_words(text: str) -> list[NameWord]:
    """The words of ``text`` that may be part of a name: capitalised ones, what a hyphen ties to them, small words of names.

    A hyphenated word comes in parts, "U.S." whole, a possessive 's is left out.
    """
    return [
        NameWord(match.start(), match.end(), plain_form(form), form[0].isupper() or "가" <= form[0] <= "힣")
        for match in _name_word().finditer(text)
        if (form := match.group())
    ]


@functools.cache
def _name_word() -> re.Pattern[str]:
    small = "|".join(sorted(small_words()))
    capital = r"[^\W\d_a-zà-öø-ÿ\u3040-\uabff\ud7a4-\uffff][^\W_]*(?:[’'](?!s\b)[^\W_]+)*"
    return re.compile(
        rf"(?:\b[A-Za-z]\.){{2,}}(?:[A-Z]\b(?!\.))?|\b{capital}|(?:(?<=\w[-‐‑])|(?<= - ))[^\W_]+|\b(?:{small})\b"
    )


def adjoin(text: str, words: Sequence[NameWord]) -> bool:
    """Whether nothing but spaces, hyphens and the stops of abbreviations lies between the words."""
    return all(
        gap in _ADJOINING or (gap == ". " and _takes_stop(a.form))
        for a, b in pairwise(words)
        if (gap := text[a.end : b.start]) != " "
    )


def _takes_stop(form: str) -> bool:
    return len(form) == 1 or form in abbreviated()


def opens_sentence(text: str, word: NameWord) -> bool:
    """Whether the capital of ``word`` may be there because a sentence begins."""
    return word.start == 0 or bool(_SENTENCE_END.search(text[max(0, word.start - 12) : word.start]))


def run_end(text: str, words: Sequence[NameWord], start: int) -> int:
    """The index after the last word of the capitalised run that begins at ``start``; particles inside it count."""
    end = start + 1
    while end < min(len(words), start + _LONGEST_RUN):
        after = _after_particles(text, words, end)
        if not _joins(text, words[after - 1], words[after]):
            break
        end = after + 1
    return end


def _after_particles(text: str, words: Sequence[NameWord], end: int) -> int:
    """The index of the capital after at most two particles ("of the"); ``end`` itself where there is none."""
    particles = titles().particles
    after = end
    while after - end < _MOST_PARTICLES and after + 1 < len(words) and words[after].form in particles:
        if text[words[after - 1].end : words[after].start] not in _SPACES:
            return end
        after += 1
    return after if words[after].capital else end


def _joins(text: str, before: NameWord, after: NameWord) -> bool:
    """Whether two neighbours belong to one run."""
    gap = text[before.end : after.start]
    if gap in _HYPHENS:
        return _joins_by_hyphen(before.form, after.form)
    if gap == " - ":  # a page with its punctuation set apart
        return _are_syllables(before.form, after.form)
    if not after.capital or (after.form in starters() and text[after.end : after.end + 1] not in _HYPHENS):
        return False
    if gap in _SPACES or gap == " & ":
        return True
    return gap in {". ", ".\u00a0"} and _takes_stop(before.form)


@functools.lru_cache(maxsize=10_000)
def _joins_by_hyphen(before: str, after: str) -> bool:
    """Tell "Jong-un" and "Ocasio-Cortez" from "Seoul-based" and "Korea-US"."""
    if _are_syllables(before, after):
        return True
    listed = alias_at((before,), 0) or alias_at((after,), 0)
    return after[0].isupper() and not listed and fold(after) not in surnames()


def _are_syllables(before: str, after: str) -> bool:
    return bool(readings(fold(before)) and readings(fold(after)))


_RARE = 3.5
"""Least mean background IDF of a name's pairs of syllables, most of which no table has; those of common nouns are below."""
_NO_NAME = frozenset("당측부회처청한할된될던는")
"""Syllables that end bodies ("공화당 대표") and verbs ("유명한 작가") more often than given names."""

HangulName = tuple[int, int, str]
"""Start and end of a name, and its title."""


def hangul_persons(text: str) -> list[HangulName]:
    """The persons that ``text`` names in Hangul, in order; every one is named with a title somewhere in it."""
    if text.isascii() or not HANGUL.search(text):
        return []
    titled = {
        m.start("name"): (*m.span("name"), m["title"])
        for m in _titled().finditer(text)
        if may_be_hangul_name(m["name"])
    }
    known = {text[start:end] for start, end, _ in titled.values() if end - start > 1}
    for start, end in _again(text, known):
        titled.setdefault(start, (start, end, ""))
    return sorted(titled.values())


def _again(text: str, known: set[str]) -> Iterator[tuple[int, int]]:
    for match in HANGUL.finditer(text) if known else ():
        noun = noun_stem(match.group())
        if noun in known and match.group().startswith(noun):
            yield match.start(), match.start() + len(noun)


def may_be_hangul_name(name: str) -> bool:
    """Whether Hangul before a title may be a surname alone, or a surname with a given name that is no common noun."""
    family = name[:2] if name[:2] in surnames() and len(name) > 2 else name[:1]  # noqa: PLR2004 - a surname of two
    if family not in surnames():
        return False
    if len(name) == 1:
        return True
    pairs = [korean_idf(pair) for pair in syllable_pairs(name)]
    return len(name) > 2 and name[-1] not in _NO_NAME and sum(pairs) >= _RARE * len(pairs)  # noqa: PLR2004 - see above


@functools.cache
def _titled() -> re.Pattern[str]:
    listed = "|".join(sorted(titles().korean, key=lambda word: (-len(word), word)))
    return re.compile(
        rf"(?<![가-힣”’\"'»)])(?P<name>[가-힣]{{1,4}}) (?P<title>{listed})(?=[은는이가을를의와과도에께로라만]|[^가-힣]|$)"
    )


_SHOUTED = frozenset({"US", "WHO", "UN"})
"""Acronyms that are small words in a headline of capitals."""
_OF = frozenset({"of", "for", "the"})
_GOES_ON = frozenset(",\"”’'")
"""Marks after which a sentence goes on: a comma, and what closes a quotation."""
_LOOK_BACK = 40
_LONGEST_ACRONYM = 6
_LONGEST_NAME = 6


class Mention(NamedTuple):
    """A name in a text: ``text[start:end] == surface``.

    ``key`` is shared by all true synonyms, and by the mentions of one person in one text. ``metonym`` is the key of
    what a place may stand for ("Seoul" for South Korea's government), ``title`` what stands before a person's name.
    """

    start: int
    end: int
    surface: str
    key: str
    kind: Kind
    metonym: str | None = None
    title: str = ""


def scan(text: str, words: Sequence[NameWord]) -> Iterator[Mention]:
    """Every listed form and every capitalised run in turn, each judged by itself."""
    forms = [listed_form(word.form) for word in words]
    index = 0
    while index < len(words):
        word = words[index]
        if not word.capital:
            index += 1
        elif "가" <= word.form[0] <= "힣":
            yield from _in_hangul(text, word)
            index += 1
        elif found := _alias(text, words, forms, index):
            end, mention = _listed(text, words, forms, index, *found)
            yield mention
            index = end
        else:
            end = _cut(text, words, forms, index)
            if not _ends_compound(text, word):
                yield from _from_run(text, words[index:end])
            index = end


def _in_hangul(text: str, word: NameWord) -> Iterator[Mention]:
    """A listed form at the start of a Korean word, a particle may follow."""
    found = hangul_alias(word.form)
    if found:
        length, alias = found
        yield Mention(word.start, word.start + length, text[word.start : word.start + length], *alias)


def _alias(text: str, words: Sequence[NameWord], forms: list[str], index: int) -> tuple[int, Alias] | None:
    """The index after the listed form at ``index``, and what it names."""
    found = alias_at(forms, index)
    if not found:
        return None
    end = index + found[0]
    if not adjoin(text, words[index:end]):
        return None
    around = [word.form for word in words[max(0, index - 1) : end + 1] if len(word.form) > 1]
    shouted = forms[index] in _SHOUTED and len(around) > 1 and text[words[index].end - 1] != "."
    return None if shouted and all(form.isupper() for form in around) else (end, found[1])


def _listed(
    text: str, words: Sequence[NameWord], forms: list[str], index: int, end: int, alias: Alias
) -> tuple[int, Mention]:
    """The listed form from ``index`` to ``end``, or the longer name it begins: "New York Times", "Paris Moreau"."""
    stop = run_end(text, words, end - 1)
    longer = set(forms[end:stop])
    lists = titles()
    if longer and alias.kind in {"place", "demonym"} and not alias_at(forms, end) and not longer & lists.heads:
        if longer & lists.bodies:
            return stop, _mention(text, words[index:stop], "organisation")
        plain = alias.kind == "place" and end == index + 1 and not forms[index].isupper()
        if plain and not longer & (lists.modifiers | lists.calendar | lists.particles):
            return stop, _mention(text, words[index:stop], "place" if longer & lists.places else "name")
    start, last = words[index].start, words[end - 1].end
    return end, Mention(start, last, text[start:last], *alias)


def _ends_compound(text: str, word: NameWord) -> bool:
    """Whether a capital is the second part of a word such as "mid-Atlantic"."""
    return text[max(0, word.start - 1) : word.start] == "-" and text[max(0, word.start - 2) : word.start - 1].islower()


def _cut(text: str, words: Sequence[NameWord], forms: list[str], index: int) -> int:
    """The end of the run at ``index``: before a listed form, unless the run is a body "of" it or a person's name."""
    stop = run_end(text, words, index)
    lists = titles()
    for at in range(index + 1, stop):
        found = _alias(text, words, forms, at)
        if not found:
            continue
        before = forms[index:at]
        of_body = before[-1] in lists.particles and not lists.bodies.isdisjoint(before)
        person = (
            found[0] == at + 1 and found[1].kind == "place" and not forms[at].isupper() and before[-1] in lists.given
        )
        if not of_body and not person:
            return at
    return stop


def _from_run(text: str, run: Sequence[NameWord]) -> Iterator[Mention]:
    """The names of a capitalised run: days and months divide it, titles lead to persons; a shouted run has none."""
    if len(run) > 1 and all(len(word.form) > 1 and word.form.isupper() for word in run):
        return
    part: list[NameWord] = []
    for word in run:
        if word.form in titles().calendar:
            yield from _judge(text, part)
            part = []
        else:
            part.append(word)
    yield from _judge(text, part)


def _judge(text: str, run: Sequence[NameWord]) -> Iterator[Mention]:
    """The name that a run holds once opening words and titles are taken off; none where it holds only those."""
    lists = titles()
    while run and (run[0].form in starters() or run[0].form in lists.particles) and not _is_family(text, run):
        run = run[1:]
    if len(run) > 1 and opens_sentence(text, run[0]) and not _may_open_name(run[0].form):
        without = tuple(_judge(text, run[1:]))
        if without and without[0].kind == "person" and not _looks_personal(text, run):
            yield from without
            return
    lead = _title_length(text, run)
    name = run[lead:]
    stop = next(
        (i for i, word in enumerate(name) if word.form in _OF and (lead or _looks_personal(text, name[:i]))), len(name)
    )
    name, rest = name[:stop], name[stop:]
    while name and name[-1].form in lists.particles:
        name = name[:-1]
    if name:
        title = text[run[0].start : run[lead - 1].end] if lead else ""
        yield _mention(text, name, _kind(text, name, titled=bool(lead)), title)
    if rest:
        yield from _judge(text, rest)


def _is_family(text: str, run: Sequence[NameWord]) -> bool:
    """Whether a run opens with a family name that is an English word: "Do Yeong-hwan", not in a headline's capitals."""
    if len(run) != 3 or opens_sentence(text, run[0]):  # noqa: PLR2004 - a family name and two syllables
        return False
    before = text[max(0, run[0].start - _LOOK_BACK) : run[0].start].split()
    inside = bool(before) and (before[-1][0].islower() or before[-1][-1] in _GOES_ON)
    return inside and korean.is_family_before(run[0].form, text[run[1].start : run[2].end])


def _may_open_name(form: str) -> bool:
    return form in titles().heads or form in titles().modifiers or form in titles().given


def _title_length(text: str, run: Sequence[NameWord]) -> int:
    """How many words at the start of a run are a title ("Deputy Secretary of State"): all of them where no name follows."""
    lists = titles()
    length = 0
    while length < len(run) and _is_title_word(run[length].form, inside=length > 0):
        length += 1
    if length == len(run):
        return length
    if not length:  # "Oversight Committee Chairman Ann Lowell"
        return next(
            (i + 1 for i, word in enumerate(run) if word.form in lists.heads and _looks_personal(text, run[i + 1 :])), 0
        )
    titled = any(word.form in lists.heads for word in run[:length])
    return length if titled and not (length == 1 and run[0].form in lists.given) else 0


def _is_title_word(form: str, *, inside: bool) -> bool:
    lists = titles()
    return form in lists.heads or form in lists.modifiers or (inside and form in lists.particles)


def _kind(text: str, name: Sequence[NameWord], *, titled: bool) -> Kind:
    lists = titles()
    forms = {word.form for word in name}
    korean_name = "-" in text[name[0].start : name[-1].end] and _looks_personal(text, name)
    if korean_name and name[0].form in lists.places:  # "Park Chul-soo"
        return "person"
    if forms & lists.bodies:
        return "organisation"
    if forms & lists.places:
        return "place"
    if len(name) <= _LONGEST_NAME and (titled or _looks_personal(text, name)):
        return "person"
    acronym = len(name) == 1 and 1 < len(name[0].form) <= _LONGEST_ACRONYM and name[0].form.isupper()
    return "organisation" if acronym else "name"


def _looks_personal(text: str, name: Sequence[NameWord]) -> bool:
    """Whether two words or more are a person's name by themselves: Korean, with a known given name, or an initial."""
    if len(name) < 2:  # noqa: PLR2004 - a full name has two parts
        return False
    surface = text[name[0].start : name[-1].end]
    initial = any(len(word.form) == 1 and text[word.end : word.end + 1] == "." for word in name[:-1])
    return name[0].form in titles().given or initial or korean.parse(surface) is not None


def _mention(text: str, words: Sequence[NameWord], kind: Kind, title: str = "") -> Mention:
    start, end = words[0].start, words[-1].end
    surface = text[start:end]
    key = person_key(surface) if kind == "person" else surface.replace(".", "").replace("’", "'").casefold()
    return Mention(start, end, surface, key, kind, title=title)


class _Context(NamedTuple):
    """What the whole text says: the persons named in full by surname, how words are written, the places it names."""

    persons: dict[str, list[str]]
    inside: frozenset[str]
    places: frozenset[str]


def recognise_names(text: str) -> tuple[Mention, ...]:
    """The names in ``text``, in order and apart from each other; offsets are code points.

    Give a whole body: a surname alone ("Biegun") gets its person's key where the text names one such person in full, a
    capital at a sentence's start is a name only where the text bears it out, and "the North" needs a "North Korea".
    """
    words = read_words(text)
    found = _with_hangul(text, _told_by_context(text, list(scan(text, words))))
    context = _context(text, found)
    return tuple(_settle(text, found, context))


def _told_by_context(text: str, found: list[Mention]) -> list[Mention]:
    """The mentions, with names that their surroundings show to be persons' or places' marked as such.

    A person has an age, a role beside the name, or a surname that speaks alone; a place is what something is in.
    """
    singles = [m for m in found if m.kind == "name" and " " not in m.surface]
    generic = [m for m in found if m.surface in titles().places]
    speaking = {m.surface for m in (*singles, *generic) if _speaks(text, m)}
    told = [_told_person(text, m, speaking) for m in found]
    surnames = {m.surface.split()[-1] for m in told if m.kind == "person"}
    located = Counter(m.surface for m in singles if _LOCATED.search(text[max(0, m.start - _LOOK_BACK) : m.start]))
    counts = Counter(m.surface for m in singles)
    placed = {form for form, times in located.items() if times * _MOSTLY >= counts[form]} - speaking - surnames
    return [m._replace(kind="place") if m.kind == "name" and m.surface in placed else m for m in told]


def _told_person(text: str, mention: Mention, speaking: set[str]) -> Mention:
    if mention.kind == "place":
        person = _is_surname(mention, speaking)
    else:
        person = mention.kind == "name" and " " in mention.surface and _is_person(text, mention, speaking)
    return mention._replace(kind="person", key=person_key(mention.surface)) if person else mention


def _is_surname(place: Mention, speaking: set[str]) -> bool:
    """Whether a name that ends as a place does is a person's: the last word speaks alone, behind a given name."""
    first, _, last = place.surface.partition(" ")
    return first in titles().given and last in speaking


def _speaks(text: str, mention: Mention) -> bool:
    before, after = (
        text[max(0, mention.start - _LOOK_BACK) : mention.start],
        text[mention.end : mention.end + _LOOK_BACK],
    )
    return _SAYS.match(after) is not None or _SAID.search(before) is not None


def _is_person(text: str, mention: Mention, speaking: set[str]) -> bool:
    """Whether a name of several words is shown to be a person's by what stands around it."""
    words = mention.surface.split()
    if len(words) > _LONGEST_NAME or not titles().particles.isdisjoint(words) or any(w.isupper() for w in words[:1]):
        return False
    if _AGED.match(text, mention.end) or words[-1] in speaking:
        return True
    before = _ROLE_BEFORE.search(text[max(0, mention.start - _LOOK_BACK) : mention.start])
    return before is not None and before[1] in read_word_lists("speakers")["people"]


def _with_hangul(text: str, found: list[Mention]) -> list[Mention]:
    """The mentions with those of persons in Hangul, none of which lies in a listed form."""
    taken = {place for mention in found for place in range(mention.start, mention.end)}
    people = [
        Mention(start, end, text[start:end], text[start:end], "person", title=title)
        for start, end, title in hangul_persons(text)
        if taken.isdisjoint(range(start, end))
    ]
    return sorted(found + people) if people else found


def _context(text: str, found: Sequence[Mention]) -> _Context:
    persons: dict[str, list[str]] = {}
    named = [mention for mention in found if mention.kind == "person"]
    for mention in sorted(named, key=lambda mention: is_junior(mention.surface)):
        for surname in surname_keys(mention.surface):
            known = persons.setdefault(surname, [])
            if not any(_one_in_text(mention.key, key) for key in known):
                known.append(mention.key)
    inside = frozenset(
        m.surface for m in found if not opens_sentence(text, NameWord(m.start, m.end, m.surface, capital=True))
    )
    return _Context(persons, inside, frozenset(m.key for m in found if m.kind in {"place", "demonym"}))


def _one_in_text(a: str, b: str) -> bool:
    """Whether one text may call one person both: short forms and initials, but no second romanisation."""
    return a == b or (romanised(a) is None and same_person(a, b) > 0)


def _settle(text: str, found: Sequence[Mention], context: _Context) -> Iterator[Mention]:
    generic = (titles().bodies | titles().places) - titles().alone
    for mention in found:
        if mention.surface in generic and mention.kind != "person" and not context.persons.get(mention.key.casefold()):
            continue
        if mention.surface in short_names():
            place = short_names()[mention.surface]
            if place in context.places and text[max(0, mention.start - 4) : mention.start].casefold() == "the ":
                yield mention._replace(key=place, kind="place")
        elif " " in mention.key or (
            mention.kind in {"place", "demonym", "organisation"} and mention.surface not in generic
        ):
            yield mention
        else:
            yield from _settle_single(text, mention, context)


def _settle_single(text: str, mention: Mention, context: _Context) -> Iterator[Mention]:
    """A name of one word: a person's surname, or a name only if its capital is not its place's."""
    persons = context.persons.get(mention.key, [])
    if persons:
        yield mention._replace(key=persons[0] if len(persons) == 1 else mention.key, kind="person")
    elif mention.kind == "person":
        yield mention
    else:
        first = opens_sentence(text, NameWord(mention.start, mention.end, mention.surface, capital=True))
        if not first or (mention.surface in context.inside and f" {mention.surface.casefold()} " not in text):
            yield mention
