"""What a row breaks of the policy, in the lines that inspector, register and budget show beside it."""

from __future__ import annotations

from tpm_desktop.plan.policy_words import mend, said

from .session import Session


def broken(session: Session, table: str, row_id: str) -> list[str]:
    """Such as "BUD-1: forecast above budget 2.4 %, at most 0 %"; what somebody bears is left out."""
    state, formats = session.program.plan.state, session.formats
    found = session.policy.of(table, row_id)
    return [f"{one.rule.id}: {said(one, state, formats)}" for one in found if one.borne is None]


def broken_tip(session: Session, table: str, row_id: str) -> str:
    """The same with what to do about each."""
    found = [one for one in session.policy.of(table, row_id) if one.borne is None]
    lines = zip(broken(session, table, row_id), found, strict=True)
    return "\n".join(f"{line}. {mend(one.rule)}" for line, one in lines)
