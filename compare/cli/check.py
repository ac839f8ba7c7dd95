"""``outlet-compare check``: does the site on disk still match its inputs, and may it be published?

The verdict is printed for people, as JSON for programs, and on GitHub Actions as annotations and a job summary.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple

import msgspec
import typer
from msgspec import Struct

from compare.changes import list_items, plain
from compare.cli.common import (
    DEFAULT_SIZE,
    DRIFT,
    PARTLY,
    USAGE,
    Cache,
    CacheSize,
    ConfigFile,
    Executor,
    Inputs,
    Jobs,
    NoFullText,
    Output,
    Scheduler,
    Strict,
    Templates,
    Workers,
    finish,
    open_run,
    printable,
    progress,
    reported,
)
from compare.model import Place

if TYPE_CHECKING:
    from compare.model import Corpus, Unreadable
    from compare.publish import Drift
    from compare.publish.policies import Policy, Violation


class VerdictFormat(StrEnum):
    """How the verdict is printed."""

    TEXT = "text"
    JSON = "json"


class FailOn(StrEnum):
    """What else makes the command exit with 1."""

    DIFFERS = "differs"
    CONFLICT = "conflict"
    """The former name of ``differs``, still understood."""
    REPRINT = "reprint"
    ONE_ORIGIN = "one-origin"
    NEAR_MISS = "near-miss"
    UNREADABLE = "unreadable"
    REMARK = "remark"


def check(
    inputs: Inputs,
    output: Output = Path("reports"),
    *,
    fail_on: Annotated[
        list[FailOn] | None,
        typer.Option(
            "--fail-on",
            metavar="|".join(policy for policy in FailOn if policy is not FailOn.CONFLICT),
            help="Also exit with 1 if there is such a finding; may be repeated. remark: a field that could not be read.",
            show_default=False,
        ),
    ] = None,
    format: Annotated[  # noqa: A002 - the option's name
        VerdictFormat, typer.Option("--format", help="Lines of text, or one JSON document.")
    ] = VerdictFormat.TEXT,
    config: ConfigFile = None,
    templates: Templates = None,
    no_full_text: NoFullText = False,
    strict: Strict = False,
    cache: Cache = None,
    cache_size: CacheSize = DEFAULT_SIZE,
    jobs: Jobs = 1,
    executor: Workers = Executor.LOCAL,
    scheduler: Scheduler = None,
) -> None:
    """List missing, stale and orphaned files of the site.

    The exit code is 1 if there are any.
    """
    from compare import builder, publish, settings  # noqa: PLC0415 - keeps --help quick
    from compare.publish import policies  # noqa: PLC0415 - keeps --help quick

    with reported(), progress() as tell, open_run(cache, cache_size, jobs, executor, scheduler) as run:
        chosen = settings.adjust(settings.load(inputs, config), full_text=not no_full_text)
        tell("Reading articles")
        corpus = builder.read_corpus(inputs, chosen, run)
        made = builder.make_site(corpus, templates=templates, tell=tell, run=run)
        corpus = made.corpus
        drift = publish.find_drift(made.pages, output)
        origins = {event_id: brief.origins for event_id, brief in made.comparisons.briefs.items()}
        judged = policies.Judged(corpus, made.grouping, made.comparisons, origins)
        violations = policies.find_violations(judged, [_policy(wanted) for wanted in fail_on or ()])
    verdict = CheckResult(
        exit=_exit(corpus, failed=bool(drift or violations), strict=strict),
        articles=len(corpus.articles),
        events=len(made.grouping.events),
        drift=drift,
        violations=tuple(violations),
        unreadable=corpus.unreadable,
    )
    _tell(verdict, corpus, inputs, output, as_json=format is VerdictFormat.JSON, strict=strict)


def _policy(wanted: FailOn) -> Policy:
    from compare.publish.policies import POLICIES  # noqa: PLC0415 - keeps --help quick

    name = FailOn.DIFFERS if wanted is FailOn.CONFLICT else wanted
    return next(policy for policy in POLICIES if policy == name.value)


def _tell(
    verdict: CheckResult, corpus: Corpus, inputs: list[Path], output: Path, *, as_json: bool, strict: bool
) -> None:

    if as_json:
        print_json(verdict)
    else:
        print_lines(verdict, corpus, output)
    tell_github(verdict, corpus, inputs, output, strict=strict)
    finish(corpus, strict=strict, code=DRIFT if verdict.exit == DRIFT else 0)


def _exit(corpus: Corpus, *, failed: bool, strict: bool) -> int:
    """The exit code; 2 takes precedence over 1, and 1 over 3."""
    if corpus.unreadable and (strict or not corpus.articles):
        return USAGE
    return DRIFT if failed else PARTLY if corpus.unreadable else 0


_NAMES: dict[Policy, tuple[str, str]] = {
    "differs": ("difference", "differences"),
    "reprint": ("reprint", "reprints"),
    "one-origin": ("event of one origin", "events of one origin"),
    "near-miss": ("near miss", "near misses"),
    "unreadable": ("input that could not be read", "inputs that could not be read"),
    "remark": ("field that could not be read", "fields that could not be read"),
}


class CheckResult(Struct, frozen=True, kw_only=True):
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


def print_json(verdict: CheckResult) -> None:
    """The verdict as one JSON document."""
    typer.echo(msgspec.json.format(msgspec.json.encode(verdict), indent=1))


def print_lines(verdict: CheckResult, corpus: Corpus, output: Path) -> None:
    """One tab-separated line per problem: its kind, its text if any, the file."""
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


def tell_github(verdict: CheckResult, corpus: Corpus, inputs: Sequence[Path], output: Path, *, strict: bool) -> None:
    """Annotate files and write the job summary, if GitHub Actions runs this."""
    if is_action():
        annotate([*_notes(verdict, corpus, inputs, output, strict=strict or not corpus.articles)])
    summarise(_summary(verdict, output))


def _place(violation: Violation, corpus: Corpus) -> Place:
    """Where the first of its articles was read, or failed to be."""
    place = corpus.place_of(violation.articles[0])
    return Place(place.file, place.line if violation.line is None else violation.line)


def _notes(
    verdict: CheckResult, corpus: Corpus, inputs: Sequence[Path], output: Path, *, strict: bool
) -> Iterator[Annotation]:
    for v in verdict.violations:
        place = _place(v, corpus)
        yield Annotation("error", v.policy, v.text, locate(inputs, place.file), place.line)
    if not any(v.policy == "unreadable" for v in verdict.violations):
        for lost in verdict.unreadable:
            text = f"{lost.problem.rstrip('.')}. {lost.hint}"
            yield Annotation("error" if strict else "warning", "unreadable", text, locate(inputs, lost.path), lost.line)
    for word, paths in _drifted(verdict.drift):
        for path in paths:
            file = _relative(output / path) if word != "missing" else None
            yield Annotation("error", word, f"{path} is {word}. Run `outlet-compare build` again.", file)


def locate(inputs: Sequence[Path], article_id: str) -> str | None:
    """The article's own file, relative to the working directory; None if it has none below the inputs."""
    for given in inputs:
        path = given if given.is_file() and given.name == article_id else given / article_id
        try:
            if path.is_file() and path.resolve().is_relative_to(given.resolve()):
                return _relative(path)
        except (OSError, ValueError):  # the id is not a valid file name
            continue
    return None


