"""What a build costs that has nothing to do, or one article more, beside a build that knows nothing.

Usage: python benchmarks/incremental.py [ARTICLES] [EVENTS]   (default 2000 500)

Made-up accounts of several sentences (``accounts.py``) are built in processes of their own, start-up included: cold; again; with one
more article on an old event; with one of a new event. Prints seconds of processor time, the share of the cold build, the work that was
done, and the files that were written. Fails where a build without anything new takes more than a tenth of the cold one or writes a file.
"""

from __future__ import annotations

import json
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from accounts import make_records, write_records

MOST = 0.10
_CODE = """
import json, sys
from pathlib import Path
from compare import builder
from compare.cache import Folder, Run
corpus, site, cache = map(Path, sys.argv[1:])
run = Run(store=Folder(cache))
_, written = builder.build([corpus], site, run=run)
print(json.dumps([run.counts.made, len(written.written), len(written.kept)]))
"""


class Measured(NamedTuple):
    """One build: seconds of processor time, results made by stage, files written and kept, megabytes at most."""

    seconds: float
    made: dict[str, int]
    written: int
    kept: int


def build(place: Path) -> Measured:
    """Build the corpus in a process of its own."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-c", _CODE, str(place / "corpus"), str(place / "site"), str(place / "cache")]
    made, written, kept = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Measured(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, made, written, kept)


def main() -> None:
    """Measure the four builds, and say whether the promise is kept."""
    articles, events = [*map(int, sys.argv[1:3]), *(2000, 500)[len(sys.argv[1:3]) :]]
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        write_records(place / "corpus", make_records(articles, events))
        late = max((place / "corpus").glob(f"e{events // 2:05d}-*"))
        shutil.move(late, place)
        measured = {"cold": build(place), "nothing new": build(place)}
        shutil.move(place / late.name, late)
        measured["one article more"] = build(place)
        write_records(place / "corpus", (r | {"id": "stranger"} for r in make_records(1, 1, seed=99)))
        measured["one event more"] = build(place)
        size = sum(p.stat().st_size for p in (place / "cache").rglob("*") if p.is_file())
    cold = measured["cold"].seconds
    print(f"{articles} articles, {events} events; the cache takes {size / 1e6:.0f} MB")
    for name, m in measured.items():
        made = ", ".join(f"{count} {stage}" for stage, count in m.made.items()) or "nothing"
        print(
            f"{name:17s}{m.seconds:8.1f} s {m.seconds / cold:7.1%}  made: {made}; {m.written} files written, {m.kept} kept"
        )
    idle = measured["nothing new"]
    if idle.seconds > MOST * cold or idle.written or idle.made:
        sys.exit(
            f"A build without anything new took {idle.seconds / cold:.1%} of a cold one, and wrote {idle.written} files."
        )


if __name__ == "__main__":
    main()
