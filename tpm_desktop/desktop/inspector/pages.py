"""Which pages the inspector has for a table."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, SignalInstance

from tpm_desktop.desktop.session import Session
from tpm_desktop.model.catalogue import TableEntry

from .documents_page import DocumentsPage
from .general import GeneralPage
from .history_page import HistoryPage
from .money_page import MoneyPage
from .notes_page import NotesPage
from .page import Page
from .task_page import TaskPage
from .task_parts import AssignmentsPage, LinksPage
from .touching_page import TouchingPage
from .uses_page import UsesPage, referring

translate = QCoreApplication.translate


def pages_of(
    session: Session, about: TableEntry, went: SignalInstance, recalled: SignalInstance
) -> list[tuple[str, Page]]:
    """Label and page, in the order of the tabs.

    Args: went: told where a page wants to go, by table and id; recalled: told which edit a page wants to be
    shown, by its record's id.
    """
    name, tr = about.name, partial(translate, "Inspector")
    if name == "task":
        pages: list[tuple[str, Page]] = [
            (tr("General"), TaskPage(session, went)),
            (tr("Links"), LinksPage(session, went)),
            (tr("People"), AssignmentsPage(session, went)),
            (tr("Money"), MoneyPage(session, name, went)),
            (tr("Notes"), NotesPage(session, about)),
        ]
    else:
        pages = [(tr("General"), GeneralPage(session, about))]
    if name in ("project", "account"):
        pages.append((tr("Money"), MoneyPage(session, name, went)))
    if name in ("project", "task"):
        pages.append((tr("Risks and issues"), TouchingPage(session, name, went)))
    elif referring(name):
        pages.append((tr("Used by"), UsesPage(session, name, went)))
    pages.append((tr("History"), HistoryPage(session, name, recalled)))
    pages.append((tr("Documents"), DocumentsPage(session, name)))
    return pages
