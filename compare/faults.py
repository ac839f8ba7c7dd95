"""Unforeseen errors: the line that reports one, and the file where its traceback goes."""

from __future__ import annotations

import os
import tempfile
import traceback
from contextlib import suppress
from pathlib import Path

FAULT = "a fault of the program"
"""How the message begins on what could not be done since something unforeseen was raised."""
_LONGEST = 120


def fault_log() -> Path:
    """The file that tracebacks of faults are added to: one a user and machine, outside inputs and site."""
    user = os.getuid() if hasattr(os, "getuid") else 0
    return Path(tempfile.gettempdir()) / f"outlet-compare-faults-{user}.txt"


def note_fault(where: str, error: Exception) -> str:
    """Add the traceback of ``error`` to ``fault_log()``; returns the problem in one line, which names no path."""
    text = "".join([f"== {where}\n", *traceback.format_exception(error), "\n"])
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
    with suppress(OSError), os.fdopen(os.open(fault_log(), flags, 0o600), "a", errors="replace") as file:
        file.write(text)
    said = " ".join(str(error).split())[:_LONGEST]
    told = f": {said}" if said and " at 0x" not in said and "/" not in said else ""
    return f"{FAULT} in {where} ({type(error).__name__}{told})"
