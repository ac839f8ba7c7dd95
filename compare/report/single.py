"""An event as one file: nothing beside it, nothing it leads to but itself and the pages as published."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence

from compare.model import Event
from compare.report.context import read_event
from compare.report.dossier import open_dossier
from compare.report.environment import compact, environment, fill, page_values, read_templates, static
from compare.report.event_page import view_event
from compare.report.site import Site, site_context

_TO_SENTENCE = re.compile(r'href="\.\./\.\./a/[^"#]*#(s-[^"]+)"')
_TO_SITE = re.compile(r' href="(?!#|https?:)[^"]*"')


def render_single(site: Site, event: Event, folders: Sequence[str]) -> bytes:
    """The event's page with its style inside; links to a site's other pages are plain text.

    Raises:
        TemplateError: a template cannot be rendered.
        ConfigError: the site's time zone is not known.
    """
    env, dossier = environment(read_templates(folders)), open_dossier(site_context(site), event.id)
    reading = read_event(dossier.case, dossier.comparison)
    page = view_event(dossier.imprint, reading, dossier.neighbours, whole=True)
    (part,) = page.parts.pages
    css = compact(static(env, "style.css"))
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    values = page_values(dossier.imprint, "../../", "event", page=page, part=part, href=page.parts.hrefs(part.name))
    html = fill(
        env, "event.html", f"event {event.id}", {**values, "style": {"text": css, "hash": f"sha256-{digest}"}}
    ).decode()
    return _TO_SITE.sub("", _TO_SENTENCE.sub(r'href="#\1"', html)).encode()
