"""The commands, in the order in which help lists them."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any, Protocol

import typer
from typer.main import get_group

_FUNCTIONS = (
    "files.new", "files.demo", "files.import_", "files.export", "rows.list_", "rows.add", "rows.set_",
    "rows.remove", "documents.attach", "documents.attachments", "documents.detach", "documents.extract",
    "touches.touches", "calendars.holidays", "schedule.schedule", "baseline.baseline", "health.health",
    "why.explain", "why.impact", "commitments.commitments_", "level.level", "advise.advise",
    "simulate.simulate", "capacity.capacity", "people.raci", "people.staffing_plan_",
    "readiness.readiness_", "installation.installation_", "requirements.requirements_", "gates.gates_",
    "told.communications_", "change.change", "estimate.estimate", "budget.budget", "earned_value.evm",
    "business_case.business_case", "capex.capex", "procurement.procurement_", "policy.policy",
    "periods.periods_", "periods.status", "reports.report", "papers.packs", "history.log",
    "history.undo", "history.redo", "compare.diff", "merge.merge", "copy.copy", "history.verify",
    "safety.backups", "safety.restore", "safety.recover",
)  # fmt: skip


class Invocable(Protocol):
    """What runs the command that arguments name; it ends with `SystemExit`."""

    def __call__(self, *, args: list[str], prog_name: str) -> object: ...


def _name(function: str) -> str:
    return function.partition(".")[2].rstrip("_").replace("_", "-")


COMMANDS = {_name(function): function for function in _FUNCTIONS}
"""By its name each command's module and function; importing that brings along all that the command needs."""


@cache
def commands(named: str = "") -> Invocable:
    """The commands with their arguments, read from the functions once.

    Args: named: the one that is asked for, of which alone the module is imported; of another word, all.
    """
    app = typer.Typer(
        name="tpm-desktop",
        help="Plan, pay for, steer and report a technology program. Without a command the window opens.",
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    for name in [named] if named in COMMANDS else COMMANDS:
        app.command(name=name)(_function(COMMANDS[name]))
    return get_group(app)


def _function(place: str) -> Any:
    module, _, name = place.partition(".")
    return getattr(import_module(f".{module}", __package__), name)
