"""The numbers by which MSPDI names choices, with ours for each; looked up both ways."""

from __future__ import annotations

from collections.abc import Mapping

from tpm_desktop.model.calendars import Recurrence
from tpm_desktop.model.resources import Accrual, Contour, ResourceKind
from tpm_desktop.model.schedule import Constraint, LagUnit, LinkType, TaskType

CONSTRAINTS = {
    0: Constraint.ASAP,
    1: Constraint.ALAP,
    2: Constraint.MSO,
    3: Constraint.MFO,
    4: Constraint.SNET,
    5: Constraint.SNLT,
    6: Constraint.FNET,
    7: Constraint.FNLT,
}
UNDATED = (Constraint.ASAP, Constraint.ALAP)
LINK_TYPES = {0: LinkType.FF, 1: LinkType.FS, 2: LinkType.SF, 3: LinkType.SS}
TASK_TYPES = {0: TaskType.FIXED_UNITS, 1: TaskType.FIXED_DURATION, 2: TaskType.FIXED_WORK}
ACCRUALS = {1: Accrual.START, 2: Accrual.END, 3: Accrual.PRORATED}
RESOURCE_KINDS = {0: ResourceKind.MATERIAL, 1: ResourceKind.WORK, 2: ResourceKind.COST}
CONTOURS = {
    0: Contour.FLAT,
    1: Contour.BACK_LOADED,
    2: Contour.FRONT_LOADED,
    3: Contour.DOUBLE_PEAK,
    4: Contour.EARLY_PEAK,
    5: Contour.LATE_PEAK,
    6: Contour.BELL,
    7: Contour.TURTLE,
    8: Contour.BY_HAND,
}
RECURRENCES = {
    1: Recurrence.DAILY,
    2: Recurrence.YEARLY_DAY,
    3: Recurrence.YEARLY_POSITION,
    4: Recurrence.MONTHLY_DAY,
    5: Recurrence.MONTHLY_POSITION,
    6: Recurrence.WEEKLY,
    7: Recurrence.DAILY,
}
WEEKDAYS = ("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday")  # day types 1 to 7

DAYS = 7
ELAPSED_DAYS = 8
LAG_FORMATS = {LagUnit.WORKING: 7, LagUnit.ELAPSED: 8, LagUnit.PERCENT: 19, LagUnit.ELAPSED_PERCENT: 20}
MATERIAL_RATE = 8
HOURLY_RATE = 2
NOBODY = -65535  # the resource of work that no one is assigned to
NO_CALENDAR = -1
BY_PHYSICAL_PERCENT = 1  # the earned value method; 0 goes by what is done of the duration

_ELAPSED = (4, 6, 8, 10, 12)
_ESTIMATED = 32  # added to the format of an estimated duration


def is_estimated(duration_format: int) -> bool:
    """Whether a duration shown in that format carries a question mark."""
    return duration_format > _ESTIMATED


def is_elapsed(duration_format: int) -> bool:
    """Whether a duration in that format counts every minute."""
    return _unit(duration_format) in _ELAPSED


def lag_unit(lag_format: int) -> LagUnit:
    """How a lag in that format counts."""
    unit = _unit(lag_format)
    if unit in (LAG_FORMATS[LagUnit.PERCENT], LAG_FORMATS[LagUnit.ELAPSED_PERCENT]):
        return LagUnit.PERCENT if unit == LAG_FORMATS[LagUnit.PERCENT] else LagUnit.ELAPSED_PERCENT
    return LagUnit.ELAPSED if unit in _ELAPSED else LagUnit.WORKING


def duration_format(*, elapsed: bool, estimated: bool) -> int:
    """Days, elapsed or not, with a question mark where estimated."""
    return (ELAPSED_DAYS if elapsed else DAYS) + (_ESTIMATED if estimated else 0)


def number_of(codes: Mapping[int, object], choice: object) -> int:
    """The number that stands for a choice."""
    return next(code for code, meant in codes.items() if meant == choice)


def _unit(number: int) -> int:
    return number - _ESTIMATED if is_estimated(number) else number
