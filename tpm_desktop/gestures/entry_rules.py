"""What an entry of cost must be: in an open month, of the program's time, and entered just once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.finance.fiscal_year import fiscal_year, month_number
from tpm_desktop.formats import Formats
from tpm_desktop.model.finance import Account
from tpm_desktop.model.spending import CostEntry, EntryKind
from tpm_desktop.plan.capital.invoice_numbers import folded
from tpm_desktop.plan.fiscal import fiscal_calendar_of

from .document_rules import Documents, closed_through
from .entry_doubles import Entered

Values = Mapping[str, Any]
_NEEDED = ("account_id", "month", "amount")
_PART = "if this is another part of it, say so in its reference, such as {}/2"
_OF_FIGURES = ("account_id", "month", "amount", "kind", "treatment", "settles_id", "order_id", "invoice_id")


class EntryRules:
    """Judges entries one after the other, against those of the file and those judged before."""

    def __init__(self, file: ProgramFile) -> None:
        self._formats, self._program = Formats.of(file.program), file.program
        self._rows = {row.id: row for row in file.rows(CostEntry)}
        self._accounts = {row.id: row for row in file.rows(Account)}
        self._closed, self._documents = closed_through(file), Documents(file)
        self._entered = Entered(self._rows.values())

    def completed(self, row: Values) -> dict[str, Any]:
        """A new row with its treatment: that of its account now, so that it stays what it was booked as."""
        account = self._accounts.get(str(row.get("account_id")))
        return {**row, "treatment": row.get("treatment") or (account.treatment if account else None)}

    def problems(self, values: Values, row_id: str | None = None) -> list[str]:
        """Why a row can't be taken, in words; a row without problems counts as entered from now on.

        Args: values: of a row that is edited the fields that change, and its id; of a new one from a sheet,
        known by its source, `doubts` were asked about when the sheet was looked at.
        """
        before = self._rows[row_id].model_dump() if row_id in self._rows else None
        row = {"kind": EntryKind.ACTUAL, **(before or {}), **values}
        if any(row.get(name) is None for name in _NEEDED):
            return []  # what is missing is said when the row is checked
        changed = [name for name in _OF_FIGURES if before is None or row.get(name) != before.get(name)]
        said = [*self._closed_problems(row, before if changed else None, changed=bool(changed))]
        if before is None or row["month"] != before["month"]:
            said += self._time_problems(row)
        said += self._settling_problems(row) or self._documents.problems(row)
        if changed and not said:
            said += self.unnamed_problems(row) or (self.unnamed_problems(before) if before else [])
        mine = (before["code"] or row_id) if before is not None else None
        if (other := self._entered.same(row, before, mine)) is not None:
            said.append(
                f"{row['number']} is entered already, with the same amount, month and account ({other})"
            )
        elif before is not None or not row.get("source"):
            said += self._part_problems(row, row_id, values)
        if not said:
            self._entered.take(row, mine or "another line")
        return said

    def _part_problems(self, row: Values, row_id: str | None, changed: Values) -> list[str]:
        part = self._entered.part_of(row, row_id, changed)
        if part is None:
            return []
        named = folded(row.get("supplier")) and folded(part.supplier)
        mend = _PART.format(row["number"])
        return [f"{_entered_as(row, part)}; {mend if named else f'name the supplier of both, or {mend}'}"]

    def doubts(self, values: Values) -> list[str]:
        """Why a new row, as a sheet has it, is perhaps there already; empty where nothing speaks for it."""
        row = {"kind": EntryKind.ACTUAL, **values}
        if part := self._entered.part_of(row, None, row):
            return [f"{_entered_as(row, part)}; this may be another part of it"]
        if repeated := self._entered.repeated(row):
            return [f"the same is entered already ({repeated}), without a number as well"]
        return []

    def _closed_problems(self, row: Values, before: Values | None, *, changed: bool) -> list[str]:
        months = [one["month"] for one in (before, row if changed else None) if one is not None]
        if self._closed is None or all(month > self._closed for month in months):
            return []
        month = self._formats.month(min(months))
        return [f"{month} is closed; book it in an open month, as one that corrects {month}"]

    def _time_problems(self, row: Values) -> list[str]:
        month, starts_in = _number(row["month"]), self._program.fiscal_year_start
        shown = self._formats.month(row["month"])
        fiscal = fiscal_calendar_of(self._program)
        if fiscal_year(month, starts_in) < fiscal.year_of(self._program.start.date()):
            return [f"{shown} is before the fiscal year in which the program starts"]
        status = self._program.status_date
        last = fiscal.month_of(status.date() if status else date.today()) + 1
        if row["kind"] != EntryKind.COMMITMENT and month > last:
            return [f"{shown} is yet to come; only commitments are entered ahead"]
        return []

    def unnamed_problems(self, row: Values) -> list[str]:
        """Why a row that speaks for a document can neither come nor go: that one counts in a closed month."""
        return self._documents.closed_problems(row, self._rows.get(str(row.get("settles_id"))))

    def _settling_problems(self, row: Values) -> list[str]:
        order = self._rows.get(str(row.get("settles_id")))
        if order is None:
            return []
        if order.kind != EntryKind.COMMITMENT or row["kind"] != EntryKind.ACTUAL:
            return ["only an actual can settle, and only a commitment"]
        if order.account_id != row["account_id"]:
            return [f"{order.code} is a commitment of another account"]
        return []


def _entered_as(row: Values, part: CostEntry) -> str:
    """That a number stands in another entry; of two of which one names a supplier, which one does."""
    said, other = row["number"], part.code or part.id
    if not folded(row.get("supplier")):
        return f"{said} is entered already ({other} of {part.supplier})"
    if not folded(part.supplier):
        other += ", which names no supplier"
    return f"{said} of {row['supplier']} is entered already ({other})"


def _number(day: date) -> int:
    return month_number(day.year, day.month)
