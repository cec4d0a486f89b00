"""Opens a document in the system's program for its kind: in a copy that is no harm, and gone at the end."""

from __future__ import annotations

import os
import re
import tempfile
from functools import cache
from itertools import count
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices

from tpm_desktop.file.errors import EditError
from tpm_desktop.gestures.document_kinds import refuse_unsafe
from tpm_desktop.model.document_names import ending

translate = QCoreApplication.translate
_READ_ONLY = 0o400
_ODD = re.compile(r"[^\w -]")
_LONGEST = 60
_DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
_numbers = count(1)


def open_document(name: str, content: bytes) -> Path:
    """Show a document; returns the read-only copy that is shown. What could be run is never opened.

    Raises: `EditError` with what to do instead.
    """
    refuse_unsafe(name, content)
    try:
        copy = _written(name, content)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise EditError(
            translate("Documents", "no copy of “{}” can be made to show: {}").format(name, reason)
        ) from None
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(copy))):
        raise EditError(
            translate("Documents", "nothing on this machine opens “{}”; use “Save as…”").format(name)
        )
    return copy


def harmless_name(name: str) -> str:
    """The name with nothing in it that a system or a shell takes for something; its ending stays."""
    stem = _ODD.sub("_", name.rpartition(".")[0])[:_LONGEST].strip(" _-") or "document"
    return f"document {stem}.{ending(name)}" if stem.lower() in _DEVICES else f"{stem}.{ending(name)}"


def _written(name: str, content: bytes) -> Path:
    """Each copy in a folder of its own, so that two of one name can be open."""
    folder = Path(_folder().name) / str(next(_numbers))
    folder.mkdir(mode=0o700)
    path = folder / harmless_name(name)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _READ_ONLY), "wb") as file:
        file.write(content)
    return path


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    """Only this person can look into it; Python removes it when the program ends."""
    return tempfile.TemporaryDirectory(prefix="tpm-desktop-documents-", ignore_cleanup_errors=True)
