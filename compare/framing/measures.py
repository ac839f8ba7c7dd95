"""What an analysis is: its name, what it looks for, and the definition of every number it gives."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from compare.framing.accounts import Accounts
from compare.model import Finding


class Measure(NamedTuple):
    """The definition of a number: pages and the method text show these very words.

    ``minimum`` says the least data below which no claim is made, ``uncertainty`` how sure the number is.
    """

    name: str
    unit: str
    definition: str
    minimum: str
    uncertainty: str


class Analysis(NamedTuple):
    """One dimension of framing: ``find`` gives its findings on one event's accounts, in a fixed order."""

    name: str
    title: str
    question: str
    measures: tuple[Measure, ...]
    find: Callable[[Accounts], Iterable[Finding]]


ONE_EVENT = "a count of one event: no interval"
"""The uncertainty of a number that says what stands in the texts, and estimates nothing."""


def too_few(n: int, minimum: int, what: str) -> str:
    """The words for a sample below its minimum."""
    return f"too few: {n} of {minimum} {what}"
