"""docs/extending.md is enough to add an outlet, an analysis and a template: its files are taken as they stand there."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from compare.config import Config, FramingConfig
from compare.errors import ConfigError
from compare.framing import fingerprint, load_analyses
from compare.settings import decode, encode

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
DOC = (ROOT / "docs" / "extending.md").read_text(encoding="utf-8")
FILE = re.compile(r"^`([\w./-]+)`\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every file of the page, where the page puts it, and the site that its last command makes."""
    folder = tmp_path_factory.mktemp("extending")
    for place, text in FILE.findall(DOC):
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        (folder / place).write_text(text, encoding="utf-8")
    (command,) = re.findall(r"^PYTHONPATH=\. outlet-compare (.*)$", DOC, re.MULTILINE)
    paths = os.pathsep.join(filter(None, [str(folder), os.environ.get("PYTHONPATH", "")]))
    done = subprocess.run(
        [sys.executable, "-m", "compare", *command.split()],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def event(folder: Path) -> str:
    """The event page of the two accounts."""
    pages = [path.read_text(encoding="utf-8") for path in (folder / "site" / "e").glob("*/index.html")]
    return next(page for page in pages if "Example Wire" in page and "The Morning Post" in page)


@pytest.mark.slow
def test_the_outlet_is_read(folder: Path) -> None:
    documents = [json.loads(path.read_text()) for path in (folder / "site" / "e").glob("*/event.json")]
    articles = {article["id"]: article for document in documents for article in document["articles"]}
    ferry = articles["morning-post/ferry.txt"]
    assert (ferry["outlet"], ferry["headline"]) == ("morning-post", "Sorrel Islands ferry sails again")
    assert ferry["published"] == "2021-09-13T09:15+01:00"
    assert len(ferry["sentences"]) == 2


def test_the_analysis_is_on_the_page_in_the_table_and_in_the_method(folder: Path, event: str) -> None:
    table = event.split("<summary>Superlatives</summary>")[1].split("</details>", maxsplit=1)[0]
    assert "1 in " in table
    assert "superlatives" in (folder / "site" / "findings.csv").read_text(encoding="utf-8")
    method = (folder / "site" / "method.html").read_text(encoding="utf-8")
    assert "How often does an account call something the most of its kind?" in method
    assert "Superlatives among the words outside quotation marks." in method


@pytest.mark.slow
def test_an_analysis_that_ships_takes_a_file_and_a_line(folder: Path, tmp_path: Path) -> None:
    """The example in the package itself: computed, exported, defined on the method page and shown on the event page."""
    shutil.copytree(ROOT / "compare", tmp_path / "compare", ignore=shutil.ignore_patterns("__pycache__"))
    room = tmp_path / "compare" / "framing"
    imports = "from compare.framing.accounts import Accounts\nfrom compare.framing.analysis import Analysis, Measure"
    text = dict(FILE.findall(DOC))["superlatives.py"]
    text = text.replace("from compare.framing import Accounts, Analysis, Measure", imports)
    (room / "superlatives.py").write_text(text)
    wiring = (room / "__init__.py").read_text()
    wiring = wiring.replace("    hedging.ANALYSIS,\n", "    hedging.ANALYSIS,\n    superlatives.ANALYSIS,\n")
    (room / "__init__.py").write_text(wiring.replace("selection, wording\n", "selection, superlatives, wording\n", 1))
    corpus = shutil.copytree(folder / "corpus", tmp_path / "corpus")
    (corpus / "outlet-compare.toml").unlink()
    command = [sys.executable, "-m", "compare", "build", "corpus", "-o", "site", "--templates", str(ROOT / "templates")]
    done = subprocess.run(
        command,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    pages = [path.read_text() for path in (tmp_path / "site" / "e").glob("*/index.html")]
    assert any("<summary>Superlatives</summary>" in page and "1 in " in page for page in pages)
    for name in ("findings.csv", "findings.jsonl", "method.html"):
        assert "superlatives" in (tmp_path / "site" / name).read_text().casefold(), name


def test_the_template_is_taken_in_place_of_ours(event: str) -> None:
    assert "<h2>Where these articles come from</h2>" in event
    assert "<h2>Sources</h2>" not in event


def test_an_analysis_of_ones_own_shows_tables_and_figures_of_its_own(tmp_path: Path) -> None:
    own = (
        "from compare.framing.figures import FindingTable, make_row\n"
        "def tables(found):\n"
        "    mine = [f for f in found.findings if f.analysis == 'superlatives']\n"
        "    row = make_row(found, 'narration', '', mine, lambda f: f'{f.count} of the most')\n"
        "    return (FindingTable('most', 'Most of all', 'Where', 'Asked.', 'none', found.articles_of(mine), (row,), 0),)\n"
    )
    text = dict(FILE.findall(DOC))["superlatives.py"].replace("ANALYSIS = Analysis(", f"{own}\nANALYSIS = Analysis(")
    (tmp_path / "own_tables.py").write_text(text.replace("    find=find,\n", "    find=find,\n    tables=tables,\n"))
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "outlet-compare.toml").write_text('[framing]\nanalyses = ["own_tables"]\n')
    said = "The ferry to the islands sailed again on Monday, the best day of the year, after nine weeks of repairs."
    for name in ("one", "other"):
        record = {"id": name, "outlet": name, "title": "Ferry sails again", "published": "2021-09-13", "text": said}
        (tmp_path / "corpus" / f"{name}.json").write_text(json.dumps(record))
    done = subprocess.run(
        [sys.executable, "-m", "compare", "build", "corpus", "-o", "site"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT)])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (page,) = [
        path.read_text() for path in (tmp_path / "site" / "e").glob("*/index.html") if "Ferry" in path.read_text()
    ]
    assert "<summary>Most of all</summary>" in page
    assert "1 of the most" in page
    assert "<summary>Superlatives</summary>" not in page


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    name = f"own_{tmp_path.name}".replace("-", "_")
    (tmp_path / f"{name}.py").write_text(dict(FILE.findall(DOC))["superlatives.py"] + "\nOTHER = 1\n")
    monkeypatch.syspath_prepend(tmp_path)
    yield name
    sys.modules.pop(name, None)


