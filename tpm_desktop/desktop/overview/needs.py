"""What needs the manager now, as lines of the overview."""

from __future__ import annotations

from collections.abc import Iterable

from tpm_desktop.desktop.session import Session
from tpm_desktop.plan.attention import TABLES, Kept, Need, fields_of, kept_of, needs
from tpm_desktop.plan.due import day_of_status

from .figures import Item, Registers

_PERIOD = ["id", "title", "finish", "state"]
_MILESTONE = ["period_id", "task_id", "expected"]


def read_needs(session: Session, registers: Registers, found: Iterable[Need] = ()) -> tuple[Item, ...]:
    """Each with where it leads: a row, or for several of a kind their view, whose table is then empty."""
    state, formats = session.program.plan.state, session.formats
    rows = {table: registers.stored(table, fields_of(table)) for table in TABLES}
    breaches = sum(finding.borne is None for finding in session.policy.report.found)
    every = needs(state, day_of_status(state), rows, _last(registers), breaches, found)
    return tuple(
        Item(
            need.table,
            need.id or need.view,
            need.kind,
            need.text,
            formats.date(need.due) if need.due else "",
            late=session.tr("{} d late").format(need.late) if need.late else "",
        )
        for need in every
    )


def _last(registers: Registers) -> Kept | None:
    periods = registers.stored("reporting_period", _PERIOD)
    if not any(row["state"] == "closed" for row in periods):
        return None
    return kept_of(periods, registers.stored("period_milestone", _MILESTONE))
