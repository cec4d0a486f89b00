"""What holds for gates and their criteria, however edited: verdicts, milestones, what was decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from tpm_desktop.file.errors import EditError
from tpm_desktop.formats import Formats
from tpm_desktop.model.gates import CriterionState, Gate, GateCriterion, GateVerdict, Measure
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.due import day_of_status
from tpm_desktop.plan.life_cycle import GateLine, gate_of

from .assignment_rules import Edits
from .steps import refuse_steps
from .words import quoted

Values = Mapping[str, Any]
GATES = ("gate", "gate_criterion")
_FROZEN = (GateVerdict.GO, GateVerdict.CONDITIONS, GateVerdict.STOP)
_TOLD = 3


def gate_edits(
    program: OpenProgram,
    table: str,
    edits: Mapping[str, Values],
    added: Sequence[Values],
    removed: Iterable[str],
) -> tuple[Edits, list[Values]]:
    """Fields to set and rows to add; a verdict keeps what its criteria showed. Raises: `EditError`.

    A gate that comes with a verdict, as in a sheet of another tool, is judged as one that is decided now.
    """
    refuse_steps(program, table, edits)
    found: Edits = {(table, row_id): dict(values) for row_id, values in edits.items()}
    if table == "gate_criterion":
        return _criteria(program, found, edits, added, list(removed)), list(added)
    _refuse_second_milestone(program, edits, added)
    for row in program.file.rows_of(Gate, list(edits)):
        verdict = GateVerdict(edits[row.id].get("verdict", row.verdict))
        if verdict is not row.verdict:
            whole = {**row.model_dump(), **edits[row.id]}
            found["gate", row.id] |= _decided(program, row, verdict, whole)
            found.update(_kept(program, row, verdict))
    return found, [{**values, **_brought(program, values)} for values in added]


def _brought(program: OpenProgram, values: Values) -> dict[str, Any]:
    verdict = GateVerdict(values.get("verdict") or GateVerdict.OPEN)
    new = Gate(code=values.get("code"), title=str(values.get("title") or ""))
    return {} if verdict is GateVerdict.OPEN else _decided(program, new, verdict, values)


def _refuse_second_milestone(
    program: OpenProgram, edits: Mapping[str, Values], added: Sequence[Values]
) -> None:
    asked = [values for values in [*edits.values(), *added] if values.get("milestone_id")]
    if not asked:
        return
    taken = {row.milestone_id: row for row in program.file.rows(Gate) if row.id not in edits}
    seen: set[str] = set()
    for values in asked:
        milestone = str(values["milestone_id"])
        if milestone in taken:
            other = taken[milestone]
            raise EditError(f"that milestone is the one of {other.code} {quoted(other.title)} already")
        if milestone in seen:
            raise EditError("two gates can’t be held at the same milestone")
        seen.add(milestone)


def _decided(program: OpenProgram, row: Gate, verdict: GateVerdict, whole: Values) -> dict[str, Any]:
    """What a verdict brings along. Raises: `EditError` where it can't be given."""
    if verdict is GateVerdict.OPEN:
        return {"decided_on": None}
    called = " ".join(filter(None, ("gate", row.code, quoted(row.title))))
    if not (whole.get("body_id") or whole.get("decided_by_id")):
        raise EditError(f"say which body or person decides {called}")
    if verdict is GateVerdict.CONDITIONS and not str(whole.get("conditions") or "").strip():
        raise EditError(f"say on what conditions {called} is passed")
    line = gate_of(program.plan.state, Formats.of(program.file.program), row.id)
    if verdict is GateVerdict.GO and line is not None and line.blocking:
        raise EditError(_blocked(called, line))
    if row.verdict is GateVerdict.OPEN or row.decided_on is None or whole.get("decided_on") != row.decided_on:
        day = whole.get("decided_on") or day_of_status(program.plan.state, date.today())
        return {"decided_on": day}
    return {}


