"""Escaping and joining what a template prints, as plain text: a page prints some thousand small values.

Jinja2 wraps every printed value in ``Markup``, an object that knows it is safe, only to join them all to one text. Here a
value is escaped to a plain ``str``, which the join takes as well. What macros, blocks and filters return is ``Markup`` as
ever, so nothing is escaped twice or not at all. A template's functions yield one text each: piece by piece, everything
would pass through the functions of all blocks and includes around it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
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


def isolated(texts: Sequence[str], separator: str = ", ") -> Markup:
    """The texts one after the other, each apart from the direction of what stands around it."""
    return Markup(separator.join([f"<bdi>{escape(text)}</bdi>" for text in texts]))  # noqa: S704 - all of it is escaped


class PlainGenerator(CodeGenerator):
    """Jinja2's generator of code: its functions are given the ``escape`` above, and join what they print."""

    def write_commons(self) -> None:
        """What stands at the head of every function of a template."""
        super().write_commons()
        self.writeline("from compare.report.escaping import escape")

    def blockvisit(self, body: Iterable[nodes.Node], frame: Frame) -> None:
        """A body as code; the outermost one of a function collects its pieces, and yields them as one text."""
        outermost = frame.buffer is None
        if outermost:
            self.buffer(frame)
        super().blockvisit(body, frame)
        if outermost:
            self.writeline(f"yield concat({frame.buffer})")

    def visit_Include(self, node: nodes.Include, frame: Frame) -> None:  # noqa: N802 - named after the node
        """Another template in this place; without a context its pieces are not collected, so those before it go first."""
        if not node.with_context:
            self.writeline(f"yield concat({frame.buffer})")
            self.writeline(f"{frame.buffer}.clear()")
        super().visit_Include(node, frame)
