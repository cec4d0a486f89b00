"""The kinds of pack, each with the question that it answers."""

from __future__ import annotations

from .pack import Pack
from .ready import listed, ready_pack, ready_packs

CATALOGUE = tuple(pack for pack in ready_packs() if listed(pack))
"""The packs that come with the program and can be asked for by name alone."""

IMPACT = ready_pack("impact")
"""Not among those: it needs to know what slips."""

REQUEST_FORM = ready_pack("capital-request")
"""Of one request, or of all where none is named."""


def find_pack(key: str) -> Pack | None:
    """The pack with that key."""
    return next((pack for pack in CATALOGUE if pack.key == key), None)
