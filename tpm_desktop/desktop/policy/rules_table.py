"""The rules of the policy, one a row: what each asks for, and how it stands, by shape, word and colour."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.icons import icon
from tpm_desktop.desktop.style import dress_lines
from tpm_desktop.desktop.wording import tip
from tpm_desktop.finance.policy import SCOPE_WORDS, Rule
from tpm_desktop.formats import Formats
from tpm_desktop.plan.policy_findings import Report
from tpm_desktop.plan.policy_words import asked_text

Index = QModelIndex | QPersistentModelIndex
RULE, ASKS, OF, STANDING = range(4)
_NOWHERE = QModelIndex()
_WIDTHS = {ASKS: 176, OF: 142, STANDING: 126}
_NEEDS = {OF: 640, ASKS: 460}  # columns that a narrow table does without
_ICON = QSize(14, 14)

translate = QCoreApplication.translate


class Standing(StrEnum):
    """How a rule stands."""

    BLOCKS = "blocks"
    BROKEN = "broken"
    WAIVED = "waived"
    HOLDS = "holds"
    OPEN = "open"


_LOOKS = {
    Standing.BLOCKS: ("error", "red"),
    Standing.BROKEN: ("warning", "amber"),
    Standing.WAIVED: ("check", "muted"),
    Standing.HOLDS: ("success", "green"),
    Standing.OPEN: ("minus", "muted"),
}


def standing(rule: Rule, report: Report) -> Standing:
    """Of a rule over everything that it is about."""
    found = report.of_rule(rule.id)
    if any(one.blocks for one in found):
        return Standing.BLOCKS
    if any(one.borne is None for one in found):
        return Standing.BROKEN
    if found:
        return Standing.WAIVED
    return Standing.HOLDS if report.holds.get(rule.id) else Standing.OPEN


def standing_words(rule: Rule, report: Report) -> str:
    """ "2 blocking", "1 finding", "Waived", "Holds", "No figures"."""
    found = report.of_rule(rule.id)
    blocking = sum(one.blocks for one in found)
    counted = sum(one.borne is None for one in found)
    one = {
        Standing.BLOCKS: translate("Policy", "{} blocking").format(blocking),
        Standing.BROKEN: translate("Policy", "{} findings").format(counted)
        if counted > 1
        else translate("Policy", "1 finding"),
        Standing.WAIVED: translate("Policy", "Waived"),
        Standing.HOLDS: translate("Policy", "Holds"),
        Standing.OPEN: translate("Policy", "No figures yet"),
    }
    return one[standing(rule, report)]


class RulesModel(QAbstractTableModel):
    """The rules in the order of the text."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rules: list[Rule] = []
        self._report = Report((), (), {})
        self._formats: Formats | None = None

    def show_rules(self, rules: Sequence[Rule], report: Report, formats: Formats) -> None:
        """Show other rules, or the same ones standing otherwise."""
        same = [rule.id for rule in rules] == [rule.id for rule in self.rules]
        if not same:
            self.beginResetModel()
        self.rules, self._report, self._formats = list(rules), report, formats
        if not same:
            self.endResetModel()
        elif self.rules:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rules) - 1, STANDING))

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rules)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else STANDING + 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (self.tr("Rule"), self.tr("Asks for"), self.tr("Of each"), self.tr("Standing"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        rule = self.rules[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(rule, index.column())
        picture, token = _LOOKS[standing(rule, self._report)]
        if index.column() == STANDING and role == Qt.ItemDataRole.DecorationRole:
            return icon(picture, colour=token)
        if role == Qt.ItemDataRole.ForegroundRole and index.column() != RULE:
            return QColor(
                getattr(Appearance.current().theme, token if index.column() == STANDING else "muted")
            )
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(f"{self._text(rule, RULE)}: {self._text(rule, ASKS)}\n{rule.to_do}")
        return None

    def _text(self, rule: Rule, column: int) -> str:
        if self._formats is None:
            return ""
        if column == ASKS:
            return asked_text(rule, self._formats)
        if column == OF:
            return translate("Policy", SCOPE_WORDS[rule.scope])
        return f"{rule.id}  {rule.title}" if column == RULE else standing_words(rule, self._report)


class RulesTable(QTableView):
    """chosen: the rule that is current now. entered: what breaks it is wanted."""

    chosen = Signal()
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rules = RulesModel(self)
        self.setModel(self.rules)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setIconSize(_ICON)
        dress_lines(self, "policy-rules", self.tr("Rules"))
        self.horizontalHeader().setSectionResizeMode(RULE, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, width)
        self.selectionModel().currentRowChanged.connect(lambda *_: self.chosen.emit())
        self.activated.connect(lambda _: self.entered.emit())

    @property
    def current(self) -> Rule | None:
        """The rule that the keyboard is at."""
        row = self.currentIndex().row()
        return self.rules.rules[row] if 0 <= row < len(self.rules.rules) else None

    def go_to(self, rule_id: str) -> None:
        """Make a rule the current one."""
        row = next((n for n, rule in enumerate(self.rules.rules) if rule.id == rule_id), None)
        if row is not None:
            self.selectRow(row)

    def show_only(self, wanted: set[str]) -> None:
        """Hide all other rules."""
        for row, rule in enumerate(self.rules.rules):
            self.setRowHidden(row, rule.id not in wanted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for column, needed in _NEEDS.items():
            self.setColumnHidden(column, self.width() < needed)
