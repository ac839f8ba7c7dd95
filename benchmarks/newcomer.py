"""How many files a newcomer opens to understand something: those whose functions run, found by tracing.

    python benchmarks/newcomer.py [--list]

Traced on the demonstration corpus and a small web page: why two articles are one event, how a link is scored, how a date on a
page is read, how who tells what is rendered. A file counts if one of its functions runs below the entry point that is named
here, or if it is a template that is filled; packages that only re-export, and the modules of nouns, do not. Ends with 1 where a
question takes more files than its target.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any, NamedTuple

from compare import builder, clustering, settings
from compare.alignment import align
from compare.model import Article
from compare.reading import load_outlets, web_page
from compare.report.environment import read_templates
from compare.report.rendering import open_dossier, render_event
from compare.report.site import site_context

ROOT = Path(__file__).resolve().parent.parent
NOUNS = frozenset({"__init__.py", "model.py", "config.py", "errors.py"})
PAGE = """<html><head><title>Ferry sails again</title><meta property="article:published_time" content="2021-09-13T08:00">
</head><body><article><h1>Ferry sails again</h1><p class="date">September 13, 2021, 8:00 a.m.</p>
<p>The ferry to the islands sailed again on Monday after nine weeks of repairs, the harbour office said.</p>
<p>Two hundred passengers were on board, and many of them had waited since July.</p></article></body></html>"""


class Question(NamedTuple):
    """What a newcomer asks: entry points (file names, and functions in them if not all), the most files, what to run."""

    text: str
    files: tuple[str, ...]
    functions: tuple[str, ...]
    most: int
    run: Callable[[], Any]


def main() -> int:
    """Print the table; 1 where a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--list", action="store_true", help="name the files")
    parser.add_argument("--only", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.only is not None:
        return answer(QUESTIONS[options.only](), listed=options.list)
    command = [sys.executable, __file__, *(["--list"] if options.list else [])]
    # Each in a process of its own: what one question left in a cache would hide files from the next.
    return max(subprocess.run([*command, "--only", str(n)], check=False).returncode for n in range(len(QUESTIONS)))


def answer(question: Question, *, listed: bool) -> int:
    """Print how many files a question takes; 1 where they are too many, or the entry point is not there any more."""
    found: set[str] = set()
    with traced(question, found):
        question.run()
    modules, templates = (sorted(f for f in found if f.endswith(end)) for end in (".py", ".html"))
    told = f"{len(modules)} files" + (f" and {len(templates)} templates" if templates else "")
    print(f"{question.text}: {told} (at most {question.most})")
    if not modules:
        print(f"  nothing ran below {', '.join(question.files)}: the entry point has another name now")
    if listed:
        print("".join(f"  {file}\n" for file in (*modules, *templates)), end="")
    return 0 if 0 < len(modules) <= question.most else 1


def one_event() -> Question:
    """Explain a pair of articles."""
    a, b, *_ = bells()
    explain = ("explain",)
    return Question("Why two articles are one event", ("explain.py",), explain, 15, lambda: clustering.explain(a, b))


def link() -> Question:
    """Align two articles."""
    a, b, *_ = bells()
    return Question("How a link is scored", ("scoring.py",), ("score",), 7, lambda: align([a, b]))


def date() -> Question:
    """Read a web page."""
    return Question("How a date on a page is read", ("page_dates.py",), (), 7, read_page)


def told() -> Question:
    """Render an event."""
    corpus = builder.read_corpus(ROOT / "seeds")
    site = builder.gather_site(corpus, builder.group(corpus))
    templates = read_templates(settings.template_folders())
    case = next(case for case in site.cases if len(case.articles) > 2)
    dossier = open_dossier(site_context(site), case.event.id)
    files = ("story.py",)
    return Question("How who tells what is rendered", files, (), 6, lambda: render_event(dossier, templates))


QUESTIONS = (one_event, link, date, told)


def bells() -> list[Article]:
    """Three accounts of one event."""
    return [a for a in builder.read_corpus(ROOT / "seeds").articles if "goryeo-bells" in a.id]


def read_page() -> None:
    """Read a web page."""
    web_page.read_webpage(PAGE.encode(), "page.html", load_outlets(), {})


@contextmanager
def traced(question: Question, found: set[str]) -> Iterator[None]:
    """Note the files whose functions run below the entry point of ``question``."""
    depth = 0

    def profile(frame: FrameType, event: str, _argument: object) -> None:
        nonlocal depth
        if event not in {"call", "return"}:
            return
        path = Path(frame.f_code.co_filename)
        entry = path.name in question.files and (frame.f_code.co_name in question.functions or not question.functions)
        if entry:
            depth += 1 if event == "call" else -1
        ours = path.is_relative_to(ROOT / "compare") or path.is_relative_to(ROOT / "templates")
        if (depth or entry) and event == "call" and ours and path.name not in NOUNS:
            found.add(path.relative_to(ROOT).as_posix())

    sys.setprofile(profile)
    try:
        yield
    finally:
        sys.setprofile(None)


if __name__ == "__main__":
    sys.exit(main())
