"""The policy view: the rules at the left, beside or below them what breaks the current one, or the text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.command import command
from tpm_desktop.desktop.inspector.page_tabs import PageTabs
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.view import View
from tpm_desktop.desktop.widgets import EmptyState
from tpm_desktop.file.changes import Changes
from tpm_desktop.finance.policy import Rule
from tpm_desktop.gestures.policy import part_of, set_policy
from tpm_desktop.plan import Delta
from tpm_desktop.plan.policy_findings import PolicyFinding, Report
from tpm_desktop.plan.policy_words import counted

from .agreeing import Agreeing
from .findings import FindingsPanel
from .levels_table import LevelsTable
from .rules_table import RulesTable, Standing, standing
from .text_page import TextPage

_SIDE_BY_SIDE = 1000
_RULES, _LEVELS, _TEXT = range(3)


class PolicyView(View):
    """Rules are held against everything in a thread; text and threshold are edited as one step each."""

    key = "policy"

    def __init__(self, session: Session, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(session, appearance, parent)
        self.table, self.panel, self.text = RulesTable(self), FindingsPanel(self), TextPage(session, self)
        self.levels = LevelsTable(session, self)
        self.tabs = PageTabs(self)
        self._text, self._is_judged = "", True
        self.empty = EmptyState(
            "policy",
            self.tr("No policy was agreed yet"),
            self.tr(
                "Approval limits, contingency, transfers, quotes and variances can be held to rules here; "
                "every edit is checked at once."
            ),
            "" if session.program.file.read_only else self.tr("Start from the corporate policy"),
            other_step="" if session.program.file.read_only else self.tr("Write one"),
        )
        self._made_actions()
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.table)

    def _lay_out(self) -> None:
        self.tabs.show_names([self.tr("Rules"), self.tr("Approval limits"), self.tr("Text")], _RULES)
        self.tabs.setAccessibleName(self.tr("Pages"))
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.table)
        self.splitter.addWidget(self.panel)
        self.splitter.setSizes([560, 440])
        self._pages = QStackedWidget()
        self._pages.addWidget(self.splitter)
        self._pages.addWidget(self.levels)
        self._pages.addWidget(self.text)
        written = QWidget()
        column = QVBoxLayout(written)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(self._pages, 1)
        self._states = QStackedWidget()
        self._states.addWidget(written)
        self._states.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._states)

    def _connect(self) -> None:
        self.session.judged.connect(self._judged)
        self.table.chosen.connect(self._show_rule)
        self.table.entered.connect(self._enter)
        self.tabs.chosen.connect(self._turn)
        self.text.applied.connect(self._apply)
        self.text.changed.connect(self.headline_changed)
        self.panel.table.chosen.connect(self._select)
        self.panel.table.wanted.connect(self._go)
        self.panel.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.panel.table.customContextMenuRequested.connect(self._offer)
        self.empty.started.connect(lambda: self._begin("corporate"))
        self.empty.other_started.connect(lambda: self._begin(""))

    def _made_actions(self) -> None:
        tr = self.tr
        self._failing = command(
            self, "policy-failing", tr("Only what is broken"), "filter", "Ctrl+L", self._sieve
        )
        self._failing.setCheckable(True)
        self._failing.setPriority(QAction.Priority.HighPriority)
        self._edits = command(self, "policy-edit", tr("Edit the rule’s text"), "edit", "F2", self.edit)
        self._goes = command(
            self, "policy-go", tr("Go to what breaks it"), "search", "Ctrl+Return", self._go_current
        )
        self._agreeing = Agreeing(self, self.session, lambda: (self.table.current, self.panel.table.current))

    def kept(self) -> Mapping[str, QSplitter | QAction]:
        return {"splitter": self.splitter, "failing": self._failing}

    def commands(self) -> list[QAction]:
        return [self._failing, self._edits, self._goes, *self._agreeing.commands]

    # The view's side of the window

    def load(self) -> None:
        state = self.session.program.plan.state
        written = not state.policy.is_empty or self.text.is_draft
        self._states.setCurrentIndex(0 if written else 1)
        self.text.load()
        self._show(self.session.policy.report, ())
        self.session.policy.look()

    def follow(self, changes: Changes, delta: Delta) -> None:
        if changes.of("policy_part") or changes.of("program"):
            self.load()

    def restyle(self) -> None:
        self.text.editor.restyle()
        self.table.viewport().update()

    def headline(self) -> str:
        if self._states.currentWidget() is self.empty:
            return self.tr("No policy was agreed yet")
        draft = self.tr(" · the text is not applied yet") if self.text.is_draft else ""
        state, report = self.session.program.plan.state, self.session.policy.report
        if state.policy.problems:
            said = self.tr("{} lines of the policy can’t be read").format(len(state.policy.problems))
            return f"{said}{draft}"
        said = self.tr("{} rules: {}").format(len(state.policy.rules), counted(report))
        return f"{said}{draft}"

    def filter(self, text: str) -> None:
        self._text = text.strip().casefold()
        self._sieve()

    def show_selected(self, table: str, ids: tuple[str, ...]) -> None:
        if table != "policy_part" or len(ids) != 1:
            return
        rules = self.table.rules.rules
        found = next((one for one in rules if part_of(self.session.program, one.id) == ids[0]), None)
        if found is not None:
            self.table.go_to(found.id)
            self._turn(_RULES)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= _SIDE_BY_SIDE
        wanted = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        if self.splitter.orientation() is not wanted:
            self.splitter.setOrientation(wanted)

    # What it shows

    def _judged(self, report: Report, broken: Sequence[PolicyFinding]) -> None:
        """What was found since the view was last seen is shown when it is seen again."""
        self._is_judged = self.isVisible()
        if self._is_judged:
            self._show(report, broken)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._is_judged:
            self._judged(self.session.policy.report, ())

    def _show(self, report: Report, broken: Sequence[PolicyFinding]) -> None:
        policy = self.session.program.plan.state.policy
        self.table.rules.show_rules(policy.rules, report, self.session.formats)
        if self.levels.levels.levels != list(policy.levels):
            self.levels.levels.show_levels(policy.levels)
        self._sieve()
        if self.table.current is None and policy.rules and self.session.policy.has_looked:
            first = report.found[0].rule if report.found else policy.rules[0]
            self.table.go_to(first.id)
        self._show_rule()
        self.text.check()

    def _show_rule(self) -> None:
        rule, state = self.table.current, self.session.program.plan.state
        if rule is not None:
            self.panel.show_rule(rule, self.session.policy.report, state, self.session.formats)

    def _sieve(self) -> None:
        """Show the rules that are asked for."""
        self.table.show_only({rule.id for rule in self.table.rules.rules if self._fits(rule)})
        self.headline_changed.emit()

    def _fits(self, rule: Rule) -> bool:
        report = self.session.policy.report
        if self._failing.isChecked() and standing(rule, report) not in (Standing.BLOCKS, Standing.BROKEN):
            return False
        said = " ".join([rule.id, rule.title, *(one.subject.name for one in report.of_rule(rule.id))])
        return not self._text or self._text in said.casefold()

    # What is done

    def _turn(self, at: int) -> None:
        self.tabs.setCurrentIndex(at)
        self._pages.setCurrentIndex(at)

    def edit(self) -> None:
        """Go on in the text, at the current rule."""
        self._turn(_TEXT)
        if self.table.current is not None and not self.text.is_draft:
            self.text.editor.go_to(self.table.current.line)
        self.text.editor.setFocus()

    def _begin(self, pack: str) -> None:
        self._states.setCurrentIndex(0)
        self._turn(_TEXT)
        if pack:
            self.text.start_from(pack)
        self.text.editor.setFocus()

    def _apply(self, text: str) -> None:
        touched = self.session.do(lambda: set_policy(self.session.program, text))
        if touched is not None:
            self.text.follow_applied()

    def _enter(self) -> None:
        """From the rules into what breaks the current one."""
        self._turn(_RULES)
        table = self.panel.table
        if table.found.rowCount():
            if not table.currentIndex().isValid():
                table.selectRow(0)
            table.setFocus()

    def _select(self, finding: PolicyFinding) -> None:
        self.session.select(finding.subject.table, [finding.subject.id])

    def _go(self, finding: PolicyFinding) -> None:
        self.went.emit(finding.subject.table, finding.subject.id)

    def _go_current(self) -> None:
        if self.panel.table.current is not None:
            self._go(self.panel.table.current)
        else:
            self.session.said.emit(self.tr("Choose a finding first"))

    def _offer(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions([self._goes, *self._agreeing.commands])
        menu.popup(self.panel.table.viewport().mapToGlobal(at))
