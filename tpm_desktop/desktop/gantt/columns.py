"""The columns of the Gantt's table: what stands over them, how wide they are, which are shown at first."""

from __future__ import annotations

from dataclasses import dataclass

from tpm_desktop.formats import is_right_aligned
from tpm_desktop.model.fields import Kind
from tpm_desktop.sieve.plan_rows import FIELDS


@dataclass(frozen=True, slots=True)
class GanttColumn:
    """heading: before translation; width: pixels; shown: unless its user chose otherwise."""

    key: str
    heading: str
    width: int
    right: bool = True
    shown: bool = False


_LAID_OUT: tuple[GanttColumn, ...] = (
    GanttColumn("number", "#", 46, shown=True),
    GanttColumn("wbs", "WBS", 64, right=False),
    GanttColumn("name", "Name", 240, right=False, shown=True),
    GanttColumn("duration", "Duration", 66, shown=True),
    GanttColumn("start", "Start", 102, shown=True),
    GanttColumn("finish", "Finish", 102, shown=True),
    GanttColumn("done", "Done", 58),
    GanttColumn("work", "Work", 84),
    GanttColumn("actual_duration", "Actual duration", 106),
    GanttColumn("remaining_duration", "Remaining", 78),
    GanttColumn("slack", "Slack", 56, shown=True),
    GanttColumn("predecessors", "Predecessors", 110, right=False),
    GanttColumn("resources", "Resources", 150, right=False),
    GanttColumn("cost", "Cost", 92),
    GanttColumn("baseline_finish", "Baseline finish", 104),
    GanttColumn("finish_variance", "Finish variance", 106),
    GanttColumn("baseline_start", "Baseline start", 104),
    GanttColumn("start_variance", "Start variance", 100),
    GanttColumn("baseline_duration", "Baseline duration", 120),
    GanttColumn("duration_variance", "Duration variance", 120),
    GanttColumn("baseline_work", "Baseline work", 100),
    GanttColumn("work_variance", "Work variance", 100),
    GanttColumn("baseline_cost", "Baseline cost", 100),
    GanttColumn("cost_variance", "Cost variance", 100),
)

_NAMED = {"done": "percent_complete", "slack": "total_slack", "number": ""}
_WIDTHS = {
    Kind.FLAG: 84, Kind.NUMBER: 84, Kind.DURATION: 104, Kind.MONEY: 100, Kind.INSTANT: 116,
    Kind.REFERENCE: 150, Kind.CHOICE: 150, Kind.NOTE: 220,
}  # fmt: skip
_USUAL_WIDTH = 120


def field_of(key: str) -> str:
    """The field that a column shows and is sorted by; "" for the rows' own order."""
    return _NAMED.get(key, key)


def _declared() -> tuple[GanttColumn, ...]:
    """A column for every other field that a task is declared to have, stored or following from the plan."""
    known = {"number", *(field_of(column.key) for column in _LAID_OUT)}
    return tuple(
        GanttColumn(
            field.name,
            field.label,
            _WIDTHS.get(field.kind, _USUAL_WIDTH),
            right=is_right_aligned(field.column),
        )
        for field in FIELDS.values()
        if field.name not in known
    )


COLUMNS: tuple[GanttColumn, ...] = (*_LAID_OUT, *_declared())
INDEX = {column.key: n for n, column in enumerate(COLUMNS)}
NAME = INDEX["name"]
