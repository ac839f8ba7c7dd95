"""How pages came: the lines of ``fetched.jsonl``, which lies beside pages that were fetched."""

from __future__ import annotations

from pathlib import Path

import msgspec
from msgspec import Struct

FETCHED = "fetched.jsonl"
"""One JSON object a line and page; of several lines for one file the last holds."""
_REACH = 3
"""How many folders up from a page its line is looked for: pages lie in a folder an outlet."""


class Fetched(Struct, frozen=True):
    """One page that was fetched. ``file`` is its path from the folder of ``fetched.jsonl``.

    ``url`` is the address it came from in the end, ``requested`` the one that was asked for; ``fetched`` is when (ISO
    8601), ``content_type`` what the server said, ``feed_date`` the date its feed or sitemap gave, ``sha256`` of the
    bytes in the file.
    """

    file: str
    url: str
    requested: str | None = None
    fetched: str | None = None
    status: int | None = None
    content_type: str | None = None
    outlet: str | None = None
    feed_date: str | None = None
    sha256: str | None = None


class FetchedPages:
    """The lines of every ``fetched.jsonl`` that is met, each file read once."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._folders: dict[Path, dict[str, Fetched]] = {}

    def find(self, page: Path) -> Fetched | None:
        """What is known of ``page``: the line in its own folder, or in one of those above it."""
        for folder in [*page.parents][:_REACH]:
            facts = self._folders.get(folder)
            if facts is None:
                facts = self._folders[folder] = _read(folder / FETCHED)
            if facts and (found := facts.get(page.relative_to(folder).as_posix())):
                return found
        return None


def _read(path: Path) -> dict[str, Fetched]:
    """The lines by file; one that is no such object is passed over: the page itself is still read."""
    decoder = msgspec.json.Decoder(Fetched)
    facts: dict[str, Fetched] = {}
    try:
        lines = path.read_bytes().splitlines() if path.is_file() else []
    except OSError:
        return facts
    for line in lines:
        try:
            found = decoder.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            continue
        facts[found.file] = found
    return facts
