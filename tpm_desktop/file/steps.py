"""The steps from each older schema to the next one. Version 1 is the first, so there is none yet.

A change of a released schema raises `schema.VERSION`, and adds here under the old number what a file of that
version consists of, how its tables are altered, and how its journal's records read in the new one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .changes import Changes

if TYPE_CHECKING:
    from alembic.operations import Operations


@dataclass(frozen=True, slots=True)
class Step:
    """From one version to the next.

    `statements` make the tables of the older version; `alter` changes them by Alembic's operations (in batch
    mode, as SQLite needs it); `translate` says what a change of the older version is in the newer one.
    """

    statements: tuple[str, ...]
    alter: Callable[[Operations], None]
    translate: Callable[[Changes], Changes]


STEPS: dict[int, Step] = {}


def translated(changes: Changes, version: int) -> Changes:
    """Changes that were recorded under a version, as today's schema says them."""
    while version in STEPS:
        changes = STEPS[version].translate(changes)
        version += 1
    return changes