def _blocked(called: str, line: GateLine) -> str:
    names = [quoted(one.title) for one in line.blocking]
    more = f" and {len(names) - _TOLD} more" if len(names) > _TOLD else ""
    what, them = ("criterion is", "it") if len(names) == 1 else ("criteria are", "them")
    return (
        f"{called} is not ready: {len(names)} mandatory {what} open: {', '.join(names[:_TOLD])}{more}; "
        f"meet or waive {them}, or decide “go with conditions”"
    )


def _kept(program: OpenProgram, row: Gate, verdict: GateVerdict) -> Edits:
    """What computed criteria showed is kept with the verdict, and forgotten when that is taken back."""
    if verdict is GateVerdict.RECYCLE:
        return {}
    computed = [
        one
        for one in program.file.rows(GateCriterion, gate_id=row.id)
        if one.measure is not Measure.HAND and one.state is not CriterionState.WAIVED
    ]
    if verdict is GateVerdict.OPEN:
        open_again = {"state": CriterionState.OPEN, "evidence": None}
        return {("gate_criterion", one.id): dict(open_again) for one in computed}
    if row.verdict in _FROZEN:
        return {}
    line = gate_of(program.plan.state, Formats.of(program.file.program), row.id)
    shown = {one.id: one for one in line.criteria} if line else {}
    return {
        ("gate_criterion", one.id): {"state": shown[one.id].state, "evidence": shown[one.id].figure}
        for one in computed
        if one.id in shown
    }


def _criteria(
    program: OpenProgram,
    found: Edits,
    edits: Mapping[str, Values],
    added: Sequence[Values],
    removed: Sequence[str],
) -> Edits:
    rows = {row.id: row for row in program.file.rows_of(GateCriterion, [*edits, *removed])}
    gates = {row.gate_id for row in rows.values()} | {
        str(v.get("gate_id")) for v in [*edits.values(), *added]
    }
    for gate in program.file.rows_of(Gate, sorted(gates)):
        if gate.verdict in _FROZEN and not _brought_along(program, gate, added):
            raise EditError(
                f"gate {gate.code} {quoted(gate.title)} is decided ({gate.verdict.label.lower()}); its "
                "criteria stay as they were, unless the verdict is taken back"
            )
        if gate.verdict not in _FROZEN:
            _refuse_stated([values for values in added if values.get("gate_id") == gate.id])
    day = day_of_status(program.plan.state, date.today())
    for row_id, values in edits.items():
        row = rows.get(row_id)
        if row is None or "state" not in values:
            continue
        state = CriterionState(values["state"])
        _refuse_stated([{**row.model_dump(), **values}])
        if state is not row.state:
            found["gate_criterion", row_id].setdefault(
                "stated", None if state is CriterionState.OPEN else day
            )
    return found


def _refuse_stated(rows: Sequence[Values]) -> None:
    """What nobody can say of a criterion before its gate is decided. Raises: `EditError`."""
    for whole in rows:
        state, title = whole.get("state"), quoted(str(whole.get("title") or ""))
        if state == CriterionState.MET and whole.get("measure", Measure.HAND) != Measure.HAND:
            raise EditError(f"{title} is computed, not ticked off; it can only be waived")
        if state == CriterionState.WAIVED and not str(whole.get("evidence") or "").strip():
            raise EditError(f"say as evidence why {title} is waived")


def _brought_along(program: OpenProgram, gate: Gate, added: Sequence[Values]) -> bool:
    """Whether a decided gate takes up the criteria by which it was judged: all at once, as out of a sheet.

    Raises: `EditError` where one of them would have kept it from being passed.
    """
    given = [values for values in added if values.get("gate_id") == gate.id]
    if not given or program.file.rows(GateCriterion, gate_id=gate.id):
        return False
    for values in given if gate.verdict is GateVerdict.GO else ():
        if values.get("mandatory", True) and values.get("state", CriterionState.OPEN) == CriterionState.OPEN:
            title = quoted(str(values.get("title") or ""))
            raise EditError(f"gate {gate.code} was passed, so say of {title} whether it was met or waived")
    return True
