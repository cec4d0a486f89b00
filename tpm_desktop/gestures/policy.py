"""What a program is held to: taking a ready policy, editing its text as one step, and bearing a breach."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from fractional_indexing import generate_n_keys_between

from tpm_desktop import paths
from tpm_desktop.file.errors import EditError
from tpm_desktop.file.sources import SourceError, read_text
from tpm_desktop.finance.policy import Policy, PolicyError, checked
from tpm_desktop.finance.policy.blocks import LONGEST_TEXT
from tpm_desktop.finance.policy.parts import Part, extended, in_currency, parts
from tpm_desktop.finance.policy.reading import header
from tpm_desktop.model.policy import Role
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.due import day_of_status
from tpm_desktop.plan.policy import minor_digits, ordered_parts, other_currency
from tpm_desktop.plan.policy_findings import PolicyFinding, subject_field

from .records import add_row, remove_rows

PACKS = ("corporate", "public", "small")
"""The ready policies, by the names of their files."""
A_QUARTER = timedelta(days=91)


def pack_text(name: str, currency: str) -> str:
    """A ready policy, whole, its figures as they stand but in the program's currency.

    Raises: `EditError` where there is none of that name.
    """
    if name not in PACKS:
        raise EditError(f"no ready policy is called “{name}”; there are {', '.join(PACKS)}")
    text = paths.resource("policies", f"{name}.toml").read_text("utf-8")
    return in_currency(whole_text(text), currency)


def whole_text(text: str) -> str:
    """A text with the ready policy that it extends, if it does. Raises: `EditError`."""
    try:
        base = header(text).get("extends")
    except PolicyError as error:
        raise EditError(str(error)) from error
    if base is None:
        return text
    if base not in PACKS:
        raise EditError(f"“{base}” can't be extended; there are {', '.join(PACKS)}")
    try:
        checked(text)
        return extended(text, paths.resource("policies", f"{base}.toml").read_text("utf-8"))
    except PolicyError as error:
        raise EditError(str(error)) from error


def read_policy_file(path: Path) -> str:
    """A policy's file as text. Raises: `EditError`."""
    try:
        return read_text(path, 4 * LONGEST_TEXT, "policy")
    except SourceError as problem:
        raise EditError(str(problem)) from None


def checked_text(text: str, currency: str) -> Policy:
    """The policy that a text says. Raises: `EditError` with the line that is wrong."""
    try:
        policy = checked(text, minor_digits(currency))
    except PolicyError as error:
        raise EditError(str(error)) from error
    if wrong := other_currency(policy, currency):
        raise EditError(wrong.text)
    return policy


def set_policy(program: OpenProgram, text: str) -> list[str]:
    """Hold the program to what a text says, in place of what it was held to; an empty text to nothing.

    One step; only the parts that differ are touched. Returns the keys of those. Raises: `EditError`.
    """
    text = whole_text(text.replace("\r\n", "\n"))
    checked_text(text, program.file.program.currency)
    new = parts(text)
    table = program.plan.state.inputs.tables["policy_part"]
    rows = ordered_parts(table)
    known = {table.texts["key"][row] or "": table.ids[row] for row in rows}
    stored = {table.ids[row]: table.texts["text"][row] for row in rows}
    places = {table.ids[row]: table.texts["order"][row] for row in rows}
    orders = _orders(new, {key: places[row_id] for key, row_id in known.items()})
    gone = [key for key in known if key not in {part.key for part in new}]
    edited = [part for part in new if part.key in known and stored[known[part.key]] != part.text]
    added = [part for part in new if part.key not in known]
    touched = [part.key for part in (*edited, *added)] + gone
    moved = [part.key for part in new if part.key in known and orders[part.key] != places[known[part.key]]]
    if not touched and not moved:
        return []
    with program.file.transaction(_label(touched or moved, first=not known, none=not new)) as edit:
        edit.remove("policy_part", [known[key] for key in gone])
        for key in {*moved, *(part.key for part in edited)}:
            values = {part.key: part.text for part in edited}
            row = {"order": orders[key], **({"text": values[key]} if key in values else {})}
            edit.set("policy_part", known[key], **row)
        for part in added:
            edit.add("policy_part", key=part.key, text=part.text, order=orders[part.key])
    return touched or moved


def _label(keys: Sequence[str], *, first: bool, none: bool) -> str:
    if none:
        return "Remove the policy"
    if first:
        return "Take a policy"
    named = ", ".join(keys[:3]) + (f" and {len(keys) - 3} more" if len(keys) > 3 else "")
    return f"Change the policy: {named}"


def _orders(new: Sequence[Part], known: Mapping[str, str | None]) -> dict[str, str]:
    """The order of each part: those that stay keep theirs, as long as they stay in order."""
    kept = [known[part.key] or "" for part in new if part.key in known]
    if any(not key for key in kept) or any(a >= b for a, b in pairwise(kept)):
        return dict(
            zip((part.key for part in new), generate_n_keys_between(None, None, len(new)), strict=True)
        )
    found: dict[str, str] = {}
    run: list[str] = []
    low: str | None = None
    for part in (*new, None):
        if part is not None and part.key not in known:
            run.append(part.key)
            continue
        high = (known[part.key] or None) if part is not None else None
        found.update(zip(run, generate_n_keys_between(low, high, len(run)), strict=True))
        if part is not None and high is not None:
            found[part.key], low, run = high, high, []
    return found


def part_of(program: OpenProgram, key: str) -> str | None:
    """The id of the policy's part of that key, None where there is none."""
    table = program.plan.state.inputs.tables["policy_part"]
    pairs = zip(table.ids, table.texts["key"], strict=True)
    return next((row_id for row_id, known in pairs if known == key), None)


def waiver_of(program: OpenProgram, finding: PolicyFinding) -> dict[str, Any]:
    """What a waiver of a breach begins with: who may bear it, who asks, from today for a quarter."""
    state = program.plan.state
    day = day_of_status(state)
    role = Role(finding.rule.waiver.replace(" ", "_")) if finding.rule.waiver != "nobody" else None
    asked = next(iter(sorted(finding.subject.broken_by)), None)
    return {
        "rule": finding.rule.id,
        "role": role,
        "asked_by_id": asked,
        "decided_on": day,
        "until": day + A_QUARTER,
        **about_fields(program, finding),
    }


def about_fields(program: OpenProgram, finding: PolicyFinding) -> dict[str, str]:
    """The fields that say what a waiver is about, with the row's component project."""
    table, row_id = finding.subject.table, finding.subject.id
    field = subject_field(table)
    if field is None:
        return {}
    columns = program.plan.state.inputs.tables[table]
    project = columns.texts["project_id"][columns.row[row_id]] if "project_id" in columns.texts else None
    return {field: row_id, **({"project_id": project} if project else {})}


def waive(program: OpenProgram, finding: PolicyFinding, values: Mapping[str, Any]) -> str:
    """Bear a breach until a date; returns the waiver's id. Raises: `EditError`."""
    return add_row(program, "policy_waiver", {**waiver_of(program, finding), **values})


def take_back(program: OpenProgram, waiver_id: str) -> None:
    """Let a breach count again. Raises: `EditError`."""
    remove_rows(program, "policy_waiver", [waiver_id])
