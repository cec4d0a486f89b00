"""Life cycles as rows of stages and gates: the model, and how a cell is drawn."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.style import font
from tpm_desktop.desktop.wording import tip
from tpm_desktop.model.gates import GateVerdict
from tpm_desktop.plan import instant
from tpm_desktop.plan.life_cycle import GateLine, LifeCycle, Span
from tpm_desktop.plan.life_cycle_words import (
    gate_date,
    gate_headline,
    late_text,
    readiness_text,
    standing_text,
)
from tpm_desktop.planning.columns import NONE
from tpm_desktop.theme import measures

Index = QModelIndex | QPersistentModelIndex
PART = Qt.ItemDataRole.UserRole  # the stage or gate of a cell, None behind the last
NEXT = Qt.ItemDataRole.UserRole + 1  # whether a gate is the next one
_NOWHERE = QModelIndex()
_LETTERS = {
    GateVerdict.GO: "✓", GateVerdict.CONDITIONS: "C", GateVerdict.RECYCLE: "R", GateVerdict.STOP: "✕",
}  # fmt: skip


def in_order(cycle: LifeCycle, stage_ids: Sequence[str]) -> list[Span | GateLine]:
    """Stages with the gates that end them behind; other gates by date."""
    rows = {row_id: row for row, row_id in enumerate(stage_ids)}
    parts: list[Span | GateLine] = []
    placed: set[str] = set()
    for span in cycle.stages:
        parts.append(span)
        own = [g for g in cycle.gates if span.table == "stage" and g.stage == rows.get(span.id, -2)]
        parts += own
        placed.update(gate.id for gate in own)
    for gate in cycle.gates:
        if gate.id in placed:
            continue
        before = [n for n, part in enumerate(parts) if _ends(part) != NONE and _ends(part) <= gate.at]
        parts.insert(before[-1] + 1 if before and gate.at != NONE else len(parts), gate)
    return parts


def _ends(part: Span | GateLine) -> int:
    return part.finish if isinstance(part, Span) else part.at


class LifeCycleModel(QAbstractTableModel):
    """A line a life cycle, a cell a stage or gate."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.cycles: list[LifeCycle] = []
        self.parts: list[list[Span | GateLine]] = []

    def show_cycles(self, cycles: list[LifeCycle]) -> None:
        """Show others."""
        stages = self._session.program.plan.state.inputs.tables["stage"].ids
        parts = [in_order(cycle, stages) for cycle in cycles]
        same = [[p.id for p in line] for line in parts] == [[p.id for p in line] for line in self.parts]
        if not same:
            self.beginResetModel()
        self.cycles, self.parts = cycles, parts
        if not same:
            self.endResetModel()
        elif parts:
            self.dataChanged.emit(self.index(0, 0), self.index(len(parts) - 1, self.columnCount() - 1))

    def find(self, row_id: str) -> QModelIndex:
        """The cell of a stage or gate."""
        for line, parts in enumerate(self.parts):
            for column, part in enumerate(parts):
                if part.id == row_id:
                    return self.index(line, column)
        return QModelIndex()

    def part(self, index: Index) -> Span | GateLine | None:
        """What a cell stands for."""
        line = self.parts[index.row()] if 0 <= index.row() < len(self.parts) else []
        return line[index.column()] if 0 <= index.column() < len(line) else None

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.parts)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() or not self.parts else max(1, *map(len, self.parts))

    def flags(self, index: Index) -> Qt.ItemFlag:
        there = self.part(index) is not None
        return Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled if there else Qt.ItemFlag.NoItemFlags

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Vertical and section < len(self.cycles):
            name = self.cycles[section].name
            if role == Qt.ItemDataRole.ToolTipRole:
                return tip(name)
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return int(
                    Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
                )
            return name if role == Qt.ItemDataRole.DisplayRole else None
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        part = self.part(index)
        if part is None:
            return None
        if role == PART:
            return part
        if role == NEXT:
            following = self.cycles[index.row()].next
            return following is not None and following.id == part.id
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.words(part)
        return tip(self.words(part)) if role == Qt.ItemDataRole.ToolTipRole else None

    def words(self, part: Span | GateLine) -> str:
        """A cell in words."""
        formats = self._session.formats
        if isinstance(part, Span):
            return "\n".join(filter(None, (part.name, self.second_line(part))))
        late = late_text(part, formats)
        return "\n".join(filter(None, (gate_headline(part, formats), late)))

    def second_line(self, part: Span | GateLine) -> str:
        """Dates of a stage; of a gate its date and how it stands."""
        formats = self._session.formats
        if isinstance(part, Span):
            dates = [formats.date(instant(at)) for at in (part.start, part.finish) if at != NONE]
            return " – ".join(dates)
        told = standing_text(part, formats) if part.decided or not part.criteria else readiness_text(part)
        return f"{gate_date(part, formats)} · {told}"


