"""``check`` as a gate in CI: what it forbids when asked, in words, as a document, and on GitHub."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from compare import changes
from compare.cli import check as github
from compare.cli.check import locate

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """These tests may run on GitHub themselves."""
    for name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    """The demonstration corpus with a site and a cache, built once."""
    from compare import builder  # noqa: PLC0415
    from compare.cache import Folder, Run  # noqa: PLC0415

    folder = tmp_path_factory.mktemp("gate")
    builder.build([ROOT / "seeds"], folder / "site", run=Run(store=Folder(folder / "cache")))
    return ROOT / "seeds", folder / "site", folder / "cache"


@pytest.fixture
def check(run: Any, seeds: tuple[Path, Path, Path]) -> Any:
    """Check the demonstration site, with more options."""
    inputs, site, cache = seeds
    return lambda *more: run("check", inputs, "-o", site, "--cache", cache, *more)


def test_without_a_policy_a_current_site_passes(check: Any) -> None:
    done = check()
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize(
    ("policy", "said"),
    [
        ("differs", r"\(number\): “Twenty-seven” \(Yonhap\) and “Twenty-five” \(The Korea Herald\)"),
        ("reprint", r"\(The Korea Herald\) is a reprint of Yonhap: .*words"),
        ("one-origin", r"2 outlets, one origin: “Vice FM Choi"),
        ("near-miss", r"Nearly one event, probability 0\.\d\d: .*Pohang.* and .*Taean"),
    ],
)
def test_a_policy_fails_on_what_it_names(check: Any, policy: str, said: str) -> None:
    done = check("--fail-on", policy)
    assert done.exit_code == 1
    kind, text, page = done.stdout.splitlines()[0].split("\t")
    assert kind == policy
    assert re.search(said, text)
    assert re.search(r"/e/[0-9a-f]{12}/index\.html$", page)
    assert re.search(r"outlet-compare: \d+ .* found \(--fail-on\)\.", done.stderr)


@pytest.mark.parametrize("policy", ["unreadable", "remark"])
def test_a_policy_passes_where_there_is_no_such_thing(check: Any, policy: str) -> None:
    assert check("--fail-on", policy).exit_code == 0


def test_unreadable_inputs_and_fields_fail_where_asked(run: Any, corpus: Path, tmp_path: Path) -> None:
    (corpus / "broken.txt").write_bytes(b"\xff\xfe\xff")
    (corpus / "odd.jsonl").write_text(
        '{"id": "odd", "title": "Odd", "published": "soon", "text": "A tale of gulls."}\n', encoding="utf-8"
    )
    run("build", corpus, "-o", tmp_path / "site")
    assert run("check", corpus, "-o", tmp_path / "site").exit_code == 3
    unread = run("check", corpus, "-o", tmp_path / "site", "--fail-on", "unreadable")
    assert (unread.exit_code, unread.stdout.split("\t")[0]) == (1, "unreadable")
    remark = run("check", corpus, "-o", tmp_path / "site", "--fail-on", "remark")
    assert (remark.exit_code, remark.stdout.split("\t")[0]) == (1, "remark")
    assert "'soon'" in remark.stdout
    assert remark.stdout.endswith("\todd.jsonl:1\n")
    assert run("check", corpus, "-o", tmp_path / "site", "--fail-on", "remark", "--strict").exit_code == 2


def test_an_unknown_policy_is_a_usage_error(check: Any) -> None:
    refused = check("--fail-on", "bias")
    assert refused.exit_code == 2
    assert "Invalid value for '--fail-on': 'bias' is not one of 'differs'," in refused.stderr


def test_what_was_found_is_counted_by_kind(check: Any) -> None:
    counted = check("--fail-on", "near-miss", "--fail-on", "one-origin").stderr
    assert counted == "outlet-compare: 1 event of one origin, 1 near miss found (--fail-on).\n"


def test_the_document_has_it_all(check: Any) -> None:
    done = check("--fail-on", "differs", "--fail-on", "reprint", "--format", "json")
    document = json.loads(done.stdout)
    assert document["exit"] == done.exit_code == 1
    assert {v["policy"] for v in document["violations"]} == {"differs", "reprint"}
    assert all(v["articles"] and v["event"] and v["page"] for v in document["violations"])
    assert document["drift"] == {"missing": [], "stale": [], "orphaned": [], "foreign": []}


def test_drift_is_in_the_document_and_ends_with_1(run: Any, corpus: Path, tmp_path: Path) -> None:
    run("build", corpus, "-o", tmp_path / "site")
    (tmp_path / "site" / "index.html").write_text("edited")
    (tmp_path / "site" / "CNAME").write_text("news.example")
    done = run("check", corpus, "-o", tmp_path / "site", "--format", "json")
    document = json.loads(done.stdout)
    assert (done.exit_code, document["exit"]) == (1, 1)
    assert document["drift"]["stale"] == ["index.html"]
    assert document["drift"]["foreign"] == ["CNAME"]


def test_github_shows_errors_at_the_files(check: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.chdir(ROOT)
    done = check("--fail-on", "differs", "--format", "json")
    lines = [line for line in done.stderr.splitlines() if line.startswith("::")]
    at = r"::error file=seeds/2020-10-15_\w+_mokpo-ferry\S*,title=differs::Accounts differ \(number\): "
    assert any(re.match(at, line) for line in lines)
    assert json.loads(done.stdout)["violations"]


def test_github_gets_ten_annotations_errors_first_and_how_many_more(
    run: Any, corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(14):
        (corpus / f"broken-{number}.txt").write_bytes(b"\xff\xfe\xff")
    run("build", corpus, "-o", tmp_path / "site")
    (tmp_path / "site" / "index.html").write_text("edited")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    (tmp_path / "summary.md").write_text("# Before\n")
    done = run("check", corpus, "-o", tmp_path / "site")
    commands = [line for line in done.stderr.splitlines() if line.startswith("::")]
    assert len(commands) == 10
    assert commands[0].startswith("::error")
    assert all(line.startswith("::warning ") for line in commands[1:])
    assert "5 more are not annotated" in done.stderr
    summary = (tmp_path / "summary.md").read_text(encoding="utf-8")
    assert summary.startswith("# Before\n## outlet-compare check did not pass\n")
    assert "### could not be read (14)" in summary
    assert "### stale (1)" in summary


def test_elsewhere_nothing_is_annotated_and_no_summary_is_written(check: Any) -> None:
    assert "::" not in check("--fail-on", "differs").stderr


def test_a_summary_that_cannot_be_written_fails_nothing(
    check: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "no" / "such" / "folder.md"))
    done = check()
    assert done.exit_code == 0
    assert "the summary cannot be written" in done.stderr


@pytest.mark.parametrize(
    "text", ["a\n::error::injected", "100% true\r\n", "::set-output name=x::y", "file, with: commas"]
)
def test_no_text_breaks_out_of_a_workflow_command(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    github.annotate([github.Annotation("error", text, text, text, 3)])
    (line,) = capsys.readouterr().err.splitlines()
    head, _, said = line.removeprefix("::error ").partition("::")
    assert said.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%") == text
    assert dict(part.split("=", 1) for part in head.split(",")).keys() == {"file", "line", "title"}


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "[link](https://evil.example)", "| cell |", "`code`\n# head", "@someone #12"]
)
def test_no_text_becomes_markup_in_the_summary(text: str) -> None:
    said = changes.plain(text)
    assert "\n" not in said
    assert not re.search(r"(?<!\\)[`*\[\]()|<>#@]", said.replace("&lt;", "").replace("&gt;", ""))


def test_long_texts_and_lists_are_cut() -> None:
    assert len(changes.plain("x" * 10_000)) == 300
    section = changes.list_items("stale", [str(n) for n in range(2000)])
    assert len(section) == 2 + changes.MOST_LISTED + 2
    assert section[-2] == "- … and 1,950 more"
    assert changes.list_items("stale", []) == []


@pytest.mark.parametrize("hostile", ["../secret.txt", "/etc/passwd", "a\0b", "x" * 5000, ""])
def test_no_article_id_leads_an_annotation_out_of_the_inputs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hostile: str
) -> None:
    (tmp_path / "secret.txt").write_text("mine")
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "one.txt").write_text("x")
    monkeypatch.chdir(tmp_path)
    assert locate([tmp_path / "corpus"], hostile) is None
    assert locate([tmp_path / "corpus"], "one.txt") == "corpus/one.txt"
    assert locate([tmp_path / "corpus" / "one.txt"], "one.txt") == "corpus/one.txt"
