"""Asking for files; the folder used last is where the next question begins."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSettings, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

translate = QCoreApplication.translate
_FOLDER = "files/folder"
ENDING = ".tpm"


def programs() -> str:
    """What a dialog calls program files."""
    return translate("Files", "Program files (*.tpm)")


def packs() -> str:
    """What a dialog calls the files that a pack can be written as."""
    kinds = "PDF (*.pdf);;Tables as a workbook (*.xlsx);;Web page (*.html);;Drawings as pictures (*.zip)"
    return translate("Files", kinds)


def ask_open(parent: QWidget, title: str, kinds: str) -> Path | None:
    """An existing file, None when none is wanted."""
    chosen, _ = QFileDialog.getOpenFileName(parent, title, str(folder()), kinds)
    return _kept(chosen)


def ask_save(parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
    """Where to write a file, None when it isn't wanted.

    Where the ending was left out, or is that of the name which was offered, it follows the kind of file.
    """
    chosen, kind = QFileDialog.getSaveFileName(parent, title, str(folder() / name), kinds)
    path, offered = _kept(chosen), Path(name).suffix
    found = re.search(r"\*(\.\w+)\)", kind)
    ending = found[1] if found else offered
    if path is None or path.suffix not in ("", offered) or path.suffix == ending:
        return path
    return path.with_name(path.name.removesuffix(path.suffix) + ending)


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
