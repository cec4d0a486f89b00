"""Ready-made views: columns, filter, order and groups for what is looked at week by week."""

from __future__ import annotations

from dataclasses import dataclass

from tpm_desktop.sieve.ready_made import ready_made

from .columns import COLUMNS, INDEX
from .ready_tables import READY_TABLES

_TABLES = {table.key: table.columns for table in READY_TABLES}
_CONDITIONS = {ready.key: ready.condition for ready in ready_made("task")}


@dataclass(frozen=True, slots=True)
class ReadyView:
    """name: before translation; columns: from left to right, by key; condition: as typed.

    sort, group: names of fields, "" for none.
    """

    key: str
    name: str
    columns: tuple[str, ...]
    condition: str = ""
    sort: str = ""
    group: str = ""

    @property
    def layout(self) -> list[str]:
        """As `column_layout.lay_out` takes it, every column in its usual width."""
        return [f"{key} {COLUMNS[INDEX[key]].width}" for key in ("number", "name", *self.columns)]


READY_VIEWS: tuple[ReadyView, ...] = (
    ReadyView("plan", "Whole plan", ("duration", "start", "finish", "slack")),
    ReadyView("entry", "Entry", _TABLES["entry"]),
    ReadyView("critical", "Critical path", _TABLES["schedule"], _CONDITIONS["critical"], sort="start"),
    ReadyView("three-weeks", "Next three weeks", _TABLES["tracking"], _CONDITIONS["three-weeks"], "start"),
    ReadyView("slipping", "Slipping from the baseline", _TABLES["variance"], _CONDITIONS["slipping"]),
    ReadyView(
        "milestones",
        "Milestones",
        ("finish", "baseline_finish", "finish_variance", "deadline", "owner_id"),
        _CONDITIONS["milestones"],
        sort="finish",
    ),
    ReadyView(
        "by-owner", "Open work by owner", ("start", "finish", "done", "remaining_work", "owner_id"),
        "not summary and active and done < 100%", "start", "owner_id",
    ),
    ReadyView("cost", "Cost", _TABLES["cost"]),
)  # fmt: skip
