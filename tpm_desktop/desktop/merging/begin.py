"""From the other copy's file to the dialog, or to the sentence why there is nothing to decide."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from tpm_desktop.desktop import file_dialogs
from tpm_desktop.desktop.work import Progress
from tpm_desktop.file.errors import EditError
from tpm_desktop.file.parted import StrangersError
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.merging import Joining

from .decisions import Decisions
from .effects import kept_words
from .worked import Worked, work_out

if TYPE_CHECKING:
    from tpm_desktop.desktop.main_window import MainWindow

translate = QCoreApplication.translate
Read = tuple[Joining, Worked] | EditError | None


def ask_and_merge(window: MainWindow) -> None:
    """Ask for the other copy and merge it into the program that is open."""
    title = translate("Merge", "Copy to merge into this program")
    path = file_dialogs.ask_open(window, title, file_dialogs.programs())
    if path is not None:
        merge_with(window, path)


def merge_with(window: MainWindow, path: Path) -> None:
    """Merge a copy of the open program into it.

    Both are read in the background; then what has to be decided is asked, or said why nothing has.
    """
    session = window.session
    if session is None:
        return
    file = session.program.file
    if file.read_only:
        said = translate("Merge", "{} can only be read here; save a copy of it and merge into that")
        window.files.say_problem(said.format(file.path.name))
        return
    if path.exists() and path.samefile(file.path):
        said = translate("Merge", "{} is the file that is open; choose the other copy")
        window.files.say_problem(said.format(path.name))
        return
    doing = translate("Merge", "Comparing with {}").format(path.name)
    window.files.start(doing, partial(_read, file.path, path), partial(_go_on, window, path))


def _read(mine: Path, theirs: Path, progress: Progress) -> Read:
    """Both copies, by connections of this thread; None where it is not wanted any more."""
    progress(0.0, translate("Merge", "Reading {}").format(theirs.name))
    with ProgramFile.open(theirs, read_only=True) as other, OpenProgram.open(mine, read_only=True) as program:
        if not progress(0.5, translate("Merge", "Comparing")):
            return None
        try:
            joining = Joining.of(program, other)
            return joining, work_out(joining, Decisions())
        except EditError as problem:
            return problem


def _go_on(window: MainWindow, path: Path, found: Read) -> None:
    if found is None or window.session is None:
        window.status.say(translate("Merge", "Nothing was merged"))
    elif isinstance(found, StrangersError):
        _say_strangers(window, path)
    elif isinstance(found, EditError):
        window.files.say_problem(str(found))
    elif not found[1].proposal.new:
        said = translate("Merge", "All of {} is in this program already; there is nothing to merge.")
        said = said.format(path.name)
        if found[1].proposal.kept:
            said = f"{said} {translate('Merge', 'Not removed')}: {kept_words(found[1].proposal)}."
        window.banner.show_notice(said)
        window.status.say(said)
    else:
        from .dialog import MergeDialog

        MergeDialog(window, *found).open()


def _say_strangers(window: MainWindow, path: Path) -> None:
    assert window.session is not None
    name = window.session.program.file.path.name
    said = translate(
        "Merge",
        "{} and {} were never the same file, so they can't be merged. The other plan can be taken over as a "
        "program of its own.",
    ).format(path.name, name)
    step = translate("Merge", "Import its plan…")
    window.banner.show_notice(said, step, partial(_bring_in, window, path), tone="danger")
    window.status.say(said)


def _bring_in(window: MainWindow, path: Path) -> None:
    """Write a stranger's plan as an exchange file and offer that for import."""
    title = translate("Merge", "Write its plan to")
    kinds = translate("Merge", "MS Project XML (*.xml)")
    target = file_dialogs.ask_save(window, title, path.with_suffix(".xml").name, kinds)
    if target is None:
        return

    def write(progress: Progress) -> Path:
        from tpm_desktop.exchange import export_file

        progress(0.0, translate("Merge", "Writing {}").format(target.name))
        with OpenProgram.open(path, read_only=True) as program:
            export_file(program.file, program.plan, target)
        return target

    window.files.start(translate("Merge", "Exporting"), write, window.files.ask_import)
