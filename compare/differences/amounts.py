"""Amounts: the figures of a sentence with their context, in English, Korean, Chinese and Japanese.

The context of a figure: what it counts, what happened to those (death, injury, arrest), its clause, and the period it
covers ("so far", "this season"). Two figures count the same thing where all of that agrees.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from compare.data import read_table
from compare.differences.claims import Span, Worded, read_words
from compare.differences.quantities import Hedge, Quantity, quantities
from compare.text.stems import idea, stem
from compare.text.tokens import HANGUL, korean_terms

_COUNTED, _BEFORE, _AFTER, _BARE = 4, 4, 6, 2
"""How many words after a figure say what it counts, and how many to either side what befell that, named or not."""
_FEW = 3
_RARE = 6.5
"""The background IDF from which on the first word of a sentence is taken for a name."""
_FRESH = frozenset({"new", "fresh"})
"""Words right after a figure that say it counts what was added."""
_COPULA = 4
"""How far before an ordinal its "was" stands."""
_RATE, _RATE_REACH = (
    re.compile(r"\b(?:an?|per|each|every) (second|minute|hour|day|week|month|year)\b(?! (?:earlier|ago|before|later))"),
    40,
)
_DIVIDES = re.compile(r"[,;:()—–]|--|\s-\s")
_NUMBERED = re.compile(
    r"\bnumber of (?:[\w’'-]+ ){0,3}?([\w’'-]+?)(?=\s+(?:\w+\s+){0,6}(?:reached|rose|stood|stands|climbed|hit)\b)"
)
"""What is counted in "the number of cases linked to the club reached 206"."""


class Amount(NamedTuple):
    """A figure with what stands around it."""

    span: Span
    low: float
    high: float
    unit: str
    value: float
    hedge: Hedge
    part: bool
    word: str
    """The number as it stands, in small letters."""
    counted: frozenset[str]
    """The ideas of what it counts."""
    things: frozenset[str]
    """Stems of what it counts: "machine guns" are no "rifles", though both are arms."""
    fate: str
    """The nearest word of death, injury, arrest and the like; empty where there is none."""
    clause: frozenset[str]
    """The telling words of its clause; those of the sentence where those are fewer than three."""
    names: frozenset[str]
    """Stems of the names in its clause."""
    near: frozenset[str]
    """The ideas of the words right beside it."""
    places: tuple[tuple[str, str], ...] = ()
    """Prepositions of its clause, each with the word that it leads to: "on" the islands."""
    scopes: frozenset[str] = frozenset()
    """How far it reaches, as its clause says."""
    said: bool = True
    """Whether it is what the sentence says ("was its fourth test"), not which one it speaks of."""


class _AmountLists(NamedTuple):
    """The word lists of ``data/figures.toml``, which says what each of them is."""

    people: frozenset[str]
    fates: frozenset[str]
    scopes: frozenset[str]
    joints: frozenset[str]
    prepositions: frozenset[str]
    days: frozenset[str]
    illness: frozenset[str]


@functools.cache
def lists() -> _AmountLists:
    """The word lists: fates as ideas, people, days and illness as stems, the others as they stand."""
    table = _table()
    words = {name: table[name].split() for name in _AmountLists._fields}
    return _AmountLists(
        people=frozenset(stem(word) for word in words["people"]),
        fates=frozenset(idea(stem(word)) for word in words["fates"]),
        scopes=frozenset(words["scopes"]),
        joints=frozenset(words["joints"]),
        prepositions=frozenset(words["prepositions"]),
        days=frozenset(stem(word) for word in words["days"]),
        illness=frozenset(stem(word) for word in words["illness"]),
    )


@functools.cache
def _table() -> dict[str, str]:
    found: dict[str, str] = read_table("figures")
    return found


@functools.lru_cache(maxsize=5_000)
def amounts(text: str) -> tuple[Amount, ...]:
    """The figures of a sentence, in order, dates and clock times left out."""
    if HANGUL.search(text):
        return tuple(_korean(text))
    if _HAN.search(text):
        return tuple(_han(text))
    reading = read_words(text)
    return tuple(_framed(reading, quantity) for quantity in quantities(text))


def scopes(reading: Worded) -> frozenset[str]:
    """How far a sentence's figures reach: "so far", "this season", "worldwide"; empty where it does not say."""
    return lists().scopes.intersection(piece.norm for piece in reading.pieces)


