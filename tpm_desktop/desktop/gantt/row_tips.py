"""What the tip of a cell in the Gantt's table says: dates in full, and what is special about a row."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from tpm_desktop.desktop.wording import tip

from .cells import Cells


def _tr(text: str) -> str:
    return QCoreApplication.translate("OutlineModel", text)


def told_of(cells: Cells, row: int) -> str:
    """What a screen reader says of a row and its bar: its name, its dates, and whether it is critical."""
    said = f"{cells.text(row, 'name')}: {cells.text(row, 'start')} – {cells.text(row, 'finish')}"
    if cells.state.schedule.critical[row]:
        return f"{said}, {_tr('critical')}"
    return f"{said}, {_tr('near-critical')}" if cells.state.near_critical[row] else said


def tip_of(cells: Cells, row: int, key: str, documents: str = "") -> str | None:
    """The tip of a row's cell in a column; None where the cell says all.

    Args: documents: how many the row has, in words.
    """
    schedule = cells.state.schedule
    if key in ("start", "finish", "duration") and (words := cells.words(row, key)):
        return _tip_of_words(cells, row, key, words)
    if key == "start":
        return cells.moment(int(schedule.start[row]))
    if key == "finish":
        return cells.moment(int(schedule.finish[row]), finish=True)
    if key == "name":
        return tip("\n".join(filter(None, [cells.state.names[row], documents, *_warnings(cells, row)])))
    if key == "notes":
        return tip(cells.typed(row, key)) or None
    return None


def _tip_of_words(cells: Cells, row: int, key: str, words: str) -> str:
    """The words in full, and what the plan makes of them."""
    if key == "duration":
        return _tr("{}; planned with {}").format(words, cells.length(row))
    at = cells.moment(int(getattr(cells.state.schedule, key)[row]), finish=key == "finish")
    return _tr("{}; planned for {} until a date is known").format(words, at)


def _warnings(cells: Cells, row: int) -> list[str]:
    said, tasks = [], cells.state.inputs.tasks
    for column, line in (
        (~tasks.active, _tr("Inactive: it drives nothing")),
        (tasks.external, _tr("External: its dates were promised from outside")),
        (tasks.manual, _tr("Manual: its dates are given by hand")),
    ):
        if column[row]:
            said.append(line)
    if cells.state.schedule.critical[row]:
        said.append(_tr("Critical: a delay here delays the finish"))
    if cells.deadline_missed(row):
        deadline = cells.moment(int(tasks.deadline[row]), finish=True)
        said.append(_tr("Finishes after its deadline, {}").format(deadline))
    return said
