"""Merging another copy into an open program: what it would do, and doing it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from tpm_desktop.file.backups import Reason
from tpm_desktop.file.changes import Changes
from tpm_desktop.file.codes import Renumbered
from tpm_desktop.file.compare import RowDifference, differences
from tpm_desktop.file.conflicts import Choose, Conflict, RowKey, Side
from tpm_desktop.file.errors import EditError
from tpm_desktop.file.journal import JournalRecord
from tpm_desktop.file.merge import Merge
from tpm_desktop.file.merged import Merged
from tpm_desktop.file.parted import Parted, Shared
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.file.same_names import Renamed

from .comparison import Comparison, compare
from .merged_money import settle_money
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

    changes: to my rows; while conflicts are open, as if they were decided for mine. follows: from these
    changes. revalued: rows in other currencies that count at a rate which their side did not know. name: of
    the other copy's file.
    """

    parted: Parted
    changes: Changes
    disputed: tuple[Disputed, ...]
    renumbered: tuple[Renumbered, ...]
    renamed: tuple[Renamed, ...]
    revalued: tuple[RowKey, ...]
    follows: Comparison
    merged: Merged
    name: str

    @property
    def shared(self) -> Shared:
        return self.parted.shared

    @property
    def follows_on(self) -> bool:
        """Whether the other copy's records simply follow mine, and give the very rows that it has."""
        return self.shared.ahead and self.changes == self.parted.done[Side.THEIRS]

    @property
    def new(self) -> int:
        """How many records the other copy has that mine lacks; none: there is nothing to merge."""
        return len(self.shared.missing)

    @property
    def kept(self) -> tuple[RowKey, ...]:
        """Rows that were removed in a copy of a part and stay, since the rest of the program needs them."""
        return self.parted.kept

    @property
    def open(self) -> tuple[Disputed, ...]:
        """The conflicts that keep it from being done."""
        return tuple(one for one in self.disputed if one.is_open)

    def rows(self) -> list[RowDifference]:
        """The rows of mine that it changes."""
        mine = self.merged.sides[Side.MINE]
        return differences(self.changes, mine, mine.after(self.changes))


class Joining:
    """Two copies that were read: how they would be one under whatever choices, without the files.

    May be asked in any thread; who asks meanwhile waits.
    """

    def __init__(self, parted: Parted, before: State, name: str) -> None:
        self.parted, self.before, self.name = parted, before, name
        self._one_at_a_time = Lock()

    @classmethod
    def of(cls, program: OpenProgram, theirs: ProgramFile) -> Joining:
        """Raises: `EditError` where the two can't be merged."""
        return cls(Parted.of(program.file, theirs), program.plan.state, theirs.path.name)

    def propose(self, choose: Choose) -> Proposal:
        """Work out a merge. Raises: `EditError` where it can't be done with such choices."""
        with self._one_at_a_time:
            merge = Merge.of(self.parted, choose)
            revalued = settle_money(merge)
            after = _untied(merge, self.before)
            changes = merge.finish()
            return Proposal(
                parted=self.parted,
                changes=changes,
                disputed=tuple(self._disputed(merge, conflict) for conflict in merge.conflicts.values()),
                renumbered=tuple(merge.renumbered),
                renamed=tuple(merge.renamed),
                revalued=revalued,
                follows=compare(self.before, after),
                merged=merge.merged,
                name=self.name,
            )

    def _disputed(self, merge: Merge, conflict: Conflict) -> Disputed:
        mine, theirs = (self.parted.last_change(side, conflict) for side in Side)
        return Disputed(conflict, mine, theirs, conflict.key in merge.open)


def propose(program: OpenProgram, theirs: ProgramFile, choose: Choose) -> Proposal:
    """Work out a merge once. Raises: `EditError` where the two can't be merged, or not with such choices."""
    return Joining.of(program, theirs).propose(choose)


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


def merge_in(
    program: OpenProgram,
    proposal: Proposal,
    *,
    backed_up: bool = True,
    wanted: Callable[[], bool] = lambda: True,
) -> bool:
    """Do what was proposed, as one record with two parents; a copy that is only behind takes up the records.

    Args: backed_up: keep a copy of the file as it is before; without one only where that is wanted. wanted:
    asked between the two whether it still is.
    Returns: whether it was done.
    Raises: `BackupError`; `EditError` where the file was edited meanwhile or the plan refuses it;
    `ProgramFileError`.
    """
    assert not proposal.open
    if not proposal.new:
        return True
    if backed_up and not program.file.read_only:  # which is refused below
        program.file.back_up(Reason.MERGE)
    if not wanted():
        return False
    parted, label = proposal.parted, f"Merge {proposal.name}"
    documents, ahead = parted.documents.get, proposal.follows_on
    program.file.join(proposal.changes, parted.records, label, documents, onto=parted.head, ahead=ahead)
    return True
