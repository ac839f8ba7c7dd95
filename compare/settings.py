"""The configuration file: found in the corpus folder, decoded strictly, errors with file and line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from compare import curation
from compare.config import Config
from compare.errors import ConfigError
from compare.model import OVERRIDES_FILE, Override

CONFIG_FILE = "outlet-compare.toml"
_PYPROJECT = "pyproject.toml"


def load(inputs: Sequence[Path], given: Path | None = None) -> Config:
    """The configuration of a run: the file ``given``, else the one in an input folder, else the defaults.

    A folder's file is ``outlet-compare.toml``, or the table ``[tool.outlet-compare]`` of its pyproject.toml.
    The current directory plays no part: the same inputs make the same site from anywhere.

    Raises:
        ConfigError: Two input folders have a configuration, or one cannot be used.
    """
    found = [given] if given else [path for folder in inputs if (path := _find(folder))]
    if len({path.resolve() for path in found}) > 1:
        raise ConfigError(
            f"Two inputs bring a configuration, the other being {found[1]}.",
            where=str(found[0]),
            hint="Name one with --config.",
        )
    return decode(found[0]) if found else Config()


def load_overrides(inputs: Sequence[Path]) -> tuple[Override, ...]:
    """What people decided about the corpus: the ``overrides.toml`` of every input folder.

    Raises:
        ConfigError: One cannot be read or used.
    """
    files = (folder / OVERRIDES_FILE for folder in inputs)
    return tuple(override for path in files if path.is_file() for override in curation.parse(_read(path), str(path)))


def decode(path: Path) -> Config:
    """The configuration in ``path``, a TOML file; sections and keys that are not set keep their defaults.

    Raises:
        ConfigError: Not readable, not TOML, an unknown key, or a value of the wrong type.
    """
    text = _read(path)
    table = _table(path, text)
    try:
        return msgspec.convert(table, Config)
    except msgspec.ValidationError as error:
        problem, key = _explain(error)
        raise ConfigError(
            problem,
            where=str(path),
            line=_line_of(text, key),
            hint="`outlet-compare build --print-config` shows every key.",
        ) from error


def adjust(config: Config, *, full_text: bool) -> Config:
    """The configuration with the options of the command line applied."""
    if full_text:
        return config
    return msgspec.structs.replace(config, site=msgspec.structs.replace(config.site, full_text=False))


def template_folders(own: Path | None = None) -> list[str]:
    """Where templates are looked for, first match wins: the user's folder, the installed package, the checkout."""
    package = Path(__file__).parent
    folders = [own, package / "templates", package.parent / "templates"]
    return [str(folder) for folder in folders if folder and folder.is_dir()]


def encode(config: Config) -> str:
    """The configuration as TOML, every key with its value: what ``--print-config`` prints."""
    sections = msgspec.to_builtins(config)
    lines = [line for name, keys in sections.items() for line in _section(name, keys)]
    return "\n".join(lines).rstrip("\n") + "\n"


def _section(name: str, keys: dict[str, Any]) -> list[str]:
    values = [f"{key} = {_value(value)}" for key, value in keys.items() if value is not None]
    return [f"[{name}]", *values, ""]


def _value(value: Any) -> str:  # noqa: ANN401 - whatever a key holds
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_value(key)} = {_value(inner)}" for key, inner in value.items()) + "}"
    return msgspec.json.encode(value).decode()


def _find(folder: Path) -> Path | None:
    if (folder / CONFIG_FILE).is_file():
        return folder / CONFIG_FILE
    project = folder / _PYPROJECT
    return project if project.is_file() and "outlet-compare" in _read(project) else None


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"The configuration cannot be read ({error}).", where=str(path)) from error


def _table(path: Path, text: str) -> dict[str, Any]:
    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:  # RecursionError: brackets nested too deeply
        line = re.search(r"at line (\d+)", str(error))
        raise ConfigError(f"Not TOML: {error}.", where=str(path), line=int(line[1]) if line else None) from error
    if path.name != _PYPROJECT:
        return table
    own: dict[str, Any] = table.get("tool", {}).get("outlet-compare", {})
    return own


def _explain(error: msgspec.ValidationError) -> tuple[str, str]:
    """A readable problem, and the key that has it."""
    message = str(error)
    place = re.search(r" - at `\$\.?(.*)`$", message)
    where = place[1] if place else ""
    unknown = re.search(r"contains unknown field `(.*?)`", message)
    if unknown:
        section = f" in [{where}]" if where else ""
        return f"Unknown key {unknown[1]!r}{section}.", unknown[1]
    return f"{where or 'The configuration'}: {message.split(' - at ', maxsplit=1)[0]}.", where.rsplit(".", 1)[-1]


def _line_of(text: str, key: str) -> int | None:
    for number, line in enumerate(text.splitlines(), start=1):
        if re.match(rf"\s*\[?\s*{re.escape(key)}\s*[\]=.]", line):
            return number
    return None
