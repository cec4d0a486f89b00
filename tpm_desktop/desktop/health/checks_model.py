"""The checks as a tree: groups, and in each its checks with figure, threshold and verdict."""

from __future__ import annotations

from itertools import groupby

from PySide6.QtCore import (
    QAbstractItemModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from tpm_desktop.formats import Formats
from tpm_desktop.plan.quality_words import figure_text, out_of, threshold_text
from tpm_desktop.planning.quality import CHECKS, Check, Result, Verdict, failing

Index = QModelIndex | QPersistentModelIndex
CHECK, FIGURE, COUNTED, THRESHOLD, VERDICT = range(5)
STATE = Qt.ItemDataRole.UserRole
ID = Qt.ItemDataRole.UserRole + 1
_NOWHERE = QModelIndex()
_RIGHT = (FIGURE, COUNTED, THRESHOLD)
_GROUP = 0  # the internal id of groups; of checks it is the number of their group, counted from 1

translate = QCoreApplication.translate


def title(check: Check) -> str:
    """What a check is called, in the language of the window."""
    return translate("Quality", check.title)


def verdict_word(verdict: Verdict) -> str:
    """A verdict as one word or two."""
    return translate("Quality", verdict.value.capitalize())


class ChecksModel(QAbstractItemModel):
    """All checks that there are; without results the figures are open."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.groups = [
            (group, tuple(checks)) for group, checks in groupby(CHECKS, key=lambda check: check.group)
        ]
        self.results: dict[str, Result] = {}
        self._formats: Formats | None = None

    def show_results(self, results: list[Result], formats: Formats) -> None:
        """Show other figures; rows stay where they are."""
        self.results = {result.check.id: result for result in results}
        self._formats = formats
        for row in range(len(self.groups)):
            group = self.index(row, 0)
            self.dataChanged.emit(group, self.index(row, VERDICT))
            self.dataChanged.emit(
                self.index(0, 0, group), self.index(self.rowCount(group) - 1, VERDICT, group)
            )

    def check(self, index: Index) -> Check | None:
        """The check of a row, None of a group."""
        if not index.isValid() or index.internalId() == _GROUP:
            return None
        return self.groups[index.internalId() - 1][1][index.row()]

    def place(self, check_id: str) -> QModelIndex:
        """Where a check stands."""
        for number, (_, checks) in enumerate(self.groups):
            for row, check in enumerate(checks):
                if check.id == check_id:
                    return self.index(row, 0, self.index(number, 0))
        return QModelIndex()

    def index(self, row: int, column: int, parent: Index = _NOWHERE) -> QModelIndex:
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else _GROUP)

    def parent(self, index: Index = _NOWHERE) -> QModelIndex:  # type: ignore[override]
        if not index.isValid() or index.internalId() == _GROUP:
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, _GROUP)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        if not parent.isValid():
            return len(self.groups)
        top = parent.internalId() == _GROUP and parent.column() == 0
        return len(self.groups[parent.row()][1]) if top else 0

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return VERDICT + 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        names = (
            self.tr("Check"),
            self.tr("Figure"),
            self.tr("Counted"),
            self.tr("Holds at"),
            self.tr("Verdict"),
        )
        return names[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        check = self.check(index)
        if check is None:
            return self._of_group(index, role)
        result = self.results.get(check.id)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(index.column())
        if role == STATE:
            return result.verdict if result else None
        if role == ID:
            return check.id
        text = self._text(check, result, index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role == Qt.ItemDataRole.ToolTipRole and index.column() in (CHECK, VERDICT):
            return f"{title(check)}\n{translate('Quality', check.mend)}"
        return f"{check.id} {text}" if role == Qt.ItemDataRole.AccessibleTextRole else None

    def _text(self, check: Check, result: Result | None, column: int) -> str:
        if column == CHECK:
            return title(check)
        if result is None or self._formats is None:
            return ""
        return (
            figure_text(result, self._formats),
            out_of(result, self._formats),
            threshold_text(result.check, self._formats),
            verdict_word(result.verdict),
        )[column - 1]

    def _of_group(self, index: Index, role: int) -> object:
        group, checks = self.groups[index.row()]
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if index.column() == CHECK:
            return translate("Quality", group.value)
        if index.column() != VERDICT or not self.results:
            return ""
        shown = [self.results[check.id] for check in checks]
        fails = sum(r.verdict is Verdict.FAILS for r in shown) if checks[0].made_of else len(failing(shown))
        return self.tr("{} fail").format(fails) if fails else self.tr("none fails")


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in _RIGHT else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
