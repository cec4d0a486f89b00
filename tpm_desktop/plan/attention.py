"""What needs the program manager now: due or late, beyond tolerance, slipped, off policy, to be closed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np

from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.change import ChangeState
from tpm_desktop.model.exceptions import ExceptionState
from tpm_desktop.model.gates import GateVerdict
from tpm_desktop.model.governance import MeetingState
from tpm_desktop.planning.columns import NONE

from .communications import week_end
from .due import DUE, days_overdue, is_settled
from .entered_twice import entered_twice
from .liaison import APPROVAL_AFTER, MINUTES_AFTER
from .lights import open_period
from .period_gaps import periods
from .plan import instant, minutes
from .procurement_troubles import TroubleKind, troubles
from .procurement_words import day_number, days_text, row_name
from .state import State

AHEAD = timedelta(days=14)
"""So early a decision that is needed is brought to mind."""
_CLOSE_TO = timedelta(days=3)
_EACH = 2  # lines of one kind; more of them become one line that leads to their view

Row = Mapping[str, Any]
"""Stored values of a row by field, its id among them."""


@dataclass(frozen=True, slots=True)
class Need:
    """One line. kind: in a word; due: None where no day is set; late: days overdue.

    table, id: the row that it leads to; a line about several leads to the view of that key instead.
    """

    kind: str
    text: str
    due: date | None = None
    late: int = 0
    table: str = ""
    id: str = ""
    view: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """Of the last closed period: its title, and when each milestone was expected, by task, in minutes."""

    title: str
    expected: Mapping[str, int]


def needs(
    state: State,
    day: date,
    rows: Mapping[str, Sequence[Row]],
    last: Kept | None,
    breaches: int,
    found: Iterable[Need] = (),
) -> list[Need]:
    """All of it, what is beyond tolerance first.

    Args: day: of the status; rows: by table, those of `TABLES`; last: None while no period is closed;
    breaches: of the policy; found: by checks that take longer, see `attention_checks`.
    """
    return [
        *few(_exceptions(rows["exception_report"]), "exception_report", "exceptions wait for a decision"),
        *few(_due(rows, "decision", day + AHEAD, day), "decision", "decisions are due"),
        *few(_due(rows, "change_request", day + AHEAD, day), "change_request", "changes are to be decided"),
        *few(_gates(state, day), "life-cycle", "gates are to be decided"),
        *few(_minutes(rows["meeting"], day), "meeting", "minutes are to be written or approved"),
        *few(_due(rows, "action", day, day), "action", "actions are late"),
        *few(_due(rows, "boarding_step", day, day), "boarding_step", "boarding steps are late"),
        *few(_due(rows, "issue", day, day), "issue", "issues are overdue"),
        *few(_due(rows, "risk", day, day), "risk", "risks are to be reviewed"),
        *few(_due(rows, "assumption", day, day), "assumption", "assumptions are to be confirmed"),
        *few(_due(rows, "communication", week_end(day), day), "telling", "are to be told this week"),
        *few(_due(rows, "expectation", day, day), "expectation", "expectations are to be reviewed"),
        *_period(state, day),
        *_slipped(state, last),
        *_policy(breaches),
        *few(_twice(state), "cost_entry", "cost entries are there twice"),
        *found,
        *few(_supply(state, day), "procurement_package", "deliveries come late or notices fall due"),
    ]


TABLES = (
    "exception_report", "decision", "change_request", "action", "issue", "risk", "assumption",
    "communication", "expectation", "boarding_step", "meeting",
)  # fmt: skip
"""The registers that are asked."""


def fields_of(table: str) -> list[str]:
    """The fields that are read of one of the registers, the id first."""
    about = entry(table)
    rule = DUE.get(table)
    own = [rule.date, rule.state] if rule else ["held" if table == "meeting" else "since", "state"]
    return ["id", about.title_field, *own]


def _exceptions(rows: Iterable[Row]) -> Iterator[Need]:
    for row in rows:
        if row["state"] == ExceptionState.OPEN:
            yield Need("Exception", row["title"], table="exception_report", id=row["id"])


def _due(rows: Mapping[str, Sequence[Row]], table: str, until: date, day: date) -> list[Need]:
    """What is due up to a day and not settled, the latest first."""
    about, field = entry(table), DUE[table].date
    found = []
    for row in rows[table]:
        due = date.fromisoformat(row[field]) if row[field] else None
        idle = is_settled(table, row) or row[DUE[table].state] == ChangeState.APPROVED
        if due is None or due > until or idle:
            continue
        late = days_overdue(table, row, day)
        if late or until > day or due == day:
            title = row[about.title_field] or ""
            found.append(Need(_KINDS.get(table, about.label), title, due, late, table, row["id"]))
    return sorted(found, key=lambda need: (need.due or day, need.text))


def _minutes(rows: Iterable[Row], day: date) -> list[Need]:
    """Meetings whose minutes wait for somebody to write or to approve them, the oldest first."""
    asked = {
        MeetingState.HELD: ("minutes to be written", MINUTES_AFTER),
        MeetingState.MINUTED: ("minutes to be approved", APPROVAL_AFTER),
    }
    found = []
    for row in rows:
        if row["state"] in asked:
            said, after = asked[row["state"]]
            due = datetime.fromisoformat(row["held"]).date() + after
            late = max(0, (day - due).days)
            found.append(Need("Minutes", f"{row['title']}: {said}", due, late, "meeting", row["id"]))
    return sorted(found, key=lambda need: (need.due or day, need.text))


def _supply(state: State, day: date) -> Iterator[Need]:
    """Packages that come later than they are needed, and notices of contracts that fall due."""
    for one in troubles(state, day_number(day), AHEAD.days):
        name = row_name(state, one.table, one.row)
        if one.kind is TroubleKind.LATE:
            said = f"{name} is expected {days_text(one.number)} after the need"
            yield Need("Delivery", said, table=one.table, id=one.id)
        elif one.kind is TroubleKind.NOTICE:
            yield Need("Notice", name, day + timedelta(days=one.number), table=one.table, id=one.id)


def _gates(state: State, day: date) -> list[Need]:
    """Gates whose milestone is planned by then, and which nobody has let pass or stopped."""
    table, found = state.inputs.tables["gate"], []
    for row, milestone in enumerate(table.rows_of("milestone_id", state.outline.row).tolist()):
        finish = int(state.schedule.finish[milestone]) if milestone >= 0 else NONE
        if finish == NONE or table.texts["verdict"][row] not in _UNDECIDED_GATE:
            continue
        at = instant(finish)
        if at is not None and (due := at.date()) <= day + AHEAD:
            name = f"{table.texts['code'][row] or ''} {table.texts['title'][row] or ''}".strip()
            late = max(0, (day - due).days)
            found.append(Need("Gate", name, due, late, "gate", table.ids[row]))
    return sorted(found, key=lambda need: (need.due or day, need.text))


_UNDECIDED_GATE = (GateVerdict.OPEN, GateVerdict.RECYCLE)
_KINDS = {"change_request": "Change", "risk": "Review", "communication": "To tell", "expectation": "Review"}


def few(found: Iterable[Need], view: str, said: str) -> list[Need]:
    """The lines themselves while they are few, else the first ones and a line that leads to the rest."""
    every = list(found)
    if len(every) <= _EACH:
        return every
    late = max(need.late for need in every)
    if not all(need.late for need in every):
        said = said.replace("are late", "are late or due")
    return [Need(every[0].kind, f"{len(every)} {said}", late=late, view=view)]


def _period(state: State, day: date) -> Iterator[Need]:
    current = open_period(state)
    for one in periods(state):
        if one.id == current and one.finish <= day + _CLOSE_TO:
            late = max(0, (day - one.finish).days)
            yield Need("Period", f"{one.title} is to be closed", one.finish, late, view="period")


def _slipped(state: State, last: Kept | None) -> Iterator[Need]:
    """Milestones that are expected later than the last closed period kept of them."""
    if last is None or not last.expected:
        return
    known = [(state.outline.row[i], at) for i, at in last.expected.items() if i in state.outline.row]
    if not known:
        return
    places, then = (np.array(part, np.int64) for part in zip(*known, strict=True))
    now = state.schedule.finish[places]
    later = (now != NONE) & (now > then)
    count = int(later.sum())
    if count:
        what = "1 milestone" if count == 1 else f"{count} milestones"
        yield Need("Milestones", f"{what} slipped since {last.title}", view="trend")


def _twice(state: State) -> Iterator[Need]:
    table = state.inputs.tables["cost_entry"]
    for row, first in entered_twice(table):
        one, other = (f"{table.texts['code'][n] or ''} {table.texts['text'][n] or ''}" for n in (row, first))
        said = f"{one.strip()} is there twice, as {other.strip()}"
        yield Need("Cost entry", said, table="cost_entry", id=table.ids[row])


def _policy(breaches: int) -> Iterator[Need]:
    if breaches:
        what = "1 breach" if breaches == 1 else f"{breaches} breaches"
        yield Need("Policy", f"{what} that nobody bears", view="policy")


def kept_of(periods: Sequence[Row], milestones: Iterable[Row]) -> Kept | None:
    """What the last closed period kept. Args: stored rows of both tables."""
    closed = [row for row in periods if row["state"] == "closed"]
    if not closed:
        return None
    last = max(closed, key=lambda row: (row["finish"], row["id"]))
    expected = {
        row["task_id"]: minutes(datetime.fromisoformat(row["expected"]))
        for row in milestones
        if row["period_id"] == last["id"] and row["task_id"] and row["expected"]
    }
    return Kept(last["title"], expected)
