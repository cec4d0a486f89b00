"""What environments are made of: sites, components with versions and checklists, and booked slots."""

from __future__ import annotations

from datetime import date

from .fields import Choice, Kind, OnDelete, code, column, order, reference
from .record import Record

_WHERE, _BOUGHT, _UNTIL = "Place", "Purchase", "Runs out"


class Site(Record, table=True):
    """A place where something is installed."""

    code: str | None = code("SI")
    name: str = column("Site", Kind.TITLE)
    address: str | None = column("Address")
    access: str | None = column("Access", Kind.NOTE, help="Who lets in whom, when, with what papers")
    owner_id: str | None = reference("resource", "Owner")
    notes: str | None = column("Notes", Kind.NOTE)


class ComponentKind(Choice):
    """What a component is."""

    HARDWARE = "hardware", "Hardware"
    NETWORK = "network", "Network"
    PLATFORM = "platform", "Platform"
    LICENCE = "licence", "Software licence"
    TOOL = "tool", "Tool"
    FACILITY = "facility", "Facility"


class ComponentState(Choice):
    """How far a component has come."""

    REQUESTED = "requested", "Requested"
    ORDERED = "ordered", "Ordered"
    DELIVERED = "delivered", "Delivered"
    INSTALLED = "installed", "Installed"
    CONFIGURED = "configured", "Configured"
    TESTED = "tested", "Tested"
    ACCEPTED = "accepted", "Accepted"
    IN_SERVICE = "in_service", "In service"
    RETIRED = "retired", "Retired"


_C = ComponentState
_LINE = (_C.REQUESTED, _C.ORDERED, _C.DELIVERED, _C.INSTALLED, _C.CONFIGURED, _C.TESTED, _C.ACCEPTED)

COMPONENT_STEPS: dict[str, tuple[str, ...]] = {
    _C.REQUESTED: (_C.ORDERED, _C.DELIVERED, _C.RETIRED),  # some are there already
    **{one: (_LINE[n + 2], _LINE[n], _C.RETIRED) for n, one in enumerate(_LINE[1:-1])},
    _C.ACCEPTED: (_C.IN_SERVICE, _C.TESTED, _C.RETIRED),
    _C.IN_SERVICE: (_C.CONFIGURED, _C.RETIRED),  # a new version is configured, tested and accepted again
    _C.RETIRED: (),
}
"""What each state can become: the next one, one back, or retired."""


class Component(Record, table=True):
    """Something of which an environment is made: a configuration item."""

    code: str | None = code("CI")
    name: str = column("Component", Kind.TITLE)
    kind: ComponentKind = column(
        "Kind", Kind.CHOICE, choices=ComponentKind, default=ComponentKind.HARDWARE, required=True
    )
    state: ComponentState = column(
        "State", Kind.STATUS, choices=ComponentState, default=ComponentState.REQUESTED, required=True
    )
    model: str | None = column("Model", help="As its maker calls it")
    quantity: int = column("Quantity", Kind.NUMBER, default=1, required=True, minimum=1, maximum=10**9)
    environment_id: str | None = reference("environment", "Environment", group=_WHERE)
    site_id: str | None = reference("site", "Site", group=_WHERE)
    task_id: str | None = reference(
        "task", "Installed with task", help="Its finish is when it stands", promises=True, group=_WHERE
    )
    owner_id: str | None = reference("resource", "Owner", group=_WHERE)
    order_id: str | None = reference("purchase_order", "Purchase order", group=_BOUGHT)
    asset_id: str | None = reference("asset", "Asset", group=_BOUGHT)
    serial: str | None = column("Serial number", group=_BOUGHT)
    warranty_until: date | None = column("Warranty until", Kind.DATE, group=_UNTIL)
    licence_until: date | None = column("Licence until", Kind.DATE, group=_UNTIL)
    support_until: date | None = column("Support until", Kind.DATE, group=_UNTIL)
    notes: str | None = column("Notes", Kind.NOTE)


class ComponentVersion(Record, table=True):
    """What of a component was installed when; the newest one is what runs."""

    __tablename__ = "component_version"

    component_id: str = reference("component", "Component", required=True)
    version: str = column("Version", Kind.TITLE)
    installed: date | None = column("Installed", Kind.DATE)
    by_id: str | None = reference("resource", "By")
    change_id: str | None = reference("change_request", "Change request", help="That it came with")
    notes: str | None = column("Notes", Kind.NOTE)


class ChecklistItem(Record, table=True):
    """What is checked for every component of a kind, or for every service that is handed over."""

    __tablename__ = "checklist_item"

    title: str = column("Checklist item", Kind.TITLE)
    kind: ComponentKind | None = column(
        "For", Kind.CHOICE, choices=ComponentKind, help="Empty: for components of every kind"
    )
    service: bool = column(
        "At hand-over", Kind.FLAG, default=False, required=True, help="For services rather than components"
    )
    order: str | None = order()


class InstallationState(Choice):
    """Whether a step of an installation is done."""

    OPEN = "open", "Open"
    DONE = "done", "Done"
    NOT_NEEDED = "not_needed", "Not needed"


class InstallationStep(Record, table=True):
    """A step of the checklist of one component, or of one service that is handed over."""

    __tablename__ = "installation_step"

    title: str = column("Installation step", Kind.TITLE)
    component_id: str | None = reference("component", "Component", on_delete=OnDelete.REMOVE)
    transition_id: str | None = reference("service_transition", "Service", on_delete=OnDelete.REMOVE)
    state: InstallationState = column(
        "State", Kind.STATUS, choices=InstallationState, default=InstallationState.OPEN, required=True
    )
    due: date | None = column("Due", Kind.DATE)
    by_id: str | None = reference("resource", "By")
    done_on: date | None = column("Done on", Kind.DATE)
    notes: str | None = column("Notes", Kind.NOTE)
    order: str | None = order()


class Booking(Record, table=True):
    """That somebody has an environment for some days, such as a slot for tests."""

    title: str = column("Booking", Kind.TITLE)
    environment_id: str = reference("environment", "Environment", required=True)
    start: date = column("From", Kind.DATE, required=True)
    finish: date = column("To", Kind.DATE, required=True)
    by_id: str | None = reference("resource", "By")
    cycle_id: str | None = reference("test_cycle", "Test cycle")
    shared: bool = column(
        "Shared", Kind.FLAG, default=False, required=True, help="Others may be there at the same time"
    )
    notes: str | None = column("Notes", Kind.NOTE)