def elsewhere(one: Amount, other: Amount) -> bool:
    """Whether the same preposition leads to different places in both clauses: "on the mainland", "on the islands"."""
    ours, theirs = dict(one.places), dict(other.places)
    return any(
        ours[word] != theirs[word] and not {pair[1] for pair in one.places} & {pair[1] for pair in other.places}
        for word in sorted(ours.keys() & theirs.keys())
    )


def _framed(reading: Worded, x: Quantity) -> Amount:
    """A quantity of an English sentence with what stands around it."""
    counted = _counted(reading, x)
    told = frozenset(reading.pieces[k].idea for k in counted)
    things = frozenset(reading.pieces[k].stem for k in counted)
    if x.noun:
        things, told = things | {x.noun}, told | {idea(x.noun)}
    numbered = _NUMBERED.search(reading.text[: x.span[0]]) if not things else None
    if numbered is not None:
        noun = stem(numbered[1].casefold())
        things, told = frozenset({noun}), frozenset({idea(noun)})
    if not things.isdisjoint(lists().illness):
        told |= {"illness"}
    places = within = _clause(reading, x.first, x.last)
    clause = _ideas(reading, places)
    if len(clause if x.unit else clause - told) < _FEW:
        places = [k for k in range(len(reading.pieces)) if not x.first <= k <= x.last]
        clause = _ideas(reading, places)
    rate = _RATE.search(reading.text[reading.pieces[x.last].end :][:_RATE_REACH])
    reach = lists().scopes.intersection(reading.pieces[k].norm for k in within) | ({rate[1]} if rate else frozenset())
    beside = {piece.norm for piece in reading.pieces[x.last + 1 : x.last + 3]}
    reach |= _FRESH & beside
    return Amount(
        x.span, x.low, x.high, x.unit, x.value, x.hedge, x.part, reading.text[slice(*x.span)].casefold(), told, things,
        fate=_fate(reading, x, counts=bool(told)) or ("illness" if "illness" in told else ""),
        clause=clause,
        names=_names(reading, places),
        near=reading.around(x.first, x.last, 4 if x.unit or not told else 2),
        places=tuple(_led_to(reading, within)),
        scopes=reach,
        said=_is_said(reading, x),
    )  # fmt: skip


def _names(reading: Worded, places: Iterable[int]) -> frozenset[str]:
    """The stems of capitalised words; the first of a sentence counts where it is a rare one."""
    found = (reading.pieces[k] for k in places)
    return frozenset(
        p.stem for p in found if p.idea and reading.text[p.start].isupper() and (p.start or p.rarity >= _RARE)
    )


def _ideas(reading: Worded, places: Iterable[int]) -> frozenset[str]:
    return frozenset(i for i in (reading.pieces[k].idea for k in places) if i and not i[0].isdigit())


def _led_to(reading: Worded, places: Sequence[int]) -> Iterator[tuple[str, str]]:
    for k in places:
        if reading.pieces[k].norm in lists().prepositions:
            led = next((p.idea for p in reading.pieces[k + 1 : k + 4] if p.idea), "")
            if led and not led[0].isdigit() and led not in lists().days:
                yield reading.pieces[k].norm, led


def _is_said(reading: Worded, x: Quantity) -> bool:
    before = {piece.norm for piece in reading.pieces[max(x.first - _COPULA, 0) : x.first]}
    return not before.isdisjoint(("is", "was", "became", "becomes", "marks", "marked"))


def _counted(reading: Worded, x: Quantity) -> list[int]:
    found = []
    edge = reading.pieces[x.last].end
    for place in range(x.last + 1, min(x.last + 1 + _COUNTED, len(reading.pieces))):
        piece = reading.pieces[place]
        if "," in reading.text[edge : piece.start] or not piece.idea:
            break
        found.append(place)
        edge = piece.end
    return found


def _fate(reading: Worded, x: Quantity, *, counts: bool) -> str:
    """What it is the object of, else what follows; where it ``counts`` nothing that is named, what follows at once."""
    fates = lists().fates
    reach = _AFTER if counts else _BARE
    after = [piece.idea for piece in reading.pieces[x.last + 1 : x.last + 1 + reach]]
    before = next((p.idea for p in reversed(reading.pieces[max(x.first - _BEFORE, 0) : x.first]) if p.idea), "")
    return before if before in fates else next((told for told in after if told in fates), "")


