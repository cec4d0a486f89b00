"""What holds for risks, their scales and the tasks that they hang on, however they are edited."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tpm_desktop.file.errors import EditError
from tpm_desktop.formats import Formats
from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.registers import Risk
from tpm_desktop.model.risk_parts import RiskLevel, RiskTask, Scale
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.risk_scales import LEVELS

from .assignment_rules import Edits
from .words import quoted

Values = Mapping[str, Any]
RISKS = ("risk", "risk_level", "risk_task")


def risk_edits(
    program: OpenProgram,
    table: str,
    edits: Mapping[str, Values],
    added: Sequence[Values],
    removed: Iterable[str],
) -> tuple[Edits, list[Values]]:
    """Fields to set and rows to add, as given.

    Raises: `EditError` where a risk ends before it begins, a level is there already or reaches no further
    than the one below, or a task is named twice for the same.
    """
    gone = set(removed)
    if table == "risk":
        _refuse_backward(program, edits, added)
    elif table == "risk_level":
        _refuse_crossed_levels(program, edits, added, gone)
    else:
        _refuse_named_twice(program, edits, added)
    return {(table, row_id): dict(values) for row_id, values in edits.items()}, list(added)


def _refuse_backward(program: OpenProgram, edits: Mapping[str, Values], added: Sequence[Values]) -> None:
    dated = {row_id: values for row_id, values in edits.items() if {"proximity", "expires"} & set(values)}
    whole: list[Values] = list(added)
    whole += [{**row.model_dump(), **dated[row.id]} for row in program.file.rows_of(Risk, list(dated))]
    for row in whole:
        begins, ends = row.get("proximity"), row.get("expires")
        if begins and ends and ends < begins:
            formats = Formats.of(program.file.program)
            raise EditError(
                f"a risk can't be over on {formats.date(ends)} before it could happen, on "
                f"{formats.date(begins)}; change one of the two days"
            )


def _refuse_crossed_levels(
    program: OpenProgram, edits: Mapping[str, Values], added: Sequence[Values], gone: set[str]
) -> None:
    defaults = {name: field.default for name, field in RiskLevel.model_fields.items()}
    rows: list[Values] = [
        {**row.model_dump(), **edits.get(row.id, {})}
        for row in program.file.rows(RiskLevel)
        if row.id not in gone
    ]
    rows += [{**defaults, **values} for values in added]
    for scale in Scale:
        levels: dict[int, Values] = {}
        for row in (row for row in rows if row["scale"] == scale):
            if row["level"] in levels:
                raise EditError(
                    f"level {row['level']} of {scale.label.lower()} is there already; choose another number"
                )
            levels[row["level"]] = row
        for field in ("chance",) if scale is Scale.PROBABILITY else ("cost", "days"):
            _refuse_crossed(levels, field, scale)


def _refuse_crossed(levels: Mapping[int, Values], field: str, scale: Scale) -> None:
    reached: int | None = None
    for level in LEVELS:
        limit = levels[level][field] if level in levels else None
        if limit is None:
            continue
        if reached is not None and limit <= reached:
            label = entry("risk_level").fields[field].label.lower()
            raise EditError(
                f"level {level} of {scale.label.lower()} must reach further than the one below it; "
                f"enter a higher value for {label}"
            )
        reached = limit


def _refuse_named_twice(program: OpenProgram, edits: Mapping[str, Values], added: Sequence[Values]) -> None:
    named: dict[tuple[Any, Any, Any], str] = {}
    rows = [{**row.model_dump(), **edits.get(row.id, {})} for row in program.file.rows(RiskTask)]
    default = RiskTask.model_fields["role"].default
    for row in [*rows, *({"role": default, **values} for values in added)]:
        key = (row["risk_id"], row["task_id"], str(row["role"]))
        if key in named and not (row.get("id") and row["id"] not in edits):
            name = program.plan.name(row["task_id"])
            raise EditError(f"{quoted(name)} is named for this risk already; change that line")
        named[key] = row["task_id"]
