"""Mentions of people, places and organisations in a text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from compare.names import korean
from compare.names.lexicon import Alias, Kind, alias_at, hangul_alias, listed_form, starters, titles
from compare.names.persons import person_key
from compare.names.runs import Word, adjoin, opens_sentence, run_end

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


def scan(text: str, words: Sequence[Word]) -> Iterator[Mention]:
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


def _in_hangul(text: str, word: Word) -> Iterator[Mention]:
    """A listed form at the start of a Korean word, a particle may follow."""
    found = hangul_alias(word.form)
    if found:
        length, alias = found
        yield Mention(word.start, word.start + length, text[word.start : word.start + length], *alias)


def _alias(text: str, words: Sequence[Word], forms: list[str], index: int) -> tuple[int, Alias] | None:
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
    text: str, words: Sequence[Word], forms: list[str], index: int, end: int, alias: Alias
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


def _ends_compound(text: str, word: Word) -> bool:
    """Whether a capital is the second part of a word such as "mid-Atlantic"."""
    return text[max(0, word.start - 1) : word.start] == "-" and text[max(0, word.start - 2) : word.start - 1].islower()


def _cut(text: str, words: Sequence[Word], forms: list[str], index: int) -> int:
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


def _from_run(text: str, run: Sequence[Word]) -> Iterator[Mention]:
    """The names of a capitalised run: days and months divide it, titles lead to persons; a shouted run has none."""
    if len(run) > 1 and all(len(word.form) > 1 and word.form.isupper() for word in run):
        return
    part: list[Word] = []
    for word in run:
        if word.form in titles().calendar:
            yield from _judge(text, part)
            part = []
        else:
            part.append(word)
    yield from _judge(text, part)


def _judge(text: str, run: Sequence[Word]) -> Iterator[Mention]:
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
    if name and not (len(name) == 1 and not lead and name[0].form in (lists.bodies | lists.places) - lists.alone):
        title = text[run[0].start : run[lead - 1].end] if lead else ""
        yield _mention(text, name, _kind(text, name, titled=bool(lead)), title)
    if rest:
        yield from _judge(text, rest)


def _is_family(text: str, run: Sequence[Word]) -> bool:
    """Whether a run opens with a family name that is an English word: "Do Yeong-hwan", not in a headline's capitals."""
    if len(run) != 3 or opens_sentence(text, run[0]):  # noqa: PLR2004 - a family name and two syllables
        return False
    before = text[max(0, run[0].start - _LOOK_BACK) : run[0].start].split()
    inside = bool(before) and (before[-1][0].islower() or before[-1][-1] in _GOES_ON)
    return inside and korean.is_family_before(run[0].form, text[run[1].start : run[2].end])


def _may_open_name(form: str) -> bool:
    return form in titles().heads or form in titles().modifiers or form in titles().given


def _title_length(text: str, run: Sequence[Word]) -> int:
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


def _kind(text: str, name: Sequence[Word], *, titled: bool) -> Kind:
    lists = titles()
    forms = {word.form for word in name}
    if forms & lists.bodies:
        return "organisation"
    if forms & lists.places:
        return "place"
    if len(name) <= _LONGEST_NAME and (titled or _looks_personal(text, name)):
        return "person"
    acronym = len(name) == 1 and 1 < len(name[0].form) <= _LONGEST_ACRONYM and name[0].form.isupper()
    return "organisation" if acronym else "name"


def _looks_personal(text: str, name: Sequence[Word]) -> bool:
    """Whether two words or more are a person's name by themselves: Korean, with a known given name, or an initial."""
    if len(name) < 2:  # noqa: PLR2004 - a full name has two parts
        return False
    surface = text[name[0].start : name[-1].end]
    initial = any(len(word.form) == 1 and text[word.end : word.end + 1] == "." for word in name[:-1])
    return name[0].form in titles().given or initial or korean.parse(surface) is not None


def _mention(text: str, words: Sequence[Word], kind: Kind, title: str = "") -> Mention:
    start, end = words[0].start, words[-1].end
    surface = text[start:end]
    key = person_key(surface) if kind == "person" else surface.replace(".", "").replace("’", "'").casefold()
    return Mention(start, end, surface, key, kind, title=title)
