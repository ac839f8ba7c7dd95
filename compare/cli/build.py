"""``outlet-compare build``: read, group, align, render, write."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from compare.cli.common import (
    DEFAULT_SIZE,
    Cache,
    CacheSize,
    ConfigFile,
    Executor,
    Inputs,
    Jobs,
    NoFullText,
    Output,
    Scheduler,
    Strict,
    Templates,
    Workers,
    describe_work,
    finish,
    how_read,
    open_run,
    progress,
    refuse_ending,
    refuse_inside,
    refuse_lost,
    reported,
)

if TYPE_CHECKING:
    from compare.changes import Changes
    from compare.config import Config


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
            help="Write a report of which events are new, grown, merged, split or gone, and why.",
            show_default=False,
        ),
    ] = None,
    print_config: Annotated[
        bool, typer.Option("--print-config", help="Print the configuration in force, and stop.")
    ] = False,
) -> None:
    """Build the comparison site of INPUT."""
    from compare import builder, publish, settings  # noqa: PLC0415 - keeps --help quick

    with reported():
        chosen = settings.adjust(settings.load(inputs, config), full_text=not no_full_text)
        if print_config:
            typer.echo(settings.encode(chosen), nl=False)
            return
        refuse_inside(output, cache=cache, changes=changes)
        refuse_ending(changes, ".md", ".json")
        with progress() as tell, open_run(cache, cache_size, jobs, executor, scheduler) as run:
            tell("Reading articles")
            corpus = builder.read_corpus(inputs, chosen, run)
            refuse_lost(corpus, strict=strict)
            made = builder.make_site(corpus, templates=templates, tell=tell, run=run)
            corpus = made.corpus
            changed = builder.describe_changes(corpus, made, output) if changes else None
            tell("Writing the site")
            done = publish.write(made.pages, output)
            if changed and changes:
                publish.write_page(_as_written(changed, changes, chosen), changes)
    files = f"{len(done.written)} files written, {len(done.removed)} removed, {len(done.kept)} unchanged"
    read = f"{len(corpus.articles)} article{'s' * (len(corpus.articles) != 1)} read"
    if cache:
        files = f"{describe_work(run)}; {files}"
    typer.echo(f"{read}; {files}. Open {output / 'index.html'}")
    for line in how_read(corpus):
        typer.echo(line)
    finish(corpus, strict=strict)


def _as_written(changed: Changes, file: Path, config: Config) -> bytes:
    """The report of changes in the format that the ending of ``file`` asks for."""
    from compare.changes import to_json, to_markdown  # noqa: PLC0415 - keeps --help quick

    return to_json(changed) if file.suffix == ".json" else to_markdown(changed, config.site.base_url)
