"""Comparisons -> pages. Pure: ``render`` returns a site's files and writes nothing.

``views`` hold what a page says, ``order`` and ``timeline`` the geometry of its pictures, ``document`` the
event as data, ``environment`` the templates; ``pages`` puts them together.
"""

from compare.report.card import render_card
from compare.report.dossier import render_single
from compare.report.environment import read_templates
from compare.report.pages import render
from compare.report.site import Site

__all__ = ["Site", "read_templates", "render", "render_card", "render_single"]
