"""What a reviewer chose, read from the form that the page sent."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

import msgspec

from compare.errors import ConfigError
from compare.model import RULES, DecisionKind, Rule

Form = Mapping[str, list[str]]


class Choice(NamedTuple):
    """A decision with who takes it and why."""

    kind: DecisionKind
    rule: Rule
    author: str
    reason: str


def said(form: Form, name: str) -> str:
    """What a field holds, without the space around it; "" where it is not there."""
    return form.get(name, [""])[0].strip()


def choose(form: Form) -> Choice | None:
    """The decision that a button stands for, or None where the button was another one.

    Buttons carry a decision as JSON; those of a field name it, and the field says the rest.

    Raises:
        ConfigError: The decision is not complete.
    """
    values = _values(form)
    if values is None:
        return None
    kind = values.pop("kind", None)
    if kind not in RULES:
        raise ConfigError(f"There is no decision of the kind {kind!r}.")
    try:
        rule = msgspec.convert(values, RULES[kind])
    except msgspec.ValidationError as error:
        raise ConfigError(f"The decision is not complete: {error}.", mend="Fill in what it is about.") from error
    return Choice(kind, rule, said(form, "author"), said(form, "reason"))


def _values(form: Form) -> dict[str, Any] | None:
    """The keys and values of the decision, its kind among them."""
    if "decide" in form:
        try:
            found = json.loads(form["decide"][0])
        except ValueError as error:
            raise ConfigError("The button says nothing that can be read.") from error
        return found if isinstance(found, dict) else {}
    if "rename" in form:
        return {"kind": "rename", "event": said(form, "rename"), "title": said(form, "title")}
    if "split" in form:
        return {"kind": "split", "articles": form.get("ticked", [])}
    if "date" in form:
        article = said(form, "date")
        return {"kind": "date", "article": article, "published": said(form, f"published {article}")}
    if "speaker" in form:
        article, _, number = said(form, "speaker").rpartition(" ")
        keys = {"quote": said(form, f"quote {article} {number}"), "speaker": said(form, f"name {article} {number}")}
        return {"kind": "speaker", "article": article, **keys}
    return None