def _counted(violations: Sequence[Violation]) -> str:
    """``2 differences, 1 near miss found``."""
    counts = Counter(violation.policy for violation in violations)
    return ", ".join(f"{n} {_NAMES[policy][n != 1]}" for policy, n in counts.items()) + " found"


def _relative(path: Path) -> str | None:
    here = Path.cwd()
    resolved = path.resolve()
    return resolved.relative_to(here).as_posix() if resolved.is_relative_to(here) else None


def _drifted(drift: Drift) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return (("missing", drift.missing), ("stale", drift.stale), ("orphaned", drift.orphaned))


def _summary(verdict: CheckResult, output: Path) -> str:
    word = "passed" if verdict.exit == 0 else "did not pass"
    site = "does not match its inputs: run `outlet-compare build` again" if verdict.drift else "matches its inputs"
    lines = [f"## outlet-compare check {word}", ""]
    lines += [f"{verdict.articles:,} articles, {verdict.events:,} events. {plain(str(output))} {site}.", ""]
    for policy in dict.fromkeys(v.policy for v in verdict.violations):
        lines += list_items(policy, [plain(v.text) for v in verdict.violations if v.policy == policy])
    for word, paths in _drifted(verdict.drift):
        lines += list_items(word, [plain(path) for path in paths])
    unread = [plain(f"{lost.path}: {lost.problem}") for lost in verdict.unreadable]
    return "\n".join([*lines, *list_items("could not be read", unread)]) + "\n"


MOST = 10
"""Annotations of one level that GitHub shows a step; more are dropped in silence."""
MOST_BYTES = 1_000_000
"""GitHub takes a summary of a mebibyte, and drops a longer one whole."""


class Annotation(NamedTuple):
    """A message to show at a file (relative to the working directory), if there is one."""

    level: Literal["error", "warning"]
    title: str
    text: str
    file: str | None = None
    line: int | None = None


def is_action() -> bool:
    """Whether GitHub Actions runs this."""
    return os.environ.get("GITHUB_ACTIONS") == "true"


def annotate(notes: Sequence[Annotation]) -> None:
    """Print at most ten workflow commands, errors first, then how many were left out.

    They go to standard error, which GitHub reads too, so that standard output stays what ``--format`` asks for.
    """
    ranked = sorted(notes, key=lambda note: note.level != "error")
    for note in ranked[:MOST]:
        typer.echo(_command(note), err=True)
    if len(ranked) > MOST:
        typer.echo(f"{len(ranked) - MOST} more are not annotated; the job's summary lists them.", err=True)


def summarise(text: str) -> None:
    """Add to the job's summary, where there is one."""
    place = os.environ.get("GITHUB_STEP_SUMMARY")
    if not place:
        return
    data = text.encode(errors="replace")[:MOST_BYTES].decode(errors="ignore")
    try:
        with Path(place).open("a", encoding="utf-8", newline="\n") as file:
            file.write(data)
    except OSError as error:
        typer.echo(f"outlet-compare: {place}: the summary cannot be written ({error.strerror}).", err=True)


def _command(note: Annotation) -> str:
    """See https://docs.github.com/actions/reference/workflow-commands-for-github-actions."""
    properties = {"file": note.file, "line": str(note.line) if note.line else None, "title": note.title}
    given = ",".join(f"{name}={_escape(value, in_property=True)}" for name, value in properties.items() if value)
    return f"::{note.level} {given}::{_escape(note.text)}"


def _escape(text: str, *, in_property: bool = False) -> str:
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if in_property else text
