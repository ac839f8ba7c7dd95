"""The templates' environment: strict, escaping, the user's folder before the shipped ones."""

from __future__ import annotations

import re
import traceback
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from compare.errors import TemplateError

if TYPE_CHECKING:
    from jinja2 import Environment

_HARMFUL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\ufdd0-\ufdef\ufffe\uffff]|[\ud800-\udfff]")
"""Characters that HTML forbids or that turn the text around them: shown by their number instead."""


def environment(folders: Sequence[str]) -> Environment:
    """A Jinja2 environment that takes each template from the first of ``folders`` that has it.

    Everything is escaped, and a name that the page does not know is an error.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415 - start-up stays quick

    made = Environment(
        loader=FileSystemLoader(list(folders)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
    )
    made.filters["counted"] = counted
    return made


def fill(env: Environment, name: str, subject: str, values: Mapping[str, Any]) -> bytes:
    """The template ``name`` filled with ``values``, as UTF-8 with LF line ends.

    Raises:
        TemplateError: names the template, its line where that is known, and ``subject``, the page being made.
    """
    try:
        page = env.get_template(name).render(values)
    except Exception as error:
        # A user's template may raise anything at all; whatever it is, its author needs the place.
        where, line = _place(env, error, name)
        problem = f"The template cannot be rendered for {subject}: {_say(error)}."
        raise TemplateError(
            problem, where=where, line=line, mend="Mend the template, or remove it to use the shipped one."
        ) from error
    return reveal(page).encode()


def reveal(text: str) -> str:
    """``text`` with characters that no page may carry shown by their number."""
    return _HARMFUL.sub(_show, text)


def static(env: Environment, name: str) -> str:
    """A file that is delivered as it stands, such as the stylesheet."""
    try:
        return _source(env, name)
    except Exception as error:
        raise TemplateError(
            f"The file cannot be read: {_say(error)}.", where=name, mend="Put it into the templates folder."
        ) from error


def counted(number: int, one: str, many: str | None = None) -> str:
    """``1 outlet``, ``3 outlets``, ``2,140 sentences``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _source(env: Environment, name: str) -> str:
    from jinja2 import BaseLoader  # noqa: PLC0415 - start-up stays quick

    return (env.loader or BaseLoader()).get_source(env, name)[0].replace("\r\n", "\n")


def _show(match: re.Match[str]) -> str:
    return f"⟦U+{ord(match.group()):04X}⟧"


def _say(error: Exception) -> str:
    return str(error).strip().rstrip(".") or type(error).__name__


def _place(env: Environment, error: Exception, name: str) -> tuple[str, int | None]:
    """The innermost template and line: from the error itself, else from the frames that it rose through."""
    line = getattr(error, "lineno", None)
    if line is not None:
        return getattr(error, "name", None) or name, line
    known = env.list_templates()
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        path = frame.filename.replace("\\", "/")
        found = max((template for template in known if path.endswith(f"/{template}")), key=len, default=None)
        if found:
            return found, frame.lineno
    return getattr(error, "name", None) or name, None
