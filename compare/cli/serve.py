"""``outlet-compare serve``: the site in a browser on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Annotated

import typer

from compare.cli.common import ConfigFile, NoFullText, Templates, notes, progress, reported

if TYPE_CHECKING:
    from compare.serving.live import LiveSite, SiteSource, Snapshot
    from compare.serving.server import Application


def serve(
    inputs: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FOLDER|INPUT...", help="A built site, or articles to build one from, in memory."),
    ] = None,
    *,
    watch: Annotated[bool, typer.Option("--watch", help="Rebuild and reload when an input changes.")] = False,
    review: Annotated[
        bool, typer.Option("--review", help="Confirm or correct events and links; writes INPUT's overrides.toml.")
    ] = False,
    host: Annotated[
        str,
        typer.Option(
            metavar="ADDRESS", help="Address to listen on; any but this machine's own is open to your network."
        ),
    ] = "127.0.0.1",
    port: Annotated[
        int | None, typer.Option(metavar="N", help="8000, or a free port if that is taken; 0 means any free port.")
    ] = None,
    config: ConfigFile = None,
    templates: Templates = None,
    no_full_text: NoFullText = False,
) -> None:
    """Serve a site on this machine without writing it.

    By default the one in reports/.
    """
    from compare.serving import server  # noqa: PLC0415 - keeps --help quick
    from compare.serving.live import SiteSource, look  # noqa: PLC0415 - as above

    with reported():
        source = SiteSource(inputs or [Path("reports")], config, templates, full_text=not no_full_text)
        standing = look(source.paths) if watch else {}
        application, live, way = _application(source, host, watch=watch, review=review)
        guarded = server.guarded(application, loopback=server.is_loopback(host))
        with server.open_server(guarded, host, port) as address, _followed(live if watch else None, standing):
            _wait(f"Serving {', '.join(map(str, source.inputs))} at {address}{way} (Ctrl-C stops)")
    typer.echo("Stopped.")


def _application(
    source: SiteSource, host: str, *, watch: bool, review: bool
) -> tuple[Application, LiveSite | None, str]:
    """The application to serve, the live site behind it if any, and the path to open."""
    from compare.errors import ServerError  # noqa: PLC0415 - as above
    from compare.serving import server  # noqa: PLC0415 - keeps --help quick
    from compare.serving.live import live_application  # noqa: PLC0415 - as above

    if len(source.inputs) == 1 and server.is_site(source.inputs[0]):
        if watch or review:
            raise ServerError(
                "This is a built site.", where=str(source.inputs[0]), hint="Give the INPUT that it is built from."
            )
        return server.site_application(server.in_folder(source.inputs[0])), None, ""
    if review and not server.is_loopback(host):
        raise ServerError("The review is for this machine alone.", where=host, hint="Leave out --host.")
    live = _build(source, tolerant=watch or review)
    application = live_application(live, reload=watch)
    return _reviewed(application, live) if review else (application, live, "")


def _build(source: SiteSource, *, tolerant: bool) -> LiveSite:
    """Build the site once; an error ends the command, unless ``tolerant``: then it is shown and can be fixed meanwhile."""
    from compare.serving.live import LiveSite  # noqa: PLC0415 - keeps --help quick

    live = LiveSite(source)
    with progress() as tell:
        tell("Building the site")
        state = live.rebuild() if tolerant else live.stand(live.build())
    for line in notes(state.built.corpus) if state.built else ():
        typer.echo(line, err=True)
    if state.error:
        typer.echo(f"outlet-compare: {state.error}", err=True)
    return live


def _reviewed(application: Application, live: LiveSite) -> tuple[Application, LiveSite, str]:
    from compare.errors import ServerError  # noqa: PLC0415 - keeps --help quick
    from compare.model import OVERRIDES_FILE  # noqa: PLC0415 - as above
    from compare.serving.review import REVIEW, DecisionFile, Gate, Review  # noqa: PLC0415 - as above

    folder = next((path for path in live.source.inputs if path.is_dir()), None)
    if folder is None:
        raise ServerError("A review needs a corpus folder, whose overrides.toml it writes.", hint="Give the folder.")
    gate = Gate.make(REVIEW)
    review = Review(live, DecisionFile(folder / OVERRIDES_FILE), gate, application)
    return review, live, f"{REVIEW[1:]}?token={gate.token}"


@contextmanager
def _followed(live: LiveSite | None, standing: Snapshot) -> Iterator[None]:
    """Rebuild the site after each change of its inputs, as long as the block lasts."""
    if live is None:
        yield
        return
    from compare.serving.live import follow  # noqa: PLC0415 - keeps --help quick

    def changed() -> None:
        before = live.state.built
        known = set(notes(before.corpus)) if before else set()
        state = live.rebuild()
        for line in notes(state.built.corpus) if state.built else ():
            if line not in known:
                typer.echo(line, err=True)
        typer.echo(f"outlet-compare: {state.error}" if state.error else "Built again.", err=bool(state.error))

    stop = Event()
    thread = Thread(target=follow, args=(live.source.paths, standing, changed, stop), daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _wait(ready: str) -> None:
    """Print that the site is ``ready`` and wait for Ctrl-C."""
    try:
        typer.echo(ready)
        Event().wait()
    except KeyboardInterrupt:
        typer.echo("")
