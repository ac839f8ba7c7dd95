"""Sitemaps (sitemaps.org): plain, news, indexes, text lists, each also packed with gzip."""

from __future__ import annotations

from xml.parsers import expat

from compare.fetching.bodies import GZIP_MAGIC, read_gzip
from compare.fetching.entries import Entry, Listing, strict_parser
from compare.fetching.failures import FetchError
from compare.fetching.moments import moment_from

_MOST_ENTRIES = 50_000  # the protocol's own limit


def read_sitemap(data: bytes, most: int) -> Listing:
    """The pages or further sitemaps that a sitemap names, in its order; never more than 50,000.

    ``most`` is the number of bytes that a packed one may unpack to.

    Raises:
        FetchError: It is no sitemap, declares entities, or unpacks to more.
    """
    content = read_gzip([data], most) if data.startswith(GZIP_MAGIC) else data
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:4].lower() == b"http":
        lines = content.decode("utf-8-sig", "replace").split()
        return Listing(tuple(Entry(line) for line in lines[:_MOST_ENTRIES]))
    reader = _Reader()
    problem = ""
    try:
        reader.parser.Parse(content, True)  # noqa: FBT003 - expat's own signature
    except (expat.ExpatError, ValueError, LookupError) as error:
        problem = f"no well-formed XML ({error})"
    if not (reader.pages or reader.sitemaps) and (problem or not reader.is_sitemap):
        raise FetchError(problem or "no sitemap")
    return Listing(tuple(reader.pages), tuple(reader.sitemaps), problem)


class _Reader:
    """Collects ``url`` and ``sitemap`` elements; what they hold of pictures and videos is passed over."""

    def __init__(self) -> None:
        self.pages: list[Entry] = []
        self.sitemaps: list[Entry] = []
        self.is_sitemap = False
        self._path: list[str] = []
        self._text: list[str] = []
        self._fields: dict[str, str] = {}
        self.parser = strict_parser()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text.append

    def _start(self, name: str, _attributes: object) -> None:
        local = name.rpartition(" ")[2]
        if not self._path:
            self.is_sitemap = local in {"urlset", "sitemapindex"}
        if local in {"url", "sitemap"}:
            self._fields = {}
        self._path.append(name)
        self._text.clear()

    def _end(self, name: str) -> None:
        self._path.pop()
        above, local = self._path[-1] if self._path else "", name.rpartition(" ")[2]
        own = above.rpartition(" ")[0] == name.rpartition(" ")[0] and above.rpartition(" ")[2] in {"url", "sitemap"}
        if (own and local in {"loc", "lastmod"}) or local == "publication_date":
            self._fields[local] = "".join(self._text).strip()
        elif local in {"url", "sitemap"} and self._fields.get("loc"):
            self._add(self.pages if local == "url" else self.sitemaps)
        self._text.clear()

    def _add(self, entries: list[Entry]) -> None:
        if len(entries) < _MOST_ENTRIES:
            published = moment_from(self._fields.get("publication_date"), None)
            changed = moment_from(self._fields.get("lastmod"), None)
            entries.append(
                Entry(self._fields["loc"], published.iso if published else None, changed.iso if changed else None)
            )
        self._fields = {}
