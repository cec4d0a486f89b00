"""Baselines 0 to 10 with what each holds of the tasks."""

from __future__ import annotations

from tpm_desktop.exchange.report import ImportReport
from tpm_desktop.exchange.rows import Rows

from .item import Item
from .outline import SourceOutline

_MOST = 10
_PARTS = ("Start", "Finish", "Duration", "Work", "Cost")


def take_baselines(outline: SourceOutline, left_out: set[str], rows: Rows, report: ImportReport) -> None:
    """Add the rows of every baseline that holds something. Args: left_out: tasks that have no row."""
    ids: dict[int, str] = {}
    for task in outline.tasks:
        if task.id in left_out:
            continue
        held: set[int] = set()
        for item in task.item.each("Baseline"):
            number = item.integer("Number") or 0
            if not 0 <= number <= _MOST or number in held:
                report.set_aside(f"{task.who}: its baseline {number} is out of range or there twice")
            elif any(item.has(part) for part in _PARTS):
                held.add(number)
                if number not in ids:
                    ids[number] = _add_baseline(rows, number)
                rows.add(
                    "baseline_task", item.who, {"baseline_id": ids[number], "task_id": task.id, **_held(item)}
                )


def _add_baseline(rows: Rows, number: int) -> str:
    name = f"Baseline {number}" if number else "Baseline"
    return rows.add("baseline", name, {"number": number, "name": name})


def _held(item: Item) -> dict[str, object]:
    return {
        "start": item.instant("Start"),
        "finish": item.instant("Finish"),
        "duration": item.duration("Duration"),
        "work": item.duration("Work"),
        "cost": item.money("Cost"),
    }
