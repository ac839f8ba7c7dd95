"""What was decided about each event, resolved: links and speakers by where they stand, and the notes for its page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from compare.curation.matching import Matcher, nearest, refuse
from compare.model import (
    Corpus,
    Curation,
    Decision,
    DropLink,
    Event,
    ForceLink,
    Grouping,
    LinkRule,
    Override,
    Rename,
    Respeak,
    SentenceRef,
    SpeakerRule,
)
from compare.pipeline import Case


class _Desk(Struct):
    """What is being put together for one event."""

    title: str | None = None
    links: list[LinkRule] = []
    speakers: list[SpeakerRule] = []
    decisions: list[Decision] = []


class _Office(NamedTuple):
    """Where decisions are looked up and where they go; ``seen`` is what has been decided already."""

    matcher: Matcher
    home: Mapping[str, Event]
    desks: dict[str, _Desk]
    seen: dict[object, Override]

    def once(self, override: Override, about: object) -> None:
        """Refuse a second decision on the same thing: they contradict each other, or one is for nothing."""
        earlier = self.seen.setdefault(about, override)
        if earlier is not override:
            verb = "says again what" if earlier.rule == override.rule else "contradicts"
            raise refuse(override, f"{verb} [[{earlier.kind}]] in line {earlier.line}.", "Keep one of them.")


def curate(cases: Sequence[Case], corpus: Corpus, grouping: Grouping) -> list[Case]:
    """The cases with what people decided about each; one about which nothing was decided is as it was.

    Raises:
        ConfigError: A decision names nothing of the corpus, or contradicts another.
    """
    if not corpus.overrides:
        return list(cases)
    matcher = Matcher(corpus.articles, (lost.path for lost in corpus.unreadable))
    home = {article_id: event for event in grouping.events for article_id in event.article_ids}
    desks: dict[str, _Desk] = defaultdict(_Desk)
    office = _Office(matcher, home, desks, {})
    for decision in (*corpus.decided, *grouping.decisions):
        for event_id in sorted({home[article_id].id for article_id in (*decision.articles, *decision.also)}):
            desks[event_id].decisions.append(decision)
    for override in corpus.overrides:
        match override.rule:
            case (ForceLink() | DropLink()) as rule:
                _link(override, rule, office)
            case Respeak() as rule:
                _speak(override, rule, office)
            case Rename() as rule:
                _rename(override, rule, office)
            case _:
                pass
    return [replace(case, curation=_close(desks.get(case.event.id))) for case in cases]


def _close(desk: _Desk | None) -> Curation:
    if desk is None:
        return Curation()
    return Curation(desk.title, tuple(sorted(desk.links)), tuple(sorted(desk.speakers)), tuple(desk.decisions))


def _link(override: Override, rule: ForceLink | DropLink, office: _Office) -> None:
    matcher, home = office.matcher, office.home
    a, b = sorted((matcher.sentence(override, rule.a), matcher.sentence(override, rule.b)))
    if a.article_id == b.article_id:
        raise refuse(override, "names two sentences of one article.", "Links join sentences of different articles.")
    if home[a.article_id] != home[b.article_id]:
        mend = "Put them into one event with [[merge]] or [[pin]], or remove this."
        raise refuse(override, f"is of two events: {a.article_id!r} and {b.article_id!r}.", mend)
    office.once(override, (a, b))
    together = isinstance(rule, ForceLink)
    desk = office.desks[home[a.article_id].id]
    desk.links.append(LinkRule(a, b, together))
    ends = " and ".join(
        f"sentence {_rank(matcher, ref)} of the {which}" for ref, which in ((a, "first"), (b, "second"))
    )
    text = f"{'Linked' if together else 'Not linked'}: {ends} of these articles."
    desk.decisions.append(Decision(override.kind, text, (a.article_id, b.article_id), override.author, override.reason))


def _speak(override: Override, rule: Respeak, office: _Office) -> None:
    matcher, home = office.matcher, office.home
    start, end = matcher.quotation(override, rule.article, rule.quote)
    office.once(override, ("speaker", rule.article, start))
    desk = office.desks[home[rule.article].id]
    desk.speakers.append(SpeakerRule(rule.article, start, end, rule.speaker))
    quote = rule.quote.strip('"“”')
    text = f"Speaker of the quotation that opens “{quote}”: {rule.speaker}."
    desk.decisions.append(Decision("speaker", text, (rule.article,), override.author, override.reason))


def _rename(override: Override, rule: Rename, office: _Office) -> None:
    home = office.home
    events = {event.id: event for event in home.values()}
    event = home.get(rule.event) or events.get(rule.event)
    if event is None:
        raise refuse(
            override, f"names no article and no event: {rule.event!r}.", nearest(rule.event, {**home, **events})
        )
    office.once(override, ("title", event.id))
    desk = office.desks[event.id]
    desk.title = rule.title
    text = f"The title was given: {rule.title}"
    desk.decisions.append(Decision("rename", text, event.article_ids[:1], override.author, override.reason))


def _rank(matcher: Matcher, ref: SentenceRef) -> int:
    """The number that the site gives a sentence: among its article's own, from 1."""
    return 1 + [s.ref for s in matcher.articles[ref.article_id].prose].index(ref)
