"""Escaping what a template prints, as plain text: a page prints some thousand small values.

Jinja2 wraps every printed value in ``Markup``, an object that knows it is safe, only to join them all to one text. Here a
value is escaped to a plain ``str``, which the join takes as well. What macros, blocks and filters return is ``Markup`` as
ever, so nothing is escaped twice or not at all.
"""

from __future__ import annotations

from jinja2.compiler import CodeGenerator
from markupsafe import Markup
from markupsafe import escape as escape_markup


def escape(value: object) -> str:
    """``value`` as HTML text: numbers and markup as they are, everything else escaped."""
    if type(value) is str:
        if "&" in value or "<" in value or ">" in value or '"' in value or "'" in value:
            return escape_markup(value)
        return value
    if type(value) is Markup:
        return value
    if type(value) is int or type(value) is float:
        return str(value)
    return escape_markup(value)


class PlainGenerator(CodeGenerator):
    """Jinja2's generator of code, its functions given the ``escape`` above."""

    def write_commons(self) -> None:
        """What stands at the head of every function of a template."""
        super().write_commons()
        self.writeline("from compare.report.escaping import escape")
