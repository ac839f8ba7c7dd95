"""What the report's tests share: an invented site, and the pages made of it."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from compare.report import render

HERE = Path(__file__).resolve().parent


@pytest.fixture(scope="session")
def harbour() -> ModuleType:
    """The invented site with the functions to make more of its kind."""
    spec = importlib.util.spec_from_file_location("harbour", HERE / "fixtures" / "harbour.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def templates() -> str:
    """The folder of the shipped templates."""
    return str(HERE.parent.parent / "templates")


@pytest.fixture(scope="session")
def pages(harbour: ModuleType, templates: str) -> dict[str, bytes]:
    """The pages of the invented site."""
    return render(harbour.SITE, [templates])
