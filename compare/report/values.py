"""What every template is given."""

from __future__ import annotations

from typing import Any

from compare.report.imprint import Imprint
from compare.report.states import ALSO, ONLY, STATES
from compare.report.views.paging import page_name


def page_values(imprint: Imprint, root: str, here: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - what a template gets
    """The site, the way to its root, which page it is, and ``more``."""
    return {
        "site": imprint.site,
        "root": root,
        "here": here,
        "style": None,
        "banner": imprint.banner,
        "page_name": page_name,
        "states": STATES,
        "also": ALSO,
        "only": ONLY,
        **more,
    }
