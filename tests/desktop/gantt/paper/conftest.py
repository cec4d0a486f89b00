"""The dialog that prints the Gantt, on the small program and on the sample; and a reader of what it wrote."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest

from tpm_desktop.desktop import file_dialogs
from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.application import prepare
from tpm_desktop.desktop.gantt import GanttView
from tpm_desktop.desktop.gantt.paper.dialog import GanttPaperDialog
from tpm_desktop.desktop.session import Session
from tpm_desktop.plan import OpenProgram


class Printing:
    """A person at the dialog: chooses, presses, reads what is said."""

    def __init__(self, dialog: GanttPaperDialog, qtbot, monkeypatch) -> None:
        self.dialog, self._qtbot, self._monkeypatch = dialog, qtbot, monkeypatch

    def choose(self, combo: str, data: object) -> None:
        box = getattr(self.dialog.form, combo)
        box.setCurrentIndex(box.findData(data))
        self.dialog.lay_out()

    def type_number(self, name: str, value: int) -> None:
        spin = self.dialog.form.spins[name]
        spin.setFocus()
        spin.selectAll()
        QTest.keyClicks(spin, str(value))
        QTest.keyClick(spin, Qt.Key.Key_Return)
        self.dialog.lay_out()

    def type_day(self, name: str, text: str) -> None:
        editor = getattr(self.dialog.form, name)
        editor.selectAll()
        QTest.keyClicks(editor, text)
        self.dialog.lay_out()

    def press(self, button: str) -> None:
        assert self.dialog.button(button).isEnabled()
        QTest.mouseClick(self.dialog.button(button), Qt.MouseButton.LeftButton)

    def wait(self) -> None:
        self._qtbot.waitUntil(lambda: not self.dialog.work.busy, timeout=60_000)

    def save(self, target: Path, button: str = "save") -> str:
        """Save by the button, the file's name being answered; gives what is wrong, empty where nothing is."""
        self._monkeypatch.setattr(file_dialogs, "ask_save", lambda *_: target)
        self.press(button)
        self.wait()
        return self.problem

    @property
    def problem(self) -> str:
        return self.dialog.problem.text() if self.dialog.problem.isVisible() else ""

    @property
    def about(self) -> str:
        return self.dialog.about.text()

    @property
    def page_count(self) -> int:
        assert self.dialog.pages is not None
        return len(self.dialog.pages.layout)


Opened = Callable[[GanttView], Printing]


@pytest.fixture
def printing(qtbot, monkeypatch) -> Iterator[Opened]:
    """Opens the dialog on a view, as if nobody had printed before."""
    QSettings().clear()
    made: list[GanttPaperDialog] = []

    def opened(view: GanttView) -> Printing:
        dialog = view.paper()
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(dialog)
        made.append(dialog)
        dialog.show()
        return Printing(dialog, qtbot, monkeypatch)

    yield opened
    for dialog in made:
        dialog.reject()


@pytest.fixture
def small(view: GanttView, printing: Opened) -> Printing:
    return printing(view)


@pytest.fixture(scope="session")
def sample_path(sample_file) -> Path:
    return sample_file


@pytest.fixture
def sample_view(sample_path: Path, qtbot) -> Iterator[GanttView]:
    prepare()
    with OpenProgram.open(sample_path, read_only=True) as program:
        shown = GanttView(Session(program), Appearance.current())
        qtbot.addWidget(shown)
        shown.resize(1366, 700)
        shown.show()
        shown.load()
        yield shown


@pytest.fixture
def sample(sample_view: GanttView, printing: Opened) -> Printing:
    return printing(sample_view)


def lines(path: Path, *numbers: int) -> list[list[str]]:
    """What stands on each page, or on those of these numbers from 0, text by text."""
    pages = PdfReader(path).pages
    return [pages[n].extract_text().splitlines() for n in numbers or range(len(pages))]