def _clause(reading: Worded, first: int, last: int) -> list[int]:
    """The places of the words between the nearest marks and joints to either side, the figure's own left out."""
    pieces, joints = reading.pieces, lists().joints
    start = first
    while start > 0 and pieces[start - 1].norm not in joints:
        if _DIVIDES.search(reading.text[pieces[start - 1].end : pieces[start].start]):
            break
        start -= 1
    stop = last
    while stop + 1 < len(pieces) and pieces[stop + 1].norm not in joints:
        if _DIVIDES.search(reading.text[pieces[stop].end : pieces[stop + 1].start]):
            break
        stop += 1
    return [k for k in range(start, stop + 1) if not first <= k <= last]


_NATIVE = {
    "한": 1, "두": 2, "세": 3, "네": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9, "열": 10, "스무": 20,
}  # fmt: skip
_POWERS = {"천": 1e3, "만": 1e4, "억": 1e8, "조": 1e12, "백": 1e2}
_KOREAN_UNITS = (
    "명|인|건|원|달러|엔|위안|유로|곳|군데|개국|개월|개|대|척|채|마리|살|세|년|달|주|일|시간|분|초|퍼센트|%포인트|%|포인트|"
    "㎞|km|킬로미터|미터|m|톤|t|㎏|kg|회|차례|번|발|동|가구|표|석|층|도|배|쪽|점|구"
)
KOREAN_COUNTERS = frozenset(("명", "건", "곳", "개", "대", "척", "채", "마리", "가구", "동", "표", "석"))
"""Units that count what the noun before them names."""
_KOREAN = re.compile(
    rf"(?P<number>\d[\d,]*(?:\.\d+)?(?: ?[천만억조] ?\d[\d,]*)*(?: ?[백천만억조]+)?|(?<![가-힣])(?:{'|'.join(_NATIVE)})(?= ))"
    rf" ?(?P<more>여)? ?(?P<unit>{_KOREAN_UNITS})(?P<ending>[가-힣]*)"
)
_KOREAN_HEDGES: dict[str, Hedge] = {
    "약": "about", "대략": "about", "거의": "about", "최소": "least", "적어도": "least", "최대": "most",
}  # fmt: skip
_KOREAN_BOUNDS: dict[str, Hedge] = {"이상": "least", "넘": "least", "초과": "least", "이하": "most", "미만": "most"}
_KOREAN_FATES = {
    "숨지": "died", "숨졌": "died", "숨진": "died", "사망": "died", "목숨": "died", "희생": "died",
    "다치": "hurt", "다쳤": "hurt", "다친": "hurt", "부상": "hurt", "중상": "hurt", "경상": "hurt", "중경상": "hurt",
    "실종": "missing", "체포": "arrest", "구속": "arrest", "검거": "arrest", "확진": "illness", "감염": "illness",
    "대피": "evacuated", "구조": "rescue", "이재민": "homeless",
}  # fmt: skip
_KOREAN_REST = ("외", "나머지", "다른", "추가로", "또")
_KOREAN_CLOCK = re.compile(
    r"\d+시(?!간)(?: ?\d+분)?|\d+월 ?\d+일|(?:19|20)\d\d년|\d+월|\d+일(?=[\s은에,부까]|$)|\d+년 ?만|\d+년생"
)
_KOREAN_REACH, _KOREAN_NEAR = 40, 4


def _korean(text: str) -> Iterator[Amount]:
    """The figures of a Korean sentence: a number with its counter, the words before it, and what happened to them."""
    skip = [match.span() for match in _KOREAN_CLOCK.finditer(text)]
    found = [m for m in _KOREAN.finditer(text) if not any(a < m.end("number") and m.start() < b for a, b in skip)]
    for place, match in enumerate(found):
        value, grain = _korean_number(match["number"])
        start = found[place - 1].end() if place else 0
        stop = found[place + 1].start() if place + 1 < len(found) else len(text)
        before, after = text[start : match.start()], text[match.end() : stop]
        low, high, hedge = _korean_bounds(value, grain, before, f"{match['more'] or ''}{match['ending']}{after}")
        nouns = [noun for word in HANGUL.findall(before) for noun in korean_terms(word)[:1]]
        follow = [noun for word in HANGUL.findall(after) for noun in korean_terms(word)[:1]]
        counted = frozenset(nouns[-1:] or (follow[:1] if match["ending"].startswith("의") else ()))
        yield Amount(
            (match.start(), match.end("unit")), low, high, _korean_unit(match["unit"]), value, hedge,
            part=before.rstrip().endswith(_KOREAN_REST) or match["ending"].startswith(("외", "중", "가운데")),
            word=match["number"],
            counted=counted,
            things=counted,
            fate=_korean_fate(after[:_KOREAN_REACH], before[-_KOREAN_REACH:]),
            names=frozenset(),
            clause=frozenset((*nouns[-_KOREAN_NEAR * 2 :], *follow[: _KOREAN_NEAR * 2])),
            near=frozenset((*nouns[-2:], *follow[:2])),
        )  # fmt: skip


