"""The packs that come with the program, declared as anybody declares one: in `resources/packs`."""

from __future__ import annotations

from functools import cache

from tpm_desktop import paths

from .pack import Pack
from .pack_text import read_pack

_ORDER = (
    "status", "steering", "plan", "projects", "roadmap", "agenda", "minutes", "liaison", "changes",
    "progress", "commitments", "readiness", "governance", "raci", "staffing-plan",
    "gate", "requirements", "acceptance", "risks", "stakeholders", "communication",
    "map", "matrix", "estimates", "budget", "evm", "capex", "capital-request", "finance", "procurement",
    "installation", "business-case", "staffing", "simulation", "advice", "health", "compliance", "audit",
)  # fmt: skip

_ABOUT_ONE = "impact"
"""It needs to be told what slips."""


@cache
def ready_packs() -> tuple[Pack, ...]:
    """All of them: those that people ask for most first, others as their files are called."""
    read = (read_pack(path.read_text("utf-8"), own=False) for path in paths.resource("packs").glob("*.toml"))
    places = {key: place for place, key in enumerate(_ORDER)}
    return tuple(sorted(read, key=lambda pack: (places.get(pack.key, len(places)), pack.key)))


def listed(pack: Pack) -> bool:
    """Whether it can be asked for by its name alone."""
    return pack.key != _ABOUT_ONE


def ready_pack(key: str) -> Pack:
    """The one of that key. Raises: `KeyError`."""
    return {pack.key: pack for pack in ready_packs()}[key]
