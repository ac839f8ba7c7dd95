"""``outlet-compare build``: read, group, align, render, write."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from compare.cli.options import ConfigFile, Inputs, NoFullText, Output, Strict, Templates
from compare.cli.outcome import finish, refuse_ending, refuse_inside, refuse_lost, reported
from compare.cli.progress import stages
from compare.cli.running import (
    DEFAULT_SIZE,
    Cache,
    CacheSize,
    Executor,
    Jobs,
    Scheduler,
    Workers,
    carried_out,
    describe_work,
)


def build(
    inputs: Inputs,
    output: Output = Path("reports"),
    *,
    config: ConfigFile = None,
    templates: Templates = None,
    no_full_text: NoFullText = False,
    strict: Strict = False,
    cache: Cache = None,
    cache_size: CacheSize = DEFAULT_SIZE,
    jobs: Jobs = 1,
    executor: Workers = Executor.LOCAL,
    scheduler: Scheduler = None,
    changes: Annotated[
        Path | None,
        typer.Option(
            "--changes",
            metavar="FILE.md|FILE.json",
            dir_okay=False,
            help="Write there which events are new, grown, merged, split or gone, and why.",
            show_default=False,
        ),
    ] = None,
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
        refuse_inside(output, cache=cache, changes=changes)
        refuse_ending(changes, ".md", ".json")
        with stages() as tell, carried_out(cache, cache_size, jobs, executor, scheduler) as run:
            tell("Reading articles")
            corpus = assemble.read_corpus(inputs, chosen, run)
            refuse_lost(corpus, strict=strict)
            done = assemble.write_site(corpus, output, chosen, templates, tell, run, changes)
    changed = f"{len(done.written)} files written, {len(done.removed)} removed, {len(done.kept)} unchanged"
    read = f"{len(corpus.articles)} article{'s' * (len(corpus.articles) != 1)} read"
    if cache:
        changed = f"{describe_work(run)}; {changed}"
    typer.echo(f"{read}; {changed}. Open {output / 'index.html'}")
    finish(corpus, strict=strict)
