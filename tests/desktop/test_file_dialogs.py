"""Where a file is to go: its ending follows what was chosen."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from tpm_desktop.desktop import file_dialogs


@pytest.mark.parametrize(
    ("typed", "kind", "expected"),
    [
        ("status.pdf", "PDF (*.pdf)", "status.pdf"),
        ("status", "PDF (*.pdf)", "status.pdf"),
        ("status", "Tables as a workbook (*.xlsx)", "status.xlsx"),
        ("status.pdf", "Web page (*.html)", "status.html"),
        ("status.xlsx", "PDF (*.pdf)", "status.xlsx"),
        ("v1.2 status.zip", "PDF (*.pdf)", "v1.2 status.zip"),
    ],
)
def test_the_ending_is_what_was_typed_else_that_of_the_kind(
    qapp, tmp_path, monkeypatch, typed, kind, expected
):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / typed), kind))
    chosen = file_dialogs.ask_save(None, "Save", "status.pdf", file_dialogs.packs())
    assert chosen == Path(tmp_path / expected)


def test_nothing_is_chosen(qapp, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    assert file_dialogs.ask_save(None, "Save", "status.pdf", "PDF (*.pdf)") is None
