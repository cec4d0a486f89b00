"""Which pages the inspector has for a table."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, SignalInstance

from tpm_desktop.desktop.session import Session
from tpm_desktop.model.catalogue import TableEntry

from .general import GeneralPage
from .page import Page

translate = QCoreApplication.translate


def pages_of(session: Session, about: TableEntry, went: SignalInstance) -> list[tuple[str, Page]]:
    """Label and page, in the order of the tabs. went: told where a page wants to go, by table and id."""
    return [(translate("Inspector", "General"), GeneralPage(session, about))]
