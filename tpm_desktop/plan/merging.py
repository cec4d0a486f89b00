"""Merging another copy into an open program: what it would do, and doing it."""

from __future__ import annotations

from dataclasses import dataclass

from tpm_desktop.file.changes import Changes
from tpm_desktop.file.codes import Renumbered
from tpm_desktop.file.conflicts import Choose, Conflict, RowKey
from tpm_desktop.file.errors import EditError
from tpm_desktop.file.journal import JournalRecord
from tpm_desktop.file.merge import Merge, Shared, last_changes
from tpm_desktop.file.merged import Merged
from tpm_desktop.file.program_file import ProgramFile

from .comparison import Comparison, compare
from .open_program import OpenProgram
from .state import State

_MOST_RINGS = 200


@dataclass(frozen=True, slots=True)
class Disputed:
    """A conflict with the records that are about it, newest of each side; open until it is decided."""

    conflict: Conflict
    mine: JournalRecord | None
    theirs: JournalRecord | None
    is_open: bool


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a merge would do; nothing is written.

    changes: to my rows; while conflicts are open, as if they were decided for mine. new: how many records the
    other copy has that mine lacks; none: there is nothing to merge. follows: from these changes.
    """

    shared: Shared
    changes: Changes
    disputed: tuple[Disputed, ...]
    renumbered: tuple[Renumbered, ...]
    follows: Comparison
    merged: Merged

    @property
    def new(self) -> int:
        return len(self.shared.missing)

    @property
    def kept(self) -> tuple[RowKey, ...]:
        """Rows that were removed in a copy of a part and stay, since the rest of the program needs them."""
        return self.shared.theirs.kept if self.new else ()

    @property
    def open(self) -> tuple[Disputed, ...]:
        """The conflicts that keep it from being done."""
        return tuple(one for one in self.disputed if one.is_open)


def propose(program: OpenProgram, theirs: ProgramFile, choose: Choose) -> Proposal:
    """Work out a merge. Raises: `EditError` where the two can't be merged, or not with such choices."""
    mine = program.file
    shared = Shared.of(mine, theirs)
    before = program.plan.state
    merge = Merge.of(mine, shared, choose)
    after = _untied(merge, before)
    changes = merge.finish()
    conflicts = list(merge.conflicts.values())
    own = mine.journal.lineage().missing_from(shared.theirs.lineage)
    sides = (
        last_changes(mine.journal.stored(reversed(own)), conflicts),
        last_changes(shared.theirs.stored(reversed(shared.missing)), conflicts),
    )
    return Proposal(
        shared=shared,
        changes=changes,
        disputed=tuple(
            Disputed(conflict, own, other, conflict.key in merge.open)
            for conflict, own, other in zip(conflicts, *sides, strict=True)
        ),
        renumbered=tuple(merge.renumbered),
        follows=compare(before, after),
        merged=merge.merged,
    )


def _untied(merge: Merge, before: State) -> State:
    """The merged plan, after rings that neither side has were undone."""
    known = _ring_links(before)
    for _ in range(_MOST_RINGS):
        changes = merge.merged.changes()
        after = State(before.inputs.after(changes)) if changes else before
        links = after.inputs.tables["link"].ids
        rings = [ring for ring in after.rings if any(links[link] not in known for link in ring.links)]
        if not rings:
            return after
        ids = after.outline.ids
        tasks = [ids[row] for row in {*rings[0].around, *rings[0].tasks}]
        merge.untie(tasks, [links[link] for link in rings[0].links])
    raise EditError("these choices can't stand together; decide all conflicts for the same side")


def _ring_links(state: State) -> set[str]:
    ids = state.inputs.tables["link"].ids
    return {ids[link] for ring in state.rings for link in ring.links}


def merge_in(program: OpenProgram, theirs: ProgramFile, proposal: Proposal) -> None:
    """Do what was proposed, as one record with two parents; on a copy that is only behind, without one.

    Raises: `EditError` where the plan refuses it; `ProgramFileError`.
    """
    assert not proposal.open
    shared = proposal.shared
    records = list(shared.theirs.stored(shared.missing))
    if records:
        label = f"Merge {theirs.path.name}"
        program.file.join(proposal.changes, records, label, theirs.content, ahead=shared.ahead)
