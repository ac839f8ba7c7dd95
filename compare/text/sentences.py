"""Sentence boundaries of news prose.

English and Korean are split here, Japanese by its own marks, other languages by sentencex, whose boundaries after
abbreviations and ordinals are taken back. In English and Korean a boundary is proposed wherever a stop is followed by
white space, or by a plain new sentence without it, and judged by the word before and the word after. What those words mean stands in ``data/abbreviations.toml``. The libraries measured
beside it, and why none of them does the work, stand in ``docs/experiments.md``; ``benchmarks/sentences.py`` repeats that.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from compare.data import read_word_lists
from compare.model import Article, Sentence

_OPEN = r"\"'“‘«‹„(\[「『《"
_CANDIDATE = re.compile(
    r"(?<![.!?…。！？])(?P<stop>[.!?…。！？]++(?: \.{2,}+)?+)(?P<closing>(?:[\"'”’»›)\]」』》]|\s”)*+)"
    rf"(?:\s++|(?P<glued>(?=[{_OPEN}]?(?:[A-Z][a-z’' ]|[가-힣]))))"
)
_NEXT = re.compile(rf"[{_OPEN}]*\s?([^\W_]+(?:['’.-]?[^\W_]+)*)")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]{1,2}")
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")
_LOCAL_TIME = re.compile(r"(?:\w+ ){1,3}time\b")
_GLUED_CLAUSE = re.compile(r"[A-Z][a-z]+ [a-z]+ ")
_SPEECH = re.compile(
    r"[A-Z]\w+(?: [A-Z]\w+)? (?:asked|said|says|exclaimed|cried|shouted|called|replied|answered|wondered|whispered|added)\b"
)
_ORDINAL_DAY = re.compile(r"\d{1,2}(?:st|nd|rd|th)")
_MIXED = re.compile(r"[a-z]{1,2}[A-Z]")
_ABBREVIATED = (_DOTTED, re.compile(r"[DRI]-[A-Z]\w*"), re.compile(r"[B-DF-HJ-NP-TV-XZ][b-df-hj-np-tv-xz]{1,4}"))
"""Dotted letters, a party and its state (R-Ariz), and a capitalised word without a vowel (Mfg)."""
_QUOTES = frozenset("\"'”’»")
_GOING_ON = frozenset([*",;:-–—%/&.…!?", ""])
_MARKS = "\"'“‘«‹„([「『《"
_HANGUL = re.compile(r"[가-힣]")
_WHOLE = re.compile(
    r"(?:“[^“”]{0,900}”|‘[^‘’]{0,900}’|「[^「」]{0,900}」|『[^『』]{0,900}』|\"[^\"]{0,900}\"|(?<!\w)'[^']{0,900}')(?P<particle>[가-힣])?"
    r"|(?P<date>\d{4}\. ?\d{1,2}\. ?(?:\d{1,2}\.\s*)?)"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_JAPANESE = re.compile(r"[。！？!?]+|[「『（(〈《【」』）)〉》】]")
_OPEN_END = re.compile(
    r"(?<![^\W\d_])(?:MM?|Mmes?|Mlles?|Dres?|Drs?|Dras?|Pr|Me|Ste?|av|bd|art|chap|env|etc|cf|Sres?|Sras?|Srta|D|Uds?|Prof|Profa|[Ss]ig"
    r"|[Dd]ott|avv|Ing|Hr|Fr|Nr|Abs|bzw|ca|Mio|Mrd|Str|St|Jh|geb|gest|usw|vgl|evtl|ggf|inkl|sog|z\. ?B|d\. ?h|u\. ?a|a\. ?D)\.$"
)
"""Abbreviations of European languages after which a sentence goes on."""
_GERMAN_ORDINAL = re.compile(
    r"(?<!\w)(?:[Dd](?:er|ie|as|en|em|es)|[Aa][mb]|[Vv]om|[Zz]u[mr]|[Ii]m|[Bb]eim|[Bb]is|[Ss]eit|und|oder|[Ee]ine?|[Jj]ede[rsnm]?|[Ii]hre?|[Ss]eine?) \d{1,3}\.$"
)
_DIGITS = 2
"""A sentence does not end after a number that is all it has, of so many digits: it is a point's ("2. The second")."""
_REACH = 40
"""How far around a stop its words are looked for: the bound that keeps a text without spaces linear."""


