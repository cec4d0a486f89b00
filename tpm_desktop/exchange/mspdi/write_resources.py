"""People, materials and costs with their rates."""

from __future__ import annotations

from datetime import datetime, time

from tpm_desktop.model.resources import Resource, ResourceKind, ResourceRate, ResourceType

from . import codes, values
from .contents import Contents
from .elements import Document, Parts, shortened
from .resource_periods import write_periods
from .schema import RESOURCE
from .write_calendars import CalendarBook

_BEGINNING, _END = datetime(1984, 1, 1), datetime(2049, 12, 31, 23, 59)


def write_resources(
    document: Document,
    contents: Contents,
    numbers: dict[str, int],
    calendars: CalendarBook,
    digits: int,
) -> None:
    """Add all resources."""
    rows = contents.resources
    for position, resource in enumerate(rows, 1):
        place: Parts = {"UID": numbers[resource.id], "ID": position}
        own = _parts(resource, calendars.number_of_resource(resource.id), digits)
        with document.inside("Resource"):
            document.put_ordered(RESOURCE, {**place, **own})
            if periods := contents.availability.get(resource.id):
                write_periods(document, resource, periods)
            if dated := contents.rates.get(resource.id):
                with document.inside("Rates"):
                    _write_rates(document, resource, dated, digits)


def _write_rates(document: Document, resource: Resource, dated: list[ResourceRate], digits: int) -> None:
    """The resource's own rate up to the first day, then each up to the next."""
    rows: list[Resource | ResourceRate] = [resource, *dated]
    begins = [_BEGINNING, *(datetime.combine(row.since, time()) for row in dated)]
    ends = [*begins[1:], _END]
    for row, begin, end in zip(rows, begins, ends, strict=True):
        document.add("Rate", RatesFrom=begin, RatesTo=end, RateTable=0, **_prices(row, resource.kind, digits))


def _prices(row: Resource | ResourceRate, kind: ResourceKind, digits: int) -> Parts:
    return {
        "StandardRate": values.print_units(row.rate, digits),
        "StandardRateFormat": codes.HOURLY_RATE if kind is ResourceKind.WORK else codes.MATERIAL_RATE,
        "OvertimeRate": values.print_units(row.overtime_rate, digits),
        "OvertimeRateFormat": codes.HOURLY_RATE,
        "CostPerUse": values.print_hundredths(row.cost_per_use, digits),
    }


def _parts(resource: Resource, calendar: int | None, digits: int) -> Parts:
    is_cost = resource.kind is ResourceKind.COST
    kind = ResourceKind.MATERIAL if is_cost else resource.kind  # a cost is a material with a flag
    return {
        "Name": shortened(resource.name),
        "Type": codes.number_of(codes.RESOURCE_KINDS, kind),
        "IsNull": False,
        "Initials": resource.initials,
        "Group": resource.group,
        "MaxUnits": values.print_share(resource.max_units),
        "AccrueAt": codes.number_of(codes.ACCRUALS, resource.accrual),
        **_prices(resource, resource.kind, digits),
        "CalendarUID": calendar,
        "Notes": resource.notes,
        "IsGeneric": resource.type is ResourceType.ROLE,
        "IsCostResource": is_cost,
    }
