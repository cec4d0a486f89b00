"""Saying that rows of any registers touch, taking that back, and what touches a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tpm_desktop.file.errors import EditError
from tpm_desktop.file.hanging import HANGING
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.model.catalogue import entry, table_names
from tpm_desktop.model.touches import Touch
from tpm_desktop.plan import OpenProgram

from .assignment_rules import Edits
from .naming import name_of

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Touched:
    """A cross-reference as it is seen from one of its rows. table, row_id: the other one."""

    touch_id: str
    table: str
    row_id: str
    note: str
    of: str


def touching(file: ProgramFile, table: str, row_ids: Sequence[str]) -> list[Touched]:
    """What touches some rows of a table, as it was said one after the other; of: which of the rows."""
    wanted = set(row_ids)
    found: list[Touched] = []
    for one in file.rows(Touch):
        ends = ((one.row_table, one.row_id), (one.other_table, one.other_id))
        for (mine, row_id), (other, other_id) in (ends, ends[::-1]):
            if mine == table and row_id in wanted:
                found.append(Touched(one.id, other, other_id, one.note or "", row_id))
    return found


def touch(
    program: OpenProgram, table: str, row_ids: Sequence[str], other: tuple[str, str], note: str = ""
) -> list[str]:
    """Say that some rows touch another one, as one edit; returns the ids of the cross-references.

    Args: other: table and id. Raises: `EditError`, `ProgramFileError`.
    """
    added = [
        {
            "row_table": table,
            "row_id": one,
            "other_table": other[0],
            "other_id": other[1],
            "note": note or None,
        }
        for one in row_ids
    ]
    _, rows = touch_edits(program, "touch", {}, added, ())
    what = f"{entry(other[0]).one} {name_of(program, *other)}"
    from_ = name_of(program, table, row_ids[0]) if len(row_ids) == 1 else f"{len(row_ids)} rows"
    with program.file.transaction(f"Tie {from_} to {what}") as edit:
        return edit.add_all("touch", rows)


def untouch(program: OpenProgram, touch_ids: Iterable[str]) -> None:
    """Take cross-references away. Raises: `EditError`, `ProgramFileError`."""
    ids = list(touch_ids)
    what = "a cross-reference" if len(ids) == 1 else f"{len(ids)} cross-references"
    with program.file.transaction(f"Remove {what}") as edit:
        edit.remove("touch", ids)


def touch_edits(
    program: OpenProgram,
    table: str,
    edits: Mapping[str, Values],
    added: Sequence[Values],
    removed: Iterable[str],
) -> tuple[Edits, list[Values]]:
    """Fields to set and rows to add: two different rows, the smaller id first, and each pair just once.

    Raises: `EditError`.
    """
    known = {_pair(one.model_dump()) for one in program.file.rows(Touch)} if added else set()
    rows: list[Values] = []
    for values in added:
        row = {**values, **dict(_in_order(values))}
        for of in (str(row["row_table"]), str(row["other_table"])):
            if of not in table_names() or of in HANGING:
                raise EditError(f"a cross-reference can’t lead to “{of}”; name a table such as risk or task")
        if row["row_id"] == row["other_id"]:
            raise EditError("a row can’t touch itself; choose another one")
        if _pair(row) in known:
            raise EditError("the two touch already")
        known.add(_pair(row))
        rows.append(row)
    return {(table, row_id): dict(values) for row_id, values in edits.items()}, rows


def _in_order(values: Values) -> Iterator[tuple[str, Any]]:
    first, second = ("row_table", "row_id"), ("other_table", "other_id")
    turned = str(values.get("other_id") or "") < str(values.get("row_id") or "")
    for names, told in ((first, second if turned else first), (second, first if turned else second)):
        for name, source in zip(names, told, strict=True):
            yield name, values.get(source)


def _pair(row: Values) -> tuple[str, ...]:
    return tuple(str(row[name]) for name in ("row_table", "row_id", "other_table", "other_id"))
