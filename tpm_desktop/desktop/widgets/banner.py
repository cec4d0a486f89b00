"""A line above a view that stays until it is no longer true.

Read only, held by another, something to do first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.icons import icon
from tpm_desktop.desktop.style import mark

_ICON = 16


class Tone(StrEnum):
    """How serious a notice is: ground, icon and colour follow from it."""

    INFO = "info"
    WARNING = "warning"
    DANGER = "danger"
    SUCCESS = "success"


_ICONS = {Tone.INFO: "info", Tone.WARNING: "warning", Tone.DANGER: "error", Tone.SUCCESS: "success"}
_TOKENS = {Tone.INFO: "accent", Tone.WARNING: "amber", Tone.DANGER: "danger", Tone.SUCCESS: "green"}


class Banner(QFrame):
    """An icon, a sentence, what can be done about it, and a cross; hidden until it is told something."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = Tone.INFO
        self._act: Callable[[], object] | None = None
        self._others: list[QPushButton] = []
        self._picture, self._text = QLabel(), QLabel()
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self.button, self._close = QPushButton(), QToolButton()
        self.button.clicked.connect(self._do)
        self._close.setIcon(icon("close", colour="muted"))
        self._close.setToolTip(self.tr("Close this notice"))
        self._close.setAccessibleName(self.tr("Close this notice"))
        self._close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 8, 6)
        row.setSpacing(8)
        row.addWidget(self._picture)
        row.addWidget(self._text, 1)
        row.addWidget(self.button)
        self._further = QHBoxLayout()
        self._further.setSpacing(8)
        row.addLayout(self._further)
        row.addWidget(self._close)
        mark(self, role="banner")
        Appearance.current().changed.connect(self._draw_icon)
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._text.text()

    def show_notice(
        self,
        text: str,
        action: str = "",
        act: Callable[[], object] | None = None,
        *,
        tone: Tone | str = Tone.INFO,
        closable: bool = True,
        further: Sequence[tuple[str, Callable[[], object]]] = (),
    ) -> None:
        """Say a sentence until it is closed or `hide` is called.

        `action` names what a click on the button does; `further` are other buttons beside it.
        """
        self._tone = Tone(tone)
        self._text.setText(text)
        self._act = act
        self.button.setText(action)
        self.button.setVisible(bool(action))
        self._offer(further)
        self._close.setVisible(closable)
        self._draw_icon()
        mark(self, tone=self._tone.value)
        self.setAccessibleName(text)
        self.show()

    def _offer(self, further: Sequence[tuple[str, Callable[[], object]]]) -> None:
        for button in self._others:
            self._further.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._others = [QPushButton(name) for name, _ in further]
        for button, (_, act) in zip(self._others, further, strict=True):
            button.clicked.connect(lambda _=False, act=act: act())
            self._further.addWidget(button)

    @property
    def buttons(self) -> list[QPushButton]:
        """What is offered, from left to right."""
        return [button for button in (self.button, *self._others) if button.text()]

    def _draw_icon(self) -> None:
        drawn = icon(_ICONS[self._tone], colour=_TOKENS[self._tone])
        self._picture.setPixmap(drawn.pixmap(QSize(_ICON, _ICON), self.devicePixelRatio()))

    def _do(self) -> None:
        if self._act is not None:
            self._act()
