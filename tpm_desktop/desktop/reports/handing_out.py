"""How a pack leaves the window: saved, printed, mailed, or issued so that the program remembers it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QMessageBox

from tpm_desktop.file.errors import EditError, ProgramFileError
from tpm_desktop.gestures.packs import Issue, current_period, issue_pack
from tpm_desktop.model.packs import IssuedPack
from tpm_desktop.model.periods import ReportingPeriod
from tpm_desktop.reports import ENDINGS, ReportProblem, keep

from .. import file_dialogs
from ..sending.mail import Mail
from ..wording import sentence
from ..work import Progress
from .errors import StoppedError
from .printing import new_printer, print_pages

if TYPE_CHECKING:
    from .dialog import ReportsDialog

_NAMED = 6


class HandingOut(QObject):
    """What is handed out are the very pages that are shown."""

    def __init__(self, dialog: ReportsDialog) -> None:
        super().__init__(dialog)
        self._dialog = dialog

    @property
    def _name(self) -> str:
        """What a file or a job of the printer is called."""
        return f"{self._dialog.session.program.file.path.stem} {self._dialog.title.lower()}"

    def _ask_where(self, title: str, kinds: str = "") -> Path | None:
        kinds = kinds or self.tr("PDF (*.pdf)")
        return file_dialogs.ask_save(self._dialog, title, f"{self._name}.pdf", kinds)

    def ask_save(self) -> None:
        """Ask where to, and save."""
        target = self._ask_where(self.tr("Save the report"), file_dialogs.packs())
        if target is None:
            return
        if target.suffix.lower() in ENDINGS[1:]:
            self._dialog.write_as(target)
        else:
            self.save(target)

    def save(self, target: Path) -> bool:
        """Write the pages; False where that can't be, which is said."""
        assert self._dialog.written is not None
        try:
            keep(target, self._dialog.written.content)
        except ReportProblem as problem:
            self._dialog.say(str(problem))
            return False
        self._dialog.tell(self.tr("Saved as {}").format(target.name))
        return True

    def ask_print(self) -> None:
        """Ask on which printer, which pages and whether on both sides, and print."""
        document = self._dialog.document
        assert document is not None
        printer = new_printer(document)
        printer.setDocName(self._name)
        asking = QPrintDialog(printer, self._dialog)
        asking.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, True)
        wanted = asking.exec() == QDialog.DialogCode.Accepted
        asking.deleteLater()
        if wanted:
            self._print(document.content, printer)

    def _print(self, content: bytes, printer: QPrinter) -> None:
        doing, one, several = (
            self.tr("Printing page {} of {}…"), self.tr("Printed 1 page"), self.tr("Printed {} pages"),
        )  # fmt: skip

        def job(tell: Progress) -> str:
            def reached(number: int, count: int) -> None:
                if not tell(number / count, doing.format(number + 1, count)):
                    raise StoppedError

            count = print_pages(content, printer, reached)
            return one if count == 1 else several.format(count)

        self._dialog.work_on(job)

    def ask_mail(self) -> None:
        """Save the pages, and open a mail with them."""
        target = self._ask_where(self.tr("Save the report for the mail"))
        if target is None or not self.save(target):
            return
        letter = Mail(self._dialog)
        letter.said.connect(self._dialog.tell)
        letter.open(target, f"{self._dialog.session.program.file.program.name}: {self._dialog.title}")

    def ask_issue(self) -> None:
        """Name what should be looked at first, ask where to, and issue."""
        dialog = self._dialog
        if dialog.narrative.is_changed:
            if dialog.narrative.keep():
                dialog.say(self.tr("What you wrote is kept; look at the pages, then issue them."))
            return
        if dialog.written is None or not self._may_be_issued():
            return
        target = self._ask_where(self.tr("Issue the report"))
        if target is not None:
            self.issue(target)

    def _may_be_issued(self) -> bool:
        found = self._dialog.doubts.found
        if found is None:
            self._dialog.say(self.tr("What is missing is still being looked for; issue it in a moment."))
            return False
        if not found:
            return True
        asking = QMessageBox(self._dialog)
        asking.setIcon(QMessageBox.Icon.Warning)
        asking.setWindowTitle(self.tr("Issue the report"))
        asking.setText(self.tr("{} to look at before it is issued").format(len(found)))
        lines = [f"• {one.said}" for one in found[:_NAMED]]
        lines += [self.tr("and {} more").format(len(found) - _NAMED)] if len(found) > _NAMED else []
        asking.setInformativeText("\n".join(lines))
        anyway = asking.addButton(self.tr("Issue it all the same"), QMessageBox.ButtonRole.AcceptRole)
        first = asking.addButton(self.tr("Look first"), QMessageBox.ButtonRole.RejectRole)
        asking.setDefaultButton(first)
        asking.setEscapeButton(first)
        asking.exec()
        return asking.clickedButton() is anyway

    def issue(self, target: Path) -> None:
        """Write the PDF and note in the program which it is: its record, fingerprint and period."""
        dialog, file = self._dialog, self._dialog.session.program.file
        written = dialog.written
        if written is None or not self.save(target):
            return
        at = datetime.now()
        issue = Issue(
            dialog.kinds.pack.key,
            dialog.title,
            at,
            written.content,
            written.pages,
            written.record,
            self._period(at),
            dialog.options.keep.isChecked(),
        )
        try:
            row_id = issue_pack(dialog.session.program, issue)
        except (EditError, ProgramFileError) as problem:
            dialog.say(sentence(str(problem)))
            return
        row = file.row(IssuedPack, row_id)
        assert row is not None
        dialog.tell(self.tr("Issued as {}: {}").format(row.code, target.name))
        dialog.said.emit(self.tr("{} is issued as {}").format(dialog.title, row.code))

    def _period(self, at: datetime) -> str | None:
        """The closed period that is told, else the one that has begun."""
        file, record = self._dialog.session.program.file, self._dialog.options.record
        told = next((row.id for row in file.rows(ReportingPeriod) if record and row.record == record), None)
        return told or current_period(file, at)