def _korean_unit(unit: str) -> str:
    same = {
        "인": "명",
        "군데": "곳",
        "퍼센트": "%",
        "세": "살",
        "회": "번",
        "차례": "번",
        "km": "㎞",
        "킬로미터": "㎞",
        "kg": "㎏",
    }
    return same.get(unit, unit)


def _korean_number(written: str) -> tuple[float, float]:
    """The value of "1만 2000", "30" or "두", and what it may have been rounded to."""
    if written in _NATIVE:
        return float(_NATIVE[written]), 0.0
    total, last = 0.0, 1.0
    for digits, power in re.findall(r"([\d,.]+) ?([백천만억조]*)", written):
        scale = 1.0
        for sign in power:
            scale *= _POWERS[sign]
        plain = digits.replace(",", "").rstrip(".") or "0"
        total += float(plain) * scale
        decimals = len(plain.partition(".")[2])
        last = scale * 10.0**-decimals if scale > 1 or decimals else 1.0
        if scale == 1 and not decimals:
            zeros = len(plain) - len(plain.rstrip("0"))
            last = 10.0**zeros if zeros > 1 else 0.0
    return total, last


def _korean_bounds(value: float, grain: float, before: str, after: str) -> tuple[float, float, Hedge]:
    words = before.split()
    hedge = _KOREAN_HEDGES.get(words[-1], "") if words else ""
    hedge = hedge or next((told for word, told in _KOREAN_BOUNDS.items() if word in after[:5]), "")
    half = min(grain / 2, value * 0.075)
    if hedge == "least":
        return value, float("inf"), hedge
    if hedge == "most":
        return float("-inf"), value, hedge
    if after.startswith("여"):
        return value, value * 1.1, "about"
    return (value - value * 0.075, value + value * 0.075, hedge) if hedge else (value - half, value + half, "")


def _korean_fate(after: str, before: str) -> str:
    found = [(after.find(word), told) for word, told in _KOREAN_FATES.items() if word in after]
    if found:
        return min(found)[1]
    nearest = [(before.rfind(word), told) for word, told in _KOREAN_FATES.items() if word in before]
    return max(nearest)[1] if nearest else ""


_HAN = re.compile("[\u4e00-\u9fff\u3040-\u30ff]")
_HAN_FIGURE = re.compile(
    r"(?P<number>\d[\d,]*(?:\.\d+)?) ?(?P<scale>[十百千万萬億亿兆]*) ?"
    r"(?P<unit>円|元|ドル|美元|韩元|韓元|人|名|件|週間|周|週|日間|天|年|か月|个月|歳|岁|台|棟|か所|个|個|%|％|パーセント|キロ|公里|メートル|米|回|次)"
)
_HAN_SCALES = {"十": 10.0, "百": 1e2, "千": 1e3, "万": 1e4, "萬": 1e4, "億": 1e8, "亿": 1e8, "兆": 1e12}
_HAN_NEAR = 6


def _han(text: str) -> Iterator[Amount]:
    """The figures of a Chinese or Japanese sentence; what they are of are the characters before them, two by two."""
    for match in _HAN_FIGURE.finditer(text):
        value = float(match["number"].replace(",", ""))
        for sign in match["scale"]:
            value *= _HAN_SCALES[sign]
        before, after = text[max(match.start() - _HAN_NEAR, 0) : match.start()], text[match.end() :][:_HAN_NEAR]
        context = frozenset(side[k : k + 2] for side in (before, after) for k in range(len(side) - 1))
        span = (match.start(), match.end("scale") if match["scale"] else match.end("number"))
        yield Amount(
            span, value, value, match["unit"], value, "", part=False, word=match["number"], counted=context, things=context, fate="",
            clause=context, names=frozenset(), near=context,
        )  # fmt: skip
