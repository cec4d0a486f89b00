"""The figures of transfers of budget that rules of a policy judge."""

from __future__ import annotations

from tpm_desktop.finance.amounts import WHOLE, given
from tpm_desktop.finance.fiscal_year import FiscalYear, fiscal_year
from tpm_desktop.finance.policy import REACH, Figure
from tpm_desktop.model.finance import Reserve, Treatment

from .columns import first
from .policy_figures import is_reserve
from .policy_people import highest_role
from .state import State


def of_transfer(state: State, row: int) -> dict[str, Figure | None]:
    """Of a transfer by its row; what a reserve gives is no share of a line."""
    table, accounts = state.inputs.tables["transfer"], state.inputs.tables["account"]
    giver, getter = (table.texts[f"{end}_account_id"][row] or "" for end in ("from", "to"))
    kinds = [accounts.texts["treatment"][accounts.row[account]] for account in (giver, getter)]
    amount, approver = int(table.numbers["amount"][row]), table.texts["approved_by_id"][row]
    funds = [accounts.texts["funding_id"][accounts.row[account]] for account in (giver, getter)]
    kept = accounts.texts["reserve"][accounts.row[giver]]
    turned = kinds == [Treatment.CAPEX, Treatment.OPEX]
    project, other = (accounts.texts["project_id"][accounts.row[account]] for account in (giver, getter))
    return {
        "transfer_total": amount,
        REACH: "project" if project and project == other else "program",
        "transferred_share": None if is_reserve(state, giver) else _share(state, row, giver),
        "capital_to_operating_sum": amount if turned else 0,
        "across_funding_sum": amount if funds[0] != funds[1] else 0,  # also where only one has a source
        "management_reserve_sum": amount if kept == Reserve.MANAGEMENT else 0,
        "approver": approver,
        "approver_role": highest_role(state, approver, project),
        "approvers": int(approver is not None),
    }


def _share(state: State, row: int, giver: str) -> int | None:
    """What the line has given up to this transfer of what it had at the beginning, in one fiscal year."""
    table, line = state.inputs.tables["transfer"], state.inputs.tables["budget_line"]
    starts_in = int(first(state.inputs.tables["program"], "fiscal_year_start"))
    month = int(table.numbers["from_month"][row])
    year = FiscalYear.beginning(fiscal_year(month, starts_in), starts_in)
    pairs = zip(table.texts["from_account_id"], table.numbers["from_month"].tolist(), strict=True)
    rows = [n for n, (of, when) in enumerate(pairs) if of == giver and year.first <= when <= year.last]
    gone = sum(int(table.numbers["amount"][n]) for n in rows if n <= row)  # rows stand in order of making
    months, planned = line.numbers["month"], line.numbers["planned"]
    mine = line.rows_of("account_id", state.money.account_row) == state.money.account_row[giver]
    within = mine & given(planned) & (months >= year.first) & (months <= year.last)
    opening = int(planned[within].sum())
    return gone * WHOLE // opening if opening > 0 else None
