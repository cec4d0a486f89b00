"""People, materials and costs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from tpm_desktop.exchange.report import ImportReport
from tpm_desktop.exchange.rows import Rows
from tpm_desktop.model.record import new_id
from tpm_desktop.model.resources import Accrual, ResourceKind, ResourceType

from .calendars import Calendars
from .codes import ACCRUALS, RESOURCE_KINDS
from .item import Item
from .resource_periods import availability_periods

_FIRST_YEAR = 1985  # Microsoft Project lets the rate of the beginning begin in 1984
_UNASSIGNED = 0  # a row without name that stands for nobody


class Resources:
    """The resources by their number in the document."""

    def __init__(
        self, root: Item, calendars: Calendars, of_plan: str | None, rows: Rows, report: ImportReport
    ) -> None:
        """Args: of_plan: the plan's calendar, which a resource without one of its own follows anyway."""
        self._calendars = calendars
        self._of_plan = of_plan
        self._rows = rows
        self._report = report
        self.by_uid: dict[int, dict[str, Any]] = {}
        for item in root.below("Resources", "Resource"):
            if not item.flag("IsNull"):
                self._read(item)

    def _read(self, item: Item) -> None:
        uid, name = item.integer("UID"), item.text("Name")
        if uid == _UNASSIGNED and name is None:
            return
        name = name or f"Resource {item.text('ID') or uid or 'without name'}"
        item.who = f"resource “{name}”"
        if uid is None or uid in self.by_uid:
            self._report.set_aside(f"{item.who}: its number is missing or that of another resource")
            return
        self.by_uid[uid] = self._taken(item, uid, name)
        _note_what_is_not_kept(item)

    def _taken(self, item: Item, uid: int, name: str) -> dict[str, Any]:
        kind = item.choice("Type", RESOURCE_KINDS, ResourceKind.WORK)
        if item.flag("IsCostResource"):
            kind = ResourceKind.COST
        calendar = (
            self._calendars.of(item.integer("CalendarUID"), item.who) if kind is ResourceKind.WORK else None
        )
        values = {
            "id": new_id(),
            "name": name,
            "initials": item.text("Initials"),
            "kind": kind,
            "type": ResourceType.ROLE if item.flag("IsGeneric") and kind is ResourceKind.WORK else None,
            "group": item.text("Group"),
            "max_units": item.share("MaxUnits"),
            **_prices(_first_rate(item) or item),
            "accrual": item.choice("AccrueAt", ACCRUALS, Accrual.PRORATED),
            "calendar_id": None if calendar == self._of_plan else calendar,
            "notes": item.text("Notes", lines=True),
            "uid": uid,
        }
        self._rows.add("resource", item.who, values)
        for dated in _dated_rates(item):
            self._rows.add("resource_rate", item.who, {"resource_id": values["id"], **dated})
        if kind is ResourceKind.WORK:
            for period in availability_periods(item):
                self._rows.add("resource_availability", item.who, {"resource_id": values["id"], **period})
        return self._rows.of("resource")[-1]


def _prices(item: Item) -> dict[str, Any]:
    return {
        "rate": item.rate("StandardRate"),
        "overtime_rate": item.rate("OvertimeRate"),
        "cost_per_use": item.money("CostPerUse"),
    }


def _first_rate(item: Item) -> Item | None:
    """What holds before all rates that begin on a day; the resource itself says what holds today."""
    rates = (rate for rate in item.below("Rates", "Rate") if not rate.integer("RateTable"))
    return next((rate for rate in rates if _since(rate) is None and rate.has("StandardRate")), None)


def _dated_rates(item: Item) -> Iterator[dict[str, Any]]:
    """The rates of the first table that begin on a day."""
    for rate in item.below("Rates", "Rate"):
        since = _since(rate)
        if since is not None and not rate.integer("RateTable"):
            yield {"since": since, **_prices(rate)}


def _since(rate: Item) -> date | None:
    found = rate.instant("RatesFrom")
    return None if found is None or found.year < _FIRST_YEAR else found.date()


def _note_what_is_not_kept(item: Item) -> None:
    tables = {rate.integer("RateTable") or 0 for rate in item.below("Rates", "Rate")}
    custom = sum(1 for _ in item.each("ExtendedAttribute")) + sum(1 for _ in item.each("OutlineCode"))
    for what, times in (
        ("alternative rates of resources (those of the first table are taken)", len(tables - {0})),
        ("values of custom fields", custom),
        ("e-mail addresses of resources", int(item.has("EmailAddress"))),
        ("units of measure of materials", int(item.has("MaterialLabel"))),
        ("codes of resources", int(item.has("Code"))),
    ):
        if times > 0:
            item.not_kept(what, times)
