"""A site, from a folder or from memory, as something that answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import quote

from compare.config import MANIFEST
from compare.serving.exchange import Answer, Application, Request, refusal
from compare.serving.paths import content_type, site_path

Find = Callable[[str], bytes | None]
"""The content at a path inside the site ("e/1/index.html"), or None."""

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


def is_site(folder: Path) -> bool:
    """Whether a build of ours made the folder."""
    return (folder / MANIFEST).is_file()


def in_folder(folder: Path) -> Find:
    """What stands in ``folder``, now: regular files only, and nothing that a link leads to outside it."""

    def find(path: str) -> bytes | None:
        # The root is resolved anew each time: a build puts another folder in its place.
        try:
            root = folder.resolve(strict=True)
            found = (root / path).resolve(strict=True)
            return found.read_bytes() if found.is_relative_to(root) and found.is_file() else None
        except (OSError, ValueError, RuntimeError):  # the last is a loop of links, before Python 3.13
            return None

    return find


def in_memory(pages: Mapping[str, bytes]) -> Find:
    """The pages of a site that was rendered and not written."""
    return pages.get


def site_application(find: Find) -> Application:
    """Answers GET and HEAD with what ``find`` finds; a folder without its slash leads to the one with it."""

    def answer(request: Request) -> Answer:
        if request.method not in {"GET", "HEAD"}:
            return refusal(405, "A site is only read.", {"Allow": "GET, HEAD"})
        path = site_path(request.target)
        if path is None:
            return refusal(404, "There is no such page.")
        name = f"{path}index.html" if not path or path.endswith("/") else path
        content = find(name)
        if content is not None:
            return Answer(200, content, content_type(name), {"Content-Security-Policy": POLICY})
        if find(f"{path}/index.html") is not None:
            return refusal(301, "The page is a folder's.", {"Location": f"/{quote(path)}/"})
        return refusal(404, "There is no such page.")

    return answer
