"""Export: an open program becomes another program's file, whole or not at all."""

from __future__ import annotations

from pathlib import Path

from tpm_desktop.file.errors import TargetError
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.file.targets import check_target, write_whole
from tpm_desktop.plan import Plan

from .catalogue import exporter_of
from .errors import ExportProblem


def export_file(program: ProgramFile, plan: Plan, target: Path | str) -> None:
    """Write a program for another program; an older file of that name is replaced, never a program.

    Args: plan: of that program; target: its ending says for which program.
    Raises: `ExportProblem` in one line; then an older file is as it was.
    """
    target = Path(target)
    try:
        check_target(target)
        write_whole(target, exporter_of(target).writer()(program, plan, target.name))
    except TargetError as error:
        raise ExportProblem(str(error)) from error
