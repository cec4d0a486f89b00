"""What is kept of the program when a reporting period closes: rows that trends are read from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from tpm_desktop.formats import Formats
from tpm_desktop.model.check import LONGEST_NOTE
from tpm_desktop.model.periods import Light
from tpm_desktop.model.registers import Risk
from tpm_desktop.planning.columns import NONE, WHOLE

from .due import day_of_status
from .earned_value import EarnedValue, earned_value
from .health import Health, health
from .lights import Rating
from .plan import instant
from .risk_exposure import weighed
from .state import State

Row = dict[str, Any]
_DIMENSIONS = ("overall", "time", "cost", "risk")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The rows by table, without the period that they are of."""

    figures: list[Row]
    milestones: list[Row]
    accounts: list[Row]
    risks: list[Row]

    def tables(self) -> dict[str, list[Row]]:
        """The rows by the name of the table that keeps them."""
        return {
            "period_figure": self.figures,
            "period_milestone": self.milestones,
            "period_account": self.accounts,
            "period_risk": self.risks,
        }


def snapshot(state: State, risks: Sequence[Risk], formats: Formats) -> Snapshot:
    """The program as it stands. Args: risks: all of the register; formats: of the lights' reasons."""
    return Snapshot(
        _figures(state, risks, formats),
        _milestones(state),
        _accounts(state),
        [
            {
                "risk_id": one.id,
                "name": one.title,
                "score": one.residual,
                "before": one.score,
                "exposure": one.exposure,
            }
            for one in weighed(state, day_of_status(state))
            if one.residual is not None
        ],
    )


def _figures(state: State, risks: Sequence[Risk], formats: Formats) -> list[Row]:
    found, earned = health(state, risks, formats), earned_value(state)
    projects = [
        _project(state, row, place, found.projects[place], earned)
        for place, row in enumerate(np.flatnonzero(state.outline.is_project).tolist())
    ]
    return [_program(state, found.program, earned), *projects]


def _program(state: State, found: Health, earned: EarnedValue) -> Row:
    top = state.outline.is_project
    agreed = state.baseline.finish[top]
    known = agreed[agreed != NONE]
    finish = int(state.schedule.program_finish) if len(state.outline) else NONE
    promised = int(known.max()) if known.size else NONE
    calendar = state.inputs.calendars[state.inputs.options.calendar]
    starts = state.schedule.start[top]
    return {
        "whole": True,
        "project_id": None,
        "name": state.inputs.tables["program"].texts["name"][0] or "Program",
        "start": instant(int(starts.min(initial=finish))),
        "late": None if NONE in (finish, promised) else calendar.to_work(finish) - calendar.to_work(promised),
        "done": done_of(state),
        **_dates(finish, promised),
        **_lights(found),
        **_sums(state.money.budget.program, ()),
        **_earned(earned, None),
    }


def done_of(state: State) -> int:
    """Share of the program that is done, by the duration of its projects; hundredths of a per cent."""
    top = state.outline.is_project
    weight = np.maximum(state.schedule.duration[top], 0).astype(np.int64)
    return int((state.done[top].astype(np.int64) * weight).sum() // max(int(weight.sum()), 1))


def _project(state: State, row: int, place: int, found: Health, earned: EarnedValue) -> Row:
    late = int(state.finish_variance[row])
    return {
        "project_id": state.outline.ids[row],
        "name": state.names[row],
        "start": instant(int(state.schedule.start[row])),
        "late": None if late == NONE else late,
        "done": min(int(state.done[row]), WHOLE),
        **_dates(int(state.schedule.finish[row]), int(state.baseline.finish[row])),
        **_lights(found),
        **_sums(state.money.budget.projects, place),
        **_earned(earned, place),
    }


def _dates(finish: int, agreed: int) -> Row:
    return {"finish": instant(finish), "agreed": instant(agreed)}


def _lights(found: Health) -> Row:
    ratings: dict[str, Rating] = {name: getattr(found, name) for name in _DIMENSIONS}
    shown = {
        f"{name}_light": None if rating.rag is None else Light(rating.rag.name.lower())
        for name, rating in ratings.items()
    }
    told = [
        f"{name.capitalize()}: {one.reason}"
        for name, one in ratings.items()
        if one.overridden and name != "overall"
    ]
    return {**shown, "overridden": "\n".join(told)[:LONGEST_NOTE] or None}


def _sums(totals: Any, place: Any) -> Row:
    """Of the budget's totals. Args: place: the row; () where they are one."""
    return {
        "budget": int(totals.at_completion[place]),
        "committed": int(totals.whole.committed[place]),
        "actual": int(totals.spent_to_date[place]),
        "outlook": int(totals.outlook_at_completion[place]),
    }


def _earned(earned: EarnedValue, place: int | None) -> Row:
    found = earned.to_date(earned.rows_of(place))
    return {"planned_value": int(found.pv), "earned_value": int(found.ev), "actual_cost": int(found.ac)}


def _milestones(state: State) -> list[Row]:
    rows = np.flatnonzero(state.milestone & state.inputs.tasks.active).tolist()
    return [
        {
            "task_id": state.outline.ids[row],
            "name": state.names[row],
            "expected": instant(int(state.schedule.finish[row])),
            "agreed": instant(int(state.baseline.finish[row])),
            "reached": int(state.done[row]) >= WHOLE,
        }
        for row in rows
    ]


def _accounts(state: State) -> list[Row]:
    table, totals = state.inputs.tables["account"], state.money.budget.accounts
    return [
        {
            "account_id": account,
            "name": table.texts["name"][table.row[account]],
            **_sums(totals, place),
        }
        for place, account in enumerate(state.money.accounts)
    ]