class PartPainter(QStyledItemDelegate):
    """A stage as a bar, a gate as a diamond with its letter; the next gate stands out."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        drawn = QStyleOptionViewItem(option)
        self.initStyleOption(drawn, index)
        drawn.text = ""
        style = QApplication.style() if option.widget is None else option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, drawn, painter, option.widget)
        part, model = index.data(PART), index.model()
        if part is None or not isinstance(model, LifeCycleModel):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        name = part.name
        if isinstance(part, GateLine):
            self._diamond(painter, option.rect, part)
            room = option.rect.adjusted(34, 4, -6, -4)
        else:
            theme = Appearance.current().theme
            bar = QRectF(option.rect.left() + 4, option.rect.top() + 6, 3, option.rect.height() - 12)
            painter.fillRect(bar, QColor(theme.bar))
            room = option.rect.adjusted(14, 4, -6, -4)
        bold = isinstance(part, GateLine) and bool(index.data(NEXT))
        self._write(painter, room, name, model.second_line(part), bold=bold)
        painter.restore()

    def _diamond(self, painter: QPainter, place: QRect, gate: GateLine) -> None:
        theme = Appearance.current().theme
        open_still = not gate.decided and gate.verdict is not GateVerdict.RECYCLE
        colour = QColor(getattr(theme, gate.rag.name.lower()))
        middle = QPointF(place.left() + 19, place.center().y() + 0.5)
        half = 12.0
        shape = QPolygonF([
            middle + QPointF(0, -half), middle + QPointF(half, 0), middle + QPointF(0, half),
            middle + QPointF(-half, 0),
        ])  # fmt: skip
        painter.setPen(QPen(colour, 1.6))
        painter.setBrush(Qt.BrushStyle.NoBrush if open_still else colour)
        painter.drawPolygon(shape)
        text = font(weight=QFont.Weight.Bold)
        text.setPixelSize(11)
        painter.setFont(text)
        painter.setPen(colour if open_still else QColor(theme.on_rag))
        letter = _LETTERS.get(gate.verdict, gate.rag.letter)
        side = QRectF(middle.x() - half, middle.y() - half, 2 * half, 2 * half)
        painter.drawText(side, Qt.AlignmentFlag.AlignCenter, letter)

    def _write(self, painter: QPainter, room: QRect, name: str, below: str, *, bold: bool) -> None:
        theme, cut = Appearance.current().theme, Qt.TextElideMode.ElideRight
        half = room.height() // 2
        painter.setFont(font(weight=QFont.Weight.DemiBold if bold else QFont.Weight.Normal))
        painter.setPen(QColor(theme.text))
        upper = QRect(room.left(), room.top(), room.width(), half)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(upper, left, painter.fontMetrics().elidedText(name, cut, room.width()))
        painter.setFont(font(measures().window.secondary))
        painter.setPen(QColor(theme.muted))
        lower = QRect(room.left(), room.top() + half, room.width(), half)
        painter.drawText(lower, left, painter.fontMetrics().elidedText(below, cut, room.width()))
