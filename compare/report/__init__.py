"""Comparisons -> pages. Pure: nothing is read from or written to a disk, apart from templates.

``context`` reads an event for its pages; ``points``, ``key_clause``, ``story``, ``difference_table`` and ``voices`` choose what is said;
``event_page``, ``article_page``, ``index_page``, ``outlet_page``, ``search`` and ``method`` lay it out; ``rendering`` renders
one event and what several share; ``event_json`` is the event as data, ``terminal`` the same in plain text.
"""

from compare.report.environment import read_templates
from compare.report.rendering import render_card, render_single
from compare.report.site import Site

__all__ = ["Site", "read_templates", "render_card", "render_single"]
