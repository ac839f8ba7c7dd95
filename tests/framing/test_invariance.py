"""What may not change a finding: the order of articles, which outlet wrote them, and events beside the one compared."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from compare import align
from compare.clustering.cluster import form_event
from compare.config import Config
from compare.framing import ANALYSES, analyse
from compare.model import Article, Comparison, Corpus, Finding, Grouping, Outlet
from compare.pipeline import compare_event, gather_cases
from compare.provenance import trace

pytestmark = pytest.mark.slow

Build = Callable[..., Article]

SENTENCES = (
    "Mayor Ana Duarte opened the old harbour bridge again on Monday.",
    'Duarte said the bridge was "safe for everyone to cross" after the repairs.',
    "“We have looked at every bolt of it,” Duarte told reporters. “Nobody needs to be afraid.”",
    "The harbour bridge was opened again by Mayor Ana Duarte on Monday.",
    "The ferry owners rejected the talks with the city on Friday.",
    "On Friday the ferry owners rejected dialogue with the city.",
    'Ferry owner Rui Prado called the bridge "a waste of all our mornings" in a letter.',
    "Engineers may close one lane in May, apparently to paint the railing.",
    "North Korea sent a delegation to the harbour.",
    "The North sent a delegation of 12 to the harbour, it appears.",
    "Forty-one ferries have stopped running since the bridge was opened in 1998.",
    "A gull stole the scissors from the minister.",
)
HEADLINES = (None, "Mayor opens harbour bridge", "Ferry owners refuse talks over bridge", "Bridge 'safe for everyone'")

accounts = st.lists(
    st.tuples(
        st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6, unique=True),
        st.sampled_from(HEADLINES),
        st.booleans(),
    ),
    min_size=2,
    max_size=4,
)
few = settings(max_examples=25)


def event_of(make: Build, drawn: list[tuple[list[str], str | None, bool]]) -> list[Article]:
    """Articles of as many outlets; where the flag is set, a line has several sentences."""
    return [
        make((" " if joined else "\n").join(sentences), f"a{k}", outlet_id=f"outlet-{k}", headline=headline)
        for k, (sentences, headline, joined) in enumerate(drawn)
    ]


def measure(articles: list[Article]) -> tuple[Finding, ...]:
    """All findings on the event; outlets are called by their ids."""
    outlets = {str(a.outlet_id): Outlet(str(a.outlet_id), str(a.outlet_id)) for a in articles}
    return analyse(articles, outlets, align(articles), trace(articles, outlets), Config())


@few
@given(accounts, st.data())
def test_permuting_outlets_permutes_findings(
    make: Build, drawn: list[tuple[list[str], str | None, bool]], data: st.DataObject
) -> None:
    articles = event_of(make, drawn)
    ids = [str(a.outlet_id) for a in articles]
    turned = dict(zip(ids, data.draw(st.permutations(ids)), strict=True))
    back = {new: old for old, new in turned.items()}

    def restored(finding: Finding) -> Finding:
        def name(text: str) -> str:
            return re.sub(r"outlet-\d", lambda m: back[m.group()], text)

        return replace(
            finding,
            outlet_id=back[finding.outlet_id] if finding.outlet_id else None,
            other_outlet_id=back[finding.other_outlet_id] if finding.other_outlet_id else None,
            text=name(finding.text),
            subject=name(finding.subject),
        )

    there = measure([replace(a, outlet_id=turned[str(a.outlet_id)]) for a in articles])
    assert Counter(map(restored, there)) == Counter(measure(articles))


@few
@given(accounts, st.data())
def test_the_order_of_articles_changes_nothing(
    make: Build, drawn: list[tuple[list[str], str | None, bool]], data: st.DataObject
) -> None:
    articles = event_of(make, drawn)
    assert measure(data.draw(st.permutations(articles))) == measure(articles)


@few
@given(accounts, accounts)
def test_another_event_changes_no_events_comparison(
    make: Build,
    drawn: list[tuple[list[str], str | None, bool]],
    beside: list[tuple[list[str], str | None, bool]],
) -> None:
    articles = event_of(make, drawn)
    others = [replace(a, id=f"z{a.id}") for a in event_of(make, beside)]
    others = [replace(a, sentences=tuple(replace(s, article_id=a.id) for s in a.sentences)) for a in others]

    def compared(*events: list[Article]) -> Comparison:
        everything = [article for event in events for article in event]
        outlets = {str(a.outlet_id): Outlet(str(a.outlet_id), str(a.outlet_id)) for a in everything}
        grouping = Grouping(tuple(form_event(event) for event in events))
        return compare_event(gather_cases(Corpus(tuple(everything), outlets), grouping)[0], Config())

    assert compared(articles, others) == compared(articles)


@few
@given(accounts)
def test_every_finding_is_defined_proven_and_claims_nothing_below_its_minimum(
    make: Build, drawn: list[tuple[list[str], str | None, bool]]
) -> None:
    articles = event_of(make, drawn)
    texts = {s.ref: s.text for a in articles for s in a.prose}
    defined = {(a.name, m.name) for a in ANALYSES for m in a.measures}
    for finding in measure(articles):
        assert (finding.analysis, finding.measure) in defined
        assert finding.evidence or finding.quotes
        assert all(ref in texts for ref in finding.evidence)
        assert all(0 <= s.start < s.end <= len(texts[s.sentence]) for s in finding.spans)
        assert all(s.sentence in finding.evidence for s in finding.spans)
        assert not (finding.uncertainty.startswith("too few") and finding.value is not None)
        assert finding.count is None or finding.n is None or 0 <= finding.count <= finding.n
