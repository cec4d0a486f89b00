"""What a state machine allows, and what a change request must have before it goes on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from tpm_desktop.file.errors import EditError
from tpm_desktop.formats import Formats
from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.change import ChangeOption, ChangeRequest, ChangeState
from tpm_desktop.model.exceptions import ExceptionReport, ExceptionState
from tpm_desktop.model.governance import Body, Decision, DecisionState
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.due import day_of_status
from tpm_desktop.plan.policy_findings import blocking
from tpm_desktop.plan.policy_people import chair_of, role_of_body
from tpm_desktop.plan.policy_words import mend, said

from .assignment_rules import Edits
from .change_options import chosen_option, figures, options_with_edits
from .governance_rules import governed_edits, refuse_beyond
from .steps import refuse_step

Values = Mapping[str, Any]
_DECIDED = (ChangeState.APPROVED, ChangeState.REJECTED)
_UNDECIDED = (DecisionState.DRAFT, DecisionState.ASKED, DecisionState.DEFERRED)
_ON_RECORD = ("title", "body_id", "decision_id", "decided_on", "outcome")
_NOT_AT_ONCE = (ChangeState.ASSESSED, ChangeState.APPROVED, ChangeState.APPLIED)


def change_edits(
    program: OpenProgram, edits: Mapping[str, Values], added: Sequence[Values]
) -> tuple[Edits, list[Values]]:
    """The fields to set of change requests, with the day of a decision and all that it decides along.

    What options come to is worked out anew when they are assessed and approved: the plan went on meanwhile.
    Raises: `EditError`.
    """
    _refuse_new_requests(added)
    found: Edits = {("change_request", row_id): dict(values) for row_id, values in edits.items()}
    for request in program.file.rows_of(ChangeRequest, list(edits)):
        values = edits[request.id]
        _refuse_rewriting(request, values)
        if "state" not in values or values["state"] == request.state:
            continue
        called, new = f"change request {request.code}", ChangeState(values["state"])
        refuse_step("change_request", called, request.state, new)
        if new is ChangeState.APPLIED:
            raise EditError(f"{called} becomes applied when its edits are made; apply it")
        if new is ChangeState.ASSESSED:
            for option in options_with_edits(program.file, request):
                found["change_option", option.id] = figures(program, option)
        elif new in _DECIDED:
            found.update(_decided(program, request, values))
    return found, list(added)


def _refuse_rewriting(request: ChangeRequest, values: Values) -> None:
    """Who decided a request, when, how and on what paper stays, once it is decided."""
    if request.state not in (*_DECIDED, ChangeState.APPLIED):
        return
    for name in _ON_RECORD:
        old = getattr(request, name)
        if old is not None and values.get(name, old) != old:
            label = entry("change_request").fields[name].label.lower()
            raise EditError(
                f"change request {request.code} is {request.state.label.lower()}, so its {label} stays; "
                "raise another change request"
            )


def _decided(program: OpenProgram, request: ChangeRequest, values: Values) -> Edits:
    """A request that is approved or rejected, with the option that is approved and all that goes along.

    Raises: `EditError` where the body may not approve it.
    """
    state = ChangeState(values["state"])
    body_id, paper_id = (values.get(name, getattr(request, name)) for name in ("body_id", "decision_id"))
    paper = program.file.row(Decision, paper_id) if paper_id else None
    on = values.get("decided_on") or _day_decided(program, paper)
    found: Edits = {("change_request", request.id): {**values, "decided_on": on}}
    effect: dict[str, int | None] = {"cost": 0, "days": 0}  # what is not done costs nothing
    said = f"Change {request.code} {state.label.lower()}"
    if state is ChangeState.APPROVED:
        option = chosen_option(program.file, request)
        effect, said = _within_limits(program, request, option, body_id), f"{said}: {option.title}"
        found["change_option", option.id] = {**effect, "chosen": True}
    outcome = values.get("outcome", request.outcome) or said
    if paper is not None and paper.state in _UNDECIDED:
        kept = paper.outcome if paper.state is not DecisionState.DEFERRED else None
        told = {"state": DecisionState.DECIDED, "outcome": kept or outcome, "decided_on": on, **effect}
        found |= governed_edits(
            program, "decision", {paper.id: {**told, "body_id": body_id or paper.body_id}}, (), ()
        )[0]
    for report in program.file.rows(ExceptionReport, change_id=request.id):
        if report.state is ExceptionState.OPEN:
            done = {"state": ExceptionState.DECIDED, "decision": report.decision or outcome}
            found["exception_report", report.id] = {**done, "ended_on": on}
    return found


def _within_limits(
    program: OpenProgram, request: ChangeRequest, option: ChangeOption, body_id: str | None
) -> dict[str, int | None]:
    """What the option that is approved comes to. Raises: `EditError` where the body may not decide that."""
    if body_id is None:
        raise EditError(f"say who decides change request {request.code} before it is approved")
    effect, bodies = figures(program, option), {body.id: body for body in program.file.rows(Body)}
    refuse_beyond(program.file, bodies, body_id, option.title, effect["cost"], effect["days"])
    _refuse_against_policy(program, request, body_id, effect["cost"])
    return effect


def _day_decided(program: OpenProgram, paper: Decision | None) -> date:
    """That of the decision paper where it was decided before, as in a meeting; else that of the status."""
    known = paper.decided_on if paper is not None and paper.state not in _UNDECIDED else None
    return known or day_of_status(program.plan.state, date.today())


def _refuse_new_requests(rows: Sequence[Values]) -> None:
    """A request can't begin in a state that needs something to be looked at before."""
    for row in rows:
        if row.get("state") in _NOT_AT_ONCE:
            raise EditError("a new change request has nothing assessed yet; add it as a draft")


def _refuse_against_policy(
    program: OpenProgram, request: ChangeRequest, body_id: str, cost: int | None
) -> None:
    state = program.plan.state
    deciding: dict[str, Any] = {"change_cost": max(0, cost or 0)}
    deciding |= {"approver": chair_of(state, body_id), "approver_role": role_of_body(state, body_id)}
    for finding in blocking(state, "change_request", request.id, deciding):
        told = said(finding, state, Formats.of(program.file.program))
        raise EditError(f"{finding.rule.id}: {told}; {mend(finding.rule)}")
