"""Asking for files; the folder used last is where the next question begins."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSettings, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

translate = QCoreApplication.translate
_FOLDER = "files/folder"
ENDING = ".tpm"


def programs() -> str:
    """What a dialog calls program files."""
    return translate("Files", "Program files (*.tpm)")


def ask_open(parent: QWidget, title: str, kinds: str) -> Path | None:
    """An existing file, None when none is wanted."""
    chosen, _ = QFileDialog.getOpenFileName(parent, title, str(folder()), kinds)
    return _kept(chosen)


def ask_save(parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
    """Where to write a file, None when it isn't wanted; the ending is added where it was left out."""
    chosen, _ = QFileDialog.getSaveFileName(parent, title, str(folder() / name), kinds)
    path = _kept(chosen)
    return path.with_name(path.name + Path(name).suffix) if path and not path.suffix else path


def folder() -> Path:
    """The folder used last; a person's documents before that."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    known = Path(str(QSettings().value(_FOLDER, documents)))
    return known if known.is_dir() else Path.home()


def _kept(chosen: str) -> Path | None:
    if not chosen:
        return None
    path = Path(chosen)
    QSettings().setValue(_FOLDER, str(path.parent))
    return path
