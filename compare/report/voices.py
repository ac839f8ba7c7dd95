"""What pages take from the findings of the analyses: who is quoted, which words and descriptions differ."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from compare.model import Finding, SpanRef, Speech
from compare.report.context import EventContext, Told

_STEM_LETTERS = 3
"""Words that agree in so many first letters are forms of one word, not two words for a thing."""


class HeardSpeaker(NamedTuple):
    """A speaker: the words quoted by each account, by its place, with the sentences that have them."""

    name: str
    words: dict[int, int]
    sentences: dict[int, tuple[Told, ...]]
    only: Literal["", "heard", "quoted"] = ""
    """Whether one account alone hears the speaker, or quotes one whom others name; empty where neither is sure."""

    @property
    def total(self) -> int:
        """The words quoted in all accounts."""
        return sum(self.words.values())

    @property
    def only_in(self) -> int | None:
        """The one account that alone quotes the speaker, or None where that is not sure."""
        return next(iter(self.words)) if len(self.words) == 1 and self.only else None


class Heard(NamedTuple):
    """The speakers, most words first; ``accounts`` are those whose quotations were counted."""

    speakers: tuple[HeardSpeaker, ...]
    accounts: tuple[int, ...]

    @property
    def widest(self) -> int:
        """The most words that one account quotes of one speaker."""
        return max((words for voice in self.speakers for words in voice.words.values()), default=0)


class Used(NamedTuple):
    """A word or description as it stands in an account."""

    words: str
    told: Told
    start: int
    end: int


class Variant(NamedTuple):
    """Different words for the same thing, by the words: where each stands."""

    forms: dict[str, tuple[Used, ...]]

    @property
    def accounts(self) -> set[int]:
        """The accounts that use one of them."""
        return {used.told.account for found in self.forms.values() for used in found}


def list_voices(event: EventContext) -> Heard:
    """Everyone whom the accounts quote in three words or more, where the text says who speaks."""
    words: dict[str, dict[int, int]] = {}
    only: dict[str, Literal["", "heard", "quoted"]] = {}
    sentences: dict[str, dict[int, tuple[Told, ...]]] = {}
    for place, finding in _of_accounts(event, "quotation", "speaker"):
        told = _told(event, finding)
        if told and finding.count:
            words.setdefault(finding.subject, {})[place] = finding.count
            sentences.setdefault(finding.subject, {})[place] = told
            only[finding.subject] = finding.detail.only if isinstance(finding.detail, Speech) else ""
    speakers = sorted(
        (HeardSpeaker(n, words[n], sentences[n], only[n]) for n in words), key=lambda v: (-v.total, v.name)
    )
    counted = sorted({place for place, _ in _of_accounts(event, "quotation", "quoted words")})
    return Heard(tuple(speakers), tuple(counted))


def heard_only_in(voices: Heard) -> dict[int, tuple[HeardSpeaker, ...]]:
    """For each account the speakers whom no other so much as names."""
    found: dict[int, tuple[HeardSpeaker, ...]] = {}
    for voice in voices.speakers:
        if voice.only_in is not None and voice.only == "heard":
            found[voice.only_in] = (*found.get(voice.only_in, ()), voice)
    return found


def list_variants(event: EventContext, most: int) -> tuple[Variant, ...]:
    """The first different words for the same thing in linked sentences; forms of one word are left out."""
    found = []
    for finding in event.findings.get(("wording", "variants"), ()):
        forms: dict[str, list[Used]] = {}
        for used in _used(event, finding.spans):
            forms.setdefault(used.words.lower(), []).append(used)
        variant = Variant({form: tuple(forms[form]) for form in _apart(forms)})
        if len(variant.forms) > 1 and len(variant.accounts) > 1:
            found.append(variant)
    return tuple(found[:most])


def list_descriptions(event: EventContext, most: int) -> tuple[tuple[str, Variant], ...]:
    """The persons and bodies whom accounts describe in different ways, none of which holds another."""
    roles: dict[str, dict[str, list[Used]]] = {}
    for _, finding in _of_accounts(event, "naming", "roles"):
        for used in _used(event, finding.spans):
            roles.setdefault(finding.subject, {}).setdefault(used.words.lower(), []).append(used)
    found = []
    for subject, forms in roles.items():
        kept = [
            form for form in forms if not any(form != other and (form in other or other in form) for other in forms)
        ]
        variant = Variant({form: tuple(forms[form]) for form in kept})
        owners = [{used.told.account for used in forms[form]} for form in kept]
        if len(kept) > 1 and len(variant.accounts) > 1 and not set.intersection(*owners):
            found.append((subject, variant))
    return tuple(found[:most])


def _of_accounts(event: EventContext, analysis: str, measure: str) -> Iterator[tuple[int, Finding]]:
    """The findings of one measure with the place of the account that each is about."""
    for finding in event.findings.get((analysis, measure), ()):
        if finding.article_id in event.places:
            yield event.places[finding.article_id], finding


def _told(event: EventContext, finding: Finding) -> tuple[Told, ...]:
    refs = dict.fromkeys([*(span.sentence for span in finding.spans), *finding.evidence])
    return tuple(event.told[ref] for ref in refs if ref in event.told)


def _used(event: EventContext, spans: tuple[SpanRef, ...]) -> Iterator[Used]:
    for span in spans:
        told = event.told.get(span.sentence)
        if told is not None:
            yield Used(told.sentence.text[span.start : span.end], told, span.start, span.end)


def _apart(forms: dict[str, list[Used]]) -> list[str]:
    """Of forms of one word the one that most accounts use, in the order in which the words stand."""
    best: dict[str, str] = {}
    for form, uses in forms.items():
        stem = form[:_STEM_LETTERS]
        if stem not in best or _accounts(uses) > _accounts(forms[best[stem]]):
            best[stem] = form
    return list(best.values())


def _accounts(uses: list[Used]) -> int:
    return len({used.told.account for used in uses})
