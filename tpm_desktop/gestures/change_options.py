"""Options of change requests: what each would do is worked out, never typed, and stands once assessed.

Judged is what comes by form, list, paste, sheet and command. What was tried out is kept by
`changes.keep_option`, which works its figures out itself; undo and merges bring back what was judged before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tpm_desktop.file.changes import Changes
from tpm_desktop.file.errors import EditError, ProgramFileError
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.file.row_defence import check_whole
from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.change import OPEN_TO_OPTIONS, ChangeOption, ChangeRequest, ChangeState
from tpm_desktop.plan import OpenProgram, State
from tpm_desktop.plan.proposals import Proposal, weigh

from .assignment_rules import Edits
from .words import quoted

Values = Mapping[str, Any]
_WORKED_OUT = ("edits", "days", "cost")


def option_edits(
    program: OpenProgram,
    edits: Mapping[str, Values],
    added: Sequence[Values] = (),
    removed: Iterable[str] = (),
) -> tuple[Edits, list[Values]]:
    """The fields to set and the options to add; choosing one takes the mark off the others.

    Raises: `EditError` where what is proposed stands already, or somebody types what the what-if works out.
    """
    gone = program.file.rows_of(ChangeOption, list(removed))
    homes = [*(row["change_id"] for row in added), *(option.change_id for option in gone)]
    homes += [values["change_id"] for values in edits.values() if "change_id" in values]
    for home in program.file.rows_of(ChangeRequest, homes):
        refuse_closed(home)
    found: Edits = {("change_option", row_id): dict(values) for row_id, values in edits.items()}
    for option in program.file.rows_of(ChangeOption, list(edits)):
        values, request = edits[option.id], program.file.row(ChangeRequest, option.change_id)
        assert request is not None  # an option is part of it
        if set(values) != {"chosen"} or request.state is not ChangeState.ASSESSED:
            refuse_closed(request)
        _refuse_typed(option, values)
        if values.get("chosen"):
            for other in program.file.rows(ChangeOption, change_id=request.id):
                if other.id != option.id and other.chosen:
                    found.setdefault(("change_option", other.id), {})["chosen"] = False
    return found, [_with_figures(program, row) for row in added]


def _refuse_typed(option: ChangeOption, values: Values) -> None:
    typed = [name for name in _WORKED_OUT if name in values and values[name] != getattr(option, name)]
    if typed and (option.edits or "edits" in typed):
        label = entry("change_option").fields[typed[0]].label.lower()
        raise EditError(
            f"the what-if gives the {label} of {quoted(option.title)}, so nobody can type it; "
            "try other edits out and propose them under the same title"
        )


def _with_figures(program: OpenProgram, row: Values) -> Values:
    """A new option, such as a copy of one: where it proposes edits, with what they come to now."""
    if not row.get("edits"):
        return row
    option = ChangeOption(change_id=row["change_id"], title=str(row.get("title") or ""), edits=row["edits"])
    return {**row, **figures(program, option)}


def figures(program: OpenProgram, option: ChangeOption) -> dict[str, int | None]:
    """What an option does to finish and cost of the plan as it is now, in the fields that keep it.

    Raises: `EditError` where its edits can't be read, or the plan moved beneath them.
    """
    proposal = weigh(program.file, program.plan.state, edits_of(option))
    if proposal.moved:
        raise EditError(
            f"the plan moved beneath {quoted(option.title)}: {'; '.join(proposal.moved[:3])}; propose it "
            "anew while the change request is a draft or submitted"
        )
    return {"days": proposal.days, "cost": proposal.cost}


def refuse_closed(request: ChangeRequest) -> None:
    """Raises: `EditError` where what a request proposes stands already."""
    if request.state not in OPEN_TO_OPTIONS:
        raise EditError(
            f"change request {request.code} is {request.state.label.lower()}; its options can be edited "
            "while it is a draft or submitted"
        )


def options_with_edits(file: ProgramFile, request: ChangeRequest) -> list[ChangeOption]:
    """Those that can be applied. Raises: `EditError` where there is none."""
    options = [one for one in file.rows(ChangeOption, change_id=request.id) if one.edits]
    if not options:
        raise EditError(f"change request {request.code} proposes no edits yet; add an option with edits")
    return options


def chosen_option(file: ProgramFile, request: ChangeRequest) -> ChangeOption:
    """The option that a decision is about. Raises: `EditError` where none or more than one could be."""
    options = options_with_edits(file, request)
    for one in file.rows(ChangeOption, change_id=request.id, chosen=True):
        if not one.edits:
            raise EditError(f"{quoted(one.title)} is chosen but proposes no edits; choose another option")
    chosen = [one for one in options if one.chosen] or options
    if len(chosen) > 1:
        raise EditError(f"change request {request.code} has {len(options)} options; choose one first")
    return chosen[0]


def weigh_option(program: OpenProgram, option: ChangeOption) -> Proposal:
    """What an option would do to the plan as it is now; nothing, and why, where its edits can't be read."""
    return weighed(program.file, program.plan.state, option)


def weighed(file: ProgramFile, state: State, option: ChangeOption) -> Proposal:
    """The same of a file that is only read. Args: state: of its plan."""
    try:
        return weigh(file, state, edits_of(option))
    except EditError as problem:
        return Proposal(Changes(), (str(problem),))


def edits_of(option: ChangeOption) -> Changes:
    """What an option proposes. Raises: `EditError` where that can't be read."""
    try:
        changes = Changes.from_json(option.edits or "{}")
        check_whole(changes)
        return changes
    except (ProgramFileError, EditError):
        raise EditError(f"the edits of “{option.title}” can't be read; propose it anew") from None
