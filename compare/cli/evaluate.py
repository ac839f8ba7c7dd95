"""``outlet-compare evaluate``: scores against your own labels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from compare.cli.common import ConfigFile, Format, Listing, print_jsonl, print_table, reported

if TYPE_CHECKING:
    from compare.config import Config
    from compare.evaluation.scores import BinaryScores, Calibration, Mistake


class GoldTask(StrEnum):
    """What is scored."""

    EVENTS = "events"
    HEADLINES = "headlines"
    LINKS = "links"
    NAMES = "names"
    QUOTES = "quotes"


def evaluate(
    gold: Annotated[
        list[Path],
        typer.Argument(metavar="GOLD...", help="Label files; the formats are described above.", show_default=False),
    ],
    *,
    task: Annotated[GoldTask, typer.Option("--task", help="What the labels are for.")] = GoldTask.EVENTS,
    against: Annotated[
        Path | None,
        typer.Option(
            "--against", metavar="FILE", help="A second coder's link labels: print their agreement.", show_default=False
        ),
    ] = None,
    format: Listing = Format.TABLE,  # noqa: A002 - the option's name
    config: ConfigFile = None,
) -> None:
    """Score the tool against labels of your own.

    events: records with an `event` field. headlines: JSON lines of {"a", "b", "label"}. links: X.labels.json of
    {"event", "links": [{"a", "i", "b", "j", "optional"}]} beside its articles in X.jsonl. names: JSON of
    {person: [spelling, ...]}. quotes: JSON lines of {"id", "text", "attributions": [{"source", "cue", "content"}]},
    each a list of [start, end] in characters.
    """
    from compare import settings  # noqa: PLC0415 - keeps --help quick

    with reported():
        chosen = settings.load([g for g in gold if g.is_dir()], config)
        report = _measure(task, gold, against, chosen)
    if format is Format.JSONL:
        print_jsonl([report])
        return
    for name, columns, rows in _tables(report):
        typer.echo(f"\n{name}")
        print_table(columns, rows)


def _measure(task: GoldTask, gold: Sequence[Path], against: Path | None, config: Config) -> object:
    from compare.evaluation import grade  # noqa: PLC0415 - keeps --help quick

    if against is not None:
        return grade.compare_coders(gold[0], against)
    match task:
        case GoldTask.EVENTS:
            return grade.evaluate_events(gold, config)
        case GoldTask.HEADLINES:
            return grade.evaluate_headlines(gold)
        case GoldTask.NAMES:
            return grade.evaluate_names(gold)
        case GoldTask.QUOTES:
            return grade.evaluate_quotes(gold)
        case GoldTask.LINKS:
            return grade.evaluate_links(gold, config)


Table = tuple[str, list[str], list[list[str]]]


def _tables(report: object) -> list[Table]:
    from compare.evaluation import tasks  # noqa: PLC0415 - keeps --help quick

    match report:
        case tasks.EventsReport(
            scores=scores, calibration=calibration, merges=merges, splits=splits, headlines=headlines
        ):
            figures = [[name, _figure(getattr(scores, name))] for name in scores.__struct_fields__]
            return [
                ("Grouping", ["measure", "value"], figures),
                *_calibration(calibration),
                _mistakes("Worst merges: a found event and the gold events in it", merges, headlines),
                _mistakes("Worst splits: a gold event and the found events it fell into", splits, headlines),
            ]
        case tasks.HeadlinesReport(scores=scores, calibration=calibration):
            return [_answers("Headlines", {"all": scores}), *_calibration(calibration)]
        case tasks.NamesReport(scores=scores, merged=merged, split=split):
            wrong = [[word, a, b] for word, pairs in (("merged", merged), ("split", split)) for a, b in pairs]
            return [_answers("Names", {"all": scores}), ("Wrong pairs", ["mistake", "a", "b"], wrong)]
        case tasks.QuotesReport(spans=spans, answered=answered, share=share, precision=precision, wrong=wrong):
            told = [str(spans), str(answered), _figure(share), _figure(precision)]
            mistakes = [[w.text_id, f"{w.start}-{w.end}", w.found, w.gold] for w in wrong]
            return [
                ("Speakers", ["quotations", "answered", "share", "precision"], [told]),
                ("Wrong speakers", ["text", "characters", "found", "labelled"], mistakes),
            ]
        case tasks.LinksReport(events=events, all=whole):
            return [_answers("Links", {**events, "all": whole})]
        case tasks.CoderAgreement(pairs=pairs, f1=f1, kappa=kappa):
            return [("Agreement", ["pairs", "f1", "kappa"], [[str(pairs), _figure(f1), _figure(kappa)]])]
    raise TypeError(report)


def _answers(name: str, scores: dict[str, BinaryScores]) -> Table:
    rows = [
        [k, _figure(s.precision), _figure(s.recall), _figure(s.f1), str(s.true_positives + s.false_negatives)]
        for k, s in scores.items()
    ]
    return name, ["set", "precision", "recall", "f1", "gold"], rows


def _calibration(calibration: Calibration) -> list[Table]:
    rows = [
        [f"{b.low:.1f} to {b.high:.1f}", str(b.pairs), _figure(b.predicted), _figure(b.observed)]
        for b in calibration.bins
    ]
    name = f"Calibration: Brier score {calibration.brier:.4f}, expected error {calibration.expected_error:.4f}"
    return [(name, ["probability", "pairs", "predicted", "observed"], rows)]


def _mistakes(name: str, mistakes: Sequence[Mistake], headlines: Mapping[str, str]) -> Table:
    def called(event: str) -> str:
        return f"{event} “{headlines[event]}”" if headlines.get(event) else event

    rows = [
        [called(m.name), str(m.pairs), "; ".join(f"{called(part)} ({size})" for part, size in m.parts)]
        for m in mistakes
    ]
    return name, ["event", "wrong pairs", "parts"], rows


def _figure(value: float) -> str:
    return str(value) if isinstance(value, int) else f"{value:.4f}"
