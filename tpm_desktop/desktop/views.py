"""The catalogue of views: what the navigation lists, and how each view is made when it is first opened."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from PySide6.QtCore import QCoreApplication

from tpm_desktop.model.catalogue import CATALOGUE, Area

from .appearance import Appearance
from .session import Session
from .view import View
from .view_parts import PARTS

translate = QCoreApplication.translate
Factory = Callable[[Session, Appearance], View]


@dataclass(frozen=True, slots=True)
class ViewEntry:
    """One view. tables: those whose rows it shows, to go to one; beneath: the view it is part of."""

    key: str
    label: str
    area: Area
    icon: str
    factory: Factory
    tables: tuple[str, ...]
    beneath: str = ""


@cache
def views() -> tuple[ViewEntry, ...]:
    """All views in the order of the navigation: by area, each with its parts behind it."""
    registers = [_register(entry.name) for entry in CATALOGUE if entry.register]
    known = {view.key: view for view in (*_OWN, *registers)}
    parts = {key for keys in PARTS.values() for key in keys}
    whole = [known[key] for key in known if key not in parts]
    return tuple(
        one for area in Area for view in whole if view.area is area for one in _with_parts(view, known)
    )


def _with_parts(view: ViewEntry, known: Mapping[str, ViewEntry]) -> list[ViewEntry]:
    """A view, and what is part of it in the same area."""
    parts = (known[key] for key in PARTS.get(view.key, ()))
    return [view, *(replace(part, area=view.area, beneath=view.key) for part in parts)]


def view_of_table(table: str) -> str | None:
    """The key of the view that shows a table's rows best, None where none does."""
    register = [view.key for view in views() if view.key == table]
    shown = [view.key for view in views() if table in view.tables]
    return next(iter(register + shown), None)


def _register(table: str) -> ViewEntry:
    def make(session: Session, appearance: Appearance) -> View:
        from .register.view import RegisterView

        return RegisterView(session, appearance, table)

    about = next(entry for entry in CATALOGUE if entry.name == table)
    label = translate("Catalogue", about.plural)
    return ViewEntry(table, label, about.area, about.icon, make, (table,))


def _budget(session: Session, appearance: Appearance) -> View:
    from .budget.view import BudgetView

    return BudgetView(session, appearance)


def _earned(session: Session, appearance: Appearance) -> View:
    from .earned.view import EarnedView

    return EarnedView(session, appearance)


def _capital(session: Session, appearance: Appearance) -> View:
    from .capital.view import CapitalView

    return CapitalView(session, appearance)


def _estimates(session: Session, appearance: Appearance) -> View:
    from .estimates.view import EstimatesView

    return EstimatesView(session, appearance)


def _business_case(session: Session, appearance: Appearance) -> View:
    from .case.view import BusinessCaseView

    return BusinessCaseView(session, appearance)


def _overview(session: Session, appearance: Appearance) -> View:
    from .overview.view import OverviewView

    return OverviewView(session, appearance)


def _gantt(session: Session, appearance: Appearance) -> View:
    from .gantt.view import GanttView

    return GanttView(session, appearance)


def _network(session: Session, appearance: Appearance) -> View:
    from .network.view import NetworkView

    return NetworkView(session, appearance)


def _matrix(session: Session, appearance: Appearance) -> View:
    from .matrix.view import MatrixView

    return MatrixView(session, appearance)


def _staffing(session: Session, appearance: Appearance) -> View:
    from .staffing.view import StaffingView

    return StaffingView(session, appearance)


def _health(session: Session, appearance: Appearance) -> View:
    from .health.view import HealthView

    return HealthView(session, appearance)


def _policy(session: Session, appearance: Appearance) -> View:
    from .policy.view import PolicyView

    return PolicyView(session, appearance)


def _audit(session: Session, appearance: Appearance) -> View:
    from .audit.view import AuditView

    return AuditView(session, appearance)


def _progress(session: Session, appearance: Appearance) -> View:
    from .progress.view import ProgressView

    return ProgressView(session, appearance)


def _integration(session: Session, appearance: Appearance) -> View:
    from .integration.view import IntegrationView

    return IntegrationView(session, appearance)


def _simulation(session: Session, appearance: Appearance) -> View:
    from .simulation.view import SimulationView

    return SimulationView(session, appearance)


def _readiness(session: Session, appearance: Appearance) -> View:
    from .readiness.view import ReadinessView

    return ReadinessView(session, appearance)


def _meeting_room(session: Session, appearance: Appearance) -> View:
    from .meeting_room.view import MeetingRoomView

    return MeetingRoomView(session, appearance)


def _period(session: Session, appearance: Appearance) -> View:
    from .period.view import PeriodView

    return PeriodView(session, appearance)


def _trend(session: Session, appearance: Appearance) -> View:
    from .period.trend_view import TrendView

    return TrendView(session, appearance)


def _coverage(session: Session, appearance: Appearance) -> View:
    from .coverage.view import CoverageView

    return CoverageView(session, appearance)


