"""Who is heard, in how many words, and who is heard in one account alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from compare import names
from compare.attribution import MINIMUM_WORDS, Quotation
from compare.attribution.korean_speakers import is_korean
from compare.framing.accounts import Accounts, ReadAccount
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
from compare.text.quotations import spans as quotation_spans
from compare.text.stems import stem
from compare.text.tokens import HANGUL, WORD, function_words, tokens

Only = Literal["", "heard", "quoted"]
"""Whether one account alone hears a speaker, or quotes one whom others name; empty where neither is sure."""

_VERBATIM = 6
"""So many words of a quotation in another article may be the same quotation."""
_BESIDE = 150
"""Within how many characters of a name a quotation without a named speaker may be that person's."""
_PHRASE = 80
"""The same for a quotation of one word or two."""
_HEADLINE = 2
"""Words between quotation marks in a headline that may be somebody's."""
_BEGINNING = 5
"""Words of fewer letters are never taken for transcriptions of one name."""
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
    name="speaker unknown",
    unit="share of the quoted words",
    definition="Words of quotations whose speaker the rules cannot tell: no answer is given rather than a guess.",
    minimum=f"quotations of {MINIMUM_WORDS} words and more",
    uncertainty="none",
)


def find(accounts: Accounts) -> Iterator[Finding]:
    """For each origin the share of words in quotation marks, and of each speaker in them."""
    heard, wholes = _heard(accounts), {account.id: _Whole(account) for account in accounts.all}
    for account in accounts.own:
        words = len(account.words)
        if words and account.prose:
            yield _share(account, words)
            yield from _speakers(account, accounts, heard, wholes)


def _heard(accounts: Accounts) -> dict[str, list[ReadAccount]]:
    """The accounts that quote each speaker in three words or more."""
    found: dict[str, list[ReadAccount]] = {}
    for account in accounts.own:
        for name in dict.fromkeys(_who(q, account, accounts) for q in account.quotations if q.speaker is not None):
            found.setdefault(name, []).append(account)
    return found


def _who(quotation: Quotation, account: ReadAccount, accounts: Accounts) -> str:
    """The speaker's name in the event: one for all spellings of a person."""
    return accounts.name_of(account.id, quotation.speaker) if quotation.speaker is not None else UNTOLD


def _share(account: ReadAccount, words: int) -> Finding:
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


def _speakers(
    account: ReadAccount, accounts: Accounts, heard: Mapping[str, list[ReadAccount]], wholes: Mapping[str, _Whole]
) -> Iterator[Finding]:
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
        only = "" if others or not name else _only_here(account, quotations, accounts, wholes)
        yield Finding(
            **(SPEAKER if name else SPEAKER_NOT_TOLD).fields,
            subject=name or "speaker unknown",
            value=round(words / total, 4),
            uncertainty=_certainty(quotations),
            evidence=_sentences(spans),
            text="; ".join(
                part
                for part in (
                    f"{words} of {total} quoted words",
                    f"verbs: {', '.join(said)}" if said else "",
                    _elsewhere(others, only),
                )
                if part
            ),
            outlet_id=account.outlet_id,
            article_id=account.id,
            n=total,
            count=words,
            spans=spans,
            detail=Speech(tuple(said), tuple(other.id for other in others), only),
        )


def _certainty(quotations: list[Quotation]) -> str:
    """Which of the speaker's quotations were told by a pronoun or by what they continue."""
    inferred = sum(1 for q in quotations if q.rule in {"same paragraph", "open quotation", "indirect", "echo"})
    return f"{inferred} of {len(quotations)} quotations continue or repeat another" if inferred else ONE_EVENT


def _elsewhere(others: Sequence[ReadAccount], only: Only) -> str:
    if others:
        return f"also quoted by {', '.join(other.outlet for other in others)}"
    return f"{only} only here" if only else ""


