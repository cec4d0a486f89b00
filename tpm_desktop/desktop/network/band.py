"""The line that is drawn from a node to the mouse to link two tasks."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsPathItem, QToolTip, QWidget

from tpm_desktop.desktop.wording import tip
from tpm_desktop.theme import Theme

from .nodes import NodeItem

_ABOVE = 5  # everything else in the scene


class Band(QGraphicsPathItem):
    """Starts at a node; the node that it is led over shows whether it may wait, and if not says why."""

    def __init__(self, source: NodeItem, why_not: Callable[[str, str], str | None], theme: Theme) -> None:
        super().__init__()
        self.source = source
        self.over: NodeItem | None = None
        self._why_not, self._theme = why_not, theme
        self.setZValue(_ABOVE)

    def lead(self, to: QPointF, item: object, on_screen: QPoint, asked: QWidget) -> None:
        """Lead the line to a point in the scene, where that item is."""
        fits = isinstance(item, NodeItem) and item.can_wait and item is not self.source
        target = item if fits and isinstance(item, NodeItem) else None
        if target is not self.over:
            self._aim(target, on_screen, asked)
        path = QPainterPath(self.source.port(right=True))
        path.lineTo(to)
        self.setPath(path)
        refused = target is not None and target.refused
        colour = self._theme.danger if refused else self._theme.accent
        self.setPen(QPen(QColor(colour), 2, Qt.PenStyle.DashLine))

    def _aim(self, target: NodeItem | None, on_screen: QPoint, asked: QWidget) -> None:
        self.release()
        self.over = target
        if target is None:
            QToolTip.hideText()
            return
        reason = self._why_not(self.source.node.id, target.node.id)
        target.refused, target.wanted = reason is not None, reason is None
        target.update()
        waits = asked.tr("“{}” waits for “{}”").format(target.caption.title, self.source.caption.title)
        QToolTip.showText(on_screen, tip(reason or waits), asked)

    def release(self) -> None:
        """Mark the node under the mouse no more."""
        if self.over is not None:
            self.over.wanted = self.over.refused = False
            self.over.update()
