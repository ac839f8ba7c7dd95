"""Comparisons -> pages. Pure: nothing is read from or written to a disk, apart from templates.

``views`` hold what a page says, ``order`` and ``timeline`` the geometry of its pictures, ``document`` the
event as data, ``environment`` the templates; ``pages`` puts them together.
"""

from compare.report.card import render_card
from compare.report.environment import read_templates
from compare.report.single import render_single
from compare.report.site import Site

__all__ = ["Site", "read_templates", "render_card", "render_single"]