class _Vocabulary(NamedTuple):
    """The word lists of ``data/abbreviations.toml``, which says what each decides; ``abbreviations`` joins the first three."""

    titles: frozenset[str] = frozenset()
    numbered: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    times: frozenset[str] = frozenset()
    offices: frozenset[str] = frozenset()
    starters: frozenset[str] = frozenset()
    labels: frozenset[str] = frozenset()
    companies: frozenset[str] = frozenset()
    abbreviations: frozenset[str] = frozenset()


def split(text: str, language: str | None = None) -> list[tuple[int, int]]:
    """Spans of the sentences of one paragraph, in order, without the white space around them.

    Offsets are code points; every character that is not white space lies in exactly one span. A quotation of several
    sentences is split where its sentences end, but in Korean one that a particle follows (“…”라고) stays whole.
    ``language`` is an ISO 639 code, None for English or Korean. Time is linear in the text, and no text raises.
    """
    code = (language or "en").partition("-")[0].casefold()
    if code not in {"en", "ko"}:
        cuts = _japanese_cuts(text) if code == "ja" else _other_cuts(text, code)
        return _spans(text, cuts)
    cuts = _cuts(text, _vocabulary())
    if not text.isascii() and _HANGUL.search(text):
        cuts = _outside(cuts, _whole_spans(text))
    return _spans(text, cuts)


def _spans(text: str, cuts: Iterable[int]) -> list[tuple[int, int]]:
    """The spans between the cuts, without white space at their ends."""
    spans, start = [], len(text) - len(text.lstrip())
    for cut in cuts:
        if text[start:cut].strip():
            spans.append((start, start + len(text[start:cut].rstrip())))
            start = cut
            while start < len(text) and text[start].isspace():
                start += 1
    end = len(text.rstrip())
    return [*spans, (start, end)] if start < end else spans


def abbreviations() -> frozenset[str]:
    """The abbreviations known by name, without their last full stop."""
    return _vocabulary().abbreviations


def _japanese_cuts(text: str) -> Iterator[int]:
    """Offsets after 。, ！ and ？, but not inside brackets, nor where a closing bracket follows."""
    depth = 0
    for found in _JAPANESE.finditer(text):
        mark = found.group()
        if mark in "「『（(〈《【":
            depth += 1
        elif mark in "」』）)〉》】":
            depth = max(0, depth - 1)
        elif depth == 0 and found.end() < len(text) and text[found.end()] not in "」』）)":
            yield found.end()


def _other_cuts(text: str, code: str) -> Iterator[int]:
    """The boundaries that sentencex finds, save those after an abbreviation, an ordinal, or before a bracket."""
    from sentencex import segment  # noqa: PLC0415 - English and Korean do not pay for it

    at = 0
    for piece in segment(code, _SURROGATE.sub("\ufffd", text))[:-1]:
        at += len(piece)
        before, after = text[max(0, at - 2 * _REACH) : at].rstrip()[-_REACH:], text[at : at + _REACH].lstrip()
        if not (after.startswith("(") or _OPEN_END.search(before) or (code == "de" and _GERMAN_ORDINAL.search(before))):
            yield at


@functools.cache
def _vocabulary() -> _Vocabulary:
    read = _Vocabulary(**read_word_lists("abbreviations"))
    return read._replace(abbreviations=read.titles | read.numbered | read.words)


def _cuts(text: str, vocabulary: _Vocabulary) -> Iterator[int]:
    """Offsets where a further sentence starts; each is a character that is not white space."""
    marks = counted = last = 0
    caseless = text.islower()
    for candidate in _CANDIDATE.finditer(text):
        stop, cut = candidate.end(1), candidate.end()
        if '"' in text[counted:stop]:
            marks += text.count('"', counted, stop)
        counted = stop
        if marks % 2 and text[cut : cut + 2] == '" ':
            cut += 2  # a closing mark that stands apart: 'so much. " May said'
        elif candidate["glued"] is not None:
            if candidate["closing"] == '"' and not marks % 2:
                cut -= 1  # an opening mark: 'He left."No," he said.'
            elif not _starts_unspaced(text, candidate):
                continue
        numbering = candidate.start() - last <= _DIGITS and text[last : candidate.start()].isdigit()
        joined = candidate["glued"] is not None and "." in _word_before(text, candidate.start())
        if not numbering and (joined or _is_boundary(text, candidate, cut, vocabulary, caseless=caseless)):
            yield cut
            last = cut


