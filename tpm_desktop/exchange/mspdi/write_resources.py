"""People, materials and costs with their rates."""

from __future__ import annotations

from tpm_desktop.model.resources import Resource, ResourceKind

from . import codes, values
from .elements import Document, Parts, shortened
from .schema import RESOURCE
from .write_calendars import CalendarBook


def write_resources(
    document: Document, rows: list[Resource], numbers: dict[str, int], calendars: CalendarBook, digits: int
) -> None:
    """Add all resources."""
    for position, resource in enumerate(rows, 1):
        place: Parts = {"UID": numbers[resource.id], "ID": position}
        own = _parts(resource, calendars.number_of_resource(resource.id), digits)
        with document.inside("Resource"):
            document.put_ordered(RESOURCE, {**place, **own})


def _parts(resource: Resource, calendar: int | None, digits: int) -> Parts:
    is_cost = resource.kind is ResourceKind.COST
    kind = ResourceKind.MATERIAL if is_cost else resource.kind  # a cost is a material with a flag
    people = resource.kind is ResourceKind.WORK
    return {
        "Name": shortened(resource.name),
        "Type": codes.number_of(codes.RESOURCE_KINDS, kind),
        "IsNull": False,
        "Initials": resource.initials,
        "Group": resource.group,
        "MaxUnits": values.print_share(resource.max_units),
        "StandardRate": values.print_units(resource.rate, digits),
        "StandardRateFormat": codes.HOURLY_RATE if people else codes.MATERIAL_RATE,
        "OvertimeRate": values.print_units(resource.overtime_rate, digits),
        "OvertimeRateFormat": codes.HOURLY_RATE,
        "CostPerUse": values.print_hundredths(resource.cost_per_use, digits),
        "CalendarUID": calendar,
        "Notes": resource.notes,
        "IsCostResource": is_cost,
    }
