"""Kills builds at random moments, and looks at what they leave.

Usage: python benchmarks/kills.py [KILLS] [JOBS]   (default 50 2)

Builds of two corpora alternate in processes of their own with ``--jobs``; each is sent SIGKILL after a random part of the time that such a
build takes. After each kill the site must be one of the two whole sites, a CNAME file in it must stand, and nothing may lie beside it but
staging folders; at the end one more build must clear those, and make the same bytes as a build that was never disturbed.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from accounts import make_records, write_records


def content(folder: Path) -> dict[str, bytes]:
    """Every file below the folder."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def start(corpus: Path, site: Path, *more: str) -> subprocess.Popen[bytes]:
    """A build in a process group of its own."""
    command = [sys.executable, "-m", "compare", "build", str(corpus), "-o", str(site), *more]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)


def main() -> None:
    """Kill, look, and say what was seen."""
    kills, jobs = [*map(int, sys.argv[1:3]), *(50, 2)[len(sys.argv[1:3]) :]]
    draw, seen = random.Random(1), Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        corpora = [place / "one", place / "two"]
        for corpus, seed in zip(corpora, (1, 2), strict=True):
            write_records(corpus, make_records(24, 8, seed=seed))
        references = []
        for corpus in corpora:
            start(corpus, place / corpus.name / ".site").wait()
            references.append(content(place / corpus.name / ".site") | {"CNAME": b"news.example"})
        here = place / "here"
        begun = time.monotonic()
        start(corpora[0], here / "site").wait()
        took = time.monotonic() - begun
        (here / "site" / "CNAME").write_bytes(b"news.example")
        for _ in range(kills):
            standing = references.index(content(here / "site"))
            # Half of the builds find everything in a cache of their own, and so are mostly writing.
            more = ("--cache", str(here / "cache")) if draw.random() < 0.5 else ("--jobs", str(jobs))
            process = start(corpora[1 - standing], here / "site", *more)
            time.sleep(draw.uniform(0.1, 1.2) * took)
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            now = content(here / "site")
            if now not in references:
                sys.exit("A killed build left a site that is neither the old nor the new one.")
            strange = {p.name.partition(".tmp-")[0] for p in here.iterdir()} - {"site", "cache"}
            if strange:
                sys.exit(f"A killed build left {strange}.")
            seen["new" if references.index(now) != standing else "old"] += 1
            seen["killed"] += process.returncode == -signal.SIGKILL
        start(corpora[0], here / "site", "--cache", str(here / "cache")).wait()
        whole = content(here / "site") == references[0]
        left = sorted(p.name for p in here.iterdir() if p.name not in {"site", "cache"})
    print(
        f"{kills} builds, {seen['killed']} killed while they ran: {seen['old']} left the old site whole, {seen['new']} the new one."
    )
    print(f"The next build mended it: {whole}; left beside it: {left or 'nothing'}.")
    sys.exit(0 if whole and not left else 1)


if __name__ == "__main__":
    main()
