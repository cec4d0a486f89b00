"""How the score of a risk went: over the closed periods, and edit by edit as the journal knows it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tpm_desktop.file.audit import fields_history
from tpm_desktop.file.program_file import ProgramFile

from .risk_exposure import Weighed
from .risks import score
from .trends import Closed

FIELDS = ("probability", "impact", "residual_probability", "residual_impact")


@dataclass(frozen=True, slots=True)
class Scored:
    """What a risk scored from a moment on, before and after its response; None while that is open."""

    at: datetime
    before: int | None
    after: int | None
    who: str
    record: str


def score_lines(closed: Sequence[Closed], risks: Iterable[Weighed], day: date) -> dict[str, list[int]]:
    """By risk its scores after the response at each closed period that knew it, and now."""
    found: dict[str, list[int]] = {}
    for one in closed:
        if one.period.finish < day:
            for row_id, value in one.scores.items():
                found.setdefault(row_id, []).append(value)
    now = {risk.id: risk.residual for risk in risks}
    return {row_id: [*found.get(row_id, []), value] for row_id, value in now.items() if value is not None}


def score_history(file: ProgramFile, risk_id: str) -> list[Scored]:
    """Every score that a risk had, the first one first; what one edit set of it counts as one."""
    values: dict[str, int | None] = dict.fromkeys(FIELDS)
    found: list[Scored] = []
    for record, one in reversed(list(fields_history(file, "risk", risk_id))):
        if one.field not in FIELDS:
            continue
        values[one.field] = int(one.new) if isinstance(one.new, int) else None
        at = record.at.astimezone().replace(tzinfo=None)
        before = score(values["probability"], values["impact"])
        after = score(values["residual_probability"], values["residual_impact"])
        made = Scored(at, before, after, record.who, record.id)
        if found and found[-1].record == record.id:
            found[-1] = made
        elif (before, after) != ((found[-1].before, found[-1].after) if found else (None, None)):
            found.append(made)
    return found
