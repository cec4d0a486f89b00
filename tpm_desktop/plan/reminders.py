"""What a person is reminded of at opening: what is late, and what is due by the end of the week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from .communications import week_end
from .due import DUE, day_of_status

if TYPE_CHECKING:
    from .open_program import OpenProgram

_TOLD = {
    "action": ("action", "actions"), "decision": ("decision", "decisions"), "issue": ("issue", "issues"),
    "communication": ("to tell", "to tell"),
}  # fmt: skip

REMINDING = frozenset(_TOLD)
"""The tables that one is reminded of."""


@dataclass(frozen=True, slots=True)
class Reminders:
    """How many rows by table are late, and due up to the end of the week."""

    late: dict[str, int]
    week: dict[str, int]

    def text(self) -> str:
        """“Late: 2 actions · This week: 1 decision”; empty where there is nothing."""
        parts = (("Late", self.late), ("This week", self.week))
        return " · ".join(f"{head}: {_listed(counts)}" for head, counts in parts if counts)


def reminders(program: OpenProgram, today: date | None = None) -> Reminders:
    """Of actions, decisions, issues and communications that are open."""
    day = day_of_status(program.plan.state, today)
    first, last = day.isoformat(), week_end(day).isoformat()
    late: dict[str, int] = {}
    week: dict[str, int] = {}
    for table in _TOLD:
        rule = DUE[table]
        for due, state in program.file.stored(table, [rule.date, rule.state]):
            if due and state not in rule.settled and due[:10] <= last:
                counted = late if due[:10] < first else week
                counted[table] = counted.get(table, 0) + 1
    return Reminders(late, week)


def _listed(counts: dict[str, int]) -> str:
    return ", ".join(f"{count:,} {_TOLD[table][count != 1]}" for table, count in counts.items())
