"""The file of decisions, and its undo."""

from __future__ import annotations

from pathlib import Path

import pytest

from compare.errors import ConfigError, OutputError
from compare.serving.review import DecisionFile


def test_changes_are_undone_one_by_one(tmp_path: Path) -> None:
    ledger = DecisionFile(tmp_path / "overrides.toml")
    assert not ledger.undoable
    ledger.write("# one\n")
    ledger.write("# two\r\n")
    assert ledger.path.read_bytes() == b"# two\r\n"
    assert ledger.before() == "# one\n"
    ledger.undo()
    ledger.undo()
    assert ledger.read() == ""
    with pytest.raises(ConfigError, match="nothing to undo"):
        ledger.undo()


def test_what_somebody_else_wrote_is_not_undone(tmp_path: Path) -> None:
    ledger = DecisionFile(tmp_path / "overrides.toml")
    ledger.write("# one\n")
    ledger.path.write_text("# mine\n")
    with pytest.raises(ConfigError, match="changed by somebody else"):
        ledger.undo()
    assert ledger.read() == "# mine\n"


def test_a_link_stays_a_link_and_rights_stay_as_they_are(tmp_path: Path) -> None:
    target = tmp_path / "desk.toml"
    target.write_text("# desk\n")
    target.chmod(0o640)
    link = tmp_path / "overrides.toml"
    link.symlink_to(target)
    DecisionFile(link).write("# new\n")
    assert link.is_symlink()
    assert target.read_text() == "# new\n"
    assert target.stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == ["desk.toml", "overrides.toml"]


def test_a_disk_that_refuses_changes_nothing(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot be written"):
        DecisionFile(tmp_path / "gone" / "overrides.toml").write("# one\n")


def test_a_file_that_is_no_text_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "overrides.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigError, match="cannot be read"):
        DecisionFile(tmp_path / "overrides.toml").read()
