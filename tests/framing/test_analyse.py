"""What holds for all analyses of an event together."""

from __future__ import annotations

import importlib
import itertools
import pkgutil
import re
from collections import Counter
from collections.abc import Callable

import pytest
from msgspec.structs import replace

from compare import align, framing
from compare.framing import ANALYSES, analyse
from compare.model import Article, Finding, Origin, Outlet
from compare.provenance import trace

Build = Callable[..., Article]
Analyse = Callable[..., tuple[Finding, ...]]

NORTH = """HARBOUR CITY -- Mayor Ana Duarte said Monday that the old bridge was "safe for everyone to cross" again after talks.
"We have looked at every bolt of it," Duarte told reporters. "Nobody needs to be afraid of it any longer."
Engineers may close one lane in May, apparently to paint the railing, the mayor said.
Bo Lindqvist, the chief engineer, reportedly wanted the dialogue with the ferry owners to go on until autumn.
The ferry owners rejected the talks as a waste of their time on Friday.
"""
SOUTH = """The ferry owners on Friday rejected dialogue with the city, calling it "a waste of all our mornings" in a letter.
The old bridge is safe to cross again, Harbour City Mayor Ana Duarte said on Monday after negotiations.
Ferry owner Rui Prado said, "The bridge has taken our bread, and nobody in that hall has asked us once."
The engineers might close a lane for painting in the spring.
Forty-one ferries have stopped running since the bridge was opened in 1998.
"""
EAST = """Harbour City's bridge is safe for everyone to cross again, Mayor Ana Duarte said Monday, ending months of negotiations.
"We have looked at every bolt of it," she told reporters in the town hall.
City Engineer Bo Lindqvist said the lane would be closed for painting.
Ferry owners rejected the negotiations on Friday and will not meet the mayor.
"""


@pytest.fixture(scope="module")
def event(make: Build) -> list[Article]:
    return [
        make(
            NORTH,
            "north",
            headline="Mayor: bridge 'safe for everyone' to cross",
            byline="By Kim Post",
            published="2020-07-06",
        ),
        make(
            SOUTH,
            "south",
            headline="Ferry owners refuse talks with city over bridge",
            byline="By Lee Post",
            published="2020-07-06",
        ),
        make(EAST, "east", headline="Bridge reopened after talks", byline="By Park Post", published="2020-07-07"),
    ]


def test_the_registry_holds_every_analysis_of_the_folder() -> None:
    modules = [importlib.import_module(f"compare.framing.{m.name}") for m in pkgutil.iter_modules(framing.__path__)]
    assert {m.ANALYSIS.name for m in modules if hasattr(m, "ANALYSIS")} == {a.name for a in ANALYSES}
    assert all(m.analysis == a.name for a in ANALYSES for m in a.measures)
    assert [a.name for a in ANALYSES] == [
        *("provenance", "selection", "quotation", "naming", "wording", "order", "headline", "hedging")
    ]


def test_every_finding_is_of_a_defined_measure(event: list[Article], findings: Analyse) -> None:
    defined = {(a.name, m.name) for a in ANALYSES for m in a.measures}
    found = {(f.analysis, f.measure) for f in findings(*event)}
    assert found <= defined
    assert {a.name for a in ANALYSES} == {analysis for analysis, _ in found}


def test_no_finding_is_without_evidence_that_stands_in_the_texts(event: list[Article], findings: Analyse) -> None:
    texts = {s.ref: s.text for a in event for s in a.prose}
    found = findings(*event)
    assert all(f.evidence or f.quotes for f in found)
    assert all(ref in texts for f in found for ref in f.evidence)
    assert all(texts[s.sentence][s.start : s.end].strip() for f in found for s in f.spans)
    assert all(f.uncertainty and f.subject for f in found)


def test_the_order_of_the_articles_changes_nothing(event: list[Article], findings: Analyse) -> None:
    assert len({findings(*order) for order in itertools.permutations(event)}) == 1


