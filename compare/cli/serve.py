"""``outlet-compare serve``: the site in a browser on this machine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from compare.cli.options import ConfigFile, NoFullText, Templates
from compare.cli.outcome import describe, reported
from compare.cli.progress import stages

if TYPE_CHECKING:
    from compare.serving import Find


def serve(
    inputs: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FOLDER|INPUT...", help="A built site, or articles to build one from, in memory."),
    ] = None,
    *,
    host: Annotated[str, typer.Option(help="Another address than this machine's own is open to your network.")] = (
        "127.0.0.1"
    ),
    port: Annotated[int | None, typer.Option(help="8000, or a free one where that is taken; 0 is any.")] = None,
    config: ConfigFile = None,
    templates: Templates = None,
    no_full_text: NoFullText = False,
) -> None:
    """Show the site on this machine; nothing is written. By default the site in reports/."""
    from compare import serving  # noqa: PLC0415 - keeps --help quick

    with reported():
        chosen = inputs or [Path("reports")]
        find = _find(chosen, config, templates, full_text=not no_full_text)
        application = serving.guarded(serving.site_application(find), loopback=serving.is_loopback(host))
        with serving.open_server(application, host, port) as address:
            _wait(f"Serving {', '.join(map(str, chosen))} at {address} (Ctrl-C stops)")
    typer.echo("Stopped.")


def _find(inputs: list[Path], config: Path | None, templates: Path | None, *, full_text: bool) -> Find:
    from compare import assemble, serving, settings  # noqa: PLC0415 - keeps --help quick

    if len(inputs) == 1 and serving.is_site(inputs[0]):
        return serving.in_folder(inputs[0])
    with stages() as tell:
        tell("Reading articles")
        corpus = assemble.read_corpus(inputs)
        for unreadable in corpus.unreadable:
            typer.echo(describe(unreadable), err=True)
        chosen = settings.adjust(settings.load(inputs, config), full_text=full_text)
        return serving.in_memory(assemble.render(corpus, chosen, templates, tell))


def _wait(ready: str) -> None:
    """Say that the site is ``ready``, and wait until the reader has seen enough, be it at once."""
    from threading import Event  # noqa: PLC0415 - keeps --help quick

    try:
        typer.echo(ready)
        Event().wait()
    except KeyboardInterrupt:
        typer.echo("")
