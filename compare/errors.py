"""The errors that outlet-compare raises: each message names the file, says what is wrong, and what to do about it."""

from __future__ import annotations


class CompareError(Exception):
    """Base of all errors meant for the user; ``str`` gives the message to print."""

    def __init__(self, problem: str, *, where: str | None = None, line: int | None = None, hint: str = "") -> None:
        """Join the parts: ``where:line: problem. hint``."""
        self.problem, self.where, self.line, self.hint = problem, where, line, hint
        place = "" if where is None else f"{where}:{line}: " if line else f"{where}: "
        super().__init__(f"{place}{problem}" + (f" {hint}" if hint else ""))


class CorpusError(CompareError):
    """Input that cannot be used as a corpus."""


class ConfigError(CompareError):
    """A configuration that cannot be used."""


class OutputError(CompareError):
    """An output folder that must not, or cannot, be written."""


class ExecutionError(CompareError):
    """Workers that cannot be started or reached, or that were lost."""


class TemplateError(CompareError):
    """A template that cannot be rendered."""


class ServerError(CompareError):
    """An address that cannot be served."""
