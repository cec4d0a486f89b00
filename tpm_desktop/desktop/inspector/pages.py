"""Which pages the inspector has for a table."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, SignalInstance

from tpm_desktop.desktop.capital.depreciation_page import DepreciationPage
from tpm_desktop.desktop.capital.orders_page import OrdersPage
from tpm_desktop.desktop.capital.parts_pages import CasePage, CostsPage
from tpm_desktop.desktop.capital.steps_page import StepsPage
from tpm_desktop.desktop.case.pages import MeasurementsPage, YearsPage
from tpm_desktop.desktop.estimates.plan_page import PlanPage
from tpm_desktop.desktop.estimates.rates_page import AvailabilityPage, RatesPage
from tpm_desktop.desktop.session import Session
from tpm_desktop.model.catalogue import TableEntry
from tpm_desktop.plan.slips import SLIPPING_TABLES

from .comments_page import CommentsPage
from .decision_page import DecisionPage
from .documents_page import DocumentsPage
from .general import GeneralPage
from .gives_page import GivesPage
from .history_page import HistoryPage
from .money_page import MoneyPage
from .notes_page import NotesPage
from .options_page import OptionsPage
from .page import Page
from .risk_pages import RiskTasksPage, ScorePage
from .slip_page import SlipPage
from .task_page import TaskPage
from .task_parts import AssignmentsPage, LinksPage
from .touches_page import TouchesPage
from .touching_page import TouchingPage
from .uses_page import UsesPage, referring

translate = QCoreApplication.translate


Pages = dict[str, Callable[[], Page]]


def pages_of(session: Session, about: TableEntry, went: SignalInstance, recalled: SignalInstance) -> Pages:
    """How each page is made, by its label, in the order of the tabs.

    Args: went: told where a page wants to go, by table and id; recalled: told which edit a page wants to be
    shown, by its record's id.
    """
    name, tr = about.name, partial(translate, "Inspector")
    money, touching = partial(MoneyPage, session, name, went), partial(TouchingPage, session, name, went)
    pages: Pages = {tr("General"): partial(GeneralPage, session, about)}
    if name == "task":
        pages = {
            tr("General"): partial(TaskPage, session, went),
            tr("Links"): partial(LinksPage, session, went),
            tr("People"): partial(AssignmentsPage, session, went),
            tr("Money"): money,
            tr("Notes"): partial(NotesPage, session, about),
        }
    if name in ("project", "account"):
        pages[tr("Money")] = money
    if name != "task" and name in SLIPPING_TABLES:
        pages[tr("If it slips")] = partial(SlipPage, session, name, went)
    if name == "change_request":
        pages[tr("Options")] = partial(OptionsPage, session)
    if name == "capital_request":
        pages[tr("Steps")] = partial(StepsPage, session, went)
        pages[tr("Costs")] = partial(CostsPage, session)
        pages[tr("Case")] = partial(CasePage, session)
        pages[tr("Orders")] = partial(OrdersPage, session)
        pages[tr("Depreciation")] = partial(DepreciationPage, session)
    pages |= _own_parts(session, name, went)
    if name == "project":
        pages[tr("Gives and gets")] = partial(GivesPage, session, went)
    if name in ("project", "task"):
        pages[tr("Risks and issues")] = touching
    elif referring(name):
        pages[tr("Used by")] = partial(UsesPage, session, name, went)
    pages[tr("Touches")] = partial(TouchesPage, session, name, went)
    pages[tr("Comments")] = partial(CommentsPage, session, name)
    pages[tr("History")] = partial(HistoryPage, session, name, recalled)
    pages[documents_tab()] = partial(DocumentsPage, session, name)
    return pages


def _own_parts(session: Session, name: str, went: SignalInstance) -> Pages:
    """The page of what a row of some tables is made of."""
    tr = partial(translate, "Inspector")
    pages: dict[str, Pages] = {
        "estimate_line": {tr("Plan"): partial(PlanPage, session, went)},
        "resource": {
            tr("Availability"): partial(AvailabilityPage, session),
            tr("Rates"): partial(RatesPage, session),
        },
        "business_case": {tr("Years"): partial(YearsPage, session)},
        "benefit": {tr("Measurements"): partial(MeasurementsPage, session)},
        "decision": {tr("Options"): partial(DecisionPage, session, went)},
        "risk": {
            tr("Tasks"): partial(RiskTasksPage, session, went),
            tr("Score"): partial(ScorePage, session),
        },
    }
    return pages.get(name, {})


def documents_tab() -> str:
    """The label of the page of documents, which every table has."""
    return translate("Inspector", "Documents")
