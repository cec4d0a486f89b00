"""Taking a version of a business case: the years as they stand at a gate, in one step."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from tpm_desktop.finance.fiscal_year import FiscalYear, year_and_month
from tpm_desktop.model.benefits import CaseYear
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.business_case import Version, Year, first_version, standing
from tpm_desktop.plan.due import day_of_status
from tpm_desktop.plan.fiscal import fiscal_calendar_of

from .following import following
from .words import quoted

_AMOUNTS = ("cost", "spent", "running", "benefit", "realised")


def proposed(program: OpenProgram, project_id: str | None) -> dict[str, Any]:
    """What a new version begins with: today, and the rate of the one before."""
    held = standing(program.plan.state, project_id).held
    rate = held.row.rate if held and held.row else None
    return {"project_id": project_id, "taken": day_of_status(program.plan.state), "rate": rate}


def take_version(program: OpenProgram, values: Mapping[str, Any]) -> str:
    """Add a version whose years are as things stand: outlook of the budget, benefits as expected.

    Of the first version the years are those of the budget; benefits and running costs are entered then.
    Gives its id. Raises: `EditError`, `ProgramFileError`.
    """
    state, project_id = program.plan.state, values.get("project_id")
    now = standing(state, project_id).now or first_version(state, project_id)
    _, (row,) = following(program, "business_case", {}, [values])
    title = quoted(str(values["title"]))
    with program.file.transaction(f"Take version {title} of the business case") as edit:
        row_id = edit.add("business_case", **row)
        edit.add_all("case_year", _years(now, row_id, program.file.program.fiscal_year_start))
        return row_id


def _years(now: Version, case_id: str, starts_in: int) -> list[dict[str, Any]]:
    def row(one: Year) -> dict[str, Any]:
        amounts = {name: getattr(one, name) or None for name in _AMOUNTS}
        return {"case_id": case_id, "year": _begins(one, starts_in), **amounts}

    return [row(one) for one in now.years]


def _begins(one: Year, starts_in: int) -> date:
    return date(*year_and_month(FiscalYear.beginning(one.year, starts_in).first), 1)


def next_year(program: OpenProgram, case_id: str) -> date:
    """The fiscal year after the last one of a version; that of the status date where it has none."""
    starts_in = program.file.program.fiscal_year_start
    years = [row.year for row in program.file.rows(CaseYear, case_id=case_id)]
    if years:
        return max(years).replace(year=max(years).year + 1)
    day = day_of_status(program.plan.state)
    return date(fiscal_calendar_of(program.file.program).year_of(day), starts_in, 1)
