"""The news agencies that pages credit, and the forms in which they do."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import NamedTuple

from compare.data import read_table
from compare.model import Outlet


class Agency(NamedTuple):
    """An agency as the data file has it."""

    id: str
    name: str
    forms: tuple[str, ...]


@functools.cache
def agencies() -> tuple[Agency, ...]:
    """All known agencies, by id."""
    table = read_table("agencies")
    return tuple(Agency(key, row["name"], tuple(row["forms"])) for key, row in sorted(table.items()))


@functools.cache
def forms() -> dict[str, str]:
    """Every form in which an agency is credited, and the agency's id."""
    return {form: agency.id for agency in agencies() for form in (agency.name, *agency.forms)}


def agency_name(source: str) -> str | None:
    """The full name of the agency with the id ``source``, None for any other source."""
    return next((agency.name for agency in agencies() if agency.id == source), None)


def newsroom(outlet_id: str | None, outlets: Mapping[str, Outlet]) -> str | None:
    """The id of the newsroom behind an outlet: an agency's own pages belong to the agency, whatever their id."""
    if outlet_id is None:
        return None
    outlet = outlets.get(outlet_id)
    if outlet is not None and outlet.name in forms():
        return forms()[outlet.name]
    return outlet_id
