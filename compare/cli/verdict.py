"""What ``check`` found, told to a terminal, to a program, and to GitHub."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import typer
from msgspec import Struct

from compare import markdown
from compare.cli import github
from compare.cli.outcome import printable
from compare.model import Place

if TYPE_CHECKING:
    from compare.model import Corpus, Unreadable
    from compare.policies import Policy, Violation
    from compare.publish import Drift

_NAMES: dict[Policy, tuple[str, str]] = {
    "differs": ("difference", "differences"),
    "reprint": ("reprint", "reprints"),
    "one-origin": ("event of one origin", "events of one origin"),
    "near-miss": ("near miss", "near misses"),
    "unreadable": ("input that could not be read", "inputs that could not be read"),
    "remark": ("field that could not be read", "fields that could not be read"),
}


class Verdict(Struct, frozen=True, kw_only=True):
    """Whether the site may be published; the document that ``--format json`` prints.

    ``violations`` are what ``--fail-on`` asked for. ``exit`` is the exit code.
    """

    schema_version: int = 1
    exit: int
    articles: int
    events: int
    drift: Drift
    violations: tuple[Violation, ...]
    unreadable: tuple[Unreadable, ...]


def print_json(verdict: Verdict) -> None:
    """The verdict as one JSON document."""
    typer.echo(msgspec.json.format(msgspec.json.encode(verdict), indent=1))


def print_lines(verdict: Verdict, corpus: Corpus, output: Path) -> None:
    """One line a problem, tab-separated: its kind, the words where there are any, then the file."""
    for word, paths in _drifted(verdict.drift):
        for path in paths:
            typer.echo(f"{word}\t{output / path}")
    for violation in verdict.violations:
        where = str(output / violation.page) if violation.page else printable(str(_place(violation, corpus)))
        typer.echo(f"{violation.policy}\t{' '.join(violation.text.split())}\t{where}")
    for path in verdict.drift.foreign:
        typer.echo(f"foreign\t{output / path} (not ours; kept, no drift)", err=True)
    if verdict.drift:
        typer.echo(f"outlet-compare: {output} does not match its inputs. Run `outlet-compare build` again.", err=True)
    if verdict.violations:
        typer.echo(f"outlet-compare: {_counted(verdict.violations)} (--fail-on).", err=True)


def tell_github(verdict: Verdict, corpus: Corpus, inputs: Sequence[Path], output: Path, *, strict: bool) -> None:
    """Annotate files, and add to the job's summary, where GitHub Actions runs this."""
    if github.is_action():
        github.annotate([*_notes(verdict, corpus, inputs, output, strict=strict or not corpus.articles)])
    github.summarise(_summary(verdict, output))


def _place(violation: Violation, corpus: Corpus) -> Place:
    """Where the first of its articles was read, or could not be."""
    place = corpus.place_of(violation.articles[0])
    return Place(place.file, place.line if violation.line is None else violation.line)


def _notes(
    verdict: Verdict, corpus: Corpus, inputs: Sequence[Path], output: Path, *, strict: bool
) -> Iterator[github.Note]:
    for v in verdict.violations:
        place = _place(v, corpus)
        yield github.Note("error", v.policy, v.text, locate(inputs, place.file), place.line)
    if not any(v.policy == "unreadable" for v in verdict.violations):
        for lost in verdict.unreadable:
            text = f"{lost.problem.rstrip('.')}. {lost.mend}"
            yield github.Note(
                "error" if strict else "warning", "unreadable", text, locate(inputs, lost.path), lost.line
            )
    for word, paths in _drifted(verdict.drift):
        for path in paths:
            file = _relative(output / path) if word != "missing" else None
            yield github.Note("error", word, f"{path} is {word}. Run `outlet-compare build` again.", file)


def locate(inputs: Sequence[Path], article_id: str) -> str | None:
    """The article's own file, relative to the working directory; None where it has none below the inputs."""
    for given in inputs:
        path = given if given.is_file() and given.name == article_id else given / article_id
        try:
            if path.is_file() and path.resolve().is_relative_to(given.resolve()):
                return _relative(path)
        except (OSError, ValueError):  # an id that is no file name
            continue
    return None


def _counted(violations: Sequence[Violation]) -> str:
    """``2 conflicts, 1 near miss found``."""
    counts = Counter(violation.policy for violation in violations)
    return ", ".join(f"{n} {_NAMES[policy][n != 1]}" for policy, n in counts.items()) + " found"


def _relative(path: Path) -> str | None:
    here = Path.cwd()
    resolved = path.resolve()
    return resolved.relative_to(here).as_posix() if resolved.is_relative_to(here) else None


def _drifted(drift: Drift) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return (("missing", drift.missing), ("stale", drift.stale), ("orphaned", drift.orphaned))


def _summary(verdict: Verdict, output: Path) -> str:
    word = "passed" if verdict.exit == 0 else "did not pass"
    site = "does not match its inputs: run `outlet-compare build` again" if verdict.drift else "matches its inputs"
    lines = [f"## outlet-compare check {word}", ""]
    lines += [f"{verdict.articles:,} articles, {verdict.events:,} events. {markdown.plain(str(output))} {site}.", ""]
    for policy in dict.fromkeys(v.policy for v in verdict.violations):
        lines += markdown.list_items(policy, [markdown.plain(v.text) for v in verdict.violations if v.policy == policy])
    for word, paths in _drifted(verdict.drift):
        lines += markdown.list_items(word, [markdown.plain(path) for path in paths])
    unread = [markdown.plain(f"{lost.path}: {lost.problem}") for lost in verdict.unreadable]
    return "\n".join([*lines, *markdown.list_items("could not be read", unread)]) + "\n"
