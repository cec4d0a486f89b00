"""The tables in order, each with the area it belongs to, its icon and its usual columns."""

from __future__ import annotations

from tpm_desktop.model.entry import Area, TableEntry, Travels

from .benefits import BENEFITS
from .capital import CAPITAL
from .control import CONTROL
from .delivery import DELIVERY
from .estimates import ESTIMATES
from .governance import GOVERNANCE
from .installation import INSTALLATION
from .money import MONEY
from .overview import OVERVIEW
from .packs import PACKS
from .people import PEOPLE
from .periods import PERIODS
from .procurement import PROCUREMENT
from .requirements import REQUIREMENTS
from .schedule import SCHEDULE
from .stakeholders import STAKEHOLDERS
from .working import SENT_COPIES, WORKING

__all__ = [
    "CATALOGUE", "SENT_COPIES", "STORED", "Area", "TableEntry", "Travels", "entry", "table_names",
]  # fmt: skip

CATALOGUE: tuple[TableEntry, ...] = (
    *OVERVIEW, *SCHEDULE, *MONEY, *ESTIMATES, *CAPITAL, *BENEFITS, *CONTROL, *PERIODS, *DELIVERY, *GOVERNANCE,
    *PEOPLE, *REQUIREMENTS, *PROCUREMENT, *INSTALLATION, *STAKEHOLDERS, *PACKS, *WORKING,
)  # fmt: skip
STORED = (*CATALOGUE, SENT_COPIES)
"""Every table of a file but its journal."""

_BY_NAME = {entry.name: entry for entry in CATALOGUE}


def table_names() -> tuple[str, ...]:
    """Every table's name, in catalogue order."""
    return tuple(_BY_NAME)


def entry(name: str) -> TableEntry:
    """The table of that name. Raises `KeyError` when there is none."""
    return _BY_NAME[name]
