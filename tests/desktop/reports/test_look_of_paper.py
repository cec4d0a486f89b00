"""The look of paper in the window: typed, shown, held to contrast, kept as one edit."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from tpm_desktop.desktop.reports.own import key_of
from tpm_desktop.desktop.reports.theme_dialog import ThemeDialog
from tpm_desktop.desktop.session import Session
from tpm_desktop.gestures.packs import theme_row
from tpm_desktop.plan import OpenProgram
from tpm_desktop.reports import find_pack


@pytest.fixture
def dialog(qtbot, tmp_path):
    session = Session(OpenProgram.create(tmp_path / "plan.tpm", name="Core renewal"))
    parent = QWidget()
    qtbot.addWidget(parent)
    made = ThemeDialog(session, find_pack("status"), parent)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    made.show()
    qtbot.waitUntil(lambda: made.document is not None, timeout=30_000)
    yield made
    made.reject()
    session.close()


def shown(dialog, qtbot, text: str) -> str:
    """What the page says once a text is typed."""
    before = dialog.document
    dialog.text.setPlainText(text)
    qtbot.waitUntil(lambda: dialog.document is not before, timeout=30_000)
    return PdfReader(BytesIO(dialog.document.content)).pages[0].extract_text()


def test_what_is_typed_is_shown_and_kept(dialog, qtbot, tmp_path):
    assert "Our office" in shown(dialog, qtbot, '[wording]\nfooter = "Our office"')
    before = dialog.document
    Image.new("RGB", (40, 20), "#004488").save(tmp_path / "logo.png")
    dialog.take_logo(tmp_path / "logo.png")
    qtbot.waitUntil(lambda: dialog.document is not before, timeout=30_000)
    assert len(PdfReader(BytesIO(dialog.document.content)).pages[0].images) == 1
    dialog.keep_button.click()
    program = dialog._session.program
    assert 'logo = "logo.png"' in theme_row(program.file).text
    assert program.file.journal.records()[0].label == "Take the theme of packs"


def test_a_colour_that_could_not_be_read_is_told_and_not_kept(dialog, qtbot):
    dialog.text.setPlainText('[colours]\naccent = "#FFCC00"')
    qtbot.waitUntil(lambda: not dialog.keep_button.isEnabled(), timeout=30_000)
    assert dialog._problem.text().startswith("Line 2: accent #FFCC00 has a contrast of 1.5")
    shown(dialog, qtbot, '[colours]\naccent = "#004488"')
    assert dialog.keep_button.isEnabled()


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("Letter to the board", "letter-to-the-board"),
        ("Status", "own-status"),
        ("Größe", "groe"),
        ("信", "own"),
    ],
)
def test_a_pack_gets_a_key_of_its_own(title, key):
    assert key_of(title) == key
