"""``outlet-compare build``: read, group, align, render, write."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from compare.cli.options import ConfigFile, Inputs, NoFullText, Output, Strict, Templates
from compare.cli.outcome import finish, refuse_lost, reported
from compare.cli.progress import stages


def build(
    inputs: Inputs,
    output: Output = Path("reports"),
    *,
    config: ConfigFile = None,
    templates: Templates = None,
    no_full_text: NoFullText = False,
    strict: Strict = False,
    print_config: Annotated[
        bool, typer.Option("--print-config", help="Print the configuration in force, and stop.")
    ] = False,
) -> None:
    """Build the comparison site of INPUT."""
    from compare import assemble, settings  # noqa: PLC0415 - keeps --help quick

    with reported():
        chosen = settings.adjust(settings.load(inputs, config), full_text=not no_full_text)
        if print_config:
            typer.echo(settings.encode(chosen), nl=False)
            return
        with stages() as tell:
            tell("Reading articles")
            corpus = assemble.read_corpus(inputs, chosen)
            refuse_lost(corpus, strict=strict)
            done = assemble.write_site(corpus, output, chosen, templates, tell)
    changed = f"{len(done.written)} files written, {len(done.removed)} removed, {len(done.kept)} unchanged"
    read = f"{len(corpus.articles)} article{'s' * (len(corpus.articles) != 1)} read"
    typer.echo(f"{read}; {changed}. Open {output / 'index.html'}")
    finish(corpus, strict=strict)
