"""A command whose help and errors speak of what is typed, not of how the program holds it."""

from __future__ import annotations

from typing import Any

import typer
from typer.core import TyperArgument, TyperCommand

_CHECKED = "Value error, "
"""What the checker of values puts before the message of whoever refused one."""


class Command(TyperCommand):
    """Arguments are named by their metavar alone, in usage and in help; a refused value is said without the checker's words."""

    def __init__(self, *args: Any, **parts: Any) -> None:  # noqa: ANN401 - those of the base, whatever they are
        """Keep the types of arguments, such as ``list[Path]``, out of the help."""
        super().__init__(*args, **parts)
        for param in self.params:
            if isinstance(param, TyperArgument):
                vars(param)["display_type_rich"] = _nothing

    def collect_usage_pieces(self, ctx: Any) -> list[str]:  # noqa: ANN401, ARG002 - typer's own kind is not public
        """``[OPTIONS] INPUT...``; what may be left out stands in brackets."""
        named = [
            param.metavar if param.required or param.metavar.startswith("[") else f"[{param.metavar}]"
            for param in self.params
            if isinstance(param, TyperArgument) and param.metavar
        ]
        return ["[OPTIONS]", *named]

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - as above
        """Parse the command line; what is wrong with a value is said in plain words."""
        try:
            return super().parse_args(ctx, args)
        except typer.BadParameter as error:
            error.message = error.message.removeprefix(_CHECKED)
            raise


def _nothing(**_: object) -> None:
    """No type beside an argument's name."""
