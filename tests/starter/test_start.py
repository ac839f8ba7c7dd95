"""A corpus folder to begin with: every file is right, says what it is for, and replaces nothing."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from compare import builder, settings, starter
from compare import reading as corpus
from compare.cli import app
from compare.config import Config, SiteConfig
from compare.curation import parse
from compare.errors import OutputError

ROOT = Path(__file__).resolve().parents[2]


def uncommented(text: str) -> str:
    """A TOML file with its examples in force."""
    lines = (line.removeprefix("# ") if _is_toml(line.removeprefix("# ")) else line for line in text.splitlines())
    return "\n".join(lines)


def _is_toml(line: str) -> bool:
    return line.startswith("[") or (" = " in line and line.split(" = ", maxsplit=1)[0].replace("_", "").isalpha())


def test_a_new_folder_has_every_file(tmp_path: Path) -> None:
    started = starter.start(tmp_path / "new" / "corpus")
    assert started.written == tuple(starter.FILES.values())
    assert all((tmp_path / "new" / "corpus" / place).is_file() for place in started.written)


def test_nothing_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "outlets.toml").write_text("# mine\n")
    (tmp_path / "overrides.toml").symlink_to(tmp_path / "nowhere")
    started = starter.start(tmp_path)
    assert started.kept == ("outlets.toml", "overrides.toml")
    assert (tmp_path / "outlets.toml").read_text() == "# mine\n"
    assert not (tmp_path / "nowhere").exists()
    assert starter.start(tmp_path).written == ()


def test_a_folder_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cannot be written"):
        starter.start(tmp_path / "file")


def test_the_files_are_read_as_they_are_and_with_their_examples(tmp_path: Path) -> None:
    starter.start(tmp_path)
    assert settings.load([tmp_path]) == Config(site=SiteConfig(full_text=False))
    assert settings.load_overrides([tmp_path]) == ()
    for name in ("outlets.toml", "overrides.toml", "outlet-compare.toml"):
        path = tmp_path / name
        path.write_text(uncommented(path.read_text()))
    assert settings.load([tmp_path]) == Config(site=SiteConfig(full_text=False))
    assert [o.kind for o in parse((tmp_path / "overrides.toml").read_text(), "x")] == ["merge", "split", "unlink"]
    assert "morning-post" in corpus.load_outlets([tmp_path]).outlets


@pytest.mark.slow
def test_a_corpus_that_was_begun_so_is_built(tmp_path: Path) -> None:
    starter.start(tmp_path)
    row = {"id": "a", "title": "Frost in Harrow", "text": "Frost came to Harrow in May. Nobody was hurt."}
    (tmp_path / "articles.jsonl").write_text(json.dumps(row) + "\n")
    found, _ = builder.build([tmp_path], tmp_path / "site")
    assert [article.id for article in found.articles] == ["a"]
    assert found.unreadable == ()


def test_the_command_says_what_it_wrote_and_kept(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("")
    result = CliRunner().invoke(app, ["init", str(tmp_path)])
    assert result.exit_code == 0
    assert f"written\t{tmp_path / 'outlets.toml'}" in result.output
    assert f"kept\t{tmp_path / '.gitignore'}" in result.output


@pytest.mark.slow
def test_the_workflow_is_one_that_github_takes(tmp_path: Path) -> None:
    starter.start(tmp_path)
    path = tmp_path / ".github" / "workflows" / "outlet-compare.yml"
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows", str(path)]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout


def test_the_workflow_fetches_builds_publishes_and_comments_with_no_more_rights_than_it_needs(tmp_path: Path) -> None:
    starter.start(tmp_path)
    workflow = yaml.safe_load((tmp_path / ".github" / "workflows" / "outlet-compare.yml").read_text())
    assert workflow["permissions"] == {"contents": "read"}
    jobs = workflow["jobs"]
    rights = {name: job.get("permissions") for name, job in jobs.items()}
    assert rights == {
        "fetch": {"contents": "write"},
        "build": None,
        "publish": {"pages": "write", "id-token": "write"},
        "changes": {"contents": "read", "pull-requests": "write"},
    }
    steps = "\n".join(step.get("run", "") for job in jobs.values() for step in job["steps"])
    assert "${{" not in steps, "what an event says must not be run"


def test_the_workflow_installs_what_its_owner_named_and_nothing_else() -> None:
    workflow = yaml.safe_load((Path(starter.__file__).parent / "workflow.yml").read_text())
    assert workflow["env"]["INSTALL"] == "${{ vars.OUTLET_COMPARE }}"
    runs = [step.get("run", "") for job in workflow["jobs"].values() for step in job["steps"]]
    (install,) = {run for run in runs if "pip" in run}
    script = install.replace("pip install", "echo")
    for given, code, said in (("", False, "OUTLET_COMPARE"), ("git+https://host/it", True, "git+https://host/it")):
        done = subprocess.run(
            ["/bin/sh", "-c", script], env={"INSTALL": given}, capture_output=True, text=True, check=False
        )
        assert (done.returncode == 0, said in done.stdout + done.stderr) == (code, True)


def test_nothing_names_a_package_that_is_published_nowhere() -> None:
    places = [ROOT / "README.md", *(ROOT / "docs").glob("*.md"), *(ROOT / "compare").rglob("*.py")]
    places += (ROOT / "compare" / "starter").iterdir()
    told = [
        path.name for path in places if path.is_file() and re.search("pip install '?outlet-compare", path.read_text())
    ]
    assert told == []


def test_the_workflow_calls_commands_as_they_are() -> None:
    text = (Path(starter.__file__).parent / "workflow.yml").read_text()
    calls = re.findall(r"run: outlet-compare (\w+) (.*?) \|\|", text)
    assert {name for name, _ in calls} == {"fetch", "build"}
    for name, options in calls:
        told = CliRunner().invoke(app, [name, "--help"], env={"COLUMNS": "200"}).output
        for option in set(re.findall(r"(?<!\S)--?[a-z-]+", options)):
            assert option in told, f"{name} {option}"


def test_the_hook_for_pre_commit_checks_the_site() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    assert hook["entry"] == "outlet-compare check"
    assert hook["language"] == "python"
    assert hook["pass_filenames"] is False
    result = CliRunner().invoke(app, ["check", "--help"])
    assert result.exit_code == 0
