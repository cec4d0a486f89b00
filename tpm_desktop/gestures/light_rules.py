"""What holds for the thresholds of the lights: amber goes further than green."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tpm_desktop.file.errors import EditError
from tpm_desktop.model.catalogue import entry
from tpm_desktop.plan import OpenProgram

_PAIRS = (
    ("green_days", "amber_days"), ("green_time", "amber_time"), ("green_cost", "amber_cost"),
    ("amber_score", "red_score"),
)  # fmt: skip


def refuse_crossed_limits(program: OpenProgram, values: Mapping[str, Any]) -> None:
    """Raises: `EditError` where a light would turn red before it turns amber."""
    about, now = entry("program"), program.file.program
    for lower, upper in _PAIRS:
        if not {lower, upper} & set(values):
            continue
        pair = [values.get(name, getattr(now, name)) for name in (lower, upper)]
        if None not in pair and pair[0] > pair[1]:
            labels = [about.fields[name].label for name in (upper, lower)]
            raise EditError(f"“{labels[0]}” can't be less than “{labels[1]}”; change both")
