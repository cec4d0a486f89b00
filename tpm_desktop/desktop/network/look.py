"""How a node stands out from the others."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Look:
    """hue: of its component project; moved: by the slip that is looked at."""

    hue: str
    critical: bool = False
    near: bool = False
    moved: bool = False
