"""The last step of a merge, what it is called before, and how it is taken back afterwards."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog

from tpm_desktop.desktop.no_backup import goes_on
from tpm_desktop.desktop.work import Progress
from tpm_desktop.file.conflicts import Side
from tpm_desktop.file.errors import BackupError
from tpm_desktop.formats import Formats
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.merging import Proposal, merge_in
from tpm_desktop.plan.open_program import Kept

from .effects import listed

if TYPE_CHECKING:
    from tpm_desktop.desktop.main_window import MainWindow
    from tpm_desktop.desktop.session import Session

translate = QCoreApplication.translate


def said_of(proposal: Proposal, formats: Formats) -> str:
    """Whose edits come in and when they were made, and whether anything was done here meanwhile."""
    records = [record for record, _ in reversed(proposal.parted.told[Side.THEIRS])]
    authors = listed(list(dict.fromkeys(record.author for record in records)), quoted=False)
    first, last = (
        formats.instant(records[at].at.astimezone().replace(tzinfo=None), time=True) for at in (0, -1)
    )
    when = first if first == last else translate("Merge", "{} to {}").format(first, last)
    said = translate("Merge", "{} of {}, {}.").format(counted(len(records)), authors, when)
    if proposal.follows_on:
        return f"{said} {translate('Merge', 'Nothing was edited here since; this copy simply catches up.')}"
    own = len(proposal.parted.told[Side.MINE])
    if not own:
        return f"{said} {translate('Merge', 'Nothing was edited here since the copies parted.')}"
    here = translate("Merge", "{} made here since the copies parted.").format(counted(own))
    return f"{said} {here}"


def counted(edits: int) -> str:
    """So many edits."""
    return translate("Merge", "1 edit") if edits == 1 else translate("Merge", "{} edits").format(f"{edits:,}")


def job(program: OpenProgram, proposal: Proposal, *, backed_up: bool) -> Callable[[Progress], Kept[bool]]:
    """The backup and the merge, for a thread of its own; until the merge begins it can be stopped."""

    def work(progress: Progress) -> Kept[bool]:
        progress(0.0, translate("Merge", "Keeping a backup") if backed_up else doing(proposal))

        def wanted() -> bool:
            return progress(0.5, doing(proposal))

        return program.beside(lambda other: merge_in(other, proposal, backed_up=backed_up, wanted=wanted))

    return work


def doing(proposal: Proposal) -> str:
    """What is said while it is merged."""
    return translate("Merge", "Merging {}").format(proposal.name)


def goes_on_without_backup(dialog: QDialog, problem: BackupError) -> bool:
    """Ask. A merge can be undone like any edit; the backup is for the case that the file itself gets lost."""
    return goes_on(
        dialog,
        problem,
        translate("Merge", "A merge can be undone like any edit, so the backup is a second safety only."),
        translate("Merge", "&Merge without a backup"),
    )


def say_merged(window: MainWindow, session: Session, proposal: Proposal) -> None:
    """Say what came in, and offer to take it back."""
    said = translate("Merge", "Merged {} of {}").format(counted(proposal.new), proposal.name)
    window.toast.say(said, translate("Merge", "Undo"), session.undo)
