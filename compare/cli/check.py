"""``outlet-compare check``: does the site on disk still match its inputs?"""

from __future__ import annotations

from pathlib import Path

import typer

from compare.cli.options import ConfigFile, Inputs, NoFullText, Output, Strict, Templates
from compare.cli.outcome import DRIFT, finish, reported
from compare.cli.progress import stages


def check(
    inputs: Inputs,
    output: Output = Path("reports"),
    *,
    config: ConfigFile = None,
    templates: Templates = None,
    no_full_text: NoFullText = False,
    strict: Strict = False,
) -> None:
    """List the files of the site that are missing, stale or orphaned; exit with 1 if there are any."""
    from compare import assemble, publish, settings  # noqa: PLC0415 - keeps --help quick

    with reported(), stages() as tell:
        chosen = settings.adjust(settings.load(inputs, config), full_text=not no_full_text)
        corpus = assemble.read_corpus(inputs, chosen)
        pages = assemble.render(corpus, chosen, templates, tell)
        drift = publish.find_drift(pages, output)
    for word, paths in (("missing", drift.missing), ("stale", drift.stale), ("orphaned", drift.orphaned)):
        for path in paths:
            typer.echo(f"{word}\t{output / path}")
    for path in drift.foreign:
        typer.echo(f"foreign\t{output / path} (not ours; kept, no drift)", err=True)
    if drift:
        typer.echo(f"outlet-compare: {output} does not match its inputs. Run `outlet-compare build` again.", err=True)
    finish(corpus, strict=strict, code=DRIFT if drift else 0)
