"""From what a browser asks to a path inside the site, or to nothing."""

from __future__ import annotations

from urllib.parse import unquote_to_bytes, urlsplit

_KINDS = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "jsonl": "application/x-ndjson",
    "csv": "text/csv; charset=utf-8",
    "xml": "application/xml",
    "txt": "text/plain; charset=utf-8",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
    "ico": "image/x-icon",
    "woff2": "font/woff2",
}
"""Content types by ending: our own, because the system's table differs from machine to machine."""


def site_path(target: str) -> str | None:
    """The path that ``target`` ("/e/1/index.html?x=y") names inside a site, "" for its root, or None where it names none.

    Decoded once. A path with "..", ".", an empty or a hidden part, a backslash, a colon or a control character is none:
    no page of a site is called so, and on some system one of them leads out of it.
    """
    if not target.startswith("/"):
        return None
    raw = target.partition("#")[0].partition("?")[0][1:]
    try:
        path = unquote_to_bytes(raw).decode()
    except UnicodeDecodeError:
        return None
    if not path.isprintable() or "\\" in path or ":" in path:
        return None
    parts = path.removesuffix("/").split("/")
    return path if not path or all(part and not part.startswith(".") for part in parts) else None


def content_type(path: str) -> str:
    """The content type of a file by its ending; bytes of any kind where that says nothing."""
    name = path.rpartition("/")[2]
    if name == "feed.xml":
        return "application/atom+xml"
    return _KINDS.get(name.rpartition(".")[2].lower(), "application/octet-stream")


def query_of(target: str) -> str:
    """What stands behind the question mark."""
    try:
        return urlsplit(target).query
    except ValueError:
        return ""
