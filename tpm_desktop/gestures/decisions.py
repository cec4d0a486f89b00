"""Deciding for one of the options of a decision."""

from __future__ import annotations

from datetime import date

from tpm_desktop.file.errors import EditError
from tpm_desktop.model.governance import Decision, DecisionOption, DecisionState
from tpm_desktop.plan import OpenProgram

from .following import apply, following
from .words import quoted


def decide_for(program: OpenProgram, option_id: str, *, on: date | None = None) -> None:
    """Answer a decision by an option: its cost and days become the decision's, its words the outcome.

    Args: on: the day of the decision, that of the status unless given.
    Raises: `EditError` where the decision is answered already, or goes beyond what its body may decide;
    `ProgramFileError`.
    """
    option = program.file.row(DecisionOption, option_id)
    if option is None:
        raise EditError("that option is gone")
    decision = program.file.row(Decision, option.decision_id)
    assert decision is not None  # an option is part of it
    if decision.state is DecisionState.DECIDED:
        raise EditError(f"{quoted(decision.title)} is decided already; ask anew in a decision of its own")
    outcome = option.title if not option.consequence else f"{option.title}: {option.consequence}"
    values = {
        "state": DecisionState.DECIDED,
        "outcome": outcome,
        "cost": decision.cost if option.cost is None else option.cost,
        "days": decision.days if option.days is None else option.days,
        **({"decided_on": on} if on else {}),
    }
    edits, _ = following(program, "decision", {decision.id: values})
    with program.file.transaction(f"Decide {decision.code} for {quoted(option.title)}") as edit:
        apply(edit, edits)
        for other in program.file.rows(DecisionOption, decision_id=decision.id):
            if other.chosen is not (other.id == option.id):
                edit.set("decision_option", other.id, chosen=other.id == option.id)
