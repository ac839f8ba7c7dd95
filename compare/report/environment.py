"""Templates: read, compiled, filled; what each of them is given, and how what they print is escaped.

Jinja2 wraps every printed value in ``Markup``, an object that knows it is safe, only to join them all to one text. Here a
value is escaped to a plain ``str``, which the join takes as well. What macros, blocks and filters return is ``Markup`` as
ever, so nothing is escaped twice or not at all. A template's functions yield one text each: piece by piece, everything
would pass through the functions of all blocks and includes around it.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup
from markupsafe import escape as escape_markup
from msgspec import Struct

from compare.errors import TemplateError
from compare.report.points import ALSO, ONLY, STATES
from compare.report.site import Imprint
from compare.report.urls import page_name

if TYPE_CHECKING:
    from jinja2 import Environment


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
        self.writeline("from compare.report.environment import escape")

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


_FILE = "template:"
"""What the file names begin with that tracebacks give for templates."""
_TEXTS = (".html", ".xml", ".css", ".js", ".svg")

_FORBIDDEN = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff"
"""Characters that HTML forbids or that turn the text around them: shown by their number instead."""
_HARMFUL = re.compile(f"[{_FORBIDDEN}]")
_ORDINARY = bytes(code for code in range(128) if not _HARMFUL.match(chr(code)))
"""ASCII without what is forbidden: nearly all of a page."""


class Templates(Struct, frozen=True):
    """The templates of a site with all else in their folders: name to text, sorted by name."""

    sources: tuple[tuple[str, str], ...]


def read_templates(folders: Sequence[str]) -> Templates:
    """All templates, each from the first of ``folders`` that has it, with LF line ends.

    Raises:
        TemplateError: A file that may be a template is not UTF-8.
    """
    from jinja2 import FileSystemLoader  # noqa: PLC0415 - start-up stays quick

    loader, env = FileSystemLoader(list(folders)), _bare()
    sources = []
    for name in loader.list_templates():
        try:
            text = loader.get_source(env, name)[0]
        except (UnicodeDecodeError, OSError) as error:
            if name.endswith(_TEXTS):
                problem = f"The template cannot be read: {_say(error)}."
                raise TemplateError(problem, where=name, hint="Save it as UTF-8.") from error
            continue  # a picture, say, that lies beside the templates
        sources.append((name, text.replace("\r\n", "\n")))
    return Templates(tuple(sorted(sources)))


@lru_cache(maxsize=4)
def environment(templates: Templates) -> Environment:
    """A Jinja2 environment of the templates; equal templates share one, compiled once a process.

    Everything is escaped, and a name that the page does not know is an error.
    """
    from jinja2 import FunctionLoader  # noqa: PLC0415 - start-up stays quick

    sources = dict(templates.sources)
    made = _bare()
    made.loader = FunctionLoader(lambda name: (sources[name], _FILE + name, None) if name in sources else None)
    made.code_generator_class = PlainGenerator
    made.filters.update(counted=counted, isolated=isolated)
    return made


def _bare() -> Environment:
    from jinja2 import Environment, StrictUndefined  # noqa: PLC0415 - start-up stays quick

    return Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
    )


def fill(env: Environment, name: str, subject: str, values: Mapping[str, Any]) -> bytes:
    """The template ``name`` filled with ``values``, as UTF-8 with LF line ends.

    Raises:
        TemplateError: names the template, its line where that is known, and ``subject``, the page being made.
    """
    try:
        page = env.get_template(name).render(values)
    except Exception as error:
        # A user's template may raise anything at all; whatever it is, its author needs the place.
        where, line = _place(error, name)
        problem = f"The template cannot be rendered for {subject}: {_say(error)}."
        raise TemplateError(
            problem, where=where, line=line, hint="Mend the template, or remove it to use the shipped one."
        ) from error
    return reveal(page)


def reveal(text: str) -> bytes:
    """``text`` in UTF-8, with characters that no page may carry shown by their number.

    A page is looked at without its ordinary characters, which bytes lose twenty times as fast as an expression reads them.
    """
    page = text.encode(errors="surrogatepass")
    rest = page.translate(None, _ORDINARY).decode(errors="surrogatepass")
    return _HARMFUL.sub(_show, text).encode() if _HARMFUL.search(rest) else page


def static(env: Environment, name: str) -> str:
    """A file that is delivered as it stands, such as the stylesheet."""
    try:
        return _source(env, name)
    except Exception as error:
        raise TemplateError(
            f"The file cannot be read: {_say(error)}.", where=name, hint="Put it into the templates folder."
        ) from error


def counted(number: int, one: str, many: str | None = None) -> str:
    """``1 outlet``, ``3 outlets``, ``2,140 sentences``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _source(env: Environment, name: str) -> str:
    from jinja2 import BaseLoader  # noqa: PLC0415 - start-up stays quick

    return (env.loader or BaseLoader()).get_source(env, name)[0]


def _show(match: re.Match[str]) -> str:
    return f"⟦U+{ord(match.group()):04X}⟧"


def _say(error: Exception) -> str:
    return str(error).strip().rstrip(".") or type(error).__name__


def _place(error: Exception, name: str) -> tuple[str, int | None]:
    """The innermost template and line: from the error itself, else from the frames that it rose through."""
    line = getattr(error, "lineno", None)
    if line is not None:
        return getattr(error, "name", None) or name, line
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if frame.filename.startswith(_FILE):
            return frame.filename.removeprefix(_FILE), frame.lineno
    return getattr(error, "name", None) or name, None


_STRING_OR_COMMENT = re.compile(r"(\"[^\"\n]*\"|'[^'\n]*')|/\*.*?\*/", re.DOTALL)
_AROUND = re.compile(r" ?([{};,>]) ?|(?<=:) ")
_STRING = re.compile(r"(\"[^\"\n]*\"|'[^'\n]*')")


def compact(css: str) -> str:
    """``css`` on one line with nothing to spare; strings stay as they are."""
    bare = _STRING_OR_COMMENT.sub(lambda match: match.group(1) or "", css)
    pieces = _STRING.split(bare)
    pieces[::2] = (_AROUND.sub(r"\g<1>", re.sub(r"\s+", " ", piece)) for piece in pieces[::2])
    return "".join(pieces).replace(";}", "}").strip() + "\n"


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
