"""The comparison as a pack, written in a thread of its own."""

from __future__ import annotations

from pathlib import Path

from tpm_desktop.reports import Subject, find_pack, write_pack

from .asked import Asked, opened


def write_paper(path: Path, asked: Asked, target: Path) -> Path:
    """Write it; gives the target. Raises: `ReportProblem`, `ProgramFileError`, `EditError`."""
    pack = find_pack("changes")
    assert pack is not None  # in the catalogue
    with opened(path, asked) as (program, compared):
        write_pack(pack, program, target, Subject(compared=compared))
    return target
