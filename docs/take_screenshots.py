"""Take the documentation's screenshots of reports/ with the system's Chromium.

Usage: python docs/take_screenshots.py    (after `make reports`; writes docs/screenshots/*.png)
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / "reports"
EVENT_OF = "2020-10-15_yonhap_mokpo-ferry-lead.txt"


class Shot(NamedTuple):
    """A picture: its name, the page, the viewport in CSS pixels, the colour scheme."""

    name: str
    page: str
    width: int
    height: int
    dark: bool = False


def pages_of(article: str) -> tuple[str, str]:
    """The page of the event that tells ``article``, and the article's own."""
    for path in sorted(SITE.glob("e/*/event.json")):
        for told in json.loads(path.read_text(encoding="utf-8"))["articles"]:
            if told["id"] == article:
                return path.with_name("index.html").relative_to(SITE).as_posix(), told["page"]
    raise SystemExit(f"no event of {SITE} has {article}; run `make reports`")


def main() -> None:
    """Take every picture."""
    event, article = pages_of(EVENT_OF)
    shots = [
        Shot("index", "index.html", 1280, 900),
        Shot("event", event, 1280, 1460),
        Shot("event-dark", event, 1280, 1100, dark=True),
        Shot("event-phone", event, 390, 844),
        Shot("sentences", f"{event}#sentences", 1280, 1100),
        Shot("article", article, 1280, 900),
    ]
    folder = ROOT / "docs" / "screenshots"
    folder.mkdir(exist_ok=True)
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        for shot in shots:
            scheme = "dark" if shot.dark else "light"
            page = browser.new_page(viewport={"width": shot.width, "height": shot.height}, color_scheme=scheme)
            path, _, anchor = shot.page.partition("#")
            page.goto((SITE / path).as_uri() + f"#{anchor}" * bool(anchor))
            page.screenshot(path=folder / f"{shot.name}.png")
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
