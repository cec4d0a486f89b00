"""How a program's WBS codes are written: looking at what a mask makes of them, and setting it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tpm_desktop.file.errors import EditError
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.wbs import Mask, counted, with_given

FIELDS = ("wbs_prefix", "wbs_mask")


def read_mask(prefix: str, text: str) -> Mask | None:
    """The mask that somebody typed, None for an empty one. Raises: `EditError`."""
    text = text.strip()
    if not text and prefix.strip():
        raise EditError("a prefix needs a mask; write an example such as 1.1.1")
    return Mask.read(prefix, text) if text else None


def preview(program: OpenProgram, prefix: str, text: str) -> list[str]:
    """The codes of all rows as they would be. Raises: `EditError` where the mask can't be read."""
    state = program.plan.state
    codes = counted(state.outline, read_mask(prefix, text))
    return list(with_given(state.outline, codes, state.inputs.tables["task"].texts["wbs"]))


def given_codes(program: OpenProgram) -> int:
    """How many tasks have a code given by hand, which stays."""
    return sum(bool(code) for code in program.plan.state.inputs.tables["task"].texts["wbs"])


def set_mask(program: OpenProgram, prefix: str, text: str) -> None:
    """Write WBS codes by a mask, or as plain numbers. Raises: `EditError`, `ProgramFileError`."""
    mask = read_mask(prefix, text)
    values = {"wbs_prefix": mask.prefix or None, "wbs_mask": text.strip()} if mask else dict.fromkeys(FIELDS)
    label = f"Write WBS codes as {mask.prefix}{text.strip()}" if mask else "Write WBS codes as plain numbers"
    with program.file.transaction(label) as edit:
        edit.set("program", program.file.program.id, **values)


def refuse_unreadable(program: OpenProgram, values: Mapping[str, Any]) -> None:
    """What is set of the program's mask must make one. Raises: `EditError`."""
    if set(FIELDS) & set(values):
        now = program.file.program
        prefix, mask = values.get("wbs_prefix", now.wbs_prefix), values.get("wbs_mask", now.wbs_mask)
        if mask:
            Mask.read(str(prefix or ""), str(mask).strip())
