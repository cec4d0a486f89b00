"""How overload is counted, in the words that staffing, the capacity command and levelling share."""

from __future__ import annotations

__all__ = ["EACH_MOMENT", "counted"]

EACH_MOMENT = "moment"
"""Levelling: whoever is needed for more than there is just then is over, whatever is free on other days."""


def counted(by: str) -> str:
    """Over what a figure nets. Args: by: a period, in which free time makes up for work; or `EACH_MOMENT`.

    The two differ: two tasks of a day on one Monday are a day too much then, and nothing in their week.
    """
    return f"counted {by} by {by}"
