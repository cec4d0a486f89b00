"""Export: an open program becomes another program's file, whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.plan import Plan

from .catalogue import exporter_of
from .errors import ExportProblem


def export_file(program: ProgramFile, plan: Plan, target: Path | str) -> None:
    """Write a program for another program; an older file of that name is replaced.

    Args: plan: of that program; target: its ending says for which program.
    Raises: `ExportProblem` in one line; then an older file is as it was.
    """
    target = Path(target)
    exporter = exporter_of(target)
    if target.is_dir():
        raise ExportProblem(f"{target.name} is a folder; name the file to write in it")
    _write(target, exporter.writer()(program, plan, target.name))


def _write(target: Path, content: bytes) -> None:
    part: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=".export-", dir=target.parent)
        part = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        part.chmod(0o666 & ~_umask())
        part.replace(target)
    except OSError as error:
        if part:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
        reason = (error.strerror or str(error)).lower()
        raise ExportProblem(f"{target.name} can't be written: {reason}; choose another place") from None


def _umask() -> int:
    """What the user's new files may not be; it can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
