"""Who is heard, in how many words, and who is heard in one account alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from compare.attribution import MINIMUM_WORDS, Quotation
from compare.framing.accounts import Account, Accounts
from compare.framing.measures import ONE_EVENT, Analysis, Measure
from compare.model import Finding, SentenceRef, SpanRef

UNTOLD = ""
"""The subject of quotations whose speaker cannot be told."""


def find(accounts: Accounts) -> Iterator[Finding]:
    """For each origin the share of words in quotation marks, and of each speaker in them."""
    heard = _heard(accounts)
    for account in accounts.own:
        words = len(account.words)
        if words and account.prose:
            yield _share(account, words)
            yield from _speakers(account, accounts, heard)


def _heard(accounts: Accounts) -> dict[str, list[Account]]:
    """The accounts that quote each speaker in three words or more."""
    found: dict[str, list[Account]] = {}
    for account in accounts.own:
        for name in dict.fromkeys(_who(q, account, accounts) for q in account.quotations if q.speaker is not None):
            found.setdefault(name, []).append(account)
    return found


def _who(quotation: Quotation, account: Account, accounts: Accounts) -> str:
    """The speaker's name in the event: one for all spellings of a person."""
    return accounts.name_of(account.id, quotation.speaker) if quotation.speaker is not None else UNTOLD


def _share(account: Account, words: int) -> Finding:
    quoted = sum(1 for word in account.words if word.quoted)
    spans = _spans(account, account.quotations)
    short = sum(q.words for q in account.quotations if q.words < MINIMUM_WORDS)
    return Finding(
        analysis="quotation",
        measure="quoted words",
        subject="words inside quotation marks",
        value=round(quoted / words, 4),
        uncertainty=ONE_EVENT,
        evidence=_sentences(spans) or tuple(s.ref for s in account.prose),
        text=f"{quoted} of {words} words inside quotation marks"
        + (f", {short} of them in phrases too short to tell a speaker" if short else ""),
        outlet_id=account.outlet_id,
        article_id=account.id,
        n=words,
        count=quoted,
        spans=spans,
    )


def _speakers(account: Account, accounts: Accounts, heard: Mapping[str, list[Account]]) -> Iterator[Finding]:
    by_speaker: dict[str, list[Quotation]] = {}
    for quotation in account.quotations:
        if quotation.speaker is not None or quotation.words >= MINIMUM_WORDS:
            by_speaker.setdefault(_who(quotation, account, accounts), []).append(quotation)
    total = sum(q.words for q in account.quotations)
    for name, quotations in sorted(by_speaker.items(), key=lambda item: (-sum(q.words for q in item[1]), item[0])):
        words = sum(q.words for q in quotations)
        said = sorted({q.verb for q in quotations if q.verb is not None})
        spans = _spans(account, quotations)
        yield Finding(
            analysis="quotation",
            measure="speaker" if name else "speaker not told",
            subject=name or "speaker not told",
            value=round(words / total, 4),
            uncertainty=_certainty(quotations),
            evidence=_sentences(spans),
            text="; ".join(
                part
                for part in (
                    f"{words} of {total} quoted words",
                    f"verbs: {', '.join(said)}" if said else "",
                    _elsewhere(account, heard.get(name, []), len(accounts.own)),
                )
                if part
            ),
            outlet_id=account.outlet_id,
            article_id=account.id,
            n=total,
            count=words,
            spans=spans,
        )


def _certainty(quotations: list[Quotation]) -> str:
    """Which of the speaker's quotations were told by a pronoun or by what they continue."""
    inferred = sum(1 for q in quotations if q.rule in {"same paragraph", "open quotation", "echo"})
    return f"{inferred} of {len(quotations)} quotations continue or repeat another" if inferred else ONE_EVENT


def _elsewhere(account: Account, quoting: list[Account], origins: int) -> str:
    others = [other.outlet for other in quoting if other is not account]
    if not quoting or origins < 2:  # noqa: PLR2004 - a comparison takes two
        return ""
    return f"also quoted by {', '.join(others)}" if others else "quoted only here"


def _spans(account: Account, quotations: tuple[Quotation, ...] | list[Quotation]) -> tuple[SpanRef, ...]:
    return tuple(span for q in quotations for span in account.spans(q.start, q.end))


def _sentences(spans: tuple[SpanRef, ...]) -> tuple[SentenceRef, ...]:
    return tuple(dict.fromkeys(span.sentence for span in spans))


ANALYSIS = Analysis(
    name="quotation",
    title="Quotation",
    question="Who is heard, and how much?",
    measures=(
        Measure(
            name="quoted words",
            unit="share of the words",
            definition="Words inside quotation marks, whatever their length, out of the words of the article's own sentences;"
            " headline, deck and captions do not count.",
            minimum="none",
            uncertainty="none for one event; over events, a paired bootstrap over events",
        ),
        Measure(
            name="speaker",
            unit="share of the quoted words",
            definition="Words of the quotations given to one speaker, out of all words inside quotation marks. The speaker is"
            " told from the reporting clause beside the quotation, within the article.",
            minimum=f"quotations of {MINIMUM_WORDS} words and more",
            uncertainty="none for one event; how often a speaker is told rightly is measured on labelled articles",
        ),
        Measure(
            name="speaker not told",
            unit="share of the quoted words",
            definition="Words of quotations whose speaker the rules cannot tell: no answer is given rather than a guess.",
            minimum=f"quotations of {MINIMUM_WORDS} words and more",
            uncertainty="none",
        ),
    ),
    find=find,
)
