"""The events of the site that stands, as its own documents tell them."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
from msgspec import Struct

from compare.errors import OutputError
from compare.publish import manifest as manifests

_DOCUMENT = re.compile(r"e/[^/]+/event\.json")


class StandingArticle(Struct, frozen=True):
    """An account as the standing site has it; ``sha256`` is of its body."""

    id: str
    outlet_name: str
    headline: str | None
    sha256: str


class StandingEvent(Struct, frozen=True):
    """An event of the standing site; other fields of its ``event.json`` are passed over."""

    id: str
    title: str | None
    articles: tuple[StandingArticle, ...]


def read_standing(output: Path) -> tuple[StandingEvent, ...]:
    """The events of the site in ``output``, by id; none where no site stands there.

    Raises:
        OutputError: A document of the site cannot be read.
    """
    manifest = manifests.read(output)
    paths = sorted(path for path in manifest.files if _DOCUMENT.fullmatch(path)) if manifest else []
    return tuple(_read(output / path) for path in paths)


def _read(path: Path) -> StandingEvent:
    try:
        return msgspec.json.decode(path.read_bytes(), type=StandingEvent)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError) as error:
        problem = f"The standing site's document cannot be read, so changes cannot be told ({error})."
        raise OutputError(problem, where=str(path), mend="Build once without --changes.") from error
