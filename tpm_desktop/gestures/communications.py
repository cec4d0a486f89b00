"""Recording that something was told, with the document that was sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tpm_desktop.file.errors import EditError
from tpm_desktop.model.stakeholders import Cadence, Communication
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.due import day_of_status

from .attachments import Document
from .following import apply, following
from .stakeholder_rules import next_due
from .words import quoted


def record_sent(
    program: OpenProgram,
    communication_id: str,
    values: Mapping[str, Any],
    documents: Sequence[Document] = (),
) -> str:
    """Record that a communication was sent and attach what was; it is then due at its next date.

    Args: values: of the record, as far as they are known. Returns the record's id.
    Raises: `EditError` where the communication is gone, `ProgramFileError`.
    """
    about = _communication(program, communication_id)
    whole = {
        "title": about.title,
        "sent_on": day_of_status(program.plan.state),
        "sent_by_id": about.owner_id,
        "audience": about.audience,
        **{name: value for name, value in values.items() if value is not None},
        "communication_id": about.id,
    }
    edits, (made,) = following(program, "communication_sent", {}, [whole])
    by = program.file.author.name
    with program.file.transaction(f"Record {quoted(whole['title'])} as sent") as edit:
        apply(edit, edits)
        sent = edit.add("communication_sent", **made)
        for document in documents:
            edit.attach("communication_sent", sent, document.name, document.content, by=by)
    return sent


def leave_out(program: OpenProgram, communication_id: str) -> None:
    """Let a communication be due at its next date without having been sent.

    Raises: `EditError` where it has no next date, `ProgramFileError`.
    """
    about = _communication(program, communication_id)
    if about.next_due is None or about.cadence in (Cadence.ONCE, Cadence.NEEDED):
        raise EditError(f"{quoted(about.title)} has no date after this one; pause or end it instead")
    due = next_due(program.plan.state, about.cadence, about.next_due, about.next_due)
    with program.file.transaction(f"Leave out {quoted(about.title)} this time") as edit:
        edit.set("communication", about.id, next_due=due)


def _communication(program: OpenProgram, communication_id: str) -> Communication:
    found = program.file.row(Communication, communication_id)
    if found is None:
        raise EditError("that communication is gone")
    return found
