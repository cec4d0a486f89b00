"""The bytes of a source file, refused in one line where there is nothing to read."""

from __future__ import annotations

from pathlib import Path

from tpm_desktop.file.sources import SourceError, read_whole

from .errors import ImportProblem

LARGEST = 200 * 1024 * 1024


def read_source(path: Path) -> bytes:
    """The whole file.

    Raises: `ImportProblem` when it is missing, no file, unreadable, empty or larger than `LARGEST`.
    """
    try:
        return read_whole(
            path,
            LARGEST,
            if_empty="export it again from the program that it came from",
            if_larger=f"a plan may have {LARGEST // 1024**2} MB; export it without its time-phased data",
        )
    except SourceError as problem:
        raise ImportProblem(str(problem)) from None
