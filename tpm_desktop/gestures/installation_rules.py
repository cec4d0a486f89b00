"""What holds for components, their steps, bookings and services, however they are edited."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tpm_desktop.file.errors import EditError
from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.installation import Component, ComponentState, InstallationState, InstallationStep
from tpm_desktop.model.service import ServiceTransition, TransitionState
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.due import day_of_status

from .assignment_rules import Edits
from .steps import refuse_steps
from .words import quoted

Values = Mapping[str, Any]
INSTALLED = ("component", "installation_step", "booking", "service_transition")
_TOLD = 3


def installed_edits(
    program: OpenProgram,
    table: str,
    edits: Mapping[str, Values],
    added: Sequence[Values],
    removed: Iterable[str],
) -> tuple[Edits, list[Values]]:
    """Fields to set and rows to add; a step that is done has its day. Raises: `EditError`."""
    refuse_steps(program, table, edits)
    found: Edits = {(table, row_id): dict(values) for row_id, values in edits.items()}
    new = [dict(values) for values in added]
    model = entry(table).model
    before = {row.id: row.model_dump() for row in program.file.rows_of(model, list(edits))}
    if table == "component":
        _refuse_open_components(program, edits)
    elif table == "service_transition":
        _refuse_unprepared(program, edits)
    elif table == "booking":
        for values in [*({**before.get(one, {}), **edits[one]} for one in edits), *new]:
            if values.get("start") and values.get("finish") and values["finish"] < values["start"]:
                raise EditError("a booking can’t end before it begins; check the two dates")
    else:
        day = day_of_status(program.plan.state)
        for (_, row_id), values in found.items():
            _date(values, before.get(row_id, {}), day)
        for values in new:
            _date(values, {}, day)
        _refuse_loose(before, edits, new)
    return found, list(new)


def _date(values: dict[str, Any], before: Values, day: object) -> None:
    """The day on which a step was done; none while it is open."""
    if "state" not in values or values["state"] == before.get("state"):
        return
    done = values["state"] == InstallationState.DONE
    values["done_on"] = (values.get("done_on") or day) if done else None


def _refuse_loose(before: Mapping[str, Values], edits: Mapping[str, Values], added: Sequence[Values]) -> None:
    for values in [*({**before.get(one, {}), **edits[one]} for one in edits), *added]:
        if bool(values.get("component_id")) == bool(values.get("transition_id")):
            raise EditError("a step is of one component or of one service; name one of them")


def _open_titles(program: OpenProgram, **of: str) -> str:
    """The first of the steps that are still open, "" for none."""
    found = [s.title for s in program.file.rows(InstallationStep, **of) if s.state is InstallationState.OPEN]
    more = f" and {len(found) - _TOLD} more" if len(found) > _TOLD else ""
    return ", ".join(quoted(title) for title in found[:_TOLD]) + more if found else ""


def _refuse_open_components(program: OpenProgram, edits: Mapping[str, Values]) -> None:
    asked = [one for one, values in edits.items() if values.get("state") == ComponentState.ACCEPTED]
    for row in program.file.rows_of(Component, asked):
        if row.state is not ComponentState.ACCEPTED and (open_ := _open_titles(program, component_id=row.id)):
            raise EditError(f"component {row.code} {quoted(row.name)} can’t be accepted yet: open is {open_}")


def _refuse_unprepared(program: OpenProgram, edits: Mapping[str, Values]) -> None:
    """Nothing is handed over without run book, support model, somebody who takes it, and all steps done."""
    asked = [one for one, values in edits.items() if values.get("state") == TransitionState.HANDED_OVER]
    for row in program.file.rows_of(ServiceTransition, asked):
        if row.state is TransitionState.HANDED_OVER:
            continue
        whole = {**row.model_dump(), **edits[row.id]}
        names = {
            "run_book": "a run book",
            "support": "a support model",
            "receiver_id": "somebody who takes it over",
        }
        missing = [words for name, words in names.items() if not whole.get(name)]
        if open_ := _open_titles(program, transition_id=row.id):
            missing.append(f"the open steps {open_}")
        if missing:
            raise EditError(
                f"service {row.code} {quoted(row.title)} can’t be handed over yet; "
                f"it lacks {', '.join(missing)}"
            )
