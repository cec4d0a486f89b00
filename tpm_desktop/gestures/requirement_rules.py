"""What holds for requirements, what covers them, and acceptance, however they are edited."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from tpm_desktop.file.errors import EditError
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.program import Project, ProjectStatus
from tpm_desktop.model.requirements import (
    COVERED_BY,
    Acceptance,
    AcceptanceVerdict,
    Coverage,
    Deliverable,
    DeliverableStatus,
    Priority,
    Requirement,
    RequirementStatus,
)
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.due import day_of_status
from tpm_desktop.plan.requirement_words import requirement_name
from tpm_desktop.plan.requirements import unmet

from .assignment_rules import Edits
from .closing_rules import last_reported
from .steps import refuse_step, refuse_steps
from .words import quoted

Values = Mapping[str, Any]
_SIGNED = ("deliverable_id", "verdict", "by_id", "role", "signed", "conditions")
REQUIREMENTS = ("requirement", "deliverable", "requirement_coverage", "acceptance")
_SETTLED = (RequirementStatus.VERIFIED, RequirementStatus.REJECTED)
_TOLD = 3


def requirement_edits(
    program: OpenProgram,
    table: str,
    edits: Mapping[str, Values],
    added: Sequence[Values],
    removed: Iterable[str],
) -> tuple[Edits, list[Values]]:
    """Fields to set and rows to add; a deliverable follows its acceptances. Raises: `EditError`."""
    refuse_steps(program, table, edits)
    found: Edits = {(table, row_id): dict(values) for row_id, values in edits.items()}
    if table == "requirement":
        _refuse_in_complete(program, edits, added)
        _refuse_unmeasured(added)
    elif table == "deliverable":
        _refuse_unsigned(program, edits, added)
    elif table == "requirement_coverage":
        _refuse_covered_twice(program, edits, added)
    else:
        made: list[Values] = [_signed(program, values) for values in added]
        found.update(_accepted(program, edits, made))
        return found, made
    return found, list(added)


def refuse_complete(program: OpenProgram, edits: Mapping[str, Values]) -> None:
    """A project with mandatory requirements that nobody verified is not complete. Raises: `EditError`."""
    state = program.plan.state
    for row_id, values in edits.items():
        if values.get("status") != ProjectStatus.COMPLETE or row_id not in state.inputs.tables["project"].row:
            continue
        project = program.file.row(Project, row_id)
        if project is None or project.status is ProjectStatus.COMPLETE:
            continue
        if rows := unmet(state, row_id):
            told = ", ".join(requirement_name(state, row) for row in rows[:_TOLD])
            more = f" and {len(rows) - _TOLD} more" if len(rows) > _TOLD else ""
            what, them = ("requirement is", "it") if len(rows) == 1 else ("requirements are", "them")
            raise EditError(
                f"{quoted(project.name)} can’t be complete while {len(rows)} mandatory {what} unmet: "
                f"{told}{more}; verify or reject {them} first"
            )


def _refuse_in_complete(program: OpenProgram, edits: Mapping[str, Values], added: Sequence[Values]) -> None:
    """A project that was reported complete gets no mandatory requirement that is unmet."""
    whole = []
    for row in program.file.rows_of(Requirement, list(edits)):
        before, after = row.model_dump(), {**row.model_dump(), **edits[row.id]}
        if not _binds(before) or before["project_id"] != after["project_id"]:
            whole.append(after)
    closed = {row.id: row for row in program.file.rows(Project, status=ProjectStatus.COMPLETE)}
    for values in [*whole, *added]:
        project = closed.get(str(values.get("project_id") or ""))
        if project is not None and _binds(values):
            raise EditError(
                f"{quoted(project.name)} is complete, so it can’t have the unmet mandatory requirement "
                f"{quoted(str(values.get('title') or ''))}; reopen the project first"
            )


def _binds(values: Values) -> bool:
    """Whether a requirement keeps its project from being complete."""
    return values.get("priority") == Priority.MUST and values.get("status") not in _SETTLED


def _refuse_unmeasured(added: Sequence[Values]) -> None:
    """One that comes in verified, as from another tool, says by what that was seen.

    Whatever proves it can only come after it; until then it is a gap that is told. Raises: `EditError`.
    """
    for values in added:
        measured = str(values.get("criterion") or "").strip()
        if values.get("status") == RequirementStatus.VERIFIED and not measured:
            title = quoted(str(values.get("title") or ""))
            raise EditError(f"{title} is verified: say by which acceptance criterion, or add it as agreed")


def _refuse_unsigned(program: OpenProgram, edits: Mapping[str, Values], added: Sequence[Values]) -> None:
    for values in added:
        if values.get("status") == DeliverableStatus.ACCEPTED:
            raise EditError(
                f"{quoted(str(values.get('name') or ''))} is accepted by a signature; add it as reviewed, "
                "then record the acceptance, and the status follows"
            )
    asked = [row_id for row_id, values in edits.items() if values.get("status") == DeliverableStatus.ACCEPTED]
    for row in program.file.rows_of(Deliverable, asked):
        signed = program.file.rows(Acceptance, deliverable_id=row.id)
        taken = any(one.verdict is not AcceptanceVerdict.REJECTED for one in signed)
        if row.status is not DeliverableStatus.ACCEPTED and not taken:
            raise EditError(
                f"deliverable {row.code} {quoted(row.name)} is accepted by a signature; record the "
                "acceptance with its verdict, and the status follows"
            )


def _refuse_covered_twice(program: OpenProgram, edits: Mapping[str, Values], added: Sequence[Values]) -> None:
    """A coverage joins a requirement with one other row, and no other coverage does."""
    if not edits and not added:
        return
    rows = {row.id: row.model_dump() for row in program.file.rows(Coverage)}
    known = {_place(values) for row_id, values in rows.items() if row_id not in edits}
    changed = [{**rows[row_id], **values} for row_id, values in edits.items() if row_id in rows]
    for values in [*changed, *added]:
        ends = [name for name in COVERED_BY if values.get(name)]
        if len(ends) != 1:
            choices = ", ".join(entry(table).one for table in COVERED_BY.values())
            raise EditError(f"a coverage joins a requirement with one other row; give one of: {choices}")
        place = _place(values)
        if place in known:
            raise EditError(f"this {entry(COVERED_BY[ends[0]]).one} covers the requirement already")
        known.add(place)


def _place(values: Values) -> tuple[str, ...]:
    return tuple(str(values.get(name) or "") for name in ("requirement_id", *COVERED_BY))


def _signed(program: OpenProgram, values: Values) -> dict[str, Any]:
    """A new acceptance with its day. Raises: `EditError` where nobody signs it."""
    if not values.get("by_id"):
        raise EditError("an acceptance is signed by somebody; say who accepts it")
    day = day_of_status(program.plan.state, date.today())
    return {**values, "signed": values.get("signed") or day}


def _accepted(program: OpenProgram, edits: Mapping[str, Values], added: Sequence[Values]) -> Edits:
    """The statuses of deliverables that follow from their last acceptances. Raises: `EditError`."""
    rows = {row.id: row.model_dump() for row in program.file.rows(Acceptance)}
    touched = {str(rows[row_id]["deliverable_id"]) for row_id in edits if row_id in rows}
    left = {row_id: {**values, **edits.get(row_id, {})} for row_id, values in rows.items()}
    new = {f"~{number}": dict(values) for number, values in enumerate(added)}  # behind those of the same day
    for row_id, values in {**left, **new}.items():
        if row_id in edits or row_id in new:
            _refuse_unsaid(values)
        if row_id in edits:
            _refuse_resigning(program.file, rows[row_id], edits[row_id])
    touched |= {str(values.get("deliverable_id")) for values in new.values()}
    found: Edits = {}
    for row in program.file.rows_of(Deliverable, sorted(touched)):
        of = [
            (str(v.get("signed") or ""), i, v)
            for i, v in {**left, **new}.items()
            if v["deliverable_id"] == row.id
        ]
        last = max(of, key=lambda one: one[:2], default=None)
        status = _status_after(row.status, last[2] if last else None)
        if status is not row.status:
            refuse_step("deliverable", f"deliverable {row.code} {quoted(row.name)}", row.status, status)
            found["deliverable", row.id] = {"status": status}
    return found


def _refuse_unsaid(values: Values) -> None:
    if not values.get("by_id"):
        raise EditError("an acceptance is signed by somebody; say who accepts it")
    with_conditions = values.get("verdict") == AcceptanceVerdict.CONDITIONS
    if with_conditions and not str(values.get("conditions") or "").strip():
        raise EditError("say on what conditions it is accepted")


def _refuse_resigning(file: ProgramFile, before: Values, values: Values) -> None:
    """What was signed in a period that is closed stays as it was reported; conditions are met later."""
    told, signed = last_reported(file), before.get("signed")
    if told is None or signed is None or signed > told.finish:
        return
    for name in _SIGNED:
        if values.get(name, before[name]) != before[name]:
            label = entry("acceptance").fields[name].label.lower()
            raise EditError(
                f"acceptance {before.get('code')} was signed by the end of {told.title}, which is reported, "
                f"so its {label} stays; record another acceptance, the last one holds"
            )


def _status_after(before: DeliverableStatus, last: Values | None) -> DeliverableStatus:
    if last is None:
        return DeliverableStatus.DRAFTED if before is DeliverableStatus.ACCEPTED else before
    if last.get("verdict") == AcceptanceVerdict.REJECTED:
        return DeliverableStatus.REJECTED
    return DeliverableStatus.ACCEPTED
