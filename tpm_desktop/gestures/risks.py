"""What people do with risks: move them in the heat map, answer them in the plan, turn them into issues."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, time
from typing import Any

from tpm_desktop.file.edit import Edit
from tpm_desktop.file.errors import EditError
from tpm_desktop.model.check import LONGEST_NOTE
from tpm_desktop.model.registers import Assumption, AssumptionStatus, Issue, Risk, RiskStatus
from tpm_desktop.model.risk_parts import RiskLevel, RiskTaskRole, Scale
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.due import day_of_status
from tpm_desktop.plan.risk_scales import LEVELS, Scales, scales

from .following import apply, following
from .outline import place_of
from .ready_scales import ReadyScale, levels_of
from .words import quoted

RESPONSES = "Responses to risks"
"""The summary task below which a component project keeps what is done about its risks."""

_LONGEST_NAME, _EVENING = 200, time(17)


def move_risks(
    program: OpenProgram, row_ids: Iterable[str], probability: int, impact: int, *, residual: bool = False
) -> None:
    """Score risks anew, by what they are or by what their response leaves of them, in one step.

    Raises: `EditError` where none is there any more; `ProgramFileError`.
    """
    rows = program.file.rows_of(Risk, list(row_ids))
    if not rows:
        raise EditError("nothing is selected; select a risk to move")
    before = "residual_" if residual else ""
    values = {f"{before}probability": probability, f"{before}impact": impact}
    edits, _ = following(program, "risk", {row.id: values for row in rows})
    named = f"{rows[0].code or ''} {quoted(rows[0].title)}".strip()
    what = named if len(rows) == 1 else f"{len(rows)} risks"
    after = " after the response" if residual else ""
    with program.file.transaction(f"Score {what} {probability} × {impact}{after}") as edit:
        apply(edit, edits)


def score_by_scales(program: OpenProgram, row_ids: Iterable[str]) -> int:
    """Set the levels that chance, money, days and quality of risks come to; returns how many changed.

    Raises: `EditError` where the program has no scale to read them by; `ProgramFileError`.
    """
    known = scales(program.plan.state)
    if not known.costs and not known.days:
        raise EditError("the levels of impact have no limits yet; choose the program's risk scales first")
    found = {}
    for row in program.file.rows_of(Risk, list(row_ids)):
        values = {name: value for name, value in _levels(known, row).items() if getattr(row, name) != value}
        if values:
            found[row.id] = values
    if found:
        edits, _ = following(program, "risk", found)
        with program.file.transaction(f"Score {len(found)} risks by the scales") as edit:
            apply(edit, edits)
    return len(found)


def _levels(known: Scales, row: Risk) -> dict[str, int]:
    levels = {
        "probability": known.by_chance(row.chance),
        "impact": known.by_amounts(row.cost, row.days, row.quality),
        "residual_impact": known.by_amounts(row.residual_cost, row.residual_days),
    }
    return {name: level for name, level in levels.items() if level is not None}


def take_scales(program: OpenProgram, ready: ReadyScale) -> None:
    """Put a ready scale in place of the program's own, which then can be edited.

    Raises: `EditError`, `ProgramFileError`.
    """
    with program.file.transaction(f"Take the risk scales {quoted(ready.label)}") as edit:
        edit.remove("risk_level", [row.id for row in program.file.rows(RiskLevel)])
        edit.add_all("risk_level", levels_of(program.plan.state, ready))


def name_level(program: OpenProgram, scale: Scale, level: int, values: Mapping[str, Any]) -> None:
    """Say what a level of the program's scale is called and reaches to; without a scale the usual one is
    taken first.

    Raises: `EditError`, `ProgramFileError`.
    """
    rows = program.file.rows(RiskLevel, scale=scale)
    there = next((row for row in rows if row.level == level), None)
    added = [] if rows else [row for row in _usual(program) if row["scale"] == scale]
    for row in added:
        row.update(values if row["level"] == level else {})
    if rows and there is None:
        added = [{"scale": scale, "level": level, "title": str(level), **values}]
    edits, made = following(program, "risk_level", {there.id: values} if there else {}, added)
    with program.file.transaction(f"Set level {level} of {scale.label.lower()}") as edit:
        apply(edit, edits)
        edit.add_all("risk_level", [dict(row) for row in made])


def _usual(program: OpenProgram) -> list[dict[str, Any]]:
    usual = Scales()
    found: list[dict[str, Any]] = []
    for level in LEVELS:
        found.append({
            "scale": Scale.PROBABILITY, "level": level, "title": usual.probability[level],
            "chance": usual.chances[level],
        })  # fmt: skip
        found.append({"scale": Scale.IMPACT, "level": level, "title": usual.impact[level]})
    return found


def issue_from_risk(program: OpenProgram, risk_id: str) -> str:
    """Say that a risk has occurred: it becomes an issue that names it; returns the issue's id.

    Raises: `EditError` where there is such an issue already, or the risk is gone; `ProgramFileError`.
    """
    risk = _risk(program, risk_id)
    if there := program.file.rows(Issue, risk_id=risk.id):
        raise EditError(f"{risk.code} is the issue {there[0].code} already; go on there")
    values = {
        **_copied(risk, ("title", "project_id", "task_id", "owner_id")),
        "risk_id": risk.id,
        "severity": min(4, max(1, (risk.impact or 3) - 1)),
        "raised": day_of_status(program.plan.state),
        "resolution": risk.response_plan,
    }
    return _issue(program, values, "risk", risk.id, {"status": RiskStatus.OCCURRED}, risk.code)


def issue_from_assumption(program: OpenProgram, assumption_id: str) -> str:
    """Say that an assumption was false: it becomes an issue that names it; returns the issue's id.

    Raises: `EditError` where there is such an issue already, or the assumption is gone; `ProgramFileError`.
    """
    row = program.file.row(Assumption, assumption_id)
    if row is None:
        raise EditError("that assumption is gone")
    if there := program.file.rows(Issue, assumption_id=row.id):
        raise EditError(f"{row.code} is the issue {there[0].code} already; go on there")
    values = {
        **_copied(row, ("project_id", "task_id", "owner_id")),
        "title": f"Not so: {row.title}",
        "assumption_id": row.id,
        "raised": day_of_status(program.plan.state),
        "notes": row.consequence,
    }
    return _issue(program, values, "assumption", row.id, {"status": AssumptionStatus.FALSE}, row.code)


def _issue(
    program: OpenProgram, values: dict[str, Any], table: str, row_id: str, said: dict[str, Any], code: Any
) -> str:
    edits, _ = following(program, table, {row_id: said})
    more, (made,) = following(program, "issue", {}, [values])
    with program.file.transaction(f"Make an issue of {code}") as edit:
        apply(edit, {**edits, **more})
        return edit.add("issue", **made)


def _copied(row: Risk | Assumption, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def response_task(program: OpenProgram, risk_id: str) -> str:
    """Make a task of the plan that responds to a risk; returns its id.

    It lies in the risk's component project, below a summary for responses; the cost of the response becomes
    its fixed cost and the day by which it should be in place its deadline.
    Raises: `EditError` where no component project is known; `ProgramFileError`.
    """
    risk = _risk(program, risk_id)
    project = _project_of(program, risk)
    duration = int(program.plan.state.inputs.options.minutes_per_day)
    values: dict[str, Any] = {
        "name": _named(risk), "duration": duration, "fixed_cost": risk.response_cost or 0,
        "notes": (risk.response_plan or "")[:LONGEST_NOTE] or None,
    }  # fmt: skip
    if risk.respond_by:
        values["deadline"] = datetime.combine(risk.respond_by, _EVENING)
    moved: dict[str, Any] = {"response_cost": None} if risk.response_cost else {}
    if risk.status is RiskStatus.OPEN:
        moved["status"] = RiskStatus.TREATING
    with program.file.transaction(f"Respond to {risk.code} in the plan") as edit:
        above = _summary(program, edit, project)
        (key,), place = _below(program, edit, project, above)
        task_id = edit.add("task", **{**values, "order": key, **place})
        edit.add("risk_task", risk_id=risk.id, task_id=task_id, role=RiskTaskRole.RESPONSE)
        if moved:
            edit.set("risk", risk.id, **moved)
    return task_id


def _named(risk: Risk) -> str:
    plan = (risk.response_plan or "").strip().splitlines()
    said = plan[0].strip().rstrip(".;") if plan else f"Respond to “{risk.title}”"
    return f"{risk.code}: {said}"[:_LONGEST_NAME]


def _project_of(program: OpenProgram, risk: Risk) -> str:
    outline = program.plan.state.outline
    if risk.project_id in outline.row:
        return str(risk.project_id)
    if risk.task_id in outline.row:
        return outline.ids[int(outline.project[outline.row[risk.task_id]])]
    projects = outline.children(-1)
    if len(projects) != 1:
        raise EditError(f"{risk.code} names no component project; choose one, so that the task has a place")
    return outline.ids[projects[0]]


def _summary(program: OpenProgram, edit: Edit, project: str) -> str:
    """The summary for responses, which is made with the first of them."""
    state = program.plan.state
    for row in state.outline.children(state.outline.row[project]):
        if state.names[row] == RESPONSES:
            return state.outline.ids[row]
    (key,), place = place_of(program, edit, project, None, 1)
    return edit.add("task", name=RESPONSES, duration=0, order=key, **place)


def _below(program: OpenProgram, edit: Edit, project: str, above: str) -> tuple[list[str], dict[str, Any]]:
    if above in program.plan.state.outline.row:
        return place_of(program, edit, above, None, 1)
    keys, _ = place_of(program, edit, project, None, 1)
    return keys, {"project_id": project, "parent_id": above}


def _risk(program: OpenProgram, risk_id: str) -> Risk:
    found = program.file.row(Risk, risk_id)
    if found is None:
        raise EditError("that risk is gone")
    return found
