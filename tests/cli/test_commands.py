"""Each command does what its help says, prints what can be piped, and exits as documented."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

Run = Callable[..., Result]
RunApart = Callable[..., "subprocess.CompletedProcess[str]"]


def lines(result: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_help_names_every_command(run: Run) -> None:
    shown = run("--help").output
    for command in ("build", "check", "events", "align", "diff", "explain", "evaluate"):
        assert f"\n  {command} " in shown


@pytest.mark.parametrize(
    "command", ["build", "check", "events", "align", "diff", "explain", "evaluate", "fetch", "serve", "init"]
)
def test_every_command_has_help(run: Run, command: str) -> None:
    shown = run(command, "--help").output
    assert shown.startswith("Usage:")
    assert not re.search(r"list\[|Path|range>|\{", shown.partition("events: records")[0])


def test_help_loads_nothing_heavy() -> None:
    program = "import sys, compare.cli; print(*sorted({n.partition('.')[0] for n in sys.modules}))"
    loaded = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout.split()
    assert not {"sklearn", "scipy", "numpy", "jinja2", "rich", "rapidfuzz", "joblib"} & set(loaded)


def test_version_and_configuration_are_printed(run: Run) -> None:
    assert run("--version").output.startswith("outlet-compare ")
    assert "[events]" in run("--print-config").output


def test_build_prints_the_configuration_in_force(run: Run, corpus: Path) -> None:
    (corpus / "outlet-compare.toml").write_text('[site]\ntitle = "Ferries"\n')
    assert 'title = "Ferries"' in run("build", corpus, "--print-config").output


def test_events_as_a_table_keeps_an_event_together_earliest_first(run: Run, corpus: Path) -> None:
    rows = (corpus / "articles.jsonl").read_text().splitlines()
    (corpus / "articles.jsonl").write_text("\n".join([rows[1], rows[2], rows[0]]) + "\n")
    told = [row.split("\t")[4] for row in run("events", corpus).stdout.splitlines()[1:]]
    assert told == ["wire-1", "daily-1", "daily-2"]
    assert [row["article"] for row in lines(run("events", corpus, "--format", "jsonl"))] == [
        "daily-1",
        "daily-2",
        "wire-1",
    ]


def test_events_prints_a_line_an_article_in_input_order(run: Run, corpus: Path) -> None:
    wire, daily, bells = lines(run("events", corpus, "--format", "jsonl"))
    assert [wire["article"], daily["article"], bells["article"]] == ["wire-1", "daily-1", "daily-2"]
    assert wire["event"] == daily["event"] != bells["event"]
    assert (wire["published"], wire["title"]) == (
        "2021-09-13T08:00+09:00",
        "Sorrel Islands ferry resumes after nine weeks",
    )


def test_events_as_a_table_is_tab_separated_in_a_pipe(run: Run, corpus: Path) -> None:
    head, *rows = run("events", corpus).stdout.splitlines()
    assert head.split("\t") == ["event", "published", "outlet", "headline", "article"]
    assert [row.split("\t")[2] for row in rows] == ["Example Wire", "Example Daily", "Example Daily"]


def test_align_prints_a_line_a_link(run: Run, corpus: Path) -> None:
    links = lines(run("align", corpus, "--format", "jsonl"))
    assert {(link["a"], link["i"], link["b"], link["j"], link["kind"]) for link in links if link["kind"] == "same"} == {
        ("wire-1", 0, "daily-1", 0, "same")
    } or {(link["b"], link["j"], link["a"], link["i"], link["kind"]) for link in links if link["kind"] == "same"} == {
        ("wire-1", 0, "daily-1", 0, "same")
    }
    assert all(set(link) == {"event", "a", "i", "b", "j", "kind", "score", "conflicts"} for link in links)
    assert run("align", corpus).stdout.startswith("event\tkind\tscore\ta\tb\n")


def test_align_takes_a_given_grouping_and_names_it(run: Run, tmp_path: Path) -> None:
    text = "The harbour office reopened the north pier after the storm. Fishing boats returned before dawn."
    rows = [{"id": n, "outlet": n, "title": None, "published": None, "text": text, "event": "pier"} for n in "ab"]
    rows.append({"id": "c", "outlet": "c", "title": None, "published": None, "text": text})
    (tmp_path / "given.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    links = lines(run("align", tmp_path / "given.jsonl", "--events", "given", "--format", "jsonl"))
    assert {link["event"] for link in links} == {"pier"}
    assert {(link["i"], link["j"]) for link in links if link["kind"] == "same"} == {(0, 0), (1, 1)}


def test_diff_compares_articles_of_different_events(run: Run, corpus: Path) -> None:
    source = corpus / "articles.jsonl"
    shown = run("diff", f"{source}#wire-1", f"{source}#daily-2").output
    assert "A  Example Wire" in shown
    assert "B  Example Daily" in shown
    assert "● Only one article (4)" in shown


def test_diff_marks_what_differs(run: Run, corpus: Path) -> None:
    source = corpus / "articles.jsonl"
    shown = run("diff", f"{source}#wire-1", f"{source}#daily-1").output
    assert "crossing [with 212 passengers on board]." in shown


def test_diff_letters_articles_in_the_order_in_which_they_are_named(run: Run, corpus: Path) -> None:
    source = corpus / "articles.jsonl"
    shown = run("diff", f"{source}#daily-1", f"{source}#wire-1").output
    assert shown.index("A  Example Daily") < shown.index("B  Example Wire")
    assert shown.index("\nA   1") < shown.index("\nB   1")


def test_diff_calls_neither_of_two_copies_the_reprint_where_one_has_a_day_alone(run: Run, tmp_path: Path) -> None:
    text = (
        "The harbour office reopened the north pier after the storm, and fishing boats returned before dawn on Monday."
    )
    rows = [
        {"id": n, "outlet": n, "published": d, "text": text}
        for n, d in (("a", "2021-09-13"), ("b", "2021-09-13T09:00"))
    ]
    (tmp_path / "r.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    shown = run("diff", tmp_path / "r.jsonl").output
    assert "has the words of b: 18 of 18 words outside quotation marks; which was first is not known" in shown
    assert "reprint" not in shown


def test_diff_and_explain_take_ids_of_the_articles_of_a_corpus(run: Run, corpus: Path) -> None:
    shown = run("diff", "wire-1", "daily-1", "--corpus", corpus).output
    assert "crossing [with 212 passengers on board]." in shown
    assert run("explain", "wire-1", "daily-1", "--corpus", corpus).output.startswith("one event")
    (corpus / "sea.txt").write_text("Sea is calm\n\nThe sea off Port Hale was calm in the morning.\n")
    assert "Sea is calm" in run("diff", "sea.txt", "wire-1", "--corpus", corpus).output


def test_an_article_that_is_neither_a_file_nor_an_id_is_an_error_that_says_what_to_type(run: Run, corpus: Path) -> None:
    alone = run("diff", "wire-1", "daily-1")
    assert alone.stderr == (
        "outlet-compare: wire-1: There is no such file. Give an article's file, FILE#ID for one record of a file, or an id"
        " with --corpus INPUT.\n"
    )
    among = run("explain", "wire-2", "daily-1", "--corpus", corpus)
    assert among.stderr == (
        "outlet-compare: wire-2: There is no such file, and no article of the corpus has this id. Did you mean wire-1?"
        " `outlet-compare events` lists the ids.\n"
    )
    assert (alone.exit_code, among.exit_code) == (2, 2)


def test_diff_can_write_a_page(run: Run, corpus: Path, tmp_path: Path) -> None:
    source = corpus / "articles.jsonl"
    shown = run("diff", f"{source}#wire-1", f"{source}#daily-2", "-o", tmp_path / "page").output
    page = Path(shown.split("Open ")[1].strip())
    assert "Museum in Quillan" in re.sub("<[^>]+>", "", page.read_text(encoding="utf-8"))


def test_diff_takes_two_articles_or_more(run: Run, corpus: Path) -> None:
    result = run("diff", f"{corpus / 'articles.jsonl'}#wire-1")
    assert (result.exit_code, "two articles or more" in result.stderr) == (2, True)


def test_diff_of_files_that_share_a_name_keeps_them_apart(run: Run, tmp_path: Path) -> None:
    for folder, word in (("monday", "calm"), ("tuesday", "rough")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "sea.txt").write_text(
            f"Sea is {word}\n\nThe sea off Port Hale was {word} in the morning.\n"
        )
    shown = run("diff", tmp_path / "monday" / "sea.txt", tmp_path / "tuesday" / "sea.txt")
    assert shown.exit_code == 0
    assert "[calm]" in shown.output
    twice = run("diff", tmp_path / "monday" / "sea.txt", tmp_path / "monday" / "sea.txt")
    assert (twice.exit_code, "named twice" in twice.stderr) == (2, True)


def test_a_record_that_is_not_there_is_named(run: Run, corpus: Path) -> None:
    result = run("diff", f"{corpus / 'articles.jsonl'}#nobody", f"{corpus / 'articles.jsonl'}#wire-1")
    assert result.exit_code == 2
    assert "No article here has the id 'nobody'. Its ids are wire-1, daily-1, daily-2." in result.stderr


def test_explain_prints_every_factor(run: Run, corpus: Path) -> None:
    source = corpus / "articles.jsonl"
    (verdict,) = lines(run("explain", f"{source}#wire-1", f"{source}#daily-1", "--format", "jsonl"))
    assert verdict["same"] is True
    assert all(set(f) == {"name", "value", "share", "text"} for f in verdict["factors"])  # type: ignore[attr-defined]
    shown = run("explain", f"{source}#wire-1", f"{source}#daily-2").output
    assert re.match("not one event: probability (0.|under 0.01)", shown)
    assert "-0.00" not in shown
    assert "+0.00" not in shown
    assert "Judged as a pair alone." in shown
    assert "Judged as a pair alone." not in run("explain", "wire-1", "daily-2", "--corpus", corpus).output


def test_explain_names_the_factors_without_a_share_apart(run: Run, tmp_path: Path) -> None:
    rows = [{"id": n, "title": "Pier", "text": "The pier of Quillan reopened on Monday morning."} for n in "ab"]
    (tmp_path / "r.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    shown = run("explain", "a", "b", "--corpus", tmp_path).output
    head, _, apart = shown.partition("Without a share in this pair, as there is nothing of the kind: ")
    named = {name.strip(".\n") for name in apart.split(", ")}
    assert named
    assert not any(line.split("\t")[0] in named for line in head.splitlines())


def test_explain_among_a_corpus_judges_as_build_does(run: Run, corpus: Path) -> None:
    source = corpus / "articles.jsonl"
    assert run("explain", f"{source}#wire-1", f"{source}#daily-1", "--corpus", corpus).output.startswith("one event")


def test_explain_among_a_corpus_tells_where_grouping_put_the_two(run: Run, corpus: Path, tmp_path: Path) -> None:
    assert (
        "\nGrouped into one event, of 2 articles.\n" in run("explain", "wire-1", "daily-1", "--corpus", corpus).output
    )
    assert (
        "Grouped into two events, of 2 and 1 articles.\n"
        in run("explain", "wire-1", "daily-2", "--corpus", corpus).output
    )
    (corpus / "overrides.toml").write_text(
        '[[split]]\narticles = ["wire-1"]\nauthor = "Ed"\nreason = "another ferry"\n'
    )
    parted = run("explain", "wire-1", "daily-1", "--corpus", corpus).output
    assert "one event" in parted.splitlines()[0]
    assert (
        "of 1 and 1 articles. Grouping judges all pairs of a group, not this one alone, and follows overrides.toml."
        in parted
    )
    (corpus / "overrides.toml").write_text('[[exclude]]\narticle = "wire-1"\nauthor = "Ed"\nreason = "a list"\n')
    kept = run("explain", "wire-1", "daily-1", "--corpus", corpus).output
    assert re.search(r"^wire-1 is kept out of events: .*a list", kept, re.MULTILINE)
    assert "Grouped" not in kept
    other = tmp_path / "sea.txt"
    other.write_text("Sea is calm\n\nThe sea off Port Hale was calm in the morning.\n")
    assert "Grouped" not in run("explain", other, "wire-1", "--corpus", corpus).output


def test_explain_takes_exactly_two(run: Run, corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "sea.txt").write_text("Sea is calm\n\nThe sea off Port Hale was calm in the morning.\n")
    result = run("explain", corpus / "articles.jsonl", tmp_path / "sea.txt")
    assert (result.exit_code, "4 articles were read" in result.stderr) == (2, True)
    (tmp_path / "empty.txt").write_bytes(b"")
    result = run("explain", tmp_path / "empty.txt", tmp_path / "sea.txt")
    assert result.stderr.startswith(
        "empty.txt: empty. Save the page again, or remove the file.\noutlet-compare: 1 article"
    )


def test_check_is_quiet_after_build_and_names_what_drifted(run: Run, corpus: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    assert run("build", corpus, "-o", site).exit_code == 0
    quiet = run("check", corpus, "-o", site)
    assert (quiet.exit_code, quiet.output) == (0, "")
    (site / "method.html").write_text("edited")
    (site / "index.html").unlink()
    (site / "added.html").write_text("added")
    drifted = run("check", corpus, "-o", site)
    assert drifted.exit_code == 1
    assert drifted.stdout.splitlines() == [f"missing\t{site / 'index.html'}", f"stale\t{site / 'method.html'}"]
    assert f"foreign\t{site / 'added.html'}" in drifted.stderr


def test_check_names_the_pages_of_an_article_that_came_and_one_that_went(
    run: Run, corpus: Path, tmp_path: Path
) -> None:
    site, source = tmp_path / "site", corpus / "articles.jsonl"
    run("build", corpus, "-o", site)
    kept = source.read_text().splitlines()[:2]
    new = json.dumps(
        {
            "id": "new",
            "outlet": "Example Wire",
            "title": "Snow closes the Quillan pass",
            "published": None,
            "text": "Snow fell.",
        }
    )
    source.write_text("\n".join([*kept, new]) + "\n")
    words = {line.split("\t")[0] for line in run("check", corpus, "-o", site).stdout.splitlines()}
    assert words == {"missing", "stale", "orphaned"}


def test_what_cannot_be_read_is_listed_and_the_rest_goes_on(run: Run, corpus: Path, tmp_path: Path) -> None:
    (corpus / "empty.txt").write_bytes(b"")
    result = run("build", corpus, "-o", tmp_path / "site")
    assert result.exit_code == 3
    assert "empty.txt" in result.stderr
    assert "1 of 4 pages and records could not be read" in result.stderr
    assert "empty.txt" in (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    site = (tmp_path / "site" / "index.html").read_bytes()
    (corpus / "also-empty.txt").write_bytes(b"")
    assert run("build", corpus, "-o", tmp_path / "site", "--strict").exit_code == 2
    assert (tmp_path / "site" / "index.html").read_bytes() == site


def test_inputs_of_which_nothing_can_be_read_leave_the_site_as_it_was(run: Run, corpus: Path, tmp_path: Path) -> None:
    run("build", corpus, "-o", tmp_path / "site")
    before = sorted(p.name for p in (tmp_path / "site" / "e").iterdir())
    (tmp_path / "empty.txt").write_bytes(b"")
    result = run("build", tmp_path / "empty.txt", "-o", tmp_path / "site")
    assert (result.exit_code, "empty.txt" in result.stderr, "Open" in result.output) == (2, True, False)
    assert sorted(p.name for p in (tmp_path / "site" / "e").iterdir()) == before


def test_a_site_built_inside_its_corpus_is_no_input(run: Run, corpus: Path) -> None:
    assert run("build", corpus, "-o", corpus / "site").exit_code == 0
    quiet = run("check", corpus, "-o", corpus / "site")
    assert (quiet.exit_code, quiet.output) == (0, "")


def test_a_date_that_is_not_understood_is_said(run: Run, tmp_path: Path) -> None:
    (tmp_path / "r.jsonl").write_text('\n{"id": "a", "published": "yesterday", "text": "The pier reopened."}\n')
    result = run("events", tmp_path)
    assert result.exit_code == 0
    assert result.stderr == (
        "r.jsonl:2: published: 'yesterday' is no date that is known. Write it as 2021-07-21T12:00+09:00 or 2021-07-21.\n"
    )


def test_what_was_said_of_a_record_is_said_where_it_is_compared_too(run: Run, tmp_path: Path) -> None:
    rows = [{"id": n, "published": "soon", "text": "The pier reopened on Monday morning."} for n in "ab"]
    (tmp_path / "r.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    place = f"{tmp_path / 'r.jsonl'}"
    for command in (("diff", f"{place}#a", f"{place}#b"), ("diff", "a", "b", "--corpus", tmp_path)):
        assert [line.split(": ")[0] for line in run(*command).stderr.splitlines()] == ["r.jsonl:1", "r.jsonl:2"]


def test_drift_goes_before_what_cannot_be_read(run: Run, corpus: Path, tmp_path: Path) -> None:
    (corpus / "empty.txt").write_bytes(b"")
    assert run("check", corpus, "-o", tmp_path / "nowhere").exit_code == 1


def test_nothing_readable_is_a_usage_error(run: Run, tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "empty.txt").write_bytes(b"")
    assert run("events", tmp_path / "corpus").exit_code == 2
    assert run("events", tmp_path / "nowhere").exit_code == 2
    (tmp_path / "corpus" / "empty.txt").unlink()
    assert run("events", tmp_path / "corpus").exit_code == 2


def test_a_folder_that_is_not_ours_is_refused(run: Run, corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").touch()
    result = run("build", corpus, "-o", tmp_path)
    assert (result.exit_code, "not made by outlet-compare" in result.stderr) == (2, True)


def test_a_wrong_configuration_is_an_error_with_file_and_line(run: Run, corpus: Path) -> None:
    (corpus / "outlet-compare.toml").write_text("[events]\nthreshhold = 0.3\n")
    result = run("events", corpus)
    assert (result.exit_code, "outlet-compare.toml:2: Unknown key 'threshhold'" in result.stderr) == (2, True)


def test_the_module_runs_as_the_command(run_apart: RunApart) -> None:
    assert run_apart("--version").stdout.startswith("outlet-compare ")


def test_names_with_spaces_newlines_and_quotes_are_read_and_shown_safely(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "a b\n'c'.txt").write_text("Sea is calm\n\nThe sea off Port Hale was calm in the morning.\n")
    (folder / "bad\x1b[31m.txt").write_bytes(b"")
    result = run("events", folder, "--format", "jsonl")
    assert [row["article"] for row in lines(result)] == ["a b\n'c'.txt"]
    assert "\x1b" not in result.stderr
