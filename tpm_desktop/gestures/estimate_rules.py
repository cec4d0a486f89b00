"""What an edit of estimates may do: what was reviewed or approved stays, and nobody approves their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tpm_desktop.file.errors import EditError
from tpm_desktop.finance.errors import FinanceError
from tpm_desktop.finance.estimating import scaled_cost
from tpm_desktop.model.check import ValueProblem, check
from tpm_desktop.model.estimates import ROUND_STEPS, EstimateLine, EstimateRound, RoundState
from tpm_desktop.model.fields import MOST_MONEY
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.due import day_of_status

Values = Mapping[str, Any]
Edits = dict[tuple[str, str], dict[str, Any]]
ESTIMATES = ("estimate_round", "estimate_line")
_SCALED = frozenset({"reference_cost", "quantity", "factor"})
_DECIDES = {
    RoundState.REVIEWED: ("reviewed_by_id", "reviewed_on", "who reviewed it"),
    RoundState.APPROVED: ("approved_by_id", "approved_on", "who approved it"),
}


def estimate_edits(
    program: OpenProgram,
    table: str,
    edits: Mapping[str, Values],
    added: Sequence[Values],
    removed: Iterable[str],
) -> tuple[Edits, list[Values]]:
    """Fields to set by table and row, and the rows to add. Raises: `EditError`."""
    if table == "estimate_round":
        return _rounds(program, edits, added, removed)
    _refuse_decided_lines(program, edits, added, removed)
    there = {row.id: row for row in program.file.rows_of(EstimateLine, list(edits))}
    found: Edits = {
        (table, row_id): _line(program, values, there[row_id].model_dump() if row_id in there else {})
        for row_id, values in edits.items()
    }
    return found, [_line(program, values, {}) for values in added]


def _rounds(
    program: OpenProgram, edits: Mapping[str, Values], added: Sequence[Values], removed: Iterable[str]
) -> tuple[Edits, list[Values]]:
    for row in program.file.rows_of(EstimateRound, list(removed)):
        if row.state is not RoundState.DRAFT:
            raise EditError(f"{row.code} is {row.state.label.lower()} and stays; only drafts can be removed")
    if any(values.get("state", RoundState.DRAFT) != RoundState.DRAFT for values in added):
        raise EditError("a new round has no lines yet; add it as a draft, then have it reviewed")
    there = {row.id: row for row in program.file.rows_of(EstimateRound, list(edits))}
    found: Edits = {}
    for row_id, values in edits.items():
        one = there.get(row_id)
        found["estimate_round", row_id] = dict(values) if one is None else _round(program, one, values)
    return found, list(added)


def _round(program: OpenProgram, row: EstimateRound, values: Values) -> dict[str, Any]:
    made, state = dict(values), RoundState(values.get("state") or row.state)
    if state is not row.state and state not in ROUND_STEPS[row.state]:
        raise EditError(f"{row.code} is {row.state.label.lower()} and can't become {state.label.lower()}")
    decides = _DECIDES.get(state, ("", "", ""))[:2] if state is not row.state else ()
    changed = [n for n, v in values.items() if n != "state" and n not in decides and v != getattr(row, n)]
    if changed and RoundState.DRAFT not in (row.state, state):
        raise EditError(f"{row.code} is {row.state.label.lower()} and stays as it is; begin a new round")
    if state is row.state:
        return made
    if state is RoundState.DRAFT:
        return {**made, "reviewed_by_id": None, "reviewed_on": None}
    person, day, said = _DECIDES[state]
    whole = {**row.model_dump(), **made}
    if whole[person] is None:
        raise EditError(f"say {said}: {row.code} can't become {state.label.lower()} without")
    _refuse_one_hand(whole, state)
    if state is RoundState.REVIEWED:
        _refuse_empty(program, row)
    return made if whole[day] else {**made, day: day_of_status(program.plan.state)}


def _refuse_one_hand(row: Values, state: RoundState) -> None:
    """Preparing, reviewing and approving are duties apart."""
    others = {"prepared": row["prepared_by_id"]}
    if state is RoundState.APPROVED:
        others["reviewed"] = row["reviewed_by_id"]
    person = row[_DECIDES[state][0]]
    for done, other in others.items():
        if person == other:
            verb = "review" if state is RoundState.REVIEWED else "approve"
            raise EditError(f"who {done} {row['code']} can't {verb} it as well; choose another person")


def _refuse_empty(program: OpenProgram, row: EstimateRound) -> None:
    lines = program.file.rows(EstimateLine, round_id=row.id)
    if not lines:
        raise EditError(f"{row.code} has no lines to review yet; add estimates, or take them from the plan")
    if bare := next((line for line in lines if line.likely is None), None):
        raise EditError(f"“{bare.title}” has no most likely amount yet; enter it, or remove the line")


def _line(program: OpenProgram, values: Values, before: Values) -> dict[str, Any]:
    """A line with what follows: the amount scaled from a reference, its project, amounts in order."""
    made = dict(values)
    row = {**before, **made}
    if _SCALED & set(values) and "likely" not in values and row.get("reference_cost") is not None:
        made["likely"] = row["likely"] = _scaled(row)
    if values.get("account_id") and "project_id" not in values and not row.get("project_id"):
        account = program.plan.state.inputs.tables["account"]
        at = account.row.get(str(values["account_id"]))
        made.update({} if at is None else {"project_id": account.texts["project_id"][at]})
    _refuse_disorder(row)
    return made


def _scaled(row: Values) -> int:
    fields = EstimateLine.columns()
    try:
        reference, quantity, factor = (
            check(fields[name], row.get(name)) for name in ("reference_cost", "quantity", "factor")
        )
        amount = scaled_cost(reference, quantity, factor)
    except (FinanceError, ValueProblem) as error:
        raise EditError(f"Estimate: {error}") from None
    if abs(amount) > MOST_MONEY:
        raise EditError("the scaled cost is larger than can be counted; correct quantity or reference cost")
    return amount


def _refuse_disorder(row: Values) -> None:
    fields = EstimateLine.columns()
    try:
        low, likely, high = (
            None if row.get(name) is None else int(check(fields[name], row[name]))
            for name in ("optimistic", "likely", "pessimistic")
        )
    except ValueProblem as problem:
        raise EditError(f"Estimate: {problem}") from None
    known = [one for one in (low, likely, high) if one is not None]
    if known != sorted(known):
        title = f" of “{row['title']}”" if row.get("title") else ""
        raise EditError(
            f"the amounts{title} must rise from optimistic over most likely to pessimistic; correct them"
        )
    first, last = (row.get(name) for name in ("first_month", "last_month"))
    if first is not None and last is not None and str(last) < str(first):
        raise EditError("the last month comes before the first one; correct either")


def _refuse_decided_lines(
    program: OpenProgram, edits: Mapping[str, Values], added: Sequence[Values], removed: Iterable[str]
) -> None:
    rows = program.file.rows_of(EstimateLine, [*edits, *removed])
    owners = {row.round_id for row in rows}
    owners |= {str(values["round_id"]) for values in (*edits.values(), *added) if values.get("round_id")}
    for one in program.file.rows_of(EstimateRound, sorted(owners)):
        if one.state is not RoundState.DRAFT:
            said = f"{one.code} is {one.state.label.lower()}, so its lines stay"
            way = "return it to draft" if one.state is RoundState.REVIEWED else "begin a new round"
            raise EditError(f"{said}; {way}")
