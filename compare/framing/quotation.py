"""Who is heard, in how many words, and who is heard in one account alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from compare.attribution import MINIMUM_WORDS, Quotation
from compare.framing.accounts import Account, Accounts
from compare.framing.analysis import ONE_EVENT, Analysis, Measure
from compare.framing.figures import (
    MOST_ROWS,
    EventFindings,
    Figure,
    FindingCell,
    FindingTable,
    count_with_share,
    counted,
    make_figure,
    make_row,
    rank_subjects,
)
from compare.model import Finding, SentenceRef, SpanRef, Speech

UNTOLD = ""
"""The subject of quotations whose speaker cannot be told."""

QUOTED_WORDS = Measure(
    analysis="quotation",
    name="quoted words",
    unit="share of the words",
    definition="Words inside quotation marks, whatever their length, out of the words of the article's own sentences;"
    " headline, deck and captions do not count.",
    minimum="none",
    uncertainty="none for one event; over events, a paired bootstrap over events",
)
SPEAKER = Measure(
    analysis="quotation",
    name="speaker",
    unit="share of the quoted words",
    definition="Words of the quotations given to one speaker, out of all words inside quotation marks. The speaker is"
    " told from the reporting clause beside the quotation, within the article.",
    minimum=f"quotations of {MINIMUM_WORDS} words and more",
    uncertainty="none for one event; how often a speaker is told rightly is measured on labelled articles",
)
SPEAKER_NOT_TOLD = Measure(
    analysis="quotation",
    name="speaker not told",
    unit="share of the quoted words",
    definition="Words of quotations whose speaker the rules cannot tell: no answer is given rather than a guess.",
    minimum=f"quotations of {MINIMUM_WORDS} words and more",
    uncertainty="none",
)


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
        **QUOTED_WORDS.fields,
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
        others = [other for other in heard.get(name, []) if other is not account]
        yield Finding(
            **(SPEAKER if name else SPEAKER_NOT_TOLD).fields,
            subject=name or "speaker not told",
            value=round(words / total, 4),
            uncertainty=_certainty(quotations),
            evidence=_sentences(spans),
            text="; ".join(
                part
                for part in (
                    f"{words} of {total} quoted words",
                    f"verbs: {', '.join(said)}" if said else "",
                    _elsewhere(others, len(accounts.own)) if name else "",
                )
                if part
            ),
            outlet_id=account.outlet_id,
            article_id=account.id,
            n=total,
            count=words,
            spans=spans,
            detail=Speech(tuple(said), tuple(other.id for other in others)),
        )


def _certainty(quotations: list[Quotation]) -> str:
    """Which of the speaker's quotations were told by a pronoun or by what they continue."""
    inferred = sum(1 for q in quotations if q.rule in {"same paragraph", "open quotation", "echo"})
    return f"{inferred} of {len(quotations)} quotations continue or repeat another" if inferred else ONE_EVENT


def _elsewhere(others: Sequence[Account], origins: int) -> str:
    if origins < 2:  # noqa: PLR2004 - a comparison takes two
        return ""
    return f"also quoted by {', '.join(other.outlet for other in others)}" if others else "quoted only here"


def _spans(account: Account, quotations: tuple[Quotation, ...] | list[Quotation]) -> tuple[SpanRef, ...]:
    return tuple(span for q in quotations for span in account.spans(q.start, q.end))


def _sentences(spans: tuple[SpanRef, ...]) -> tuple[SentenceRef, ...]:
    return tuple(dict.fromkeys(span.sentence for span in spans))


def tables(found: EventFindings) -> Iterator[FindingTable]:
    """Who is heard, in how many words, reported by which verbs."""
    shares, speakers, unknown = found.of(QUOTED_WORDS), found.of(SPEAKER), found.of(SPEAKER_NOT_TOLD)
    if not shares:
        return
    articles = found.articles_of(shares)
    ranked = rank_subjects(speakers)
    rows = []
    for speaker in ranked[:MOST_ROWS]:
        own = [f for f in speakers if f.subject == speaker]
        rows.append(make_row(found, speaker, _only(found, own, articles), own, _words_and_verbs))
    if unknown:
        about = "the text does not say, or not surely"
        rows.append(make_row(found, "Speaker not told", about, unknown, _words_and_verbs))
    total = make_row(found, "All words inside quotation marks", "", shares, lambda f: count_with_share([f]))
    cells = {article_id: FindingCell(cell.text, (), cell.amount) for article_id, cell in total.cells.items()}
    yield FindingTable(
        key="quoted",
        title="Who is heard",
        head="Speaker",
        intro="Words inside quotation marks, by speaker, where the text says who speaks; with them the verbs that report it."
        " Small numbers lead to the sentences. Of one event these are counts, not estimates.",
        empty="not quoted",
        articles=articles,
        rows=(*rows, total._replace(cells=cells)),
        more=max(0, len(ranked) - MOST_ROWS),
    )


def _only(found: EventFindings, own: Sequence[Finding], articles: Sequence[str]) -> str:
    """Whether one account alone quotes the speaker."""
    quoting = found.articles_of(own)
    return f"only in {found.names[quoting[0]]}" if len(quoting) == 1 < len(articles) else ""


def _words_and_verbs(finding: Finding) -> str:
    verbs = finding.detail.verbs if isinstance(finding.detail, Speech) else ()
    words = counted(finding.count or 0, "word")
    return f"{words}: {', '.join(verbs)}" if verbs else words


def figures(found: EventFindings) -> Iterator[Figure]:
    """How much is quoted, and how many speakers are heard."""
    about = "words inside quotation marks, whoever speaks"
    plain = Figure("Quoted", about, "quoted", QUOTED_WORDS.key, {})
    yield make_figure(found, plain, found.of(QUOTED_WORDS), count_with_share)
    speakers = found.of(SPEAKER)
    heard: dict[str, set[str | None]] = {}
    for finding in speakers:
        heard.setdefault(finding.subject, set()).add(finding.article_id)

    def say(several: Sequence[Finding]) -> str:
        alone = sum(len(heard[f.subject]) == 1 for f in several)
        return f"{len(several)} ({alone} here alone)" if alone else f"{len(several)}"

    about = "speakers of quotations of three words and more"
    sure = "a count; quotations whose speaker cannot be told are left out"
    yield make_figure(found, Figure("Heard", about, "quoted", SPEAKER.key, {}, sure, "0"), speakers, say)


ANALYSIS = Analysis(
    name="quotation",
    title="Quotation",
    question="Who is heard, and how much?",
    measures=(
        QUOTED_WORDS,
        SPEAKER,
        SPEAKER_NOT_TOLD,
    ),
    find=find,
    tables=tables,
    figures=figures,
)
