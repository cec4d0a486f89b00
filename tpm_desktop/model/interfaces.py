"""Where systems touch: interfaces, the environments and cycles in which they are tested, and releases."""

from __future__ import annotations

from datetime import date

from .fields import Choice, Kind, code, column, reference
from .record import Record


class SystemKind(Choice):
    """What a system is."""

    APPLICATION = "application", "Application"
    PLATFORM = "platform", "Platform"
    SERVICE = "service", "Service"
    EXTERNAL = "external", "External system"


class System(Record, table=True):
    """Something that runs on its own and exchanges data or signals with others."""

    code: str | None = code("SYS")
    name: str = column("System", Kind.TITLE)
    kind: SystemKind = column(
        "Kind", Kind.CHOICE, choices=SystemKind, default=SystemKind.APPLICATION, required=True
    )
    project_id: str | None = reference(
        "project", "Component project", help="Which project builds or moves it"
    )
    owner_id: str | None = reference("resource", "Owner")
    notes: str | None = column("Notes", Kind.NOTE)


class EnvironmentKind(Choice):
    """What an environment is for."""

    DEVELOPMENT = "development", "Development"
    TEST = "test", "Test"
    STAGING = "staging", "Staging"
    TRAINING = "training", "Training"
    PRODUCTION = "production", "Production"
    RECOVERY = "recovery", "Recovery"
    SITE = "site", "Site"
    TOOLS = "tools", "Tools"


class EnvironmentState(Choice):
    """Whether something can be tested in an environment."""

    PLANNED = "planned", "Planned"
    AVAILABLE = "available", "Available"
    RETIRED = "retired", "Retired"


class Environment(Record, table=True):
    """An installation of the systems in which they are tested together."""

    code: str | None = code("ENV")
    name: str = column("Environment", Kind.TITLE)
    purpose: str | None = column("Purpose")
    kind: EnvironmentKind = column(
        "Kind", Kind.CHOICE, choices=EnvironmentKind, default=EnvironmentKind.TEST, required=True
    )
    state: EnvironmentState = column(
        "State", Kind.STATUS, choices=EnvironmentState, default=EnvironmentState.PLANNED, required=True
    )
    project_id: str | None = reference("project", "Component project", help="Which project provides it")
    ready_task_id: str | None = reference(
        "task", "Ready with task", help="From its finish on it can be used", promises=True
    )
    site_id: str | None = reference("site", "Site")
    need_task_id: str | None = reference(
        "task", "Needed by task", help="Its start is the need, unless a day is given", promises=True
    )
    needed_by: date | None = column("Needed by", Kind.DATE, help="Empty: when the task starts")
    owner_id: str | None = reference("resource", "Owner")
    notes: str | None = column("Notes", Kind.NOTE)


class Release(Record, table=True):
    """What goes live together, on the day of one milestone."""

    code: str | None = code("REL")
    name: str = column("Release", Kind.TITLE)
    milestone_id: str | None = reference(
        "task", "Cut-over milestone", help="Its finish in the plan is the forecast of the cut-over",
        promises=True,
    )  # fmt: skip
    cut_over: date | None = column("Agreed cut-over", Kind.DATE, help="Empty: the deadline of its milestone")
    owner_id: str | None = reference("resource", "Owner")
    notes: str | None = column("Notes", Kind.NOTE)


class Cycle(Record, table=True):
    """One round of integration tests; what failed is tested again in the next one."""

    __tablename__ = "test_cycle"

    name: str = column("Test cycle", Kind.TITLE)
    release_id: str | None = reference("release", "Release")
    notes: str | None = column("Notes", Kind.NOTE)


class InterfaceKind(Choice):
    """By what two systems exchange."""

    SERVICE = "service", "Service call"
    MESSAGE = "message", "Message"
    FILE = "file", "File transfer"
    DATABASE = "database", "Database"
    NETWORK = "network", "Network"
    MANUAL = "manual", "By hand"


class InterfaceStatus(Choice):
    """How far an interface has come."""

    DEFINED = "defined", "Defined"
    BUILT = "built", "Built"
    TESTED = "tested", "Tested"
    LIVE = "live", "Live"


INTERFACE_STEPS: dict[str, tuple[str, ...]] = {
    InterfaceStatus.DEFINED: (InterfaceStatus.BUILT,),
    InterfaceStatus.BUILT: (InterfaceStatus.TESTED, InterfaceStatus.DEFINED),
    InterfaceStatus.TESTED: (InterfaceStatus.LIVE, InterfaceStatus.BUILT),
    InterfaceStatus.LIVE: (InterfaceStatus.BUILT,),  # a new version is built, and tested again
}
"""What each status can become."""


class Interface(Record, table=True):
    """What one system gives to another, as both sides have agreed."""

    code: str | None = code("IF")
    title: str = column("Interface", Kind.TITLE, help="What is exchanged")
    from_system_id: str | None = reference("system", "From system")
    to_system_id: str | None = reference("system", "To system")
    kind: InterfaceKind = column(
        "Kind", Kind.CHOICE, choices=InterfaceKind, default=InterfaceKind.SERVICE, required=True
    )
    owner_id: str | None = reference("resource", "Owner", help="Who answers for both ends")
    agreement: str | None = column(
        "Interface agreement", help="The document in which both sides have agreed on it", group="Agreement"
    )
    version: str | None = column("Version", help="Of the agreement", group="Agreement")
    agreed_on: date | None = column("Agreed on", Kind.DATE, group="Agreement")
    status: InterfaceStatus = column(
        "Status",
        Kind.STATUS,
        choices=InterfaceStatus,
        default=InterfaceStatus.DEFINED,
        required=True,
        group="Delivery",
    )
    release_id: str | None = reference("release", "Release", help="With which it goes live", group="Delivery")
    notes: str | None = column("Notes", Kind.NOTE)


class RunResult(Choice):
    """What a test run has shown."""

    NOT_RUN = "not_run", "Not run"
    PASSED = "passed", "Passed"
    FAILED = "failed", "Failed"
    BLOCKED = "blocked", "Blocked"


class IntegrationTest(Record, table=True):
    """The run of one interface in one environment and cycle; its dates are those of a task of the plan."""

    __tablename__ = "integration_test"

    interface_id: str = reference("interface", "Interface", required=True)
    code: str | None = code("IT")
    environment_id: str | None = reference("environment", "Environment")
    cycle_id: str | None = reference("test_cycle", "Test cycle")
    task_id: str | None = reference(
        "task", "Task", help="In which it is run; planned and actual dates are its own", promises=True
    )
    result: RunResult = column(
        "Result", Kind.STATUS, choices=RunResult, default=RunResult.NOT_RUN, required=True
    )
    tester_id: str | None = reference("resource", "Tester")
    notes: str | None = column("Notes", Kind.NOTE)
