"""What a program's policy is held against: program, projects, accounts and changes with their figures.

A further table takes part by one function here that yields its rows as subjects.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tpm_desktop.finance.policy import Scope, Subject
from tpm_desktop.model.change import ChangeState

from .columns import first
from .policy_capital import capital_subjects
from .policy_figures import Spent, of_account, of_group
from .policy_people import chair_of, role_of_body
from .state import State
from .transfer_figures import of_transfer

Wanted = frozenset[str]
"""The metrics that rules ask for: what nobody asks for isn't computed."""


def subjects(state: State, wanted: Wanted) -> Iterator[Subject]:
    """Everything that rules can be held against."""
    for of in SUBJECTS:
        yield from of(state, wanted)


def _program(state: State, wanted: Wanted) -> Iterator[Subject]:
    program = state.inputs.tables["program"]
    budget = state.money.budget
    spent = Spent.of(budget.program, budget.treatments.whole.planned.tolist())
    figures = of_group(state, wanted, spent, None)
    manager = first(program, "manager_id")
    name = str(first(program, "name"))
    yield Subject(Scope.PROGRAM, "program", program.ids[0], name, figures, _people(manager))


def _projects(state: State, wanted: Wanted) -> Iterator[Subject]:
    table, budget = state.inputs.tables["project"], state.money.budget
    for place, project_id in enumerate(state.money.projects):
        row = table.row[project_id]
        capital = budget.project_treatments.whole.planned[place].tolist()
        spent = Spent.of(budget.projects, capital, place)
        yield Subject(
            Scope.PROJECT,
            "project",
            project_id,
            table.texts["name"][row] or "",
            of_group(state, wanted, spent, place),
            _people(table.texts["manager_id"][row]),
        )


def _accounts(state: State, wanted: Wanted) -> Iterator[Subject]:
    table, projects = state.inputs.tables["account"], state.inputs.tables["project"]
    for place, account_id in enumerate(state.money.accounts):
        row = table.row[account_id]
        project = projects.row.get(table.texts["project_id"][row] or "")
        manager = None if project is None else projects.texts["manager_id"][project]
        yield Subject(
            Scope.ACCOUNT,
            "account",
            account_id,
            " ".join(filter(None, (table.texts["code"][row], table.texts["name"][row]))),
            of_account(state, wanted, place),
            _people(table.texts["owner_id"][row] or manager),
        )


def _changes(state: State, wanted: Wanted) -> Iterator[Subject]:
    table, costs = state.inputs.tables["change_request"], _chosen_costs(state)
    over = (ChangeState.REJECTED, ChangeState.WITHDRAWN)
    for row, request_id in enumerate(table.ids):
        if table.texts["state"][row] in over:
            continue
        asked, body = table.texts["raised_by_id"][row], table.texts["body_id"][row]
        figures = {
            "change_cost": costs.get(request_id),
            "requester": asked,
            "approver": chair_of(state, body),
            "approver_role": role_of_body(state, body),
        }
        name = " ".join(filter(None, (table.texts["code"][row], table.texts["title"][row])))
        yield Subject(Scope.CHANGE, "change_request", request_id, name, figures, _people(asked))


def _transfers(state: State, wanted: Wanted) -> Iterator[Subject]:
    table = state.inputs.tables["transfer"]
    for row, transfer_id in enumerate(table.ids):
        name = " ".join(filter(None, (table.texts["code"][row], table.texts["reason"][row])))
        figures = of_transfer(state, row)
        approver = table.texts["approved_by_id"][row]
        yield Subject(Scope.TRANSFER, "transfer", transfer_id, name, figures, _people(approver))


def _chosen_costs(state: State) -> dict[str, int]:
    """What the chosen option of each request costs more, or the only one."""
    table = state.inputs.tables["change_option"]
    options: dict[str, list[tuple[bool, int]]] = {}
    rows = zip(
        table.texts["change_id"], table.flags("chosen").tolist(), table.numbers["cost"].tolist(), strict=True
    )
    for request, chosen, cost in rows:
        options.setdefault(request or "", []).append((chosen, max(0, cost)))  # NONE is below zero
    found = {}
    for request, offered in options.items():
        meant = [cost for chosen, cost in offered if chosen or len(offered) == 1]
        if meant:
            found[request] = meant[0]
    return found


def _people(*ids: str | None) -> frozenset[str]:
    return frozenset(one for one in ids if one)


SUBJECTS: tuple[Callable[[State, Wanted], Iterator[Subject]], ...] = (
    _program, _projects, _accounts, _changes, _transfers, capital_subjects,
)  # fmt: skip
