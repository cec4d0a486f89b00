"""Working times: calendars, weeks that hold for a while, and exceptions."""

from __future__ import annotations

from datetime import date

from .fields import Choice, Kind, column, reference, source_uid
from .record import Record


class Calendar(Record, table=True):
    """Working times: a week, on top of a base calendar where there is one. A day left out is the base's."""

    name: str = column("Calendar", Kind.TITLE)
    base_id: str | None = reference("calendar", "Based on")
    monday: str | None = column("Monday", Kind.HOURS, group="Week")
    tuesday: str | None = column("Tuesday", Kind.HOURS, group="Week")
    wednesday: str | None = column("Wednesday", Kind.HOURS, group="Week")
    thursday: str | None = column("Thursday", Kind.HOURS, group="Week")
    friday: str | None = column("Friday", Kind.HOURS, group="Week")
    saturday: str | None = column("Saturday", Kind.HOURS, group="Week")
    sunday: str | None = column("Sunday", Kind.HOURS, group="Week")
    uid: int | None = source_uid()


class WorkWeek(Record, table=True):
    """A week that holds between two dates in place of the calendar's own."""

    __tablename__ = "work_week"

    calendar_id: str = reference("calendar", "Calendar", required=True)
    name: str = column("Work week", Kind.TITLE)
    first: date = column("From", Kind.DATE, required=True)
    last: date = column("To", Kind.DATE, required=True)
    monday: str | None = column("Monday", Kind.HOURS)
    tuesday: str | None = column("Tuesday", Kind.HOURS)
    wednesday: str | None = column("Wednesday", Kind.HOURS)
    thursday: str | None = column("Thursday", Kind.HOURS)
    friday: str | None = column("Friday", Kind.HOURS)
    saturday: str | None = column("Saturday", Kind.HOURS)
    sunday: str | None = column("Sunday", Kind.HOURS)


class Recurrence(Choice):
    """How a calendar exception comes again between its first and its last date."""

    EVERY_DAY = "every_day", "Every day from first to last"
    DAILY = "daily", "Every n-th day"
    WEEKLY = "weekly", "Weekly"
    MONTHLY_DAY = "monthly_day", "Monthly, on a day of the month"
    MONTHLY_POSITION = "monthly_position", "Monthly, on the n-th weekday"
    YEARLY_DAY = "yearly_day", "Yearly, on a date"
    YEARLY_POSITION = "yearly_position", "Yearly, on the n-th weekday of a month"


class CalendarException(Record, table=True):
    """Days on which a calendar's usual hours do not hold: holidays, shutdowns, extra shifts."""

    __tablename__ = "calendar_exception"

    calendar_id: str = reference("calendar", "Calendar", required=True)
    name: str = column("Exception", Kind.TITLE)
    first: date = column("From", Kind.DATE, required=True)
    last: date = column("To", Kind.DATE, required=True)
    hours: str = column("Working hours", Kind.HOURS, default="", required=True, help="Empty: not working")
    recurrence: Recurrence = column(
        "Recurrence",
        Kind.CHOICE,
        choices=Recurrence,
        default=Recurrence.EVERY_DAY,
        required=True,
        group="Recurrence",
    )
    interval: int = column(
        "Every", Kind.NUMBER, default=1, required=True, minimum=1, maximum=999, group="Recurrence"
    )
    weekdays: str | None = column(
        "Weekdays", help="Numbers from 1 (Monday) to 7 (Sunday), such as 1 3 5", group="Recurrence"
    )
    month: int | None = column("Month", Kind.NUMBER, minimum=1, maximum=12, group="Recurrence")
    month_day: int | None = column("Day of the month", Kind.NUMBER, minimum=1, maximum=31, group="Recurrence")
    position: int | None = column(
        "Which one", Kind.NUMBER, minimum=1, maximum=5, help="5 is the last", group="Recurrence"
    )
    occurrences: int | None = column("Occurrences", Kind.NUMBER, minimum=1, maximum=9999, group="Recurrence")