def _starts_unspaced(text: str, candidate: re.Match[str]) -> bool:
    """Whether a stop without a space after it may end a sentence: never in an address, nor before a particle."""
    before = text[candidate.start() - 1 : candidate.start()]
    if candidate["closing"] and _HANGUL.match(text, candidate.end()):
        return False
    word = _word_before(text, candidate.start())
    if len(word) <= 1 or "@" in word or "/" in word:
        return False
    if "." in word:  # "left the U.S.Japanese media said", but "U.S.Army"
        return _DOTTED.fullmatch(word) is not None and _GLUED_CLAUSE.match(text, candidate.end()) is not None
    year = word.isdigit() and len(word) == len("2012")
    return before.islower() or year or (word.isalpha() and word.isupper()) or bool(_HANGUL.match(before))


def _is_boundary(text: str, candidate: re.Match[str], cut: int, vocabulary: _Vocabulary, *, caseless: bool) -> bool:
    """Judge a candidate by the words around it."""
    following = _NEXT.match(text, cut, cut + _REACH)
    if following is None:
        return text[cut : cut + 1] not in _GOING_ON
    word, before = following[1], _word_before(text, candidate.start())
    if word[0].islower() and not _MIXED.match(word):
        # Only a text without any capital opens its sentences so.
        return caseless and len(before) > 1 and before not in vocabulary.abbreviations
    if candidate[1] != ".":
        spoken = candidate["closing"] and _SPEECH.match(text, cut)  # '"Good morning?" Harriet asked.'
        return not spoken and not (candidate[1] == "!" and word in vocabulary.companies)
    if before.islower() and before.isalpha() and before not in vocabulary.abbreviations:
        return True
    if not _QUOTES.isdisjoint(candidate[2]):
        return before not in vocabulary.titles
    return _ends_sentence(text, candidate.start(), before, cut, word, vocabulary)


def _ends_sentence(text: str, stop: int, before: str, cut: int, word: str, vocabulary: _Vocabulary) -> bool:
    """Whether the full stop at ``stop`` ends a sentence and not just the abbreviation ``before`` it."""
    if before in vocabulary.titles or (_ORDINAL_DAY.fullmatch(before) and word in vocabulary.times):
        return False
    if before.casefold() in {"a.m", "p.m"}:
        return not (text[cut] in "([" or word.partition(".")[0] in vocabulary.times or _LOCAL_TIME.match(text, cut))
    if word[0].isdigit():
        return _ends_before_number(before, word, vocabulary)
    if before == "US":
        return word not in vocabulary.offices or _word_before(text, stop - 3) in {"the", "The"}
    starts = word in vocabulary.starters and not text.startswith(".", cut + len(word))
    if len(before) == 1 and before.isupper():
        return starts or _word_before(text, stop - 2) in vocabulary.labels
    known = before in vocabulary.words or any(form.fullmatch(before) for form in _ABBREVIATED)
    return not known or starts or text[cut] in "\"“‘'"


def _ends_before_number(before: str, number: str, vocabulary: _Vocabulary) -> bool:
    if before in vocabulary.numbered or before in vocabulary.words:
        return False
    return not (_ORDINAL.match(number) and _DOTTED.fullmatch(before))


def _word_before(text: str, end: int) -> str:
    """The last word before ``end``, without the marks that open it."""
    near = text[max(0, end - _REACH) : max(0, end)].split()
    return near[-1].rpartition("—")[2].lstrip(_MARKS) if near else ""


def _whole_spans(text: str) -> list[tuple[int, int]]:
    """Korean quotations that a particle follows, and dates written "2020. 7. 8."."""
    return [m.span() for m in _WHOLE.finditer(text) if m["particle"] or m["date"]]


def _outside(cuts: Iterator[int], spans: list[tuple[int, int]]) -> Iterator[int]:
    """The cuts that fall into none of the spans; both come in order."""
    first = 0
    for cut in cuts:
        while first < len(spans) and spans[first][1] < cut:
            first += 1
        if first == len(spans) or cut <= spans[first][0]:
            yield cut


_DASH = re.compile(r"\s*(?:--|[-–—:])\s*")
"""What parts a dateline from the lead."""


def lead_in(article: Article, sentence: Sentence) -> int:
    """The length of the dateline, with the dash after it, that opens the sentence; 0 where none does."""
    dateline = article.dateline or ""
    if not dateline or not sentence.text.startswith(dateline):
        return 0
    dash = _DASH.match(sentence.text, len(dateline))
    return dash.end() if dash else len(dateline)