def test_permuting_outlets_permutes_findings(event: list[Article]) -> None:
    ids = [str(a.outlet_id) for a in event]
    turned = dict(zip(ids, ids[1:] + ids[:1], strict=True))
    back = {new: old for old, new in turned.items()}
    outlets = {i: Outlet(i, i) for i in ids}
    other = [replace(a, outlet_id=turned[str(a.outlet_id)]) for a in event]
    here = analyse(event, outlets, align(event), trace(event, outlets))
    there = analyse(other, outlets, align(other), trace(other, outlets))

    def restored(finding: Finding) -> Finding:
        def name(text: str) -> str:
            return re.sub("|".join(map(re.escape, back)), lambda m: back[m.group()], text)

        return replace(
            finding,
            outlet_id=back[finding.outlet_id] if finding.outlet_id else None,
            other_outlet_id=back[finding.other_outlet_id] if finding.other_outlet_id else None,
            text=name(finding.text),
            subject=name(finding.subject),
        )

    assert Counter(restored(f) for f in there) == Counter(here)


def test_exchanging_two_accounts_ids_keeps_every_number(event: list[Article], findings: Analyse, make: Build) -> None:
    first, second = event[0], event[1]
    one = findings(first, second)
    renamed = [
        make(first.body, "zz", outlet_id=first.outlet_id, headline=first.headline, byline=first.byline),
        make(second.body, "aa", outlet_id=second.outlet_id, headline=second.headline, byline=second.byline),
    ]
    other = findings(*renamed)
    either_way = {"tau", "displacement", "divergence", "pair"}

    def numbers(found: tuple[Finding, ...]) -> Counter[tuple[object, ...]]:
        def sides(f: Finding) -> object:
            return frozenset((f.outlet_id, f.other_outlet_id)) if f.measure in either_way else f.outlet_id

        return Counter((f.analysis, f.measure, sides(f), abs(f.value or 0), f.n, f.low, f.high) for f in found)

    assert numbers(one) == numbers(other)


def test_a_copy_collapses_to_its_origin(event: list[Article], findings: Analyse, make: Build) -> None:
    copy = make(NORTH, "wcopy", byline="By Somebody Else", published="2020-07-09")
    alone = findings(*event)
    articles = [*event, copy]
    with_copy = findings(*articles, origins=trace(articles, {}))
    origin = {f.text for f in with_copy if f.article_id == "wcopy"}
    assert {f.analysis for f in with_copy if f.article_id == "wcopy"} == {"provenance"}
    assert "repeats outlet-north" in origin

    def rest(found: tuple[Finding, ...]) -> list[tuple[object, ...]]:
        kept = [f for f in found if f.analysis not in {"provenance", "selection"}]
        return [(f.analysis, f.measure, f.subject, f.value, f.n) for f in kept]

    assert rest(with_copy) == rest(alone)


def test_the_first_own_account_stands_for_an_origin(make: Build, findings: Analyse) -> None:
    accounts = [make(SOUTH, "one"), make(SOUTH, "two", published="2020-07-08"), make(EAST, "three")]
    origins = [Origin("x", "one", "wire", "x"), Origin("x", "two", "wire", "x"), Origin("y", "three", "own", "y")]
    found = findings(*accounts, origins=origins)
    assert {f.article_id for f in found if f.analysis == "quotation"} == {"two", "three"}


def test_one_account_alone_is_compared_with_nothing(event: list[Article], findings: Analyse) -> None:
    found = findings(event[0])
    assert {f.analysis for f in found} == {"provenance", "quotation", "headline", "hedging"}
    assert not any("only here" in f.text for f in found)


def test_an_article_without_prose_has_no_findings(findings: Analyse) -> None:
    empty = Article(id="none", outlet_id="outlet-none", body="", sentences=())
    assert findings(empty) == ()


def test_an_article_without_an_outlet_is_called_by_its_id(findings: Analyse, make: Build) -> None:
    found = findings(make(SOUTH, "south", outlet_id=None), make(EAST, "east", outlet_id="unlisted"))
    texts = " ".join(f.text for f in found if f.analysis == "order")
    assert "south" in texts


def test_nothing_says_more_than_was_measured(event: list[Article], findings: Analyse) -> None:
    said = [f"{f.subject} {f.text} {f.uncertainty}" for f in findings(*event)]
    said += [f"{m.name} {m.unit} {m.definition} {m.minimum} {m.uncertainty}" for a in ANALYSES for m in a.measures]
    said += [f"{a.title} {a.question}" for a in ANALYSES]
    assert not re.search(r"\b(bias\w*|slant\w*|left-right|omit\w*|agenda|propaganda)\b", " ".join(said), re.IGNORECASE)
