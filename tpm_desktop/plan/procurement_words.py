"""Procurement in words: for window, page and terminal alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tpm_desktop.formats import Formats
from tpm_desktop.planning.columns import NONE

from .integration_words import title_of
from .procurement import Package
from .procurement_troubles import Trouble, TroubleKind
from .state import State

_EPOCH = date(1970, 1, 1)
_SAID = {
    TroubleKind.LATE: ("Delivery late", "{} after the need; hasten it, or move the need"),
    TroubleKind.MILESTONE_LATE: ("Milestone late", "expected {} after its day by contract"),
    TroubleKind.NOTICE: ("Notice due", "{} left to give notice, or to take the extension"),
    TroubleKind.STEP_OVERDUE: ("Step overdue", "planned {} ago; take it, or plan it anew"),
    TroubleKind.BID_EXPIRES: ("Bid expires", "{} left; award it, or have it extended"),
    TroubleKind.CONTRACT_ENDS: ("Contract ends", "{} left; close or extend it"),
    TroubleKind.WEIGHTS: ("Weights", "make the weights of its criteria come to 100 %"),
    TroubleKind.OVER_AMOUNT: ("Invoice above payment", "the invoice is {} higher than was agreed"),
    TroubleKind.SUM_DIFFERS: (
        "Payments differ from value",
        "payments and value of the contract differ by {}",
    ),
    TroubleKind.NOT_INVOICED: ("Accepted, not invoiced", "{} fall due; name the invoice"),
    TroubleKind.NO_NEED: ("No need date", "name the task that needs it, or the day"),
}
_MONEY = (TroubleKind.OVER_AMOUNT, TroubleKind.SUM_DIFFERS, TroubleKind.NOT_INVOICED)
_OVER = {
    TroubleKind.BID_EXPIRES: "it is no longer valid; have it extended",
    TroubleKind.CONTRACT_ENDS: "its term is over; close or extend it",
}


@dataclass(frozen=True, slots=True)
class TroubleWords:
    """kind: what is the matter; what: with which row; mend: what to do about it."""

    kind: str
    what: str
    mend: str


def day_text(day: int, formats: Formats) -> str:
    """A day since 1970 as people write it; a dash for none."""
    return "–" if day == NONE else formats.date(_EPOCH + timedelta(days=day))


def day_number(day: date) -> int:
    """The number of a day since 1970."""
    return (day - _EPOCH).days


def iso_day(day: int) -> str | None:
    """A day since 1970 for other programs."""
    return None if day == NONE else (_EPOCH + timedelta(days=day)).isoformat()


def days_text(days: int) -> str:
    """A number of calendar days."""
    return "1 day" if days == 1 else f"{days:,} days"


def row_name(state: State, table: str, row: int) -> str:
    """What people call a row of the tables of procurement: code and title, of a bid its vendor."""
    tables = state.inputs.tables
    if table == "bid":
        vendor = int(tables["bid"].rows_of("vendor_id", tables["vendor"].row)[row])
        name = tables["vendor"].texts["name"][vendor] if vendor >= 0 else ""
        return " ".join(filter(None, (tables["bid"].texts["code"][row], name)))
    if table == "package_date":
        package = int(tables[table].rows_of("package_id", tables["procurement_package"].row)[row])
        step = tables[table].texts["state"][row] or ""
        return f"{title_of(state, 'procurement_package', package, 'title')}: {step_text(step)}"
    return title_of(state, table, row, "name" if table == "vendor" else "title")


def step_text(state: str) -> str:
    """A state of a package as people read it."""
    from tpm_desktop.model.procurement_life import PackageState

    return PackageState(state).label.lower() if state else ""


def trouble_words(state: State, found: Sequence[Trouble], formats: Formats) -> list[TroubleWords]:
    """What is the matter, in words."""
    return [
        TroubleWords(_SAID[one.kind][0], row_name(state, one.table, one.row), _mend(one, formats))
        for one in found
    ]


def _mend(one: Trouble, formats: Formats) -> str:
    if one.number < 0 and one.kind in _OVER:
        return _OVER[one.kind]
    number = formats.money(one.number, currency=True) if one.kind in _MONEY else days_text(one.number)
    return _SAID[one.kind][1].format(number)


def headline(found: Sequence[Package], formats: Formats) -> str:
    """The sentence to take away."""
    open_ = [one for one in found if one.under_way]
    late = sum(1 for one in open_ if one.days_late)
    if not found:
        return "No procurement package has been registered yet."
    if not open_:
        return f"All {formats.integer(len(found))} packages are closed."
    many = "1 package is" if len(open_) == 1 else f"{formats.integer(len(open_))} packages are"
    if not late:
        return f"{many} under way, none of them later than it is needed."
    verb = "is" if late == 1 else "are"
    return f"{many} under way; {formats.integer(late)} {verb} expected later than needed."
