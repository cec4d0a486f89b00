"""Choose a pack, look at its pages as they will be printed, save or print them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QDialog,
    QLabel,
    QListWidget,
    QPushButton,
    QToolButton,
    QWidget,
)

from tpm_desktop.file.errors import EditError, ProgramFileError
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.compared import Compared
from tpm_desktop.reports import CATALOGUE, Pack, ReportProblem, keep, write_pack

from .. import file_dialogs
from ..forms import build, child
from ..style import mark
from ..work import Progress, Work
from .document import Document
from .preview import PagePreview
from .printing import new_printer, print_pages

_USUAL_DAYS = 30
SIZES = {"A4": "A4", "Letter": "US Letter"}


class _StoppedError(Exception):
    """The dialog was closed while the pack was written."""


class ReportsDialog(QDialog):
    """Packs of one program file; the pack is written in a thread of its own, from the file as it is.

    issued: a pack of that name was saved or printed, and the program is to remember it.
    """

    issued = Signal(str)

    def __init__(
        self,
        parent: QWidget,
        file: Path,
        made_on: date | None = None,
        again: Callable[[], OpenProgram] | None = None,
        last: date | None = None,
        *,
        noting: bool = False,
    ) -> None:
        """Args: made_on: the day on which the program was made, before which nothing is known of it.

        again: opens the program for reading; as the file is now unless told otherwise; last: the day on which
        a pack was issued last; noting: whether the program can remember that one is issued.
        """
        super().__init__(parent)
        self._file = file
        self._again = again or (lambda: OpenProgram.open(file, read_only=True))
        self._first_day = QDate(made_on.year, made_on.month, made_on.day) if made_on else QDate.currentDate()
        build("reports", self, PagePreview)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        mark(child(self, QLabel, "title"), role="section")
        self._question: QLabel = child(self, QLabel, "question")
        mark(self._question, role="muted")
        self._problem: QLabel = child(self, QLabel, "problem")
        mark(self._problem, role="problem")
        self._pages: QLabel = child(self, QLabel, "pages")
        mark(self._pages, role="muted")
        self.kinds: QListWidget = child(self, QListWidget, "kinds")
        self.preview: PagePreview = child(self, PagePreview, "preview")
        self.size_choice: QComboBox = child(self, QComboBox, "size")
        self.compares: QCheckBox = child(self, QCheckBox, "compares")
        self.since: QDateEdit = child(self, QDateEdit, "since")
        self.save_button: QPushButton = child(self, QPushButton, "save")
        self.print_button: QPushButton = child(self, QPushButton, "print")
        self.note: QCheckBox = child(self, QCheckBox, "note")
        self.note.setVisible(noting)
        self.note.setChecked(noting)
        self.document: Document | None = None
        self._work = Work(self)
        self._fill(last)
        self._connect()
        self.kinds.setCurrentRow(0)

    def _connect(self) -> None:
        mark(self.save_button, role="primary")
        self.save_button.clicked.connect(self._ask_save)
        self.print_button.clicked.connect(self._ask_print)
        steps: dict[str, Callable[[], object]] = {
            "zoom_in": lambda: self.preview.zoom(1),
            "zoom_out": lambda: self.preview.zoom(-1),
            "fit": self.preview.fit,
        }
        for name, step in steps.items():
            child(self, QToolButton, name).clicked.connect(step)
        self.kinds.currentRowChanged.connect(self._choose)
        self.compares.toggled.connect(self.since.setEnabled)
        self.compares.toggled.connect(self.write)
        self.since.dateChanged.connect(self.write)
        self.size_choice.currentIndexChanged.connect(self.write)
        self.preview.turned.connect(self._show_page)
        self._work.reached.connect(lambda _, doing: self._pages.setText(doing))
        self._work.done.connect(self._show)
        self._work.failed.connect(self._fail)

    def _fill(self, last: date | None) -> None:
        for key, name in SIZES.items():
            self.size_choice.addItem(name, key)
        for pack in CATALOGUE:
            self.kinds.addItem(self.tr(pack.label))
        today = QDate.currentDate()
        self.since.setMaximumDate(today)
        usual = QDate(last.year, last.month, last.day) if last else today.addDays(-_USUAL_DAYS)
        self.since.setDate(max(usual, self._first_day))
        self.since.setMinimumDate(self._first_day)

    @property
    def pack(self) -> Pack:
        """The kind that is chosen."""
        return CATALOGUE[self.kinds.currentRow()]

    def _choose(self) -> None:
        """Another pack: whether it tells changes is asked where it may, and settled where it must."""
        pack = self.pack
        self.compares.blockSignals(True)
        self.compares.setChecked(pack.compares)
        self.compares.blockSignals(False)
        self.compares.setEnabled(pack.tells_changes)
        self.since.setEnabled(pack.compares)
        self.write()

    def write(self) -> None:
        """Write the chosen pack; its pages are shown when they are done."""
        self._question.setText(self.tr(self.pack.question))
        self._say("")
        self._offer(False)
        pack, again, size = self.pack, self._again, str(self.size_choice.currentData())
        page = self.tr("Writing page {}…")
        since = cast(date, self.since.date().toPython()) if self.compares.isChecked() else None

        def job(tell: Progress) -> bytes:
            def reached(number: int) -> None:
                if not tell(0, page.format(number)):
                    raise _StoppedError

            made = BytesIO()
            with again() as program:
                compared = None if since is None else Compared.with_day(program, since)
                write_pack(pack, program, made, size=size, progress=reached, compared=compared)
            return made.getvalue()

        self._work.start(job)

    def _show(self, content: bytes) -> None:
        self.document = Document(content)
        self.preview.show_document(self.document)
        self._offer(True)

    def _fail(self, problem: Any) -> None:
        if isinstance(problem, _StoppedError):
            return
        if not isinstance(problem, ProgramFileError | EditError | ReportProblem):
            raise problem
        self._pages.setText("")
        self._say(str(problem))

    def _offer(self, ready: bool) -> None:
        self.save_button.setEnabled(ready)
        self.print_button.setEnabled(ready)

    def _say(self, problem: str) -> None:
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))

    def _show_page(self, number: int) -> None:
        if self.document is not None:
            self._pages.setText(self.tr("Page {} of {}").format(number, len(self.document)))

    def _ask_save(self) -> None:
        name = f"{self._file.stem} {self.pack.label.lower()}.pdf"
        target = file_dialogs.ask_save(self, self.tr("Save the report"), name, self.tr("PDF (*.pdf)"))
        if target is not None:
            self.save(target)

    def save(self, target: Path) -> None:
        """Keep the very pages that are shown."""
        assert self.document is not None
        try:
            keep(target, self.document.content)
        except ReportProblem as problem:
            self._say(str(problem))
        else:
            self._pages.setText(self.tr("Saved as {}").format(target.name))
            self._tell_issued()

    def _tell_issued(self) -> None:
        if self.note.isChecked():
            self.issued.emit(self.tr(self.pack.label))

    def _ask_print(self) -> None:
        assert self.document is not None
        printer = new_printer(self.document)
        printer.setDocName(f"{self._file.stem} {self.pack.label.lower()}")
        dialog = QPrintDialog(printer, self)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return
        if not print_pages(self.document, printer):
            self._say(self.tr("The printer can't be reached; choose another one, or save the report as PDF."))
            return
        self._tell_issued()

    def done(self, result: int) -> None:
        self._work.cancel()
        self.preview.show_document(None)
        super().done(result)
