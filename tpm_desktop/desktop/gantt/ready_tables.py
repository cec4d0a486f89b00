"""Ready-made tables: which columns are looked at together for one purpose, as in Microsoft Project."""

from __future__ import annotations

from dataclasses import dataclass

from .columns import COLUMNS, INDEX


@dataclass(frozen=True, slots=True)
class ReadyTable:
    """label: before translation; columns: from left to right, by key."""

    key: str
    label: str
    columns: tuple[str, ...]

    @property
    def layout(self) -> list[str]:
        """As `column_layout.lay_out` takes it, every column in its usual width."""
        return [f"{key} {COLUMNS[INDEX[key]].width}" for key in ("number", "name", *self.columns)]


READY_TABLES: tuple[ReadyTable, ...] = (
    ReadyTable(
        "entry", "Table: entry", ("duration", "start", "finish", "predecessors", "resources", "owner_id")
    ),
    ReadyTable(
        "schedule",
        "Table: schedule",
        ("start", "finish", "late_start", "late_finish", "free_slack", "slack", "deadline"),
    ),
    ReadyTable(
        "cost", "Table: cost", ("cost", "baseline_cost", "cost_variance", "actual_cost", "fixed_cost")
    ),
    ReadyTable(
        "work",
        "Table: work",
        ("work", "baseline_work", "work_variance", "actual_work", "remaining_work", "done"),
    ),
    ReadyTable(
        "tracking",
        "Table: tracking",
        ("actual_start", "actual_finish", "done", "actual_duration", "remaining_duration", "actual_work"),
    ),
    ReadyTable(
        "variance",
        "Table: variance",
        ("start", "finish", "baseline_start", "baseline_finish", "start_variance", "finish_variance"),
    ),
)
