"""The table beside the overlaid chart: each row's name, its finish then and now, and by how much it moved."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QPoint, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QTableView, QWidget
from PySide6.QtWidgets import QStyleOptionViewItem as Option

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.gantt.time_header import header_height
from tpm_desktop.desktop.icons import draw
from tpm_desktop.desktop.style import dress_table, font
from tpm_desktop.desktop.wording import tip
from tpm_desktop.file.compare import How
from tpm_desktop.formats import Formats
from tpm_desktop.plan import instant
from tpm_desktop.plan.compare_words import NOTHING, moment
from tpm_desktop.planning.columns import NONE
from tpm_desktop.planning.worktime import Calendar

from .asked import Answer
from .lines import Line
from .tree import SIGNS

Index = QModelIndex | QPersistentModelIndex
NAME, WAS, IS, BY = range(4)
LINE = Qt.ItemDataRole.UserRole
_NOWHERE = QModelIndex()
_WIDTHS = {WAS: 108, IS: 108, BY: 68}
_LEAST_NAME = 180  # pixels that names keep before the least needed columns are hidden
_SIGN, _INDENT, _PAD = 12, 12, 8


class LinesModel(QAbstractTableModel):
    """One row a line of the chart."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.lines: list[Line] = []
        self._formats: Formats | None = None
        self._calendar: Calendar | None = None

    def show_lines(self, answer: Answer, lines: list[Line]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self.lines, self._formats = lines, answer.formats
        self._calendar = answer.now.inputs.calendars[answer.now.inputs.options.calendar]
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else BY + 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(section) | Qt.AlignmentFlag.AlignBottom
        if role == Qt.ItemDataRole.DisplayRole:
            names = (self.tr("Task"), self.tr("Finish was"), self.tr("Finish is"), self.tr("Moved"))
            return names[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line, column = self.lines[index.row()], index.column()
        if role == LINE:
            return line
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(column) | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(self.told(line))
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(line, column)
        return self.told(line) if role == Qt.ItemDataRole.AccessibleTextRole and column == NAME else None

    def _text(self, line: Line, column: int) -> str:
        assert self._formats is not None  # lines are shown with their formats
        if column == NAME:
            return line.name
        then, now = line.finish
        if column == BY:
            return self._moved(line)
        shown = then if column == WAS else now
        if column == WAS and then == now:
            return ""
        return NOTHING if shown == NONE else self._formats.date(instant(shown))

    def _moved(self, line: Line) -> str:
        """By how much working time the finish moved."""
        then, now = line.finish
        if line.how is How.ADDED:
            return self.tr("added")
        if line.how is How.REMOVED:
            return self.tr("removed")
        assert self._formats is not None
        assert self._calendar is not None
        if NONE in (then, now) or then == now:
            return ""
        work = self._calendar.to_work(now) - self._calendar.to_work(then)
        if not work:
            return self._formats.duration(now - then, elapsed=True, sign=True)
        return self._formats.duration(work, unit="d", sign=True)

    def told(self, line: Line) -> str:
        """A line in words: the name, what became of it, start and finish then and now."""
        assert self._formats is not None
        said = [line.name]
        words = {How.ADDED: self.tr("added"), How.REMOVED: self.tr("removed"), How.CHANGED: self.tr("edited")}
        said += [words[line.how]] if line.how else []
        for label, pair, finish in (
            (self.tr("Start"), line.start, False),
            (self.tr("Finish"), line.finish, True),
        ):
            known = [moment(at, self._formats, finish=finish) for at in dict.fromkeys(pair) if at != NONE]
            said.append(f"{label}: {' → '.join(known)}")
        return "\n".join(said)


def _side(column: int) -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignLeft if column == NAME else Qt.AlignmentFlag.AlignRight


class _Header(QHeaderView):
    """As high as the header of the time scale."""

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), header_height())


class _Painter(QStyledItemDelegate):
    """Names indented as in the outline, with the sign of what became of the row."""

    def initStyleOption(self, option: Option, index: Index) -> None:
        super().initStyleOption(option, index)
        line, theme = index.data(LINE), Appearance.current().theme
        colour = theme.text
        if line.is_summary:
            option.font = font(weight=QFont.Weight.DemiBold)
        if index.column() == WAS:
            colour = theme.muted
        elif index.column() == BY:
            later = line.how is None or line.how is How.CHANGED
            colour = theme.critical if later and line.finish[1] > line.finish[0] else theme.muted
        if index.column() == NAME:
            option.text = ""
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.HighlightedText):
            option.palette.setColor(role, QColor(colour))

    def paint(self, painter: QPainter, option: Option, index: Index) -> None:
        super().paint(painter, option, index)
        if index.column() != NAME:
            return
        line, theme, place = index.data(LINE), Appearance.current().theme, option.rect
        left = place.left() + _PAD + line.level * _INDENT
        if line.how:
            picture, token = SIGNS[line.how]
            at = QPoint(left, place.center().y() - _SIGN // 2 + 1)
            draw(painter, picture, getattr(theme, token), at, _SIGN)
        painter.save()
        made = font(weight=QFont.Weight.DemiBold if line.is_summary else QFont.Weight.Normal)
        made.setStrikeOut(line.how is How.REMOVED)
        painter.setFont(made)
        painter.setPen(QColor(theme.text if line.differs else theme.muted))
        room = place.adjusted(0, 0, -_PAD, 0)
        room.setLeft(left + _SIGN + 4)
        shown = painter.fontMetrics().elidedText(line.name, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.restore()


class LinesTable(QTableView):
    """The lines by name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = LinesModel(self)
        self.setObjectName("compare-lines")
        self.setAccessibleName(self.tr("Tasks of both moments"))
        self.setHorizontalHeader(_Header(Qt.Orientation.Horizontal, self))
        self.setModel(self.lines)
        self.setItemDelegate(_Painter(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        across = self.horizontalScrollBar()  # always there, so that it ends where the chart ends
        across.setStyleSheet("QScrollBar::handle:disabled { background: transparent; }")
        across.setEnabled(False)
        dress_table(self)
        header = self.horizontalHeader()
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Hide what there is no room for, the earlier finish first."""
        super().resizeEvent(event)
        room = self.viewport().width() - _LEAST_NAME
        for column in (BY, IS, WAS):
            self.setColumnHidden(column, room < _WIDTHS[column])
            room -= _WIDTHS[column]
