"""What the documentation says is what happens."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from compare import read_corpus
from compare.cli import app

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_an_outlet_is_added_by_following_only_the_docs(tmp_path: Path) -> None:
    guide = (ROOT / "docs" / "outlets.md").read_text(encoding="utf-8")
    (tmp_path / "outlets.toml").write_text(re.findall(r"```toml\n(.*?)```", guide, re.DOTALL)[0], encoding="utf-8")
    page = """\
        The Morning Post
        Harbour opens
        First published: 3 May 2021, 09:30
        By Ida Morrow

        The harbour opened on Monday. Boats came in.

        A boat in the harbour. (PA)

        Sign up to our newsletter
        Share on Mastodon
        More from the Post
        Other things"""
    (tmp_path / "page.txt").write_text("\n".join(line.strip() for line in page.splitlines()), encoding="utf-8")
    (article,) = read_corpus([tmp_path]).articles
    assert (article.outlet_id, article.headline, article.byline) == ("morning-post", "Harbour opens", "Ida Morrow")
    assert article.published
    assert article.published.iso == "2021-05-03T09:30+01:00"
    assert [s.text for s in article.prose] == ["The harbour opened on Monday.", "Boats came in."]
    assert article.captions == ("A boat in the harbour. (PA)",)


def test_where_things_stand_on_an_outlets_web_pages_is_said_as_the_docs_say(tmp_path: Path) -> None:
    guide = (ROOT / "docs" / "outlets.md").read_text(encoding="utf-8")
    tables = [t for t in re.findall(r"```toml\n(.*?)```", guide, re.DOTALL) if "outlets.morning-post" in t]
    (tmp_path / "outlets.toml").write_text("\n".join(tables), encoding="utf-8")
    (tmp_path / "page.html").write_text(
        """<link rel=canonical href="https://www.morningpost.example/1"><h1>The Morning Post</h1>
        <h1 class="story-title">Harbour opens</h1><p class="story-author">Ida Morrow</p>
        <time class="first" datetime="2021-05-03T09:30">Monday</time>
        <div class="story-text"><div class="story-picture"><p>A boat in the harbour.</p></div>
        <p>The harbour opened on Monday.</p><div class="story-quiz"><p>How many boats came in?</p></div><p>Boats came in.</p>
        <p>Share on Mastodon</p></div>""",
        encoding="utf-8",
    )
    (article,) = read_corpus([tmp_path]).articles
    assert (article.outlet_id, article.headline, article.byline) == ("morning-post", "Harbour opens", "Ida Morrow")
    assert article.published
    assert article.published.iso == "2021-05-03T09:30+01:00"
    assert [s.text for s in article.prose] == ["The harbour opened on Monday.", "Boats came in."]
    assert article.captions == ("A boat in the harbour.",)


def test_the_readmes_example_is_what_the_command_prints(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    command = re.search(r"^\$ outlet-compare (.*)$", README, re.MULTILINE)
    assert command
    shown = CliRunner().invoke(app, shlex.split(command[1])).stdout.splitlines()[:14]
    wanted = "```text\n" + "\n".join(shown) + "\n…\n```"
    if request.config.getoption("--update-golden"):
        new = re.sub(
            r"(?s)(<!-- example: begin -->\n).*(<!-- example: end -->)", lambda m: f"{m[1]}{wanted}\n{m[2]}", README
        )
        (ROOT / "README.md").write_text(new, encoding="utf-8")
    else:
        assert wanted in README


def test_the_readme_names_every_command() -> None:
    for command in app.registered_commands:
        assert command.callback
        assert f"`{command.callback.__name__} " in README


def test_every_file_that_the_docs_link_to_exists() -> None:
    for document in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)\)", document.read_text(encoding="utf-8")):
            assert (document.parent / target).exists(), f"{document.name}: {target}"
