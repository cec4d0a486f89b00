"""Choose what is wanted of the Gantt, look at its pages, then print, save or copy them."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Generator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QLabel, QProgressBar, QPushButton, QToolButton, QWidget

from tpm_desktop.desktop import file_dialogs
from tpm_desktop.desktop.forms import build, child
from tpm_desktop.desktop.gantt.panes import Panes
from tpm_desktop.desktop.gantt.timescale import moment_of
from tpm_desktop.desktop.reports.preview import PagePreview
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.slices import Slices
from tpm_desktop.desktop.style import mark
from tpm_desktop.desktop.wording import sentence
from tpm_desktop.file.errors import TargetError
from tpm_desktop.file.targets import check_target, write_whole
from tpm_desktop.model.check import ValueProblem

from .choice import SHEET, PaperChoice, Rows
from .contents import Heads, contents, counted
from .drawing import DrawingProblem, pdf, picture, png, print_on, set_page, svg
from .form import PaperForm
from .layout import MOST_PAGES, lay_out
from .page import PagePainter
from .preview import SheetPages

_SOON = 150  # milliseconds after the last change that pages are laid out anew
_READABLE = 5.0  # points
_PICTURE_SCALE = 2.0


class GanttPaperDialog(QDialog):
    """pages: what is shown and would be printed; None where there is nothing to print."""

    def __init__(
        self, parent: QWidget, session: Session, panes: Panes, subtitle: str, *, sheet: bool = False
    ) -> None:
        super().__init__(parent)
        self._session, self._panes, self._heads = session, panes, Heads.of(session, subtitle)
        build("print_gantt", self, PagePreview)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.pages: PagePainter | None = None
        self.preview: PagePreview = child(self, PagePreview, "preview")
        self.preview.setAccessibleName(self.tr("Pages as they will be printed"))
        self.about, self.problem, self._shown = (
            child(self, QLabel, name) for name in ("about", "problem", "pages")
        )
        self.form = PaperForm(self, session, {rows: counted(panes, rows) for rows in Rows})
        self.work = Slices(self)
        self._finish: Callable[[Any], object] = lambda result: None
        self._soon = QTimer(self, interval=_SOON, singleShot=True)
        self._dress()
        self._connect()
        self._begin(sheet)

    def button(self, name: str) -> QPushButton:
        """A button of the form."""
        found: QPushButton = child(self, QPushButton, name)
        return found

    def _dress(self) -> None:
        mark(child(self, QLabel, "title"), role="section")
        mark(self.about, role="muted")
        mark(self._shown, role="muted")
        mark(self.problem, role="problem")
        mark(self.button("save"), role="primary")
        child(self, QWidget, "working").hide()

    def _connect(self) -> None:
        acts: dict[str, Callable[[], object]] = {
            "print": self._ask_print,
            "save": lambda: self._ask_save("pdf", self.tr("PDF (*.pdf)")),
            "picture": lambda: self._ask_save("png", self.tr("Pictures (*.png *.svg)")),
            "copy": self.copy,
            "stop": self._stop,
        }
        for name, act in acts.items():
            self.button(name).clicked.connect(lambda _=False, act=act: act())
        steps: dict[str, Callable[[], object]] = {
            "zoom_in": lambda: self.preview.zoom(1),
            "zoom_out": lambda: self.preview.zoom(-1),
            "fit": self.preview.fit,
        }
        for name, step in steps.items():
            child(self, QToolButton, name).clicked.connect(lambda _=False, step=step: step())
        self.preview.turned.connect(self._show_page)
        self.form.changed.connect(self._soon.start)
        self._soon.timeout.connect(self.lay_out)
        self.work.reached.connect(self._reach)
        self.work.done.connect(self._done)
        self.work.failed.connect(self._fail)

    def _begin(self, sheet: bool) -> None:
        kept = PaperChoice.kept(QSettings())
        self.form.show_choice(replace(kept, size=SHEET) if sheet else kept)
        first, last = self._panes.chart.span()
        self.form.first.show_moment(moment_of(first))
        self.form.last.show_moment(moment_of(last))
        self.lay_out()

    # The pages

    def lay_out(self) -> None:
        """Show the pages as they are wanted now."""
        self._soon.stop()
        self._say("")
        self.about.setText("")
        shown: SheetPages | None = None
        try:
            choice = self.form.choice()
            self.pages = self._made(choice)
        except (ValueProblem, DrawingProblem) as problem:
            self.pages = None
            self._shown.setText("")
            self._say(str(problem))
        else:
            self._say_about(self.pages, choice)
            shown = SheetPages(self.pages, self)
            shown.drawn.connect(self.preview.viewport().update)
        self._offer()
        self.preview.show_document(shown)

    def _made(self, choice: PaperChoice) -> PagePainter:
        about = contents(self._panes, choice, self._heads)
        if not len(about.shown):
            raise DrawingProblem("there are no rows to print; insert a task, or take the filter off")
        layout = lay_out(choice, about)
        if len(layout) > MOST_PAGES:
            count = self._session.formats.integer(len(layout))
            raise DrawingProblem(
                f"that would be {count} pages; fit it to fewer, or choose fewer rows or days"
            )
        return PagePainter(about, layout, datetime.now())

    def _say_about(self, pages: PagePainter, choice: PaperChoice) -> None:
        """How many pages, how large the text, and what would surprise."""
        layout, formats = pages.layout, self._session.formats
        count = len(layout)
        paper = self.tr("1 page") if count == 1 else self.tr("{} pages").format(formats.integer(count))
        if layout.wide > 1 and layout.high > 1:
            paper = self.tr("{}: {} wide, {} high").format(paper, layout.wide, layout.high)
        said = [self.tr("{}, text of {} points").format(paper, formats.decimal(layout.text_points, 1))]
        if layout.text_points < _READABLE:
            said.append(self.tr("That is too small to read: allow more pages, or larger paper."))
        elif not choice.fit and layout.zoom < choice.scale / 100 - 0.005:
            said.append(self.tr("Made smaller than asked, so that the table fits."))
        if not pages.about.has_bars:
            said.append(self.tr("No bar lies in this time."))
        self.about.setText("\n".join(said))

    def _show_page(self, number: int) -> None:
        if self.pages is not None and not self.work.busy:
            self._shown.setText(self.tr("Page {} of {}").format(number, len(self.pages.layout)))

    # What is done with them

    def _ask_save(self, ending: str, kinds: str) -> None:
        file = self._session.program.file.path
        name = f"{file.stem} {self.tr('Gantt')}.{ending}"
        target = file_dialogs.ask_save(self, self.tr("Save the Gantt"), name, kinds)
        if target is not None:
            self.save(target)

    def save(self, target: Path) -> None:
        """Write the pages as PDF, or all on one sheet as PNG or SVG, by the name's ending."""
        title, ending = self._session.program.file.program.name, target.suffix.lower()
        try:
            check_target(target)
            if ending not in (".pdf", ".png", ".svg"):
                raise TargetError(
                    f"{target.name} ends in none of .pdf, .png and .svg; give it a name that does"
                )
        except TargetError as problem:
            self._say(str(problem))
            return
        if ending == ".pdf":
            assert self.pages is not None
            steps = pdf(self.pages, title)
        else:
            sheet = self._sheet()
            steps = png(sheet, _PICTURE_SCALE) if ending == ".png" else svg(sheet, title)

        def keep(content: bytes) -> None:
            try:
                write_whole(target, content)
            except TargetError as problem:
                self._say(str(problem))
            else:
                self._shown.setText(self.tr("Saved as {}").format(target.name))

        self._start(steps, keep)

    def copy(self) -> None:
        """Put all, on one sheet, onto the clipboard as a picture."""

        def keep(made: Any) -> None:
            QGuiApplication.clipboard().setImage(made)
            self._shown.setText(self.tr("Copied as a picture"))

        self._start(picture(self._sheet(), 0, _PICTURE_SCALE), keep)

    def _sheet(self) -> PagePainter:
        assert self.pages is not None
        choice = replace(self.form.choice(), size=SHEET)
        about = self.pages.about
        return PagePainter(about, lay_out(choice, about), self.pages.printed)

    def _ask_print(self) -> None:
        assert self.pages is not None
        if not QPrinterInfo.availablePrinterNames():
            self._say("no printer is set up on this computer; save a PDF and print that elsewhere")
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        set_page(printer, self.pages.layout)
        printer.setFullPage(True)
        printer.setDocName(self._session.program.file.program.name)
        printer.setFromTo(1, len(self.pages.layout))
        dialog = QPrintDialog(printer, self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.print_on(printer)

    def print_on(self, printer: QPrinter) -> None:
        """Print the pages that a printer is set to."""
        assert self.pages is not None
        self._start(
            print_on(printer, self.pages), lambda _: self._shown.setText(self.tr("Sent to the printer"))
        )

    # Work

    def _start(self, steps: Generator[float, None, Any], finish: Callable[[Any], object]) -> None:
        self._say("")
        self._finish = finish
        self.work.start(steps)
        self._reach(0.0)
        self._shown.setText(self.tr("Drawing the pages…"))
        self._offer()

    def _stop(self) -> None:
        self.work.cancel()
        self._shown.setText(self.tr("Cancelled; nothing was written"))
        self._offer()

    def _reach(self, share: float) -> None:
        child(self, QProgressBar, "progress").setValue(round(share * 1000))

    def _done(self, result: object) -> None:
        self._offer()
        self._finish(result)

    def _fail(self, problem: Exception) -> None:
        self._offer()
        if not isinstance(problem, DrawingProblem):
            raise problem
        self._say(str(problem))

    def _offer(self) -> None:
        """While something is drawn nothing else can be asked for."""
        busy, ready = self.work.busy, self.pages is not None
        child(self, QWidget, "working").setVisible(busy)
        child(self, QWidget, "choices").setEnabled(not busy)
        for name in ("print", "save", "picture", "copy"):
            self.button(name).setEnabled(ready and not busy)

    def _say(self, problem: str) -> None:
        self.problem.setText(sentence(problem) if problem else "")
        self.problem.setVisible(bool(problem))

    def done(self, result: int) -> None:
        self.work.cancel()
        self.preview.show_document(None)
        with contextlib.suppress(ValueProblem):  # half-typed days
            self.form.choice().keep(QSettings())
        super().done(result)
