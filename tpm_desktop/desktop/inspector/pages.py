"""Which pages the inspector has for a table."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, SignalInstance

from tpm_desktop.desktop.session import Session
from tpm_desktop.model.catalogue import TableEntry

from .documents_page import DocumentsPage
from .general import GeneralPage
from .money_page import MoneyPage
from .page import Page
from .task_page import TaskPage
from .task_parts import AssignmentsPage, LinksPage
from .uses_page import UsesPage, referring

translate = QCoreApplication.translate


def pages_of(session: Session, about: TableEntry, went: SignalInstance) -> list[tuple[str, Page]]:
    """Label and page, in the order of the tabs. went: told where a page wants to go, by table and id."""
    if about.name == "task":
        return [
            (translate("Inspector", "General"), TaskPage(session, went)),
            (translate("Inspector", "Links"), LinksPage(session, went)),
            (translate("Inspector", "People"), AssignmentsPage(session, went)),
            (translate("Inspector", "Money"), MoneyPage(session, "task")),
            (translate("Inspector", "Documents"), DocumentsPage(session, "task")),
        ]
    pages: list[tuple[str, Page]] = [(translate("Inspector", "General"), GeneralPage(session, about))]
    if about.name in ("project", "account"):
        pages.append((translate("Inspector", "Money"), MoneyPage(session, about.name)))
    if referring(about.name):
        pages.append((translate("Inspector", "Used by"), UsesPage(session, about.name, went)))
    pages.append((translate("Inspector", "Documents"), DocumentsPage(session, about.name)))
    return pages
