"""The health view: the checks at the left, what the current one found beside or below it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtGui import QAction, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.background import Background
from tpm_desktop.desktop.command import command
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.view import View
from tpm_desktop.desktop.widgets import EmptyState
from tpm_desktop.file.changes import Changes
from tpm_desktop.plan import Delta, State
from tpm_desktop.plan.quality import quality
from tpm_desktop.plan.quality_words import Finding, findings, judged
from tpm_desktop.planning.quality import CHECKS, Check, Result, Verdict, failing

from .agreeing import Agreeing
from .checks_model import title, verdict_word
from .checks_tree import ChecksTree, contains
from .findings import FindingsPanel

_SIDE_BY_SIDE = 1000
_CHECK = "check"


class HealthView(View):
    """Reads only. The checks run in a thread of their own; what they find shows when they are done."""

    key = "health"

    def __init__(self, session: Session, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(session, appearance, parent)
        self.tree, self.panel = ChecksTree(self), FindingsPanel(self)
        self._work = Background(self)
        self._problem = ""
        self._checked: State | None = None
        self._asked: State | None = None
        self._results: dict[str, Result] = {}
        self._text = ""
        self.empty = EmptyState(
            "health",
            self.tr("No tasks to check yet"),
            self.tr("Whether logic, dates, progress and people of the plan can be trusted is shown here."),
            "" if session.program.file.read_only else self.tr("Add tasks in the Gantt"),
        )
        self._made_actions()
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.tree)

    def _lay_out(self) -> None:
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.tree)
        self.splitter.addWidget(self.panel)
        self.splitter.setSizes([560, 440])
        self._pages = QStackedWidget()
        self._pages.addWidget(self.splitter)
        self._pages.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)

    def _connect(self) -> None:
        self._work.done.connect(self._show)
        self._work.failed.connect(self._give_up)
        self.tree.chosen.connect(lambda _: self._show_findings())
        self.tree.entered.connect(self._enter)
        self.panel.table.chosen.connect(self._select)
        self.panel.table.wanted.connect(self._go)
        self.panel.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.panel.table.customContextMenuRequested.connect(self._offer)
        self.empty.started.connect(lambda: self.opened.emit("gantt"))

    def _made_actions(self) -> None:
        tr = self.tr
        self._failing = command(
            self, "health-failing", tr("Only what fails"), "filter", "Ctrl+L", self._sieve
        )
        self._failing.setCheckable(True)
        self._failing.setPriority(QAction.Priority.HighPriority)
        self._next = command(
            self, "health-next", tr("Next check that fails"), "move-down", "F8", lambda: self._step(1)
        )
        self._previous = command(
            self, "health-previous", tr("Previous check that fails"), "move-up", "Shift+F8",
            lambda: self._step(-1),
        )  # fmt: skip
        self._goes = command(
            self, "health-go", tr("Go to the task"), "gantt", "Ctrl+Return", self._go_current
        )
        self._agreeing = Agreeing(self, self.session, self._current_finding)

    def commands(self) -> list[QAction]:
        return [self._failing, self._next, self._previous, self._goes, *self._agreeing.commands]

    # The view's side of the window

    def load(self) -> None:
        state = self.session.program.plan.state
        counted = ~state.summary
        self._pages.setCurrentWidget(self.splitter if counted.any() else self.empty)
        if state is not self._asked:
            self._asked = state
            self._work.start(lambda: (state, quality(state)))

    def follow(self, changes: Changes, delta: Delta) -> None:
        self.load()
        if changes.of("program") and self._checked is not None:
            self._say(self._checked)  # dates and units may be written otherwise now

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.load()

    def restyle(self) -> None:
        self.tree.viewport().update()

    def headline(self) -> str:
        if self._problem:
            return self.tr("The checks could not be made: {}").format(self._problem)
        if self._pages.currentWidget() is not self.splitter:
            return ""
        if not self._results:
            return self.tr("checking…")
        results = self._results.values()
        said = self.tr("{} of {} checks fail").format(len(failing(results)), judged(results))
        return self.tr("{} · filtered").format(said) if len(self.tree.visible()) < len(CHECKS) else said

    def filter(self, text: str) -> None:
        self._text = text.strip().casefold()
        self._sieve()

    def remember(self, settings: QSettings) -> None:
        settings.setValue("health/failing", self._failing.isChecked())

    def recall(self, settings: QSettings) -> None:
        self._failing.setChecked(bool(settings.value("health/failing", False, type=bool)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= _SIDE_BY_SIDE
        wanted = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        if self.splitter.orientation() is not wanted:
            self.splitter.setOrientation(wanted)

    # What it shows

    def _show(self, answer: tuple[State, list[Result]]) -> None:
        self._checked, results = answer
        self._problem = ""
        self._results = {result.check.id: result for result in results}
        self._say(self._checked)
        self._sieve()
        if self.tree.current is None:
            first = next(iter(failing(results)), results[0])
            self.tree.go_to(first.check.id)
        self.headline_changed.emit()

    def _give_up(self, problem: Exception) -> None:
        """Show no checks of an earlier state, and say why there are none of this one."""
        self._results, self._problem = {}, str(problem)
        self.tree.checks.show_results([], self.session.formats)
        self.headline_changed.emit()

    def _say(self, state: State) -> None:
        self.tree.checks.show_results(list(self._results.values()), self.session.formats)
        self._show_findings()

    def _show_findings(self) -> None:
        check = self.tree.current
        if check is None or check.id not in self._results or self._checked is None:
            return
        result = self._results[check.id]
        found = self._parts(result) if check.made_of else self._found(result)
        self.panel.show_result(result, found, self.session.formats)

    def _found(self, result: Result) -> list[Finding]:
        """What a check found; where the check itself does not contain the filter, what contains it."""
        assert self._checked is not None  # shown after the checks are done
        every = list(findings(result, self._checked, self.session.formats))
        if not self._text or contains(result, self._text):
            return every
        return [finding for finding in every if self._text in finding.what.casefold()]

    def _parts(self, result: Result) -> list[Finding]:
        """The checks that a practice is rated from."""
        parts = [self._results[part] for part in result.check.made_of]
        return [
            Finding(
                _CHECK,
                part.check.id,
                task=(_CHECK, part.check.id),
                what=f"{part.check.id}  {title(part.check)}",
                project="",
                amount=verdict_word(part.verdict),
            )
            for part in parts
        ]

    def _sieve(self) -> None:
        """Show the checks that are asked for."""
        wanted = {result.check.id for result in self._results.values() if self._fits(result)}
        self.tree.show_only(wanted if self._results else {check.id for check in CHECKS})
        self._show_findings()
        self.headline_changed.emit()

    def _fits(self, result: Result) -> bool:
        if self._failing.isChecked() and result.verdict is not Verdict.FAILS:
            return False
        return not self._text or contains(result, self._text) or self._names(result)

    def _names(self, result: Result) -> bool:
        """Whether something that was found contains the filter's text."""
        assert self._checked is not None  # asked only of results
        if result.check.register:
            told = findings(result, self._checked, self.session.formats)
            return any(self._text in one.what.casefold() for one in told)
        links = self._checked.inputs.links
        rows = {*result.found.tasks.tolist()}
        rows.update(links.predecessor[result.found.links].tolist())
        rows.update(links.successor[result.found.links].tolist())
        return any(self._text in self._checked.names[row].casefold() for row in rows)

    # Where it leads

    def _enter(self) -> None:
        """From the checks into what the current one found."""
        table = self.panel.table
        if table.found.rowCount():
            if not table.currentIndex().isValid():
                table.selectRow(0)
            table.setFocus()

    def _select(self, finding: Finding) -> None:
        if finding.table != _CHECK:
            self.session.select(finding.table, [finding.id])

    def _go(self, finding: Finding) -> None:
        table, row_id = finding.task
        if table == _CHECK:
            self.tree.go_to(row_id)
            self.tree.setFocus()
        else:
            self.went.emit(table, row_id)

    def _go_current(self) -> None:
        if self.panel.table.current is not None:
            self._go(self.panel.table.current)
        else:
            self.session.said.emit(self.tr("Choose a finding first"))

    def _current_finding(self) -> tuple[Check | None, Finding | None]:
        """The check that is shown, as the program holds it, and the finding that the keyboard is at."""
        check = self.tree.current
        result = None if check is None else self._results.get(check.id)
        return (result.check if result else check), self.panel.table.current

    def _offer(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions([self._goes, *self._agreeing.commands])
        menu.popup(self.panel.table.viewport().mapToGlobal(at))

    def _step(self, by: int) -> None:
        """To the next check that fails, from the last one round to the first."""
        shown = self.tree.visible()
        fails = (
            [n for n, check in enumerate(shown) if self._results[check].verdict is Verdict.FAILS]
            if self._results
            else []
        )
        if not fails:
            self.session.said.emit(self.tr("No check fails"))
            return
        current = self.tree.current
        at = shown.index(current.id) if current is not None and current.id in shown else -1
        beyond = [n for n in fails if (n - at) * by > 0]
        self.tree.go_to(shown[(beyond or fails)[0 if by > 0 else -1]])
