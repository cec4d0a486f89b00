"""The way of a sent copy back into the file that it was made of."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from tpm_desktop.file.conflicts import prefer
from tpm_desktop.file.errors import EditError, ProgramFileError
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.plan.merging import merge_in, propose

if TYPE_CHECKING:
    from tpm_desktop.desktop.main_window import MainWindow

translate = QCoreApplication.translate


def merge_back(window: MainWindow, original: Path, copy: Path) -> None:
    """Open the original and merge the copy into it."""
    if not window.files.open(original) or window.session is None:
        return
    program = window.session.program
    try:
        with ProgramFile.open(copy, read_only=True) as theirs:
            proposal = propose(program, theirs, prefer(None))
            if not proposal.open:
                merge_in(program, theirs, proposal)
    except (EditError, ProgramFileError) as problem:
        window.files.say_problem(str(problem))
        return
    if proposal.open:
        said = translate(
            "Send", "Not merged, conflicts to decide: {}. “tpm-desktop merge {} {} -o OUT.tpm” lists them"
        )
        window.files.say_problem(said.format(len(proposal.open), original.name, copy.name))
    elif not proposal.new:
        window.status.say(translate("Send", "All of {} is there already").format(copy.name))
