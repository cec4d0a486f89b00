"""Simulations that were kept in the file: what they said, how to get it again, and whether it still holds."""

from __future__ import annotations

from datetime import datetime

from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.formats import Formats
from tpm_desktop.model.simulation import Simulation

from .plan import instant
from .simulation_words import Told, chance
from .state import State

__all__ = ["edits_since", "kept_cells", "kept_facts", "kept_headline", "kept_how", "kept_simulations"]

_NOTHING = "–"
_SHORT = 12
"""So much of a record's id tells it from any other."""


def kept_simulations(file: ProgramFile) -> list[Simulation]:
    """Those that were kept, the newest first."""
    return sorted(file.rows(Simulation), key=lambda one: one.id, reverse=True)


def edits_since(file: ProgramFile, kept: Simulation) -> int | None:
    """How many edits came after the record that it is of; None where that is not in the file's history.

    That simulations were kept is not counted, since it changes no plan.
    """
    ids = file.journal.ids()
    places = {record: at for at, record in enumerate(ids)}
    if kept.record not in places:
        return None
    keeping = {places[one.record] - 1 for one in file.rows(Simulation) if one.record in places}
    return sum(at not in keeping for at in range(places[kept.record]))


def kept_headline(kept: Simulation, formats: Formats) -> str:
    """The one sentence, as it was then."""
    return (
        f"The finish planned then, {_day(kept.finish_planned, formats)}, had a chance of "
        f"{_share(kept.finish_chance, formats)}; with 80 % confidence all is done by "
        f"{_day(kept.finish_p80, formats)}"
    )


def kept_how(kept: Simulation, edits: int | None, state: State, formats: Formats) -> str:
    """What was run, of which record, and whether the plan is still the same."""
    risks = "risks after their responses" if kept.with_responses else "risks as they are"
    if kept.strongest:
        risks += ", only the strongest of a task"
    runs = _NOTHING if kept.runs is None else formats.integer(kept.runs)
    seed = _NOTHING if kept.seed is None else str(kept.seed)
    record = (kept.record or "")[:_SHORT] or _NOTHING
    status = _day(kept.made, formats)
    said = f"“{kept.title}”: {runs} runs, seed {seed}, {risks}; status {status}, record {record}."
    if edits is None:
        return f"{said} That record is not in this file's history: nobody knows what has changed since."
    if not edits:
        return f"{said} The plan has not changed since."
    now = instant(state.schedule.program_finish)
    finish = "its finish is still planned for the same day"
    if now is None or kept.finish_planned is None or now.date() != kept.finish_planned.date():
        finish = f"its finish is now planned for {_day(now, formats)}"
    count = "1 edit" if edits == 1 else f"{formats.integer(edits)} edits"
    return f"{said} The plan has changed since ({count}); {finish}."


def kept_facts(kept: Simulation, formats: Formats) -> list[Told]:
    """The six figures that were kept."""
    reserve = _NOTHING
    if kept.cost_p80 is not None and kept.cost_planned is not None:
        reserve = formats.compact(kept.cost_p80 - kept.cost_planned, sign=True)
    in_time, in_budget = kept.finish_chance, kept.cost_chance
    return [
        Told("Planned finish", _day(kept.finish_planned, formats), f"chance {_share(in_time, formats)}",
             in_time is not None and in_time < 5_000),
        Told("Finish P50", _day(kept.finish_p50, formats), "as likely earlier as later"),
        Told("Finish P80", _day(kept.finish_p80, formats), "80 % sure"),
        Told("Planned cost", _money(kept.cost_planned, formats), f"chance {_share(in_budget, formats)}",
             in_budget is not None and in_budget < 5_000),
        Told("Cost P50", _money(kept.cost_p50, formats), "as likely less as more"),
        Told("Cost P80", _money(kept.cost_p80, formats), f"reserve {reserve}"),
    ]  # fmt: skip


def kept_cells(kept: Simulation, formats: Formats) -> tuple[str, ...]:
    """Its line in a list: title, status date, planned finish, chance, P80 of finish and cost."""
    return (
        kept.title,
        _day(kept.made, formats),
        _day(kept.finish_planned, formats),
        _share(kept.finish_chance, formats),
        _day(kept.finish_p80, formats),
        _money(kept.cost_p80, formats),
    )


def _day(at: datetime | None, formats: Formats) -> str:
    return formats.date(at.date()) if at else _NOTHING


def _share(share: int | None, formats: Formats) -> str:
    return _NOTHING if share is None else chance(share / 10_000, formats)


def _money(amount: int | None, formats: Formats) -> str:
    return _NOTHING if amount is None else formats.compact(amount)
