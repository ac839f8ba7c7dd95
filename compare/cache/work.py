"""Work is done where its result was not kept; either way the results are the same, and come in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from compare.cache.encoding import decode, encode, key_of
from compare.cache.folder import Nothing, Store
from compare.cache.version import program

I = TypeVar("I")  # noqa: E741 - an item
R = TypeVar("R")

Map = Callable[[Callable[[Any], Any], Sequence[Any]], Iterable[Any]]
"""The signature of ``map``, which decides where the work is done; results come in order."""

_ONE_BY_ONE: Map = map
"""A name for it where a field hides it."""


class Counts(NamedTuple):
    """By stage, how many results were worked out in this run, and how many were found."""

    made: Counter[str]
    found: Counter[str]


def _no_counts() -> Counts:
    return Counts(Counter(), Counter())


class Run(Struct, frozen=True):
    """How a build is carried out, which changes nothing of what is built: who works, where results are kept, what was done.

    ``here`` maps work on files of this machine, where ``map`` may go to others.
    """

    map: Map = map
    store: Store = field(default_factory=Nothing)
    counts: Counts = field(default_factory=_no_counts)
    here: Map = _ONE_BY_ONE


def _always(_item: object, _result: object) -> bool:
    return True


class Stage(NamedTuple, Generic[I, R]):
    """A kind of work: its name, the function, what its result depends on beside the program, and the result's type.

    ``work`` and the items must travel to other processes. The parts that ``depends_on`` gives are all that ``work`` may look at;
    ``keeps`` says of an item and its result whether they belong together, where that can be known only afterwards.
    """

    name: str
    work: Callable[[I], R]
    depends_on: Callable[[I], tuple[Any, ...]]
    kind: type[R]
    keeps: Callable[[I, R], bool] = _always


def recall(stage: Stage[I, R], items: Iterable[I], run: Run) -> Iterator[tuple[str, R]]:
    """For each item, in order, the key of its result and the result: found if it was kept, else worked out and kept.

    What is worked out is kept as it comes, so a run that is stopped loses only what was under way.
    """
    listed = list(items)
    keys = [key_of(stage.name, program(), *stage.depends_on(item)) for item in listed]
    found = {place: result for place, key in enumerate(keys) if (result := _find(stage, key, run)) is not None}
    made = iter(run.map(stage.work, [item for place, item in enumerate(listed) if place not in found]))
    for place, key in enumerate(keys):
        if place in found:
            yield key, found.pop(place)
            continue
        result = next(made)
        content = encode(result)
        run.counts.made[stage.name] += 1
        if stage.keeps(listed[place], result):
            run.store.put(key, content)
        yield (
            key,
            decode(content, stage.kind),
        )  # as it will be found: an int where a float is declared comes back as a float


def recall_one(stage: Stage[I, R], item: I, run: Run) -> R:
    """The one result for ``item``, found or worked out here."""
    ((_, result),) = recall(stage, [item], replace(run, map=map))
    return result


def _find(stage: Stage[I, R], key: str, run: Run) -> R | None:
    content = run.store.get(key)
    if content is None:
        return None
    try:
        result = decode(content, stage.kind)
    except ValueError:
        return None
    run.counts.found[stage.name] += 1
    return result
