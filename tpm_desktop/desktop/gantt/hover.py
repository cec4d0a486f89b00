"""The card that appears over a bar or a link: dates, slack and the reason, in words."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QCoreApplication

from tpm_desktop.model.schedule import Constraint, LinkType
from tpm_desktop.plan.reasons import why_here
from tpm_desktop.planning.columns import NONE

from .cells import Cells
from .flags import AT_START
from .hits import Hit, Part


def card(cells: Cells, found: Hit) -> str:
    """Rich text about what was hit; empty where there is nothing to say."""
    if found.part is Part.LINK:
        return _link_card(cells, found.link)
    if found.part is Part.NOTHING or found.row < 0:
        return ""
    return task_card(cells, found.row)


def task_card(cells: Cells, row: int) -> str:
    """Rich text about a row's bar."""
    state = cells.state
    lines = [(_tr("Start"), cells.moment(int(state.schedule.start[row])))]
    if not state.milestone[row]:
        lines.append((_tr("Finish"), cells.moment(int(state.schedule.finish[row]), finish=True)))
        lines.append((_tr("Duration"), cells.text(row, "duration")))
        lines.append((_tr("Done"), cells.text(row, "done")))
    slack = cells.text(row, "slack")
    if state.schedule.critical[row]:
        slack = f"{slack} · {_tr('critical')}"
    elif state.near_critical[row]:
        slack = f"{slack} · {_tr('near-critical')}"
    lines.append((_tr("Slack"), slack))
    late = cells.text(row, "finish_variance")
    if late:
        lines.append((_tr("Against baseline"), late))
    deadline = int(state.inputs.tasks.deadline[row])
    if deadline != NONE:
        said = cells.moment(deadline, finish=True)
        lines.append((_tr("Deadline"), f"{said} · {_tr('missed')}" if cells.deadline_missed(row) else said))
    lines.append((_tr("Constraint"), _constraint(cells, row)))
    resources = cells.text(row, "resources")
    if resources:
        lines.append((_tr("Resources"), resources))
    why = why_here(state, row, cells.formats)
    return _card(f"{state.wbs[row]}  {state.names[row]}", lines, why)


def _constraint(cells: Cells, row: int) -> str:
    """The constraint that has a date, with it; empty without one."""
    state = cells.state
    at = int(state.inputs.tasks.constraint_date[row])
    if at == NONE or state.outline.is_project[row]:
        return ""
    kind = Constraint(state.inputs.tables["task"].texts["constraint"][state.outline.source[row]] or "asap")
    at_start = int(state.inputs.tasks.constraint[row]) in AT_START
    return f"{kind.label} {cells.moment(at, finish=not at_start)}"


def _link_card(cells: Cells, link: int) -> str:
    state = cells.state
    texts, ends = state.inputs.tables["link"].texts, state.inputs.links
    names = [state.names[int(end[link])] for end in (ends.predecessor, ends.successor)]
    kind = LinkType(texts["type"][link] or "fs")
    lines = [(_tr("Type"), kind.label)]
    lag = int(ends.lag[link])
    if lag:
        lines.append((_tr("Lag"), cells.formats.lag(lag, texts["lag_unit"][link] or "working")))
    driving = int(state.schedule.driver[int(ends.successor[link])]) == link
    return _card(
        f"{names[0]} → {names[1]}", lines, _tr("It decides when the second starts") if driving else ""
    )


def _card(title: str, lines: list[tuple[str, str]], why: str) -> str:
    rows = "".join(
        f"<tr><td style='padding-right:12px'>{escape(name)}</td><td>{escape(value)}</td></tr>"
        for name, value in lines
        if value
    )
    said = f"<p style='margin:6px 0 0 0'>{escape(why)}</p>" if why else ""
    table = f"<table cellspacing='0'>{rows}</table>"
    return f"<div style='white-space:normal'><b>{escape(title)}</b>{table}{said}</div>"


def _tr(text: str) -> str:
    return QCoreApplication.translate("GanttCard", text)