class _Whole:
    """All that an article prints, with where its body has each word, read once for all speakers."""

    def __init__(self, account: ReadAccount) -> None:
        article = account.article
        self.body = article.body
        self.text = "\n".join(part for part in (article.headline, article.deck, article.body) if part)
        self.korean = is_korean(self.text)
        self.words = f" {' '.join(_said(self.text))} "
        self.places: dict[str, list[int]] = {}
        self.capitals: set[str] = set()
        for match in WORD.finditer(self.text):
            for word in names.name_words(match.group()):
                if match.group()[0].isupper():
                    self.capitals.add(word)
                self.places.setdefault(word, []).append(match.start() - len(self.text) + len(self.body))
        self.untold = [q for q in account.quotations if q.speaker is None]
        self.roles = [q.speaker for q in account.quotations if q.speaker is not None and not q.named]
        above = "\n".join(part for part in (article.headline, article.deck) if part)
        self.above = (
            above if any(len(WORD.findall(above, *span)) >= _HEADLINE for span in quotation_spans(above)) else ""
        )

    def named_at(self, forms: Sequence[str]) -> list[int] | None:
        """Where the article has a name's form or a word that tells it; None where a spelling comes near."""
        if self.korean:
            return self._named_in_hangul(forms)
        keys = {key for form in forms for key in names.telling_words(form)}
        found = [place for key in sorted(keys) for place in self.places.get(key, ())]
        close = not found and any(
            names.differs_by_a_letter(key, word) or _sounds_alike(key, word) for key in keys for word in self.capitals
        )
        return None if close else found

    def _named_in_hangul(self, forms: Sequence[str]) -> list[int] | None:
        """The same for Korean text: None where a surname with some title, or one word of a foreign name, may mean it."""
        found = [m.start() for form in forms for m in re.finditer(re.escape(form), self.text)]
        if found:
            return found
        parts = {word for form in forms for word in form.split() if " " in form}
        parts |= {form[0] for form in forms if len(form) == len("김나루")}
        short = any(re.search(rf"(?<![가-힣]){re.escape(part)} [가-힣]", self.text) for part in sorted(parts))
        return None if short else []


def _only_here(
    account: ReadAccount, quotations: Sequence[Quotation], accounts: Accounts, wholes: Mapping[str, _Whole]
) -> Only:
    """Whether a speaker whom no other account was found to quote is surely heard, or at least quoted, here alone.

    Nothing is said where an article of another origin may quote the speaker: it has the same words, or names the
    speaker beside a quotation whose speaker cannot be told; and of a role only where no other article has all its words.
    """
    others = [wholes[other.id] for other in accounts.all if other.origin.id != account.origin.id]
    said = [words for q in quotations if len(words := _said(account.article.body[q.start : q.end])) >= _VERBATIM]
    if not others or any(f" {' '.join(run[:_VERBATIM])} " in other.words for run in said for other in others):
        return ""
    speaker = next((q.speaker for q in quotations if q.named and q.speaker), None)
    if speaker is None:
        role = [word for q in quotations for word in _said(q.speaker or "")]
        return "heard" if not any(_mentions(other, role) for other in others) else ""
    entity = accounts.entities.find(account.id, speaker)
    states = {
        _state(other, [form for form, _ in entity.forms] if entity is not None else [speaker]) for other in others
    }
    if "unsure" in states:
        return ""
    return "quoted" if "named" in states else "heard"


def _mentions(other: _Whole, role: Sequence[str]) -> bool:
    """Whether an article of the same language may speak of a role: it has all telling words of it in some form."""
    telling = [stem(word) for word in role if word not in function_words()]
    if other.korean or not telling:
        return True
    return set(telling) <= {stem(word) for word in other.words.split()}


def _state(other: _Whole, forms: Sequence[str]) -> Literal["absent", "named", "unsure"]:
    """What an article of another origin has of a speaker, known by ``forms``."""
    written = [form for form in forms if bool(HANGUL.search(form)) == other.korean]
    places = other.named_at(written) if written else None
    if places is None:
        return "unsure"
    if any(_is_near(place, q) for q in other.untold for place in places) or _is_told_through(other, written):
        return "unsure"
    return "named" if places else "absent"


def _is_near(place: int, quotation: Quotation) -> bool:
    reach = _BESIDE if quotation.words >= MINIMUM_WORDS else _PHRASE
    return min(abs(place - quotation.start), abs(place - quotation.end)) < reach


def _is_told_through(other: _Whole, forms: Sequence[str]) -> bool:
    """Whether a role that is quoted, or a headline with a quotation, has a word that tells the name."""
    texts = [*other.roles, other.above]
    if other.korean:
        return any(form in text for text in texts for form in forms)
    keys = {key for form in forms for key in names.telling_words(form)}
    return any(keys & set(names.name_words(match.group())) for text in texts for match in WORD.finditer(text))


def _sounds_alike(a: str, b: str) -> bool:
    return min(len(a), len(b)) >= _BEGINNING and names.skeleton(a) == names.skeleton(b)


def _said(text: str) -> tuple[str, ...]:
    return tuple(token.norm for token in tokens(text))


def _spans(account: ReadAccount, quotations: tuple[Quotation, ...] | list[Quotation]) -> tuple[SpanRef, ...]:
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
        rows.append(make_row(found, speaker, _only(found, own), own, _words_and_verbs))
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


def _only(found: EventFindings, own: Sequence[Finding]) -> str:
    """That one account alone hears or quotes the speaker, where that is sure."""
    told = [f.detail.only for f in own if isinstance(f.detail, Speech) and f.detail.only]
    return f"{told[0]} only in {found.names[str(own[0].article_id)]}" if told and len(own) == 1 else ""


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

    def say(several: Sequence[Finding]) -> str:
        alone = sum(isinstance(f.detail, Speech) and f.detail.only != "" for f in several)
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
