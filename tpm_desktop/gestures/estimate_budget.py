"""Making the budget from an approved round of estimates: one step with its approver, kept as a version."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np

from tpm_desktop.file.edit import Edit
from tpm_desktop.file.errors import EditError
from tpm_desktop.finance.fiscal_year import year_and_month
from tpm_desktop.finance.policy import Spending
from tpm_desktop.formats import Formats
from tpm_desktop.model.estimates import RoundState
from tpm_desktop.model.finance import Treatment
from tpm_desktop.model.spending import BudgetVersion
from tpm_desktop.plan import OpenProgram, State
from tpm_desktop.plan.budget_lines import TREATMENTS
from tpm_desktop.plan.due import day_of_status
from tpm_desktop.plan.estimate_budget import Proposal, Share, proposal
from tpm_desktop.plan.policy_people import highest_role, holders

from .estimates import found_round
from .money import Cell, Measure, enter
from .words import quoted

_Planned = dict[tuple[str, str, int], int]
"""Minor units by account, treatment and month."""


def proposed_budget(program: OpenProgram, round_id: str) -> Proposal:
    """What making the budget would do; nothing is done yet. Raises: `EditError` where it can't be made."""
    state = program.plan.state
    one = found_round(state, round_id)
    if one.row.state is not RoundState.APPROVED:
        raise EditError(f"{one.row.code} is not approved yet; a budget is made from an approved round")
    return proposal(state, one)


def made_already(program: OpenProgram, found: Proposal) -> str:
    """Which budget was made from the round before, as a sentence; empty where none was."""
    row = found.round.row
    earlier = min(program.file.rows(BudgetVersion, round_id=row.id), key=lambda one: one.id, default=None)
    if earlier is None:
        return ""
    named = f"{earlier.code or 'version'}, {earlier.name}"
    return f"{row.code} was made into the budget {named}, already; begin a new round for what differs"


def needed_approver(program: OpenProgram, amount: int) -> str | None:
    """The role that the policy asks for a budget of this sum, None where it has no limits.

    Raises: `EditError` where no level of the policy may approve as much.
    """
    policy = program.plan.state.policy
    if not policy.levels:
        return None
    needed = policy.required_approver(Spending.BUDGETED, amount)
    if needed is None:
        formats = Formats.of(program.file.program)
        said = formats.money(amount, currency=True)
        raise EditError(f"{said} is above what any level of the policy may approve; estimate less")
    return needed


def make_budget(
    program: OpenProgram,
    round_id: str,
    *,
    approved_by_id: str | None,
    approved_on: date | None = None,
    reason: str | None = None,
) -> str:
    """Plan what an approved round says, in place of what its accounts had; returns the budget version's id.

    Makes accounts for lines without one, beside those that their project has; they then control the tasks of
    the project that no account did. Who approves it approves all that these projects have planned then.
    Args: approved_on: the status date unless given.
    Raises: `EditError` where the round isn't approved, or was made into a budget, or the policy asks for
    somebody else.
    """
    found = proposed_budget(program, round_id)
    if told := made_already(program, found):
        raise EditError(told)
    _refuse_approver(program, found, approved_by_id)
    state, one = program.plan.state, found.round
    with program.file.transaction(f"Make the budget from {one.row.code} {quoted(one.row.title)}") as edit:
        planned = _planned(state)
        for share in found.shares:
            if share.place.account_id is None:
                _add_account(program, edit, share, planned)
        enter(edit, program, _cells(found, planned, state))
        version = edit.add(
            "budget_version",
            name=f"From {one.name}"[:200],
            approved_by_id=approved_by_id,
            approved_on=approved_on or day_of_status(state),
            reason=reason,
            round_id=round_id,
        )
        edit.add_all("budget_version_line", _version_lines(version, planned))
        return version


