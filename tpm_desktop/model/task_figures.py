"""Columns of a task that are not stored, since they follow from its fields and its assignments."""

from __future__ import annotations

from .fields import LONGEST, MOST_WORK, Column, Kind

TASK_FIGURES = {
    "actual_duration": Column(
        "Actual duration",
        Kind.DURATION,
        minimum=0,
        maximum=LONGEST,
        help="What is done of the duration",
        group="Progress",
    ),
    "remaining_duration": Column(
        "Remaining duration",
        Kind.DURATION,
        minimum=0,
        maximum=LONGEST,
        help="What is left of the duration",
        group="Progress",
    ),
    "work": Column(
        "Work",
        Kind.DURATION,
        minimum=0,
        maximum=MOST_WORK,
        help="Of all people on the task; what is entered is shared out among them",
        group="Work",
    ),
    "actual_work": Column(
        "Actual work",
        Kind.DURATION,
        minimum=0,
        maximum=MOST_WORK,
        help="What the people on the task have done of it",
        group="Work",
    ),
    "remaining_work": Column(
        "Remaining work",
        Kind.DURATION,
        minimum=0,
        maximum=MOST_WORK,
        help="What the people on the task have still to do",
        group="Work",
    ),
}
"""What follows from a task's fields and its assignments and may still be entered: setting it sets those."""
