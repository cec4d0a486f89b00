"""Requirements, deliverables and their gaps in words: for window, page and terminal alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tpm_desktop.formats import Formats
from tpm_desktop.model.requirements import Priority, RequirementStatus

from .integration_words import interface_name, run_place, title_of
from .plan import instant
from .requirements import Covered, Gap, GapKind, RequirementLine, unmet
from .state import State

__all__ = ["GapWords", "gap_words", "headline", "requirement_name", "target_name"]

_SAID = {
    GapKind.COMPLETE: ("Complete with unmet requirements", "verify or reject them, or reopen the project"),
    GapKind.FAILED: ("Failed test", "mend it and test again"),
    GapKind.OVERDUE: ("Mandatory requirement overdue", "verify it, or agree on a later date"),
    GapKind.UNACCEPTED: ("Done without acceptance", "have it accepted, or say what is missing"),
    GapKind.UNPROVEN: ("Verified without evidence", "name the test that passed or the accepted deliverable"),
    GapKind.NO_DELIVERABLE: ("No deliverable", "say which deliverable meets it"),
    GapKind.NO_TEST: ("No test", "say which test proves it"),
    GapKind.NO_RESULT: ("Test without result", "enter what came out"),
    GapKind.UNSIGNED: ("Accepted without signature", "record who accepted it, and when"),
    GapKind.UNREVIEWED: ("Accepted without review", "record the review that it went through"),
    GapKind.CONDITIONS: ("Conditions overdue", "meet them, and enter when"),
    GapKind.NO_CRITERION: ("No acceptance criterion", "say by what it is seen that it is met"),
    GapKind.NO_REQUIREMENT: ("No requirement", "say which requirement it meets, or leave it out"),
}


@dataclass(frozen=True, slots=True)
class GapWords:
    """kind: what is the matter; what: with which row; mend: what to do about it."""

    kind: str
    what: str
    mend: str


def requirement_name(state: State, row: int) -> str:
    """A requirement by code and title."""
    return title_of(state, "requirement", row, "title")


def target_name(state: State, table: str, row: int) -> str:
    """What covers a requirement, by code and name; of a test where it is run."""
    if table == "task":
        return state.names[row]
    if table == "integration_test":
        code = state.inputs.tables[table].texts["code"][row]
        interfaces = state.inputs.tables["interface"].row
        at = int(state.inputs.tables[table].rows_of("interface_id", interfaces)[row])
        return " ".join(filter(None, (code, state.inputs.tables["interface"].texts["title"][at])))
    return title_of(state, table, row, "title" if table == "change_request" else "name")


def gap_words(state: State, found: Covered, gaps: Sequence[Gap], formats: Formats) -> list[GapWords]:
    """What to read of some gaps."""
    return [
        GapWords(_SAID[gap.kind][0], _what(state, found, gap, formats), _SAID[gap.kind][1]) for gap in gaps
    ]


def _what(state: State, found: Covered, gap: Gap, formats: Formats) -> str:
    if gap.table == "integration_test":
        run = found.tests[gap.row]
        test = f"{interface_name(state, run.interface)}: {run_place(state, run)}"
        return f"{requirement_name(state, gap.about)}, {test}"
    if gap.table == "project":
        count = len(unmet(state, gap.id))
        many = "1 mandatory requirement" if count == 1 else f"{count} mandatory requirements"
        return f"{title_of(state, 'project', gap.row)}: {many}"
    if gap.table == "acceptance":
        table, deliverable = state.inputs.tables["acceptance"], state.inputs.tables["deliverable"]
        of = deliverable.row[table.texts["deliverable_id"][gap.row] or ""]
        return f"{table.texts['code'][gap.row] or ''} {title_of(state, 'deliverable', of)}".strip()
    name = title_of(state, gap.table, gap.row, "name" if gap.table == "deliverable" else "title")
    if gap.kind is GapKind.OVERDUE:
        return f"{name}, due {formats.date(instant(found.requirements[gap.row].due))}"
    return name


def headline(found: Covered, formats: Formats, lines: Sequence[RequirementLine] | None = None) -> str:
    """The one sentence about all requirements, or some of them."""
    shown = found.requirements if lines is None else lines
    if not shown:
        return "No requirement has been registered yet."
    binding = [one for one in shown if one.binding]
    met = sum(one.met for one in binding)
    agreed = sum(one.status is not RequirementStatus.REJECTED for one in shown)
    ids = {one.id for one in shown}
    gaps = [gap for gap in found.gaps if gap.table != "requirement" or gap.id in ids]
    whole = f"{formats.integer(agreed)} requirement{'' if agreed == 1 else 's'}"
    musts = f"{met} of {len(binding)} mandatory ones verified" if binding else "none mandatory"
    many = "no gap" if not gaps else "1 gap" if len(gaps) == 1 else f"{formats.integer(len(gaps))} gaps"
    return f"{whole}, {musts}, {many}."


def priority_counts(lines: Sequence[RequirementLine]) -> dict[Priority, tuple[int, int]]:
    """Of each priority how many requirements there are, rejected ones apart, and how many are verified."""
    shown = [one for one in lines if one.status is not RequirementStatus.REJECTED]
    return {
        priority: (
            sum(one.priority is priority for one in shown),
            sum(one.priority is priority and one.met for one in shown),
        )
        for priority in Priority
    }
