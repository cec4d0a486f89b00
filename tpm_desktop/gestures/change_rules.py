"""What a state machine allows, and what a change request must have before it goes on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from tpm_desktop.file.errors import EditError
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.formats import Formats
from tpm_desktop.model.change import OPEN_TO_OPTIONS, ChangeOption, ChangeRequest, ChangeState
from tpm_desktop.model.exceptions import ExceptionReport, ExceptionState
from tpm_desktop.model.governance import Body, Decision, DecisionState
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.due import day_of_status
from tpm_desktop.plan.policy_findings import blocking
from tpm_desktop.plan.policy_people import chair_of, role_of_body
from tpm_desktop.plan.policy_words import mend, said

from .steps import refuse_step

Values = Mapping[str, Any]
_DECIDED = (ChangeState.APPROVED, ChangeState.REJECTED)
_UNDECIDED = (DecisionState.DRAFT, DecisionState.ASKED, DecisionState.DEFERRED)
_NOT_AT_ONCE = (ChangeState.ASSESSED, ChangeState.APPROVED, ChangeState.APPLIED)


def request_edits(program: OpenProgram, edits: Mapping[str, Values]) -> dict[str, dict[str, Any]]:
    """The fields to set of change requests, with the day of a decision. Raises: `EditError`."""
    found = {}
    for row_id, values in edits.items():
        request = program.file.row(ChangeRequest, row_id)
        found[row_id] = dict(values)
        if request is None or "state" not in values or values["state"] == request.state:
            continue
        called, new = f"change request {request.code}", ChangeState(values["state"])
        refuse_step("change_request", called, request.state, new)
        if new is ChangeState.APPLIED:
            raise EditError(f"{called} becomes applied when its edits are made; apply it")
        if new in (ChangeState.ASSESSED, ChangeState.APPROVED):
            body_id = values.get("body_id", request.body_id)
            _refuse_unready(program.file, request, new, body_id)
            if new is ChangeState.APPROVED:
                _refuse_against_policy(program, request, body_id)
        if new in (ChangeState.APPROVED, ChangeState.REJECTED) and not values.get("decided_on"):
            paper_id = values.get("decision_id", request.decision_id)
            found[row_id]["decided_on"] = _day_decided(program, paper_id)
    return found


def _day_decided(program: OpenProgram, paper_id: str | None) -> date:
    """That of the decision paper where it was decided before, as in a meeting; else that of the status."""
    paper = program.file.row(Decision, paper_id) if paper_id else None
    known = paper.decided_on if paper is not None and paper.state not in _UNDECIDED else None
    return known or day_of_status(program.plan.state, date.today())


def stamped(program: OpenProgram, edits: Mapping[str, Values]) -> dict[tuple[str, str], dict[str, Any]]:
    """What a decided request decides along: its decision paper, and the exceptions that it was raised for.

    Args: edits: of requests, with the day of the decision.
    """
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for row_id, values in edits.items():
        request = program.file.row(ChangeRequest, row_id)
        state = values.get("state")
        if request is None or state == request.state or state not in _DECIDED:
            continue
        said = f"Change {request.code} {ChangeState(state).label.lower()}"
        outcome, on = values.get("outcome", request.outcome) or said, values.get("decided_on")
        paper_id = values.get("decision_id", request.decision_id)
        paper = program.file.row(Decision, paper_id) if paper_id else None
        if paper is not None and paper.state in _UNDECIDED:
            told = {"outcome": paper.outcome or outcome, "decided_on": on or request.decided_on}
            found["decision", paper.id] = {"state": DecisionState.DECIDED, **told}
        for report in program.file.rows(ExceptionReport, change_id=request.id):
            if report.state is ExceptionState.OPEN:
                done = {"state": ExceptionState.DECIDED, "decision": report.decision or outcome}
                found["exception_report", report.id] = {**done, "ended_on": on or request.decided_on}
    return found


def refuse_new_requests(rows: Sequence[Values]) -> None:
    """A request can't begin in a state that needs something to be looked at before."""
    for row in rows:
        if row.get("state") in _NOT_AT_ONCE:
            raise EditError("a new change request has nothing assessed yet; add it as a draft")


def option_edits(program: OpenProgram, edits: Mapping[str, Values]) -> dict[str, dict[str, Any]]:
    """The fields to set of options; choosing one takes the mark off the others. Raises: `EditError`."""
    found = {row_id: dict(values) for row_id, values in edits.items()}
    for row_id, values in edits.items():
        option = program.file.row(ChangeOption, row_id)
        if option is None:
            continue
        request = program.file.row(ChangeRequest, option.change_id)
        assert request is not None
        deciding = set(values) == {"chosen"} and request.state is ChangeState.ASSESSED
        if not deciding:
            refuse_closed(request)
        if values.get("chosen"):
            for other in program.file.rows(ChangeOption, change_id=request.id):
                if other.id != row_id and other.chosen:
                    found.setdefault(other.id, {})["chosen"] = False
    return found


def refuse_closed(request: ChangeRequest) -> None:
    """Raises: `EditError` where what a request proposes stands already."""
    if request.state not in OPEN_TO_OPTIONS:
        raise EditError(
            f"change request {request.code} is {request.state.label.lower()}; its options can be edited "
            "while it is a draft or submitted"
        )


def chosen_option(file: ProgramFile, request: ChangeRequest) -> ChangeOption:
    """The option that a decision is about. Raises: `EditError` where none or more than one could be."""
    options = [one for one in file.rows(ChangeOption, change_id=request.id) if one.edits]
    chosen = [one for one in options if one.chosen] or options
    if not chosen:
        raise EditError(f"change request {request.code} proposes no edits yet; add an option with edits")
    if len(chosen) > 1:
        raise EditError(f"change request {request.code} has {len(options)} options; choose one first")
    return chosen[0]


def _refuse_against_policy(program: OpenProgram, request: ChangeRequest, body_id: str | None) -> None:
    state = program.plan.state
    deciding = {"approver": chair_of(state, body_id), "approver_role": role_of_body(state, body_id)}
    for finding in blocking(state, "change_request", request.id, deciding):
        told = said(finding, state, Formats.of(program.file.program))
        raise EditError(f"{finding.rule.id}: {told}; {mend(finding.rule)}")


def _refuse_unready(file: ProgramFile, request: ChangeRequest, new: ChangeState, body_id: str | None) -> None:
    if new is ChangeState.ASSESSED:
        if not any(one.edits for one in file.rows(ChangeOption, change_id=request.id)):
            raise EditError(f"change request {request.code} proposes no edits yet; add an option with edits")
        return
    option, body = chosen_option(file, request), file.row(Body, body_id) if body_id else None
    if body is None:
        raise EditError(f"say who decides change request {request.code} before it is approved")
    if body.cost_limit is not None and (option.cost or 0) > body.cost_limit:
        formats = Formats.of(file.program)
        costs, limit = (formats.money(a, currency=True) for a in (option.cost, body.cost_limit))
        raise EditError(
            f"“{option.title}” costs {costs} more, {body.name} decides up to {limit}; ask a higher body"
        )
