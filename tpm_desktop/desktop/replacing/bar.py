"""The bar above a table that finds and replaces: typed into, gone through by Enter, left by Esc."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QWidget,
)

from tpm_desktop.desktop.icons import icon
from tpm_desktop.desktop.slices import Slices, Steps
from tpm_desktop.desktop.status_bar import announce
from tpm_desktop.desktop.style import mark
from tpm_desktop.desktop.wording import sentence
from tpm_desktop.gestures.words import quoted

from .matching import Pattern
from .searched import At, Searched

_PAUSE = 150  # milliseconds without a key before the cells are searched
_STEP = 200  # cells between two looks at the clock
_WIDTH = 240


class FindBar(QFrame):
    """found: the cells that match, in the order shown; the window lives while they are looked for."""

    def __init__(self, searched: Searched, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("find-bar")
        mark(self, role="panel")
        self._searched = searched
        self.found: list[At] = []
        self._step = 0  # where to go once all is found: 1 on, -1 back
        self._slices = Slices(self)
        self._slices.done.connect(lambda _: self._all_found())
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.search)
        self.line, self.by = QLineEdit(), QLineEdit()
        self.count = QLabel()
        self.case, self.word = QCheckBox(self.tr("Match &case")), QCheckBox(self.tr("Whole &words"))
        self.where = QComboBox()
        self.previous = self._tool("chevron-up", self.tr("Previous (Shift+Enter)"))
        self.next = self._tool("chevron-down", self.tr("Next (Enter)"))
        self.close_button = self._tool("close", self.tr("Close (Esc)"))
        self.one, self.all = QPushButton(self.tr("&Replace")), QPushButton(self.tr("Replace &all"))
        self._lay_out()
        self._connect()
        self.hide()

    def _tool(self, picture: str, said: str) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon(picture))
        button.setIconSize(QSize(16, 16))
        button.setToolTip(said)
        button.setAccessibleName(said)
        button.setAutoRaise(True)
        return button

    def _lay_out(self) -> None:
        for line, hint in ((self.line, self.tr("Find in the table")), (self.by, self.tr("Replace with"))):
            line.setPlaceholderText(hint)
            line.setAccessibleName(hint)
            line.setFixedWidth(_WIDTH)
            line.installEventFilter(self)
        self.where.setAccessibleName(self.tr("Columns that are searched"))
        self.where.setMinimumWidth(150)
        mark(self.count, role="muted")
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 6, 8, 6)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.addWidget(self.line, 0, 0)
        first, second = QHBoxLayout(), QHBoxLayout()
        first.setSpacing(8)
        second.setSpacing(8)
        parts: list[QWidget] = [self.previous, self.next, self.where, self.case, self.word, self.count]
        for part in parts:
            first.addWidget(part)
        first.addStretch(1)
        first.addWidget(self.close_button)
        second.addWidget(self.one)
        second.addWidget(self.all)
        second.addStretch(1)
        grid.addLayout(first, 0, 1)
        grid.addWidget(self.by, 1, 0)
        grid.addLayout(second, 1, 1)

    def _connect(self) -> None:
        self.line.textChanged.connect(lambda: self._pause.start())
        self.case.toggled.connect(lambda: self.search())
        self.word.toggled.connect(lambda: self.search())
        self.where.activated.connect(lambda: self.search())
        self.next.clicked.connect(lambda: self.step(1))
        self.previous.clicked.connect(lambda: self.step(-1))
        self.close_button.clicked.connect(self.leave)
        self.one.clicked.connect(self.replace)
        self.all.clicked.connect(self.replace_all)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes on, in the lower line it replaces; Esc leaves."""
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress:
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            if watched is self.by:
                self.replace()
            else:
                self.step(-1 if back else 1)
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    # Opening and leaving

    def ask(self, *, replacing: bool) -> None:
        """Open the bar, with the second line where something is to be replaced."""
        replacing = replacing and self._searched.writable
        for part in (self.by, self.one, self.all):
            part.setVisible(replacing)
        self._offer_columns()
        self.show()
        self.line.setFocus()
        self.line.selectAll()
        self.search()

    def _offer_columns(self) -> None:
        chosen = self.where.currentData() or ""
        self.where.clear()
        self.where.addItem(self.tr("In shown columns"), userData="")
        for key, heading in self._searched.columns():
            self.where.addItem(self.tr("In {}").format(heading), userData=key)
        self.where.setCurrentIndex(max(self.where.findData(chosen), 0))

    def leave(self) -> None:
        """Close the bar; the keyboard goes to the cell that was found."""
        self._slices.cancel()
        self.hide()
        self._searched.leave()

    def follow(self) -> None:
        """The table shows other rows, columns or texts: what is found is found anew."""
        if self.isVisible():
            self._pause.start()

    # Finding

    @property
    def pattern(self) -> Pattern:
        """What is asked for."""
        return Pattern(self.line.text(), self.case.isChecked(), self.word.isChecked())

    def search(self) -> None:
        """Look through the cells from the first on."""
        self._pause.stop()
        self.found, self._step = [], 0
        if self.line.text():
            self._slices.start(self._looking(self.pattern))
        else:
            self._slices.cancel()
        self._tell()

    def _looking(self, pattern: Pattern) -> Steps:
        key = self.where.currentData()
        keys = [key] if key else [one for one, _ in self._searched.columns()]
        for n, (at, text) in enumerate(self._searched.cells(keys)):
            if pattern.found_in(text):
                self.found.append(at)
            if n % _STEP == 0:
                yield 0.0
        return None

    def _all_found(self) -> None:
        step, self._step = self._step, 0
        if step:
            self.step(step)
        self._tell()

    def step(self, by: int) -> None:
        """Go to the next cell that matches, or the one before; behind the last to the first."""
        if self._pause.isActive():
            self.search()
        if self._slices.busy:
            self._step = by
            return
        if self.found:
            self._searched.go(self.found[self._place(by)])
        self._tell(aloud=True)

    def _place(self, by: int) -> int:
        """Which of the found cells comes next."""
        current = self._searched.current()
        if current in self.found:
            return (self.found.index(current) + by) % len(self.found)
        behind = self._behind(current)
        return (behind if by > 0 else behind - 1) % len(self.found)

    def _behind(self, current: At | None) -> int:
        """How many of the found cells come before a cell that is none of them."""
        if current is None:
            return 0
        keys = [key for key, _ in self._searched.columns()]
        rows = {row_id: n for n, row_id in enumerate(self._searched.rows())}
        place = {key: n for n, key in enumerate(keys)}
        here = rows.get(current[0], -1), place.get(current[1], -1)
        return sum((rows.get(row, -1), place.get(key, -1)) < here for row, key in self.found)

    def _tell(self, *, aloud: bool = False) -> None:
        current = self._searched.current()
        if not self.line.text():
            said = ""
        elif self._slices.busy:
            said = self.tr("Searching…")
        elif not self.found:
            said = self.tr("Nothing found")
        elif current in self.found:
            said = self.tr("{} of {}").format(f"{self.found.index(current) + 1:,}", f"{len(self.found):,}")
        else:
            said = (
                self.tr("1 cell")
                if len(self.found) == 1
                else self.tr("{} cells").format(f"{len(self.found):,}")
            )
        self.count.setText(said)
        for button in (self.one, self.all, self.next, self.previous):
            button.setEnabled(bool(self.found) and not self._slices.busy)
        if aloud and said:
            announce(self.count, said)

    # Replacing

    def replace(self) -> None:
        """Replace in the cell that the keyboard is in, and go on; where it is no match, go to the next."""
        at = self._searched.current()
        if at is None or at not in self.found:
            self.step(1)
            return
        problem = self._searched.replace_one(
            at, self.pattern.replaced(self._searched.typed(at), self.by.text())
        )
        if problem:
            self.count.setText(sentence(problem))
            announce(self.count, self.count.text())
            return
        self.search()
        self.step(1)

    def replace_all(self) -> None:
        """Replace in all cells that match, as one record."""
        pattern, by = self.pattern, self.by.text()
        texts = {at: pattern.replaced(self._searched.typed(at), by) for at in self.found}
        self._searched.replace_all(
            texts, self.tr("Replace {} by {} in").format(quoted(pattern.text), quoted(by))
        )
        self.search()
