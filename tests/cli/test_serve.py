"""``serve`` as its users run it: started, visited, stopped with Ctrl-C."""

from __future__ import annotations

import http.client
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., object]


@contextmanager
def serving(*arguments: object) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """The command in a process of its own, and the port it says it serves."""
    command = [sys.executable, "-m", "compare", "serve", "--port", "0", *map(str, arguments)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            said = process.stdout.readline()
            found = re.search(r"http://127\.0\.0\.1:(\d+)/", said)
            assert found, said + (process.stderr.read() if process.stderr else "")
            yield process, int(found[1])
        finally:
            process.kill()


def get(port: int, target: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", target)
    answer = connection.getresponse()
    found = answer.status, answer.read()
    connection.close()
    return found


def test_a_built_site_is_served_as_it_stands(corpus: Path, run: Run, tmp_path: Path) -> None:
    site = tmp_path / "site"
    run("build", corpus, "-o", site)
    with serving(site) as (_, port):
        assert get(port, "/") == (200, (site / "index.html").read_bytes())
        assert get(port, "/../corpus/articles.jsonl")[0] == 404


def test_what_could_not_be_read_is_said_at_the_start_and_after_a_change(corpus: Path) -> None:
    (corpus / "odd.jsonl").write_text('{"published": "soon", "text": "Gulls."}\n{"id": "no text"}\n')
    with serving(corpus, "--watch") as (process, port):
        assert process.stderr
        assert process.stderr.readline().startswith("odd.jsonl:2: the record has no text.")
        assert process.stderr.readline().startswith("odd.jsonl:1: published: 'soon'")
        (corpus / "more.csv").write_text("id,text\n1,\n")
        assert process.stderr.readline().startswith("more.csv:2: the record has no text.")
        assert get(port, "/")[0] == 200


def test_articles_are_served_without_writing_anything(corpus: Path, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    with serving(corpus) as (_, port):
        status, page = get(port, "/")
    assert status == 200
    assert b"Sorrel Islands" in page
    assert sorted(tmp_path.rglob("*")) == before


def test_control_c_ends_it_quietly(corpus: Path) -> None:
    with serving(corpus) as (process, _):
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, "")
    assert "Stopped." in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["none"], "There is no such file"),
        (["seeds", "--host", "203.0.113.7"], "cannot be served"),
        (["seeds", "--review", "--host", "203.0.113.7"], "The review is for this machine alone"),
        (["seeds/outlet-compare.toml", "--review"], "A review needs a corpus folder"),
        (["reports", "--watch"], "This is a built site"),
        (["reports", "--review"], "This is a built site"),
    ],
)
def test_what_cannot_be_served_is_said_in_a_line(run: Callable[..., object], arguments: list[str], said: str) -> None:
    result = run("serve", *arguments)
    assert result.exit_code == 2  # type: ignore[attr-defined]
    assert said in result.output  # type: ignore[attr-defined]
