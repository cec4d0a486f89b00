"""The dialogs around copies: who edits, what is sent, what is compared, how a merge is decided."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QTreeWidgetItem

from tests.journeys.person import LEFT, PATIENCE, Person, file_named, take_the_default
from tpm_desktop.desktop.compare import Chooser, CompareWindow
from tpm_desktop.desktop.merging.dialog import MergeDialog
from tpm_desktop.desktop.person_dialog import PersonDialog
from tpm_desktop.desktop.sending.dialog import SendDialog

Dialog = TypeVar("Dialog", bound=QDialog)


def dialog_of(person: Person, kind: type[Dialog]) -> Dialog:
    """The dialog that comes, once it has worked out what it shows."""
    person.qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), kind), timeout=PATIENCE)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, kind)
    background = getattr(dialog, "_background", None)
    if background is not None:
        person.qtbot.waitUntil(lambda: not background.busy, timeout=PATIENCE)
    return dialog


def be(person: Person, name: str) -> None:
    """Say by the dialog who makes the edits from now on."""
    person.choose("person")
    dialog = dialog_of(person, PersonDialog)
    dialog.name.selectAll()
    QTest.keyClicks(dialog.name, name)
    take_the_default(dialog)
    person.come_back()


def send(person: Person, target: Path, projects: Sequence[str], *leaving_out: str) -> None:
    """Send a copy of some projects, each by its code, without mail.

    Args: leaving_out: the names of the ticks that are taken away.
    """
    person.choose("send")
    dialog = dialog_of(person, SendDialog)
    for box in (dialog.part, *(getattr(dialog, name) for name in (*leaving_out, "mail"))):
        person.click(box, QPoint(10, box.height() // 2))
    for row in range(dialog.projects.count()):
        item = dialog.projects.item(row)
        if item.text().split()[0] in projects:
            dialog.projects.setCurrentItem(item)
            QTest.keyClick(dialog.projects, Qt.Key.Key_Space)
    line = dialog.findChild(QLineEdit, "target")
    line.selectAll()
    QTest.keyClicks(line, str(target))
    person.qtbot.waitUntil(lambda: dialog.summary.text().startswith("It will hold"), timeout=PATIENCE)
    person.click(dialog.ok)
    person.wait()
    person.come_back()


def compare(person: Person, other: Path) -> CompareWindow:
    """Compare the open program with another file."""

    def tell(dialog: QDialog) -> None:
        assert isinstance(dialog, Chooser)
        person.answer(lambda: person.click(dialog.browse), file_named(other))
        person.click(dialog.ok)

    person.answer(lambda: person.choose("compare"), tell)
    window = person.window.comparing.window
    assert window is not None
    person.qtbot.waitUntil(lambda: window.answer is not None, timeout=PATIENCE)
    return window


class AtAMerge:
    """A person before the dialog of a merge; conflicts are known by what they are about."""

    def __init__(self, person: Person) -> None:
        self.person, self.dialog = person, dialog_of(person, MergeDialog)

    @classmethod
    def of(cls, person: Person, other: Path) -> AtAMerge:
        """Choose another copy to merge into the program that is open."""
        person.answer(lambda: person.choose("merge"), file_named(other))
        return cls(person)

    @property
    def conflicts(self) -> list[tuple[str, str, str]]:
        """Row, field and decision of each."""
        return [(item.text(0), item.text(1), item.text(2)) for item in self._items()]

    @property
    def said(self) -> str:
        """All that stands in the dialog."""
        return "\n".join(label.text() for label in self.dialog.findChildren(QLabel) if label.isVisible())

    @property
    def effects(self) -> dict[str, str]:
        """What the merge does."""
        return dict(self.dialog.effects.pairs)

    def decide(self, name: str, about: str, way: str, value: str = "") -> None:
        """Click on a conflict and on "mine", "theirs" or "own", and type a value of one's own."""
        places = self.dialog.conflicts
        item = next(item for item in self._items() if (item.text(0), item.text(1)) == (name, about))
        places.scrollToItem(item)
        self.person.click(places.viewport(), places.visualItemRect(item).center())
        radio = self.dialog.page.buttons[way]
        self.person.click(radio, QPoint(10, radio.height() // 2))
        self._settle()
        if value:
            editor = self.dialog.page.editor
            editor.selectAll()
            QTest.keyClicks(editor, value)
            QTest.keyClick(editor, Qt.Key.Key_Return)
            self._settle()

    def merge(self) -> None:
        """Click on Merge, and wait for it."""
        QTest.mouseClick(self.dialog.ok, LEFT)
        self.person.qtbot.waitUntil(self.person.is_free, timeout=PATIENCE)
        self.person.come_back()

    def _items(self) -> list[QTreeWidgetItem]:
        places = self.dialog.conflicts
        return [places.topLevelItem(n) for n in range(places.topLevelItemCount())]

    def _settle(self) -> None:
        self.person.qtbot.waitUntil(lambda: not self.dialog._background.busy, timeout=PATIENCE)
