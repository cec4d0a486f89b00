"""What the plan says of a task besides its dates: slack, the path that it is on, its baseline, and why."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from tpm_desktop.desktop.session import Session
from tpm_desktop.plan import instant
from tpm_desktop.plan.reasons import why_here
from tpm_desktop.plan.together import together
from tpm_desktop.planning.columns import NONE

translate = QCoreApplication.translate


def facts(session: Session, row: int) -> dict[str, str]:
    """The texts of an outline row by the names of the labels that show them."""
    state, formats = session.program.plan.state, session.formats
    return {
        "slack": _total_slack(session, row),
        "free-slack": formats.duration(int(state.schedule.free_slack[row]), unit="d"),
        "path": _path(session, row),
        "baseline": _baseline(session, row),
        "why": why_here(state, row, formats),
    }


def facts_together(session: Session, rows: Sequence[int]) -> dict[str, str]:
    """The same of several rows at once, by the names of the labels that show them."""
    found, formats = together(session.program.plan.state, rows), session.formats
    start, finish = instant(found.start), instant(found.finish)
    span = f"{formats.date(start)} – {formats.date(finish)}" if start else translate("Inspector", "no dates")
    return {
        "together-span": span,
        "together-length": formats.duration(found.span, unit="d"),
        "together-work": translate("Inspector", "{}, done {}").format(
            formats.duration(found.work), formats.duration(found.work_done)
        ),
        "together-cost": formats.money(found.cost, currency=True, whole=True, dash=True),
        "together-slack": (
            translate("Inspector", "all are done")
            if found.slack is None
            else formats.duration(found.slack, unit="d")
        ),
        "together-critical": formats.integer(found.critical),
    }


def _total_slack(session: Session, row: int) -> str:
    state = session.program.plan.state
    slack = session.formats.duration(int(state.schedule.total_slack[row]), unit="d")
    if state.schedule.critical[row]:
        return translate("Inspector", "{} · critical").format(slack)
    if state.near_critical[row]:
        return translate("Inspector", "{} · near-critical").format(slack)
    return slack


def _path(session: Session, row: int) -> str:
    """Whether the task decides the program's finish, or else which ends of the plan."""
    state = session.program.plan.state
    if state.longest_path[row]:
        return translate("Inspector", "on the longest path")
    ends = [state.names[end] for end in state.driving.ends_of(row) if end != row]
    if not ends:
        return translate("Inspector", "decides no other finish")
    more = translate("Inspector", " and {} more").format(len(ends) - 1) if len(ends) > 1 else ""
    return translate("Inspector", "decides “{}”{}").format(ends[0], more)


def _baseline(session: Session, row: int) -> str:
    state, formats = session.program.plan.state, session.formats
    agreed = instant(int(state.baseline.finish[row]))
    if agreed is None:
        return translate("Inspector", "none kept")
    late = int(state.finish_variance[row])
    shown = formats.date(agreed, weekday=True)
    return shown if late in (0, NONE) else f"{shown} ({formats.duration(late, unit='d', sign=True)})"
