"""Names of files, made of what an address says and of nothing that a file system would misread."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import unquote, urlsplit

_LONGEST = 80
_UNSAFE = re.compile(r"[^a-z0-9]+")
_ENDINGS = re.compile(r"\.(?:x?html?|php|aspx?|jsp|do|amp)$", re.IGNORECASE)
_PARTS = 2


def folder_name(outlet_id: str) -> str:
    """The folder of an outlet: its id where that is a plain name, else letters, digits, dots and hyphens of it."""
    name = re.sub(r"[^\w.-]+", "-", outlet_id, flags=re.ASCII).strip(".-")
    return name or f"outlet-{digest(outlet_id)}"


def page_stem(day: str, url: str) -> str:
    """``<day>-<slug>`` of a page's address: its last two parts and its query in plain letters and digits."""
    parts = urlsplit(url)
    segments = [s for s in unquote(parts.path, errors="replace").split("/") if s][-_PARTS:]
    told = " ".join(_ENDINGS.sub("", segment) for segment in segments)
    slug = _UNSAFE.sub("-", f"{told} {unquote(parts.query, errors='replace')}".casefold()).strip("-")
    return f"{day}-{slug[:_LONGEST].strip('-') or digest(url)}"


def digest(text: str) -> str:
    """Ten hexadecimal digits that tell ``text`` from any other."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:10]
