"""What a reader asks first of an event: what do all tell, and what does only one tell?

All of it is verbatim; which sentences are shown is decided here, by rules on words, places and links alone.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from compare.report.context import EventContext, Told
from compare.report.key_clause import KeyClause, is_telling
from compare.report.points import Point, Points
from compare.report.voices import Heard, HeardSpeaker, heard_only_in
from compare.text.stems import terms

FEW_ACCOUNTS = 4
"""Up to this many accounts everything has a column; above it, each value names its outlets."""
MOST_TELLS, ENOUGH_TELLS = 5, 4
SAME_STEMS = 0.6
"""Two clauses that share more of their telling stems than this say the same."""
LEAST_SUPPORT, LEAST_OF_EACH = 0.5, 0.4
"""The least share of a clause's telling words that the other accounts must have, all and each, for it to stand for them."""
SHORTEST, LONGEST = 7, 42
"""Words of a sentence that may be shown; ``LEAST_WORDS`` where an account has no such sentence."""
LEAST_WORDS = 4
APART = 3
"""Sentences shown of one account stand at least so far apart."""
MOST_COMMON = 0.35
"""The most that two sentences shown of one account may share of their telling stems."""

_PRONOUN = re.compile(
    r"[\"“‘']?(?:he|she|it|they|this|these|those|that|his|her|its|their|such|but|and|so|there)\b", re.IGNORECASE
)
_NAME = re.compile(r"(?<=[\w,;:’'] )[A-Z][\w’'-]+|[가-힣]")
_ADDRESS = re.compile(r"https?:|www\.|pic\.twitter|\b[\w-]+\.com/|[@#]\w")
"""What belongs to a post or a link that an article carries, not to its own text."""
_FIGURE = re.compile(r"\d")


class SharedStory(NamedTuple):
    """What several accounts tell. ``all_tell`` is carried by every account, ``most_tell`` by half of them or more.

    ``some_tell`` stands in where neither has anything; ``more`` points are shared beside those shown.
    """

    all_tell: tuple[Point, ...]
    most_tell: tuple[Point, ...]
    some_tell: tuple[Point, ...]
    more: int

    @property
    def points(self) -> tuple[Point, ...]:
        """All that are shown."""
        return (*self.all_tell, *self.most_tell, *self.some_tell)


class OnlyTold(NamedTuple):
    """A sentence that one account alone tells; ``speaker`` is whom it quotes, where the sentence does not name them.

    ``score`` says how much it tells of what the account adds.
    """

    told: Told
    speaker: str
    score: float

    @property
    def text(self) -> str:
        """The sentence without its dateline, verbatim."""
        return self.told.sentence.text[self.told.lead_in :]


class OnlyIn(NamedTuple):
    """What one account alone tells: the sentences shown, of ``total``, and the voices heard there alone."""

    account: int
    tells: tuple[OnlyTold, ...]
    total: int
    voices: tuple[HeardSpeaker, ...]


