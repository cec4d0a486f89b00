"""The window of a comparison: figures above, lists at the left, both plans over each other at the right."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QSplitter, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from tpm_desktop.desktop import file_dialogs
from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.background import Background
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.views import view_of_table
from tpm_desktop.desktop.widgets import Banner, EmptyState
from tpm_desktop.desktop.wording import sentence
from tpm_desktop.file.changes import Changes
from tpm_desktop.file.errors import EditError, ProgramFileError
from tpm_desktop.plan import Delta
from tpm_desktop.reports import ReportProblem

from .asked import Answer, Asked, answered
from .bar import CompareBar, GanttBar
from .figures_strip import FiguresStrip
from .nodes import Node, Place, change_nodes, follow_nodes
from .overlay import Overlay
from .paper import write_paper
from .tree import ChangesTree

_SIZE = QSize(1280, 720)
_LISTS = 0.38  # of the width
_PAUSE = 300  # milliseconds after an edit before it is compared anew
_OURS = (ProgramFileError, EditError, ReportProblem)


class CompareWindow(QWidget):
    """Reads only, and follows every edit of the program. went: a row is wanted in the program's own window.

    asked_anew: another comparison is wanted. closed: the window is not wanted any more.
    """

    went = Signal(str, str)
    asked_anew = Signal()
    closed = Signal()

    def __init__(self, session: Session, appearance: Appearance, asked: Asked) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.session, self.asked = session, asked
        self._path: Path = session.program.file.path
        self.answer: Answer | None = None
        self._wanted = ""
        self._place: Place | None = None
        self._leading = self._by_hand = False
        self.bar, self.figures, self.banner = CompareBar(), FiguresStrip(), Banner()
        self.overlay = Overlay(session, appearance)
        self.gantt_bar = GanttBar()
        self.changes = ChangesTree("compare-changes", self.tr("What was changed"))
        self.follows = ChangesTree("compare-follows", self.tr("What follows"))
        self.empty = EmptyState("duplicate", self.tr("Comparing…"), self.tr("Both plans are worked out."))
        self._work, self._paper = Background(self), Background(self)
        self._again = QTimer(self, singleShot=True, interval=_PAUSE)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("compare-window")
        self.setWindowTitle(self.tr("Compare – TPM Desktop"))
        self.resize(_SIZE.boundedTo(self.screen().availableSize()))
        self._lay_out()
        self._connect(appearance)
        self.compare(asked)

    def _lay_out(self) -> None:
        self.lists = QTabWidget()
        self.lists.setObjectName("compare-lists")
        self.lists.setDocumentMode(True)
        self.lists.addTab(self.changes, self.tr("Changes"))
        self.lists.addTab(self.follows, self.tr("What follows"))
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.gantt_bar)
        column.addWidget(self.overlay, 1)
        self.halves = QSplitter(Qt.Orientation.Horizontal)
        self.halves.setChildrenCollapsible(False)
        self.halves.setHandleWidth(1)
        self.halves.addWidget(self.lists)
        self.halves.addWidget(right)
        self.halves.setStretchFactor(1, 1)
        self.halves.splitterMoved.connect(lambda *_: self._keep_halves())
        self.pages = QStackedWidget()
        self.pages.addWidget(self.halves)
        self.pages.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part in (self.bar, self.banner, self.figures, self.pages):
            layout.addWidget(part)
        layout.setStretchFactor(self.pages, 1)

    def _connect(self, appearance: Appearance) -> None:
        self._work.done.connect(self._show)
        self._work.failed.connect(self._fail)
        self._paper.done.connect(lambda target: self._say(self.tr("Saved as {}").format(target.name)))
        self._paper.failed.connect(self._fail_to_write)
        self._again.timeout.connect(lambda: self.compare(self.asked))
        self.session.changed.connect(self._follow)  # a method of ours, so that it ends with the window
        appearance.changed.connect(self._restyle)
        self.bar.filter.filtered.connect(self._filter)
        self.bar.again.clicked.connect(self.asked_anew)
        self.bar.save.clicked.connect(self._ask_save)
        self.bar.go.clicked.connect(self._go)
        self.gantt_bar.everything.toggled.connect(self.overlay.show_all)
        self.gantt_bar.fit.clicked.connect(self.overlay.chart.fit)
        self.gantt_bar.closer.clicked.connect(lambda: self.overlay.chart.zoom(1.25))
        self.gantt_bar.farther.clicked.connect(lambda: self.overlay.chart.zoom(0.8))
        for tree in (self.changes, self.follows):
            tree.chosen.connect(self._choose)
            tree.wanted.connect(lambda _: self._go())
        self.overlay.chosen.connect(self._choose_line)
        self.overlay.table.activated.connect(lambda _: self._go())
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self, self.bar.filter.setFocus)
        QShortcut(QKeySequence("Ctrl+Return"), self, self._go)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Close), self, self.close)

    def _keep_halves(self) -> None:
        self._by_hand = True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Until somebody moves it, the edge between lists and Gantt keeps its share."""
        super().resizeEvent(event)
        if not self._by_hand:
            lists = round(self.width() * _LISTS)
            self.halves.setSizes([lists, self.width() - lists - 1])

    # Comparing

    def compare(self, asked: Asked) -> None:
        """Compare with this from now on; what is found is shown when it is known."""
        self.asked, path = asked, self._path
        self.bar.show_busy(self.tr("Comparing…"))

        def work() -> tuple[Answer, Node, Node]:
            answer = answered(path, asked)
            return answer, change_nodes(answer, ""), follow_nodes(answer, "")

        self._work.start(work)

    def _follow(self, changes: Changes, delta: Delta) -> None:
        """An edit: when no other follows at once it is compared anew."""
        self._again.start()

    def _show(self, found: tuple[Answer, Node, Node]) -> None:
        answer, *roots = found
        first, self.answer = self.answer is None, answer
        formats = answer.formats
        lead = self.tr("{} against {}") if answer.is_file else self.tr("{} since {}")
        self.bar.show_title(lead.format(answer.program, answer.since))
        self.bar.save.setEnabled(True)
        self.figures.show_answer(answer)
        self.overlay.show_answer(answer)
        self._fill_lists(*([] if self._wanted else roots))
        self.bar.count(answer.rows, formats)
        self._warn(answer)
        self.empty.say(
            self.tr("Nothing differs"), self.tr("Both have the same rows, so dates and costs agree too.")
        )
        self.figures.setVisible(bool(answer.rows))
        self.bar.filter.setVisible(bool(answer.rows))
        self.pages.setCurrentIndex(0 if answer.rows else 1)
        if first:
            self.changes.setFocus()

    def _warn(self, answer: Answer) -> None:
        self.banner.hide()
        if not answer.is_same_program:
            said = self.tr("{} is another program: its rows count as removed, all of this one as added.")
            self.banner.show_notice(said.format(answer.since), tone="warning")

    def _fail(self, problem: Exception) -> None:
        if not isinstance(problem, _OURS):
            raise problem
        self.answer = None
        self.bar.show_title(self.tr("Nothing to compare with"))
        self.bar.save.setEnabled(False)
        self._lead_to(None, None)
        self.banner.show_notice(sentence(str(problem)), tone="danger", closable=False)
        self.figures.hide()
        self.bar.filter.hide()
        self.bar.counts.setText("")
        self.empty.say(self.tr("Nothing could be compared"), self.tr("Choose another file or moment."))
        self.pages.setCurrentIndex(1)

    def _fill_lists(self, *roots: Node) -> None:
        """Show these lines, or those that contain what is filtered by."""
        assert self.answer is not None  # filled after it is known
        if not roots:
            roots = (change_nodes(self.answer, self._wanted), follow_nodes(self.answer, self._wanted))
        titles = (self.tr("Changes"), self.tr("What follows"))
        trees = (self.changes, self.follows)
        for number, (tree, root, title) in enumerate(zip(trees, roots, titles, strict=True)):
            tree.show_nodes(root)
            count = sum(node.is_row for node in root.walk())
            self.lists.setTabText(number, f"{title} ({self.answer.formats.integer(count)})")

    def _filter(self, text: str) -> None:
        self._wanted = text.casefold()
        if self.answer is not None:
            self._fill_lists()

    def _restyle(self) -> None:
        appearance = Appearance.current()
        self.overlay.chart.restyle(appearance.theme)
        for part in (self.changes, self.follows, self.overlay.table):
            part.viewport().update()

    # From line to line, and to the program

    def _choose(self, node: Node) -> None:
        """A line of a list: its bars are marked beside it."""
        if self._leading:
            return
        self._leading = True
        self.overlay.go_to(node.about)
        self._leading = False
        self._lead_to(node.place, node.about)

    def _choose_line(self, row_id: str) -> None:
        """A line of the Gantt: what is told of it is marked in the list in front."""
        if self._leading or self.answer is None:
            return
        outline = self.answer.now.outline
        row = outline.row.get(row_id)
        place = ("project" if row is not None and outline.is_project[row] else "task", row_id)
        self._leading = True
        tree = self.lists.currentWidget()
        assert isinstance(tree, ChangesTree)
        tree.go_to(place)
        self._leading = False
        self._lead_to(place, row_id)

    def _lead_to(self, place: Place | None, about: str | None) -> None:
        """Offer the way to a row where the program still has it, or to the task of one that no view shows."""
        if place is not None and view_of_table(place[0]) is None and about is not None:
            place = ("task", about)
        self._place = place if place is not None and self._is_there(place) else None
        self.bar.go.setEnabled(self._place is not None)

    def _is_there(self, place: Place) -> bool:
        table, row_id = place
        return self.answer is not None and not any(
            row.how == "removed" and (row.table, row.row_id) == (table, row_id) for row in self.answer.rows
        )

    def _go(self) -> None:
        if self._place is not None:
            self.went.emit(*self._place)

    # Paper

    def _ask_save(self) -> None:
        name = self.tr("{} changes.pdf").format(self._path.stem)
        target = file_dialogs.ask_save(self, self.tr("Save the comparison"), name, file_dialogs.packs())
        if target is not None:
            self.save(target)

    def save(self, target: Path) -> None:
        """Write the comparison, as the ending of the name says."""
        path, asked = self._path, self.asked
        self._say(self.tr("Writing {}…").format(target.name))
        self._paper.start(lambda: write_paper(path, asked, target))

    def _fail_to_write(self, problem: Exception) -> None:
        if not isinstance(problem, _OURS):
            raise problem
        self._say("")
        self.banner.show_notice(sentence(str(problem)), tone="danger")

    def _say(self, text: str) -> None:
        self.bar.said.setText(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the window, unless a part of it takes it."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """What is still worked out counts no more."""
        self._again.stop()
        self._work.cancel()
        self._paper.cancel()
        self.closed.emit()
        super().closeEvent(event)
