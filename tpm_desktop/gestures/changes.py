"""Change requests: keeping what was tried out as an option, and applying what was approved."""

from __future__ import annotations

from collections.abc import Collection

from tpm_desktop.file.changes import Changes
from tpm_desktop.file.errors import EditError
from tpm_desktop.model.change import ChangeOption, ChangeRequest, ChangeState
from tpm_desktop.model.check import LONGEST_NOTE
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.proposals import weigh

from .baselines import agree_anew
from .change_options import chosen_option, edits_of, refuse_closed
from .steps import refuse_step
from .words import quoted


def keep_option(program: OpenProgram, request_id: str, title: str, changes: Changes) -> str:
    """Keep edits as an option of a request, in place of one of that title; returns the option's id.

    Its effect on finish and cost is computed and kept with it, since it can't be told any more once applied.
    Raises: `EditError`; then nothing is kept.
    """
    request = _request(program, request_id)
    refuse_closed(request)
    if not changes:
        raise EditError("nothing was edited in the what-if copy, so there is nothing to propose")
    proposal = weigh(program.file, program.plan.state, changes)
    if proposal.moved:
        raise EditError(f"the plan moved since the copy was made: {'; '.join(proposal.moved[:3])}")
    edits = proposal.changes.to_json()
    if len(edits) > LONGEST_NOTE:
        raise EditError(f"{len(changes):,} edited rows are too many for one option; propose them in parts")
    values = {"title": title, "edits": edits, "days": proposal.days, "cost": proposal.cost}
    same = [one for one in program.file.rows(ChangeOption, change_id=request.id) if one.title == title]
    with program.file.transaction(f"Propose {quoted(title)} for {request.code}") as edit:
        if same:
            edit.set("change_option", same[0].id, **values)
            return same[0].id
        return edit.add("change_option", change_id=request.id, **values)


def apply_change(program: OpenProgram, request_id: str, tasks: Collection[str] | None = None) -> str:
    """Make just the edits of the chosen option, as one step with the request's state; returns its title.

    In the same step the compared baseline gets what the edited tasks have then, unless the request says
    otherwise. What only moved along keeps its own, else slips that nobody agreed to would be gone as well.
    Args: tasks: these are agreed anew instead of the edited ones.
    Raises: `EditError` where the request is not approved, or the plan moved beneath the edits.
    """
    request = _request(program, request_id)
    refuse_step("change_request", f"change request {request.code}", request.state, ChangeState.APPLIED)
    option = chosen_option(program.file, request)
    proposal = weigh(program.file, program.plan.state, edits_of(option))
    if proposal.moved:
        raise EditError(
            f"the plan moved beneath change request {request.code}: {'; '.join(proposal.moved[:3])}; "
            "withdraw it and propose it anew"
        )
    label = f"Apply change {request.code} {quoted(request.title)}"
    with program.file.applying(proposal.changes, label) as edit:
        edit.set("change_request", request.id, state=ChangeState.APPLIED)
        edit.set("change_option", option.id, chosen=True, days=proposal.days, cost=proposal.cost)
        if request.rebaseline and proposal.compared is not None:
            compared = proposal.compared
            agree_anew(edit, program.file, compared.now, compared.edited if tasks is None else tasks)
    return option.title


def _request(program: OpenProgram, request_id: str) -> ChangeRequest:
    request = program.file.row(ChangeRequest, request_id)
    if request is None:
        raise EditError("that change request is gone")
    return request
