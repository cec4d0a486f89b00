"""The program's own packs in the composer: kept, taken from a file, written as one, removed."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QInputDialog, QMenu

from tpm_desktop.file.errors import EditError, ProgramFileError
from tpm_desktop.gestures.packs import remove_pack
from tpm_desktop.reports import ReportProblem
from tpm_desktop.reports.own_packs import read_text_file, stored_text, take_pack, write_text_file
from tpm_desktop.reports.pack import Group
from tpm_desktop.reports.pack_text import pack_text
from tpm_desktop.reports.ready import ready_packs

from .. import file_dialogs
from ..wording import sentence

if TYPE_CHECKING:
    from .dialog import ReportsDialog

_KINDS = "TOML (*.toml)"
_LONGEST_KEY = 36


class OwnPacks(QObject):
    """Each step is one edit of the program."""

    def __init__(self, dialog: ReportsDialog) -> None:
        super().__init__(dialog)
        self._dialog = dialog

    def fill(self, menu: QMenu) -> None:
        """Offer the steps, as far as they can be taken when the menu opens."""
        writes = [
            menu.addAction(self.tr("&Keep as a pack of your own…"), self.ask_keep),
            menu.addAction(self.tr("&Take a pack from a file…"), self.ask_take),
        ]
        menu.addAction(self.tr("&Write the pack as a file…"), self.ask_write)
        remove = menu.addAction(self.tr("&Remove the pack of your own"), self.remove)
        menu.addSeparator()
        writes.append(menu.addAction(self.tr("&Look of paper…"), self.theme))
        menu.addAction(self.tr("&Check a paper…"), self.check)

        def offer() -> None:
            writable = self._dialog.writable
            for action in writes:
                action.setEnabled(writable)
            remove.setEnabled(writable and self._dialog.sections.pack.own)

        menu.aboutToShow.connect(offer)

    def ask_keep(self) -> None:
        """Ask what the pack as it is composed here is to be called, and keep it in the program."""
        text, wanted = QInputDialog.getText(
            self._dialog, self.tr("Pack of your own"), self.tr("What it is called"), text=self._dialog.title
        )
        if wanted and text.strip():
            self.keep(text.strip())

    def keep(self, title: str) -> None:
        """Keep the pack as it is composed here, in place of the own one that is called so."""
        pack = self._dialog.sections.pack
        same = next((one for one in self._dialog.packs if one.own and one.label == title), None)
        key = same.key if same else key_of(title)
        self._take(pack_text(replace(pack, key=key, label=title[:80], group=Group.OWN, own=True)))

    def ask_take(self) -> None:
        """Ask for a pack's file, and keep the pack."""
        path = file_dialogs.ask_open(self._dialog, self.tr("Take a pack"), _KINDS)
        if path is not None:
            self.take(path)

    def take(self, path: Path) -> None:
        """Keep the pack that a file says, or say in which line it is wrong."""
        try:
            self._take(read_text_file(path))
        except EditError as problem:
            self._dialog.say(sentence(str(problem)))

    def _take(self, text: str) -> None:
        try:
            pack = take_pack(self._dialog.session.program, text)
        except (ReportProblem, EditError, ProgramFileError) as problem:
            self._dialog.say(sentence(str(problem)))
            return
        self._dialog.fill(pack.key)

    def ask_write(self) -> None:
        """Ask where to, and write the pack as it is composed here."""
        pack = self._dialog.sections.pack
        target = file_dialogs.ask_save(self._dialog, self.tr("Write the pack"), f"{pack.key}.toml", _KINDS)
        if target is None:
            return
        changed = self._dialog.sections.is_changed
        text = pack_text(pack) if changed else stored_text(self._dialog.session.program.file, pack)
        try:
            write_text_file(text, target)
        except ReportProblem as problem:
            self._dialog.say(str(problem))
        else:
            self._dialog.tell(self.tr("Wrote {}").format(target.name))

    def remove(self) -> None:
        """Take the chosen own pack out of the program; undo brings it back."""
        try:
            remove_pack(self._dialog.session.program, self._dialog.sections.pack.key)
        except (EditError, ProgramFileError) as problem:
            self._dialog.say(sentence(str(problem)))
            return
        self._dialog.fill()

    def theme(self) -> None:
        """Show how paper looks, and let it be changed."""
        from .theme_dialog import ThemeDialog

        asking = ThemeDialog(self._dialog.session, self._dialog.pack, self._dialog)
        asking.accepted.connect(self._dialog.options.name_paper)
        asking.accepted.connect(self._dialog.write)
        asking.open()

    def check(self) -> None:
        """Ask for a paper in hand."""
        from .check_dialog import CheckDialog

        CheckDialog(self._dialog.session, self._dialog).open()


def key_of(title: str) -> str:
    """A key for a pack that is called so, which none of ours has."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    key = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST_KEY].strip("-") or "own"
    taken = {pack.key for pack in ready_packs()}
    return f"own-{key}" if key in taken else key
