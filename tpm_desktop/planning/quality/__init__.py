"""Whether a schedule can be trusted: checks of logic, dates, progress and people, over columns."""

from tpm_desktop.planning.quality.catalogue import CHECKS
from tpm_desktop.planning.quality.check import (
    Agreed,
    Amount,
    Check,
    Figure,
    Found,
    Group,
    Limit,
    Result,
    Verdict,
)
from tpm_desktop.planning.quality.judging import assess, failing
from tpm_desktop.planning.quality.subject import (
    Baseline,
    Bookings,
    Crossings,
    Facts,
    Integration,
    Listed,
    Policy,
    Subject,
)

__all__ = [
    "CHECKS",
    "Agreed",
    "Amount",
    "Baseline",
    "Bookings",
    "Check",
    "Crossings",
    "Facts",
    "Figure",
    "Found",
    "Group",
    "Integration",
    "Limit",
    "Listed",
    "Policy",
    "Result",
    "Subject",
    "Verdict",
    "assess",
    "failing",
]
