"""Parquet tables, a few rows at a time; they need the extra ``parquet``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from compare.reading.records.entries import Desk, Entry, Mapper

_ROWS = 256
"""Rows that are in memory at once."""


def read_parquet(path: Path, desk: Desk) -> Iterator[Entry]:
    """The records of a Parquet table, numbered from 1.

    Raises:
        OSError: The file cannot be read.
    """
    try:
        from pyarrow import ArrowException  # noqa: PLC0415 - an extra, and only for this format
        from pyarrow.parquet import ParquetFile  # noqa: PLC0415 - as above
    except ModuleNotFoundError:
        mend = "Install it: pip install pyarrow."
        yield Entry(1, problem="Parquet is read by an extra that is not installed", mend=mend)
        return
    mapper, number = Mapper(desk), 0
    try:
        with ParquetFile(path, memory_map=True) as table:
            for batch in table.iter_batches(batch_size=_ROWS):
                for row in batch.to_pylist():
                    number += 1
                    yield mapper.entry(row, number)
    except (ArrowException, OSError, ValueError, OverflowError) as error:
        problem = f"not Parquet, or damaged: {str(error).splitlines()[0][:200]}"
        yield Entry(number + 1, problem=problem, mend="Write the file again.")