def choose_shared(points: Points, readable: int) -> SharedStory:
    """The points that all, or most, of the ``readable`` accounts tell, clearest and widest first."""
    eligible = sorted(
        (p for p in points.shared if p.origins > 1 and _stands_for_all(p.clause)),
        key=lambda p: _rank(p, readable),
    )
    chosen: list[Point] = []
    _take(chosen, [p for p in eligible if len(p.carriers) >= readable], MOST_TELLS)
    by_all = len(chosen)
    half = max(2, (readable + 1) // 2)
    wide = [p for p in eligible if half <= len(p.carriers) < readable]
    _take(chosen, wide, max(by_all, ENOUGH_TELLS if readable <= FEW_ACCOUNTS else MOST_TELLS))
    by_most = len(chosen)
    if not chosen:
        _take(chosen, eligible, ENOUGH_TELLS - 1)
    return SharedStory(
        tuple(chosen[:by_all]),
        tuple(chosen[by_all:by_most]),
        tuple(chosen[by_most:]),
        len(points.shared) - len(chosen),
    )


def _stands_for_all(clause: KeyClause) -> bool:
    enough = clause.support >= LEAST_SUPPORT and clause.least_support >= LEAST_OF_EACH
    return enough and not clause.disputed


def _rank(point: Point, readable: int) -> tuple[bool, float, float, str]:
    """Clear ones first; then by how many tell it, then how early."""
    near = 0.5 * len(point.near_accounts) if readable <= FEW_ACCOUNTS else 0.0
    weight = round(0.8 * point.earliness + 0.2 * point.link_score, 6)
    return not point.clause.stands_alone, -(len(point.carriers) + near), -weight, point.anchor


def _take(chosen: list[Point], ranked: Iterable[Point], most: int) -> None:
    """Add the points that say something new until there are ``most``."""
    for point in ranked:
        if len(chosen) >= most:
            return
        if not any(_overlap(point.clause, other.clause) > SAME_STEMS for other in chosen):
            chosen.append(point)


def _overlap(one: KeyClause, other: KeyClause) -> float:
    fewer = min(len(one.stems), len(other.stems))
    return len(one.stems & other.stems) / fewer if fewer else 0.0


def choose_only(event: EventContext, points: Points, voices: Heard) -> tuple[OnlyIn, ...]:
    """For each account that tells something alone, the sentences that say most about what it adds."""
    solo = heard_only_in(voices)
    core = {stem for point in points.shared for stem in point.clause.stems}
    uncompared = dict(points.uncompared)
    chosen = []
    for found in points.alone:
        account = found.account
        length = len(event.by_account[account])
        compared = [one.told for one in found.sentences if one.told.number <= length - uncompared.get(account, 0)]
        if not compared:
            continue
        quoted = _speakers(voices, account)
        alone = {told.anchor for voice in solo.get(account, ()) for told in voice.sentences[account]}
        elsewhere = _stems_elsewhere(event, account)
        scores = {
            told.anchor: _score(told, length, elsewhere, core, only_voice=told.anchor in alone)
            for told in [one for one in compared if _may_stand(one)] or [one for one in compared if _is_plain(one)]
        }
        most = 3 if len(event.articles) <= FEW_ACCOUNTS else 1
        tells = _pick([told for told in compared if told.anchor in scores], scores, quoted, most)
        shown = tuple(
            OnlyTold(told, _unnamed(told, quoted.get(told.anchor, "")), scores[told.anchor]) for told in tells
        )
        chosen.append(OnlyIn(account, shown, len(compared), solo.get(account, ())))
    return tuple(chosen)


def _speakers(voices: Heard, account: int) -> dict[str, str]:
    """Who is quoted in each of the account's sentences, by its anchor."""
    return {told.anchor: v.name for v in voices.speakers for told in v.sentences.get(account, ())}


def _unnamed(told: Told, speaker: str) -> str:
    """The speaker where the sentence does not give the last name."""
    return speaker if speaker and speaker.rsplit(maxsplit=1)[-1] not in told.sentence.text else ""


def _stems_elsewhere(event: EventContext, account: int) -> set[str]:
    """The stems in the accounts of other origins."""
    own = event.origins[account].id
    return {
        stem
        for place, sentences in enumerate(event.by_account)
        if event.origins[place].id != own
        for told in sentences
        for token in told.tokens
        for stem, _ in terms(token.norm)
    }


def _may_stand(told: Told) -> bool:
    """Whether the sentence has a fit length, carries no address, and continues no quotation that began before it."""
    text = told.sentence.text
    running = bool(told.quoted) and told.quoted[0][0] == 0 and text[:1] not in "\"“‘'«"
    return SHORTEST <= told.words <= LONGEST and not running and not _ADDRESS.search(text)


def _is_plain(told: Told) -> bool:
    """Whether a short sentence can stand where no longer one does: whole, and clear without the one before."""
    text = told.sentence.text.strip()
    whole = text[-1:] in '.!?"”’다' and text.count('"') % 2 == 0 and text.count("“") == text.count("”")
    return whole and told.words >= LEAST_WORDS and not _PRONOUN.match(text)


def _score(told: Told, length: int, elsewhere: Collection[str], core: Collection[str], *, only_voice: bool) -> float:
    weights = {stem: w for token in told.tokens if is_telling(token.norm) for stem, w in terms(token.norm)}
    new = sorted((w for stem, w in weights.items() if stem not in elsewhere), reverse=True)[:4]
    near = sum(w for stem, w in weights.items() if stem in core)
    text = told.sentence.text[told.lead_in :]
    score = sum(new) / 20 + (near / sum(weights.values()) if weights else 0) + 0.8 * (1 - (told.number - 1) / length)
    score += 2.2 if only_voice else 0
    score += 0.8 if _FIGURE.search(text) else 0
    score -= 0.8 if _PRONOUN.match(text) else 0
    score -= 0 if _NAME.search(text) else 0.5
    score -= 0.6 if text.count('"') % 2 or text.count("“") != text.count("”") else 0
    score -= 0.4 * ((told.words > 25) + (told.words > 30))  # noqa: PLR2004 - a long sentence, a very long one
    return round(score, 6)


def _pick(found: Sequence[Told], scores: Mapping[str, float], quoted: Mapping[str, str], most: int) -> list[Told]:
    """The best that are apart from each other, one a speaker and one of narration where there is one, in order."""
    ranked = sorted(found, key=lambda told: (-scores[told.anchor], told.number))
    chosen: list[Told] = []
    for told in ranked:
        if len(chosen) < most and all(_differs(told, other, quoted) for other in chosen):
            chosen.append(told)
    if len(chosen) > 1 and all(_is_quotation(told) for told in chosen):
        rest = [t for t in ranked if not _is_quotation(t) and all(_differs(t, o, quoted) for o in chosen[:-1])]
        chosen = [*chosen[:-1], *(rest[:1] or chosen[-1:])]
    return sorted(chosen, key=lambda told: told.number)


def _is_quotation(told: Told) -> bool:
    return 2 * told.quoted_words > told.words


def _differs(told: Told, other: Told, quoted: Mapping[str, str]) -> bool:
    speaker = quoted.get(told.anchor)
    if abs(told.number - other.number) < APART or (speaker and speaker == quoted.get(other.anchor)):
        return False
    one, two = (
        {s for token in t.tokens if is_telling(token.norm) for s, _ in terms(token.norm)} for t in (told, other)
    )
    return len(one & two) <= MOST_COMMON * min(len(one), len(two))
