"""The frame of dialogs that work on lines: a title, what is chosen, what follows in words and in lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidgetItem,
    QWidget,
)

from tpm_desktop.desktop.forms import build, child
from tpm_desktop.desktop.lines import LinesList
from tpm_desktop.desktop.style import mark
from tpm_desktop.desktop.wording import shortened, tip

_ROW = Qt.ItemDataRole.UserRole
_SENTENCE = 300
"""Signs of a sentence that are shown at most; the rest is in the tip."""


class LinesDialog(QDialog):
    """fields: a form for choosers; rows: the lines; ok: does it, and is hidden where nothing is done."""

    def __init__(self, title: str, parent: QWidget, accept: str = "") -> None:
        super().__init__(parent)
        build("lines_dialog", self, LinesList)
        self.setWindowTitle(title)
        heading: QLabel = child(self, QLabel, "title")
        heading.setText(title.replace("&", "&&"))
        mark(heading, role="section")
        self.summary: QLabel = child(self, QLabel, "summary")
        mark(self.summary, role="muted")
        self.problem: QLabel = child(self, QLabel, "problem")
        mark(self.problem, role="problem")
        self.problem.hide()
        self._holder: QWidget = child(self, QWidget, "fields")
        self._holder.hide()
        self.fields = QFormLayout(self._holder)
        self.fields.setContentsMargins(0, 0, 0, 0)
        self.rows: LinesList = child(self, LinesList, "rows")
        self.rows.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.rows.setRootIsDecorated(False)
        buttons: QDialogButtonBox = child(self, QDialogButtonBox, "buttons")
        self.ok: QPushButton = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.ok.setText(accept)
        self.ok.setVisible(bool(accept))
        mark(self.ok, role="primary")
        if not accept:
            buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(self.tr("Close"))
        buttons.accepted.connect(self.done_with)

    def done_with(self) -> None:
        """What the button does; closes the dialog unless a subclass knows better."""
        self.accept()

    def add_field(self, label: str, widget: QWidget) -> None:
        """Put a chooser with its label into the form."""
        self._holder.show()
        widget.setAccessibleName(label)
        self.fields.addRow(label, widget)

    def head(self, heads: Sequence[str], widths: Sequence[int], right: Sequence[int], said: str) -> None:
        """The columns of the lines. right: those with amounts; said: what the lines are."""
        self.rows.setHeaderLabels(list(heads))
        self.rows.setAccessibleName(said)
        header = self.rows.header()
        header.setStretchLastSection(False)
        for column, width in enumerate(widths):
            self.rows.setColumnWidth(column, width)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._right = tuple(right)
        head = self.rows.headerItem()
        for column in right:
            head.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def line(self, texts: Sequence[str], key: object = None, *, bold: bool = False) -> QTreeWidgetItem:
        """One more line. key: what it stands for, given back by `key_of`."""
        item = QTreeWidgetItem([shortened(text) for text in texts])
        for column, text in enumerate(texts):
            item.setToolTip(column, tip(text))
            if column in self._right:
                side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
                item.setTextAlignment(column, side)
            if bold:
                font = self.rows.font()
                font.setWeight(font.Weight.DemiBold)
                item.setFont(column, font)
        item.setData(0, _ROW, key)
        self.rows.addTopLevelItem(item)
        return item

    def sentence(self, text: str, key: object = None) -> QTreeWidgetItem:
        """One more line that has all columns for one text."""
        item = self.line((text,), key)
        item.setText(0, shortened(text, _SENTENCE))
        item.setFirstColumnSpanned(True)
        return item

    def items(self) -> Iterator[QTreeWidgetItem]:
        """All lines from top to bottom."""
        for n in range(self.rows.topLevelItemCount()):
            item = self.rows.topLevelItem(n)
            if item is not None:
                yield item

    def key_of(self, item: QTreeWidgetItem | None) -> object:
        """What a line stands for, None for none."""
        return None if item is None else item.data(0, _ROW)

    def refuse(self, problem: str) -> None:
        """Say why it can't be done yet; nothing takes that back."""
        self.problem.setText(problem[:1].upper() + problem[1:])
        self.problem.setVisible(bool(problem))
        self.ok.setEnabled(not problem)
