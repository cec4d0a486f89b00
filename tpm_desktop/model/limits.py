"""How the thresholds of the lights and the tolerances are declared: columns of the program."""

from __future__ import annotations

from typing import Any

from .fields import Kind, column

MOST_SHARE = 100_000
"""Hundredths of a per cent: ten times the whole."""
LIGHTS, TOLERANCES = "Lights", "Tolerances"


def limit_of_share(label: str, default: int) -> Any:
    """Up to which share a light keeps its colour."""
    return column(
        label, Kind.SHARE, default=default, required=True, minimum=0, maximum=MOST_SHARE, group=LIGHTS
    )


def limit_of(label: str, default: int, most: int, unit: str = "") -> Any:
    """Up to which number a light keeps its colour."""
    return column(
        label, Kind.NUMBER, default=default, required=True, minimum=0, maximum=most, unit=unit, group=LIGHTS
    )
