"""The staffing plan in words: for window, paper and command line alike."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from tpm_desktop.formats import Formats
from tpm_desktop.model.pmo import BoardingState, PositionState

from .plan import instant
from .staffing_plan import RoleStaffing, StaffingPlan, Vacancy
from .state import State


def full_time(value: float, formats: Formats) -> str:
    """Full-time equivalents with one digit; nothing is a dash."""
    return formats.decimal(value, 1) if round(value, 1) else "–"


def staffing_headline(found: StaffingPlan, formats: Formats) -> str:
    """How many positions are vacant, what that costs, and which roles are short."""
    vacant = len(found.vacancies)
    if not any(role.has_positions for role in found.roles):
        return "No positions yet"
    said = "No position is vacant" if not vacant else f"{formats.integer(vacant)} vacant"
    missing = sum(one.missing for one in found.vacancies)
    if missing:
        said += f", {formats.integer(round(missing / 60))} h of work wait for them"
    short = [role.name for role in found.roles if role.short[found.present :].any()]
    if short:
        more = f" and {len(short) - 2:,} more" if len(short) > 2 else ""
        said += f" · short of {', '.join(' '.join(name.split())[:40] for name in short[:2])}{more}"
    return said


def role_words(found: StaffingPlan, role: RoleStaffing, month: int, formats: Formats) -> str:
    """All of a cell: what is needed, who is there, who is expected, what is short."""
    parts = (
        ("needed", role.need), ("filled", role.filled), ("expected", role.expected),
        ("positions", role.planned), ("short", role.short),
    )  # fmt: skip
    whole = max(int(found.whole[month]), 1)
    told = ", ".join(f"{name} {full_time(int(work[month]) / whole, formats)}" for name, work in parts)
    return f"{role.name}, {formats.month(found.months[month])}: {told} full-time equivalents"


def vacancy_words(state: State, one: Vacancy, formats: Formats) -> str:
    """What leans on a vacant position: how much work of which tasks, from when, and which milestone waits."""
    if not one.missing or one.hit is None:
        return "Nothing in the plan waits for it"
    first = state.names[one.tasks[0].row]
    others = len(one.tasks) - 1
    more = f" and {others:,} more task{'s' if others > 1 else ''}" if others else ""
    said = f"{formats.integer(round(one.missing / 60))} h from {formats.date(one.hit)} on: “{first}”{more}"
    if one.milestone >= 0:
        at = instant(int(state.schedule.finish[one.milestone]))
        when = f", {formats.date(at)}" if at else ""
        said += f"; “{state.names[one.milestone]}”{when} waits for it"
    return said


def standing_words(one: Vacancy, formats: Formats) -> str:
    """How far the staffing of a vacant position has come."""
    state = one.position.state
    if one.position.filled_from is not None and state is not PositionState.FILLED:
        return f"{state.label}, expected {formats.date(one.position.filled_from)}"
    return state.label


def shown_months(found: StaffingPlan, most: int) -> range:
    """The months from the present one on up to the last in which anything is needed, so many at most."""
    used = np.zeros(len(found.months), np.bool_)
    for role in found.roles:
        used |= role.need > 0
    last = int(np.flatnonzero(used)[-1]) + 1 if used.any() else found.present
    return range(found.present, min(max(last, found.present + 1), found.present + most, len(found.months)))


def boarding_progress(
    rows: list[tuple[str, str, str | None]], day: str
) -> Mapping[str, tuple[int, int, int]]:
    """By person how many boarding steps are done, how many there are, and how many are overdue.

    Args: rows: person, state and due date as stored; day: of the status, as stored.
    """
    found: dict[str, tuple[int, int, int]] = {}
    for person, state, due in rows:
        done, all_, late = found.get(person, (0, 0, 0))
        is_open = state == BoardingState.OPEN
        found[person] = (done + (not is_open), all_ + 1, late + bool(is_open and due and due < day))
    return found
