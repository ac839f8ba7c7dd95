"""``outlet-compare explain``: why two articles are, or are not, one event."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from compare.cli.common import USAGE, ConfigFile, Format, Listing, notes, print_jsonl, print_table, reported

if TYPE_CHECKING:
    from compare.clustering import PairScore
    from compare.model import Factor

_LEAST_SHOWN = 0.005
"""Smaller shares would be printed as 0.00."""


def explain(
    a: Annotated[
        Path,
        typer.Argument(
            metavar="A",
            help="An article: a file, FILE#ID for one record of a file, or with --corpus an id.",
            show_default=False,
        ),
    ],
    b: Annotated[Path, typer.Argument(metavar="B", help="The other one.", show_default=False)],
    *,
    corpus: Annotated[
        list[Path] | None,
        typer.Option(
            "--corpus",
            metavar="INPUT",
            help="Judge the pair among these articles, as `build` does; may be repeated.",
            show_default=False,
        ),
    ] = None,
    format: Listing = Format.TABLE,  # noqa: A002 - the option's name
    config: ConfigFile = None,
) -> None:
    """Print why A and B are, or are not, one event.

    Every factor of the probability, with its value and its contribution.
    """
    from msgspec.structs import replace  # noqa: PLC0415 - keeps --help quick

    from compare import builder, settings  # noqa: PLC0415 - keeps --help quick
    from compare.reading.inputs import read_named  # noqa: PLC0415 - as above

    with reported():
        chosen = settings.load(corpus or [], config)
        around = builder.read_corpus(corpus, chosen) if corpus else None
        pair = read_named([a, b], chosen.records, around)
        if len(pair.articles) != 2:  # noqa: PLR2004 - a pair
            for line in notes(pair):
                typer.echo(line, err=True)
            count = len(pair.articles)
            counted = "1 article was" if count == 1 else f"{count} articles were"
            read = f"{counted} read from {a} and {b}; `explain` takes two."
            typer.echo(f"outlet-compare: {read} FILE#ID picks one record of a file.", err=True)
            raise typer.Exit(USAGE)
        verdict = builder.explain_pair(replace(pair, config=chosen), around)
    if format is Format.JSONL:
        print_jsonl([verdict])
        return
    _show(verdict)


def _show(verdict: PairScore) -> None:
    from compare.report.neighbours import probability  # noqa: PLC0415 - keeps --help quick

    told = "one event" if verdict.same else "not one event"
    typer.echo(f"{told}: probability {probability(verdict.score)}")
    if verdict.kept_out:
        for article, reason in verdict.kept_out.items():
            typer.echo(f"{article} is kept out of events: {reason}.")
    elif verdict.sizes:
        typer.echo(_grouped(verdict.sizes, same=verdict.same))
    else:
        typer.echo("Judged as a pair alone. Among other articles (--corpus), words that many share count for less.")
    typer.echo()
    telling = [factor for factor in verdict.factors if abs(factor.share) >= _LEAST_SHOWN]
    print_table(
        ["factor", "value", "share", "in words"],
        [[factor.name, f"{factor.value:.3f}", f"{factor.share:+.2f}", factor.text] for factor in telling],
    )
    silent = [_silent(factor) for factor in verdict.factors if factor not in telling]
    typer.echo("\nShares are log-odds and add up to the probability; strongest first.")
    if silent:
        typer.echo(f"Without a share in this pair, as there is nothing of the kind: {', '.join(silent)}.")


def _grouped(sizes: Sequence[int], *, same: bool) -> str:
    """Where the grouping, which considers more than the pair, put the two."""
    if len(sizes) == 1:
        told, together = f"Grouped into one event, of {sizes[0]:,} articles.", True
    else:
        told, together = f"Grouped into two events, of {sizes[0]:,} and {sizes[1]:,} articles.", False
    reason = " Grouping judges all pairs of a group, not this one alone, and follows overrides.toml."
    return told if together is same else told + reason


def _silent(factor: Factor) -> str:
    return f"{factor.name} ({factor.value:.3f})" if factor.value else factor.name
