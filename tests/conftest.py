"""Fixtures every room shares."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import HealthCheck, settings

from compare.model import Article, Moment, Sentence
from compare.text.sentences import split

Build = Callable[..., Article]

# A busy machine is no failure: what must be quick is measured in benchmarks.
settings.register_profile("steady", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("quick", settings.get_profile("steady"), max_examples=20)  # `make quick`
settings.load_profile("steady")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real pages and gold data beside the checkout; its texts are never committed."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip(f"no evaluation data at {folder}")
    return folder


@pytest.fixture(scope="session")
def accounts() -> ModuleType:
    """The generator of made-up accounts that the benchmarks use."""
    spec = importlib.util.spec_from_file_location("accounts", ROOT / "benchmarks" / "accounts.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SLOW = ("browser", "gold", "incremental", "packaging")
"""Folders of tests that `make quick` leaves out, beside tests marked slow."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of slow folders."""
    for item in items:
        if item.path.relative_to(ROOT / "tests").parts[0] in SLOW:
            item.add_marker(pytest.mark.slow)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the switch that writes the golden files anew."""
    parser.addoption("--update-golden", action="store_true", help="write the report's golden files anew")


def build(text: str, article_id: str = "a", **fields: object) -> Article:
    """An article whose lines are paragraphs; its outlet is named after it."""
    sentences: list[Sentence] = []
    for paragraph, line in enumerate(re.finditer(r"[^\n]+", text)):
        for start, end in split(line.group()):
            low, high = line.start() + start, line.start() + end
            sentences.append(Sentence(article_id, len(sentences), paragraph, low, high, text[low:high]))
    known = {"outlet_id": f"outlet-{article_id}", **fields}
    if isinstance(known.get("published"), str):
        known["published"] = Moment(str(known["published"]))
    return Article(id=article_id, body=text, sentences=tuple(sentences), **known)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def make() -> Build:
    return build
