"""The list of checks: a verdict is a shape, a word and a colour."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.icons import draw
from tpm_desktop.desktop.lines import LinesTree
from tpm_desktop.desktop.style import font
from tpm_desktop.planning.quality import Check, Result, Verdict

from .checks_model import CHECK, COUNTED, FIGURE, ID, STATE, THRESHOLD, VERDICT, ChecksModel, title

Index = QModelIndex | QPersistentModelIndex
LOOKS = {
    Verdict.FAILS: ("warning", "red"),
    Verdict.HOLDS: ("success", "green"),
    Verdict.REPORTED: ("info", "muted"),
    Verdict.NOT_APPLICABLE: ("minus", "disabled"),
}
_WIDTHS = {FIGURE: 76, COUNTED: 116, THRESHOLD: 82, VERDICT: 126}
_NEEDS = {COUNTED: 620, THRESHOLD: 540}  # columns that a narrow list does without
_CODE = 46  # pixels for the id before a check's title
_ICON = 14


class _Painter(QStyledItemDelegate):
    """Draws ids before titles, shapes before verdicts, and groups as headings."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        theme = Appearance.current().theme
        verdict = index.data(STATE)
        if index.data(ID) is None:
            option.font = font(weight=QFont.Weight.DemiBold)
            return
        if index.column() in (CHECK, VERDICT):
            option.text = ""
        muted = index.column() in (COUNTED, THRESHOLD) or verdict is Verdict.NOT_APPLICABLE
        if muted:
            for role in (QPalette.ColorRole.Text, QPalette.ColorRole.HighlightedText):
                option.palette.setColor(role, QColor(theme.muted))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        if index.data(ID) is None or index.column() not in (CHECK, VERDICT):
            return
        painter.save()
        painter.setFont(font())
        if index.column() == CHECK:
            self._draw_title(painter, option.rect, index)
        elif index.data(STATE) is not None:
            self._draw_verdict(painter, option.rect, index)
        painter.restore()

    def _draw_title(self, painter: QPainter, place: QRect, index: Index) -> None:
        theme = Appearance.current().theme
        room = place.adjusted(6, 0, -6, 0)
        painter.setPen(QColor(theme.muted))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, str(index.data(ID)))
        room.setLeft(room.left() + _CODE)
        quiet = index.data(STATE) is Verdict.NOT_APPLICABLE
        painter.setPen(QColor(theme.muted if quiet else theme.text))
        _draw_line(painter, room, str(index.data()))

    def _draw_verdict(self, painter: QPainter, place: QRect, index: Index) -> None:
        theme = Appearance.current().theme
        picture, token = LOOKS[index.data(STATE)]
        colour = getattr(theme, token)
        draw(painter, picture, colour, QPoint(place.left() + 8, place.center().y() - _ICON // 2 + 1), _ICON)
        painter.setPen(QColor(theme.muted if token == "disabled" else colour))
        _draw_line(painter, place.adjusted(_ICON + 16, 0, -4, 0), str(index.data()))


def _draw_line(painter: QPainter, room: QRect, text: str) -> None:
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


class ChecksTree(LinesTree):
    """chosen: the id of the check that is current now. entered: what it found is wanted."""

    chosen = Signal(str)
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        checks = ChecksModel()
        super().__init__(
            "health-checks", QCoreApplication.translate("ChecksTree", "Checks"), checks, _Painter, parent
        )
        self.checks = checks
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, width)
        self.expandAll()
        self.selectionModel().currentRowChanged.connect(self._tell)
        self.activated.connect(lambda index: self.entered.emit() if index.data(ID) else None)

    @property
    def current(self) -> Check | None:
        """The check whose findings are shown."""
        return self.checks.check(self.currentIndex())

    def go_to(self, check_id: str) -> None:
        """Make a check the current one."""
        self.choose(self.checks.find(check_id))

    def show_only(self, wanted: set[str]) -> None:
        """Hide all other checks, and groups of which none is left."""
        for line, check in self.checks.lines():
            self.setRowHidden(line.number, self.checks.place(line).parent(), check.id not in wanted)
        for group in self.checks.root.children:
            hidden = all(self.isRowHidden(line.number, self.checks.place(group)) for line in group.children)
            self.setRowHidden(group.number, QModelIndex(), hidden)

    def visible(self) -> list[str]:
        """The ids of the checks that are not hidden, from top to bottom."""
        shown = (
            check.id
            for line, check in self.checks.lines()
            if not self.isRowHidden(line.number, self.checks.place(line).parent())
        )
        return list(shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for column, needed in _NEEDS.items():
            self.setColumnHidden(column, self.width() < needed)

    def _tell(self, index: QModelIndex) -> None:
        check = self.checks.check(index)
        if check is not None:
            self.chosen.emit(check.id)


def contains(result: Result, text: str) -> bool:
    """Whether a check's id, title or verdict contains a text in lower case."""
    said = f"{result.check.id} {title(result.check)} {result.verdict.value}"
    return text in said.casefold()
