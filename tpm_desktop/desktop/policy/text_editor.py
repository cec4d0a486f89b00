"""An editor for the policy's text: line numbers, quiet colours, and the lines that are wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from tpm_desktop.desktop.appearance import Appearance

_HEADER = re.compile(r"^\s*\[.*")
_COMMENT = re.compile(r"""^(?:[^"'#]|"[^"]*"|'[^']*')*(#.*)$""")
_KEY = re.compile(r"^\s*([\w-]+)\s*=")
_BESIDE = 12  # pixels of the numbers, both sides together


class _Colours(QSyntaxHighlighter):
    """Headers bold, comments and keys muted; no colour says anything alone."""

    def highlightBlock(self, text: str) -> None:
        theme = Appearance.current().theme
        if _HEADER.match(text):
            made = QTextCharFormat()
            made.setFontWeight(QFont.Weight.DemiBold)
            self.setFormat(0, len(text), made)
        muted = QTextCharFormat()
        muted.setForeground(QColor(theme.muted))
        if key := _KEY.match(text):
            self.setFormat(key.start(1), len(key[1]), muted)
        if comment := _COMMENT.match(text):
            self.setFormat(comment.start(1), len(comment[1]), muted)


class _Numbers(QWidget):
    """The numbers of the lines, at the left of the text."""

    def __init__(self, editor: TextEditor) -> None:
        super().__init__(editor)
        self._editor = editor

    def paintEvent(self, event: QPaintEvent) -> None:
        self._editor.paint_numbers(self, event.rect())


class TextEditor(QPlainTextEdit):
    """Tab goes on to what is next, as everywhere; `mark_lines` shows where something is wrong."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("policy-text")
        self.setAccessibleName(self.tr("Text of the policy"))
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._wrong: frozenset[int] = frozenset()
        self._colours = _Colours(self.document())
        self._numbers = _Numbers(self)
        self.blockCountChanged.connect(lambda _: self._make_room())
        self.updateRequest.connect(self._scroll)
        self._make_room()

    @property
    def line(self) -> int:
        """The line that the cursor is in, from 1."""
        return self.textCursor().blockNumber() + 1

    def go_to(self, line: int) -> None:
        """Put the cursor into a line, seen in the middle."""
        block = self.document().findBlockByNumber(max(0, line - 1))
        self.setTextCursor(QTextCursor(block))
        self.centerCursor()

    def mark_lines(self, lines: Iterable[int]) -> None:
        """Show that these lines are wrong, and no others."""
        self._wrong = frozenset(lines)
        theme = Appearance.current().theme
        marks = []
        for line in sorted(self._wrong):
            mark = QTextEdit.ExtraSelection()
            mark.format.setBackground(QColor(theme.danger_surface))
            mark.format.setProperty(QTextCharFormat.Property.FullWidthSelection, True)
            mark.cursor = QTextCursor(self.document().findBlockByNumber(line - 1))
            marks.append(mark)
        self.setExtraSelections(marks)
        self._numbers.update()

    def replace(self, text: str) -> None:
        """Show another text as if it had been typed, so that undo brings the old one back."""
        cursor = self.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        self.go_to(1)

    def restyle(self) -> None:
        """Take the colours of the theme anew."""
        self._colours.rehighlight()
        self.mark_lines(self._wrong)

    # The numbers

    def numbers_width(self) -> int:
        """Pixels that the numbers need."""
        digits = max(3, len(str(self.blockCount())))
        return self.fontMetrics().horizontalAdvance("! " + "0" * digits) + _BESIDE

    def paint_numbers(self, on: QWidget, part: QRect) -> None:
        """Draw the numbers of the lines that are seen; of wrong ones with a mark."""
        theme = Appearance.current().theme
        painter = QPainter(on)
        painter.fillRect(part, QColor(theme.panel))
        block = self.firstVisibleBlock()
        while block.isValid():
            place = self.blockBoundingGeometry(block).translated(self.contentOffset()).toRect()
            if place.top() > part.bottom():
                break
            number = block.blockNumber() + 1
            wrong = number in self._wrong
            painter.setPen(QColor(theme.danger if wrong else theme.muted))
            room = QRect(0, place.top(), on.width() - _BESIDE // 2, place.height())
            said = f"! {number}" if wrong else str(number)
            painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, said)
            block = block.next()

    def _make_room(self) -> None:
        self.setViewportMargins(self.numbers_width(), 0, 0, 0)

    def _scroll(self, part: QRect, by: int) -> None:
        if by:
            self._numbers.scroll(0, by)
        else:
            self._numbers.update(0, part.y(), self._numbers.width(), part.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        place = self.contentsRect()
        self._numbers.setGeometry(place.left(), place.top(), self.numbers_width(), place.height())

    def sizeHint(self) -> QSize:
        return QSize(480, 400)
