"""A merge worked out in the background: the proposal, and the rows that it changes, to be listed."""

from __future__ import annotations

from dataclasses import dataclass

from tpm_desktop.file.compare import RowDifference
from tpm_desktop.plan.merging import Joining, Proposal

from .decisions import Decisions


@dataclass(frozen=True, slots=True)
class Worked:
    """rows: of mine, that the proposal changes."""

    proposal: Proposal
    rows: tuple[RowDifference, ...]


def work_out(joining: Joining, decisions: Decisions) -> Worked:
    """Takes a moment. Raises: `EditError` where it can't be done with such decisions."""
    proposal = joining.propose(decisions.choice)
    return Worked(proposal, tuple(proposal.rows()))