def _refuse_approver(program: OpenProgram, found: Proposal, person: str | None) -> None:
    state, row = program.plan.state, found.round.row
    if not person:
        raise EditError("a budget needs who approved it; choose a person or role")
    if person == row.prepared_by_id:
        raise EditError(f"who prepared {row.code} can't approve the budget from it; choose another person")
    needed = needed_approver(program, max(found.total, 0))
    if needed is None:
        return
    role = highest_role(state, person, row.project_id)
    if role is None or not state.policy.may_approve(role, Spending.BUDGETED, max(found.total, 0)):
        said = Formats.of(program.file.program).money(found.total, currency=True)
        names = program.plan.state.inputs.tables["resource"]
        who = [names.texts["name"][names.row[one]] for one in holders(state, needed, row.project_id)]
        if not who:
            raise EditError(f"a budget of {said} takes the {needed}; say who that is in the program first")
        named = " or ".join(f"“{name}”" for name in sorted(map(str, who)))
        raise EditError(f"a budget of {said} takes the {needed}, {named}; choose who may approve it")


def _planned(state: State) -> _Planned:
    """What is planned now."""
    money = state.money
    planned, kinds = money.budget.account_treatments.months.planned, {n: key for key, n in TREATMENTS.items()}
    return {
        (money.accounts[account], kinds[kind], int(money.budget.months[month])): int(
            planned[account, kind, month]
        )
        for account, kind, month in np.argwhere(planned != 0).tolist()
    }


def _cells(found: Proposal, planned: _Planned, state: State) -> list[Cell]:
    """The cells to enter; what is planned is brought along in `planned`."""
    cells, treatment = [], _treatments(state)
    for share in found.shares:
        account = share.place.account_id
        if account is None:
            continue
        for month in share.changed:
            amount = share.after.get(month, 0)  # not emptied: transfers would still count
            cells.append(Cell(account, _day(month), Measure.PLANNED, amount))
            key = (account, treatment(account, month), month)
            planned[key] = planned.get(key, 0) + amount - share.before.get(month, 0)
    return cells


def _treatments(state: State) -> Any:
    """How an amount of an account and month is treated: as its first line, else as the account."""
    line, accounts = state.inputs.tables["budget_line"], state.inputs.tables["account"]
    lines = zip(
        line.texts["account_id"], line.numbers["month"].tolist(), line.texts["treatment"], strict=True
    )
    known: dict[tuple[str | None, int], str | None] = {}
    for account, month, said in lines:
        known.setdefault((account, month), said)

    def of(account_id: str, month: int) -> str:
        usual = accounts.texts["treatment"][accounts.row[account_id]]
        return known.get((account_id, month)) or usual or Treatment.OPEX.value

    return of


def _add_account(program: OpenProgram, edit: Edit, share: Share, planned: _Planned) -> None:
    """A new account with its lines; it controls the project's tasks that no account did."""
    state, project = program.plan.state, share.place.project_id
    row = state.outline.row.get(project or "")
    name = state.names[row] if row is not None else program.file.program.name
    account = edit.add("account", name=name, project_id=project)
    rows = [
        {"account_id": account, "month": _day(month), "treatment": Treatment.OPEX, "planned": amount}
        for month, amount in share.after.items()
        if amount
    ]
    edit.add_all("budget_line", rows)
    planned.update({(account, Treatment.OPEX.value, month): n for month, n in share.after.items() if n})
    if row is None:
        return
    task, at = state.inputs.tables["task"], state.outline
    below = [at.ids[child] for child in at.children(row)]
    free = [task_id for task_id in below if task.texts["account_id"][task.row[task_id]] is None]
    edit.set_all("task", [{"id": task_id, "account_id": account} for task_id in free])


def _version_lines(version: str, planned: Mapping[tuple[str, str, int], int]) -> list[dict[str, Any]]:
    return [
        {"version_id": version, "account_id": account, "month": _day(month), "treatment": kind, "planned": n}
        for (account, kind, month), n in planned.items()
        if n
    ]


def _day(month: int) -> date:
    return date(*year_and_month(month), 1)
