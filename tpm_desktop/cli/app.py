"""The commands, in the order in which help lists them."""

from __future__ import annotations

from functools import cache
from typing import Protocol

import typer
from typer.main import get_command

from . import (
    advise,
    baseline,
    budget,
    business_case,
    calendars,
    capacity,
    capex,
    change,
    commitments,
    compare,
    copy,
    documents,
    earned_value,
    estimate,
    files,
    gates,
    health,
    history,
    installation,
    level,
    merge,
    papers,
    people,
    periods,
    policy,
    procurement,
    readiness,
    reports,
    requirements,
    rows,
    safety,
    schedule,
    simulate,
    told,
    touches,
    why,
)

app = typer.Typer(
    name="tpm-desktop",
    help="Plan, pay for, steer and report a technology program. Without a command the window opens.",
    add_completion=False,
    no_args_is_help=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

for command in (
    files.new,
    files.demo,
    files.import_,
    files.export,
    rows.list_,
    rows.add,
    rows.set_,
    rows.remove,
    documents.attach,
    documents.attachments,
    documents.detach,
    documents.extract,
    touches.touches,
    calendars.holidays,
    schedule.schedule,
    baseline.baseline,
    health.health,
    why.explain,
    why.impact,
    commitments.commitments_,
    level.level,
    advise.advise,
    simulate.simulate,
    capacity.capacity,
    people.raci,
    people.staffing_plan_,
    readiness.readiness_,
    installation.installation_,
    requirements.requirements_,
    gates.gates_,
    told.communications_,
    change.change,
    estimate.estimate,
    budget.budget,
    earned_value.evm,
    business_case.business_case,
    capex.capex,
    procurement.procurement_,
    policy.policy,
    periods.periods_,
    periods.status,
    reports.report,
    papers.packs,
    history.log,
    history.undo,
    history.redo,
    compare.diff,
    merge.merge,
    copy.copy,
    history.verify,
    safety.backups,
    safety.restore,
    safety.recover,
):
    app.command(name=command.__name__.rstrip("_").replace("_", "-"))(command)


class Invocable(Protocol):
    """What runs the command that arguments name; it ends with `SystemExit`."""

    def __call__(self, *, args: list[str], prog_name: str) -> object: ...


@cache
def commands() -> Invocable:
    """All commands with their arguments, read from the functions once."""
    return get_command(app)
