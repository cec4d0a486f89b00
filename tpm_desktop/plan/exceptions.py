"""Deviations beyond tolerance, and the exceptions that the program raises of them by itself.

An exception is raised once: while one is open or decided for the same subject no other comes, and it ends
when the forecast is back in tolerance. It is part of the edit that brought the deviation, so that undo takes
it back too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from tpm_desktop.file.edit import Edit
from tpm_desktop.model.exceptions import Dimension, ExceptionState
from tpm_desktop.planning.columns import NONE, WHOLE

from .columns import first
from .risks import residual_of
from .state import State

_EPOCH = date(1970, 1, 1)
_LONGEST_NAME = 200
Key = tuple[str, str]
"""Id of the component project, empty for the program, and dimension."""


@dataclass(frozen=True, slots=True)
class Deviation:
    """What is beyond a tolerance. project_id: empty for the program; figure, tolerance: in words."""

    project_id: str
    dimension: Dimension
    name: str
    figure: str
    tolerance: str

    @property
    def key(self) -> Key:
        """What no two open exceptions are about."""
        return self.project_id, self.dimension

    @property
    def title(self) -> str:
        """What the exception is called."""
        about = {
            Dimension.TIME: "finishes later than tolerated",
            Dimension.COST: "costs more than tolerated",
            Dimension.RISK: "bears a higher risk than tolerated",
        }
        return f"{_short(self.name)} {about[self.dimension]}"


def deviations(state: State) -> list[Deviation]:
    """All that is beyond the program's tolerances, the program first; none where none is agreed."""
    program = state.inputs.tables["program"]
    limits = [first(program, f"tolerance_{name}") for name in ("days", "cost", "score")]
    readers = (_late, _dear, _risky)
    return [
        one
        for limit, read in zip(limits, readers, strict=True)
        if limit is not None and limit != NONE
        for one in read(state, int(limit))
    ]


def note_exceptions(edit: Edit, state: State) -> bool:
    """Add the exceptions that a state asks for, end its own that are over. Returns: whether any changed."""
    found = {one.key: one for one in deviations(state)}
    table = state.inputs.tables["exception_report"]
    active: dict[Key, str] = {}
    over: list[str] = []
    for row, row_id in enumerate(table.ids):
        by_hand = not table.texts["tolerance"][row]
        if by_hand or table.texts["state"][row] == ExceptionState.MENDED:
            continue
        key = (table.texts["project_id"][row] or "", table.texts["dimension"][row] or "")
        if key in found and key not in active:
            active[key] = row_id
        else:  # back in tolerance, or told twice by two copies that were merged
            over.append(row_id)
    new = [one for key, one in found.items() if key not in active]
    if not new and not over:
        return False
    day = status_day(state)
    edit.set_all(
        "exception_report",
        [{"id": row_id, "state": ExceptionState.MENDED, "ended_on": day} for row_id in over],
    )
    edit.add_all("exception_report", [_row(one, day) for one in new])
    return True


def _row(one: Deviation, day: date) -> dict[str, object]:
    return {
        "title": one.title,
        "dimension": one.dimension,
        "project_id": one.project_id or None,
        "since": day,
        "figure": one.figure,
        "tolerance": one.tolerance,
    }


def status_day(state: State) -> date:
    """The day that an edit counts as made on: the status date, today while there is none."""
    at = int(state.inputs.options.status_date)
    return date.today() if at == NONE else _EPOCH + timedelta(minutes=at)


def _late(state: State, days: int) -> Iterator[Deviation]:
    calendar = state.inputs.calendars[state.inputs.options.calendar]
    day, now = state.inputs.options.minutes_per_day, state.schedule.finish
    agreed = state.baseline.finish
    top = np.flatnonzero(state.outline.is_project & (agreed != NONE) & (now != NONE)).tolist()
    ends = [(state.outline.ids[row], state.names[row], int(agreed[row]), int(now[row])) for row in top]
    if ends:
        whole = max(end for _, _, end, _ in ends), int(state.schedule.program_finish)
        ends.insert(0, ("", "The program", *whole))
    for row_id, name, then, will in ends:
        late = calendar.to_work(will) - calendar.to_work(then) if will > then else 0
        if late > days * day:
            figure = f"{_days(-(-late // day))} after the baseline"
            yield Deviation(row_id, Dimension.TIME, name, figure, f"{_days(days)} late")


def _dear(state: State, share: int) -> Iterator[Deviation]:
    budget, money = state.money.budget, state.money
    sums = [("", "The program", budget.program.at_completion, budget.program.variance_at_completion)]
    sums += [
        (
            row_id,
            state.names[state.outline.row[row_id]],
            budget.projects.at_completion[place],
            budget.projects.variance_at_completion[place],
        )
        for place, row_id in enumerate(money.projects)
    ]
    for row_id, name, planned, variance in sums:
        plan, over = int(planned), -int(variance)
        if plan > 0 and over * WHOLE > share * plan:
            beyond = f"{_share(over * WHOLE // plan)} over the budget"
            yield Deviation(row_id, Dimension.COST, name, beyond, f"{_share(share)} over the budget")


def _risky(state: State, score: int) -> Iterator[Deviation]:
    """The highest residual score of each project's threats, and of those of none."""
    table = state.inputs.tables["risk"]
    highest: dict[str, tuple[int, str]] = {}
    for row in range(len(table)):
        left, owner = residual_of(table, row), table.texts["project_id"][row] or ""
        if left is not None and left > highest.get(owner, (score, ""))[0]:
            highest[owner] = left, table.texts["code"][row] or ""
    for owner, (most, code) in highest.items():
        name = state.names[state.outline.row[owner]] if owner else "The program"
        said = f"{_short(code)} scores {most}".strip()
        yield Deviation(owner, Dimension.RISK, name, said, f"a score of {score}")


def _short(name: str) -> str:
    """A name that leaves room in a title for what is said of it."""
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1].rstrip() + "…"


def _days(number: int) -> str:
    return "1 working day" if number == 1 else f"{number} working days"


def _share(hundredths: int) -> str:
    return f"{hundredths / 100:g} %"
