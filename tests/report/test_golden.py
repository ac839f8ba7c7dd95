"""The invented site as it is: its pages, and the views they are filled from.

Run with ``--update-golden`` after a wanted change, and read the diff. Where only a page changes, a template did; where a view
changes too, what is said did.
"""

from __future__ import annotations

import json
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec
import pytest

from compare.report.dossier import open_dossier
from compare.report.reading import read_event
from compare.report.site import catalogue
from compare.report.views.article import view_articles
from compare.report.views.event import view_event

HERE = Path(__file__).resolve().parent
STYLE = "style.css"


def plainly(value: Any, seen: set[Any]) -> Any:
    """A view as JSON: a record of plain values is one line, and one with an anchor is written out only once."""
    if isinstance(value, msgspec.Struct) or hasattr(value, "_fields"):
        names = value.__struct_fields__ if isinstance(value, msgspec.Struct) else value._fields
        kind, anchor = type(value).__name__, getattr(value, "anchor", None)
        if anchor and (kind, anchor) in seen:
            return f"{kind} {anchor}"
        seen.add((kind, anchor))
        fields = {name: plainly(getattr(value, name), seen) for name in names if name != "tokens"}
        told = {name: item for name, item in fields.items() if item not in (None, False, "", [])}
        flat = not any(isinstance(item, list | dict) and item for item in told.values())
        return f"{kind}({', '.join(f'{name}={item!r}' for name, item in told.items())})" if flat else told
    if isinstance(value, dict):
        return {str(plainly(key, seen)): plainly(item, seen) for key, item in value.items()}
    return [plainly(item, seen) for item in value] if isinstance(value, list | tuple) else value


@pytest.fixture(scope="module")
def views(harbour: ModuleType) -> dict[str, bytes]:
    """The view of every event and of its articles' pages."""
    shelf = catalogue(harbour.SITE)
    found = {}
    for event_id in shelf.cases:
        dossier = open_dossier(shelf, event_id)
        reading = read_event(dossier.case, dossier.comparison)
        page = view_event(dossier.imprint, reading, dossier.neighbours)
        found[f"e/{event_id}.json"] = plainly(page, set())
        for article in view_articles(dossier.imprint, reading, page):
            found[f"{article.path.removesuffix('/index.html')}.json"] = plainly(article._replace(event=None), set())
    return {path: json.dumps(view, ensure_ascii=False, indent=1).encode() + b"\n" for path, view in found.items()}


@pytest.mark.parametrize("kind", ["golden", "golden_views"])
def test_it_is_as_it_was(kind: str, pages: dict[str, bytes], views: dict[str, bytes], request: Any) -> None:
    folder = HERE / kind
    made = views if kind == "golden_views" else {path: content for path, content in pages.items() if path != STYLE}
    if request.config.getoption("--update-golden"):
        for old in sorted(folder.rglob("*"), reverse=True):
            old.unlink() if old.is_file() else old.rmdir()
        for path, content in made.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
        pytest.skip("golden files written")
    kept = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert sorted(made) == sorted(kept)
    changed = [path for path in made if made[path] != kept[path]]
    assert not changed, f"changed: {changed}; if that is wanted, run pytest --update-golden"
