"""What breaks one rule: the rule with its source and mend, and below it what breaks it, by which figure."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QHeaderView,
    QLabel,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.style import dress_lines, mark
from tpm_desktop.desktop.wording import tip
from tpm_desktop.finance.policy import SCOPE_WORDS, Rule
from tpm_desktop.formats import Formats
from tpm_desktop.plan import State
from tpm_desktop.plan.policy_findings import PolicyFinding, Report
from tpm_desktop.plan.policy_words import asked_text, borne_text, mend, missing_text, said

Index = QModelIndex | QPersistentModelIndex
WHAT, FIGURE, WAIVED = range(3)
_NOWHERE = QModelIndex()
_WIDTHS = {WHAT: 250, WAIVED: 110}


class FindingsModel(QAbstractTableModel):
    """What breaks a rule."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.findings: list[PolicyFinding] = []
        self._state: State | None = None
        self._formats: Formats | None = None

    def show_findings(self, findings: Sequence[PolicyFinding], state: State, formats: Formats) -> None:
        """Show others."""
        self.beginResetModel()
        self.findings, self._state, self._formats = list(findings), state, formats
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.findings)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else WAIVED + 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (self.tr("What"), self.tr("Figure"), self.tr("Waived until"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        finding = self.findings[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(finding, index.column())
        if role == Qt.ItemDataRole.ForegroundRole and finding.borne:
            return QColor(Appearance.current().theme.muted)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(self._told(finding))
        return None

    def _text(self, finding: PolicyFinding, column: int) -> str:
        if self._formats is None or self._state is None:
            return ""
        if column == WHAT:
            return finding.subject.name
        if column == FIGURE:
            return said(finding, self._state, self._formats)
        return self._formats.date(finding.borne.until) if finding.borne else ""

    def _told(self, finding: PolicyFinding) -> str:
        """The whole of a row, and who bears it and why."""
        lines = [self._text(finding, WHAT), self._text(finding, FIGURE)]
        if finding.borne and self._formats:
            borne = borne_text(finding.borne, self._formats)
            lines.append(f"{borne[:1].upper()}{borne[1:]}")
        return "\n".join(lines)


class FindingsTable(QTableView):
    """wanted: a finding is to be gone to. chosen: it is the current one."""

    wanted = Signal(object)
    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.found = FindingsModel(self)
        self.setModel(self.found)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        dress_lines(self, "policy-findings", self.tr("Findings"))
        self.horizontalHeader().setSectionResizeMode(FIGURE, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, width)
        self.activated.connect(lambda index: self.wanted.emit(self.found.findings[index.row()]))
        self.selectionModel().currentRowChanged.connect(self._tell)

    @property
    def current(self) -> PolicyFinding | None:
        """The finding that the keyboard is at, the only one where there is one."""
        found, row = self.found.findings, self.currentIndex().row()
        if 0 <= row < len(found):
            return found[row]
        return found[0] if len(found) == 1 else None

    def _tell(self) -> None:
        if self.currentIndex().isValid() and self.current is not None:
            self.chosen.emit(self.current)


class FindingsPanel(QWidget):
    """A rule above what breaks it, or a line where nothing does."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.about, self.mend, self._nothing = QLabel(), QLabel(), QLabel(), QLabel()
        mark(self, role="canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        mark(self.title, role="section")
        mark(self.about, role="muted")
        mark(self._nothing, role="muted")
        self._nothing.setWordWrap(True)
        self._nothing.setTextFormat(Qt.TextFormat.PlainText)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._nothing.setContentsMargins(16, 12, 16, 12)
        self.table = FindingsTable(self)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.table)
        self._pages.addWidget(self._nothing)
        head = QVBoxLayout()
        head.setContentsMargins(16, 12, 16, 10)
        head.setSpacing(4)
        for label in (self.title, self.about, self.mend):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            head.addWidget(label)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._pages, 1)

    def show_rule(self, rule: Rule, report: Report, state: State, formats: Formats) -> None:
        """Show what breaks one rule."""
        found = report.of_rule(rule.id)
        self.title.setText(f"{rule.id}  {rule.title}")
        asked = f"{SCOPE_WORDS[rule.scope]}: {asked_text(rule, formats)}"
        severity = self.tr("hard") if rule.is_hard else self.tr("soft")
        parts = [asked, severity, rule.source, self.tr("line {}").format(rule.line)]
        self.about.setText(" · ".join(filter(None, parts)))
        self.mend.setText(mend(rule))
        self.mend.setVisible(bool(found))
        kept = self.table.currentIndex().row()
        self.table.found.show_findings(found, state, formats)
        if 0 <= kept < len(found):
            self.table.selectRow(kept)
        self.table.setColumnHidden(WAIVED, not any(one.borne for one in found))
        self._nothing.setText(self._why_nothing(rule, report))
        self._pages.setCurrentIndex(0 if found else 1)

    def _why_nothing(self, rule: Rule, report: Report) -> str:
        holds = report.holds.get(rule.id, 0)
        missing = {missing_text(judged) for judged in report.open if judged.rule.id == rule.id}
        if holds:
            return self.tr("Nothing breaks it; looked at: {}.").format(holds)
        if missing:
            return self.tr("It can’t be assessed: {}.").format("; ".join(sorted(missing)))
        return self.tr("There is nothing yet that it is about.")