def test_an_analysis_is_named_by_its_module(module: str) -> None:
    (analysis,) = load_analyses(FramingConfig((f"{module}:ANALYSIS",)))
    assert analysis.name == "superlatives"
    assert load_analyses(FramingConfig((module,))) == (analysis,)
    assert load_analyses(FramingConfig()) == ()


@pytest.mark.parametrize(
    ("places", "said"),
    [
        (("no_such_module:ANALYSIS",), "cannot be loaded: No module named 'no_such_module'"),
        (("{}:NOTHING",), "cannot be loaded: module"),
        (("{}:OTHER",), "is a int, not an Analysis"),
        (("{}:ANALYSIS", "{}"), "two analyses called 'superlatives'"),
        (("compare.framing.ordering:ANALYSIS",), "two analyses called 'order'"),
        (("",), "cannot be loaded"),
    ],
)
def test_what_is_no_analysis_is_refused(module: str, places: tuple[str, ...], said: str) -> None:
    with pytest.raises(ConfigError, match=re.escape(said)):
        load_analyses(FramingConfig(tuple(place.format(module) for place in places)))


def test_results_are_told_apart_by_the_analysis_that_gave_them(module: str, tmp_path: Path) -> None:
    config = FramingConfig((f"{module}:ANALYSIS",))
    before = fingerprint(config)
    (tmp_path / f"{module}.py").write_text("# changed\n" + (tmp_path / f"{module}.py").read_text())
    sys.modules.pop(module)
    import linecache  # noqa: PLC0415

    linecache.checkcache()
    assert fingerprint(config) != before
    assert fingerprint(FramingConfig()) == ()


def test_the_configuration_is_printed_as_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "outlet-compare.toml"
    path.write_text('[framing]\nanalyses = ["superlatives:ANALYSIS"]\n')
    config = decode(path)
    assert config == Config(framing=FramingConfig(("superlatives:ANALYSIS",)))
    path.write_text(encode(config))
    assert decode(path) == config
