"""``outlet-compare check``: does the site on disk still match its inputs, and may it be published?"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from compare.cli.options import ConfigFile, Inputs, NoFullText, Output, Strict, Templates
from compare.cli.outcome import DRIFT, PARTLY, USAGE, finish, reported
from compare.cli.progress import stages
from compare.cli.running import DEFAULT_SIZE, Cache, CacheSize, Executor, Jobs, Scheduler, Workers, carried_out

if TYPE_CHECKING:
    from compare.cli.verdict import Verdict
    from compare.model import Corpus
    from compare.policies import Policy


class Format(StrEnum):
    """How the verdict is printed."""

    TEXT = "text"
    JSON = "json"


class FailOn(StrEnum):
    """What else ends with 1."""

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
            help="Exit with 1 where there is such a thing, too; may be repeated. remark: a field that could not be read.",
            show_default=False,
        ),
    ] = None,
    format: Annotated[Format, typer.Option("--format", help="Lines to read, or one JSON document.")] = Format.TEXT,  # noqa: A002 - the option's name
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
    """List the files of the site that are missing, stale or orphaned; exit with 1 if there are any."""
    from compare import assemble, policies, publish, settings  # noqa: PLC0415 - keeps --help quick
    from compare.cli import verdict as told  # noqa: PLC0415 - as above

    with reported(), stages() as tell, carried_out(cache, cache_size, jobs, executor, scheduler) as run:
        chosen = settings.adjust(settings.load(inputs, config), full_text=not no_full_text)
        corpus = assemble.read_corpus(inputs, chosen, run)
        made = assemble.make(corpus, chosen, templates, tell, run)
        drift = publish.find_drift(made.pages, output)
        origins = {event_id: brief.origins for event_id, brief in made.findings.briefs.items()}
        judged = policies.Judged(corpus, made.grouping, made.findings.comparisons, origins)
        violations = policies.find_violations(judged, [_policy(wanted) for wanted in fail_on or ()])
    verdict = told.Verdict(
        exit=_exit(corpus, failed=bool(drift or violations), strict=strict),
        articles=len(corpus.articles),
        events=len(made.grouping.events),
        drift=drift,
        violations=tuple(violations),
        unreadable=corpus.unreadable,
    )
    _tell(verdict, corpus, inputs, output, as_json=format is Format.JSON, strict=strict)


def _policy(wanted: FailOn) -> Policy:
    from compare.policies import POLICIES  # noqa: PLC0415 - keeps --help quick

    name = FailOn.DIFFERS if wanted is FailOn.CONFLICT else wanted
    return next(policy for policy in POLICIES if policy == name.value)


def _tell(verdict: Verdict, corpus: Corpus, inputs: list[Path], output: Path, *, as_json: bool, strict: bool) -> None:
    from compare.cli import verdict as told  # noqa: PLC0415 - keeps --help quick

    if as_json:
        told.print_json(verdict)
    else:
        told.print_lines(verdict, corpus, output)
    told.tell_github(verdict, corpus, inputs, output, strict=strict)
    finish(corpus, strict=strict, code=DRIFT if verdict.exit == DRIFT else 0)


def _exit(corpus: Corpus, *, failed: bool, strict: bool) -> int:
    """2 before 1 before 3."""
    if corpus.unreadable and (strict or not corpus.articles):
        return USAGE
    return DRIFT if failed else PARTLY if corpus.unreadable else 0
