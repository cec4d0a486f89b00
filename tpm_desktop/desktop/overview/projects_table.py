"""The component projects of the overview: one row each, with lights for time, cost and risk."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFocusEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.style import dress_table, font
from tpm_desktop.desktop.widgets import paint_rag
from tpm_desktop.desktop.wording import tip
from tpm_desktop.plan.lights import Rating

from .figures import ProjectLine

Index = QModelIndex | QPersistentModelIndex
RATING = Qt.ItemDataRole.UserRole
SHARE = Qt.ItemDataRole.UserRole + 1
_NOWHERE = QModelIndex()
_TEXTS = ("name", "kind", "manager", "start", "finish", "variance")
_DONE = len(_TEXTS)
_LIGHTS = ("overall", "time", "cost", "risk")
_RIGHT = {3, 4, 5}
_WIDTHS = {1: 190, 2: 190, 3: 72, 4: 104, 5: 88, 6: 100, 7: 66, 8: 50, 9: 50, 10: 50}
_NEEDS = {1: 980, 2: 1160, 3: 820}  # columns that narrow windows do without
_ROW = 28


class ProjectsModel(QAbstractTableModel):
    """The lines of the component projects."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[ProjectLine, ...] = ()

    def show_lines(self, lines: tuple[ProjectLine, ...]) -> None:
        """Show other values."""
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(_TEXTS) + 1 + len(_LIGHTS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return (
                self.tr("Component project"), self.tr("Kind"), self.tr("Manager"), self.tr("Start"),
                self.tr("Finish"), self.tr("vs base"), self.tr("Done"), self.tr("Overall"), self.tr("Time"),
                self.tr("Cost"), self.tr("Risk"),
            )[section]  # fmt: skip
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line, column = self.lines[index.row()], index.column()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if column < _DONE:
            text = getattr(line, _TEXTS[column])
            if role == Qt.ItemDataRole.DisplayRole:
                return f"{text} ▲" if column == 5 and line.late else text
            return tip(text) if role == Qt.ItemDataRole.ToolTipRole and column < 3 else None
        if column == _DONE:
            words = f"{line.done // 100} %"
            return {SHARE: line.done, Qt.ItemDataRole.AccessibleTextRole: words}.get(role)
        rating: Rating = getattr(line.health, _LIGHTS[column - _DONE - 1])
        said = f"{rating.rag.label}: {rating.reason}" if rating.rag is not None else rating.reason
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return said
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(said)
        return (rating.letter or "–") if role == RATING else None


def _alignment(column: int) -> Qt.AlignmentFlag:
    middle = Qt.AlignmentFlag.AlignVCenter
    if column in _RIGHT:
        return middle | Qt.AlignmentFlag.AlignRight
    return middle | (Qt.AlignmentFlag.AlignHCenter if column > _DONE else Qt.AlignmentFlag.AlignLeft)


class _Painter(QStyledItemDelegate):
    """Draws lights, progress, and the project's hue at the row's edge."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        option.state &= ~QStyle.StateFlag.State_HasFocus
        super().paint(painter, option, index)
        theme = Appearance.current().theme
        place = option.rect
        if index.column() == 0:
            edge = QRect(place.left(), place.top() + 5, 3, place.height() - 11)
            painter.fillRect(edge, QColor(theme.project_hue(index.row())))
        letter = index.data(RATING)
        if letter == "–":
            painter.setPen(QColor(theme.muted))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, letter)
        elif letter:
            paint_rag(painter, QRectF(place), letter, theme)
        if index.data(SHARE) is not None:
            self._draw_share(painter, place, int(index.data(SHARE)))

    def _draw_share(self, painter: QPainter, place: QRect, share: int) -> None:
        theme = Appearance.current().theme
        bar = QRect(place.left() + 6, place.center().y() - 2, place.width() - 52, 5)
        painter.fillRect(bar, QColor(theme.line))
        done = QRect(bar.left(), bar.top(), bar.width() * share // 10_000, bar.height())
        painter.fillRect(done, QColor(theme.done))
        painter.setFont(font())
        painter.setPen(QColor(theme.text))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(place.adjusted(0, 0, -6, 0), right, f"{share // 100} %")


class ProjectsTable(QTableView):
    """wanted: the id of a project that a person wants to see."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = ProjectsModel(self)
        self.setObjectName("overview-projects")
        self.setAccessibleName(self.tr("Component projects"))
        self.setModel(self.lines)
        self.setItemDelegate(_Painter(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        dress_table(self)
        self.verticalHeader().setDefaultSectionSize(_ROW)
        header = self.horizontalHeader()
        header.setMinimumSectionSize(40)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, width)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.doubleClicked.connect(self._go)
        self.activated.connect(self._go)

    def show_lines(self, lines: tuple[ProjectLine, ...]) -> None:
        """Show other values, as high as they need."""
        at = self.currentIndex().row()
        self.lines.show_lines(lines)
        if 0 <= at < len(lines):
            self.selectRow(at)
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + _ROW * len(lines) + 2)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard begins at the first project."""
        if not self.currentIndex().isValid():
            self.selectRow(0)
        super().focusInEvent(event)

    def resizeEvent(self, event: object) -> None:
        """Narrow windows do without kind, manager and start."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        width = self.viewport().width()
        for column, needed in _NEEDS.items():
            self.setColumnHidden(column, width < needed)

    def sizeHint(self) -> QSize:
        return QSize(600, self.height())

    def _go(self, index: QModelIndex) -> None:
        self.wanted.emit(self.lines.lines[index.row()].id)
