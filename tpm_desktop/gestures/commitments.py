"""Making commitments of what the plan ties together already."""

from __future__ import annotations

from tpm_desktop.plan import OpenProgram, instant
from tpm_desktop.planning.columns import NONE

from .records import add_row


def propose_for_link(program: OpenProgram, link_id: str) -> str:
    """Propose the commitment that a link between two component projects asks for; returns its id.

    What the predecessor makes is promised for the day on which it finishes as planned. Raises: `EditError`.
    """
    state = program.plan.state
    before = int(state.inputs.links.predecessor[state.inputs.tables["link"].row[link_id]])
    finish = int(state.schedule.finish[before])
    promised = instant(finish) if finish != NONE else None
    values = {"title": state.names[before], "link_id": link_id, "promised": promised and promised.date()}
    owner = state.inputs.tables["task"].texts["owner_id"][int(state.outline.source[before])]
    return add_row(program, "commitment", {**values, "owner_id": owner})