def _evaluation(session: Session, appearance: Appearance) -> View:
    from .evaluation.view import EvaluationView

    return EvaluationView(session, appearance)


def _installation(session: Session, appearance: Appearance) -> View:
    from .installation.view import InstallationView

    return InstallationView(session, appearance)


def _life_cycle(session: Session, appearance: Appearance) -> View:
    from .life_cycle.view import LifeCycleView

    return LifeCycleView(session, appearance)


def _heat_map(session: Session, appearance: Appearance) -> View:
    from .heat_map.view import HeatMapView

    return HeatMapView(session, appearance)


def _stakeholder_grid(session: Session, appearance: Appearance) -> View:
    from .stakeholders.view import StakeholderGridView

    return StakeholderGridView(session, appearance)


def _communications(session: Session, appearance: Appearance) -> View:
    from .stakeholders.telling_view import TellingView

    return TellingView(session, appearance)


def _staffing_plan(session: Session, appearance: Appearance) -> View:
    from .staffing_plan.view import StaffingPlanView

    return StaffingPlanView(session, appearance)


def _governance(session: Session, appearance: Appearance) -> View:
    from .governance.view import GovernanceView

    return GovernanceView(session, appearance)


def _raci(session: Session, appearance: Appearance) -> View:
    from .raci.view import RaciView

    return RaciView(session, appearance)


def _liaison(session: Session, appearance: Appearance) -> View:
    from .liaison.view import LiaisonView

    return LiaisonView(session, appearance)


_OWN: tuple[ViewEntry, ...] = (
    ViewEntry("overview", "Overview", Area.OVERVIEW, "overview", _overview, ("program",)),
    ViewEntry("gantt", "Gantt", Area.PLAN, "gantt", _gantt, ("task",)),
    ViewEntry("network", "Dependencies", Area.PLAN, "network", _network, ("link",)),
    ViewEntry("matrix", "Matrix", Area.PLAN, "table", _matrix, ()),
    ViewEntry("progress", "Progress", Area.PLAN, "progress", _progress, ()),
    ViewEntry("staffing", "Staffing", Area.PLAN, "assignment", _staffing, ()),
    ViewEntry("health", "Health", Area.PLAN, "health", _health, ()),
    ViewEntry(
        "estimate_line",
        "Estimates",
        Area.MONEY,
        "assignment",
        _estimates,
        ("estimate_line", "estimate_round"),
    ),
    ViewEntry("budget", "Budget", Area.MONEY, "budget", _budget, ("budget_line",)),
    ViewEntry("evm", "Earned value", Area.MONEY, "chart", _earned, ()),
    ViewEntry("heat-map", "Heat map", Area.CONTROL, "board", _heat_map, ("risk_task",)),
    ViewEntry("stakeholder-grid", "Power and interest", Area.GOVERNANCE, "people", _stakeholder_grid, ()),
    ViewEntry(
        "telling", "Due communication", Area.GOVERNANCE, "send", _communications, ("communication_sent",)
    ),
    ViewEntry("period", "Period close", Area.CONTROL, "check", _period, ()),
    ViewEntry("trend", "Trend", Area.CONTROL, "chart", _trend, ("period_figure",)),
    ViewEntry("simulation", "Simulation", Area.CONTROL, "chart", _simulation, ("simulation",)),
    ViewEntry("policy", "Policy", Area.CONTROL, "policy", _policy, ("policy_part",)),
    ViewEntry("readiness", "Readiness", Area.DELIVERY, "readiness", _readiness, ()),
    ViewEntry("coverage", "Coverage", Area.DELIVERY, "table", _coverage, ("requirement_coverage",)),
    ViewEntry("installation", "Installation", Area.DELIVERY, "checklist", _installation, ()),
    ViewEntry("evaluation", "Evaluation", Area.PROCUREMENT, "bid", _evaluation, ("bid_score",)),
    ViewEntry("life-cycle", "Life cycle", Area.GOVERNANCE, "milestone", _life_cycle, ()),
    ViewEntry("integration", "Test matrix", Area.DELIVERY, "test", _integration, ()),
    ViewEntry("capex", "Capital", Area.MONEY, "money", _capital, ()),
    ViewEntry("business-case", "Business case", Area.MONEY, "target", _business_case, ("business_case",)),
    ViewEntry("meeting-room", "Meeting room", Area.GOVERNANCE, "meeting", _meeting_room, ()),
    ViewEntry("governance", "Governance chart", Area.GOVERNANCE, "governance", _governance, ()),
    ViewEntry("liaison", "Liaison", Area.GOVERNANCE, "send", _liaison, ()),
    ViewEntry("staffing-plan", "Staffing plan", Area.PEOPLE, "people", _staffing_plan, ()),
    ViewEntry("raci", "RACI matrix", Area.PEOPLE, "table", _raci, ("raci",)),
    ViewEntry("audit", "Audit", Area.GOVERNANCE, "history", _audit, ()),
)
