"""The test matrix view: what was tested where and in which cycle, entered by the cell."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.command import command
from tpm_desktop.desktop.new_row import ask_for
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.view import View
from tpm_desktop.desktop.widgets import EmptyState
from tpm_desktop.file.changes import Changes
from tpm_desktop.gestures.blocks import set_rows
from tpm_desktop.gestures.integration import Place, enter_results, record_defect
from tpm_desktop.gestures.records import remove_rows
from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.interfaces import RunResult
from tpm_desktop.plan import Delta
from tpm_desktop.plan.integration_words import ends_text, interface_name
from tpm_desktop.plan.run_matrix import run_matrix

from .bar import MatrixBar
from .model import MatrixModel
from .table import MatrixTable

_TABLES = ("interface", "environment", "test_cycle", "integration_test", "release", "system", "program")


class IntegrationView(View):
    """Interfaces by environments and cycles; dates follow the plan."""

    key = "integration"

    def __init__(self, session: Session, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(session, appearance, parent)
        self.model, self.bar = MatrixModel(session, self), MatrixBar(self)
        self.table = MatrixTable(self.model, self)
        self.empty = EmptyState(
            "test", self.tr("No interfaces yet"), self.tr("Interfaces stand here as lines.")
        )
        self._text, self._leads = "", "interface"
        self._writable = not session.program.file.read_only
        self._actions = self._made_actions()
        self.bar.whole.setDefaultAction(self._actions["whole"])
        self.pages = QStackedWidget()
        self.pages.addWidget(self.table)
        self.pages.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(self.pages, 1)
        self._join()
        self.setFocusProxy(self.table)

    def _join(self) -> None:
        self.bar.changed.connect(self.load)
        self.table.entered.connect(self._enter)
        self.table.named.connect(self._name)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._select())
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._offer)
        self.empty.started.connect(lambda: self.opened.emit(self._leads))

    def _made_actions(self) -> dict[str, QAction]:
        tr, alone = self.tr, Qt.ShortcutContext.WidgetWithChildrenShortcut
        declared = (
            ("tie", tr("Tie to a task…"), "link", "Ctrl+T", self.tie),
            ("defect", tr("Record a defect…"), "issue", "Ctrl+I", self.record),
            ("remove", tr("Remove the test"), "delete", "Del", self.remove),
            ("open", tr("Go to the test"), "test", "Ctrl+Return", self._go),
            ("whole", tr("All environments and cycles"), "table", "Ctrl+Shift+A", self.load),
        )
        made = {
            name: command(self, f"integration-{name}", text, picture, keys, done, context=alone)
            for name, text, picture, keys, done in declared
        }
        made["whole"].setCheckable(True)
        for name in ("tie", "defect"):
            made[name].setPriority(QAction.Priority.HighPriority)
        return made

    # The view's side of the window

    def load(self) -> None:
        state = self.session.program.plan.state
        self.bar.choice.load(state)
        matrix = run_matrix(state, self._interfaces(), whole=self._actions["whole"].isChecked())
        self.model.show_matrix(state, matrix)
        shown = bool(matrix.interfaces and matrix.columns)
        self.bar.setVisible(bool(state.inputs.tables["interface"].ids))
        if not shown:
            self._say_empty()
        self.pages.setCurrentWidget(self.table if shown else self.empty)
        for name in ("tie", "defect", "remove", "open"):
            self._actions[name].setEnabled(shown and (self._writable or name == "open"))
        self.show_selected(*self.session.selected)
        self.headline_changed.emit()

    def _interfaces(self) -> list[int]:
        """The rows of the interfaces of the chosen release that contain the filter's text."""
        state = self.session.program.plan.state
        tables, chosen = state.inputs.tables, self.bar.choice.release
        release = tables["interface"].texts["release_id"]
        rows = [row for row, one in enumerate(release) if not chosen or one == chosen]
        sought = self._text.casefold()
        if not sought:
            return rows
        return [
            row
            for row in rows
            if sought in f"{interface_name(state, row)} {ends_text(state, row)}".casefold()
        ]

    def _say_empty(self) -> None:
        """What is missing, and the first step."""
        tables, tr = self.session.program.plan.state.inputs.tables, self.tr
        step, self._leads = "", "interface"
        if self._text:
            what = tr("No interface is found"), tr("None contains what is looked for.")
        elif not tables["interface"].ids:
            what = (
                tr("No interfaces yet"),
                tr("What one system gives to another stands here as a line, with its tests beside it."),
            )
            step = tr("Add the first interface")
        elif not self.model.matrix.interfaces:
            what = (
                tr("No interfaces in this release"),
                tr("An interface names the release it goes live with."),
            )
            step = tr("Go to the interfaces")
        elif not tables["environment"].ids:
            what = (
                tr("No environments yet"),
                tr("Tests are planned by environment and cycle; say first where the systems run together."),
            )
            step, self._leads = tr("Add the first environment"), "environment"
        else:
            what = (
                tr("No test cycles yet"),
                tr("Tests are planned by environment and cycle; name the first round of tests."),
            )
            step, self._leads = tr("Add the first test cycle"), "test_cycle"
        self.empty.say(*what, step if self._writable else "")

    def follow(self, changes: Changes, delta: Delta) -> None:
        tables = (*_TABLES, "task", "project")
        if delta.moved or delta.reshaped or any(changes.of(table) for table in tables):
            self.load()

    def show_selected(self, table: str, ids: tuple[str, ...]) -> None:
        """Go to the cell of a test that was chosen elsewhere."""
        if table != "integration_test" or len(ids) != 1:
            return
        index, current = self.model.find(ids[0]), self.table.currentIndex()
        if index.isValid() and index != current:
            self.table.setCurrentIndex(index)

    def restyle(self) -> None:
        self.table.viewport().update()

    def commands(self) -> list[QAction]:
        return list(self._actions.values())

    def filter(self, text: str) -> None:
        self._text = text.strip()
        self.load()

    def headline(self) -> str:
        matrix, number = self.model.matrix, self.session.formats.integer
        lines = len(matrix.interfaces)
        said = [self.tr("1 interface") if lines == 1 else self.tr("{} interfaces").format(number(lines))]
        runs = [run for cell in matrix.cells.values() for run in cell]
        said.append(self.tr("1 test") if len(runs) == 1 else self.tr("{} tests").format(number(len(runs))))
        results = Counter(run.result for run in runs)
        for result, text in (
            (RunResult.PASSED, self.tr("{} passed")),
            (RunResult.FAILED, self.tr("{} failed")),
            (RunResult.BLOCKED, self.tr("{} blocked")),
        ):
            if results[result]:
                said.append(text.format(number(results[result])))
        if self._text:
            said.append(self.tr("filtered"))
        return " · ".join(said)

    # What it does

    def _tests(self) -> list[str]:
        """The ids of the tests in the chosen cells."""
        places = (self.model.place(index) for index in self.table.chosen())
        return [place.test for place in places if place.test]

    def _select(self) -> None:
        tests = self._tests()
        if tests:
            self.session.select("integration_test", tests)

    def _name(self, line: int) -> None:
        interface = self.model.matrix.interfaces[line]
        table = self.session.program.plan.state.inputs.tables["interface"]
        self.session.select("interface", [table.ids[interface]])

    def _enter(self, places: list[Place], result: RunResult) -> None:
        if not self._writable:
            return
        added = self.session.do(lambda: enter_results(self.session.program, places, result))
        if added:
            self.session.select("integration_test", added)

    def _needs_test(self) -> list[str]:
        tests = self._tests()
        if not tests:
            self.session.said.emit(self.tr("Choose a cell with a test first"))
        return tests

    def tie(self) -> None:
        """Ask in which task the chosen tests are run."""
        tests = self._needs_test()
        if not tests:
            return
        values = ask_for(
            self.session,
            entry("integration_test"),
            {},
            self,
            fields=("task_id",),
            title=self.tr("In which task is it run?"),
            accept=self.tr("Tie"),
        )
        if values is not None:
            task = {"task_id": values.get("task_id")}
            program = self.session.program
            self.session.do(lambda: set_rows(program, "integration_test", dict.fromkeys(tests, task)))

    def record(self) -> None:
        """Add an issue that the chosen test has found, and go there."""
        tests = self._needs_test()
        if tests:
            made = self.session.do(lambda: record_defect(self.session.program, tests[0]))
            if made is not None:
                self.went.emit("issue", made)

    def remove(self) -> None:
        """Take the chosen tests away."""
        tests = self._needs_test()
        if tests:
            self.session.do(lambda: remove_rows(self.session.program, "integration_test", tests))

    def _go(self) -> None:
        tests = self._needs_test()
        if tests:
            self.went.emit("integration_test", tests[0])

    def _offer(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self._writable and self.table.chosen():
            for result in RunResult:
                action = menu.addAction(result.label)
                action.triggered.connect(lambda _=False, result=result: self.table.enter(result))
            menu.addSeparator()
        for name in ("tie", "defect", "open", "remove"):
            menu.addAction(self._actions[name])
        menu.popup(self.table.viewport().mapToGlobal(at))
