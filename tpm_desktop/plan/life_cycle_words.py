"""Gates and their readiness in words: for window, page and terminal alike."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from tpm_desktop.formats import Formats
from tpm_desktop.model.gates import CriterionState, GateVerdict
from tpm_desktop.planning.columns import NONE

from .life_cycle import GateLine, Judged, LifeCycle
from .plan import instant

__all__ = [
    "criterion_text",
    "gate_date",
    "gate_headline",
    "headline",
    "late_text",
    "readiness_text",
    "standing_text",
]

_EPOCH = date(1970, 1, 1)


def gate_date(gate: GateLine, formats: Formats) -> str:
    """When it was decided, else when its milestone is; a dash where neither is known."""
    if gate.decided and gate.held != NONE:
        return formats.date(_EPOCH + timedelta(days=gate.held))
    return formats.date(instant(gate.at)) or "–"


def standing_text(gate: GateLine, formats: Formats) -> str:
    """The verdict; of a gate without one whether it is ready or overdue."""
    if gate.verdict is not GateVerdict.OPEN:
        return gate.verdict.label
    if gate.past:
        return "Overdue"
    return "Ready" if gate.ready else "Not ready" if gate.criteria else "No criteria"


def readiness_text(gate: GateLine) -> str:
    """How many criteria are met."""
    return f"{gate.met} of {len(gate.criteria)} met" if gate.criteria else "no criteria"


def late_text(gate: GateLine, formats: Formats) -> str:
    """How far the plan is from the baseline: "4 d late"; empty where there is nothing to say."""
    if gate.late in (NONE, 0):
        return ""
    told = formats.duration(abs(gate.late), unit="d")
    return f"{told} late" if gate.late > 0 else f"{told} early"


def criterion_text(one: Judged) -> str:
    """The state of a criterion in a word."""
    return {CriterionState.MET: "Met", CriterionState.WAIVED: "Waived"}.get(one.state, "Open")


def gate_headline(gate: GateLine, formats: Formats) -> str:
    """The one sentence about a gate."""
    day = gate_date(gate, formats)
    if gate.decided:
        return f"{gate.name}: {gate.verdict.label.lower()}" + (f" on {day}." if day != "–" else ".")
    when = f"planned for {day}" if gate.at != NONE else "without a date"
    if not gate.criteria:
        return f"{gate.name} is {when} and has no criteria yet."
    left = len(gate.blocking)
    if not left:
        return f"{gate.name} is {when} and ready: {readiness_text(gate)}, none of the mandatory ones open."
    many = "1 mandatory criterion is" if left == 1 else f"{left} mandatory criteria are"
    return f"{gate.name} is {when} and not ready: {many} open."


def headline(found: Sequence[LifeCycle], formats: Formats) -> str:
    """The one sentence about all gates."""
    gates = [gate for cycle in found for gate in cycle.gates]
    if not gates:
        return "No gate has been registered yet."
    passed = sum(gate.decided and gate.verdict is not GateVerdict.STOP for gate in gates)
    coming = sorted((one.next for one in found if one.next is not None), key=_when)
    many = "1 gate" if len(gates) == 1 else f"{formats.integer(len(gates))} gates"
    told = f"{many}, {formats.integer(passed)} passed"
    if not coming:
        return f"{told}."
    return f"{told}; next is {coming[0].name} on {gate_date(coming[0], formats)}."


def _when(gate: GateLine) -> tuple[bool, int, str]:
    return gate.at == NONE, gate.at, gate.name
