"""How long pages take: one event's page, a site of thousands of events, and its search in a browser.

Usage: python benchmarks/render.py [EVENTS]     (10,000 where not given; about a minute and a half on one core)

The demonstration corpus is compared once. Every further event is a retelling of one of its events in other words: each
word is exchanged for one of the same length and about the same frequency, so that links, conflicts and findings hold, and no
text has been seen before. Events of one article are left out: their pages are the short ones. CPU time, one process.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
import time
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import msgspec

from compare import builder, settings
from compare.report.context import read_event
from compare.report.environment import environment, fill, page_values, read_templates
from compare.report.event_page import view_event
from compare.report.rendering import Dossier, open_dossier, render_event, render_shared
from compare.report.site import Site, site_context
from compare.text.stems import word_idf, word_table
from compare.text.tokens import function_words

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = read_templates(settings.template_folders())
WORD = re.compile(r"[A-Za-z]{4,}")
TEXTS = frozenset({"text", "body", "headline", "deck", "captions", "subject", "surface"})
"""Where words stand that a page shows; everything else is kept."""
ONE_EVENT = 40
"""Times one page is made; the quickest counts."""


def main(count: int) -> None:
    """Print the table."""
    site = demonstration()
    shelf = site_context(site)
    told = [open_dossier(shelf, event_id) for event_id in shelf.cases if len(shelf.cases[event_id].articles) > 1]
    for dossier in told:
        if len(dossier.case.articles) == 3:
            read, rendered = milliseconds(dossier)
            print(
                f"an event of 3 articles: read for all its pages {read:.2f} ms, its own page rendered {rendered:.2f} ms"
            )
    made, texts, seconds, pages, size, largest = [], dict[str, bytes](), 0.0, 0, 0, 0
    for number in range(count):
        dossier = retell(told[number % len(told)], number)
        start = time.process_time()
        event = render_event(dossier, TEMPLATES)
        seconds += time.process_time() - start
        html = [len(content) for path, content in event.pages if path.endswith(".html")]
        pages, size, largest = pages + len(html), size + sum(html), max(largest, *html)
        texts.update((path, content) for path, content in event.pages if path.endswith("/text.js"))
        made.append(msgspec.structs.replace(event, pages=()))
    print(f"{count} events: {seconds:.1f} s, {count / seconds:.0f} events/s, {pages / seconds:.0f} HTML pages/s")
    print(f"{pages} HTML pages, {size / pages / 1000:.0f} KB each, the largest {largest / 1000:.0f} KB")
    with tempfile.TemporaryDirectory() as folder:
        start = time.process_time()
        shared = dict(render_shared(shelf, made, TEMPLATES))
        print(f"{len(shared)} pages about several events: {time.process_time() - start:.1f} s")
        title = made[0].summary.title
        search(shared | texts, title.text if title else "", Path(folder))


def demonstration() -> Site:
    """The demonstration corpus, grouped and compared."""
    corpus = builder.read_corpus([ROOT / "seeds"])
    return builder.gather_site(corpus, builder.group(corpus))


def milliseconds(dossier: Dossier) -> tuple[float, float]:
    """CPU time of reading an event, once for all of its pages, and of rendering its own page: views and template."""
    env, read, rendered = environment(TEMPLATES), float("inf"), float("inf")
    for _ in range(ONE_EVENT):
        start = time.process_time()
        reading = read_event(dossier.case, dossier.comparison)
        begin = time.process_time()
        page = view_event(dossier.imprint, reading, dossier.neighbours)
        (part,) = page.layout.pages
        values = page_values(
            dossier.imprint, "../../", "event", page=page, part=part, href=page.layout.hrefs(part.name)
        )
        fill(env, "event.html", "an event", values)
        read, rendered = min(read, begin - start), min(rendered, time.process_time() - begin)
    return read * 1000, rendered * 1000


def retell(dossier: Dossier, number: int) -> Dossier:
    """The event in other words of the same lengths, its articles and itself under other ids."""
    ids = {article.id: f"{number}/{article.id}" for article in dossier.case.articles}
    ids[dossier.case.event.id] = f"{number:012x}"

    def exchange(value: Any, key: str = "") -> Any:  # noqa: ANN401 - whatever JSON holds
        if isinstance(value, dict):
            return {name: exchange(item, name) for name, item in value.items()}
        if isinstance(value, list | tuple):
            return [exchange(item, key) for item in value]
        if isinstance(value, str):
            told = WORD.sub(lambda match: other(match.group(), number), value) if key in TEXTS else value
            return ids.get(value, told)
        return value

    return msgspec.convert(exchange(msgspec.to_builtins(dossier)), Dossier)


def other(word: str, number: int) -> str:
    """A word as long as ``word``, about as frequent, and written with the same capitals."""
    low = word.lower()
    if low in function_words():
        return word
    words, places = vocabulary()[len(low)]
    found = words[(places.get(low, len(words) // 2) + 1 + number) % len(words)]
    return found.upper() if word.isupper() else found.capitalize() if word[0].isupper() else found


@lru_cache
def vocabulary() -> dict[int, tuple[list[str], dict[str, int]]]:
    """By length, the words of the background list from frequent to rare, and the place of each."""
    found: dict[int, list[str]] = {length: ["x" * length] for length in range(4, 60)}
    for word, _ in sorted(word_table().items(), key=lambda item: (item[1], item[0])):
        if WORD.fullmatch(word) and word not in function_words():
            found[len(word)].append(word)
    return {length: (words, {word: place for place, word in enumerate(words)}) for length, words in found.items()}


def search(pages: dict[str, bytes], title: str, folder: Path) -> None:
    """What a query of an event's rarest words loads, and how long a browser takes from the address to what was found."""
    query = " ".join(sorted(sorted(set(WORD.findall(title))), key=word_idf)[-2:])
    path = shutil.which("chromium")
    index = {name: content for name, content in pages.items() if name.startswith("search/")}
    print(f"search index: {len(index)} files, {sum(map(len, index.values())) / 1e6:.1f} MB")
    if not path:
        print("no chromium: what a query loads is not measured")
        return
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where there is a browser

    for name, content in pages.items():
        if name.startswith("search/") or name.endswith("/text.js") or "/" not in name:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        for _ in range(3):
            page, loaded = browser.new_page(), list[str]()
            page.on("request", lambda request, loaded=loaded: loaded.append(request.url))
            page.goto((folder / "search.html").as_uri() + f"?q={query.replace(' ', '+')}")
            page.locator(".found > li").first.wait_for()
            spent = page.evaluate("performance.now()")
            size = sum(len(pages.get(unquote(url.removeprefix(folder.as_uri() + "/")), b"")) for url in set(loaded))
            print(f"“{query}”: {size / 1000:.0f} KB of scripts and texts loaded, events listed after {spent:.0f} ms")
            page.close()
        browser.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
